/** The start of the explorer: reads the address, opens the page, and follows links without leaving. */

import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/pages.css";

import { fill, h } from "./dom.ts";
import { words } from "./language.ts";
import type { Open, Page } from "./page.ts";
import { pageAddress, routeOf, type PageName } from "./routes.ts";
import { shell } from "./shell.ts";
import { aborted, announce, empty, failure, loading } from "./states.ts";
import { vocabulary } from "./vocabulary.ts";

const OPEN: Record<Exclude<PageName, "missing">, () => Promise<{ open: Open }>> = {
  home: () => import("./pages/home.ts"),
  search: () => import("./pages/search.ts"),
  thing: () => import("./pages/thing.ts"),
  documents: () => import("./pages/documents.ts"),
  document: () => import("./pages/document.ts"),
  paths: () => import("./pages/paths.ts"),
  "follow-through": () => import("./pages/follow-through.ts"),
  graph: () => import("./pages/graph.ts"),
  sparql: () => import("./pages/sparql.ts"),
};

const PATIENCE = 120;

class Explorer {
  private readonly frame = shell(
    (address) => this.go(address),
    () => void this.show(),
  );
  private page: Page | undefined;
  private visit = new AbortController();
  private address = "";

  start(): void {
    history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", (event) => this.back(event));
    addEventListener("scrollend", () => history.replaceState({ top: scrollY }, ""));
    void this.show();
  }

  go(address: string, replace = false): void {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin) {
      location.assign(url);
      return;
    }
    history[replace ? "replaceState" : "pushState"]({ top: replace ? scrollY : 0 }, "", url);
    this.moveOrShow(0, !replace);
  }

  private back(event: PopStateEvent): void {
    this.moveOrShow((event.state as { top?: number } | null)?.top ?? 0, false);
  }

  private moveOrShow(top: number, focus: boolean): void {
    const here = location.pathname + location.search;
    if (here === this.address && this.page?.moved) this.page.moved(location.hash.slice(1));
    else void this.show(top, focus);
  }

  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement);
    if (!link || link.target || link.hasAttribute("download") || "plain" in link.dataset) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || routeOf(url).page === "missing") return;
    event.preventDefault();
    this.go(url.href);
  }

  /** Open the page of the present address. */
  private async show(top = 0, focus = false): Promise<void> {
    this.visit.abort();
    this.visit = new AbortController();
    const { signal } = this.visit;
    const route = routeOf(location);
    this.address = location.pathname + location.search;
    this.frame.draw(route.page);
    const { main } = this.frame;
    main.setAttribute("aria-busy", "true");
    const timer = setTimeout(() => this.present({ title: words().loading, body: loading(signal) }), PATIENCE);
    const page = await this.made(route, signal).finally(() => clearTimeout(timer));
    if (signal.aborted) return;
    main.removeAttribute("aria-busy");
    this.present(page);
    page.shown?.();
    if (!location.hash) scrollTo({ top, behavior: "instant" });
    if (focus) this.arrive(page);
  }

  private async made(route: ReturnType<typeof routeOf>, signal: AbortSignal): Promise<Page> {
    if (route.page === "missing") return missing();
    try {
      const [{ open }] = await Promise.all([OPEN[route.page](), vocabulary()]);
      return await open({ route, signal, go: (address, replace) => this.go(address, replace) });
    } catch (error) {
      if (aborted(error)) return { title: "", body: null };
      return { title: words().failed, body: failure(error, () => void this.show()) };
    }
  }

  private present(page: Page): void {
    this.page?.closed?.();
    this.page = page;
    document.title = page.title && page.title !== "Comity" ? `${page.title} – Comity` : "Comity";
    this.frame.main.className = page.layout ?? "";
    fill(this.frame.main, page.body);
  }

  /** Where reading begins after a link was followed. */
  private arrive(page: Page): void {
    announce(page.title);
    const heading = this.frame.main.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    (heading ?? this.frame.main).focus({ preventScroll: true });
  }
}

function missing(): Page {
  const hint = [words().missingHint, " ", h("a", { href: pageAddress("home") }, words().home)];
  return { title: words().missing, body: [h("h1", null, words().missing), empty("", hint)] };
}

new Explorer().start();
