/** What a search found, with a kind to narrow it to. */

import { alias, citedTimes } from "../combobox.ts";
import { h, type Child } from "../dom.ts";
import { json } from "../http.ts";
import { filledIn, words } from "../language.ts";
import type { Match, Matches } from "../model.ts";
import type { Open } from "../page.ts";
import { pageAddress } from "../routes.ts";
import { cut, empty } from "../states.ts";
import { classMark, short, thingLink } from "../things.ts";
import { named } from "../vocabulary.ts";

const STEP = 50;

export const open: Open = async ({ route, signal, go }) => {
  const q = route.query.get("q") ?? "";
  const kind = route.query.get("kind") ?? "";
  const limit = Math.min(Number(route.query.get("limit")) || STEP, 1000);
  const told = await json<Matches>("/entities", { q, kind, limit }, signal);
  const title = q ? filledIn(words().resultsFor, { query: short(q, 80) }) : words().everything;
  const select = h(
    "select",
    {
      name: "kind",
      onchange: (event: Event) =>
        go(pageAddress("search", "", { q, kind: (event.currentTarget as HTMLSelectElement).value }), true),
    },
    h("option", { value: "" }, words().anyKind),
    told.kinds.map((one) => h("option", { value: one, selected: one === kind }, words().kinds[one] ?? one)),
  );
  const more = pageAddress("search", "", { q, kind, limit: limit + 2 * STEP });
  const body = [
    h("h1", null, title),
    h("label", { class: "inline" }, h("span", null, words().kind), select),
    told.things.length === 0
      ? empty(filledIn(words().nothingFound, { query: short(q, 80) }), words().nothingFoundHint)
      : h("ol", { class: "found" }, told.things.map(found)),
    told.complete
      ? null
      : [cut(told), limit < 1000 ? h("p", null, h("a", { href: more, class: "button" }, words().more)) : null],
  ];
  return { title, body };
};

function found(match: Match): Child {
  const name = named(match, match.iri);
  const others = Object.entries(match.labels).filter(([, label]) => label !== name);
  return h(
    "li",
    null,
    h("div", { class: "found-name" }, thingLink(match), alias(match)),
    others.length > 0
      ? h(
          "div",
          { class: "quiet" },
          others.map(([lang, label]) => h("bdi", { lang }, short(label))),
        )
      : null,
    h("div", { class: "found-more" }, classMark(match.class), h("span", { class: "quiet" }, citedTimes(match.cited))),
  );
}
