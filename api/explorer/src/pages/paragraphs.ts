/** The paragraphs of a plain text; line breaks that only wrap are undone, without moving any character. */

export interface Paragraph {
  start: number;
  end: number;
  /** As long as the stretch of text it stands for: a break that only wraps has become a space. */
  words: string;
  indented: boolean;
}

const BULLET = /^\s*(?:[•◦▪■●*–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z]\)|[IVX]{1,5}\.|[0-9]+(?:\.[0-9]+)+\.?)\s/;
const WRAPPED = 55;

/** Stretches between blank lines, and within them the items of lists.
 *
 * A blank line before a small letter ends nothing: the sentence goes on where the page was laid out badly.
 */
export function paragraphs(raw: string): Paragraph[] {
  const found: Paragraph[] = [];
  let held: { line: string; at: number }[] = [];
  let at = 0;
  const flush = (): void => {
    const [first] = held;
    const last = held.at(-1);
    if (first && last) found.push(paragraph(raw.slice(first.at, last.at + last.line.length), first.at));
    held = [];
  };
  let blank = false;
  for (const line of raw.split("\n")) {
    if (!line.trim()) blank = true;
    else {
      if (begins(line, held.at(-1)?.line ?? "", blank)) flush();
      held.push({ line, at });
      blank = false;
    }
    at += line.length + 1;
  }
  flush();
  return found;
}

/** Whether a line begins a paragraph after another line. */
function begins(line: string, before: string, blank: boolean): boolean {
  if (BULLET.test(line)) return true;
  if (blank) return !/^\s*\p{Ll}/u.test(line);
  return /[.:;]\s*$/.test(before) && /^\s+\p{Lu}/u.test(line);
}

function paragraph(text: string, start: number): Paragraph {
  const lines = text.split("\n");
  const soft = (index: number): boolean =>
    !lines[index]?.trim() || !lines[index + 1]?.trim() || (lines[index]?.trimEnd().length ?? 0) >= WRAPPED;
  const joined = lines.map((line, index) => line + (index === lines.length - 1 ? "" : soft(index) ? " " : "\n"));
  return {
    start,
    end: start + text.length,
    words: joined.join("").replace(/[\t\r\f\v]/g, " "),
    indented: BULLET.test(text),
  };
}
