/** Quotes: the sentence of a document that says so, the words that count marked, with a link to the place. */

import { h, type Child } from "./dom.ts";
import { counted, filledIn, words } from "./language.ts";
import type { Evidence, Labels, Source } from "./model.ts";
import { passageAddress } from "./routes.ts";
import { sentenceOf } from "./texts.ts";
import { short } from "./things.ts";
import { titles } from "./titles.ts";
import { named } from "./vocabulary.ts";

export type Nodes = Readonly<Record<string, { label?: string; labels?: Labels; class?: string | null }>>;

const OPEN = 2;

/** A quote; the sentence around the words comes as soon as the text of the document is there. */
export function quote(one: Evidence, nodes: Nodes): HTMLElement {
  const words = h("blockquote", null, h("p", null, h("mark", null, one.exact)));
  void sentenceOf(one).then(([before, exact, after]) => {
    words.replaceChildren(h("p", null, before, h("mark", null, exact), after));
  });
  return h("figure", { class: "quote" }, words, h("figcaption", null, placeLink(one, nodes)));
}

/** Where a passage stands: the document and the part of it, as a link to the words. */
export function placeLink(one: Evidence, nodes: Nodes): HTMLElement {
  const link = h(
    "a",
    { href: passageAddress(one.document, one.start, one.end), class: "place" },
    placeName(one, nodes),
  );
  if (!nodes[one.document])
    void titles().then((known) => (link.textContent = placeName(one, nodes, known.get(one.document))));
  return link;
}

/** Where a passage stands, in words. */
export function placeName(one: Evidence, nodes: Nodes, title?: string): string {
  const document = short(title ?? named(nodes[one.document], one.document), 90);
  const part = one.part && one.part !== one.document ? (one.part_label ?? named(nodes[one.part], one.part)) : "";
  return part ? `${document} · ${short(part, 60)}` : document;
}

/** All quotes of a list, the first ones open. */
export function quotes(evidence: readonly Evidence[], nodes: Nodes): Child {
  const distinct = withoutRepeats(evidence);
  if (distinct.length <= OPEN + 1) return distinct.map((one) => quote(one, nodes));
  const rest = h("div", null);
  const more = h(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => {
        rest.replaceChildren(...distinct.slice(OPEN).map((one) => quote(one, nodes)));
        more.remove();
      },
    },
    filledIn(words().moreOf, { count: counted(words().counts.passages, distinct.length) }),
  );
  return [distinct.slice(0, OPEN).map((one) => quote(one, nodes)), rest, more];
}

function withoutRepeats(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((one) => {
    const key = `${one.document} ${one.start} ${one.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The passages of a fact's sources, in their order. */
export function passagesOf(sources: readonly Source[]): Evidence[] {
  return sources.flatMap((source) => source.evidence);
}
