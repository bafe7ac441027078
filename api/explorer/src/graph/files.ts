/** A graph as a file: SVG, GraphML, GEXF and node-link JSON; everything in it is escaped. */

import { named, relationName } from "../vocabulary.ts";
import type { GraphEdge, GraphModel, GraphNode } from "./model.ts";

/** Characters that XML 1.0 cannot hold, even escaped. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xml(text: string): string {
  return text.replace(FORBIDDEN, "�").replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);
}

type Write = (nodes: readonly GraphNode[], edges: readonly GraphEdge[], colour: (name: string) => string) => string;

/** Nodes and edges that are shown, as GraphML (http://graphml.graphdrawing.org/). */
const graphml: Write = (nodes, edges) => `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="all" attr.name="label" attr.type="string"/>
  <key id="class" for="node" attr.name="class" attr.type="string"/>
  <key id="x" for="node" attr.name="x" attr.type="double"/>
  <key id="y" for="node" attr.name="y" attr.type="double"/>
  <key id="predicate" for="edge" attr.name="predicate" attr.type="string"/>
  <graph edgedefault="directed">
${nodes
  .map(
    (one) =>
      `    <node id="${xml(one.iri)}"><data key="label">${xml(named(one, one.iri))}</data><data key="class">${xml(one.class ?? "")}</data><data key="x">${one.x.toFixed(2)}</data><data key="y">${one.y.toFixed(2)}</data></node>`,
  )
  .join("\n")}
${edges
  .map(
    (one, index) =>
      `    <edge id="e${index}" source="${xml(one.s)}" target="${xml(one.o)}"><data key="label">${xml(relationName(one.p))}</data><data key="predicate">${xml(one.p)}</data></edge>`,
  )
  .join("\n")}
  </graph>
</graphml>
`;

/** The same as GEXF 1.3 (https://gexf.net/), with places for Gephi. */
const gexf: Write = (nodes, edges) => `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <graph defaultedgetype="directed">
    <attributes class="node"><attribute id="class" title="class" type="string"/></attributes>
    <attributes class="edge"><attribute id="predicate" title="predicate" type="string"/></attributes>
    <nodes>
${nodes
  .map(
    (one) =>
      `      <node id="${xml(one.iri)}" label="${xml(named(one, one.iri))}"><attvalues><attvalue for="class" value="${xml(one.class ?? "")}"/></attvalues><viz:position x="${one.x.toFixed(2)}" y="${(-one.y).toFixed(2)}" z="0"/></node>`,
  )
  .join("\n")}
    </nodes>
    <edges>
${edges
  .map(
    (one, index) =>
      `      <edge id="e${index}" source="${xml(one.s)}" target="${xml(one.o)}" label="${xml(relationName(one.p))}"><attvalues><attvalue for="predicate" value="${xml(one.p)}"/></attvalues></edge>`,
  )
  .join("\n")}
    </edges>
  </graph>
</gexf>
`;

/** The same as node-link JSON, which networkx and D3 read. */
const nodeLink: Write = (nodes, edges) =>
  JSON.stringify(
    {
      directed: true,
      multigraph: true,
      graph: {},
      nodes: nodes.map((one) => ({ id: one.iri, label: named(one, one.iri), class: one.class, x: one.x, y: one.y })),
      edges: edges.map((one, index) => ({
        key: `e${index}`,
        source: one.s,
        target: one.o,
        predicate: one.p,
        label: relationName(one.p),
      })),
    },
    null,
    1,
  );

/** The picture as SVG. */
const svg: Write = (nodes, edges, colour) => {
  const place = new Map(nodes.map((one) => [one.iri, one]));
  const [xs, ys] = [nodes.map((one) => one.x), nodes.map((one) => one.y)];
  const [left, top] = [Math.min(...xs, 0) - 90, Math.min(...ys, 0) - 40];
  const [width, height] = [Math.max(...xs, 0) + 90 - left, Math.max(...ys, 0) + 50 - top];
  const lines = edges.map((one) => {
    const [a, b] = [place.get(one.s), place.get(one.o)];
    return a && b
      ? `<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}"><title>${xml(relationName(one.p))}</title></line>`
      : "";
  });
  const points = nodes.map(
    (one) =>
      `<g transform="translate(${one.x.toFixed(1)} ${one.y.toFixed(1)})"><circle r="9" fill="${colour(`--${one.family}`)}"/><text y="22">${xml(named(one, one.iri).slice(0, 60))}</text></g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left.toFixed(0)} ${top.toFixed(0)} ${width.toFixed(0)} ${height.toFixed(0)}" font-family="Inter, sans-serif" font-size="11" text-anchor="middle">
<rect x="${left.toFixed(0)}" y="${top.toFixed(0)}" width="100%" height="100%" fill="${colour("--paper")}"/>
<g stroke="${colour("--strong-line")}" stroke-width="1.2">${lines.join("")}</g>
<g fill="${colour("--ink")}">${points.join("\n")}</g>
</svg>
`;
};

export const FORMATS: Readonly<Record<string, { extension: string; type: string; write: Write }>> = {
  SVG: { extension: "svg", type: "image/svg+xml", write: svg },
  GraphML: { extension: "graphml", type: "application/graphml+xml", write: graphml },
  GEXF: { extension: "gexf", type: "application/gexf+xml", write: gexf },
  JSON: { extension: "json", type: "application/json", write: nodeLink },
};

/** What is shown of a graph, as a file. */
export function written(model: GraphModel, format: string, colour: (name: string) => string): Blob {
  const chosen = FORMATS[format];
  if (!chosen) throw new Error(`no format is called ${format}`);
  return new Blob([chosen.write(model.shownNodes(), model.shownEdges(), colour)], { type: chosen.type });
}

/** Hand a file to whoever looks at the page. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.dataset["plain"] = "";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
