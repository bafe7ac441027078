"""What was read from a document as W3C Web Annotations over its text.

Model and vocabulary: https://www.w3.org/TR/annotation-model/. Each target selects its passage twice, by position
(code points from 0, end exclusive) and by quote with the words around it, so that an annotation can be placed again
in a copy of the text that differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ontology.errors import ParameterError
from ontology.statement import Literal, Passage
from ontology.terms import PREFIXES, SCHEMA, XSD
from queries.answer import Answer, as_json
from queries.documents import Source, find_source, text_of
from queries.evidence import Triple
from queries.labels import nodes
from queries.rows import whole, words

if TYPE_CHECKING:
    from graph import Graph
    from queries.labels import Node

MEDIA_TYPE: Final = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
KINDS: Final = ("mention", "date", "provision", "statement")
AROUND: Final = 32
"""Code points of prefix and suffix, as many as the tools that place annotations by quote take."""


@dataclass(frozen=True, slots=True)
class AnnotationsRequest:
    """The annotations of one document, of some kinds or of all; at most `limit` after the first `offset`."""

    name: str
    kinds: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class _Note:
    """One annotation to be: what it is, where, and its triple, whose statement has the address `iri`."""

    kind: str
    start: int
    end: int
    iri: str
    subject: str
    predicate: str
    value: str | Literal

    def place(self) -> tuple[int, int, int, str]:
        """Document order, the longer first, then by kind."""
        return self.start, -self.end, KINDS.index(self.kind), self.iri


def annotation_page(graph: Graph, request: AnnotationsRequest) -> Answer:
    """One page of the document's annotations, in the order of the text.

    A mention identifies a thing, a date tags what the words state, a provision identifies the part whose own words
    these are, and a statement carries the triple that the passage supports.

    Raises:
        UnknownNameError: there is no such document.
        ParameterError: a kind is none of mention, date, provision and statement.
    """
    if unknown := sorted(set(request.kinds) - set(KINDS)):
        raise ParameterError("kind", unknown[0], f"one of {', '.join(KINDS)}")
    source = find_source(graph, request.name)
    text = text_of(graph, source)
    notes = [one for one in _notes(graph, source, len(text)) if not request.kinds or one.kind in request.kinds]
    notes.sort(key=_Note.place)
    end = len(notes) if request.limit is None else min(len(notes), request.offset + request.limit)
    items = list(_items(graph, source, text, notes[request.offset : end]))
    body = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"comity": PREFIXES["comity"]}],
        "id": _address(request, request.offset),
        "type": "AnnotationPage",
        "partOf": {"id": "annotations", "type": "AnnotationCollection", "total": len(notes)},
        "startIndex": request.offset,
        **({"next": _address(request, end)} if end < len(notes) else {}),
        "items": items,
    }
    return as_json(body, ("limit",) if end < len(notes) else (), MEDIA_TYPE)


def _address(request: AnnotationsRequest, offset: int) -> str:
    """A page's address, relative to the document's: JSON-LD resolves it against where the page came from."""
    asked = [f"kind={kind}" for kind in request.kinds]
    asked += [f"limit={request.limit}"] if request.limit is not None else []
    asked += [f"offset={offset}"] if offset else []
    return "annotations" + ("?" + "&".join(asked) if asked else "")


def _notes(graph: Graph, source: Source, length: int) -> Iterator[_Note]:
    """Every passage of a text of this length with what it is evidence of."""
    for kind, query in (("mention", _MENTIONS), ("date", _DATES), ("statement", _STATEMENTS)):
        for subject, predicate, value, start, end in graph.store.rows(query, graph=source.graph):
            triple = str(subject), str(predicate), value if isinstance(value, str | Literal) else str(value)
            where = whole(start), whole(end)
            if 0 <= where[0] < where[1] <= length:
                yield _note(graph, source, "provision" if predicate == SCHEMA.text else kind, where, triple)


def _note(graph: Graph, source: Source, kind: str, where: tuple[int, int], triple: Triple) -> _Note:
    start, end = where
    passage = Passage(source.document, start, end, " " * (end - start))
    return _Note(kind, start, end, graph.iris.statement(source.graph, *triple, passage), *triple)


def _items(graph: Graph, source: Source, text: str, notes: Iterable[_Note]) -> Iterator[dict[str, object]]:
    chosen = list(notes)
    things = [str(one.value) for one in chosen if one.kind == "mention"]
    known = nodes(graph, things + [one.subject for one in chosen if one.kind == "provision"])
    for one in chosen:
        yield {
            "id": f"{one.iri}#annotation",
            "type": "Annotation",
            "motivation": _MOTIVATIONS[one.kind],
            "body": _body(one, known),
            "target": {"source": source.document, "selector": _selectors(text, one.start, one.end)},
        }


def _body(note: _Note, known: Mapping[str, Node]) -> list[dict[str, object]]:
    if note.kind == "date":
        return [_tag(words(note.value) or "")]
    if note.kind == "statement":
        return [
            {
                "id": note.iri,
                "type": "rdf:Statement",
                "rdf:subject": {"id": note.subject},
                "rdf:predicate": {"id": note.predicate},
                "rdf:object": _json_ld(note.value),
            }
        ]
    node = known[note.subject if note.kind == "provision" else str(note.value)]
    thing = {"id": node.iri, "label": node.label}
    identified: dict[str, object] = {"type": "SpecificResource", "purpose": "identifying", "source": thing}
    return [identified, _tag(node.kind)] if node.kind else [identified]


def _tag(words: str) -> dict[str, object]:
    return {"type": "TextualBody", "purpose": "tagging", "value": words, "format": "text/plain"}


def _json_ld(value: str | Literal) -> dict[str, object]:
    """A term of a triple in JSON-LD, where the Web Annotation context renames `@id` only."""
    if not isinstance(value, Literal):
        return {"id": str(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype == XSD.string:
        return {"@value": value.value}
    return {"@value": value.value, "@type": value.datatype}


def _selectors(text: str, start: int, end: int) -> list[dict[str, object]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]


_MOTIVATIONS: Final = {
    "mention": "identifying",
    "date": "tagging",
    "provision": "identifying",
    "statement": "describing",
}

_MENTIONS: Final = """
SELECT ?passage ?predicate ?value ?start ?end WHERE {
  BIND(comity:denotes AS ?predicate)
  GRAPH ?graph { ?passage comity:denotes ?value ; oa:start ?start ; oa:end ?end }
  FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer && ISIRI(?passage) && ISIRI(?value))
}"""

_DATES: Final = """
SELECT ?passage ?predicate ?value ?start ?end WHERE {
  BIND(comity:date AS ?predicate)
  GRAPH ?graph { ?passage comity:date ?value ; oa:start ?start ; oa:end ?end }
  FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer && ISIRI(?passage) && ISLITERAL(?value))
}"""

_STATEMENTS: Final = """
SELECT ?subject ?predicate ?value ?start ?end WHERE {
  GRAPH ?graph {
    ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?value ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end
  }
  FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer && ISIRI(?subject) && !ISBLANK(?value))
}"""
