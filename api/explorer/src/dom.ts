/** Elements from values. Every string becomes a text node, so that nothing in the graph is ever read as markup. */

export type Child = Node | string | number | null | undefined | false | readonly Child[];
type Listener = (event: never) => void;
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | Listener>>;

const HERE = /^(?:\/(?!\/)|[?#])/;
const ELSEWHERE = /^https?:\/\//i;

/** The address as a link's target: a place in this service or an http(s) address; anything else is no link. */
export function followable(address: string): string | null {
  return HERE.test(address) || (ELSEWHERE.test(address) && URL.canParse(address)) ? address : null;
}

/** An HTML element: `on…` attributes are listeners, null and false leave an attribute out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element, by the same rules. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled<E extends Element>(
  element: E,
  attributes: Attributes | null | undefined,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  append(element, children);
  return element;
}

function set(element: Element, name: string, value: Attributes[string]): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(name.slice(2), value as unknown as EventListener);
    return;
  }
  const written = name === "href" ? followable(String(value)) : value === true ? "" : String(value);
  if (written !== null) element.setAttribute(name, written);
}

/** Put children at the end of an element; what is null, undefined or false is left out. */
export function append(parent: Element, children: Child): void {
  if (children === null || children === undefined || children === false) return;
  if (typeof children === "object" && !(children instanceof Node)) {
    for (const child of children) append(parent, child);
  } else {
    parent.append(typeof children === "number" ? String(children) : children);
  }
}

/** Replace what an element holds. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

let lastId = 0;

/** An id that no other element of this page has. */
export function freshId(stem: string): string {
  lastId += 1;
  return `${stem}-${lastId}`;
}
