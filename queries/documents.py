"""The sources: which documents there are, what each one is, and its text exactly as the offsets count it."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.nquads import term
from ontology.errors import IriError, ParameterError, UnknownNameError
from ontology.statement import Literal
from ontology.terms import CNT, COMITY, DCTERMS
from queries.answer import Answer, as_json
from queries.labels import local_name, nodes
from queries.rows import first, portions, whole, words

if TYPE_CHECKING:
    from graph import Graph
    from graph.results import Term
    from queries.labels import Node

TEXT: Final = "text/plain; charset=utf-8"

_DESCRIBING: Final = {
    DCTERMS.title: "title",
    DCTERMS.publisher: "publishers",
    DCTERMS.issued: "issued",
    DCTERMS.language: "language",
    DCTERMS.source: "source",
    COMITY.fileName: "file_name",
}


@dataclass(frozen=True, slots=True)
class DocumentsRequest:
    """All documents; at most `limit` of them after the first `offset`."""

    limit: int = 1000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """One document, by its slug or its IRI."""

    name: str


@dataclass(frozen=True, slots=True)
class TextRequest:
    """A document's text, or the code points from `start` to `end` (exclusive) of it."""

    name: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A document and the named graph that holds it."""

    document: str
    graph: str

    @property
    def slug(self) -> str:
        """The end of its address, by which `/documents/{slug}` finds it."""
        return local_name(self.document)


def sources(graph: Graph) -> list[Source]:
    """Every document, by address."""
    return sorted({Source(str(document), str(name)) for document, name in graph.store.query(_SOURCES).rows()})


def find_source(graph: Graph, name: str) -> Source:
    """The document of a slug or an IRI.

    Raises:
        UnknownNameError: there is none; it says which slugs come close.
    """
    iri = name
    if "/" not in name:
        try:
            iri = graph.iris.document(name)
        except IriError:
            iri = name
    if ":" in iri:
        found = [str(row[0]) for row in graph.store.rows(_GRAPH_OF, document=iri)]
        if found:
            return Source(iri, min(found))
    slugs = [source.slug for source in sources(graph)]
    raise UnknownNameError(name, difflib.get_close_matches(name, slugs, n=5, cutoff=0.3), kind="document")


def documents(graph: Graph, request: DocumentsRequest) -> Answer:
    """Every document by date (undated ones last) with its description and what was read from it."""
    window, total = listed(graph, request)
    cut = request.offset + len(window) < total
    return as_json({"total": total, "documents": window}, ("limit",) if cut else ())


def listed(graph: Graph, request: DocumentsRequest) -> tuple[list[dict[str, object]], int]:
    """The documents of a window as JSON, and how many there are in all."""
    dated = _descriptions(graph, sources(graph))
    order = sorted(dated, key=lambda source: (dated[source]["issued"] is None, str(dated[source]["issued"]), source))
    window = order[request.offset : request.offset + request.limit]
    counts = _counts(graph, window)
    return [{**dated[source], **counts[source]} for source in window], len(order)


def document(graph: Graph, request: DocumentRequest) -> Answer:
    """One document: its description, and how many provisions and things of each class it holds.

    Raises:
        UnknownNameError: there is no such document.
    """
    source = find_source(graph, request.name)
    return as_json(
        {
            **_descriptions(graph, [source])[source],
            **_counts(graph, [source])[source],
            "provisions_by_class": _by_class(graph, _PROVISION_CLASSES, source),
            "things_by_class": _by_class(graph, _THING_CLASSES, source),
        }
    )


def text(graph: Graph, request: TextRequest) -> Answer:
    """The text that all offsets count into, whole or from `start` to `end`.

    Raises:
        UnknownNameError: there is no such document, or its text is not in the graph.
        ParameterError: the offsets do not lie within the text.
    """
    whole = text_of(graph, find_source(graph, request.name))
    end = len(whole) if request.end is None else request.end
    if not 0 <= request.start <= end <= len(whole):
        raise ParameterError("char", f"{request.start},{end}", f"two offsets in order from 0 to {len(whole)}")
    return Answer(TEXT, whole[request.start : end].encode())


def text_of(graph: Graph, source: Source) -> str:
    """The text of a document, as it was read.

    Raises:
        UnknownNameError: its text is not in the graph.
    """
    found = [o for _, _, o, _ in graph.store.quads(source.document, CNT.chars, None, source.graph)]
    if not found or not isinstance(found[0], Literal):
        raise UnknownNameError(source.slug, kind="text of a document")
    return found[0].value


def _descriptions(graph: Graph, chosen: Sequence[Source]) -> dict[Source, dict[str, object]]:
    """What each document is, by the default graph."""
    found: dict[str, dict[str, list[Term]]] = {source.document: defaultdict(list) for source in chosen}
    for some in portions(list(found)):
        for document, predicate, value in graph.store.query(_DESCRIPTIONS % " ".join(map(term, some))).rows():
            if isinstance(value, str | Literal):
                found[str(document)][_DESCRIBING[str(predicate)]].append(value)
    publishers = [str(one) for facts in found.values() for one in facts["publishers"] if isinstance(one, str)]
    known = nodes(graph, [*found, *publishers])
    return {source: _described(source, found[source.document], known) for source in chosen}


def _described(source: Source, facts: Mapping[str, list[Term]], known: Mapping[str, Node]) -> dict[str, object]:
    node = known[source.document]
    told: dict[str, object] = {
        "iri": source.document,
        "slug": source.slug,
        "graph": source.graph,
        "class": node.kind,
        "labels": node.labels,
        "publishers": [_party(one, known) for one in facts["publishers"]],
    }
    for name in _DESCRIBING.values():
        told.setdefault(name, first(facts.get(name, [])))
    return told


def _party(value: Term, known: Mapping[str, Node]) -> dict[str, object]:
    """A publisher as a thing, or as the name that the document gives where it is no thing."""
    if isinstance(value, str):
        return known[value].as_json()
    return {"iri": None, "label": words(value), "labels": {"und": words(value)}, "class": None}


def _counts(graph: Graph, chosen: Sequence[Source]) -> dict[Source, dict[str, int]]:
    """How much was read from each document."""
    found: dict[str, dict[str, int]] = {source.graph: {} for source in chosen}
    for some in portions(list(found)):
        values = " ".join(map(term, some))
        for name, query in _COUNTS.items():
            for where, number in graph.store.query(query % values).rows():
                found[str(where)][name] = whole(number)
    return {source: {name: found[source.graph].get(name, 0) for name in _COUNTS} for source in chosen}


def _by_class(graph: Graph, query: str, source: Source) -> dict[str, int]:
    """How many of each class, by its local name."""
    rows = graph.store.rows(query, graph=source.graph, document=source.document)
    return dict(sorted((local_name(str(class_)), whole(number)) for class_, number in rows))


_SOURCES: Final = """
SELECT ?document ?graph WHERE {
  GRAPH ?graph { ?document comity:fileName ?file } FILTER(ISIRI(?document) && ISIRI(?graph))
}"""

_GRAPH_OF: Final = "SELECT ?graph WHERE { GRAPH ?graph { ?document comity:fileName ?file } FILTER(ISIRI(?graph)) }"

_DESCRIPTIONS: Final = (
    "SELECT ?document ?predicate ?value WHERE { VALUES ?document { %s } ?document ?predicate ?value "
    "FILTER(?predicate IN ("
    + ", ".join(f"<{one}>" for one in _DESCRIBING)
    + ")) } ORDER BY ?document ?predicate ?value"
)

_COUNTS: Final = {
    "characters": """
