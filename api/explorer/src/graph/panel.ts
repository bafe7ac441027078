/** What is selected in a graph: a node with what can be unfolded from it, or an edge with what says so. */

import { fill, h, type Child } from "../dom.ts";
import { number, words } from "../language.ts";
import { quotes, type Nodes } from "../quotes.ts";
import { hrefOf } from "../routes.ts";
import { failure, loading } from "../states.ts";
import { classMark, short, thingLink } from "../things.ts";
import { named, relationName } from "../vocabulary.ts";
import type { GraphEdge, GraphModel, GraphNode, Incoming } from "./model.ts";
import { relationsOf, unfolded, why, type Relation } from "./source.ts";

export interface NodeActs {
  unfolded: (incoming: Incoming) => void;
  hide: () => void;
  pin: () => void;
}

/** Nodes that one step may bring without asking again. */
const MOST = 200;
const AT_ONCE = 40;

export function nodePanel(node: GraphNode, unfoldAll: boolean, acts: NodeActs): Child {
  const href = hrefOf(node.iri);
  const relations = h("div", { class: "relations" }, loading(new AbortController().signal));
  void offer(relations, node, unfoldAll, acts);
  return [
    h("p", { class: "over" }, classMark(node.class)),
    h("h2", null, h("bdi", null, short(named(node, node.iri), 200))),
    h(
      "div",
      { class: "actions" },
      href ? h("a", { class: "button", href }, words().openPage) : null,
      h("button", { type: "button", onclick: acts.pin }, node.pinned ? words().unpin : words().pin),
      h("button", { type: "button", onclick: acts.hide }, words().hideNode),
    ),
    h("h3", null, words().expandBy),
    relations,
  ];
}

async function offer(place: HTMLElement, node: GraphNode, unfoldAll: boolean, acts: NodeActs): Promise<void> {
  try {
    const found = await relationsOf(node.iri);
    const total = found.reduce((sum, one) => sum + one.total, 0);
    const unfold = async (some: readonly Relation[]): Promise<void> => {
      for (const one of some) acts.unfolded(await unfolded(node.iri, one, MOST));
    };
    if (unfoldAll && total <= AT_ONCE) await unfold(found);
    if (found.length === 0) return fill(place, h("p", { class: "quiet" }, words().emptyNeighbourhood));
    fill(
      place,
      found.map((one) => relationButton(one, () => unfold([one]), place)),
      total <= AT_ONCE && found.length > 1
        ? relationButton({ ...found[0]!, total }, () => unfold(found), place, words().expandNode)
        : null,
    );
  } catch (error) {
    fill(
      place,
      failure(error, () => void offer(place, node, unfoldAll, acts)),
    );
  }
}

function relationButton(one: Relation, act: () => Promise<void>, place: HTMLElement, name?: string): HTMLElement {
  const spoken = name ?? relationName(one.predicate, one.forward, one.labels);
  const button = h(
    "button",
    {
      type: "button",
      onclick: () => {
        button.disabled = true;
        act()
          .catch((error: unknown) => place.append(failure(error)))
          .finally(() => (button.disabled = false));
      },
    },
    spoken,
    h("span", { class: "quiet" }, number(one.total)),
  );
  return button;
}

export function edgePanel(edge: GraphEdge, model: GraphModel): Child {
  const [s, o] = [model.nodes.get(edge.s), model.nodes.get(edge.o)];
  const evidence = h("div", null, loading(new AbortController().signal));
  void explain(evidence, edge, model);
  return [
    h(
      "p",
      { class: "step-words" },
      thingLink({ class: null, ...s, iri: edge.s }),
      " ",
      h("em", null, relationName(edge.p)),
      " ",
      thingLink({ class: null, ...o, iri: edge.o }),
    ),
    h("h3", null, words().evidence),
    evidence,
  ];
}

async function explain(place: HTMLElement, edge: GraphEdge, model: GraphModel): Promise<void> {
  try {
    const told = await why(edge.s, edge.p, edge.o);
    const nodes: Nodes = { ...Object.fromEntries(model.nodes), ...told.nodes };
    fill(
      place,
      told.evidence.length > 0 ? quotes(told.evidence, nodes) : h("p", { class: "quiet" }, words().noEvidence),
    );
  } catch (error) {
    fill(
      place,
      failure(error, () => void explain(place, edge, model)),
    );
  }
}
