/** How a thing is written wherever it comes up: its class as a mark, its name as a link. */

import { h, type Attributes, type Child } from "./dom.ts";
import { familyOf } from "./kinds.ts";
import type { Labels } from "./model.ts";
import { hrefOf } from "./routes.ts";
import { className, named } from "./vocabulary.ts";

export interface Shown {
  iri: string;
  label?: string;
  labels?: Labels;
  class: string | null;
}

const LONGEST = 160;

/** A name that fits a line; names of any length may come from a graph. */
export function short(name: string, most = LONGEST): string {
  const points = Array.from(name.slice(0, 2 * most + 2));
  return points.length > most ? `${points.slice(0, most - 1).join("")}…` : name;
}

/** A link to a thing's page; plain text where its address cannot be followed. */
export function thingLink(thing: Shown, attributes: Attributes = {}): HTMLElement {
  const href = hrefOf(thing.iri);
  const name = h("bdi", null, short(named(thing, thing.iri)));
  const family = familyOf(thing.class);
  const foreign = href !== null && /^https?:/.test(href);
  if (href === null) return h("span", { class: `thing ${family}` }, name);
  return h(
    "a",
    { ...attributes, class: `thing ${family}`, href, ...(foreign ? { rel: "noopener noreferrer nofollow" } : {}) },
    name,
  );
}

/** The class of a thing as a small mark with its colour. */
export function classMark(name: string | null): Child {
  return name ? h("span", { class: `mark-class ${familyOf(name)}` }, className(name)) : null;
}
