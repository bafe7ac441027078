/** The picture of a graph, drawn by Cytoscape. */

import cytoscape, { type Core, type ElementDefinition } from "cytoscape";
import { h } from "../dom.ts";
import { FAMILIES } from "../kinds.ts";
import { short } from "../things.ts";
import { named, relationName } from "../vocabulary.ts";
import type { LayoutAsked } from "./layout.worker.ts";
import type { GraphEdge, GraphModel, GraphNode } from "./model.ts";

export interface Watcher {
  node: (node: GraphNode) => void;
  edge: (edge: GraphEdge) => void;
  nothing: () => void;
  unfold: (node: GraphNode) => void;
  arranging: (on: boolean) => void;
}

const MANY = 300;
const MOST_ZOOMED = 1.25;

/** From this zoom on the names of many nodes can be read; measuring those that cannot takes half of the drawing. */
const READABLE = 0.82;
const STILL = 120;

export class Canvas {
  readonly element = h("div", { class: "canvas", "aria-hidden": "true" });
  private core: Core | undefined;
  private worker: Worker | undefined;
  private many = false;
  private naming: ReturnType<typeof setTimeout> | undefined;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolour = (): void => void this.core?.style(this.style());
  private readonly themed = new MutationObserver(this.recolour);

  constructor(
    private readonly model: GraphModel,
    private readonly watcher: Watcher,
  ) {}

  /** Begin to draw; the element must be in the document. With many nodes to come, moving the picture moves a copy. */
  start(expected: number): void {
    holdStyles();
    this.core = cytoscape({
      container: this.element,
      style: this.style(),
      layout: { name: "preset" },
      minZoom: 0.05,
      maxZoom: 4,
      textureOnViewport: expected > MANY,
      pixelRatio: Math.min(devicePixelRatio, 2),
    });
    this.listen(this.core);
    this.dark.addEventListener("change", this.recolour);
    this.themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  }

  private listen(core: Core): void {
    core.on("tap", "node", (event) => this.withNode(event.target.id(), this.watcher.node));
    core.on("dbltap", "node", (event) => this.withNode(event.target.id(), this.watcher.unfold));
    core.on("tap", "edge", (event) => {
      const edge = this.model.edges.get(event.target.id());
      if (edge) this.watcher.edge(edge);
    });
    core.on("tap", (event) => event.target === core && this.watcher.nothing());
    core.on("viewport", () => this.name());
    core.on("dragfree", "node", (event) => {
      this.withNode(event.target.id(), (node) => {
        Object.assign(node, event.target.position(), { pinned: true });
        event.target.addClass("pinned");
        this.watcher.node(node);
      });
    });
  }

  /** Of many nodes, name those in view once the picture stands still and is near enough. */
  private name(): void {
    clearTimeout(this.naming);
    this.naming = setTimeout(() => {
      const { core } = this;
      if (!core || !this.many || core.zoom() < READABLE) return;
      const { x1, x2, y1, y2 } = core.extent();
      const near = core.nodes(".many").filter((one) => {
        const { x, y } = one.position();
        return x > x1 && x < x2 && y > y1 && y < y2;
      });
      core.batch(() => void near.addClass("near"));
    }, STILL);
  }

  private withNode(iri: string, act: (node: GraphNode) => void): void {
    const node = this.model.nodes.get(iri);
    if (node) act(node);
  }

  /** Bring the picture in line with the model. */
  draw(): void {
    const { core } = this;
    if (!core) return;
    const [nodes, edges] = [this.model.shownNodes(), this.model.shownEdges()];
    const degrees = this.model.degrees();
    const many = nodes.length > MANY;
    const size = (iri: string): number => 16 + 6 * Math.sqrt(Math.min(degrees.get(iri) ?? 0, 60));
    const wanted = new Set([...nodes.map((one) => one.iri), ...edges.map((one) => one.id)]);
    core.batch(() => {
      core
        .elements()
        .filter((one) => !wanted.has(one.id()))
        .remove();
      core.add(
        nodes.filter((one) => core.getElementById(one.iri).empty()).map((one) => nodeElement(one, size(one.iri), many)),
      );
      core.add(edges.filter((one) => core.getElementById(one.id).empty()).map((one) => edgeElement(one, many)));
      for (const one of nodes) {
        const drawn = core.getElementById(one.iri);
        if (drawn.data("size") !== size(one.iri)) drawn.data("size", size(one.iri));
        if (drawn.hasClass("pinned") !== one.pinned) drawn.toggleClass("pinned", one.pinned);
      }
      if (many !== this.many) core.elements().toggleClass("many", many).removeClass("near");
      this.many = many;
    });
  }

  /** Find places for nodes: all that are not pinned, or only `fresh` ones beside those that stay. */
  arrange(fresh?: readonly GraphNode[]): void {
    this.worker?.terminate();
    const nodes = this.model.shownNodes();
    const place = new Map(nodes.map((one, index) => [one.iri, index]));
    const moving = fresh ? new Set(fresh.map((one) => one.iri)) : null;
    const asked: LayoutAsked = {
      nodes: nodes.map((one) => ({
        x: one.x,
        y: one.y,
        fixed: one.pinned || (moving !== null && !moving.has(one.iri)),
      })),
      links: this.model.shownEdges().map((one) => [place.get(one.s) ?? 0, place.get(one.o) ?? 0]),
    };
    this.worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    this.watcher.arranging(true);
    this.worker.onmessage = (event: MessageEvent<{ places: Float32Array; done: boolean }>) =>
      this.placed(nodes, event.data, !fresh);
    this.worker.postMessage(asked);
  }

