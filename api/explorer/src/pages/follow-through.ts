/** What became of what was promised: the points of a document down the side, later documents across the top. */

import { fill, freshId, h, type Child } from "../dom.ts";
import { json } from "../http.ts";
import { counted, date, filledIn, number, words } from "../language.ts";
import type { Described, Documents, Evidence, Outline, Provision } from "../model.ts";
import type { Open, Visit } from "../page.ts";
import { quote } from "../quotes.ts";
import { pageAddress } from "../routes.ts";
import { announce, cut, empty } from "../states.ts";
import { short } from "../things.ts";
import { named } from "../vocabulary.ts";
import { followed, linksTo, type Link } from "./follow-links.ts";
import { flattened, provisionName } from "./outline.ts";

/** A row: a point with every provision below it, and what later documents say of them, by document. */
interface Row {
  point: Provision;
  byDocument: Map<string, Link[]>;
}

export const open: Open = async (visit) => {
  const [told, with_] = await Promise.all([json<Documents>("/documents", {}, visit.signal), followed(visit.signal)]);
  const choices = told.documents.filter((one) => with_.has(one.iri));
  const chosen =
    told.documents.find((one) => one.slug === visit.route.rest) ??
    choices.toSorted((a, b) => (with_.get(b.iri) ?? 0) - (with_.get(a.iri) ?? 0))[0];
  const heading = h("h1", null, words().followThrough);
  if (!chosen)
    return { title: words().followThrough, body: [heading, empty(words().noFollowUps, words().noFollowUpsHint)] };
  const [outline, links] = await Promise.all([
    json<Outline>(`/documents/${encodeURIComponent(chosen.slug)}/outline`, {}, visit.signal),
    linksTo(chosen, visit.signal),
  ]);
  return {
    title: filledIn(words().followThroughOf, { document: short(nameOfDocument(chosen), 60) }),
    layout: "wide",
    body: [
      heading,
      h("p", { class: "quiet lead" }, words().followThroughHint),
      chooser(visit, choices, chosen),
      links.length === 0 ? empty(words().noFollowUps, words().noFollowUpsHint) : table(outline, links),
      cut(outline),
    ],
  };
};

function nameOfDocument(one: Described): string {
  return one.title?.trim() || named(one, one.iri);
}

function chooser(visit: Visit, choices: readonly Described[], chosen: Described): Child {
  const options = choices.includes(chosen) ? choices : [chosen, ...choices];
  return h(
    "div",
    { class: "follow-bar" },
    h(
      "label",
      { class: "inline" },
      h("span", null, words().promisedIn),
      h(
        "select",
        {
          onchange: (event: Event) =>
            visit.go(pageAddress("follow-through", (event.currentTarget as HTMLSelectElement).value)),
        },
        options.map((one) =>
          h("option", { value: one.slug, selected: one === chosen }, short(nameOfDocument(one), 80)),
        ),
      ),
    ),
    h("a", { href: pageAddress("document", chosen.slug) }, words().readInDocument),
    h(
      "p",
      { class: "follow-legend quiet" },
      h("span", null, sign(true), " ", words().reported),
      h("span", null, sign(false), " ", words().renewed),
    ),
  );
}

/** ● for what was done, ○ for what was agreed again. */
function sign(done: boolean): Child {
  return h("span", { class: `follow-sign ${done ? "done" : "renewed"}`, "aria-hidden": "true" });
}

function rowsOf(outline: Outline, links: readonly Link[]): Row[] {
  return outline.provisions.map((point) => {
    const below = new Set(flattened([point]).map((one) => one.iri));
    const byDocument = new Map<string, Link[]>();
    for (const link of links)
      if (below.has(link.earlier)) byDocument.set(link.document, [...(byDocument.get(link.document) ?? []), link]);
    return { point, byDocument };
  });
}

