"""What a path search in SPARQL walks: the network of the graph, or the edges that a pattern gives."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeAlias

from graph.network import Network
from graph.nquads import iri_term, term
from graph.searches import OPEN, Filter
from ontology.statement import Literal
from queries.quotes import spans_of

if TYPE_CHECKING:
    from graph.results import Row

Triple: TypeAlias = "tuple[int, int, int]"


class Edges(Protocol):
    """Edges by the numbers of a network, and what a row says of one, as terms of SPARQL by the name of the setting."""

    @property
    def network(self) -> Network:
        """The network that is walked."""
        ...

    @property
    def allowed(self) -> Filter:
        """What of it may be walked."""
        ...

    def find(self, iri: str) -> int:
        """The number of a node, or -1."""
        ...

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        ...

    def told(self, edge: Triple) -> dict[str, str]:
        """What is told of an edge; an exported variable is named with its question mark."""
        ...


@dataclass(frozen=True, slots=True)
class Stated:
    """The edges of the graph; each has a property, is a triple, and may rest on a passage."""

    network: Network
    allowed: Filter = OPEN

    def find(self, iri: str) -> int:
        """The number of a node, or -1."""
        return self.network.find(iri)

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return self.network.iri(node)

    def told(self, edge: Triple) -> dict[str, str]:
        """Property, triple, and the first passage if there is one."""
        network = self.network
        s, p, o = (iri_term(iri) for iri in (network.iri(edge[0]), network.predicate(edge[1]), network.iri(edge[2])))
        told = {"propertyBinding": p, "resultBinding": f"<<( {s} {p} {o} )>>"}
        found = spans_of(network, edge)
        return {**told, "evidence": iri_term(found[0].iri)} if found else told


class Given:
    """Edges from the rows of a pattern: two nodes each, and the values of the variables that are exported.

    Every row is an edge of its own; nodes are numbered in the order of their IRIs.
    """

    allowed: Filter = OPEN

    def __init__(self, rows: Iterable[Row], exported: Sequence[str]) -> None:
        """Take rows of start, end and exported values; those whose start or end is no IRI are passed over."""
        kept = sorted(
            (row[0], row[1], tuple(term(one) if isinstance(one, str | Literal) else "UNDEF" for one in row[2:]))
            for row in rows
            if isinstance(row[0], str) and isinstance(row[1], str)
        )
        self._nodes = sorted({node for row in kept for node in row[:2]})
        self._exported = [f"?{name}" for name in exported]
        self._values: dict[Triple, tuple[str, ...]] = {}
        for (start, end), parallel in groupby(kept, key=lambda row: row[:2]):
            for number, row in enumerate(parallel):
                self._values[self.find(start), number, self.find(end)] = row[2]
        lines = (f"<n:{s:09}> <p:{number:09}> <n:{o:09}> .\n" for s, number, o in self._values)
        self.network = Network.of_nquads("".join(lines).encode())

    def find(self, iri: str) -> int:
        """The number of a node, or -1."""
        at = bisect_left(self._nodes, iri)
        return at if at < len(self._nodes) and self._nodes[at] == iri else -1

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return self._nodes[node]

    def told(self, edge: Triple) -> dict[str, str]:
        """The exported values."""
        return dict(zip(self._exported, self._values[edge], strict=True))