  private placed(nodes: readonly GraphNode[], told: { places: Float32Array; done: boolean }, fit: boolean): void {
    nodes.forEach((one, index) => {
      if (one.pinned) return;
      one.x = told.places[2 * index] ?? one.x;
      one.y = told.places[2 * index + 1] ?? one.y;
    });
    this.core?.batch(() => {
      for (const one of nodes) {
        const drawn = this.core?.getElementById(one.iri);
        if (drawn && !drawn.grabbed()) drawn.position({ x: one.x, y: one.y });
      }
    });
    if (fit) this.fit();
    if (told.done) {
      this.watcher.arranging(false);
      if (!fit) this.fit();
    }
  }

  fit(): void {
    this.core?.fit(undefined, 44);
    if ((this.core?.zoom() ?? 1) > MOST_ZOOMED) {
      this.core?.zoom(MOST_ZOOMED);
      this.core?.center();
    }
  }

  zoom(factor: number): void {
    const { core } = this;
    core?.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
  }

  select(id: string | null): void {
    this.core?.elements(".chosen").removeClass("chosen");
    if (id) this.core?.getElementById(id).addClass("chosen");
  }

  async png(): Promise<Blob> {
    if (!this.core) throw new Error("the picture is not drawn yet");
    return this.core.png({
      output: "blob-promise",
      full: true,
      scale: 2,
      maxWidth: 6000,
      maxHeight: 6000,
      bg: this.colour("--paper"),
    }) as unknown as Promise<Blob>;
  }

  close(): void {
    clearTimeout(this.naming);
    this.worker?.terminate();
    this.themed.disconnect();
    this.dark.removeEventListener("change", this.recolour);
    this.core?.destroy();
  }

  /** A colour of the page as it is now, light or dark. */
  colour(name: string): string {
    const probe = h("span", { class: "unseen" });
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }

  private style(): cytoscape.StylesheetJson {
    const [ink, paper, line, quiet, accent] = ["--ink", "--paper", "--strong-line", "--quiet", "--accent"].map((one) =>
      this.colour(one),
    );
    return [
      {
        selector: "node",
        style: {
          width: "data(size)",
          height: "data(size)",
          label: "data(label)",
          color: ink,
          "font-family": "Inter Variable, system-ui, sans-serif",
          "font-size": 11,
          "text-valign": "bottom",
          "text-margin-y": 4,
          "text-wrap": "wrap",
          "text-max-width": "120px",
          "text-outline-color": paper,
          "text-outline-width": 2,
          "min-zoomed-font-size": 7,
          "border-width": 0,
        },
      },
      ...FAMILIES.map((family) => ({
        selector: `node.${family}`,
        style: { "background-color": this.colour(`--${family}`) },
      })),
      {
        selector: "edge",
        style: {
          width: 1.4,
          "line-color": line,
          "target-arrow-color": line,
          "target-arrow-shape": "triangle",
          "arrow-scale": 0.8,
          "curve-style": "bezier",
          label: "data(label)",
          color: quiet,
          "font-size": 9,
          "font-family": "Inter Variable, system-ui, sans-serif",
          "text-rotation": "autorotate",
          "text-outline-color": paper,
          "text-outline-width": 2,
          "min-zoomed-font-size": 8,
        },
      },
      { selector: "edge.many", style: { "curve-style": "haystack", label: "", opacity: 0.45, width: 1 } },
      { selector: "node.many", style: { label: "", "text-max-width": "90px", "min-zoomed-font-size": 9 } },
      { selector: "node.near, node.many.chosen", style: { label: "data(label)" } },
      { selector: "node.pinned", style: { "border-width": 3, "border-color": ink } },
      { selector: "node.chosen", style: { "border-width": 4, "border-color": accent } },
      { selector: "edge.chosen", style: { width: 4, "line-color": accent, "target-arrow-color": accent, opacity: 1 } },
    ] as cytoscape.StylesheetJson;
  }
}

/** Cytoscape writes a style element unless one of this id is there; the page's own style sheet has the rule instead. */
function holdStyles(): void {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const held = document.createElement("meta");
  held.id = id;
  document.head.append(held);
}

function nodeElement(one: GraphNode, size: number, many: boolean): ElementDefinition {
  return {
    group: "nodes",
    data: { id: one.iri, label: short(named(one, one.iri), 60), size },
    position: { x: one.x, y: one.y },
    classes: `${one.family}${many ? " many" : ""}${one.pinned ? " pinned" : ""}`,
  };
}

function edgeElement(one: GraphEdge, many: boolean): ElementDefinition {
  const data = { id: one.id, source: one.s, target: one.o, label: relationName(one.p) };
  return { group: "edges", data, classes: many ? "many" : "" };
}
