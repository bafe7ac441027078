"""How fast paths come over HTTP, with their evidence: `python -m tests.benchmarks.path_serving [QUADS...]`.

A server of its own over a made graph, one client, one connection, two hundred pairs of nodes that are joined. What is
measured is the time to the last byte, on the clock. The client is the library's own: a comfortable one, as httpx, takes
two or three milliseconds for itself.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np

from graph import Graph
from graph.writer import Target, replace_documents
from tests.benchmarks.figures import Figure, seconds, told
from tests.benchmarks.generate import Generator
from tests.benchmarks.paths import pairs_of
from tests.service import running

_QUADS: Final = 10_000
_ASKED: Final[dict[str, dict[str, Any]]] = {
    "shortest": {"mode": "shortest", "max_length": 12},
    "all shortest, limit 100": {"mode": "all-shortest", "max_length": 12},
    "5 shortest": {"mode": "k-shortest", "k": 5, "max_length": 12},
    "5 shortest, informative": {"mode": "k-shortest", "k": 5, "max_length": 12, "rank": "informative"},
    "all up to 4, limit 100": {"mode": "all", "max_length": 4, "limit": 100},
}


def figures(_: int, quads: int = _QUADS) -> Iterator[Figure]:
    """Middle and 99th of 100 for each question; each answer has the first passage of every edge."""
    with tempfile.TemporaryDirectory() as place:
        store = Path(place, "store")
        replace_documents(Target(store), Generator(quads).graphs())
        network = Graph.open(store).network
        pairs = [tuple(map(network.iri, pair)) for pair in pairs_of(network)]
        with running(Path(place)) as service, closing(HTTPConnection("127.0.0.1", service.port)) as client:
            for name, asked in _ASKED.items():
                yield from _spread(f"{quads:,} quads: {name}", client, [(s, {**asked, "target": t}) for s, t in pairs])
            around = [(s, {"hops": 2, "limit": 500}) for s, _ in pairs]
            yield from _spread(f"{quads:,} quads: 2 steps around, limit 500", client, around)


def _spread(what: str, client: HTTPConnection, asked: list[tuple[str, dict[str, Any]]]) -> Iterator[Figure]:
    times = [1000 * seconds(partial(_ask, client, start, given)) for start, given in asked]
    for share in (50, 99):
        yield Figure(f"{what}, p{share}", float(np.percentile(times, share)), "ms")


def _ask(client: HTTPConnection, start: str, given: dict[str, Any]) -> None:
    path, name = ("/paths", "source") if "target" in given else ("/subgraph", "seed")
    client.request("GET", f"{path}?{urlencode({name: start, **given})}")
    answer = client.getresponse()
    assert answer.read(), answer.status
    assert answer.status == 200, answer.status


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or [str(_QUADS)]):
        for _figure in told(figures(1, size)):
            pass
