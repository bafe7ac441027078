/** A graph to work with: the picture, its tools, what is selected, what is shown, and the same as a list. */

import { fill, h, type Child } from "../dom.ts";
import { FAMILIES } from "../kinds.ts";
import { counted, filledIn, words } from "../language.ts";
import { announce } from "../states.ts";
import { short } from "../things.ts";
import { named, relationName } from "../vocabulary.ts";
import { Canvas } from "./canvas.ts";
import { FORMATS, save, written } from "./files.ts";
import { colour } from "./look.ts";
import { GraphModel, type GraphEdge, type GraphNode, type Incoming } from "./model.ts";
import { edgePanel, nodePanel } from "./panel.ts";

const LISTED = 150;

export class Workspace {
  readonly model = new GraphModel();
  readonly element: HTMLElement;
  private readonly canvas: Canvas;
  private readonly panel = h("section", { class: "selected", "aria-label": words().selected });
  private readonly filters = h("div", { class: "filters" });
  private readonly list = h("div", { class: "graph-list" });
  private readonly status = h("p", { class: "quiet", role: "status" });
  private readonly progress = h("span", { class: "quiet", hidden: true }, words().arranging);

  constructor() {
    this.canvas = new Canvas(this.model, {
      node: (node) => this.select(node),
      edge: (edge) => this.read(edge),
      nothing: () => this.clear(),
      unfold: (node) => this.select(node, true),
      arranging: (on) => (this.progress.hidden = !on),
      drawn: () => this.count(),
    });
    this.element = h(
      "div",
      { class: "workspace" },
      h(
        "div",
        { class: "stage" },
        this.tools(),
        this.canvas.element,
        h("div", { class: "stage-foot" }, this.status, this.progress),
      ),
      h(
        "div",
        { class: "graph-side" },
        this.panel,
        this.filters,
        h("details", { class: "as-list" }, h("summary", null, words().asList), this.list),
      ),
    );
    this.clear();
  }

  /** Begin to draw; the element must be in the document. */
  start(): void {
    this.canvas.start();
    this.refresh();
  }

  /** Take in nodes and edges; what is there already stays where it is. */
  add(incoming: Incoming, near?: string): void {
    const first = this.model.nodes.size === 0;
    const fresh = this.model.add(incoming, near);
    this.canvas.take(fresh, first);
    this.tell();
  }

  close(): void {
    this.canvas.close();
  }

  private refresh(): void {
    this.canvas.draw();
    this.tell();
  }

  private count(): void {
    const [nodes, edges] = [this.model.shownNodes().length, this.model.shownEdges().length];
    const { counts } = words();
    this.status.textContent =
      nodes === 0 ? words().nothingToShow : `${counted(counts.nodes, nodes)} · ${counted(counts.edges, edges)}`;
  }

  /** What there is to filter by, and the same graph in words. */
  private tell(): void {
    fill(this.filters, this.legend(), this.relations());
    fill(this.list, this.listed());
  }

  private tools(): Child {
    const button = (name: string, act: () => void, label?: string): HTMLElement =>
      h("button", { type: "button", "aria-label": label ?? null, title: label ?? null, onclick: act }, name);
    const formats = ["PNG", ...Object.keys(FORMATS)];
    const exporter = h(
      "select",
      {
        "aria-label": words().export,
        onchange: (event: Event) => {
          const select = event.currentTarget as HTMLSelectElement;
          void this.export(select.value);
          select.value = "";
        },
      },
      h("option", { value: "" }, `${words().export}…`),
      formats.map((one) => h("option", { value: one }, one)),
    );
    return h(
      "div",
      { class: "tools", role: "toolbar", "aria-label": words().graph },
      button("+", () => this.canvas.zoom(1.3), words().zoomIn),
      button("−", () => this.canvas.zoom(1 / 1.3), words().zoomOut),
      button(words().fit, () => this.canvas.fit()),
      button(words().relayout, () => this.canvas.arrange()),
      exporter,
    );
  }

