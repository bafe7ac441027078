"""What surrounds some things: the nearest first, and of those as near, what is most particular."""

from __future__ import annotations

from dataclasses import dataclass
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
    around = _Around(graph, request)
    nodes, depth, cut = around.nodes(nodes_of(graph, request.seed))
    drawing = Drawing(graph, tuple(nodes), tuple(around.links(nodes)), request.evidence, tuple(depth))
    return drawn(drawing, request.form, ("limit",) if cut else ())


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
        from graph.walking import Terrain  # noqa: PLC0415, compiled code is only loaded where it runs

        network = graph.network
        graphs = graphs_of(graph, request.document)
        self._terrain = Terrain.asserted(network, graphs) if graphs else Terrain.whole(network)
        only = predicates_of(graph, request.predicate, "predicate") or None
        self._open = network.open_predicates(only, predicates_of(graph, request.not_predicate, "not_predicate")).astype(
            bool
        )
        self._wanted = network.open_nodes(classes_of(graph, request.node_class) or None, ()).astype(bool)
        self._request = request

    def nodes(self, seeds: tuple[int, ...]) -> tuple[list[int], list[int], bool]:
        """The nodes by distance, then fewest edges, then IRI; their distances; and whether some were cut."""
        frontier = np.array([p for p in map(self._terrain.place, seeds) if p >= 0], np.int32)
        seen = np.zeros(self._terrain.size, bool)
        seen[frontier] = True
        found, depth = [*seeds][: self._request.limit], [0] * min(len(seeds), self._request.limit)
        cut = len(seeds) > self._request.limit
        for hop in range(1, self._request.hops + 1):
            reached = self._next(frontier, seen)
            kept = reached[: max(0, self._request.limit - len(found))]
            cut = cut or kept.size < reached.size
            found += self._whole(kept).tolist()
            depth += [hop] * int(kept.size)
            frontier = kept
        return found, depth, cut

    def _next(self, frontier: Ids, seen: NDArray[np.bool_]) -> Ids:
        """The nodes one step on that were not seen, in their order."""
        steps = [self._neighbours(int(node)) for node in frontier]
        reached = np.unique(np.concatenate([np.zeros(0, np.int32), *steps]))
        reached = reached[~seen[reached] & self._wanted[self._whole(reached)]]
        seen[reached] = True
        order: Ids = reached[np.lexsort((reached, self._terrain.node_cost[reached]))]
        return order

    def _neighbours(self, node: int) -> Ids:
        """The nodes at the other end of a node's open edges."""
        ways = {"forward": (0,), "backward": (3,), "both": (0, 3)}[self._request.direction]
        found = [np.zeros(0, np.int32)]
        for way in ways:
            start, end = self._terrain.rows[way][node : node + 2]
            others, predicates = self._terrain.rows[way + 1][start:end], self._terrain.rows[way + 2][start:end]
            found.append(others[self._open[predicates]])
        return np.concatenate(found)

    def _whole(self, places: Ids) -> Ids:
        """The numbers in the whole network."""
        return places if self._terrain.nodes is None else self._terrain.nodes[places].astype(np.int32)

    def links(self, nodes: list[int]) -> list[Link]:
        """The open edges between some nodes, in the order of their subjects."""
        places = [place for place in sorted(map(self._terrain.place, nodes)) if place >= 0]
        chosen = np.zeros(self._terrain.size, bool)
        chosen[places] = True
        found: list[Link] = []
        for place in places:
            start, end = self._terrain.rows[0][place : place + 2]
            others, predicates = self._terrain.rows[1][start:end], self._terrain.rows[2][start:end]
            kept = chosen[others] & self._open[predicates]
            ends = self._whole(others[kept])
            subject = int(self._whole(np.array([place], np.int32))[0])
            found += [Link(subject, int(p), int(o)) for p, o in zip(predicates[kept], ends, strict=True)]
        return found
