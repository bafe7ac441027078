/** A small picture of a thing and what it is connected with; each node is a link, so that it can be walked by keyboard. */

import { h, svg, type Child } from "../dom.ts";
import { filledIn, words } from "../language.ts";
import { familyOf } from "../kinds.ts";
import type { Entity } from "../model.ts";
import { hrefOf, nameOf, pageAddress } from "../routes.ts";
import { short } from "../things.ts";
import { named, relationName } from "../vocabulary.ts";

const MOST = 10;
const WIDTH = 360;
const HEIGHT = 300;
const HIDDEN = new Set([
  "dcterms:hasPart",
  "schema:mentions",
  "skos:inScheme",
  "skos:topConceptOf",
  "skos:hasTopConcept",
]);

interface Neighbour {
  iri: string;
  name: string;
  family: string;
  relation: string;
}

/** The picture, or nothing where the thing stands alone. */
export function neighbourhood(told: Entity): Child {
  const found = neighbours(told);
  if (found.length === 0) return null;
  return h(
    "section",
    { class: "around" },
    h("h2", null, words().neighbourhood),
    drawing(told, found),
    h("p", null, h("a", { href: pageAddress("graph", "", { seed: nameOf(told.iri) ?? told.iri }) }, words().openGraph)),
  );
}

/** At most ten, one of each relation in turn, so that no relation crowds out the others. */
function neighbours(told: Entity): Neighbour[] {
  const groups = [
    ...told.facts.map((one) => [one, true] as const),
    ...told.incoming.map((one) => [one, false] as const),
  ]
    .filter(([facts]) => !HIDDEN.has(facts.name))
    .map(([facts, forward]) => ({
      relation: relationName(facts.predicate, forward),
      values: facts.values.filter((one) => one.iri),
    }));
  const found = new Map<string, Neighbour>();
  for (let turn = 0; found.size < MOST && groups.some((one) => turn < one.values.length); turn += 1) {
    for (const group of groups) {
      const iri = group.values[turn]?.iri;
      if (!iri || found.has(iri) || found.size >= MOST || iri === told.iri) continue;
      const node = told.nodes[iri];
      found.set(iri, { iri, name: named(node, iri), family: familyOf(node?.class), relation: group.relation });
    }
  }
  return [...found.values()];
}

function drawing(told: Entity, found: readonly Neighbour[]): SVGElement {
  const label = filledIn(words().neighbourhoodOf, { name: short(named(told, told.iri), 60) });
  const [cx, cy] = [WIDTH / 2, HEIGHT / 2];
  const places = found.map((one, index) => {
    const angle = (2 * Math.PI * index) / found.length - Math.PI / 2;
    return { one, x: cx + 118 * Math.cos(angle), y: cy + 112 * Math.sin(angle) };
  });
  const family = familyOf(told.nodes[told.iri]?.class);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "picture", role: "group", "aria-label": label },
    places.map(({ x, y }) => svg("line", { x1: cx, y1: cy, x2: x, y2: y })),
    svg("circle", { cx, cy, r: 13, class: `node ${family} centre` }),
    places.map(({ one, x, y }) => node(one, x, y)),
  );
}

function node(one: Neighbour, x: number, y: number): SVGElement {
  const below = y >= HEIGHT / 2;
  const anchor = x < 80 ? "start" : x > WIDTH - 80 ? "end" : "middle";
  const at = anchor === "start" ? 4 : anchor === "end" ? WIDTH - 4 : x;
  const parts = [
    svg("circle", { cx: x, cy: y, r: 8, class: `node ${one.family}` }),
    svg("text", { x: at, y: below ? y + 22 : y - 14, "text-anchor": anchor }, short(one.name, 24)),
  ];
  const href = hrefOf(one.iri);
  const [shown, full] = [short(one.name, 24), short(one.name)];
  const label = shown === full ? `${full} (${one.relation})` : `${shown} (${one.relation}: ${full})`;
  return href ? svg("a", { href, "aria-label": label }, parts) : svg("g", null, parts);
}
