"""How fast paths are found: made graphs of several sizes, two hundred random pairs of nodes, beside networkx.

Times are the processor's, of the thread that asks, so that what else the machine does counts less.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from random import Random
from typing import Any, Final

import networkx as nx
import numpy as np

from graph.assembling import assemble
from graph.network import Network
from graph.nquads import encode
from graph.paths import find
from graph.provenance import assertions
from graph.searches import Search
from graph.tables.triples import Triples
from tests.benchmarks.figures import Figure, processor_seconds
from tests.benchmarks.generate import IRIS, Generator

SIZES: Final = (10_000, 1_000_000)
"""Quads of the graphs that are made."""
_PAIRS: Final = 200

Pair = tuple[int, int]
_MODES: Final[dict[str, dict[str, Any]]] = {
    "shortest": {"mode": "shortest", "max_length": 12},
    "all shortest": {"mode": "all-shortest", "max_length": 12},
    "5 shortest": {"mode": "k-shortest", "k": 5, "max_length": 12},
    "5 shortest of up to 6": {"mode": "k-shortest", "k": 5, "max_length": 6},
    "all up to 4, limit 100": {"mode": "all", "max_length": 4, "limit": 100},
}


def figures(repeat: int) -> Iterator[Figure]:
    """Building, and finding paths by each mode and ranking; networkx for the modes that it has."""
    for size in SIZES:
        yield from _sized(size, max(repeat, 1))


def _sized(size: int, repeat: int) -> Iterator[Figure]:
    name = f"{size:,} quads"
    triples = Triples(IRIS)
    reading = sum(_timed(partial(triples.feed, block)) for block in blocks(size))
    built: list[Network] = []
    assembling = processor_seconds(lambda: built.append(Network(assemble(triples))))
    network = built[0]
    yield Figure(f"{name}: read as text", reading, "s")
    yield Figure(f"{name}: {network.edges:,} edges assembled", assembling, "s")
    rows = ("out_start", "out_node", "out_predicate", "into_start", "into_node", "into_predicate", "node_cost")
    yield Figure(f"{name}: rows", sum(network.arrays[one].nbytes for one in rows) / network.edges, "bytes an edge")
    pairs = pairs_of(network)
    for mode, given in _MODES.items():
        for informative in (False, True):
            ranked = ", informative" if informative else ""
            yield from _spread(f"{name}: {mode}{ranked}", pairs, _finder(network, given, informative))
    plain = _plain(network)
    few = pairs[: 10 * repeat]
    yield from _spread(f"{name}: shortest, networkx", pairs, lambda pair: nx.shortest_path(plain, *pair))
    yield from _spread(
        f"{name}: 5 shortest, networkx", few, lambda pair: list(islice(nx.shortest_simple_paths(plain, *pair), 5))
    )


def made(size: int) -> Network:
    """The network of a made graph."""
    triples = Triples(IRIS)
    for block in blocks(size):
        triples.feed(block)
    return Network(assemble(triples))


def blocks(size: int) -> Iterator[bytes]:
    """The quads of a made graph, those of the default graph included."""
    for _, lines in Generator(size).graphs():
        distinct = sorted(set(lines))
        yield encode((*distinct, *assertions(distinct, IRIS)))


def _timed(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def pairs_of(network: Network) -> list[Pair]:
    """Random pairs of nodes that are joined."""
    random = Random(7)  # noqa: S311, the same pairs every time
    found: list[Pair] = []
    while len(found) < _PAIRS:
        pair = random.randrange(network.nodes), random.randrange(network.nodes)
        if find(network, Search((pair[0],), (pair[1],), mode="shortest", max_length=12)).paths:
            found.append(pair)
    return found


def _finder(network: Network, given: dict[str, Any], informative: bool) -> Callable[[Pair], object]:
    return lambda pair: find(network, Search((pair[0],), (pair[1],), informative=informative, **given))


def _plain(network: Network) -> nx.Graph:
    one = np.repeat(np.arange(network.nodes), np.diff(network.arrays["out_start"]))
    plain = nx.Graph()
    plain.add_edges_from(zip(one.tolist(), network.arrays["out_node"].tolist(), strict=True))
    return plain


def _spread(what: str, pairs: list[Pair], ask: Callable[[Pair], object]) -> Iterator[Figure]:
    times = [1000 * _timed(partial(ask, pair)) for pair in pairs]
    for share in (50, 99):
        yield Figure(f"{what}, p{share}", float(np.percentile(times, share)), "ms")