function table(outline: Outline, links: readonly Link[]): Child {
  const later = [...new Map(links.map((one) => [one.document, one])).values()];
  const names = new Map(flattened(outline.provisions).map((one) => [one.iri, provisionName(one)]));
  const rows = rowsOf(outline, links);
  const columns = later.map((one) =>
    h(
      "th",
      { scope: "col" },
      h(
        "span",
        { class: "when" },
        one.issued ? h("time", { datetime: one.issued }, date(one.issued)) : words().undated,
      ),
      h("a", { href: pageAddress("document", one.slug) }, short(one.title, 70)),
    ),
  );
  return h(
    "div",
    { class: "follow-scroll", role: "region", tabindex: 0, "aria-label": words().followThrough },
    h(
      "table",
      { class: "follow" },
      h("thead", null, h("tr", null, h("th", { scope: "col", class: "corner" }, words().point), columns)),
      rows.map((row) => body(row, later, names)),
    ),
  );
}

/** A row of marks; below it the quotes of the mark that was pressed. */
function body(row: Row, later: readonly Link[], names: ReadonlyMap<string, string>): HTMLElement {
  const id = freshId("quotes");
  const cell = h("td", { colspan: later.length + 1, id });
  const quotes = h("tr", { class: "follow-quotes", hidden: true }, cell);
  const buttons: HTMLButtonElement[] = [];
  const show = (button: HTMLButtonElement, links: readonly Link[]): void => {
    const open = button.getAttribute("aria-expanded") !== "true";
    for (const one of buttons) one.setAttribute("aria-expanded", String(open && one === button));
    quotes.hidden = !open;
    if (open) {
      fill(
        cell,
        links.map((one) => pair(one, names.get(one.earlier) ?? "")),
      );
      announce(counted(words().counts.followUps, links.length));
    }
  };
  const cells = later.map((one) => {
    const links = row.byDocument.get(one.document);
    if (!links) return h("td", { class: "none" }, h("span", { "aria-hidden": "true" }, "·"));
    const button = mark(row.point, one, links, id);
    button.addEventListener("click", () => show(button, links));
    buttons.push(button);
    return h("td", null, button);
  });
  const { point } = row;
  const name = h("a", { href: `${pageAddress("thing", thingName(point.iri))}` }, provisionName(point));
  return h(
    "tbody",
    { class: row.byDocument.size > 0 ? null : "silent" },
    h(
      "tr",
      null,
      h("th", { scope: "row" }, name, point.text ? h("span", { class: "quiet" }, short(point.text, 110)) : null),
      cells,
    ),
    quotes,
  );
}

function thingName(iri: string): string {
  return /\/id\/(document\/.+)$/.exec(iri)?.[1] ?? iri;
}

function mark(point: Provision, document: Link, links: readonly Link[], controls: string): HTMLButtonElement {
  const done = links.filter((one) => one.done).length;
  const part = (count: number, isDone: boolean, name: string): Child =>
    count > 0 ? h("span", null, sign(isDone), number(count), h("span", { class: "unseen" }, ` ${name}, `)) : null;
  return h(
    "button",
    { type: "button", class: "follow-mark", "aria-expanded": "false", "aria-controls": controls },
    part(done, true, words().reported),
    part(links.length - done, false, words().renewed),
    h("span", { class: "unseen" }, `${provisionName(point)}, ${short(document.title, 60)}`),
  );
}

/** What was promised beside what was said of it later, and why the two are taken together. */
function pair(link: Link, earlier: string): Child {
  const side = (label: string, one: Evidence): Child =>
    h("div", null, h("p", { class: "strong" }, label), quote(one, {}));
  const kind = link.done ? words().reported : words().renewed;
  return h(
    "div",
    { class: "follow-pair" },
    side(words().promised, { ...link.promise, part_label: earlier }),
    side(kind.charAt(0).toUpperCase() + kind.slice(1), link.report),
    h(
      "p",
      { class: "quiet" },
      [
        link.concerns ? filledIn(words().bothConcern, { things: link.concerns }) : "",
        link.terms ? filledIn(words().bothSay, { terms: link.terms }) : "",
        filledIn(words().likeness, { score: number(link.score) }),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
  );
}
