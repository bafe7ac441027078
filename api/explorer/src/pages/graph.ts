/** A graph to walk: from any thing, step by step. */

import { combobox } from "../combobox.ts";
import { h } from "../dom.ts";
import { counted, words } from "../language.ts";
import type { Open, Visit } from "../page.ts";
import { nameOf, pageAddress } from "../routes.ts";
import { cut } from "../states.ts";
import { short } from "../things.ts";
import { named } from "../vocabulary.ts";
import { neighbourhoodOf, nodeOf } from "../graph/source.ts";
import { Workspace } from "../graph/workspace.ts";

const HOPS = ["1", "2", "3"];
const LIMITS = ["60", "200", "500", "2000"];

export const open: Open = async (visit) => {
  const { query } = visit.route;
  const seeds = query.getAll("seed");
  const hops = query.get("hops") ?? "1";
  const limit = query.get("limit") ?? "60";
  const workspace = new Workspace();
  const found = seeds.length > 0 ? await neighbourhoodOf(seeds, Number(hops), Number(limit), visit.signal) : null;
  const again = (changed: Record<string, string>): void =>
    visit.go(pageAddress("graph", "", { seed: seeds, hops, limit, ...changed }));
  const first = found?.nodes.find((one) => seeds.includes(nameOf(one.iri) ?? "") || seeds.includes(one.iri));
  return {
    title: first ? `${words().graph}: ${short(named(first, first.iri), 60)}` : words().graphTitle,
    layout: "full",
    body: [
      h(
        "div",
        { class: "graph-head" },
        h("h1", null, words().graphTitle),
        picker(visit, workspace, seeds),
        seeds.length > 0 ? extent(hops, limit, again) : null,
      ),
      found ? cut(found) : h("p", { class: "quiet" }, words().graphHint),
      workspace.element,
    ],
    shown: () => {
      workspace.start();
      if (found) workspace.add(found);
    },
    closed: () => workspace.close(),
  };
};

/** A box that puts a further thing beside what is there, or begins with it. */
function picker(visit: Visit, workspace: Workspace, seeds: readonly string[]): HTMLElement {
  const label = seeds.length > 0 ? words().addNode : words().startFrom;
  const box = combobox({
    label,
    placeholder: label,
    chosen: (match) => {
      const name = nameOf(match.iri) ?? match.iri;
      if (workspace.model.nodes.size === 0) visit.go(pageAddress("graph", "", { seed: name }));
      else void nodeOf(name).then((found) => workspace.add(found));
      box.input.value = "";
    },
  });
  return box.element;
}

function extent(hops: string, limit: string, again: (changed: Record<string, string>) => void): HTMLElement {
  const select = (
    name: string,
    label: string,
    values: readonly string[],
    chosen: string,
    say: (value: string) => string,
  ): HTMLElement =>
    h(
      "label",
      { class: "inline" },
      h("span", null, label),
      h(
        "select",
        { name, onchange: (event: Event) => again({ [name]: (event.currentTarget as HTMLSelectElement).value }) },
        values.map((one) => h("option", { value: one, selected: one === chosen }, say(one))),
      ),
    );
  return h(
    "div",
    { class: "path-options" },
    select("hops", words().hops, HOPS, hops, (one) => one),
    select("limit", words().maxLength, LIMITS, limit, (one) => counted(words().counts.nodes, Number(one))),
  );
}
