/** How two things are connected: ranked paths as ribbons of steps in plain words, each with the sentence that says so. */

import { h, type Child } from "../dom.ts";
import { WRITTEN_TWICE } from "../graph/source.ts";
import { json, Problem } from "../http.ts";
import { counted, filledIn, words } from "../language.ts";
import type { Paths } from "../model.ts";
import type { Open, Visit } from "../page.ts";
import { nameOf, pageAddress } from "../routes.ts";
import { cut, empty, failure } from "../states.ts";
import { short } from "../things.ts";
import { named } from "../vocabulary.ts";
import { candidates } from "./candidates.ts";
import { filterBar, filtersKept, filtersOf, type Filters } from "./path-filters.ts";
import { pathForm } from "./path-form.ts";
import { pathItem } from "./path-item.ts";

const CHOICES = {
  mode: ["k-shortest", "all-shortest", "shortest", "all"],
  rank: ["informative", "length"],
  direction: ["both", "forward", "backward"],
  max_length: ["2", "3", "4", "5", "6", "8"],
} as const;

const DEFAULTS: Readonly<Record<string, string>> = {
  mode: "k-shortest",
  rank: "informative",
  direction: "both",
  max_length: "6",
};
const LIMIT = 30;
const BEST = 10;

interface Asked {
  source: string;
  target: string;
  chosen: Record<string, string>;
  filters: Filters;
}

function asked(query: URLSearchParams): Asked {
  const chosen = Object.fromEntries(
    Object.keys(CHOICES).map((name) => [name, query.get(name) ?? DEFAULTS[name] ?? ""]),
  );
  return {
    source: query.get("source") ?? "",
    target: query.get("target") ?? "",
    chosen,
    filters: filtersOf(query),
  };
}

/** The parameters that differ from what is asked without them. */
function kept(what: Asked): Record<string, string | readonly string[]> {
  const changed = Object.entries(what.chosen).filter(([name, value]) => DEFAULTS[name] !== value);
  return { ...Object.fromEntries(changed), ...filtersKept(what.filters) };
}

export const open: Open = async (visit) => {
  const what = asked(visit.route.query);
  if (!what.source || !what.target) return start(visit, what);
  const { mode = "" } = what.chosen;
  const parameters = {
    source: what.source,
    target: what.target,
    ...what.chosen,
    k: mode === "k-shortest" ? BEST : null,
    ...filtersKept(what.filters),
    not_predicate: WRITTEN_TWICE,
    parallel: "merge",
    evidence: "all",
    limit: LIMIT,
    format: "json",
  };
  try {
    return found(visit, what, await json<Paths>("/paths", parameters, visit.signal));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed(visit, what, error);
  }
};

function start(visit: Visit, what: Asked): ReturnType<typeof page> {
  return page(visit, what, h("p", { class: "quiet" }, words().pathsHint));
}

function page(visit: Visit, what: Asked, results: Child) {
  const ends = {
    source: what.source,
    target: what.target,
    sourceName: endName(what.source),
    targetName: endName(what.target),
    kept: kept(what),
  };
  const both = ends.sourceName && ends.targetName;
  return {
    title: both
      ? filledIn(words().between, { from: short(ends.sourceName, 50), to: short(ends.targetName, 50) })
      : words().paths,
    body: [
      h("h1", null, words().pathsTitle),
      h("div", { class: "band spaced" }, pathForm(visit.go, ends), options(visit, what)),
      results,
    ] as Child,
  };
}

/** Names by address and by `kind/slug`, from every answer so far: what is left out of a path is not in its answer. */
const met = new Map<string, string>();

function meet(nodes: Paths["nodes"]): void {
  for (const [iri, node] of Object.entries(nodes))
    for (const key of [iri, nameOf(iri) ?? iri]) met.set(key, short(named(node, iri)));
}

/** What an end is called: by an answer that knows it, else as it was asked for. */
function endName(asked: string): string {
  const part = /^document\/[^/]+\/(?:.*\/)?([\w-]+\/[^/]+)$/.exec(asked)?.[1];
  return met.get(asked) ?? (part ?? asked.split("/").at(-1) ?? asked).replaceAll(/[-/]/g, " ");
}

/** Ask with what `edit` makes of the address, which is ahead of the page: a second click must not undo the first. */
function change(visit: Visit, edit: (what: Asked) => Asked): void {
  const next = edit(asked(new URLSearchParams(location.search)));
  const { source, target } = next;
  if (source && target) visit.go(pageAddress("paths", "", { source, target, ...kept(next) }));
  else visit.go(pageAddress("paths", "", { source, ...kept(next) }), true);
}

function options(visit: Visit, what: Asked): Child {
  const choose = (name: string, value: string): void =>
    change(visit, (held) => ({ ...held, chosen: { ...held.chosen, [name]: value } }));
  const select = (name: keyof typeof CHOICES, label: string, say: (value: string) => string): HTMLElement =>
    h(
      "label",
      { class: "inline" },
      h("span", null, label),
      h(
        "select",
        { name, onchange: (event: Event) => choose(name, (event.currentTarget as HTMLSelectElement).value) },
        CHOICES[name].map((one) => h("option", { value: one, selected: one === what.chosen[name] }, say(one))),
      ),
    );
  const { modes, ranks, directions } = words();
  return [
    h(
      "div",
      { class: "path-options", role: "group", "aria-label": words().options },
      select("mode", words().mode, (one) => modes[one as keyof typeof modes]),
      select("rank", words().rank, (one) => ranks[one as keyof typeof ranks]),
      select("max_length", words().maxLength, (one) => counted(words().counts.steps, Number(one))),
      select("direction", words().direction, (one) => directions[one as keyof typeof directions]),
    ),
    filterBar(what.filters, endName, (edit) => change(visit, (held) => ({ ...held, filters: edit(held.filters) }))),
  ];
}

function found(visit: Visit, what: Asked, told: Paths) {
  meet(told.nodes);
  const steps = counted(words().counts.steps, Number(what.chosen["max_length"]));
  const leaveOut = (iri: string): void =>
    change(visit, ({ filters, ...rest }) => ({
      ...rest,
      filters: { ...filters, not_node: [...filters.not_node, nameOf(iri) ?? iri] },
    }));
  const items = told.paths.map((one, index) =>
    pathItem(one, told.nodes, { open: index < 2 || one.id === visit.route.hash, leaveOut }),
  );
  const results =
    items.length === 0
      ? empty(filledIn(words().noPaths, { steps }), words().noPathsHint)
      : [
          h("p", { class: "quiet", role: "status" }, counted(words().counts.paths, told.paths.length)),
          h("ol", { class: "path-list" }, items),
          h(
            "p",
            null,
            h(
              "a",
              { href: pageAddress("graph", "", { seed: [what.source, what.target] }), class: "button" },
              words().openGraph,
            ),
          ),
        ];
  return {
    ...page(visit, what, [cut(told), results]),
    shown: () => document.getElementById(visit.route.hash)?.scrollIntoView({ block: "start" }),
  };
}

/** A failure within the page, so that the ends can be changed; several of a name are offered one by one. */
function failed(visit: Visit, what: Asked, error: Problem) {
  const choose = candidates(
    error,
    (end, name) => pageAddress("paths", "", { source: what.source, target: what.target, ...kept(what), [end]: name }),
    what,
  );
  return page(visit, what, choose ?? failure(error, () => visit.go(location.href, true)));
}
