# ruff: noqa: T201 - printing times is what this is for
"""One library and one question, over a graph in a file: `python path_peer.py LIBRARY QUESTION FOLDER`.

It prints the seconds of the processor that each pair of nodes takes, one a line, and is stopped from outside when it
takes too long. It runs in an environment that has the library and perhaps nothing of Comity. Edges have no direction;
where a library has no limit of its own, what it gives is cut after the limit.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

Ask = Callable[[int, int], object]

LIMIT, SHORTEST, LONGEST, AROUND = 100, 5, 4, 500
"""Paths of all, shortest paths, edges of the longest, nodes of a neighbourhood."""


def networkx(edges: Sequence[tuple[int, int]]) -> dict[str, Ask]:
    """See https://networkx.org."""
    nx: Any = import_module("networkx")
    graph = nx.MultiGraph()
    graph.add_edges_from(edges)
    plain = nx.Graph(graph)

    def around(node: int, _: int) -> object:
        near = nx.single_source_shortest_path_length(graph, node, cutoff=2)
        return graph.subgraph(list(islice(near, AROUND))).copy()

    return {
        "shortest": lambda a, b: nx.shortest_path(graph, a, b),
        "k shortest": lambda a, b: list(islice(nx.shortest_simple_paths(plain, a, b), SHORTEST)),
        "all simple": lambda a, b: list(islice(nx.all_simple_paths(graph, a, b, cutoff=LONGEST), LIMIT)),
        "around": around,
    }


def igraph(edges: Sequence[tuple[int, int]]) -> dict[str, Ask]:
    """See https://igraph.org."""
    graph: Any = import_module("igraph").Graph(edges=edges)

    def around(node: int, _: int) -> object:
        return graph.induced_subgraph(graph.neighborhood(node, order=2)[:AROUND])

    return {
        "shortest": graph.get_shortest_path,
        "k shortest": lambda a, b: graph.get_k_shortest_paths(a, b, k=SHORTEST),
        "all simple": lambda a, b: graph.get_all_simple_paths(a, b, maxlen=LONGEST, max_results=LIMIT),
        "around": around,
    }


def rustworkx(edges: Sequence[tuple[int, int]]) -> dict[str, Ask]:
    """See https://www.rustworkx.org; it gives the lengths of k shortest paths, not the paths."""
    rx: Any = import_module("rustworkx")
    graph = rx.PyGraph(multigraph=True)
    graph.extend_from_edge_list([(a, b) for a, b in edges])

    def around(node: int, _: int) -> object:
        near = {node: None, **dict.fromkeys(graph.neighbors(node))}
        near |= dict.fromkeys(other for one in list(near) for other in graph.neighbors(one))
        return graph.subgraph(list(islice(near, AROUND)))

    return {
        "shortest": lambda a, b: rx.dijkstra_shortest_paths(graph, a, b),
        "all simple": lambda a, b: rx.all_simple_paths(graph, a, b, cutoff=LONGEST + 1)[:LIMIT],
        "around": around,
    }


def main(library: str, question: str, folder: Path) -> None:
    """Print a time for each pair."""
    edges, pairs = (np.load(folder / f"{name}.npy").tolist() for name in ("edges", "pairs"))
    ask = {"networkx": networkx, "igraph": igraph, "rustworkx": rustworkx}[library](edges).get(question)
    print("ready", flush=True)
    for a, b in pairs if ask else ():
        start = time.thread_time()
        assert ask is not None
        ask(a, b)
        print(time.thread_time() - start, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
