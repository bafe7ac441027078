/** The sources by date. */

import { h, type Child } from "../dom.ts";
import { json } from "../http.ts";
import { counted, date, words } from "../language.ts";
import type { Described, Documents } from "../model.ts";
import type { Open } from "../page.ts";
import { pageAddress } from "../routes.ts";
import { cut, empty } from "../states.ts";
import { classMark, short } from "../things.ts";
import { named } from "../vocabulary.ts";

export const open: Open = async ({ signal }) => {
  const told = await json<Documents>("/documents", {}, signal);
  const list = h("ul", { class: "documents" }, told.documents.map(documentItem));
  return {
    title: words().documents,
    body: [
      h("h1", null, words().documents),
      told.total === 0 ? empty(words().noDocuments, words().noDocumentsHint) : list,
      cut(told),
    ],
  };
};

/** One document in a list: what it is, when it was published, how much was read from it. */
export function documentItem(one: Described): Child {
  const name = one.title?.trim() || named(one, one.iri);
  return h(
    "li",
    null,
    h(
      "div",
      { class: "document-date" },
      one.issued ? h("time", { datetime: one.issued }, date(one.issued)) : words().undated,
    ),
    h(
      "div",
      null,
      h(
        "a",
        { class: "thing document", href: pageAddress("document", one.slug) },
        h("bdi", { lang: one.language }, short(name)),
      ),
      h(
        "div",
        { class: "row-more" },
        classMark(one.class),
        h(
          "span",
          { class: "quiet" },
          [counted(words().counts.provisions, one.provisions), counted(words().counts.mentions, one.mentions)].join(
            " · ",
          ),
        ),
      ),
    ),
  );
}