  private async export(format: string): Promise<void> {
    if (!format) return;
    const blob = format === "PNG" ? await this.canvas.png() : written(this.model, format, colour);
    save(blob, `comity.${FORMATS[format]?.extension ?? "png"}`);
  }

  private legend(): Child {
    const counts = new Map<string, number>();
    for (const one of this.model.nodes.values())
      if (!one.hidden) counts.set(one.family, (counts.get(one.family) ?? 0) + 1);
    const boxes = FAMILIES.filter((one) => counts.has(one)).map((family) =>
      this.box(`chip ${family}`, words().families[family], counts.get(family) ?? 0, this.model.hiddenFamilies, family),
    );
    return boxes.length > 0
      ? h("fieldset", { class: "legend" }, h("legend", null, `${words().legend} – ${words().filterHint}`), boxes)
      : null;
  }

  private relations(): Child {
    const counts = new Map<string, number>();
    for (const { p } of this.model.edges.values()) counts.set(p, (counts.get(p) ?? 0) + 1);
    const names = [...counts.keys()].toSorted(
      (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
    );
    const boxes = names.map((p) =>
      this.box("chip other", relationName(p), counts.get(p) ?? 0, this.model.hiddenPredicates, p),
    );
    return boxes.length > 0 ? h("fieldset", { class: "legend" }, h("legend", null, words().relations), boxes) : null;
  }

  private box<T extends string>(class_: string, name: string, count: number, hidden: Set<T>, key: T): HTMLElement {
    const change = (event: Event): void => {
      if ((event.currentTarget as HTMLInputElement).checked) hidden.delete(key);
      else hidden.add(key);
      this.canvas.draw();
      fill(this.list, this.listed());
    };
    return h(
      "label",
      { class: class_ },
      h("input", { type: "checkbox", checked: !hidden.has(key), onchange: change }),
      h("span", null, name, h("span", { class: "quiet" }, ` ${count}`)),
    );
  }

  /** The same for those who do not see the picture, or do not use a mouse. */
  private listed(): Child {
    const degrees = this.model.degrees();
    const nodes = this.model
      .shownNodes()
      .toSorted((a, b) => (degrees.get(b.iri) ?? 0) - (degrees.get(a.iri) ?? 0) || (a.iri < b.iri ? -1 : 1));
    const edges = this.model.shownEdges();
    const label = (iri: string): string => short(named(this.model.nodes.get(iri), iri), 70);
    return [
      h(
        "ul",
        null,
        nodes
          .slice(0, LISTED)
          .map((one) =>
            h(
              "li",
              null,
              h(
                "button",
                { type: "button", class: `plain thing ${one.family}`, onclick: () => this.select(one) },
                label(one.iri),
              ),
            ),
          ),
      ),
      nodes.length > LISTED
        ? h("p", { class: "quiet" }, filledIn(words().firstRows, { shown: LISTED, all: nodes.length }))
        : null,
      h(
        "ul",
        null,
        edges
          .slice(0, LISTED)
          .map((one) =>
            h(
              "li",
              null,
              h(
                "button",
                { type: "button", class: "plain", onclick: () => this.read(one) },
                `${label(one.s)} ${relationName(one.p)} ${label(one.o)}`,
              ),
            ),
          ),
      ),
    ];
  }

  private clear(): void {
    this.canvas.select(null);
    fill(this.panel, h("h2", null, words().selected), h("p", { class: "quiet" }, words().nothingSelected));
  }

  private select(node: GraphNode, unfold = false): void {
    this.canvas.select(node.iri);
    announce(named(node, node.iri));
    fill(
      this.panel,
      nodePanel(node, unfold, {
        unfolded: (incoming) => this.add(incoming, node.iri),
        hide: () => {
          node.hidden = true;
          this.clear();
          this.refresh();
        },
        pin: () => {
          node.pinned = !node.pinned;
          this.canvas.draw();
          this.select(node);
        },
      }),
    );
  }

  private read(edge: GraphEdge): void {
    this.canvas.select(edge.id);
    fill(this.panel, edgePanel(edge, this.model));
  }
}
