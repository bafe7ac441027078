/** Which later provisions take up which earlier ones, as the saved query of the service tells it. */

import { json } from "../http.ts";
import { language } from "../language.ts";
import type { Described, Evidence, Outline, Solutions, Term } from "../model.ts";
import { flattened, provisionName } from "./outline.ts";

export interface Link {
  earlier: string;
  later: string;
  /** The later document: its address, its slug, its title and its date. */
  document: string;
  slug: string;
  title: string;
  issued: string | null;
  score: number;
  terms: string;
  concerns: string;
  /** Whether the later provision tells of what was done, not of what is to be done. */
  done: boolean;
  promise: Evidence;
  report: Evidence;
}

const FOLLOWED = `SELECT ?document (COUNT(*) AS ?links) WHERE {
  ?later comity:followsUp ?earlier . ?earlier dcterms:isPartOf+ ?document . ?document comity:fileName ?file
}
GROUP BY ?document ORDER BY DESC(?links) ?document`;

/** The documents that others take up, with how many links lead to each. */
export async function followed(signal: AbortSignal): Promise<Map<string, number>> {
  const told = await json<Solutions>("/sparql", { query: FOLLOWED, format: "json" }, signal);
  return new Map(rows(told).map((row) => [said(row, "document"), Number(said(row, "links"))]));
}

/** The links to the provisions of a document, by date of the later document. */
export async function linksTo(one: Described, signal: AbortSignal): Promise<Link[]> {
  const parameters = { point: one.iri, lang: language(), format: "json" };
  const told = await json<Solutions>("/queries/what-became-of", parameters, signal);
  const links = rows(told).map(link);
  const later = [...new Set(links.map((each) => each.slug))];
  const outlines = await Promise.all(
    later.map((slug) => json<Outline>(`/documents/${encodeURIComponent(slug)}/outline`, {}, signal)),
  );
  const known = new Map(outlines.flatMap((each) => flattened(each.provisions)).map((each) => [each.iri, each]));
  return links.map((each) => {
    const provision = known.get(each.later);
    if (!provision) return each;
    const report = { ...each.report, part_label: provisionName(provision) };
    return { ...each, done: provision.class === "Accomplishment", report };
  });
}

function rows(told: Solutions): Record<string, Term>[] {
  return told.results?.bindings ?? [];
}

function said(row: Record<string, Term>, name: string): string {
  return row[name]?.value ?? "";
}

function link(row: Record<string, Term>): Link {
  const passage = (document: string, start: string, end: string, exact: string, part: string): Evidence => ({
    document: said(row, document),
    start: Number(said(row, start)),
    end: Number(said(row, end)),
    exact: said(row, exact),
    part: said(row, part),
  });
  return {
    earlier: said(row, "earlier"),
    later: said(row, "later"),
    document: said(row, "document"),
    slug: said(row, "document").split("/").at(-1) ?? "",
    title: said(row, "title"),
    issued: said(row, "issued") || null,
    score: Number(said(row, "score")),
    terms: said(row, "terms"),
    concerns: said(row, "concerns"),
    done: false,
    promise: passage("source", "sourceStart", "sourceEnd", "promised", "earlier"),
    report: passage("document", "start", "end", "reported", "later"),
  };
}
