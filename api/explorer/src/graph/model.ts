/** What a graph page holds: nodes and edges, where they stand, and which of them are shown. */

import { familyOf, type Family } from "../kinds.ts";
import type { Labels } from "../model.ts";

export interface GraphNode {
  iri: string;
  label: string;
  labels: Labels;
  class: string | null;
  family: Family;
  x: number;
  y: number;
  pinned: boolean;
  hidden: boolean;
}

export interface GraphEdge {
  id: string;
  s: string;
  p: string;
  o: string;
}

export interface Incoming {
  nodes: readonly { iri: string; label: string; labels?: Labels; class: string | null }[];
  edges: readonly { s: string; p: string; o: string }[];
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export class GraphModel {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges = new Map<string, GraphEdge>();
  readonly hiddenFamilies = new Set<Family>();
  readonly hiddenPredicates = new Set<string>();

  /** Take in nodes and edges; new nodes stand in a spiral around `near`, or around the middle. Gives the new nodes. */
  add(incoming: Incoming, near?: string): GraphNode[] {
    const centre = near ? this.nodes.get(near) : undefined;
    const fresh: GraphNode[] = [];
    for (const one of incoming.nodes) {
      const known = this.nodes.get(one.iri);
      if (known) {
        known.hidden = false;
        continue;
      }
      const place = fresh.length + (centre ? 2 : 0.5);
      const [radius, angle] = [18 * Math.sqrt(place) * (centre ? 1.6 : 1), place * GOLDEN];
      fresh.push({
        iri: one.iri,
        label: one.label,
        labels: one.labels ?? {},
        class: one.class,
        family: familyOf(one.class),
        x: (centre?.x ?? 0) + radius * Math.cos(angle),
        y: (centre?.y ?? 0) + radius * Math.sin(angle),
        pinned: false,
        hidden: false,
      });
      this.nodes.set(one.iri, fresh.at(-1) as GraphNode);
    }
    for (const { s, p, o } of incoming.edges) {
      const id = `${s} ${p} ${o}`;
      if (this.nodes.has(s) && this.nodes.has(o) && !this.edges.has(id)) this.edges.set(id, { id, s, p, o });
    }
    return fresh;
  }

  shownNodes(): GraphNode[] {
    return [...this.nodes.values()].filter((one) => !one.hidden && !this.hiddenFamilies.has(one.family));
  }

  shownEdges(): GraphEdge[] {
    const shown = new Set(this.shownNodes().map((one) => one.iri));
    return [...this.edges.values()].filter(
      (one) => shown.has(one.s) && shown.has(one.o) && !this.hiddenPredicates.has(one.p),
    );
  }

  /** How many edges lead to or from each shown node. */
  degrees(): Map<string, number> {
    const found = new Map<string, number>();
    for (const { s, o } of this.shownEdges()) for (const one of [s, o]) found.set(one, (found.get(one) ?? 0) + 1);
    return found;
  }
}
