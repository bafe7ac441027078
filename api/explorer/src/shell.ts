/** What every page has: the way to the other pages, the search box, language and appearance. */

import { combobox } from "./combobox.ts";
import { fill, h, type Child } from "./dom.ts";
import { ROOT } from "./http.ts";
import { chooseLanguage, keep, kept, language, LANGUAGES, words } from "./language.ts";
import { hrefOf, pageAddress, type PageName } from "./routes.ts";

const THEME = "comity.theme";
const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

export interface Shell {
  main: HTMLElement;
  /** Draw the frame anew, for instance in another language. */
  draw: (page: PageName) => void;
}

/** Set up the frame in the body of the page. */
export function shell(go: (address: string) => void, again: () => void): Shell {
  const header = h("header", { class: "bar" });
  const main = h("main", { id: "main", tabindex: -1 });
  const footer = h("footer", { class: "foot" });
  const skip = h("a", { class: "skip", href: "#main", onclick: (event: Event) => skipTo(event, main) });
  document.body.replaceChildren(skip, header, main, footer);
  document.addEventListener("keydown", (event) => slash(event, header));
  applyTheme(theme());
  const draw = (page: PageName): void => {
    document.documentElement.lang = language();
    skip.textContent = words().skip;
    fill(header, brand(), places(page), page === "home" ? null : search(go), settings(again));
    fill(
      footer,
      h("p", null, words().footer),
      h("p", null, h("a", { href: `${ROOT}/docs`, "data-plain": "" }, words().api)),
    );
  };
  return { main, draw };
}

function skipTo(event: Event, main: HTMLElement): void {
  event.preventDefault();
  main.focus();
}

/** “/” leads to the search box from anywhere but a field. */
function slash(event: KeyboardEvent, header: HTMLElement): void {
  const at = event.composedPath()[0];
  const typing = at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box =
    header.querySelector<HTMLInputElement>("input") ??
    document.querySelector<HTMLInputElement>("main input[role=combobox]");
  event.preventDefault();
  box?.focus();
  box?.select();
}

function brand(): Child {
  return h(
    "a",
    { class: "brand", href: pageAddress("home"), "aria-label": words().brand },
    h("img", { src: `${ROOT}/static/explorer.svg`, alt: "", width: 26, height: 26 }),
    h("span", null, "Comity"),
  );
}

function places(current: PageName): Child {
  const links = (
    [
      ["documents", words().documents],
      ["paths", words().paths],
      ["follow-through", words().followThrough],
      ["graph", words().graph],
      ["sparql", words().sparql],
    ] as const
  ).map(([page, name]) => {
    const here = page === current || (page === "documents" && current === "document");
    return h("a", { href: pageAddress(page), "aria-current": here ? "page" : null }, name);
  });
  return h("nav", { "aria-label": words().places }, links);
}

/** The search box; `autofocus` where it is what a page is for. */
export function search(go: (address: string) => void, value = ""): HTMLElement {
  const box = combobox({
    label: words().search,
    placeholder: words().searchHint,
    value,
    chosen: (match) => go(hrefOf(match.iri) ?? pageAddress("search", "", { q: match.label })),
    entered: (q) => go(pageAddress("search", "", { q })),
  });
  return h("search", { class: "search" }, box.element);
}

function settings(again: () => void): Child {
  const languages = LANGUAGES.map((one) =>
    h(
      "button",
      {
        type: "button",
        lang: one,
        "aria-pressed": String(one === language()),
        "aria-label": one === "en" ? "EN: English" : "ES: español",
        onclick: () => {
          chooseLanguage(one);
          again();
        },
      },
      one.toUpperCase(),
    ),
  );
  const themes = h(
    "select",
    {
      "aria-label": words().theme,
      title: words().theme,
      onchange: (event: Event) => applyTheme((event.currentTarget as HTMLSelectElement).value as Theme),
    },
    THEMES.map((one) => h("option", { value: one, selected: one === theme() }, words().themes[one])),
  );
  return h(
    "div",
    { class: "settings" },
    h("div", { role: "group", class: "languages", "aria-label": words().language }, languages),
    themes,
  );
}

function theme(): Theme {
  return THEMES.find((one) => one === kept(THEME)) ?? "auto";
}

function applyTheme(chosen: Theme): void {
  keep(THEME, chosen);
  if (chosen === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}
