/** When several things have the name that was asked for: which one? */

import { h, type Child } from "../dom.ts";
import type { Problem } from "../http.ts";
import { words } from "../language.ts";
import { nameOf } from "../routes.ts";
import { classMark, short } from "../things.ts";

interface Candidate {
  iri: string;
  label: string;
  class: string | null;
}

/** A list of links that settle which thing was meant, or null where the failure is another. */
export function candidates(
  error: Problem,
  address: (end: "source" | "target", name: string) => string,
  ends: { source: string; target: string },
): Child {
  const found = Array.isArray(error.members["candidates"]) ? error.members["candidates"].flatMap(candidate) : [];
  const name = error.members["name"];
  if (found.length === 0) return null;
  const end = name === ends.target && name !== ends.source ? "target" : "source";
  const items = found.map((one) =>
    h(
      "li",
      null,
      h("a", { href: address(end, nameOf(one.iri) ?? one.iri) }, short(one.label)),
      " ",
      classMark(one.class),
    ),
  );
  return h(
    "div",
    { class: "state", role: "alert" },
    h("p", { class: "strong" }, words().several),
    h("ul", { class: "rows" }, items),
  );
}

function candidate(one: unknown): Candidate[] {
  if (typeof one !== "object" || one === null || !("iri" in one)) return [];
  const told = one as { iri: unknown; label?: unknown; class?: unknown };
  return [
    {
      iri: String(told.iri),
      label: String(told.label ?? told.iri),
      class: typeof told.class === "string" ? told.class : null,
    },
  ];
}
