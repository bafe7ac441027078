"""A network as a whole: how large it is, what hangs together in it, and which nodes are central."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.pools import Array
from graph.things import Things

ALL_SOURCES: Final = 500
"""Up to so many nodes betweenness is exact."""
SOME_SOURCES: Final = 64
"""In a larger network it is estimated from so many nodes, spread evenly (Brandes and Pich 2007)."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Of each node: its degree, its component (the least node of it), its PageRank and its betweenness.

    PageRank follows the edges' directions; components and betweenness do not, and count parallel edges once. The
    betweenness is normed to 0..1, and is exact if every node was among its `sources`.
    """

    degree: Array
    component: Array
    page_rank: Array
    betweenness: Array
    sources: int

    def component_sizes(self) -> list[int]:
        """How many nodes hang together, the most first."""
        sizes = np.unique(self.component, return_counts=True)[1]
        return sorted(sizes.tolist(), reverse=True)


def measure(network: Things) -> Measures:
    """Measure a network; a second or two for a million edges."""
    from graph.centrality import betweenness, components, page_rank  # noqa: PLC0415, compiled code where it runs

    start, node = _neighbours(network)
    size = network.nodes
    chosen = min(size, size if size <= ALL_SOURCES else SOME_SOURCES)
    sources = (np.arange(chosen, dtype=np.int64) * size // max(chosen, 1)).astype(np.int32)
    pairs = max((size - 1) * (size - 2), 1) * max(chosen, 1) / max(size, 1)
    out_start, into_start = network.arrays["out_start"], network.arrays["into_start"]
    return Measures(
        degree=np.diff(out_start) + np.diff(into_start),
        component=components(start, node),
        page_rank=page_rank(np.array(out_start), np.array(network.arrays["out_node"])),
        betweenness=betweenness(start, node, sources) / pairs,
        sources=chosen,
    )


def _neighbours(network: Things) -> tuple[Array, Array]:
    """The neighbours of each node in either direction, each once, without itself, in rows."""
    size = network.nodes
    other = np.array(network.arrays["out_node"], np.int64)
    one = np.repeat(np.arange(size, dtype=np.int64), np.diff(network.arrays["out_start"]))
    joined = one != other
    pairs = np.unique(np.concatenate((one * size + other, other * size + one))[np.concatenate((joined, joined))])
    start = np.searchsorted(pairs // max(size, 1), np.arange(size + 1))
    return start.astype(np.int32), (pairs % max(size, 1)).astype(np.int32)
