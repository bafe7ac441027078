/** A document: its outline at the left, its text at the right with everything it names, and links to any passage. */

import { h, fill, type Child } from "../dom.ts";
import { address, json } from "../http.ts";
import { counted, date, filledIn, words } from "../language.ts";
import { FAMILIES, familyOf } from "../kinds.ts";
import type { Annotations, Described, Node, Outline } from "../model.ts";
import type { Open, Page } from "../page.ts";
import { hrefOf, nameOf, pageAddress, spanOf } from "../routes.ts";
import { announce, copy, cut } from "../states.ts";
import { DocumentText, textOf } from "../texts.ts";
import { classMark, short } from "../things.ts";
import { named } from "../vocabulary.ts";
import { flattened, outlineTree, type OutlineView } from "./outline.ts";
import { TextView, type Noted } from "./text-view.ts";

export const open: Open = async ({ route, signal }) => {
  const path = `/documents/${encodeURIComponent(route.rest)}`;
  const [told, outline, annotations] = await Promise.all([
    json<Described>(path, {}, signal),
    json<Outline>(`${path}/outline`, {}, signal),
    json<Annotations>(`${path}/annotations`, { kind: ["mention", "date"] }, signal),
  ]);
  const text = await textOf(told.iri);
  return new Reading(told, outline, annotations, text, route.query.get("thing")).page(route.hash);
};

class Reading {
  private readonly mentions: Noted[];
  private readonly view: TextView;
  private readonly tree: OutlineView;
  private readonly notice = h("p", { class: "notice", hidden: true });
  private readonly panel = h("div", { class: "passage-panel", hidden: true });

  constructor(
    private readonly told: Described,
    private readonly outline: Outline,
    private readonly annotations: Annotations,
    private readonly text: DocumentText,
    private readonly thing: string | null,
  ) {
    this.mentions = annotations.items.flatMap(noted);
    this.view = new TextView(text, this.mentions, flattened(outline.provisions), told.language);
    this.tree = outlineTree(outline);
  }

  page(hash: string): Page {
    const title = this.told.title?.trim() || named(this.told, this.told.iri);
    const watched = new IntersectionObserver((entries) => this.tree.seen(entries), { rootMargin: "-15% 0px -70% 0px" });
    const selecting = (): void => this.selection();
    return {
      title: short(title),
      layout: "wide",
      body: this.body(title),
      shown: () => {
        for (const mark of this.view.provisionMarks()) watched.observe(mark);
        document.addEventListener("selectionchange", selecting);
        this.moved(hash);
        if (!hash && this.thing) this.occurrences(this.thing);
      },
      moved: (fragment) => this.moved(fragment),
      closed: () => {
        watched.disconnect();
        document.removeEventListener("selectionchange", selecting);
      },
    };
  }

  private body(title: string): Child {
    const { told } = this;
    return [
      h(
        "header",
        { class: "thing-head" },
        h(
          "p",
          { class: "over" },
          classMark(told.class),
          told.issued ? h("time", { datetime: told.issued }, date(told.issued)) : words().undated,
        ),
        h("h1", null, h("bdi", { lang: told.language }, short(title, 400))),
        description(told),
        cut(this.annotations),
        cut(this.outline),
      ),
      h(
        "div",
        { class: "reader" },
        h(
          "div",
          { class: "reader-side" },
          this.legend(),
          h(
            "details",
            { class: "outline", open: innerWidth > 900 },
            h("summary", null, words().outline),
            this.tree.element,
          ),
        ),
        h(
          "div",
          { class: "reader-text" },
          h("h2", { class: "unseen" }, words().theText),
          this.notice,
          this.view.element,
        ),
      ),
      this.panel,
    ];
  }

  /** Boxes that show or hide the highlights of each family. */
  private legend(): Child {
    const counts = new Map<Noted["family"], number>();
    for (const one of this.mentions) counts.set(one.family, (counts.get(one.family) ?? 0) + 1);
    const boxes = [...FAMILIES, "date" as const]
      .filter((one) => counts.has(one))
      .map((family) =>
        h(
          "label",
          { class: `chip ${family}` },
          h("input", {
            type: "checkbox",
            checked: true,
            onchange: (event: Event) =>
              this.view.element.classList.toggle(
                `without-${family}`,
                !(event.currentTarget as HTMLInputElement).checked,
              ),
          }),
          h(
            "span",
            null,
            family === "date" ? words().dates : words().families[family],
            h("span", { class: "quiet" }, ` ${counts.get(family)}`),
          ),
        ),
      );
    return h("fieldset", { class: "legend" }, h("legend", null, words().highlights), boxes);
  }

