"""The quads of a store as sorted canonical N-Quads: the same bytes for the same quads, in whatever order they came."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Final

from graph.store import Store

_RUN_BYTES: Final = 64_000_000
"""Text that is sorted in memory at once; more is sorted run by run, in files, and merged."""


def write_nquads(store: Store, stream: IO[bytes], graph: str | None = None, run_bytes: int = _RUN_BYTES) -> None:
    """Write all quads, or the triples of one graph (or DEFAULT), one a line, in order of code points.

    Memory stays below a few times `run_bytes`, however large the store is. Blank nodes keep their labels.

    Raises:
        IriError: the name of the graph is not an IRI.
        StoreDamagedError: the store cannot be read.
        OSError: the system would not write.
    """
    media_type = "application/n-quads" if graph is None else "application/n-triples"
    with ExitStack() as files:
        runs = _Runs(files, run_bytes)
        store.dump(runs, media_type, graph)
        stream.writelines(runs.merged())


class _Runs:
    """What a dump writes to: lines are gathered, and sorted into a file whenever there are enough."""

    def __init__(self, files: ExitStack, run_bytes: int) -> None:
        self._files = files
        self._run_bytes = run_bytes
        self._pieces: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self._size += len(data)
        if self._size >= self._run_bytes:
            self._sort()
        return len(data)

    def flush(self) -> None:
        """Nothing is held back but what the next run takes."""

    def merged(self) -> Iterator[bytes]:
        """All lines, sorted; no line is the beginning of another, since each ends in a full stop."""
        lines, _ = self._lines()
        return heapq.merge(*self._runs, lines)

    def _sort(self) -> None:
        lines, rest = self._lines()
        run = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115, the stack closes it
        run.writelines(lines)
        run.seek(0)
        self._runs.append(run)
        self._pieces, self._size = [rest], len(rest)

    def _lines(self) -> tuple[list[bytes], bytes]:
        """The whole lines that are held, sorted, and what is left after them."""
        *lines, rest = b"".join(self._pieces).split(b"\n")
        lines.sort()
        return [line + b"\n" for line in lines], rest
