"""The passages that edges rest on, as answers give them: document, part, offsets and words.

Where they stand is told by the network; the store is only asked for their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from graph.network import Network, Span
from ontology.terms import DCTERMS, OA
from queries.answer import text_of
from queries.evidence import home
from queries.remembered import Remembered
from queries.rows import words

if TYPE_CHECKING:
    from graph import Graph

Amount: TypeAlias = Literal["none", "count", "first", "all"]
Edge: TypeAlias = tuple[int, int, int]
"""Subject, predicate and object by their numbers in the network."""

_KEPT: Final = 20_000
"""Edges whose first passage a thread keeps for its next answers: about 10 MB."""

_STRUCTURE: Final = {DCTERMS.isPartOf: 0, DCTERMS.hasPart: 2}
"""Which end of an edge of structure is the part, whose own words are its evidence."""


def quotes(graph: Graph, edges: Iterable[Edge], amount: Amount) -> dict[Edge, object]:
    """For each edge what `amount` asks for: nothing, how many passages, the first one, or all of them."""
    wanted = dict.fromkeys(edges)
    if amount == "none":
        return {edge: [] for edge in wanted}
    if amount == "count":
        return {edge: len(spans_of(graph.network, edge)) for edge in wanted}
    reader = _Reader(graph)
    return {edge: reader.passages(edge, 1 if amount == "first" else None) for edge in wanted}


def texts(graph: Graph, edges: Iterable[Edge], amount: Amount) -> dict[Edge, str]:
    """The same as the JSON member `evidence`, with a comma before it; what is first said is kept by the thread."""
    wanted = dict.fromkeys(edges)
    if amount != "first":
        return _texts(graph, wanted, amount)
    kept = vars(graph.network.local)
    if "cited" not in kept:
        kept["cited"] = Remembered[Edge, str](_KEPT)
    known: Remembered[Edge, str] = kept["cited"]
    return known.those(wanted, lambda some: _texts(graph, some, amount))


def _texts(graph: Graph, edges: Iterable[Edge], amount: Amount) -> dict[Edge, str]:
    found = quotes(graph, edges, amount)
    return {edge: f',"evidence":{text_of(quoted)}' if quoted != [] else _NOTHING for edge, quoted in found.items()}


_NOTHING: Final = ',"evidence":[]'


def spans_of(network: Network, edge: Edge) -> list[Span]:
    """Where the passages of an edge stand, by document and place; those of a part for an edge of structure."""
    end = _STRUCTURE.get(network.predicate(edge[1]))
    return network.evidence(network.edge(*edge)) if end is None else network.words(edge[end])


class _Reader:
    """Reads passages, each once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._labels: dict[int, str] = {}
        self._words: dict[Span, str | None] = {}
        self._ends = [_STRUCTURE.get(predicate) for predicate in graph.network.pool("predicates")]

    def passages(self, edge: Edge, most: int | None) -> list[dict[str, object]]:
        """The passages of an edge that have words, at most so many."""
        network, end = self._graph.network, self._ends[edge[1]]
        spans = network.evidence(network.edge(*edge)) if end is None else network.words(edge[end])
        found: list[dict[str, object]] = []
        for span, exact in self._read(spans):
            if len(found) == most:
                break
            found.append(self._told(span, exact, self._part(span) if end is None else edge[end]))
        return found

    def _read(self, spans: list[Span]) -> Iterator[tuple[Span, str]]:
        for span in spans:
            if span not in self._words:
                self._words[span] = self._exact(span, home(self._graph, span.document)) or self._exact(span, None)
            if (exact := self._words[span]) is not None:
                yield span, exact

    def _exact(self, span: Span, graph: str | None) -> str | None:
        """The words of a passage as one graph gives them, which is told in a tenth of the time, or any."""
        held = self._graph.store.quads(span.iri, OA.exact, None, graph)
        return next((text for _, _, value, _ in held if (text := words(value)) is not None), None)

    def _part(self, span: Span) -> int:
        network = self._graph.network
        return network.parts.at(network.pool("documents").find(span.document), span.start, span.end)

    def _told(self, span: Span, exact: str, part: int) -> dict[str, object]:
        network = self._graph.network
        if part >= 0 and part not in self._labels:
            self._labels[part] = network.label(part)
        return {
            "document": span.document,
            "part": network.iri(part) if part >= 0 else None,
            "start": span.start,
            "end": span.end,
            "exact": exact,
            "part_label": self._labels.get(part),
        }
