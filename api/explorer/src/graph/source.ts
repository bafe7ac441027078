/** Nodes and edges from the service: a neighbourhood, what leads from a node by relation, and what says so. */

import { json } from "../http.ts";
import type { Complete, Entity, Evidence, Facts, Labels, Node } from "../model.ts";
import { nameOf } from "../routes.ts";
import type { Incoming } from "./model.ts";

/** The structure of documents is written both ways; one of them is enough to draw or to walk. */
export const WRITTEN_TWICE = "dcterms:hasPart";

/** Relations of structure and naming that a picture is clearer without. */
const QUIET = new Set([WRITTEN_TWICE, "skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept"]);

export interface Relation {
  predicate: string;
  name: string;
  labels: Labels;
  forward: boolean;
  total: number;
}

interface Subgraph extends Complete {
  nodes: Record<string, { label: string; labels?: Labels; class: string | null }>;
  edges: { s: string; p: string; o: string }[];
}

/** The neighbourhood of some things, the most informative first where it is cut. */
export async function neighbourhoodOf(
  seeds: readonly string[],
  hops: number,
  limit: number,
  signal: AbortSignal,
): Promise<Incoming & Complete> {
  const told = await json<Subgraph>(
    "/subgraph",
    { seed: seeds, hops, limit, not_predicate: WRITTEN_TWICE, evidence: "none", format: "json" },
    signal,
  );
  const nodes = Object.entries(told.nodes).map(([iri, one]) => ({ ...one, iri }));
  return { nodes, edges: told.edges, complete: told.complete, limits_hit: told.limits_hit };
}

function entity(name: string, parameters: { limit: number; predicate?: string }): Promise<Entity> {
  return json<Entity>(`/entities/${name.split("/").map(encodeURIComponent).join("/")}`, parameters);
}

/** The relations of a thing to other things, with how many there are of each. */
export async function relationsOf(iri: string): Promise<Relation[]> {
  const name = nameOf(iri);
  if (!name) return [];
  const told = await entity(name, { limit: 1 });
  const read = (groups: readonly Facts[], forward: boolean): Relation[] =>
    groups
      .filter((one) => !QUIET.has(one.name) && one.values.some((value) => value.iri !== undefined))
      .map(({ predicate, name: curie, labels, total }) => ({ predicate, name: curie, labels, forward, total }));
  return [...read(told.facts, true), ...read(told.incoming, false)];
}

/** The things to which one relation leads, with the edges and what says so. */
export async function unfolded(
  iri: string,
  relation: Pick<Relation, "predicate" | "forward">,
  limit: number,
): Promise<Incoming> {
  const name = nameOf(iri);
  if (!name) return { nodes: [], edges: [] };
  const told = await entity(name, { predicate: relation.predicate, limit });
  const group = (relation.forward ? told.facts : told.incoming).find((one) => one.predicate === relation.predicate);
  const others = (group?.values ?? []).flatMap((one) => (one.iri ? [{ iri: one.iri }] : []));
  return {
    nodes: others.map((one) => told.nodes[one.iri] ?? { iri: one.iri, label: one.iri, class: null }),
    edges: others.map((one) => ({
      s: relation.forward ? iri : one.iri,
      p: relation.predicate,
      o: relation.forward ? one.iri : iri,
    })),
  };
}

/** A thing by itself. */
export async function nodeOf(name: string): Promise<Incoming> {
  const told = await entity(name, { limit: 1 });
  return { nodes: [told.nodes[told.iri] ?? { iri: told.iri, label: told.iri, class: null }], edges: [] };
}

export interface Why {
  evidence: Evidence[];
  nodes: Record<string, Node>;
}

/** Every passage that supports a statement. */
export function why(s: string, p: string, o: string): Promise<Why> {
  return json<Why>("/why", { s, p, o });
}
