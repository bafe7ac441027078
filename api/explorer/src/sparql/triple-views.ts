/** Triples as a graph to work with, and as a table. */

import { h, type Child } from "../dom.ts";
import { Workspace } from "../graph/workspace.ts";
import { json } from "../http.ts";
import { familyOf } from "../kinds.ts";
import { number, words, filledIn } from "../language.ts";
import type { Node, Solutions } from "../model.ts";
import type { Visit } from "../page.ts";
import { hrefOf } from "../routes.ts";
import { empty } from "../states.ts";
import { short } from "../things.ts";
import { prefixed } from "../vocabulary.ts";
import { SHOWN } from "./results.ts";
import type { Triple } from "./triples.ts";

const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABELS = ["http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label"];
const MOST_NAMED = 400;

/** What a CONSTRUCT gave, as a graph; names that it does not hold are asked for. */
export function triplesGraph(triples: readonly Triple[], visit: Visit): { element: HTMLElement; closed: () => void } {
  const workspace = new Workspace();
  const nodes = nodesOf(triples);
  const edges = triples
    .filter((one) => one.o.type === "uri" && one.s.type === "uri" && one.p !== TYPE)
    .map((one) => ({ s: one.s.value, p: one.p, o: one.o.value }));
  const linked = new Set(edges.flatMap((one) => [one.s, one.o]));
  const shown = [...nodes.values()].filter((one) => linked.has(one.iri));
  if (shown.length === 0) return { element: empty(words().nothingToShow), closed: () => undefined };
  void name(shown, visit.signal).finally(() => {
    if (!workspace.element.isConnected) return;
    workspace.start();
    workspace.add({ nodes: shown, edges });
  });
  return { element: workspace.element, closed: () => workspace.close() };
}

function nodesOf(triples: readonly Triple[]): Map<string, Node> {
  const nodes = new Map<string, Node>();
  const node = (iri: string): Node => {
    const found = nodes.get(iri) ?? { iri, label: "", labels: {}, class: null };
    nodes.set(iri, found);
    return found;
  };
  for (const { s, p, o } of triples) {
    if (s.type !== "uri") continue;
    const subject = node(s.value);
    if (p === TYPE) subject.class = o.value.split(/[#/]/).at(-1) ?? null;
    else if (o.type === "uri") node(o.value);
    else if (o.type === "literal" && LABELS.includes(p)) subject.labels[o["xml:lang"] ?? "und"] = o.value;
  }
  return nodes;
}

/** Fill in labels and classes from the graph. */
async function name(nodes: readonly Node[], signal: AbortSignal): Promise<void> {
  const unnamed = nodes
    .filter((one) => one.class === null || Object.keys(one.labels).length === 0)
    .slice(0, MOST_NAMED);
  if (unnamed.length === 0) return;
  const values = unnamed.map((one) => `<${encodeURI(decodeURI(one.iri))}>`).join(" ");
  const query = `SELECT ?thing ?label ?class WHERE { VALUES ?thing { ${values} } OPTIONAL { ?thing skos:prefLabel|rdfs:label ?label } OPTIONAL { ?thing a ?class } }`;
  const told = await json<Solutions>("/sparql", { query, format: "json" }, signal);
  const byIri = new Map(unnamed.map((one) => [one.iri, one]));
  for (const row of told.results?.bindings ?? []) {
    const node = byIri.get(row["thing"]?.value ?? "");
    const label = row["label"];
    if (node && label?.type === "literal") node.labels[label["xml:lang"] ?? "und"] ??= label.value;
    const class_ = row["class"]?.value.split(/[#/]/).at(-1) ?? null;
    if (node && class_ && (node.class === null || familyOf(node.class) === "other")) node.class = class_;
  }
}

/** Triples in three columns. */
export function triplesTable(triples: readonly Triple[]): Child {
  if (triples.length === 0) return empty(words().noRows);
  const cell = (value: string, kind: "uri" | "literal" | "bnode"): Child => {
    const spoken = h("bdi", null, short(kind === "uri" ? prefixed(value) : value, 200));
    const href = kind === "uri" ? hrefOf(value) : null;
    return h("td", null, href ? h("a", { href, rel: "noopener nofollow" }, spoken) : spoken);
  };
  const rows = triples
    .slice(0, SHOWN)
    .map((one) => h("tr", null, cell(one.s.value, one.s.type), cell(one.p, "uri"), cell(one.o.value, one.o.type)));
  return [
    triples.length > SHOWN
      ? h("p", { class: "quiet" }, filledIn(words().firstRows, { shown: number(SHOWN), all: number(triples.length) }))
      : null,
    h(
      "div",
      { class: "table", tabindex: 0, role: "region", "aria-label": words().asTable },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ["s", "p", "o"].map((one) => h("th", { scope: "col" }, one)),
          ),
        ),
        h("tbody", null, rows),
      ),
    ),
  ];
}
