"""Lines that come and lines that go: gathered first, then taken in by a store, and by its texts, in one go.

One bulk load of a million quads leaves one set of files; ten of a tenth leave ten, and take longer to read for ever.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from graph.nquads import encode
from graph.runs import RUN_BYTES, Runs
from graph.store import Store
from graph.texts import Texts

_APART: Final = b"\x1f"
"""Between a graph and its line where both are sorted together; it sorts before all that an IRI may hold."""


class Edit:
    """A change of a store in the making; nothing happens until `apply`."""

    def __init__(self, store: Store, run_bytes: int = RUN_BYTES) -> None:
        """Change this store; what comes beyond so many bytes waits in files beside it."""
        self._store = store
        self._texts = store.texts
        self._plain = _Pile(store.path, run_bytes)
        self._with_blanks = _Pile(store.path, run_bytes)
        self._sorted = Runs(store.path, run_bytes)
        self._going: dict[str, set[bytes]] = defaultdict(set)

    def __enter__(self) -> Self:
        """Start empty."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what was not applied."""
        self._clear()

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Put canonical lines of a graph (or DEFAULT) in; those that are there already are passed over.

        Raises:
            OSError: a file cannot be written.
        """
        block = encode(lines)
        coming = [line + b"\n" for line in block.split(b"\n")[:-1]]
        if b"_:" in block:
            self._plain.add(b"".join(line for line in coming if b"_:" not in line))
            self._with_blanks.add(b"".join(line for line in coming if b"_:" in line))
        else:
            self._plain.add(block)
        if self._texts is not None:
            head = graph.encode() + _APART
            self._sorted.add([head + line for line in coming])

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
        texts = self._texts
        self._store.remove_nquads(b"".join(line for lines in self._going.values() for line in sorted(lines)))
        for graph in dropped:
            self._store.remove_graph(graph)
        if texts is not None:
            self._write(texts)
        self._plain.pour(self._store, blanks=False)
        self._with_blanks.pour(self._store, blanks=True)
        self._store.texts = texts
        self._clear()

    def _write(self, texts: Texts) -> None:
        for graph, coming in self._by_graph():
            texts.change(graph, coming, self._going.pop(graph, set()))
        for graph, going in self._going.items():
            texts.change(graph, (), going)

    def _clear(self) -> None:
        self._plain.clear()
        self._with_blanks.clear()
        self._sorted.clear()
        self._going.clear()

    def _by_graph(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        parts = (line.partition(_APART) for line in self._sorted)
        for graph, lines in groupby(parts, lambda part: part[0]):
            yield graph.decode(), (line for _, _, line in lines)


class _Pile:
    """Lines that go to the engine in one way: those with blank nodes, whose labels must stay, take a slower one."""

    def __init__(self, folder: Path | None, in_memory: int) -> None:
        self._folder = folder
        self._in_memory = in_memory
        self._lines: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def add(self, lines: bytes) -> None:
        self._lines.append(lines)
        self._size += len(lines)
        if self._size >= self._in_memory:
            self._spill()

    def pour(self, store: Store, *, blanks: bool) -> None:
        if self._file is None:
            store.insert_nquads(b"".join(self._lines))
            return
        self._spill()
        self._file.seek(0)
        store.bulk_load(self._file, blanks=blanks)

    def clear(self) -> None:
        if self._file is not None:
            self._file.close()
        self._lines, self._size, self._file = [], 0, None

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115, `clear` closes it
        self._file.write(b"".join(self._lines))
        self._lines, self._size = [], 0
