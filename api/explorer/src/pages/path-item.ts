/** One path: its ribbon, and below it each step with its quotes. */

import { h, type Child } from "../dom.ts";
import { words } from "../language.ts";
import type { Evidence, Path, Paths, Step } from "../model.ts";
import { placeName, quotes } from "../quotes.ts";
import { familyOf } from "../kinds.ts";
import { nameOf } from "../routes.ts";
import { copy } from "../states.ts";
import { folded, sentenceOf } from "../texts.ts";
import { short, thingLink } from "../things.ts";
import { titles } from "../titles.ts";
import { named, relationName } from "../vocabulary.ts";

type Known = Paths["nodes"];

export interface PathOptions {
  open: boolean;
  leaveOut: (iri: string) => void;
}

/** A path as an item of a list; its ribbon folds and unfolds the steps. */
export function pathItem(path: Path, nodes: Known, options: PathOptions): HTMLElement {
  return h(
    "li",
    { id: path.id },
    h(
      "details",
      { class: "path", open: options.open },
      h("summary", null, ribbon(path, nodes)),
      h(
        "ol",
        { class: "steps" },
        path.edges.map((step) => stepItem(step, nodes)),
      ),
      tools(path, nodes, options),
    ),
  );
}

/** The nodes in a row, with what leads from each to the next. */
function ribbon(path: Path, nodes: Known): Child {
  return h(
    "span",
    { class: "ribbon" },
    path.nodes.map((iri, index) => {
      const step = path.edges[index];
      const node = nodes[iri];
      return [
        h("span", { class: `ribbon-node ${familyOf(node?.class)}` }, h("bdi", null, short(named(node, iri), 70))),
        step
          ? h(
              "span",
              { class: "ribbon-step" },
              relationName(step.p, step.forward),
              h("span", { "aria-hidden": "true" }, " →"),
            )
          : null,
      ];
    }),
  );
}

function stepItem(step: Step, nodes: Known): HTMLElement {
  const evidence = Array.isArray(step.evidence) ? step.evidence : [];
  return h(
    "li",
    null,
    h(
      "p",
      { class: "step-words" },
      thing(step.s, nodes),
      " ",
      h("em", null, relationName(step.p)),
      " ",
      thing(step.o, nodes),
    ),
    evidence.length > 0 ? quotes(evidence, nodes) : h("p", { class: "quiet" }, words().noQuote),
  );
}

function thing(iri: string, nodes: Known): HTMLElement {
  return thingLink({ iri, class: null, ...nodes[iri] });
}

function tools(path: Path, nodes: Known, options: PathOptions): Child {
  const between = path.nodes.slice(1, -1);
  const link = new URL(`${location.pathname}${location.search}#${path.id}`, location.href).href;
  const cite = h(
    "button",
    { type: "button", onclick: () => void citation(path, nodes, link).then((text) => copy(text, cite)) },
    words().copyCitation,
  );
  const perma = h("button", { type: "button", onclick: () => void copy(link, perma) }, words().permalink);
  return h(
    "div",
    { class: "actions" },
    cite,
    perma,
    between.length > 0
      ? h(
          "span",
          { class: "also" },
          `${words().leaveOut} `,
          between.map((iri) =>
            h(
              "button",
              { type: "button", class: "plain", onclick: () => options.leaveOut(iri) },
              short(named(nodes[iri], iri), 40),
            ),
          ),
        )
      : null,
  );
}

/** A path in words that can stand in a footnote: every step, its first quote, and where that stands. */
export async function citation(path: Path, nodes: Known, link: string): Promise<string> {
  const lines = await Promise.all(
    path.edges.map(async (step, index) => {
      const said = `${index + 1}. ${named(nodes[step.s], step.s)} ${relationName(step.p)} ${named(nodes[step.o], step.o)}`;
      const first = Array.isArray(step.evidence) ? step.evidence[0] : undefined;
      return first ? `${said}: ${await cited(first, nodes)}` : `${said} (${words().referenceOnly}).`;
    }),
  );
  return [...lines, link].join("\n");
}

async function cited(one: Evidence, nodes: Known): Promise<string> {
  const sentence = folded((await sentenceOf(one)).join("")).trim();
  const title = (await titles()).get(one.document);
  const place = `${placeName(one, nodes, title)}, ${words().counts.characters[1]} ${one.start}–${one.end}`;
  return `“${sentence}” (${place}; ${nameOf(one.document) ?? one.document}).`;
}
