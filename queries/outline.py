"""The tree of a document's provisions, each with its number, its words and where they stand in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, SCHEMA
from queries.answer import Answer, as_json
from queries.documents import Source, find_source
from queries.labels import nodes

if TYPE_CHECKING:
    from graph import Graph
    from graph.results import Term
    from queries.labels import Node

DEEPEST: Final = 32
"""Levels that are told; documents that people write have at most eight, but an RDF file may hold anything."""


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """The outline of one document, by its slug or its IRI."""

    name: str


@dataclass(slots=True)
class _Provision:
    """What the document's graph says of one provision."""

    iri: str
    parent: str | None = None
    number: str | None = None
    order: int | None = None
    text: str | None = None
    pieces: list[tuple[int, int]] = field(default_factory=list)

    def place(self) -> tuple[int, int, str]:
        """Where it comes among its siblings: by order, then by where it stands, then by address."""
        first = self.pieces[0][0] if self.pieces else 0
        return first if self.order is None else self.order, first, self.iri


def outline(graph: Graph, request: OutlineRequest) -> Answer:
    """Every provision of a document below the one it is part of, in the document's order.

    `start` and `end` span a provision's own words, `pieces` are the stretches of text that they consist of (more than
    one where a page break or a running head lies between).

    Raises:
        UnknownNameError: there is no such document.
    """
    source = find_source(graph, request.name)
    found = _provisions(graph, source)
    below: dict[str, list[_Provision]] = defaultdict(list)
    for one in found.values():
        below[one.parent if one.parent in found and one.parent != one.iri else ""].append(one)
    known = nodes(graph, found)
    tree = _Tree(below, known)
    roots = tree.grown(below[""], 1)
    body = {"document": source.document, "count": len(found), "provisions": roots}
    return as_json(body, ("depth",) if tree.told < len(found) else ())


class _Tree:
    """Provisions as nested JSON; `told` counts them, so that a ring or a level too deep does not pass unnoticed."""

    def __init__(self, below: dict[str, list[_Provision]], known: dict[str, Node]) -> None:
        self._below = below
        self._known = known
        self.told = 0

    def grown(self, provisions: Iterable[_Provision], level: int) -> list[dict[str, object]]:
        """The provisions in order, each with those below it."""
        return [self._as_json(one, level) for one in sorted(provisions, key=_Provision.place)]

    def _as_json(self, one: _Provision, level: int) -> dict[str, object]:
        self.told += 1
        children = self._below.get(one.iri, []) if level < DEEPEST else []
        return {
            **self._known[one.iri].as_json(),
            "number": one.number,
            "order": one.order,
            "text": one.text,
            "start": one.pieces[0][0] if one.pieces else None,
            "end": one.pieces[-1][1] if one.pieces else None,
            "pieces": one.pieces,
            "children": self.grown(children, level + 1),
        }


def _provisions(graph: Graph, source: Source) -> dict[str, _Provision]:
    found: dict[str, _Provision] = {}
    for part, predicate, value in graph.store.rows(_PROVISIONS, graph=source.graph):
        _note(found.setdefault(str(part), _Provision(str(part))), str(predicate), value)
    for part, start, end in graph.store.rows(_PIECES, graph=source.graph):
        if str(part) in found and isinstance(start, Literal) and isinstance(end, Literal):
            found[str(part)].pieces.append((int(start.value), int(end.value)))
    return found


def _note(one: _Provision, predicate: str, value: Term | None) -> None:
    """Take one fact; where a graph states several, the first in order of characters counts."""
    words = value.value if isinstance(value, Literal) else str(value)
    if predicate == DCTERMS.isPartOf:
        one.parent = min(words, one.parent or words)
    elif predicate == COMITY.number:
        one.number = min(words, one.number or words)
    elif predicate == SCHEMA.text:
        one.text = min(words, one.text or words)
    elif words.isdigit():
        one.order = int(words)


_PROVISIONS: Final = """
SELECT ?part ?predicate ?value WHERE {
  GRAPH ?graph { ?part dcterms:isPartOf ?parent ; ?predicate ?value }
  FILTER(?predicate IN (dcterms:isPartOf, comity:number, comity:order, schema:text))
}"""

_PIECES: Final = """
SELECT DISTINCT ?part ?start ?end WHERE {
  GRAPH ?graph {
    ?statement rdf:predicate schema:text ; rdf:subject ?part ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end
  }
}
ORDER BY ?start ?end ?part"""
