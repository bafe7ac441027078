/** N-Triples, as the service writes them, to values. */

import type { Term } from "../model.ts";

export interface Triple {
  s: Term;
  p: string;
  o: Term;
}

const LINE = /^(<[^>]*>|_:\S+) <([^>]*)> (?:(<[^>]*>|_:[^\s"]+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?) \.$/;
const ESCAPE = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g;
const NAMED: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

/** The triples of a text; a line that is none is passed over. */
export function parsed(text: string): Triple[] {
  return text.split("\n").flatMap((line) => {
    const found = LINE.exec(line.trim());
    if (!found) return [];
    const [, s = "", p = "", node, literal = "", language, datatype] = found;
    const o: Term = node
      ? term(node)
      : {
          type: "literal",
          value: unescaped(literal),
          ...(language ? { "xml:lang": language } : {}),
          ...(datatype ? { datatype } : {}),
        };
    return [{ s: term(s), p: unescaped(p), o }];
  });
}

function term(text: string): Term {
  return text.startsWith("<")
    ? { type: "uri", value: unescaped(text.slice(1, -1)) }
    : { type: "bnode", value: text.slice(2) };
}

function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, four?: string, eight?: string, one?: string) =>
    four || eight ? String.fromCodePoint(Number.parseInt(four ?? eight ?? "", 16)) : (NAMED[one ?? ""] ?? one ?? ""),
  );
}
