/** The facts of a thing, grouped by what they say, those with sentences first. */

import { h, type Child } from "../dom.ts";
import { date, filledIn, counted, words } from "../language.ts";
import { familyOf } from "../kinds.ts";
import type { Entity, Facts, Value } from "../model.ts";
import { passagesOf, quotes } from "../quotes.ts";
import { empty } from "../states.ts";
import { classMark, short, thingLink } from "../things.ts";
import { prefixed, relationName } from "../vocabulary.ts";

/** The most telling relations first; what is not listed comes between these and the last. */
const FIRST = [
  "comity:invokes",
  "comity:implements",
  "comity:ratifies",
  "comity:supports",
  "comity:actor",
  "comity:recipient",
  "comity:amends",
  "comity:signedBy",
  "comity:party",
  "comity:establishedBy",
  "comity:ledBy",
  "comity:chairedBy",
  "comity:participant",
  "org:holds",
  "org:postIn",
];
const LAST = [
  "dcterms:subject",
  "schema:mentions",
  "dcterms:hasPart",
  "dcterms:isPartOf",
  "skos:broader",
  "skos:narrower",
];

/** What is shown elsewhere on the page, or says nothing to a reader. */
const HIDDEN = new Set([
  "comity:order",
  "comity:number",
  "schema:text",
  "dcterms:isPartOf",
  "comity:fileName",
  "skos:inScheme",
  "skos:topConceptOf",
  "rdfs:isDefinedBy",
]);

const SHOWN = 8;

interface Group {
  facts: Facts;
  forward: boolean;
  values: Value[];
}

/** The words of a provision, where the thing is one. */
export function passagesOfText(told: Entity): string {
  return told.facts.find((one) => one.name === "schema:text")?.values[0]?.literal ?? "";
}

/** Facts that documents state, then the background. */
export function factSections(told: Entity): Child {
  const groups = [
    ...told.facts.map((one) => [one, true] as const),
    ...told.incoming.map((one) => [one, false] as const),
  ].filter(([facts, forward]) => !HIDDEN.has(facts.name) && !(facts.name === "dcterms:hasPart" && !forward));
  const split = (spoken: boolean): Group[] =>
    groups
      .map(([facts, forward]) => ({
        facts,
        forward,
        values: facts.values.filter((one) => isSpoken(facts, one) === spoken),
      }))
      .filter((one) => one.values.length > 0)
      .toSorted((a, b) => rank(a.facts.name) - rank(b.facts.name));
  const [said, background] = [split(true), split(false)];
  return [
    h(
      "section",
      { class: "facts" },
      h("h2", null, words().facts),
      said.length > 0 ? said.map((one) => section(one, told)) : empty(words().noFacts),
    ),
    background.length > 0
      ? h(
          "section",
          { class: "facts background" },
          h("h2", null, words().background),
          h("p", { class: "quiet" }, words().backgroundHint),
          background.map((one) => section(one, told)),
        )
      : null,
  ];
}

/** Whether a document says it: with a passage, or as part of its structure. */
function isSpoken(facts: Facts, value: Value): boolean {
  return facts.name.startsWith("dcterms:") || value.sources.some((one) => one.document !== null);
}

function rank(name: string): number {
  const first = FIRST.indexOf(name);
  if (first >= 0) return first;
  const last = LAST.indexOf(name);
  return last >= 0 ? 200 + last : 100;
}

function section(group: Group, told: Entity): Child {
  const { facts, forward, values } = group;
  const list = h(
    "ul",
    { class: "values" },
    values.slice(0, SHOWN).map((one) => item(one, told)),
  );
  const more =
    values.length > SHOWN
      ? h(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: () => {
              list.append(...values.slice(SHOWN).map((one) => item(one, told)));
              more?.remove();
            },
          },
          filledIn(words().moreOf, { count: values.length }),
        )
      : null;
  const title = relationName(facts.predicate, forward, facts.labels);
  return h(
    "section",
    { class: "fact-group" },
    h(
      "h3",
      null,
      title.charAt(0).toUpperCase() + title.slice(1),
      h("span", { class: "count", title: prefixed(facts.predicate) }, counted(words().counts.facts, facts.total)),
    ),
    list,
    more,
  );
}

function item(value: Value, told: Entity): HTMLElement {
  const passages = passagesOf(value.sources);
  return h(
    "li",
    null,
    h("div", { class: "value" }, shown(value, told)),
    passages.length > 0 ? quotes(passages, told.nodes) : null,
  );
}

function shown(value: Value, told: Entity): Child {
  if (value.iri !== undefined) {
    const node = told.nodes[value.iri] ?? { iri: value.iri, class: null };
    const mark = familyOf(node.class) === "provision" ? null : classMark(node.class);
    return [thingLink({ ...node, iri: value.iri }), mark];
  }
  if (value.literal === undefined) return h("span", { class: "quiet" }, value.blank ?? "…");
  const spoken = /^xsd:(date|gYear|gYearMonth)$/.test(value.datatype ?? "") ? date(value.literal) : value.literal;
  return h("bdi", { lang: value.language, class: "literal" }, short(spoken, 2000));
}