SELECT ?graph (STRLEN(?text) AS ?number) WHERE { VALUES ?graph { %s } GRAPH ?graph { ?document cnt:chars ?text } }""",
    "provisions": """
SELECT ?graph (COUNT(DISTINCT ?part) AS ?number) WHERE {
  VALUES ?graph { %s } GRAPH ?graph { ?part dcterms:isPartOf ?whole } } GROUP BY ?graph""",
    "mentions": """
SELECT ?graph (COUNT(*) AS ?number) WHERE {
  VALUES ?graph { %s } GRAPH ?graph { ?passage comity:denotes ?thing } } GROUP BY ?graph""",
    "things": """
SELECT ?graph (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  VALUES ?graph { %s } GRAPH ?graph { ?passage comity:denotes ?thing } } GROUP BY ?graph""",
    "statements": """
SELECT ?graph (COUNT(DISTINCT ?statement) AS ?number) WHERE {
  VALUES ?graph { %s } GRAPH ?graph { ?statement prov:wasDerivedFrom ?passage } } GROUP BY ?graph""",
}

_PROVISION_CLASSES: Final = """
SELECT ?class (COUNT(DISTINCT ?part) AS ?number) WHERE {
  GRAPH ?graph { ?part dcterms:isPartOf ?whole ; a ?class }
}
GROUP BY ?class"""

_THING_CLASSES: Final = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  GRAPH ?graph { ?passage comity:denotes ?thing }
  ?thing a ?class
}
GROUP BY ?class"""
