/** The texts of documents, by code points as the service counts them, and the sentences around passages. */

import { text } from "./http.ts";
import type { Evidence } from "./model.ts";
import { nameOf } from "./routes.ts";

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;
const AROUND = 300;

/** Between paragraphs: a blank line, unless the sentence goes on after it as it does where pages were laid out badly. */
const BREAK =
  /\n(?:[^\S\n]*\n)+(?!\s*\p{Ll})|\n(?=\s*(?:[•◦▪■●*–—-]|\(?\d{1,3}(?:\.\d+)*[.)]?)\s)|(?<=[.:;])\n(?=[^\S\n]+\p{Lu})/u;

/** A document's text, cut by code points. */
export class DocumentText {
  /** The UTF-16 index of each code point, where the two differ. */
  private readonly indices: Uint32Array | null;

  constructor(readonly raw: string) {
    this.indices = ASTRAL.test(raw) ? indicesOf(raw) : null;
  }

  /** How many code points it has. */
  get length(): number {
    return this.indices ? this.indices.length - 1 : this.raw.length;
  }

  /** The UTF-16 index of a code point. */
  index(point: number): number {
    const bounded = Math.max(0, Math.min(point, this.length));
    return this.indices ? (this.indices[bounded] ?? 0) : bounded;
  }

  /** The code point at a UTF-16 index. */
  point(index: number): number {
    if (!this.indices) return index;
    let [low, high] = [0, this.indices.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.indices[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The characters from one code point to another. */
  slice(start: number, end: number): string {
    return this.raw.slice(this.index(start), this.index(end));
  }

  /** The sentence around a passage: what stands before it, the passage, what stands after it. */
  sentence(start: number, end: number): [before: string, exact: string, after: string] {
    const [from, to] = [this.index(start), this.index(end)];
    return [this.before(from), folded(this.raw.slice(from, to)), this.after(to)];
  }

  private before(from: number): string {
    const paragraph =
      this.raw
        .slice(Math.max(0, from - 2 * AROUND), from)
        .split(BREAK)
        .at(-1) ?? "";
    const spoken = sentences(paragraph).at(-1) ?? "";
    return endsSentence(paragraph) ? "" : clippedStart(folded(spoken));
  }

  private after(to: number): string {
    const paragraph = this.raw.slice(to, to + 2 * AROUND).split(BREAK)[0] ?? "";
    return clippedEnd(folded(sentences(paragraph)[0] ?? ""));
  }
}

function indicesOf(raw: string): Uint32Array {
  const found: number[] = [];
  for (let index = 0; index < raw.length; index += (raw.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) found.push(index);
  found.push(raw.length);
  return Uint32Array.from(found);
}

const ABBREVIATED = /(?:\b\p{Lu}\.|\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|Lic|Gen|Gral|No|Núm|Art|vs|St|Ste|p|pp)\.)\s*$/u;

/** The sentences of a text; what looks like an end after an abbreviation is none. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  for (const { segment } of new Intl.Segmenter("en", { granularity: "sentence" }).segment(text.replace(/\s/g, " "))) {
    const last = found.at(-1);
    if (last !== undefined && ABBREVIATED.test(last)) found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}

function endsSentence(text: string): boolean {
  return /[.!?]["”’)]*\s+$/.test(text) && !ABBREVIATED.test(text);
}

/** White space folded to single spaces. */
export function folded(text: string): string {
  return text.replace(/\s+/g, " ");
}

function clippedStart(text: string): string {
  const trimmed = text.trimStart();
  return trimmed.length <= AROUND ? trimmed : `…${trimmed.slice(-AROUND).replace(/^\S*\s/, "")}`;
}

function clippedEnd(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.length <= AROUND ? trimmed : `${trimmed.slice(0, AROUND).replace(/\s\S*$/, "")}…`;
}

const texts = new Map<string, Promise<DocumentText>>();

/** The text of a document, fetched once; `document` is its IRI. */
export function textOf(document: string): Promise<DocumentText> {
  const slug = nameOf(document)?.replace(/^document\//, "") ?? "";
  let found = texts.get(slug);
  if (!found) {
    found = text(`/documents/${encodeURIComponent(slug)}/text`).then((raw) => new DocumentText(raw));
    found.catch(() => texts.delete(slug));
    texts.set(slug, found);
  }
  return found;
}

/** A passage within its sentence; the passage alone where the text cannot be had. */
export async function sentenceOf(one: Evidence): Promise<[string, string, string]> {
  try {
    return (await textOf(one.document)).sentence(one.start, one.end);
  } catch {
    return ["", folded(one.exact), ""];
  }
}
