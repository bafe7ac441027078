"""What surrounds some things: the nearest first, and of those as near, what is most particular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

import numpy as np
from numpy.typing import NDArray

from graph.searches import Direction
from ontology.errors import ParameterError
from queries.answer import Answer
from queries.drawing import Drawing, Links, drawn
from queries.places import classes_of, graphs_of, nodes_of, predicates_of
from queries.quotes import Amount

if TYPE_CHECKING:
    from graph import Graph
    from graph.walking import Terrain

Ids = NDArray[np.int32]
Flags = NDArray[np.uint8]

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
    drawing, cut = around(graph, request, nodes_of(graph, request.seed))
    return drawn(drawing, request.form, ("limit",) if cut else ())


def around(graph: Graph, request: SubgraphRequest, seeds: tuple[int, ...]) -> tuple[Drawing, bool]:
    """The neighbourhood of some nodes, by their numbers, and whether `limit` cut it."""
    from graph.walking import Terrain  # noqa: PLC0415, the same
    from graph.walks.surroundings import Surroundings  # noqa: PLC0415, compiled code is only loaded where it runs

    network, graphs = graph.network, graphs_of(graph, request.document)
    terrain = Terrain.asserted(network, graphs) if graphs else Terrain.whole(network)
    kept = seeds[: request.limit]
    places, chosen = _places(terrain, seeds), _places(terrain, kept).size
    bounds = (request.direction, request.hops, request.limit - len(kept))
    found = Surroundings.of(network, terrain).around(places, chosen, bounds, _gates(graph, request, terrain))
    subjects, predicates, ends = found.edges
    columns = terrain.whole_of(subjects), predicates, terrain.whole_of(ends)
    links = Links(columns, None if graphs else found.places)
    nodes, depth = (*kept, *terrain.whole_of(found.nodes).tolist()), (*[0] * len(kept), *found.depths)
    drawing = Drawing(graph, nodes, links, request.evidence, depth)
    return drawing, found.cut or len(kept) < len(seeds)


def _places(terrain: Terrain, nodes: Sequence[int]) -> Ids:
    """The numbers in the part that is walked, of those that are in it."""
    return np.array([place for place in map(terrain.place, nodes) if place >= 0], np.int32)


def _gates(graph: Graph, request: SubgraphRequest, terrain: Terrain) -> tuple[Flags, Flags]:
    """Which predicates and which nodes are open; no flags where all are."""
    network = graph.network
    only = predicates_of(graph, request.predicate, "predicate")
    without = predicates_of(graph, request.not_predicate, "not_predicate")
    predicates = network.open_predicates(only or None, without) if only or without else np.zeros(0, np.uint8)
    classes = classes_of(graph, request.node_class)
    nodes = network.open_nodes(classes, ()) if classes else np.zeros(0, np.uint8)
    return predicates, nodes if terrain.nodes is None or not classes else nodes[terrain.nodes]


def _check(request: SubgraphRequest) -> None:
    if not request.seed:
        raise ParameterError("seed", "nothing", "a name, an IRI or kind/slug")
    if not 0 <= request.hops <= FARTHEST:
        raise ParameterError("hops", request.hops, f"a number from 0 to {FARTHEST}")
    if not 1 <= request.limit <= MOST:
        raise ParameterError("limit", request.limit, f"a number from 1 to {MOST}")
    if request.direction not in get_args(Direction):
        raise ParameterError("direction", request.direction, f"one of {', '.join(get_args(Direction))}")
