// Reads a graph with the library that a format is for, and prints its nodes and edges:
// node read.mjs FORMAT < graph

import { readFileSync } from "node:fs";

import cytoscape from "cytoscape";
import { forceLink, forceManyBody, forceSimulation } from "d3-force";
import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

/** Cytoscape lays out what it read, headless; `json()` would give back what it was given. */
function ofCytoscape(text) {
  const canvas = cytoscape({ headless: true, styleEnabled: false, ...JSON.parse(text), layout: { name: "grid" } });
  const edges = canvas.edges().map((edge) => [edge.source().id(), edge.data("predicate"), edge.target().id()]);
  return { nodes: canvas.nodes().map((node) => node.id()), edges, degrees: canvas.nodes().map((node) => node.degree()) };
}

/** graphology, whoever made the graph. */
function ofGraphology(graph) {
  const edges = graph.mapEdges((_, attributes, source, target) => [source, attributes.predicate, target]);
  return { nodes: graph.nodes(), edges, degrees: graph.nodes().map((node) => graph.degree(node)) };
}

/** d3-force replaces the ends of links by nodes, and gives each node a place. */
function ofD3(text) {
  const { nodes, links } = JSON.parse(text);
  const link = forceLink(links).id((node) => node.id);
  const simulation = forceSimulation(nodes).force("link", link).force("charge", forceManyBody()).stop();
  simulation.tick(3);
  if (!nodes.every((node) => Number.isFinite(node.x) && Number.isFinite(node.y))) throw new Error("a node has no place");
  const degrees = new Map(nodes.map((node) => [node, 0]));
  for (const { source, target } of links) for (const end of [source, target]) degrees.set(end, degrees.get(end) + 1);
  const edges = links.map(({ source, predicate, target }) => [source.id, predicate, target.id]);
  return { nodes: nodes.map((node) => node.id), edges, degrees: nodes.map((node) => degrees.get(node)) };
}

const READERS = {
  cytoscape: ofCytoscape,
  graphology: (text) => ofGraphology(MultiDirectedGraph.from(JSON.parse(text))),
  gexf: (text) => ofGraphology(gexf.parse(MultiDirectedGraph, text, { respectInputGraphType: true })),
  graphml: (text) => ofGraphology(graphml.parse(MultiDirectedGraph, text)),
  d3: ofD3,
};

process.stdout.write(JSON.stringify(READERS[process.argv[2]](readFileSync(0, "utf8"))));
