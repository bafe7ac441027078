/** The tree of a document's provisions, folded below its first level. */

import { freshId, h, type Child } from "../dom.ts";
import { words } from "../language.ts";
import type { Outline, Provision } from "../model.ts";
import { empty } from "../states.ts";
import { short } from "../things.ts";
import { className, named } from "../vocabulary.ts";

export interface OutlineView {
  element: HTMLElement;
  /** Provisions came into view or left it. */
  seen: (entries: readonly IntersectionObserverEntry[]) => void;
}

/** All provisions of a tree, in the order of the document. */
export function flattened(provisions: readonly Provision[]): Provision[] {
  return provisions.flatMap((one) => [one, ...flattened(one.children)]);
}

/** The outline as nested lists; each entry leads to the words of the provision. */
export function outlineTree(outline: Outline): OutlineView {
  const links = new Map<string, HTMLElement>();
  const above = new Map<string, string>();
  for (const one of flattened(outline.provisions)) for (const child of one.children) above.set(child.iri, one.iri);
  const items = outline.provisions.map((one) => entry(one, links));
  const element = h(
    "nav",
    { "aria-label": words().outline },
    items.length > 0 ? h("ol", null, items) : empty(words().noOutline),
  );
  let current: HTMLElement | undefined;
  return {
    element,
    seen: (entries) => {
      let iri = entries.find((one) => one.isIntersecting)?.target.getAttribute("data-iri") ?? undefined;
      while (iri && !links.get(iri)?.checkVisibility()) iri = above.get(iri);
      const link = iri ? links.get(iri) : undefined;
      if (!link || link === current) return;
      current?.removeAttribute("aria-current");
      current = link;
      link.setAttribute("aria-current", "location");
      const box = element.parentElement;
      if (box && box.scrollHeight > box.clientHeight) box.scrollTop = link.offsetTop - box.clientHeight / 2;
    },
  };
}

function entry(one: Provision, links: Map<string, HTMLElement>): HTMLElement {
  const name = provisionName(one);
  const place = placeOf(one);
  const link = h(
    "a",
    { href: place ? `#char=${place[0]},${place[1]}` : null, title: short(one.text ?? name, 400) },
    h("span", { class: "outline-name" }, name),
    one.text ? h("span", { class: "outline-text" }, short(one.text, 90)) : null,
  );
  links.set(one.iri, link);
  if (one.children.length === 0) return h("li", null, link);
  const id = freshId("branch");
  const branch = h("ol", { id, hidden: true });
  return h(
    "li",
    { class: "branch" },
    fold(name, id, () => grow(branch, one.children, links)),
    link,
    branch,
  );
}

/** Branches are built when they are first opened: a strategy has hundreds of provisions. */
function grow(branch: HTMLElement, children: readonly Provision[], links: Map<string, HTMLElement>): boolean {
  if (branch.childElementCount === 0) branch.append(...children.map((child) => entry(child, links)));
  branch.hidden = !branch.hidden;
  return !branch.hidden;
}

function fold(name: string, id: string, toggle: () => boolean): Child {
  const label = (open: boolean): string => `${open ? words().collapse : words().expand}: ${name}`;
  const button = h("button", {
    type: "button",
    class: "fold",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-label": label(false),
    onclick: () => {
      const open = toggle();
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-label", label(open));
    },
  });
  return button;
}

/** Characters between two stretches of a provision that a page break may take. */
const PAGE_BREAK = 200;

/** Where a provision stands: its last stretch, with those before it that only a line or a page parts from it.
 *
 * What stands further above is a list of contents, or the same words announced.
 */
export function placeOf(one: Provision): [number, number] | null {
  let [start, end] = one.pieces.at(-1) ?? [one.start, one.end];
  if (start === null || end === null) return null;
  for (const piece of one.pieces.toReversed()) if (piece[0] < start && start - piece[1] < PAGE_BREAK) start = piece[0];
  return [start, end];
}

/** “Action 1.5”: the class and the number as printed, in the language of the page. */
export function provisionName(one: Provision): string {
  const kind = className(one.class);
  if (one.number) return `${kind} ${one.number}`;
  const last = /\d+$/.exec(one.label)?.[0];
  return last ? `${kind} ${last}` : kind || named(one, one.iri);
}
