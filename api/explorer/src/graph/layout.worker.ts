/** Arranges a graph beside the page: forces between nodes (Verlet integration, Barnes-Hut), the fixed ones staying put. */

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";

export interface LayoutAsked {
  nodes: { x: number; y: number; fixed: boolean }[];
  links: [number, number][];
}

interface Placed extends SimulationNodeDatum {
  index?: number;
}

/** Nodes from which on drawing is what takes time: fewer steps, and few of them shown on the way. */
const MANY = 400;

self.onmessage = (event: MessageEvent<LayoutAsked>) => {
  const many = event.data.nodes.length > MANY;
  const [ticks, first, toldEvery] = many ? [110, 5, 35] : [220, 12, 12];
  const nodes: Placed[] = event.data.nodes.map(({ x, y, fixed }) => (fixed ? { x, y, fx: x, fy: y } : { x, y }));
  const links = event.data.links.map(([source, target]) => ({ source, target }));
  const degree = new Array<number>(nodes.length).fill(0);
  for (const { source, target } of links) for (const one of [source, target]) degree[one] = (degree[one] ?? 0) + 1;
  const simulation = forceSimulation(nodes)
    .force(
      "charge",
      forceManyBody<Placed>()
        .strength(many ? -70 : -420)
        .theta(many ? 1.2 : 0.9)
        .distanceMax(1000),
    )
    .force(
      "link",
      forceLink<Placed, { source: number; target: number }>(links).distance(
        (link) => 66 + 9 * Math.sqrt(Math.min(...ends(link).map((one) => degree[one] ?? 0))),
      ),
    )
    .force("apart", many ? null : forceCollide<Placed>(30))
    .force("x", forceX<Placed>(0).strength(0.035))
    .force("y", forceY<Placed>(0).strength(0.05))
    .alphaDecay(1 - 0.001 ** (1 / ticks))
    .stop();
  for (let tick = 1; tick <= ticks; tick += 1) {
    simulation.tick();
    if ((tick - first) % toldEvery === 0 || tick === ticks) tell(nodes, tick === ticks);
  }
};

/** The indices of a link's ends, which the simulation replaces by its nodes. */
function ends(link: { source: unknown; target: unknown }): number[] {
  return [link.source, link.target].map((one) => (typeof one === "number" ? one : ((one as Placed).index ?? 0)));
}

function tell(nodes: readonly Placed[], done: boolean): void {
  const places = new Float32Array(nodes.length * 2);
  nodes.forEach((one, index) => {
    places[2 * index] = one.x ?? 0;
    places[2 * index + 1] = one.y ?? 0;
  });
  self.postMessage({ places, done }, { transfer: [places.buffer] });
}
