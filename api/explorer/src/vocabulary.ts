/** What classes and relations are called: the ontology's own labels, and ours for terms of others. */

import { json } from "./http.ts";
import { language, words } from "./language.ts";
import type { Labels, Solutions } from "./model.ts";

export interface TermEntry {
  iri: string;
  curie: string;
  kind: "class" | "property";
  labels: Labels;
  definition: string;
}

export const PREFIXES: Readonly<Record<string, string>> = {
  comity: "https://w3id.org/comity/ontology#",
  dcterms: "http://purl.org/dc/terms/",
  eli: "http://data.europa.eu/eli/ontology#",
  foaf: "http://xmlns.com/foaf/0.1/",
  id: "https://w3id.org/comity/id/",
  oa: "http://www.w3.org/ns/oa#",
  org: "http://www.w3.org/ns/org#",
  owl: "http://www.w3.org/2002/07/owl#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

const QUERY = `SELECT DISTINCT ?term ?type ?label ?definition WHERE {
  ?term a ?type ; rdfs:label ?label
  FILTER(?type IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty))
  OPTIONAL { ?term skos:definition ?definition FILTER(LANG(?definition) = "en") }
}
ORDER BY ?term ?label`;

let known: Promise<Map<string, TermEntry>> | undefined;
let entries = new Map<string, TermEntry>();

/** The vocabulary of the graph; without one, names fall back to what terms are called in their addresses. */
export function vocabulary(): Promise<Map<string, TermEntry>> {
  known ??= json<Solutions>("/sparql", { query: QUERY, format: "json" }).then(read, () => new Map());
  return known;
}

function read(told: Solutions): Map<string, TermEntry> {
  const found = new Map<string, TermEntry>();
  for (const row of told.results?.bindings ?? []) {
    const iri = row["term"]?.value ?? "";
    const label = row["label"];
    const entry = found.get(iri) ?? {
      iri,
      curie: prefixed(iri),
      kind: row["type"]?.value.endsWith("#Class") ? "class" : "property",
      labels: {},
      definition: row["definition"]?.value ?? "",
    };
    if (label?.type === "literal") entry.labels[label["xml:lang"] ?? "und"] = label.value;
    found.set(iri, entry);
  }
  entries = found;
  return found;
}

/** An IRI with its prefix, or itself in angle brackets. */
export function prefixed(iri: string): string {
  for (const [prefix, base] of Object.entries(PREFIXES)) {
    if (prefix !== "id" && iri.startsWith(base) && /^[\w-]+$/.test(iri.slice(base.length))) {
      return `${prefix}:${iri.slice(base.length)}`;
    }
  }
  return `<${iri}>`;
}

/** The name of a thing in the language of the page, else in English, else in whatever there is. */
export function named(node: { label?: string; labels?: Labels } | undefined, iri = ""): string {
  const labels = node?.labels ?? {};
  const found = labels[language()] ?? labels["en"] ?? labels["und"] ?? node?.label ?? Object.values(labels)[0];
  return found?.trim() ? found : lastPart(iri) || words().untitled;
}

function lastPart(iri: string): string {
  const part = iri.split(/[/#]/).filter(Boolean).at(-1) ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What a class is called, by its local name. */
export function className(name: string | null | undefined): string {
  if (!name) return "";
  const entry = entries.get(PREFIXES["comity"] + name);
  const spoken = words().classes[name] ?? (entry ? named(entry) : split(name));
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}

/** What a relation is called, read from its subject (`forward`) or from its object. */
export function relationName(iri: string, forward = true, labels?: Labels): string {
  const own = words().relation[prefixed(iri)];
  if (own) return own[forward ? 0 : 1];
  const entry = entries.get(iri);
  const name = named(entry ?? (labels ? { labels } : undefined), split(lastPart(iri)));
  return forward ? name : `${name} (${words().back})`;
}

function split(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
