"""The quads of a store as sorted canonical N-Quads: the same bytes for the same quads, in whatever order they came."""

from __future__ import annotations

from typing import IO

from graph.runs import Runs
from graph.store import Store


def write_nquads(store: Store, stream: IO[bytes], graph: str | None = None) -> None:
    """Write all quads, or the triples of one graph (or DEFAULT), one a line, in order of code points.

    Memory stays within bounds, however large the store is. Blank nodes keep their labels.

    Raises:
        IriError: the name of the graph is not an IRI.
        StoreDamagedError: the store cannot be read.
        OSError: the system would not write.
    """
    with Runs() as runs:
        store.dump(runs, "application/n-quads" if graph is None else "application/n-triples", graph)
        stream.writelines(runs)
