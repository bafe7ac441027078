"""What a process does before it is asked anything, so that the first questions about paths are as quick as the others.

Arrays are mapped page by page as they are looked at, and a search makes what it works in when there is none yet. In ten
million quads that takes a process a third of a second, which nobody is to wait for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from graph.searches import Mode
from queries.connections import PathsRequest, Rank, paths
from queries.subgraph import SubgraphRequest, subgraph

if TYPE_CHECKING:
    from graph import Graph
    from graph.pools import Array

_PAGE: Final = 4096
_COMPILED: Final = ("graph.walking", "graph.walks.surroundings", "graph.ways")
_NEAR: Final = 2
"""Steps within which everything is found in some milliseconds."""
_MODES: Final[tuple[Mode, ...]] = ("shortest", "all-shortest", "k-shortest", "all")
_RANKS: Final[tuple[Rank, ...]] = ("length", "informative")


def rehearsal(graph: Graph) -> Iterator[None]:
    """Prepare for questions, in steps of some milliseconds; none where compiled code is still to be loaded."""
    if not all(name in sys.modules for name in _COMPILED) or graph.network.edges == 0:
        return
    network = graph.network
    for array in network.arrays.values():
        array.reshape(-1)[:: _PAGE // array.itemsize].max(initial=0)
        yield
    node, other = (network.iri(one) for one in _joined(network.arrays["out_start"], network.arrays["out_node"]))
    for mode, rank in product(_MODES, _RANKS):
        paths(graph, PathsRequest((node,), (other,), mode=mode, rank=rank, max_length=_NEAR))
        yield
    subgraph(graph, SubgraphRequest((node,), limit=1))
    yield
    graph.names  # noqa: B018, they are mapped into memory


def _joined(starts: Array, nodes: Array) -> tuple[int, int]:
    """Two nodes that are joined: those of the first edge."""
    return int(np.searchsorted(starts, 0, "right")) - 1, int(nodes[0])
