"""How long a network takes from its triples: `python -m tests.benchmarks.rebuilding [QUADS]`, beside igraph.

The triples of a made graph are read from their text, then assembled: once by a process that has not done so before,
which waits for memory, and then again. igraph is given the same edges as pairs of numbers, which is all that it keeps;
what Comity makes are rows both ways, names, classes, and who says what where. Ten million quads have 2.7 million edges.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from graph.assembling import assemble
from graph.network import Network
from graph.tables.triples import Triples
from tests.benchmarks.figures import Figure, processor_seconds, seconds, told
from tests.benchmarks.generate import IRIS
from tests.benchmarks.path_peers import pythons
from tests.benchmarks.paths import blocks

_TIMES: Final = 5
"""Runs, of which the fastest counts."""

_PEER: Final = """
import sys, time, igraph, numpy
edges = numpy.load(sys.argv[1]).tolist()
start = time.perf_counter()
igraph.Graph(edges=edges, directed=True)
print(time.perf_counter() - start)
"""


def figures(repeat: int) -> Iterator[Figure]:
    """A graph of a million quads."""
    yield from sized(1_000_000, min(repeat, _TIMES))


def sized(quads: int, repeat: int = _TIMES) -> Iterator[Figure]:
    """The same for another size."""
    triples = Triples(IRIS)
    reading = sum(processor_seconds(lambda part=part: triples.feed(part)) for part in blocks(quads))  # type: ignore[misc]  # bound at once
    yield Figure(f"{quads:,} quads: read as text, processor", reading, "s")
    first = seconds(lambda: assemble(triples))
    network = Network(assemble(triples))
    name = f"{quads:,} quads: {network.edges:,} edges"
    yield Figure(f"{name}, first time", first, "s")
    yield Figure(f"{name}, again", min(seconds(lambda: assemble(triples)) for _ in range(repeat)), "s")
    yield Figure(f"{name}, processor", min(processor_seconds(lambda: assemble(triples)) for _ in range(repeat)), "s")
    if python := pythons().get("igraph"):
        yield Figure(f"{name}, igraph", _peer(network, python), "s")


def _peer(network: Network, python: Path) -> float:
    """Seconds on the clock."""
    subjects = np.repeat(np.arange(network.nodes), np.diff(network.arrays["out_start"]))
    with tempfile.TemporaryDirectory() as folder:
        edges = Path(folder, "edges.npy")
        np.save(edges, np.column_stack((subjects, network.arrays["out_node"])))
        done = subprocess.run([str(python), "-c", _PEER, str(edges)], check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:]] or [1_000_000]
    deque((one for size in sizes for one in told(sized(size))), maxlen=0)
