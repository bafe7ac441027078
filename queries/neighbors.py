"""What a thing's edges are, counted by predicate and direction before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from graph.things import local_name
from ontology.errors import ParameterError
from queries.answer import Answer, as_json
from queries.places import node_of, predicates_of

if TYPE_CHECKING:
    from graph import Graph

Way: TypeAlias = Literal["forward", "backward"]

MOST: Final = 10_000
"""The largest `limit`."""


@dataclass(frozen=True, slots=True)
class NeighborsRequest:
    """A node; with a predicate and a direction, also what its edges of that kind lead to, `limit` from `offset` on."""

    node: str
    predicate: str | None = None
    direction: Way = "forward"
    limit: int = 100
    offset: int = 0


def neighbors(graph: Graph, request: NeighborsRequest) -> Answer:
    """The counts by predicate and direction, and, for one of them, the neighbours in the order of their IRIs.

    Raises:
        UnknownNameError: nothing is called so; it lists the nearest names.
        AmbiguousNameError: several things carry the name; it lists them.
        ParameterError: a parameter is outside what it may be.
    """
    if not 1 <= request.limit <= MOST:
        raise ParameterError("limit", request.limit, f"a number from 1 to {MOST}")
    network, node = graph.network, node_of(graph, request.node)
    body: dict[str, object] = {
        "node": _told(graph, node),
        "edges": [row for way in ("forward", "backward") for row in _counts(graph, node, way)],
    }
    if request.predicate is None:
        return as_json(body)
    predicate = predicates_of(graph, [request.predicate], "predicate")[0]
    others = _others(graph, node, request.direction, predicate)
    page = others[request.offset : request.offset + request.limit]
    following = request.offset + len(page) if request.offset + len(page) < len(others) else None
    body["neighbors"] = [_told(graph, other) for other in page]
    body |= {
        "predicate": network.predicate(predicate),
        "direction": request.direction,
        "total": len(others),
        "next": following,
    }
    return as_json(body, ("limit",) if following is not None else ())


def _rows(way: str) -> str:
    return "out" if way == "forward" else "into"


def _counts(graph: Graph, node: int, way: str) -> list[dict[str, object]]:
    arrays = graph.network.arrays
    start, end = arrays[f"{_rows(way)}_start"][node : node + 2]
    kinds, counts = np.unique(arrays[f"{_rows(way)}_predicate"][start:end], return_counts=True)
    names = [(graph.network.predicate(int(kind)), int(count)) for kind, count in zip(kinds, counts, strict=True)]
    return [
        {"predicate": name, "label": local_name(name), "direction": way, "count": count}
        for name, count in sorted(names)
    ]


def _others(graph: Graph, node: int, way: str, predicate: int) -> list[int]:
    arrays = graph.network.arrays
    start, end = arrays[f"{_rows(way)}_start"][node : node + 2]
    found = arrays[f"{_rows(way)}_node"][start:end][arrays[f"{_rows(way)}_predicate"][start:end] == predicate]
    return sorted(int(one) for one in found)


def _told(graph: Graph, node: int) -> dict[str, object]:
    network = graph.network
    classes = network.classes(node)
    return {
        "iri": network.iri(node),
        "label": network.label(node),
        "class": local_name(classes[0]) if classes else None,
        "degree": network.degree(node),
    }
