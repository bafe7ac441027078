/** The answers of the service, as far as these pages read them. */

export interface Complete {
  complete: boolean;
  limits_hit: string[];
}

export type Labels = Record<string, string>;

export interface Node {
  iri: string;
  label: string;
  labels: Labels;
  class: string | null;
}

export interface Evidence {
  document: string;
  part: string | null;
  start: number;
  end: number;
  exact: string;
  /** The part as a reader cites it, where the answer tells. */
  part_label?: string | null;
}

export interface Source {
  graph: string;
  document: string | null;
  evidence: Evidence[];
}

export interface Value {
  iri?: string;
  literal?: string;
  datatype?: string;
  language?: string;
  blank?: string;
  sources: Source[];
}

export interface Facts {
  predicate: string;
  name: string;
  labels: Labels;
  total: number;
  values: Value[];
}

export interface Name {
  value: string;
  language: string | null;
  kind: "preferred" | "alternative" | "acronym" | "label" | "title";
}

export interface Mention {
  document: string;
  issued: string | null;
  count: number;
}

export interface Entity extends Complete {
  iri: string;
  kind: string | null;
  slug: string | null;
  labels: Labels;
  classes: string[];
  names: Name[];
  facts: Facts[];
  incoming: Facts[];
  mentions: Mention[];
  nodes: Record<string, Node>;
}

export interface Match extends Node {
  kind: string;
  name: string;
  how: "exact" | "prefix" | "word" | "fuzzy" | "text";
  cited: number;
}

export interface Matches extends Complete {
  query: string;
  kind: string | null;
  kinds: string[];
  things: Match[];
}

export interface Described {
  iri: string;
  slug: string;
  class: string | null;
  labels: Labels;
  title: string | null;
  publishers: Node[];
  issued: string | null;
  language: string | null;
  source: string | null;
  file_name: string | null;
  characters: number;
  provisions: number;
  mentions: number;
  things: number;
  statements: number;
}

export interface Documents extends Complete {
  total: number;
  documents: Described[];
}

export interface Provision extends Node {
  number: string | null;
  order: number | null;
  text: string | null;
  start: number | null;
  end: number | null;
  pieces: [number, number][];
  children: Provision[];
}

export interface Outline extends Complete {
  document: string;
  count: number;
  provisions: Provision[];
}

export interface Annotation {
  body: { source?: { id: string; label: string }; value?: string }[];
  target: { selector: { type: string; start?: number; end?: number }[] };
}

export interface Annotations extends Complete {
  items: Annotation[];
}

export interface Parameter {
  name: string;
  type: "thing" | "term" | "text" | "integer" | "date" | "language";
  kinds: string[];
  required: boolean;
  default: string | null;
  example: string | null;
  description: Labels;
}

export interface SavedQuery {
  name: string;
  title: Labels;
  description: Labels;
  keywords: string[];
  form: "SELECT" | "CONSTRUCT" | "ASK";
  parameters: Parameter[];
  text: string;
}

export interface Library extends Complete {
  queries: SavedQuery[];
}

export interface Step {
  s: string;
  p: string;
  o: string;
  forward: boolean;
  evidence?: Evidence[] | number;
}

export interface Path {
  id: string;
  source: string;
  target: string;
  length: number;
  cost: number;
  nodes: string[];
  edges: Step[];
}

export interface Paths extends Complete {
  paths: Path[];
  nodes: Record<string, { label: string; labels?: Labels; class: string | null; degree?: number }>;
}

export type Term =
  | { type: "uri"; value: string }
  | { type: "literal"; value: string; "xml:lang"?: string; datatype?: string }
  | { type: "bnode"; value: string };

export interface Solutions {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}
