"""How soon a service answers: `python -m tests.benchmarks.starting STORE [OXIGRAPH]`.

STORE is a folder that `comity load` made, OXIGRAPH one that `oxigraph load` made of the same data, to stand beside it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Final

import httpx

from graph.writer import Target, load_rdf
from tests.benchmarks import peers
from tests.benchmarks.figures import Figure, told
from tests.benchmarks.generate import write
from tests.benchmarks.peers import REPOSITORY, Peer

_QUADS: Final = 10_000
_QUESTION: Final = "SELECT ?label { ?it <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } LIMIT 5"
_PATHS: Final = "/paths?source=country/country-0&target=country/country-1&mode=shortest"


def figures(repeat: int, store: Path | None = None, native: Path | None = None) -> Iterator[Figure]:
    """Seconds from the command to the first answer from the graph, to the first path, and those of Oxigraph on disk."""
    if store is None:
        with tempfile.TemporaryDirectory() as name:
            write(_QUADS, data := Path(name, "graph.nq"))
            load_rdf(Target(Path(name, "store")), [data])
            yield from figures(repeat, Path(name, "store"))
        return
    times = max(repeat // 4, 1)
    begun = [_begun(partial(peers.comity, store)) for _ in range(times)]
    for place, what in enumerate(("first answer", "first path")):
        yield Figure(f"Comity: {what} after", statistics.median(one[place] for one in begun), "s")
    if native is not None:
        programs = peers.tools(REPOSITORY / ".comity" / "peers")
        others = [_begun(partial(peers.oxigraph_on_disk, programs, native))[0] for _ in range(times)]
        yield Figure("Oxigraph on disk: first answer after", statistics.median(others), "s")


def _begun(start: Callable[[], AbstractContextManager[Peer]]) -> tuple[float, float]:
    """Seconds from the command to the first answer, and to the first path where there is such an address."""
    with start() as peer:
        begun = time.perf_counter() - peer.ready
        httpx.get(peer.endpoint, params={"query": _QUESTION}, timeout=60).raise_for_status()
        answered = time.perf_counter() - begun
        if peer.name == "Comity":
            httpx.get(peer.endpoint.replace("/sparql", _PATHS), timeout=60).raise_for_status()
        return answered, time.perf_counter() - begun


if __name__ == "__main__":
    for _one in told(figures(20, *map(Path, sys.argv[1:]))):
        pass
