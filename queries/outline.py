"""The tree of a document's provisions, each with its number, its words and where they stand in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ontology.terms import COMITY, DCTERMS, SCHEMA
from queries.answer import Answer, as_json
from queries.documents import Source, find_source
from queries.labels import nodes
from queries.rows import first, whole

if TYPE_CHECKING:
    from graph import Graph
    from queries.labels import Node

DEEPEST: Final = 32
"""Levels that are told; documents that people write have at most eight, but an RDF file may hold anything."""


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """The outline of one document, by its slug or its IRI."""

    name: str


@dataclass(frozen=True, slots=True)
class _Provision:
    """What the document's graph says of one provision."""

    iri: str
    values: Mapping[str, Sequence[object]]
    pieces: Sequence[tuple[int, int]]

    @property
    def order(self) -> int | None:
        """Its place among its siblings."""
        place = first(self.values.get(COMITY.order, ()))
        return int(place) if place and place.isdecimal() else None

    def parents(self) -> list[str]:
        """What it is part of."""
        return sorted(value for value in self.values.get(DCTERMS.isPartOf, ()) if isinstance(value, str))

    def place(self) -> tuple[int, int, str]:
        """Where it comes among its siblings: by order, then by where it stands, then by address."""
        start = self.pieces[0][0] if self.pieces else 0
        return start if self.order is None else self.order, start, self.iri


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
        above = [parent for parent in one.parents() if parent in found and parent != one.iri]
        below[above[0] if above else ""].append(one)
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
            "number": first(one.values.get(COMITY.number, ())),
            "order": one.order,
            "text": first(one.values.get(SCHEMA.text, ())),
            "start": one.pieces[0][0] if one.pieces else None,
            "end": one.pieces[-1][1] if one.pieces else None,
            "pieces": one.pieces,
            "children": self.grown(children, level + 1),
        }


def _provisions(graph: Graph, source: Source) -> dict[str, _Provision]:
    values: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for part, predicate, value in graph.store.rows(_PROVISIONS, graph=source.graph):
        values[str(part)][str(predicate)].append(value)
    pieces: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for part, start, end in graph.store.rows(_PIECES, graph=source.graph):
        if 0 <= whole(start) < whole(end):
            pieces[str(part)].append((whole(start), whole(end)))
    return {part: _Provision(part, values[part], pieces[part]) for part in sorted(values)}


_PROVISIONS: Final = """
SELECT ?part ?predicate ?value WHERE {
  GRAPH ?graph { ?part dcterms:isPartOf ?parent ; ?predicate ?value }
  FILTER(?predicate IN (dcterms:isPartOf, comity:number, comity:order, schema:text) && ISIRI(?part))
}"""

_PIECES: Final = """
SELECT DISTINCT ?part ?start ?end WHERE {
  GRAPH ?graph {
    ?statement rdf:predicate schema:text ; rdf:subject ?part ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end
  }
  FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer)
}
ORDER BY ?start ?end ?part"""