  private moved(fragment: string): void {
    if (!fragment) return this.view.target(null);
    const span = spanOf(fragment);
    const known = span !== null && span[1] <= this.text.length;
    this.notice.hidden = known;
    if (!known) this.notice.textContent = words().badPassage;
    this.view.target(known ? span : null);
  }

  /** Mark every mention of one thing, and walk through them. */
  private occurrences(thing: string): void {
    const found = this.mentions
      .filter((one) => one.family !== "date")
      .filter((one) => nameOf(one.thing.iri) === thing || one.thing.iri === thing);
    const [first] = found;
    if (!first) return;
    this.view.mark(found);
    let at = 0;
    const move = (step: number): void => {
      at = (at + step + found.length) % found.length;
      const one = found[at];
      if (one) this.view.reveal(one);
      status.textContent = `${at + 1} / ${found.length}`;
      announce(status.textContent);
    };
    const status = h("span", { class: "quiet" });
    const name = h(
      "strong",
      null,
      filledIn(words().mentionsOf, {
        count: counted(words().counts.mentions, found.length),
        name: short(named(first.thing), 60),
      }),
    );
    const button = (label: string, step: number): HTMLElement =>
      h("button", { type: "button", onclick: () => move(step) }, label);
    const close = h("button", { type: "button", onclick: () => (this.panel.hidden = true) }, words().close);
    fill(this.panel, name, status, button(words().previous, -1), button(words().next, 1), close);
    this.panel.hidden = false;
    move(0);
  }

  /** Offer a link to the words that are selected. */
  private selection(): void {
    const span = this.view.selected();
    if (!span) return;
    const link = new URL(`${location.pathname}#char=${span[0]},${span[1]}`, location.href).href;
    const button = h(
      "button",
      { type: "button", class: "primary", onclick: () => void copy(link, button) },
      words().linkToPassage,
    );
    const close = h("button", { type: "button", onclick: () => (this.panel.hidden = true) }, words().close);
    fill(this.panel, h("span", { class: "quiet" }, `“${short(this.text.slice(...span), 60)}”`), button, close);
    this.panel.hidden = false;
  }
}

function noted(one: Annotations["items"][number]): Noted[] {
  const place = one.target.selector.find((selector) => selector.type === "TextPositionSelector");
  const source = one.body.find((body) => body.source)?.source;
  const class_ = one.body.find((body) => body.value)?.value ?? null;
  if (place?.start === undefined || place.end === undefined) return [];
  const { start, end } = place;
  if (!source) return class_ ? [{ start, end, family: "date", date: class_, href: null }] : [];
  const thing: Node = { iri: source.id, label: source.label, labels: {}, class: class_ };
  return [{ start, end, thing, family: familyOf(class_), href: hrefOf(source.id) }];
}

function description(told: Described): Child {
  const publishers = told.publishers.map((one) => {
    const href = one.iri ? hrefOf(one.iri) : null;
    return [" ", href ? h("a", { href }, short(named(one))) : short(named(one))];
  });
  const path = `/documents/${encodeURIComponent(told.slug)}`;
  return [
    h(
      "p",
      { class: "quiet facts-line" },
      publishers.length > 0 ? h("span", null, `${words().publisher} `, publishers) : null,
      h("span", null, counted(words().counts.provisions, told.provisions)),
      h("span", null, counted(words().counts.mentions, told.mentions)),
      h("span", null, counted(words().counts.statements, told.statements)),
      told.provisions > 0
        ? h("span", null, h("a", { href: pageAddress("follow-through", told.slug) }, words().followThrough))
        : null,
      told.source
        ? h(
            "span",
            null,
            `${words().source} `,
            h("a", { href: told.source, rel: "noopener noreferrer nofollow" }, short(told.source, 60)),
          )
        : null,
      h(
        "span",
        { class: "also" },
        `${words().alsoAs} `,
        h("a", { href: address(`${path}/text`), "data-plain": "" }, "TXT"),
        h("a", { href: address(`${path}/annotations`), "data-plain": "" }, "Web Annotation"),
        h("a", { href: address(`/id/document/${encodeURIComponent(told.slug)}.ttl`), "data-plain": "" }, "Turtle"),
      ),
    ),
    h("p", { class: "quiet hint" }, words().selectHint),
  ];
}
