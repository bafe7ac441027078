/** The result of a query as a table, as it came, as a chart, or as a graph. */

import { h, svg, type Child } from "../dom.ts";
import { counted, date, filledIn, number, words } from "../language.ts";
import type { Solutions, Term } from "../model.ts";
import { hrefOf } from "../routes.ts";
import { empty } from "../states.ts";
import { short } from "../things.ts";
import { prefixed } from "../vocabulary.ts";

export const SHOWN = 500;

/** Rows and columns; every cell is text, and a link where its IRI can be followed. */
export function table(told: Solutions): Child {
  if (told.boolean !== undefined) return h("p", { class: "answer" }, told.boolean ? words().yes : words().no);
  const rows = told.results?.bindings ?? [];
  const names = told.head.vars ?? [];
  if (rows.length === 0) return empty(words().noRows);
  const body = rows.slice(0, SHOWN).map((row) =>
    h(
      "tr",
      null,
      names.map((name) => h("td", null, cell(row[name]))),
    ),
  );
  return [
    rows.length > SHOWN
      ? h("p", { class: "quiet" }, filledIn(words().firstRows, { shown: number(SHOWN), all: number(rows.length) }))
      : null,
    h(
      "div",
      { class: "table", tabindex: 0, role: "region", "aria-label": words().asTable },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            names.map((name) => h("th", { scope: "col" }, name)),
          ),
        ),
        h("tbody", null, body),
      ),
    ),
  ];
}

function cell(term: Term | undefined): Child {
  if (!term) return null;
  if (term.type === "bnode") return h("span", { class: "quiet" }, `_:${short(term.value, 40)}`);
  if (term.type === "uri") {
    const name = shortened(term.value);
    const href = hrefOf(term.value);
    return href
      ? h("a", { href, title: short(term.value, 300), rel: "noopener nofollow" }, h("bdi", null, short(name, 90)))
      : h("bdi", null, short(name, 90));
  }
  const spoken = /#(?:date|gYear|gYearMonth)$/.test(term.datatype ?? "") ? date(term.value) : term.value;
  return h("bdi", { lang: term["xml:lang"], class: numeric(term) === null ? null : "number" }, short(spoken, 600));
}

function shortened(iri: string): string {
  const name = prefixed(iri);
  return name.startsWith("<") ? iri.replace(/^https?:\/\/[^/]+\/comity\/id\//, "") : name;
}

/** The number that a literal stands for; null for anything else. */
function numeric(term: Term | undefined): number | null {
  if (
    term?.type !== "literal" ||
    !/#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype ?? "")
  )
    return null;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}

const BARS = 40;
const ROW = 26;

/** Bars of the first column of numbers, named by the first column that holds none. */
export function chart(told: Solutions): Child {
  const rows = told.results?.bindings ?? [];
  const names = told.head.vars ?? [];
  const value = names.find((name) => rows.some((row) => numeric(row[name]) !== null));
  if (!value) return empty(words().noChart);
  const labels = names.filter((name) => name !== value && rows.some((row) => row[name] && numeric(row[name]) === null));
  const label = labels.find((name) => rows.some((row) => row[name]?.type === "literal")) ?? labels[0] ?? value;
  const bars = rows.flatMap((row) => {
    const amount = numeric(row[value]);
    return amount === null ? [] : [{ name: shortened(row[label]?.value ?? ""), amount }];
  });
  return [
    bars.length > BARS
      ? h("p", { class: "quiet" }, filledIn(words().firstRows, { shown: BARS, all: number(bars.length) }))
      : null,
    drawn(bars.slice(0, BARS), filledIn(words().chartOf, { value, label })),
  ];
}

function drawn(bars: readonly { name: string; amount: number }[], title: string): SVGElement {
  const most = Math.max(...bars.map((one) => Math.abs(one.amount)), 0) || 1;
  const height = bars.length * ROW + 8;
  return svg(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 760 ${height}`,
      role: "img",
      "aria-label": `${title}: ${bars.map((one) => `${short(one.name, 40)} ${one.amount}`).join(", ")}`,
    },
    bars.map((one, index) => {
      const y = 4 + index * ROW;
      const width = Math.max(1, (Math.abs(one.amount) / most) * 380);
      return [
        svg("text", { x: 300, y: y + 16, "text-anchor": "end" }, short(one.name, 44)),
        svg("rect", { x: 312, y: y + 3, width, height: ROW - 8, rx: 3 }),
        svg("text", { x: 318 + width, y: y + 16, class: "amount" }, number(one.amount)),
      ];
    }),
  );
}

/** How much came back and how long it took. */
export function summary(count: number, kind: "rows" | "triples", ms: number): string {
  return `${counted(words().counts[kind], count)} · ${filledIn(words().tookMs, { ms: number(Math.round(ms)) })}`;
}
