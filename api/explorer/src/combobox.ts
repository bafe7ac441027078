/** A box that finds things as one types (WAI-ARIA 1.2: combobox with a list). */

import { fill, freshId, h, type Child } from "./dom.ts";
import { json } from "./http.ts";
import { counted, filledIn, words } from "./language.ts";
import type { Match, Matches } from "./model.ts";
import { aborted, announce } from "./states.ts";
import { classMark, short } from "./things.ts";
import { named } from "./vocabulary.ts";

export interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
}

export interface Options {
  label: string;
  placeholder?: string;
  value?: string;
  kinds?: readonly string[];
  /** A thing was chosen. */
  chosen: (match: Match) => void;
  /** Enter was pressed on words without choosing. */
  entered?: (words: string) => void;
  /** The words were changed by hand. */
  edited?: () => void;
  name?: string;
}

const MOST = 8;

/** A search box with its list. */
export function combobox(options: Options): Combobox {
  return new Finder(options);
}

/** A box below its name. The name is no ancestor of the box: a click on an option would go to the box as well. */
export function labelled(label: Child, box: Combobox): HTMLElement {
  return h("div", { class: "labelled" }, h("label", { for: box.input.id }, label), box.element);
}

class Finder implements Combobox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly list: HTMLUListElement;
  private matches: Match[] = [];
  private active = -1;
  private asked: AbortController | undefined;

  constructor(private readonly options: Options) {
    const id = freshId("list");
    this.list = h("ul", { id, role: "listbox", class: "options", "aria-label": words().searchResults, hidden: true });
    this.input = h("input", {
      type: "search",
      id: `${id}-input`,
      role: "combobox",
      name: options.name ?? "q",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": options.label,
      "aria-controls": id,
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      placeholder: options.placeholder ?? "",
      oninput: () => {
        this.options.edited?.();
        void this.find();
      },
      onfocus: () => this.input.value.trim() && this.matches.length === 0 && void this.find(),
      onkeydown: (event: KeyboardEvent) => this.key(event),
      onblur: () => setTimeout(() => this.close(), 120),
    });
    this.input.value = options.value ?? "";
    this.element = h("div", { class: "combobox" }, this.input, this.list);
  }

  private async find(): Promise<void> {
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    const query = this.input.value.trim();
    if (!query) return this.close();
    try {
      const kind = this.options.kinds?.length === 1 ? this.options.kinds[0] : null;
      const told = await json<Matches>("/entities", { q: query, kind, limit: MOST }, signal);
      this.show(told.things);
    } catch (error) {
      if (!aborted(error)) this.say(words().failed);
    }
  }

  private show(matches: Match[]): void {
    this.matches = matches;
    this.active = -1;
    if (document.activeElement !== this.input) return;
    if (matches.length === 0)
      return this.say(filledIn(words().nothingFound, { query: short(this.input.value.trim(), 40) }));
    fill(
      this.list,
      matches.map((match, index) => this.option(match, index)),
    );
    this.open();
    announce(counted(words().counts.results, matches.length));
  }

  private say(message: string): void {
    this.matches = [];
    fill(
      this.list,
      h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, message),
    );
    this.open();
  }

  private option(match: Match, index: number): HTMLElement {
    return h(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${index}`,
        "aria-selected": "false",
        onmousedown: (event: MouseEvent) => event.preventDefault(),
        onclick: () => this.choose(index),
      },
      h("span", { class: "option-name" }, h("bdi", null, short(named(match, match.iri), 110)), alias(match)),
      h(
        "span",
        { class: "option-more" },
        classMark(match.class),
        h("span", { class: "quiet" }, citedShort(match.cited)),
      ),
    );
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.matches.length > 0) {
      event.preventDefault();
      this.open();
      const count = this.matches.length;
      this.move(this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter") this.enter(event);
  }

  private enter(event: KeyboardEvent): void {
    if (this.active >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.active);
    } else if (this.options.entered) {
      event.preventDefault();
      this.asked?.abort();
      this.close();
      this.options.entered(this.input.value.trim());
    }
  }

  private choose(index: number): void {
    const match = this.matches[index];
    if (!match) return;
    this.input.value = short(named(match, match.iri));
    this.matches = [];
    this.close();
    this.options.chosen(match);
  }

  private move(index: number): void {
    this.active = index;
    Array.from(this.list.children).forEach((one, place) => one.setAttribute("aria-selected", String(place === index)));
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  private open(): void {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private close(): void {
    this.active = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** The name that matched, where it is not the one that is shown. */
export function alias(match: Match): Child {
  if (!match.name || Object.values(match.labels).includes(match.name)) return null;
  return h("span", { class: "alias" }, h("bdi", null, short(match.name, 60)));
}

/** How often passages denote a thing, in words. */
export function citedTimes(count: number): string {
  if (count === 0) return words().neverCited;
  return count === 1 ? words().cited[0] : filledIn(words().cited[1], { count });
}

function citedShort(count: number): string {
  return count === 0 ? "" : citedTimes(count);
}
