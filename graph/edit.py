"""Lines that come and lines that go: gathered first, then taken in by a store, and by its texts, in one go.

One bulk load of a million quads leaves one set of files; ten of a tenth leave ten, and take longer to read for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby, islice
from types import TracebackType
from typing import Final, Self

from graph.runs import RUN_BYTES, Runs
from graph.store import Store

_BATCH: Final = 10_000
"""Lines that are handed to the engine at once."""

_APART: Final = "\x1f"
"""Between a graph and its line where both are sorted together; it sorts before all that an IRI may hold."""


class Edit:
    """A change of a store in the making; nothing happens until `apply`."""

    def __init__(self, store: Store, run_bytes: int = RUN_BYTES) -> None:
        """Change this store; what comes beyond so many bytes waits in files beside it."""
        self._store = store
        self._coming = Runs(store.path, run_bytes)
        self._going: dict[str, set[bytes]] = defaultdict(set)

    def __enter__(self) -> Self:
        """Start empty."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what was not applied."""
        self._coming.clear()

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Put canonical lines of a graph (or DEFAULT) in; those that are there already are passed over.

        Raises:
            OSError: a file cannot be written.
        """
        self._coming.add(f"{graph}{_APART}{text}\n".encode() for text in lines)

    def remove(self, graph: str, lines: Iterable[str]) -> None:
        """Take canonical lines of a graph (or DEFAULT) out, before what comes is put in."""
        self._going[graph].update(f"{text}\n".encode() for text in lines)

    def apply(self, dropped: Iterable[str] = ()) -> None:
        """Change the store, and its texts if it has them; the edit is empty afterwards.

        Of the `dropped` graphs, which are left without quads, not even the names remain.

        Raises:
            RdfSyntaxError: a line is not N-Quads.
            StoreFullError: the disk is full.
            OSError: a file cannot be written.
        """
        texts = self._store.texts
        self._store.remove_nquads(b"".join(line for lines in self._going.values() for line in sorted(lines)))
        for graph in dropped:
            self._store.remove_graph(graph)
        self._pour()
        if texts is not None:
            for graph, lines in self._by_graph():
                texts.change(graph, lines, self._going.pop(graph, set()))
            for graph, going in self._going.items():
                texts.change(graph, (), going)
            self._store.texts = texts
        self._coming.clear()
        self._going.clear()

    def _pour(self) -> None:
        """Give the store what comes; lines with blank nodes, whose labels must stay, take a slower way."""
        if not self._coming.in_files:
            self._store.insert_nquads(b"".join(self._lines()))
            return
        self._store.bulk_load(_Stream(line for line in self._lines() if b"_:" not in line), blanks=False)
        self._store.bulk_load(_Stream(line for line in self._lines() if b"_:" in line), blanks=True)

    def _lines(self) -> Iterator[bytes]:
        apart = _APART.encode()
        return (line.partition(apart)[2] for line in self._coming)

    def _by_graph(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        apart = _APART.encode()
        parts = (line.partition(apart) for line in self._coming)
        for graph, lines in groupby(parts, lambda part: part[0]):
            yield graph.decode(), (line for _, _, line in lines)


class _Stream:
    """Lines as a stream of bytes."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._block = BytesIO()

    def read(self, size: int = -1, /) -> bytes:
        data = self._block.read(size)
        if not data and (block := b"".join(islice(self._lines, _BATCH))):
            self._block = BytesIO(block)
            data = self._block.read(size)
        return data
