/** How a graph looks in the colours of the page as it is now, light or dark. */

import type { StylesheetJson } from "cytoscape";
import { h } from "../dom.ts";
import { FAMILIES, type Family } from "../kinds.ts";

export interface Look {
  ink: string;
  paper: string;
  line: string;
  quiet: string;
  accent: string;
  families: Record<Family, string>;
}

const FONT = "Inter Variable, system-ui, sans-serif";

/** A colour of the page. */
export function colour(name: string): string {
  const probe = h("span", { class: "unseen" });
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

export function look(): Look {
  const families = FAMILIES.map((family) => [family, colour(`--${family}`)] as const);
  return {
    ink: colour("--ink"),
    paper: colour("--paper"),
    line: colour("--strong-line"),
    quiet: colour("--quiet"),
    accent: colour("--accent"),
    families: Object.fromEntries(families) as Record<Family, string>,
  };
}

/** What Cytoscape draws: everything, or of a crowd only the borders of chosen and pinned nodes. */
export function stylesheet(how: Look, crowded: boolean): StylesheetJson {
  const disc = { width: "data(size)", height: "data(size)" };
  return [
    { selector: "node", style: crowded ? disc : { ...disc, ...nodeName(how) } },
    ...FAMILIES.map((family) => ({
      selector: `node.${family}`,
      style: { "background-color": how.families[family] },
    })),
    { selector: "edge", style: edgeStyle(how) },
    { selector: "node.pinned", style: { "border-width": 3, "border-color": how.ink } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": how.accent } },
    { selector: "edge.chosen", style: { width: 4, "line-color": how.accent, "target-arrow-color": how.accent } },
  ] as StylesheetJson;
}

function nodeName({ ink, paper }: Look): object {
  return {
    label: "data(label)",
    color: ink,
    "font-family": FONT,
    "font-size": 11,
    "text-valign": "bottom",
    "text-margin-y": 4,
    "text-wrap": "wrap",
    "text-max-width": "120px",
    "text-outline-color": paper,
    "text-outline-width": 2,
    "min-zoomed-font-size": 7,
  };
}

function edgeStyle({ line, paper, quiet }: Look): object {
  return {
    width: 1.4,
    "line-color": line,
    "target-arrow-color": line,
    "target-arrow-shape": "triangle",
    "arrow-scale": 0.8,
    "curve-style": "bezier",
    label: "data(label)",
    color: quiet,
    "font-family": FONT,
    "font-size": 9,
    "text-rotation": "autorotate",
    "text-outline-color": paper,
    "text-outline-width": 2,
    "min-zoomed-font-size": 8,
  };
}
