/** A query, written or chosen from the saved ones, and what it gives: table, raw, graph or chart. */

import { fill, h, type Child } from "../dom.ts";
import { address, json, Problem, send } from "../http.ts";
import { filledIn, language, words } from "../language.ts";
import type { Labels, Library, SavedQuery, Solutions } from "../model.ts";
import type { Open, Visit } from "../page.ts";
import { pageAddress } from "../routes.ts";
import { editor, type Editor } from "../sparql/editor.ts";
import { parameterForm } from "../sparql/parameters.ts";
import { chart, summary, table } from "../sparql/results.ts";
import { triplesGraph, triplesTable } from "../sparql/triple-views.ts";
import { parsed } from "../sparql/triples.ts";
import { aborted, announce, copy, failure, loading } from "../states.ts";

const FIRST = `# Which agreements do the provisions invoke, and how often?
SELECT ?agreement ?name (COUNT(?provision) AS ?times)
WHERE {
  ?provision comity:invokes ?agreement .
  ?agreement skos:prefLabel ?name FILTER(LANG(?name) = "en")
}
GROUP BY ?agreement ?name
ORDER BY DESC(?times) ?name`;

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";
const DOWNLOADS = { rows: ["csv", "tsv", "json", "xml"], triples: ["turtle", "ntriples", "jsonld", "rdfxml"] } as const;

export const open: Open = async (visit) => {
  const library = await json<Library>("/queries", {}, visit.signal);
  return new Workbench(visit, library.queries).page();
};

type Answer = { kind: "rows"; told: Solutions; raw: string } | { kind: "triples"; raw: string };

class Workbench {
  private readonly editor: Editor;
  private readonly form = h("div", { class: "saved-form" });
  private readonly output = h("section", { class: "output", "aria-label": words().results });
  private readonly runButton = h(
    "button",
    { type: "button", class: "primary", onclick: () => void this.run() },
    words().run,
  );
  private readonly cancelButton = h(
    "button",
    { type: "button", hidden: true, onclick: () => this.running?.abort() },
    words().cancel,
  );
  private readonly saved: SavedQuery | undefined;
  private running: AbortController | undefined;
  private view: { closed?: () => void } | null = null;

  constructor(
    private readonly visit: Visit,
    private readonly queries: readonly SavedQuery[],
  ) {
    const { query } = visit.route;
    this.saved = queries.find((one) => one.name === query.get("saved"));
    const text = query.get("query") ?? this.saved?.text ?? FIRST;
    this.editor = editor(
      text,
      words().editor,
      () => void this.run(),
      () => this.editor.mark(null),
    );
  }

  page(): Awaited<ReturnType<Open>> {
    const { query } = this.visit.route;
    return {
      title: this.saved ? inLanguage(this.saved.title) : words().sparql,
      layout: "wide",
      body: this.body(),
      shown: () => {
        if (this.saved && !query.has("query")) void this.runSaved(this.saved, given(this.saved, query));
        else if (query.has("query")) void this.run();
      },
      closed: () => {
        this.running?.abort();
        this.view?.closed?.();
      },
    };
  }

  private body(): Child {
    if (this.saved) fill(this.form, this.savedForm(this.saved));
    const share = h("button", { type: "button", onclick: () => void copy(this.link(), share) }, words().share);
    return [
      h("h1", null, this.saved ? inLanguage(this.saved.title) : words().sparql),
      this.saved ? h("p", { class: "lead quiet" }, inLanguage(this.saved.description)) : null,
      h(
        "label",
        { class: "inline chooser" },
        h("span", null, words().saved),
        h(
          "select",
          { onchange: (event: Event) => this.choose((event.currentTarget as HTMLSelectElement).value) },
          h("option", { value: "" }, words().chooseSaved),
          this.queries.map((one) =>
            h("option", { value: one.name, selected: one === this.saved }, inLanguage(one.title)),
          ),
        ),
      ),
      this.form,
      h(
        "details",
        { class: "query", open: !this.saved },
        h("summary", null, words().editor),
        this.editor.element,
        h("div", { class: "actions" }, this.runButton, share, h("span", { class: "quiet" }, words().runHint)),
      ),
      h("div", { class: "actions" }, this.cancelButton),
      this.output,
    ];
  }

  private choose(name: string): void {
    this.visit.go(pageAddress("sparql", "", { saved: name }));
  }

  private savedForm(saved: SavedQuery): Child {
    return parameterForm(saved, given(saved, this.visit.route.query), (values) =>
      this.visit.go(pageAddress("sparql", "", { saved: saved.name, ...values })),
    );
  }

  private link(): string {
    return new URL(pageAddress("sparql", "", { query: this.editor.text() }), location.href).href;
  }

  /** Run the text in the editor. */
  private async run(): Promise<void> {
    const query = this.editor.text();
    const url = address("/sparql");
    const body = new URLSearchParams({ query });
    history.replaceState(history.state, "", this.link().length < 8000 ? this.link() : location.href);
    const download = (format: string): string => address("/sparql", { query, format });
    await this.ask(url, { method: "POST", body }, download);
  }

