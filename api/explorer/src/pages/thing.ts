/** One thing: its names, what is said of it with the sentences that say so, where it appears, what is around it. */

import { citedTimes } from "../combobox.ts";
import { h, type Child } from "../dom.ts";
import { address, json } from "../http.ts";
import { language, words } from "../language.ts";
import type { Entity, Name } from "../model.ts";
import type { Open, Visit } from "../page.ts";
import { nameOf, pageAddress, passageAddress } from "../routes.ts";
import { copy, cut } from "../states.ts";
import { classMark, short } from "../things.ts";
import { named } from "../vocabulary.ts";
import { factSections, passagesOfText } from "./facts.ts";
import { neighbourhood } from "./neighbourhood.ts";
import { timeline } from "./timeline.ts";

const DOCUMENT = /^document\/[^/]+$/;

export const open: Open = async (visit) => {
  const name = visit.route.rest;
  if (DOCUMENT.test(name)) visit.go(pageAddress("document", name.slice("document/".length)), true);
  const told = await json<Entity>(entityPath(name), { limit: limitOf(visit) }, visit.signal);
  const title = named(told, told.iri);
  return { title: short(title), body: body(visit, told, title) };
};

/** The address of a thing's facts. */
export function entityPath(name: string): string {
  return `/entities/${name.split("/").map(encodeURIComponent).join("/")}`;
}

function limitOf(visit: Visit): number {
  return Math.min(Number(visit.route.query.get("limit")) || 50, 10_000);
}

function body(visit: Visit, told: Entity, title: string): Child {
  const class_ = told.nodes[told.iri]?.class ?? null;
  const text = passagesOfText(told);
  const more = pageAddress("thing", visit.route.rest, { limit: 10 * limitOf(visit) });
  return [
    h(
      "header",
      { class: "thing-head" },
      h("p", { class: "over" }, classMark(class_), partOf(told), cited(told)),
      h("h1", null, h("bdi", null, short(title, 400))),
      otherNames(told, title),
      text ? h("blockquote", { class: "own-words" }, h("p", null, text)) : null,
      actions(told),
    ),
    h(
      "div",
      { class: "thing-body" },
      h(
        "div",
        { class: "thing-facts" },
        factSections(told),
        told.complete ? null : [cut(told), h("p", null, h("a", { class: "button", href: more }, words().more))],
      ),
      h("aside", { class: "thing-side" }, timeline(told), neighbourhood(told)),
    ),
  ];
}

function cited(told: Entity): Child {
  if (told.kind === "document" || told.kind === null) return null;
  return h("span", { class: "quiet" }, citedTimes(told.mentions.reduce((sum, one) => sum + one.count, 0)));
}

/** The document and the point that a provision is part of. */
function partOf(told: Entity): Child {
  const parents = told.facts.find((one) => one.name === "dcterms:isPartOf")?.values ?? [];
  return parents.flatMap((one) => {
    const name = one.iri ? nameOf(one.iri) : null;
    if (!name || !one.iri) return [];
    const href = DOCUMENT.test(name)
      ? pageAddress("document", name.slice("document/".length))
      : pageAddress("thing", name);
    return [
      h(
        "span",
        { class: "quiet" },
        `${words().partOf} `,
        h("a", { href }, short(named(told.nodes[one.iri], one.iri), 80)),
      ),
    ];
  });
}

function otherNames(told: Entity, title: string): Child {
  const seen = new Set([title]);
  const names = told.names.filter((one) => !seen.has(one.value) && seen.add(one.value));
  const preferred = names.filter((one) => one.kind === "preferred" || one.kind === "title");
  const others = names.filter((one) => !preferred.includes(one) && one.kind !== "label");
  return [
    preferred.map((one) =>
      h("p", { class: "second-name" }, h("bdi", { lang: one.language }, short(one.value, 400)), inLanguage(one)),
    ),
    others.length > 0
      ? h(
          "ul",
          { class: "aliases", "aria-label": words().alsoCalled },
          sorted(others).map((one) => h("li", { lang: one.language }, h("bdi", null, short(one.value, 120)))),
        )
      : null,
  ];
}

function inLanguage(name: Name): Child {
  const told = name.language && name.language !== language() ? words().preferredIn[name.language] : null;
  return told ? h("span", { class: "quiet" }, ` ${told}`) : null;
}

/** Acronyms first, then what is in the language of the page. */
function sorted(names: readonly Name[]): Name[] {
  const rank = (one: Name): number => (one.kind === "acronym" ? 0 : one.language === language() ? 1 : 2);
  return names.toSorted((a, b) => rank(a) - rank(b));
}

function actions(told: Entity): Child {
  const name = nameOf(told.iri);
  const place = told.facts
    .find((one) => one.name === "schema:text")
    ?.values.flatMap((one) => one.sources)
    .flatMap((one) => one.evidence)[0];
  const data = name
    ? (["ttl", "jsonld", "json"] as const).map((suffix) =>
        h(
          "a",
          {
            href: `${address(`/id/${name.split("/").map(encodeURIComponent).join("/")}`)}.${suffix}`,
            "data-plain": "",
          },
          NAMES[suffix],
        ),
      )
    : [];
  return h(
    "div",
    { class: "actions" },
    place
      ? h(
          "a",
          { class: "button primary", href: passageAddress(place.document, place.start, place.end) },
          words().readInDocument,
        )
      : null,
    h("a", { class: "button", href: pageAddress("paths", "", { source: name ?? told.iri }) }, words().pathsFrom),
    h("a", { class: "button", href: pageAddress("graph", "", { seed: name ?? told.iri }) }, words().openGraph),
    h(
      "button",
      { type: "button", onclick: (event: Event) => void copy(told.iri, event.currentTarget as HTMLButtonElement) },
      words().copyAddress,
    ),
    data.length > 0 ? h("span", { class: "also" }, `${words().alsoAs} `, data) : null,
  );
}

const NAMES = { ttl: "Turtle", jsonld: "JSON-LD", json: "JSON" };
