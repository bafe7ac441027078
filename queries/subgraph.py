"""What surrounds some things: the nearest first, and of those as near, what is most particular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING, Final, get_args

import numpy as np
from numpy.typing import NDArray

from graph.paths import Direction
from ontology.errors import ParameterError
from queries.answer import Answer
from queries.drawing import Drawing, Link, drawn
from queries.places import classes_of, graphs_of, nodes_of, predicates_of
from queries.quotes import Amount

if TYPE_CHECKING:
    from graph import Graph

Ids = NDArray[np.int32]

FARTHEST: Final = 6
"""The largest `hops`."""
MOST: Final = 20_000
"""The largest `limit`."""
_MANY: Final = 4096
"""From here on flags for all nodes beat sorting those that are met."""


@dataclass(frozen=True, slots=True)
class SubgraphRequest:
    """The neighbourhood that is asked for, in the words of the caller; at most `limit` nodes come back.

    `node_class` holds for the nodes that are found, not for the seeds. `evidence` counts for the form `json`.
    """

    seed: tuple[str, ...]
    hops: int = 1
    direction: Direction = "both"
    predicate: tuple[str, ...] = ()
    not_predicate: tuple[str, ...] = ()
    node_class: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    limit: int = 500
    evidence: Amount = "count"
    form: str = "json"


def subgraph(graph: Graph, request: SubgraphRequest) -> Answer:
    """The nodes around some things, and every edge between them that the filters leave.

    Raises:
        UnknownNameError: nothing is called as a seed is; it lists the nearest names.
        AmbiguousNameError: several things carry a name; it lists them.
        ParameterError: a parameter is outside what it may be.
        FormatError: there is no such graph format.
    """
    _check(request)
    drawing, cut = around(graph, request, nodes_of(graph, request.seed))
    return drawn(drawing, request.form, ("limit",) if cut else ())


def around(graph: Graph, request: SubgraphRequest, seeds: tuple[int, ...]) -> tuple[Drawing, bool]:
    """The neighbourhood of some nodes, by their numbers, and whether `limit` cut it."""
    walked = _Around(graph, request)
    nodes, depth, cut = walked.nodes(seeds)
    return Drawing(graph, tuple(nodes), tuple(walked.links(nodes)), request.evidence, tuple(depth)), cut


def _check(request: SubgraphRequest) -> None:
    if not request.seed:
        raise ParameterError("seed", "nothing", "a name, an IRI or kind/slug")
    if not 0 <= request.hops <= FARTHEST:
        raise ParameterError("hops", request.hops, f"a number from 0 to {FARTHEST}")
    if not 1 <= request.limit <= MOST:
        raise ParameterError("limit", request.limit, f"a number from 1 to {MOST}")
    if request.direction not in get_args(Direction):
        raise ParameterError("direction", request.direction, f"one of {', '.join(get_args(Direction))}")


class _Around:
    """The part of a network that the filters leave, walked breadth first."""

    def __init__(self, graph: Graph, request: SubgraphRequest) -> None:
        network = graph.network
        graphs = graphs_of(graph, request.document)
        from graph.walking import Terrain  # noqa: PLC0415, compiled code is only loaded where it runs

        self._terrain = Terrain.asserted(network, graphs) if graphs else Terrain.whole(network)
        only = predicates_of(graph, request.predicate, "predicate")
        without = predicates_of(graph, request.not_predicate, "not_predicate")
        self._open = network.open_predicates(only or None, without).astype(bool) if only or without else None
        classes = classes_of(graph, request.node_class)
        self._wanted = network.open_nodes(classes, ()).astype(bool) if classes else None
        self._request = request

    def nodes(self, seeds: tuple[int, ...]) -> tuple[list[int], list[int], bool]:
        """The nodes by distance, then fewest edges, then IRI; their distances; and whether some were cut."""
        frontier = self._places(seeds)
        seen = np.zeros(self._terrain.size, bool)
        seen[frontier] = True
        found, depth = [*seeds][: self._request.limit], [0] * min(len(seeds), self._request.limit)
        cut = len(seeds) > self._request.limit
        for hop in range(1, self._request.hops + 1):
            reached = self._next(frontier, seen)
            kept = self._first(reached, max(0, self._request.limit - len(found)))
            cut = cut or kept.size < reached.size
            found += self._whole(kept).tolist()
            depth += [hop] * int(kept.size)
            frontier = kept
        return found, depth, cut

    def _next(self, frontier: Ids, seen: NDArray[np.bool_]) -> Ids:
        """The nodes one step on that were not seen."""
        beside = self._terrain.beside(frontier, self._request.direction, self._open)
        if beside.size > _MANY:
            flags = np.zeros(seen.size, bool)
            flags[beside] = True
            reached: Ids = np.flatnonzero(flags & ~seen).astype(np.int32)
        else:
            reached = np.unique(beside[~seen[beside]]).astype(np.int32)
        if self._wanted is not None:
            reached = reached[self._wanted[self._whole(reached)]]
        seen[reached] = True
        return reached

    def _first(self, places: Ids, most: int) -> Ids:
        """The most particular of some nodes, which come in the order of their IRIs."""
        costs = self._terrain.node_cost[places]
        if 0 < most < places.size:
            bound = np.partition(costs, most - 1)[most - 1]
            places, costs = places[costs <= bound], costs[costs <= bound]
        order: Ids = places[np.argsort(costs, kind="stable")][:most]
        return order

    def _places(self, nodes: Sequence[int]) -> Ids:
        """The numbers in the part that is walked, of those that are in it."""
        if self._terrain.nodes is None:
            return np.array(nodes, np.int32)
        return np.array([place for place in map(self._terrain.place, nodes) if place >= 0], np.int32)

    def _whole(self, places: Ids) -> Ids:
        """The numbers in the whole network."""
        return places if self._terrain.nodes is None else self._terrain.nodes[places].astype(np.int32)

    def links(self, nodes: list[int]) -> list[Link]:
        """The open edges between some nodes, in the order of their subjects."""
        places = np.sort(self._places(nodes))
        chosen = np.zeros(self._terrain.size, bool)
        chosen[places] = True
        starts, ends, predicates = self._terrain.rows[:3]
        edges = self._terrain.leaving(places)
        edges = edges[chosen[ends[edges]]]
        if self._open is not None:
            edges = edges[self._open[predicates[edges]]]
        subjects = (np.searchsorted(starts, edges, "right") - 1).astype(np.int32)
        columns = (self._whole(subjects), predicates[edges], self._whole(ends[edges]))
        return list(starmap(Link, zip(*(column.tolist() for column in columns), strict=True)))
