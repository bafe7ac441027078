"""The rows of a path search in SPARQL: one for each edge of each path, or one for each distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from graph.nquads import iri_term
from graph.paths import find
from graph.ranking import UNIT
from graph.searches import Direction, Path, Search
from graph.sparql.syntax_errors import error_at
from ontology.errors import QueryTooComplexError
from queries.path_settings import MOST, Settings

if TYPE_CHECKING:
    from queries.path_edges import Edges

Row: TypeAlias = "dict[str, str]"
"""Terms of SPARQL by the name of the setting that they are for."""

MOST_PAIRS: Final = 10_000
"""Pairs of ends in one search: a third of a second where they are near each other."""
MOST_ROWS: Final = 100_000
"""Rows of one search: 20 MB of terms, which the engine reads in a second."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches that one part of a query states; `text` and `offset` say where, for errors."""

    edges: Edges
    settings: Settings
    text: str
    offset: int

    def rows(self, pairs: Iterable[tuple[str | None, str | None]]) -> list[Row]:
        """The rows for some pairs of ends, None being any node, in the order of pairs, paths and edges.

        Raises:
            QuerySyntaxError: neither end of a pair is known; or paths are longer than is searched for.
            QueryTooComplexError: there are too many pairs, paths or rows, or too many edges to look at.
        """
        whole = sorted({ends for pair in pairs for ends in self._ends(*pair)})
        if len(whole) > MOST_PAIRS:
            raise self._too_many(f"{len(whole):,} pairs of ends", f"{MOST_PAIRS:,}")
        found: list[Row] = []
        for source, target in whole:
            found += self._between(source, target)
            if len(found) > MOST_ROWS:
                raise self._too_many(f"more than {MOST_ROWS:,} edges of paths", f"{MOST_ROWS:,}")
        return found

    def _ends(self, source: str | None, target: str | None) -> Iterator[tuple[int, int]]:
        """The nodes of a pair; for an open end all that can be reached from the other."""
        one = self.edges.find(source) if source is not None else None
        other = self.edges.find(target) if target is not None else None
        if self.settings.find == "cycle":
            one = other if one is None else one
            other = one
        if one is None and other is None:
            raise error_at(self.text, self.offset, "neither end of the paths has a value", _BIND)
        if one is not None and other is not None:
            yield from ((one, other),) if min(one, other) >= 0 else ()
        elif one is not None:
            yield from ((one, node) for node in self._reached(one, ahead=True))
        elif other is not None:
            yield from ((node, other) for node in self._reached(other, ahead=False))

    def _reached(self, node: int, ahead: bool) -> list[int]:
        """The nodes within the greatest length of another, that one left out."""
        from graph.walking import Terrain  # noqa: PLC0415, compiled code is only loaded where it runs

        if node < 0:
            return []
        terrain = Terrain.whole(self.edges.network)
        way: Direction = "both" if self.settings.bidirectional else "forward" if ahead else "backward"
        seen = np.zeros(terrain.size, bool)
        frontier = np.array([node])
        seen[frontier] = True
        for _ in range(self.settings.max_length):
            frontier = np.unique(terrain.beside(frontier, way))
            frontier = frontier[~seen[frontier]]
            seen[frontier] = True
        seen[node] = False
        return [int(one) for one in np.flatnonzero(seen)]

    def _between(self, source: int, target: int) -> Iterator[Row]:
        """The rows of one pair."""
        ends = {"sourceNode": self._term(source), "destinationNode": self._term(target)}
        for number, path in enumerate(self._paths(source, target)):
            if "distance" in self.settings.find.lower():
                told = {"distanceBinding": str(len(path.predicates)), "startNode": ends["sourceNode"]}
                yield {**ends, **told, "endNode": ends["destinationNode"]}
            else:
                yield from ({**ends, "pathIndex": str(number), **row} for row in self._steps(path))

    def _paths(self, source: int, target: int) -> tuple[Path, ...]:
        found = find(self.edges.network, self._search(source, target))
        stated = self.settings.numbers.get("limit", MOST)
        if "steps" in found.limits_hit:
            raise self._too_many("more edges around these ends than one search may look at", "fewer")
        if "limit" in found.limits_hit and "limit" not in self.settings.numbers:
            raise self._too_many(f"more than {stated:,} paths between two ends", f"{stated:,}")
        if self.settings.open_ended and not found.paths and source != target:
            place = self.settings.places["maxPathLength"]
            message = f"found no path of up to {self.settings.max_length} edges, and longer ones are not searched for"
            raise error_at(self.text, place, message)
        return found.paths

    def _search(self, source: int, target: int) -> Search:
        numbers, settings = self.settings.numbers, self.settings
        k = numbers.get("k", 5)
        return Search(
            (source,),
            (target,),
            mode=settings.mode,
            k=k,
            min_length=max(numbers.get("minPathLength", 1), 1),
            max_length=settings.max_length,
            direction="both" if settings.bidirectional else "forward",
            informative=settings.informative,
            merge=settings.merge,
            cyclic=settings.find == "cycle",
            filter=self.edges.allowed,
            limit=numbers.get("limit", MOST),
        )

    def _steps(self, path: Path) -> Iterator[Row]:
        """The edges of a path in the order in which they are walked; start and end are those of the walk."""
        cost = f"{path.cost / UNIT:.3f}" if self.settings.informative else str(len(path.predicates))
        told = {"lengthBinding": str(len(path.predicates)), "costBinding": cost}
        for number, edge in enumerate(path.edges()):
            yield {
                **told,
                **self.edges.told(edge),
                "resultBindingIndex": str(number),
                "startNode": self._term(path.nodes[number]),
                "endNode": self._term(path.nodes[number + 1]),
                "forwardBinding": str(path.ahead[number]).lower(),
            }

    def _term(self, node: int) -> str:
        return iri_term(self.edges.iri(node))

    def _too_many(self, found: str, expected: str) -> QueryTooComplexError:
        place = error_at(self.text, self.offset, "").position
        at = f"line {place.line}, column {place.column}" if place else "the start"
        return QueryTooComplexError(f"the path search at {at} found {found}, expected {expected} at most; {_LESS}")


_BIND: Final = "give path:sourceNode or path:destinationNode an IRI, or bind its variable in the same group"
_LESS: Final = "bind both ends, lower path:maxPathLength, or say path:limit"
