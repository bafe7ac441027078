/** The titles of documents, for answers that give their addresses alone. */

import { json } from "./http.ts";
import type { Documents } from "./model.ts";
import { named } from "./vocabulary.ts";

let known: Promise<Map<string, string>> | undefined;

/** Title by IRI; empty where the documents cannot be had. */
export function titles(): Promise<Map<string, string>> {
  known ??= json<Documents>("/documents", { limit: 10_000 }).then(
    (told) => new Map(told.documents.map((one) => [one.iri, one.title?.trim() || named(one, one.iri)])),
    () => new Map(),
  );
  return known;
}
