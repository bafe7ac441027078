/** Many nodes and edges, drawn in few strokes: Cytoscape styles, draws and keeps a copy of each element, for seconds. */

import type { Core, NodeSingular } from "cytoscape";
import { short } from "../things.ts";
import { named } from "../vocabulary.ts";
import type { Look } from "./look.ts";
import type { GraphEdge, GraphModel, GraphNode } from "./model.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The part of Cytoscape's canvas renderer that draws a frame; 3.34, `src/extensions/renderer/canvas`. */
interface Renderer {
  drawLayeredElements?: (context: CanvasRenderingContext2D) => void;
  drawElement: (context: CanvasRenderingContext2D, element: NodeSingular) => void;
}

/** Nodes of these classes are drawn by Cytoscape too: they have a border. */
const BORDERED = ".chosen, .pinned";
const LINE = { width: 1, opacity: 0.45 };
const MARGIN = 60;
const CHOSEN = { width: 4, opacity: 1 };

/** Names, in pixels of the screen: those of the largest nodes first, where there is room. */
const NAME = { font: "11px 'Inter Variable', system-ui, sans-serif", letters: 28, letter: 5.8, height: 14, most: 160 };

interface Disc {
  node: GraphNode;
  radius: number;
}

interface Line {
  edge: GraphEdge;
  from: GraphNode;
  to: GraphNode;
}

export class Crowd {
  chosen: string | null = null;
  private lines: readonly Line[] = [];
  private discs: readonly Disc[] = [];

  constructor(public look: Look) {}

  /** Take what is shown of a model, with the diameter of each node. */
  take(model: GraphModel, size: (iri: string) => number): void {
    this.lines = model.shownEdges().flatMap((edge) => {
      const [from, to] = [model.nodes.get(edge.s), model.nodes.get(edge.o)];
      return from && to ? [{ edge, from, to }] : [];
    });
    this.discs = model
      .shownNodes()
      .map((node) => ({ node, radius: size(node.iri) / 2 }))
      .toSorted((a, b) => b.radius - a.radius);
  }

  /** Draw it, in the coordinates of the model; `ratio` pixels of the canvas are one of the screen. */
  paint(context: Context, ratio: number): void {
    const { look } = this;
    context.save();
    const chosen = this.lines.filter((one) => one.edge.id === this.chosen);
    for (const [lines, colour, { width, opacity }] of [
      [this.lines, look.line, LINE],
      [chosen, look.accent, CHOSEN],
    ] as const) {
      Object.assign(context, { strokeStyle: colour, lineWidth: width, globalAlpha: opacity });
      context.stroke(segments(lines));
    }
    Object.assign(context, { strokeStyle: look.paper, lineWidth: 1, globalAlpha: 1 });
    for (const [colour, path] of circles(this.discs, look)) {
      context.fillStyle = colour;
      context.fill(path);
      context.stroke(path);
    }
    this.names(context, look, ratio);
    context.restore();
  }

  /** All of it as a picture, at twice the size of the screen where `most` pixels a side allow. */
  png(most: number): Promise<Blob> {
    const [xs, ys] = [this.discs.map((one) => one.node.x), this.discs.map((one) => one.node.y)];
    const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
    const [width, height] = [Math.max(...xs) + MARGIN - left, Math.max(...ys) + MARGIN - top];
    const scale = Math.min(2, most / width, most / height);
    const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
    const context = canvas.getContext("2d");
    if (!context) throw new Error("a picture of this size cannot be drawn here");
    context.fillStyle = this.look.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    this.paint(context, 2);
    return canvas.convertToBlob({ type: "image/png" });
  }

  private names(context: Context, look: Look, ratio: number): void {
    const { a: scale, e: left, f: top } = context.getTransform();
    const room = new Room(context.canvas.width / ratio, context.canvas.height / ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { font: NAME.font, textAlign: "center", textBaseline: "top", lineJoin: "round" });
    Object.assign(context, { lineWidth: 3, strokeStyle: look.paper, fillStyle: look.ink, globalAlpha: 1 });
    const chosen = this.discs.filter((one) => one.node.iri === this.chosen);
    let drawn = 0;
    for (const { node, radius } of [...chosen, ...this.discs]) {
      const [x, y] = [(node.x * scale + left) / ratio, ((node.y + radius) * scale + top) / ratio + 2];
      const name = short(named(node, node.iri), NAME.letters);
      if (!room.take(x, y, name.length * NAME.letter)) continue;
      context.strokeText(name, x, y);
      context.fillText(name, x, y);
      drawn += 1;
      if (drawn === NAME.most) return;
    }
  }

  /** The edge that passes within `reach` of a point, the nearest; none where none does. */
  edgeAt(x: number, y: number, reach: number): GraphEdge | undefined {
    let [nearest, found]: [number, GraphEdge | undefined] = [reach, undefined];
    for (const { edge, from, to } of this.lines) {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const along = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
      const away = Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
      if (away < nearest) [nearest, found] = [away, edge];
    }
    return found;
  }
}

/** Let a crowd draw each frame; without one, Cytoscape does. */
export function paintedBy(core: Core, crowd: Crowd | null): void {
  const renderer = (core as unknown as { renderer: () => Renderer }).renderer();
  if (!crowd) delete renderer.drawLayeredElements;
  else
    renderer.drawLayeredElements = (context) => {
      crowd.paint(context, context.canvas.width / core.width());
      core.nodes(BORDERED).forEach((one) => renderer.drawElement(context, one));
    };
  core.forceRender();
}

function segments(lines: readonly Line[]): Path2D {
  const path = new Path2D();
  for (const { from, to } of lines) {
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }
  return path;
}

function circles(discs: readonly Disc[], look: Look): Map<string, Path2D> {
  const paths = new Map<string, Path2D>();
  for (const { node, radius } of discs) {
    const colour = look.families[node.family];
    const path = paths.get(colour) ?? new Path2D();
    paths.set(colour, path);
    path.moveTo(node.x + radius, node.y);
    path.arc(node.x, node.y, radius, 0, 2 * Math.PI);
  }
  return paths;
}

/** Where names are already: cells of one line's height. */
class Room {
  private readonly taken = new Set<number>();
  private readonly columns: number;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.columns = Math.ceil(width / NAME.height) + 1;
  }

  /** Take the place of a name of a width, its middle at `x`, its top at `y`; false where it is taken or out of sight. */
  take(x: number, y: number, width: number): boolean {
    const [left, right] = [x - width / 2, x + width / 2];
    if (left < 0 || right > this.width || y < 0 || y + NAME.height > this.height) return false;
    const cells: number[] = [];
    for (let row = Math.floor(y / NAME.height); row <= Math.floor(y / NAME.height + 1); row += 1)
      for (let column = Math.floor(left / NAME.height); column <= Math.floor(right / NAME.height); column += 1)
        cells.push(row * this.columns + column);
    if (cells.some((one) => this.taken.has(one))) return false;
    for (const one of cells) this.taken.add(one);
    return true;
  }
}
