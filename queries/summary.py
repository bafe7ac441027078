"""The graph at a glance: its classes and predicates, how it hangs together, and its most central things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.things import local_name
from ontology.errors import ParameterError
from queries.answer import Answer, as_json

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph import Graph
    from graph.summary import Measures

MOST = 1000
"""The largest `limit`."""


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """How many of the most central things are named, of the classes and of the largest components."""

    limit: int = 20


def summary(graph: Graph, request: SummaryRequest) -> Answer:
    """Counts by class and predicate, degrees, components, and what is central by PageRank and by betweenness.

    Raises:
        ParameterError: the limit is out of bounds.
    """
    if not 1 <= request.limit <= MOST:
        raise ParameterError("limit", request.limit, f"a number from 1 to {MOST}")
    network, measures = graph.network, graph.network.measures
    sizes = measures.component_sizes()
    return as_json(
        {
            "nodes": network.nodes,
            "edges": network.edges,
            "classes": _classes(graph),
            "predicates": _predicates(graph),
            "degrees": _degrees(measures),
            "components": {"count": len(sizes), "largest": sizes[: request.limit]},
            "central": {
                "pagerank": _most(graph, measures, measures.page_rank, request.limit),
                "betweenness": _most(graph, measures, measures.betweenness, request.limit),
            },
            "betweenness_sources": measures.sources,
        }
    )


def _classes(graph: Graph) -> list[dict[str, object]]:
    names, counts = graph.network.pool("classes"), np.bincount(graph.network.arrays["class"])
    found = [(names[int(kind)], int(counts[kind])) for kind in np.flatnonzero(counts)]
    return [
        {"class": iri, "label": local_name(iri), "count": count}
        for iri, count in sorted(found, key=lambda one: (-one[1], one[0]))
    ]


def _predicates(graph: Graph) -> list[dict[str, object]]:
    names, counts = graph.network.pool("predicates"), np.bincount(graph.network.arrays["out_predicate"])
    found = [(names[number], int(count)) for number, count in enumerate(counts)]
    return [
        {"predicate": iri, "label": local_name(iri), "count": count}
        for iri, count in sorted(found, key=lambda one: (-one[1], one[0]))
    ]


def _degrees(measures: Measures) -> dict[str, object]:
    """Least, middle, mean and greatest degree, and how many nodes have how many edges, by powers of two."""
    degrees = measures.degree
    if not degrees.size:
        return {"min": 0, "median": 0, "mean": 0, "max": 0, "histogram": []}
    steps = np.bincount(np.ceil(np.log2(np.maximum(degrees, 1))).astype(int))
    return {
        "min": int(degrees.min()),
        "median": float(np.median(degrees)),
        "mean": round(float(degrees.mean()), 3),
        "max": int(degrees.max()),
        "histogram": [{"up_to": 1 << step, "nodes": int(count)} for step, count in enumerate(steps)],
    }


def _most(graph: Graph, measures: Measures, values: NDArray[np.float64], limit: int) -> list[dict[str, object]]:
    """The nodes with the greatest values, of equal ones the first by IRI."""
    network, rounded = graph.network, np.round(values, 9)
    order = np.lexsort((np.arange(values.size), -rounded))[:limit].tolist()
    told: list[dict[str, object]] = []
    for node in order:
        classes = network.classes(node)
        told.append(
            {
                "iri": network.iri(node),
                "label": network.label(node),
                "class": local_name(classes[0]) if classes else None,
                "degree": int(measures.degree[node]),
                "value": float(rounded[node]),
            }
        )
    return told
