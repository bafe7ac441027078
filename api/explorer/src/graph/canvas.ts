/** The picture of a graph, drawn by Cytoscape. */

import cytoscape, { type Core, type ElementDefinition } from "cytoscape";
import { h } from "../dom.ts";
import { short } from "../things.ts";
import { named, relationName } from "../vocabulary.ts";
import { Crowd, paintedBy } from "./crowd.ts";
import { colour, look, stylesheet } from "./look.ts";
import type { LayoutAsked } from "./layout.worker.ts";
import type { GraphEdge, GraphModel, GraphNode } from "./model.ts";

export interface Watcher {
  node: (node: GraphNode) => void;
  edge: (edge: GraphEdge) => void;
  nothing: () => void;
  unfold: (node: GraphNode) => void;
  arranging: (on: boolean) => void;
  drawn: () => void;
}

const MANY = 300;
const MOST_ZOOMED = 1.25;
const MARGIN = 44;

const MOST_PIXELS = 6000;

/** How near to an edge of a crowd a tap means it, in pixels of the screen. */
const NEAR = 6;

export class Canvas {
  readonly element = h("div", { class: "canvas", "aria-hidden": "true" });
  private core: Core | undefined;
  private worker = arranger();
  private arranging = false;
  private crowd: Crowd | null = null;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolour = (): void => {
    const how = look();
    this.core?.style(stylesheet(how, this.crowd !== null));
    if (this.crowd) this.crowd.look = how;
  };
  private readonly themed = new MutationObserver(this.recolour);

  constructor(
    private readonly model: GraphModel,
    private readonly watcher: Watcher,
  ) {}

