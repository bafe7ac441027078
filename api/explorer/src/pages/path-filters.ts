/** What paths are held to: only some relations, kinds of thing or documents, through some things and not through others. */

import { combobox } from "../combobox.ts";
import { h, type Child } from "../dom.ts";
import { filledIn, words } from "../language.ts";
import { nameOf } from "../routes.ts";
import { short } from "../things.ts";
import { titles } from "../titles.ts";
import { className, PREFIXES, relationName } from "../vocabulary.ts";

/** The parameters of `/paths` that take lists. */
export const FILTERS = ["predicate", "node_class", "document", "via", "not_node"] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Record<Filter, readonly string[]>>;

const RELATIONS = [
  "comity:invokes",
  "comity:implements",
  "comity:ratifies",
  "comity:supports",
  "comity:followsUp",
  "comity:actor",
  "comity:recipient",
  "schema:mentions",
  "dcterms:subject",
  "dcterms:isPartOf",
  "comity:amends",
  "comity:party",
  "comity:signedBy",
  "comity:establishedBy",
  "comity:participant",
  "comity:chairedBy",
  "comity:ledBy",
  "org:holds",
  "org:postIn",
  "org:reportsTo",
  "org:hasSubOrganization",
  "comity:country",
];

const CLASSES = [
  "Agreement",
  "Agency",
  "WorkingGroup",
  "Country",
  "Person",
  "Post",
  "Place",
  "Event",
  "Program",
  "Topic",
  "Substance",
  "Provision",
  "Document",
];

/** The filters that an address asks for. */
export function filtersOf(query: URLSearchParams): Filters {
  return Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)])) as unknown as Filters;
}

/** Those that hold anything, as parameters. */
export function filtersKept(filters: Filters): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0));
}

/** Whether the reader has opened the filters: they stay so when the last one is dropped. */
let unfolded = false;

/** Ways to add a filter, and each that holds with a way to drop it; `change` is told how, not what there is then. */
export function filterBar(
  filters: Filters,
  nameThing: (name: string) => string,
  change: (edit: (filters: Filters) => Filters) => void,
): Child {
  const add = (name: Filter, value: string): void => {
    if (value) change((held) => ({ ...held, [name]: [...new Set([...held[name], value])] }));
  };
  const drop = (name: Filter, value: string): void =>
    change((held) => ({ ...held, [name]: held[name].filter((one) => one !== value) }));
  const count = Object.values(filters).flat().length;
  return h(
    "details",
    {
      class: "path-filters",
      open: count > 0 || unfolded,
      ontoggle: (event: Event) => {
        unfolded = (event.currentTarget as HTMLDetailsElement).open;
      },
    },
    h("summary", null, words().filters),
    h(
      "div",
      { class: "path-options" },
      picker(words().onlyRelation, RELATIONS, relationOf, (value) => add("predicate", value)),
      picker(words().onlyClass, CLASSES, className, (value) => add("node_class", value)),
      documentPicker((value) => add("document", value)),
      through((value) => add("via", value)),
    ),
    count > 0
      ? h(
          "div",
          { class: "path-options" },
          FILTERS.map((name) => chips(name, filters, nameThing, drop)),
        )
      : null,
  );
}

function relationOf(curie: string): string {
  const [prefix = "", name = ""] = curie.split(":");
  return relationName(`${PREFIXES[prefix] ?? ""}${name}`);
}

function picker(
  label: string,
  values: readonly string[],
  say: (value: string) => string,
  chosen: (value: string) => void,
): HTMLElement {
  return h(
    "label",
    { class: "inline" },
    h("span", null, label),
    h(
      "select",
      { onchange: (event: Event) => chosen((event.currentTarget as HTMLSelectElement).value) },
      h("option", { value: "" }, words().any),
      values.map((one) => h("option", { value: one }, say(one))),
    ),
  );
}

/** The documents come later; they are by far the most that there is to choose from. */
function documentPicker(chosen: (value: string) => void): HTMLElement {
  const label = picker(words().onlyDocument, [], String, chosen);
  const select = label.querySelector("select");
  void titles().then((known) => {
    for (const [iri, title] of known) select?.append(h("option", { value: nameOf(iri) ?? iri }, short(title, 70)));
  });
  return label;
}

function through(chosen: (value: string) => void): HTMLElement {
  const box = combobox({
    label: words().through,
    name: "via",
    placeholder: words().through,
    chosen: (match) => chosen(nameOf(match.iri) ?? match.iri),
    entered: (typed) => chosen(typed.trim()),
  });
  return h("div", { class: "path-through" }, box.element);
}

function chips(
  name: Filter,
  filters: Filters,
  nameThing: (name: string) => string,
  drop: (name: Filter, value: string) => void,
): Child {
  if (filters[name].length === 0) return null;
  const say = {
    predicate: relationOf,
    node_class: className,
    document: nameThing,
    via: nameThing,
    not_node: nameThing,
  };
  return h(
    "span",
    { class: "inline" },
    words().heldTo[name],
    filters[name].map((value) => {
      const told = short(say[name](value) || value, 60);
      return h(
        "button",
        {
          type: "button",
          class: "chip",
          "aria-label": filledIn(words().remove, { name: told }),
          onclick: () => drop(name, value),
        },
        told,
        " ×",
      );
    }),
  );
}
