/** A document's text: paragraphs in which mentions are links, provisions have their numbers, and a passage is marked. */

import { h } from "../dom.ts";
import type { Family } from "../kinds.ts";
import { date, filledIn, words } from "../language.ts";
import type { Node, Provision } from "../model.ts";
import { hrefOf } from "../routes.ts";
import type { DocumentText } from "../texts.ts";
import { short } from "../things.ts";
import { className } from "../vocabulary.ts";
import { placeOf, provisionName } from "./outline.ts";
import { paragraphs, type Paragraph } from "./paragraphs.ts";

interface Place {
  start: number;
  end: number;
  href: string | null;
}

/** A place in the text that names a thing. */
export interface Mentioned extends Place {
  family: Family;
  thing: Node;
}

/** A place that names a thing, or states a date. */
export type Noted = Mentioned | (Place & { family: "date"; date: string });

type Span = readonly [number, number];

export class TextView {
  readonly element: HTMLElement;
  private readonly blocks: { of: Paragraph; element: HTMLElement }[];
  private readonly mentions: Noted[];
  private readonly marks: { at: number; provision: Provision }[];
  private shown: Span | null = null;
  private marked = new Set<Noted>();

  /** Offsets of `mentions` and `provisions` are code points; inside, everything is UTF-16. */
  constructor(
    private readonly text: DocumentText,
    mentions: readonly Noted[],
    provisions: readonly Provision[],
    language: string | null,
  ) {
    this.mentions = withoutOverlaps(mentions);
    this.marks = provisions
      .flatMap((one) => {
        const place = placeOf(one);
        return place ? [{ at: text.index(place[0]), provision: one }] : [];
      })
      .toSorted((a, b) => a.at - b.at);
    this.blocks = paragraphs(text.raw).map((of) => ({
      of,
      element: h("p", { class: of.indented ? "indented" : null }),
    }));
    for (const block of this.blocks) this.write(block);
    this.element = h(
      "article",
      { class: "text", lang: language },
      this.blocks.map((one) => one.element),
    );
  }

  /** The marks at which provisions begin, each with the address of its provision in `data-iri`. */
  provisionMarks(): Iterable<Element> {
    return this.element.querySelectorAll("[data-iri]");
  }

  /** Mark a passage and bring it into view; null takes the mark away. */
  target(span: Span | null): void {
    const before = this.shown;
    this.shown = span ? [this.text.index(span[0]), this.text.index(span[1])] : null;
    for (const block of this.blocks) if (touches(block.of, before) || touches(block.of, this.shown)) this.write(block);
    const mark = this.element.querySelector<HTMLElement>("mark.target");
    if (!mark) return;
    mark.tabIndex = -1;
    bringIntoView(mark);
    mark.focus({ preventScroll: true });
  }

  /** Mark some mentions more strongly. */
  mark(mentions: readonly Noted[]): void {
    this.marked = new Set(mentions);
    for (const block of this.blocks) if (mentions.some((one) => touches(block.of, this.span(one)))) this.write(block);
  }

  /** Bring one mention into view. */
  reveal(one: Noted): void {
    const link = this.element.querySelector(`[data-at="${one.start}"]`);
    this.element.querySelector(".current")?.classList.remove("current");
    link?.classList.add("current");
    if (link) bringIntoView(link);
  }

  /** The offsets, in code points, of the words that are selected in the text; null where none are. */
  selected(): Span | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
    if (start === null || end === null || end <= start) return null;
    return [this.text.point(start), this.text.point(end)];
  }

  private span(one: Noted): Span {
    return [this.text.index(one.start), this.text.index(one.end)];
  }

  private write(block: { of: Paragraph; element: HTMLElement }): void {
    const { start, end } = block.of;
    block.element.replaceChildren();
    let at = start;
    for (const mark of this.marks.filter((one) => one.at >= start && one.at < end)) {
      this.run(block, at, mark.at);
      block.element.append(provisionMark(mark.provision));
      at = mark.at;
    }
    this.run(block, at, end);
  }

  /** Words from one place to another, mentions among them as links, dates as times. */
  private run(block: { of: Paragraph; element: HTMLElement }, from: number, to: number): void {
    let at = from;
    for (const one of this.mentions) {
      const [start, end] = this.span(one);
      if (start < at || end > to) continue;
      this.words(block.element, block.of, at, start);
      const link = this.link(one);
      this.words(link, block.of, start, end);
      block.element.append(link);
      at = end;
    }
    this.words(block.element, block.of, at, to);
  }

  private link(one: Noted): HTMLElement {
    if (one.family === "date")
      return h("time", { class: "mention date", datetime: one.date, title: date(one.date), "data-at": one.start });
    const name = `${short(one.thing.label)} (${className(one.thing.class)})`;
    const strong = this.marked.has(one) ? " strong" : "";
    return h("a", { class: `mention ${one.family}${strong}`, href: one.href, title: name, "data-at": one.start });
  }

  /** Plain words, with the part of them that is the target marked. */
  private words(parent: HTMLElement, of: Paragraph, from: number, to: number): void {
    const [start, end] = this.shown ?? [0, 0];
    const cuts = [from, ...[start, end].filter((one) => one > from && one < to), to];
    for (let index = 0; index + 1 < cuts.length; index += 1) {
      const [a, b] = [cuts[index] ?? 0, cuts[index + 1] ?? 0];
      if (b <= a) continue;
      const inside = a >= start && b <= end;
      parent.append(
        h(
          inside ? "mark" : "span",
          { "data-start": a, class: inside ? "target" : null },
          of.words.slice(a - of.start, b - of.start),
        ),
      );
    }
  }
}

function provisionMark(one: Provision): HTMLElement {
  const name = provisionName(one);
  return h("a", {
    class: `provision-mark level-${one.number ? "numbered" : "plain"}`,
    href: hrefOf(one.iri),
    "data-iri": one.iri,
    "data-name": name,
    "aria-label": filledIn(words().factsOf, { provision: name }),
    title: filledIn(words().factsOf, { provision: name }),
  });
}

/** Mentions in order, the longer one where two overlap. */
function withoutOverlaps(mentions: readonly Noted[]): Noted[] {
  const found: Noted[] = [];
  for (const one of mentions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start >= (found.at(-1)?.end ?? 0)) found.push(one);
  }
  return found;
}

function touches(of: Paragraph, span: Span | null): boolean {
  return span !== null && span[0] < of.end && span[1] > of.start;
}

/** The offset of a place in the document tree; null where it is not in the text. */
function offset(node: globalThis.Node, within: number): number | null {
  if (node instanceof Element) {
    const child = node.childNodes[within];
    return child ? offset(child, 0) : endOf(node);
  }
  const start = node.parentElement?.closest("[data-start]")?.getAttribute("data-start");
  return start === null || start === undefined ? null : Number(start) + within;
}

function endOf(element: Element): number | null {
  const last = element.matches("[data-start]") ? element : [...element.querySelectorAll("[data-start]")].at(-1);
  return last ? Number(last.getAttribute("data-start")) + (last.textContent?.length ?? 0) : null;
}

/** Smoothly where it is near and nobody minds; far away a smooth way would take seconds. */
function bringIntoView(element: Element): void {
  const near = Math.abs(element.getBoundingClientRect().top) < 2 * innerHeight;
  element.scrollIntoView({ block: "center", behavior: near && !calm() ? "smooth" : "instant" });
}

/** Whether the person asked for less movement. */
export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
