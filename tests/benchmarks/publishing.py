"""What it costs to change a stored graph a little: `python -m tests.benchmarks.publishing [QUADS]`.

One document of a made graph is replaced by another of its size, taken away and put back; each is one write, published
whole. Times are the processor's, of all threads, but for what is opened. Beside them stands what a write would take
that derived the network anew.
"""

from __future__ import annotations

import statistics
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.assembling import assemble
from graph.folder import Lease
from graph.network import Network
from graph.tables.triples import Triples
from graph.texts import Texts
from graph.writer import Target, replace_documents
from tests.benchmarks.figures import Figure, median_ms, processor_seconds, told
from tests.benchmarks.generate import IRIS, Generator

SIZES: Final = (10_000, 1_000_000)
"""Quads of the graphs that are made."""
_CHANGED: Final = 1
_BLOCK: Final = 1 << 23


def figures(repeat: int) -> Iterator[Figure]:
    """Writes of one document, and what they derive from, for graphs of several sizes."""
    for size in SIZES:
        yield from sized(size, repeat)


def sized(size: int, repeat: int) -> Iterator[Figure]:
    """The same for one size."""
    name = f"{size:,} quads"
    with TemporaryDirectory() as folder:
        target = Target(Path(folder, "store"), IRIS)
        replace_documents(target, Generator(size).graphs())
        for what, documents in _writes(size).items():
            replace_documents(target, documents[0])
            times = [
                processor_seconds(lambda new=new: replace_documents(target, new))  # type: ignore[misc]  # bound at once
                for _ in range(min(repeat, 3))
                for new in documents[1:]
            ]
            yield Figure(f"{name}: {what}", statistics.median(times), "s")
        yield from _network(name, Lease.take(target.folder).path, repeat)


def _writes(size: int) -> dict[str, list[list[tuple[str, list[str]]]]]:
    """Writes that follow each other round, the first of which is not measured."""
    made = Generator(size)
    graph, lines = made.document(_CHANGED)
    _, others = made.document(made.documents)
    old = [(graph, lines)]
    new = [(graph, [text.replace(f"strategy-{made.documents}", f"strategy-{_CHANGED}") for text in others])]
    gone: list[tuple[str, list[str]]] = [(graph, [])]
    return {"a document replaced by another": [old, new, old], "a document taken away or put back": [old, gone, old]}


def _network(name: str, generation: Path, repeat: int) -> Iterator[Figure]:
    """The network that a write derived: opened, and put together again."""
    triples = Triples(IRIS)
    source = Texts(generation / "texts").stream()
    rest = b""
    reading = 0.0
    while block := source.read(_BLOCK):
        whole, _, rest = (rest + block).rpartition(b"\n")
        reading += processor_seconds(lambda block=whole + b"\n": triples.feed(block))  # type: ignore[misc]  # the same
    edges = Network.open(generation / "network").edges
    yield Figure(f"{name}: all read for {edges:,} edges", reading, "s")
    again = (processor_seconds(lambda: assemble(triples)) for _ in range(min(repeat, 3)))
    yield Figure(f"{name}: {edges:,} edges put together", min(again), "s")
    yield median_ms(f"{name}: network opened", lambda: Network.open(generation / "network"), repeat)


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    deque((one for size in sizes for one in told(sized(size, 20))), maxlen=0)
