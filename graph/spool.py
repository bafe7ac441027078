"""Lines on their way into a store: gathered in memory, then in a file, and given to the engine in one go.

One bulk load of a million quads leaves one set of files; ten of a tenth leave ten, and take longer to read for ever.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from types import TracebackType
from typing import IO, Final, Self

from graph.nquads import encode
from graph.store import Store

_IN_MEMORY: Final = 200_000
"""Lines that are kept in memory before a file takes them: about 50 MB."""


class Spool:
    """Lines for one store; `pour` gives them to it. Their files vanish with the spool, or with the process."""

    def __init__(self, store: Store, in_memory: int = _IN_MEMORY) -> None:
        """Gather lines for this store: so many in memory, more in a file beside it."""
        self._store = store
        self._plain = _Pile(store, in_memory)
        self._with_blanks = _Pile(store, in_memory)

    def __enter__(self) -> Self:
        """Start empty."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the lines and their files."""
        self._plain.clear()
        self._with_blanks.clear()

    def add(self, lines: Iterable[str]) -> None:
        """Gather N-Quads lines.

        Raises:
            OSError: the file cannot be written.
        """
        for text in lines:
            (self._with_blanks if "_:" in text else self._plain).add(text)

    def pour(self) -> None:
        """Put what was gathered into the store.

        Raises:
            RdfSyntaxError: a line is not N-Quads.
            StoreFullError: the disk is full.
            OSError: the file cannot be written.
        """
        self._plain.pour(blanks=False)
        self._with_blanks.pour(blanks=True)


class _Pile:
    """Lines that go to the engine in one way: those with blank nodes, whose labels must stay, take a slower one."""

    def __init__(self, store: Store, in_memory: int) -> None:
        self._store = store
        self._in_memory = in_memory
        self._lines: list[str] = []
        self._file: IO[bytes] | None = None

    def add(self, text: str) -> None:
        self._lines.append(text)
        if len(self._lines) >= self._in_memory:
            self._spill()

    def pour(self, *, blanks: bool) -> None:
        if self._file is None:
            self._store.insert_nquads(encode(self._lines))
        else:
            self._spill()
            self._file.seek(0)
            self._store.bulk_load(self._file, blanks=blanks)
        self.clear()

    def clear(self) -> None:
        self._lines = []
        if self._file is not None:
            self._file.close()
            self._file = None

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._store.path)  # noqa: SIM115, `clear` closes it
        self._file.write(encode(self._lines))
        self._lines = []
