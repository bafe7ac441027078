"""More lines than memory takes, sorted: run by run in files, which are merged as they are read."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

RUN_BYTES: Final = 64_000_000
"""Text that is sorted in memory at once."""


class Runs:
    """Lines that are gathered in any order and read in order of their bytes, each once.

    They can be given as lines or as a stream is written to. The files vanish with the runs, or with the process.
    """

    def __init__(self, folder: Path | None = None, run_bytes: int = RUN_BYTES) -> None:
        """Gather lines; files go to the folder, or to that of the system for temporary ones."""
        self._folder = folder
        self._run_bytes = run_bytes
        self._files = ExitStack()
        self._runs: list[IO[bytes]] = []
        self._lines: list[bytes] = []
        self._rest = b""
        self._size = 0

    def __enter__(self) -> Self:
        """Start empty."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the lines and their files."""
        self.clear()

    def add(self, lines: Iterable[bytes]) -> None:
        """Gather lines, each with its line feed.

        Raises:
            OSError: a file cannot be written.
        """
        before = len(self._lines)
        self._lines += lines
        self._size += sum(map(len, self._lines[before:]))
        if self._size >= self._run_bytes:
            self._sort()

    def write(self, data: bytes) -> int:
        """Gather the lines of a stream, which may be cut anywhere.

        Raises:
            OSError: a file cannot be written.
        """
        *lines, rest = (self._rest + bytes(data)).split(b"\n")
        self._rest = rest
        self.add(line + b"\n" for line in lines)
        return len(data)

    def flush(self) -> None:
        """Do nothing: a line is whole when its line feed has come."""

    def __bool__(self) -> bool:
        """Whether there are any lines."""
        return bool(self._lines or self._runs)

    def __iter__(self) -> Iterator[bytes]:
        """The lines, sorted and distinct; from the beginning each time, and one reader at a time."""
        self._lines.sort()
        for run in self._runs:
            run.seek(0)
        last = b""
        for line in heapq.merge(*self._runs, self._lines) if self._runs else self._lines:
            if line != last:
                yield line
            last = line

    def clear(self) -> None:
        """Forget the lines."""
        self._files.close()
        self._runs, self._lines, self._rest, self._size = [], [], b"", 0

    def _sort(self) -> None:
        self._lines.sort()
        run = self._files.enter_context(tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115, `clear` closes it
        run.writelines(self._lines)
        self._runs.append(run)
        self._lines, self._size = [], 0
