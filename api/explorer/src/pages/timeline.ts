/** Where a thing appears: a bar for each document that names it, by date, as long as it is named often. */

import { h, type Child } from "../dom.ts";
import { counted, date, filledIn, number, words } from "../language.ts";
import type { Entity, Mention } from "../model.ts";
import { hrefOf, nameOf } from "../routes.ts";
import { short } from "../things.ts";
import { named } from "../vocabulary.ts";

/** The documents that name a thing, in time; nothing where none does. */
export function timeline(told: Entity): Child {
  if (told.mentions.length === 0) return null;
  const most = Math.max(...told.mentions.map((one) => one.count));
  const all = told.mentions.reduce((sum, one) => sum + one.count, 0);
  const summary = filledIn(words().mentionedIn, {
    mentions: counted(words().counts.mentions, all),
    documents: counted(words().counts.documents, told.mentions.length),
  });
  return h(
    "section",
    { class: "timeline" },
    h("h2", null, words().timeline),
    h("p", { class: "quiet" }, summary),
    h(
      "ol",
      null,
      told.mentions.map((one) => row(one, told, most)),
    ),
  );
}

function row(one: Mention, told: Entity, most: number): Child {
  const bar = h("span", { class: "bar-line", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(one.count / most));
  const document = hrefOf(one.document) ?? "";
  const href = `${document}?thing=${encodeURIComponent(nameOf(told.iri) ?? told.iri)}`;
  return h(
    "li",
    null,
    h("span", { class: "when" }, one.issued ? h("time", { datetime: one.issued }, date(one.issued)) : words().undated),
    h("a", { href }, short(named(told.nodes[one.document], one.document), 90)),
    h(
      "span",
      { class: "how-often" },
      bar,
      h("span", { class: "quiet", title: counted(words().counts.mentions, one.count) }, number(one.count)),
    ),
  );
}