  private async runSaved(saved: SavedQuery, values: Record<string, string>): Promise<void> {
    const path = `/queries/${encodeURIComponent(saved.name)}`;
    void send(address(path, { ...values, format: "rq" }), {}).then(
      async (told) => this.editor.write(await told.text()),
      () => undefined,
    );
    await this.ask(address(path, values), {}, (format) => address(path, { ...values, format }));
  }

  private async ask(url: string, init: RequestInit, download: (format: string) => string): Promise<void> {
    this.running?.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    this.busy(true);
    this.editor.mark(null);
    fill(this.output, loading(signal));
    const begun = performance.now();
    try {
      const response = await send(url, { ...init, headers: { Accept: ACCEPT }, signal });
      const raw = await response.text();
      this.show(read(response, raw), performance.now() - begun, download);
    } catch (error) {
      if (aborted(error)) fill(this.output, h("p", { class: "quiet", role: "status" }, words().cancelled));
      else this.fail(error);
    } finally {
      if (this.running.signal === signal) this.busy(false);
    }
  }

  private busy(on: boolean): void {
    this.cancelButton.hidden = !on;
    this.runButton.disabled = on;
    this.output.setAttribute("aria-busy", String(on));
  }

  private fail(error: unknown): void {
    const members = error instanceof Problem ? error.members : {};
    const [line, column] = [Number(members["line"]), Number(members["column"])];
    if (!(error instanceof Problem) || !line || !column) return fill(this.output, failure(error));
    const hint = typeof members["hint"] === "string" ? members["hint"] : "";
    const end = Number(members["endColumn"] ?? members["end_column"]) || null;
    this.editor.element.closest("details")?.setAttribute("open", "");
    this.editor.mark({ line, column, endColumn: end, message: hint || error.detail });
    fill(
      this.output,
      h(
        "div",
        { class: "state failed", role: "alert" },
        h("p", { class: "strong" }, filledIn(words().errorAt, { line, column })),
        h("p", null, error.detail.replace(/^line \d+, column \d+: /, "")),
        hint ? h("p", null, hint) : null,
      ),
    );
  }

  private show(answer: Answer, ms: number, download: (format: string) => string): void {
    const tabs = answer.kind === "rows" ? this.rowTabs(answer.told, answer.raw) : this.tripleTabs(answer.raw);
    const count = answer.kind === "rows" ? (answer.told.results?.bindings.length ?? 1) : parsed(answer.raw).length;
    const told = summary(count, answer.kind, ms);
    announce(told);
    const panel = h("div", { class: "panel" });
    const choose = (index: number): void => {
      this.view?.closed?.();
      this.view = null;
      buttons.forEach((one, place) => one.setAttribute("aria-pressed", String(place === index)));
      fill(panel, tabs[index]?.[1]());
    };
    const buttons = tabs.map(([name], index) =>
      h("button", { type: "button", "aria-pressed": "false", onclick: () => choose(index) }, name),
    );
    const links = DOWNLOADS[answer.kind].map((format) =>
      h("a", { href: download(format), download: `comity.${format}`, "data-plain": "" }, format.toUpperCase()),
    );
    fill(
      this.output,
      h(
        "div",
        { class: "output-head" },
        h("div", { class: "switch", role: "group", "aria-label": words().results }, buttons),
        h("span", { class: "quiet", role: "status" }, told),
        h("span", { class: "also" }, `${words().download} `, links),
      ),
      panel,
    );
    choose(0);
  }

  private rowTabs(told: Solutions, raw: string): [string, () => Child][] {
    return [
      [words().asTable, () => table(told)],
      [words().asChart, () => chart(told)],
      [words().asRaw, () => rawText(raw)],
    ];
  }

  private tripleTabs(raw: string): [string, () => Child][] {
    const triples = parsed(raw);
    return [
      [
        words().asGraph,
        () => {
          const shown = triplesGraph(triples, this.visit);
          this.view = shown;
          return shown.element;
        },
      ],
      [words().asTable, () => triplesTable(triples)],
      [words().asRaw, () => rawText(raw)],
    ];
  }
}

function read(response: Response, raw: string): Answer {
  const triples = response.headers.get("content-type")?.startsWith("application/n-triples");
  return triples ? { kind: "triples", raw } : { kind: "rows", told: JSON.parse(raw) as Solutions, raw };
}

function rawText(raw: string): Child {
  const most = 200_000;
  return h("pre", { class: "raw", tabindex: 0 }, raw.length > most ? `${raw.slice(0, most)}…` : raw);
}

/** The values in an address that are parameters of the query. */
function given(saved: SavedQuery, query: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {};
  for (const one of saved.parameters) {
    const value = query.get(one.name) ?? (one.type === "language" && one.name === "lang" ? language() : null);
    const needed = value ?? (one.required ? one.example : null);
    if (needed) found[one.name] = needed;
  }
  return found;
}

function inLanguage(labels: Labels): string {
  return labels[language()] ?? labels["en"] ?? Object.values(labels)[0] ?? "";
}
