"""The columns in which triples are kept while they are read: which slots of a frame they take, and what is known.

What a kernel knows by number, and the counts that columns grow with, are numbers too.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from ontology.terms import COMITY, DCTERMS, PROV, RDF, RDFS, SCHEMA, SKOS

KNOWN: Final = (
    RDF.type,
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.title,
    COMITY.number,
    COMITY.order,
    RDF.subject,
    RDF.predicate,
    RDF.object,
    PROV.wasDerivedFrom,
    RDFS.subClassOf,
    SCHEMA.text,
    DCTERMS.isPartOf,
)
"""IRIs whose numbers the kernel knows; the graph of the ontology follows them."""
(TYPE, PREF_LABEL, LABEL, TITLE, NUMBER, ORDER, SUBJECT, PREDICATE, OBJECT) = range(9)
(DERIVED, SUBCLASS, TEXT, PART_OF) = range(9, 13)
ONTOLOGY: Final = len(KNOWN)

ENGLISH: Final = -1
"""Instead of a language: a title that states none, in a graph where English is the rule."""
NOTHING, SOME_LITERAL = -1, -2
"""Of a statement's part: not met yet; a literal."""

# How much of the block there is, and how many of each were read.
SIZE = 0
COUNTS: Final = tuple(range(1, 10))
(IRIS, EDGES, TYPES, NAMED, SUBCLASSES, STATEMENTS, PASSAGES, TEXTS, TITLES) = COUNTS
(BLOCK, POOL, TEXT_POOL, EVIDENCE_PREFIX) = range(4)
(ENDS, NAME_AT, LANGUAGE_AT, NUMBER_AT) = range(4, 8)
(HASHES, KEY_1, KEY_2) = range(8, 11)
(TABLE, STATEMENT_TABLE, EDGE_S, EDGE_P, EDGE_O, TYPE_S, TYPE_C, NAMED_G, NAMED_S, NAMED_P, NAMED_O) = range(11, 22)
(NARROW, WIDE, STATED_S, STATED_P, STATED_O, STATED_IN, FROM, DOCUMENT, BEGINS, STOPS) = range(22, 32)
(NAME_RANK, NAME_SIZE, LANGUAGE_SIZE, NUMBER_RANK, NUMBER_SIZE) = range(32, 37)
(TITLED, TITLE_KIND, TITLE_SIZE, TITLE_LANGUAGE, TITLE_AT) = range(37, 42)
DTYPES: Final[tuple[Any, ...]] = (
    *(*[np.uint8] * 4, *[np.int64] * 4, *[np.uint64] * 3),
    *(*[np.int32] * 30, np.int64),
)

GROUPS: Final = {
    IRIS: (HASHES, NAME_AT, LANGUAGE_AT, NUMBER_AT, NAME_RANK, NAME_SIZE, LANGUAGE_SIZE, NUMBER_RANK, NUMBER_SIZE),
    EDGES: (EDGE_S, EDGE_P, EDGE_O),
    TYPES: (TYPE_S, TYPE_C),
    NAMED: (NAMED_G, NAMED_S, NAMED_P, NAMED_O),
    SUBCLASSES: (NARROW, WIDE),
    STATEMENTS: (KEY_1, KEY_2, STATED_S, STATED_P, STATED_O, STATED_IN),
    PASSAGES: (FROM, DOCUMENT, BEGINS, STOPS),
    TEXTS: (TEXT_POOL,),
    TITLES: (TITLED, TITLE_KIND, TITLE_SIZE, TITLE_LANGUAGE, TITLE_AT),
}
"""The columns that grow together with each count."""
