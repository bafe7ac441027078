/** What a page is to the program that shows it. */

import type { Child } from "./dom.ts";
import type { Route } from "./routes.ts";

export interface Page {
  /** What the window is called; also what is said aloud when the page is there. */
  title: string;
  body: Child;
  /** A class of the main element, for pages that need its whole width. */
  layout?: "wide" | "full";
  /** Called when the page is in the document. */
  shown?: () => void;
  /** Called when only the fragment of the address has changed. */
  moved?: (hash: string) => void;
  /** Called before the page goes. */
  closed?: () => void;
}

export interface Visit {
  route: Route;
  signal: AbortSignal;
  /** Go to an address; `replace` leaves no step back. */
  go: (address: string, replace?: boolean) => void;
}

export type Open = (visit: Visit) => Promise<Page>;
