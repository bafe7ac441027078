/** The addresses of the explorer's pages, and what they are about. */

import { address, ROOT, type Parameters } from "./http.ts";

export const PAGES = [
  "search",
  "thing",
  "documents",
  "document",
  "paths",
  "follow-through",
  "graph",
  "sparql",
] as const;
export type PageName = "home" | "missing" | (typeof PAGES)[number];

export interface Route {
  page: PageName;
  /** What follows the page's name: `kind/slug` of a thing, the slug of a document. */
  rest: string;
  query: URLSearchParams;
  hash: string;
}

const PREFIX = "/explore/";

/** The route of a location. */
export function routeOf(location: Pick<Location, "pathname" | "search" | "hash">): Route {
  const path = location.pathname.startsWith(ROOT) ? location.pathname.slice(ROOT.length) : location.pathname;
  const shared = { query: new URLSearchParams(location.search), hash: location.hash.slice(1) };
  if (path === "/" || path === "" || path === PREFIX) return { page: "home", rest: "", ...shared };
  const [name = "", ...rest] = path.startsWith(PREFIX) ? path.slice(PREFIX.length).split("/") : [];
  const page = PAGES.find((one) => one === name) ?? "missing";
  return { page, rest: rest.map(decoded).join("/"), ...shared };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a page. */
export function pageAddress(page: Exclude<PageName, "missing">, rest = "", parameters: Parameters = {}): string {
  if (page === "home") return address("/", parameters);
  return address(PREFIX + page + (rest ? `/${encoded(rest)}` : ""), parameters);
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

const OURS =
  /^https?:\/\/[^?#]+?\/id\/((?:country|agency|group|agreement|person|post|place|event|operation|program|criminal-organization|organization|legislature|topic|substance|document)\/[^?#]+)(?:#char=(\d+,\d+))?$/;

/** `kind/slug` of a thing of the graph, or null for any other address. */
export function nameOf(iri: string): string | null {
  const found = OURS.exec(iri)?.[1];
  return found ? decoded(found) : null;
}

/** The page about an IRI: a thing's, a document's at a passage, the IRI itself if it can be followed, or null. */
export function hrefOf(iri: string): string | null {
  const name = nameOf(iri);
  if (name === null) return /^https?:\/\//i.test(iri) ? iri : null;
  const [kind, slug = "", ...part] = name.split("/");
  if (kind !== "document" || part.length > 0) return pageAddress("thing", name);
  const passage = OURS.exec(iri)?.[2];
  return pageAddress("document", slug) + (passage ? `#char=${passage}` : "");
}

/** The page of a passage: the document at these offsets. */
export function passageAddress(document: string, start: number, end: number): string {
  return `${hrefOf(document)?.split("#")[0] ?? ""}#char=${start},${end}`;
}

/** Offsets of a fragment `char=120,240` (RFC 5147), or null. */
export function spanOf(hash: string): [number, number] | null {
  const found = /^char=(\d{1,9}),(\d{1,9})$/.exec(hash);
  if (!found) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start < end ? [start, end] : null;
}
