/** The start: search, two ends of a path, what is cited most, the documents, and questions to ask. */

import { h, type Child } from "../dom.ts";
import { json } from "../http.ts";
import { language, words } from "../language.ts";
import type { Documents, Library, Matches, SavedQuery } from "../model.ts";
import type { Open, Visit } from "../page.ts";
import { pageAddress } from "../routes.ts";
import { search } from "../shell.ts";
import { empty } from "../states.ts";
import { citedTimes } from "../combobox.ts";
import { classMark, thingLink } from "../things.ts";
import { pathForm } from "./path-form.ts";
import { documentItem } from "./documents.ts";

const EXAMPLES = ["MLAT", "Hacienda", "lavado de dinero", "extradition"];
const QUESTIONS = [
  "actions-invoking-agreement",
  "agreements-over-time",
  "commitments-of-actor",
  "figures-with-units",
  "officials-with-posts",
  "coverage-by-point",
];

export const open: Open = async (visit) => {
  const { signal } = visit;
  const [cited, documents, library] = await Promise.all([
    json<Matches>("/entities", { limit: 12 }, signal),
    json<Documents>("/documents", { limit: 12 }, signal),
    json<Library>("/queries", {}, signal),
  ]);
  const body = [
    h(
      "section",
      { class: "hero" },
      h("h1", null, words().tagline),
      search(visit.go),
      h("p", { class: "examples" }, `${words().tryThese} `, EXAMPLES.map(example)),
    ),
    h("section", { class: "band" }, h("h2", null, words().connect), pathForm(visit.go, {})),
    documents.total === 0
      ? empty(words().noDocuments, words().noDocumentsHint)
      : columns(visit, cited, documents, library),
  ];
  return { title: "Comity", body };
};

function example(name: string): Child {
  return [h("a", { href: pageAddress("search", "", { q: name }) }, name), " "];
}

function columns(_: Visit, cited: Matches, documents: Documents, library: Library): Child {
  return h(
    "div",
    { class: "columns" },
    h(
      "section",
      null,
      h("h2", null, words().documents),
      h("ul", { class: "documents" }, documents.documents.map(documentItem)),
      documents.complete ? null : h("p", null, h("a", { href: pageAddress("documents") }, words().more)),
    ),
    h(
      "section",
      null,
      h("h2", null, words().mostCited),
      h(
        "ul",
        { class: "rows" },
        cited.things.map((one) =>
          h(
            "li",
            null,
            thingLink(one),
            h(
              "span",
              { class: "row-more" },
              classMark(one.class),
              h("span", { class: "quiet" }, citedTimes(one.cited)),
            ),
          ),
        ),
      ),
    ),
    h(
      "section",
      null,
      h("h2", null, words().questions),
      h("ul", { class: "rows" }, chosen(library.queries).map(question)),
      h("p", null, h("a", { href: pageAddress("sparql") }, words().allQuestions)),
    ),
  );
}

function chosen(queries: readonly SavedQuery[]): SavedQuery[] {
  return QUESTIONS.flatMap((name) => queries.find((one) => one.name === name) ?? []);
}

function question(one: SavedQuery): Child {
  const href = pageAddress("sparql", "", { saved: one.name });
  const title = one.title[language()] ?? one.title["en"] ?? one.name;
  return h("li", null, h("a", { href }, title), h("span", { class: "quiet" }, one.description[language()] ?? ""));
}
