"""Where the documents say what a statement says: passages, and the provisions that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.nquads import term
from ontology.statement import Literal
from queries.rows import portions, whole, words

if TYPE_CHECKING:
    from graph import Graph

Triple: TypeAlias = "tuple[str, str, str | Literal]"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A passage that supports a statement.

    `part` is the smallest provision in whose own words the passage lies, or None for a title or a running paragraph;
    the offsets count code points of the document's text, `end` exclusive.
    """

    document: str
    start: int
    end: int
    exact: str
    part: str | None
    graph: str

    def as_json(self) -> dict[str, object]:
        """The evidence as it stands in answers."""
        return {"document": self.document, "part": self.part, "start": self.start, "end": self.end, "exact": self.exact}


class Parts:
    """The provisions of one document, found by where their own words stand."""

    def __init__(self, pieces: Iterable[tuple[int, int, str]]) -> None:
        """Take the pieces of text of each provision as start, end and the provision's IRI."""
        self._pieces = sorted(pieces)
        self._starts = [start for start, _, _ in self._pieces]
        self._longest = max((end - start for start, end, _ in self._pieces), default=0)

    def at(self, start: int, end: int) -> str | None:
        """The provision, the shortest if several, in whose words a passage begins and ends; None outside them all."""
        ends = {part for _, part in self._around(end - 1)}
        return min(((length, part) for length, part in self._around(start) if part in ends), default=(0, None))[1]

    def _around(self, offset: int) -> Iterator[tuple[int, str]]:
        """Length and provision of the pieces that hold a character."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self._starts[at] > offset - self._longest:
            start, end, part = self._pieces[at]
            if offset < end:
                yield end - start, part
            at -= 1


def parts_of(graph: Graph, graphs: Iterable[str]) -> dict[str, Parts]:
    """The provisions of the documents that these named graphs hold, by the graph."""
    pieces: dict[str, list[tuple[int, int, str]]] = {name: [] for name in sorted(set(graphs))}
    for names in portions(list(pieces)):
        for name, part, start, end in graph.store.query(_PIECES % " ".join(map(term, names))).rows():
            pieces[str(name)].append((whole(start), whole(end), str(part)))
    return {name: Parts(found) for name, found in pieces.items()}


def evidence_of(graph: Graph, triples: Iterable[Triple]) -> dict[Triple, tuple[Evidence, ...]]:
    """Every passage that supports each triple, by document and place; a triple without any has an empty tuple.

    Literals are to be as the store gives them.
    """
    wanted = list(dict.fromkeys(triples))
    rows = [row for some in portions(wanted) for row in _passages(graph, some)]
    homes = {document: home(graph, document) for _, _, document, _, _, _ in rows}
    parts = parts_of(graph, (name for row in rows for name in (row[1], homes[row[2]])))
    found: Mapping[Triple, set[Evidence]] = defaultdict(set)
    for triple, name, document, start, end, exact in rows:
        part = parts[name].at(start, end) or parts[homes[document]].at(start, end)
        found[triple].add(Evidence(document, start, end, exact, part, name))
    return {triple: tuple(sorted(found[triple], key=_place)) for triple in wanted}


def home(graph: Graph, document: str) -> str:
    """The graph that a document of ours was read into; a link between two is told in another."""
    return graph.iris.graph(document.removeprefix(f"{graph.iris.base}document/"))


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.document, evidence.start, evidence.end


def _passages(graph: Graph, triples: Sequence[Triple]) -> Iterator[tuple[Triple, str, str, int, int, str]]:
    """Triple, named graph, document, start, end and words of each passage."""
    values = " ".join(f"({term(s)} {term(p)} {term(o)})" for s, p, o in triples)
    for s, p, o, name, document, start, end, exact in graph.store.query(_EVIDENCE % values).rows():
        value = o if isinstance(o, Literal) else str(o)
        triple = str(s), str(p), value
        yield triple, str(name), str(document), whole(start), whole(end), words(exact) or ""


_EVIDENCE: Final = """
SELECT ?s ?p ?o ?graph ?document ?start ?end ?exact WHERE {
  GRAPH ?graph {
    VALUES (?s ?p ?o) { %s }
    ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?passage .
    ?passage oa:hasSource ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
  }
  FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer && ISIRI(?document))
}"""
"""The filter passes over what an RDF file may bring that only looks like a passage of ours."""

_PIECES: Final = """
SELECT ?graph ?part ?start ?end WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph {
    ?statement rdf:predicate schema:text ; rdf:subject ?part ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end
  }
  FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer && ISIRI(?part))
}"""