  /** Begin to draw; the element must be in the document. */
  start(): void {
    holdStyles();
    this.core = cytoscape({
      container: this.element,
      style: stylesheet(look(), false),
      layout: { name: "preset" },
      minZoom: 0.05,
      maxZoom: 4,
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
    core.on("tap", (event) => {
      if (event.target !== core) return;
      const edge = this.crowd?.edgeAt(event.position.x, event.position.y, NEAR / core.zoom());
      if (edge) this.watcher.edge(edge);
      else this.watcher.nothing();
    });
    core.on("drag", "node", (event) => {
      this.withNode(event.target.id(), (node) => void Object.assign(node, event.target.position()));
      if (this.crowd) core.forceRender();
    });
    core.on("dragfree", "node", (event) => {
      this.withNode(event.target.id(), (node) => {
        Object.assign(node, event.target.position(), { pinned: true });
        event.target.addClass("pinned");
        this.watcher.node(node);
      });
    });
  }

  private withNode(iri: string, act: (node: GraphNode) => void): void {
    const node = this.model.nodes.get(iri);
    if (node) act(node);
  }

  /** Take in new nodes. A first crowd is drawn once it has places: a frame of it costs more than its first steps. */
  take(fresh: readonly GraphNode[], first: boolean): void {
    if (!first || fresh.length <= MANY) this.draw();
    if (fresh.length > 0) this.arrange(first ? undefined : fresh);
  }

  /** Bring the picture in line with the model. */
  draw(): void {
    const { core } = this;
    if (!core) return;
    const nodes = this.model.shownNodes();
    const degrees = this.model.degrees();
    const size = (iri: string): number => 16 + 6 * Math.sqrt(Math.min(degrees.get(iri) ?? 0, 60));
    this.gather(core, nodes.length > MANY);
    this.crowd?.take(this.model, size);
    const edges = this.crowd ? [] : this.model.shownEdges();
    const wanted = new Set([...nodes.map((one) => one.iri), ...edges.map((one) => one.id)]);
    core.batch(() => {
      core
        .elements()
        .filter((one) => !wanted.has(one.id()))
        .remove();
      const known = new Set(core.elements().map((one) => one.id()));
      core.add([
        ...nodes.filter((one) => !known.has(one.iri)).map((one) => nodeElement(one, size(one.iri))),
        ...edges.filter((one) => !known.has(one.id)).map(edgeElement),
      ]);
      for (const one of nodes) {
        if (!known.has(one.iri)) continue;
        const drawn = core.getElementById(one.iri);
        if (drawn.data("size") !== size(one.iri)) drawn.data("size", size(one.iri));
        if (drawn.hasClass("pinned") !== one.pinned) drawn.toggleClass("pinned", one.pinned);
      }
    });
    this.watcher.drawn();
  }

  /** Of many nodes Cytoscape keeps the places and the gestures; a crowd draws them and the edges between them. */
  private gather(core: Core, many: boolean): void {
    if (many === (this.crowd !== null)) return;
    const how = look();
    this.crowd = many ? new Crowd(how) : null;
    core.style(stylesheet(how, many));
    paintedBy(core, this.crowd);
  }

  /** Find places for nodes: all that are not pinned, or only `fresh` ones beside those that stay. */
  arrange(fresh?: readonly GraphNode[]): void {
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
    if (this.arranging) this.renew();
    this.arranging = true;
    this.watcher.arranging(true);
    this.worker.onmessage = (event: MessageEvent<{ places: Float32Array; done: boolean }>) =>
      this.placed(nodes, event.data, !fresh);
    this.worker.postMessage(asked);
  }

  /** Leave what is being arranged, and be ready to arrange anew. */
  private renew(): void {
    this.worker.terminate();
    this.worker = arranger();
  }

  private placed(nodes: readonly GraphNode[], told: { places: Float32Array; done: boolean }, fit: boolean): void {
    nodes.forEach((one, index) => {
      if (one.pinned) return;
      one.x = told.places[2 * index] ?? one.x;
      one.y = told.places[2 * index + 1] ?? one.y;
    });
    if (this.core?.nodes().empty()) this.draw();
    this.core?.batch(() => {
      for (const one of nodes) {
        const drawn = this.core?.getElementById(one.iri);
        if (drawn && !drawn.grabbed()) drawn.position({ x: one.x, y: one.y });
      }
    });
    if (fit || told.done) this.fit();
    if (told.done) {
      this.arranging = false;
      this.watcher.arranging(false);
    }
  }

  /** Bring all nodes into view, by their middles: the bounds of each element take longer to find than to draw. */
  fit(): void {
    const { core } = this;
    const nodes = this.model.shownNodes();
    if (!core || nodes.length === 0) return;
    const [xs, ys] = [nodes.map((one) => one.x), nodes.map((one) => one.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const [width, height] = [core.width() - 2 * MARGIN, core.height() - 2 * MARGIN];
    const zoom = Math.min(MOST_ZOOMED, width / Math.max(right - left, 1), height / Math.max(bottom - top, 1));
    const pan = {
      x: core.width() / 2 - (zoom * (left + right)) / 2,
      y: core.height() / 2 - (zoom * (top + bottom)) / 2,
    };
    core.viewport({ zoom, pan });
  }

  zoom(factor: number): void {
    const { core } = this;
    core?.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
  }

  select(id: string | null): void {
    this.core?.elements(".chosen").removeClass("chosen");
    if (id) this.core?.getElementById(id).addClass("chosen");
    if (!this.crowd) return;
    this.crowd.chosen = id;
    this.core?.forceRender();
  }

  async png(): Promise<Blob> {
    if (!this.core) throw new Error("the picture is not drawn yet");
    if (this.crowd) return this.crowd.png(MOST_PIXELS);
    return this.core.png({
      output: "blob-promise",
      full: true,
      scale: 2,
      maxWidth: MOST_PIXELS,
      maxHeight: MOST_PIXELS,
      bg: colour("--paper"),
    }) as unknown as Promise<Blob>;
  }

  close(): void {
    this.worker.terminate();
    this.themed.disconnect();
    this.dark.removeEventListener("change", this.recolour);
    this.core?.destroy();
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

function arranger(): Worker {
  return new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
}

function nodeElement(one: GraphNode, size: number): ElementDefinition {
  return {
    group: "nodes",
    data: { id: one.iri, label: short(named(one, one.iri), 60), size },
    position: { x: one.x, y: one.y },
    classes: `${one.family}${one.pinned ? " pinned" : ""}`,
  };
}

function edgeElement(one: GraphEdge): ElementDefinition {
  return { group: "edges", data: { id: one.id, source: one.s, target: one.o, label: relationName(one.p) } };
}
