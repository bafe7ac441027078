"""Lines on their way to the engine, which reads them on a thread of its own while more are still to come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Final

_BLOCK: Final = 1 << 20
"""Bytes that are read from a file at once."""

_OPEN: Final = Path("/dev/fd")
"""Where Linux, BSD and macOS name the files that a process has open."""


class Stream:
    """Blocks of bytes as a stream that is read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        """Read these blocks."""
        self._blocks = blocks
        self._block = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, a whole block if negative; none at the end."""
        if not self._block:
            self._block = memoryview(next(self._blocks, b""))
        end = size if size >= 0 else len(self._block)
        part, self._block = self._block[:end], self._block[end:]
        return part.tobytes()


@contextmanager
def piped(blocks: Iterator[bytes]) -> Iterator[Path]:
    """Where blocks can be read as a file, while a thread writes them there; what that thread runs into is raised.

    The engine asks a stream for two kilobytes at a time, and each time it waits for whatever holds the interpreter.
    """
    out, into = os.pipe()
    with ThreadPoolExecutor(1) as aside:
        pouring = aside.submit(_pour, blocks, into)
        try:
            yield _OPEN / str(out)
        finally:
            os.close(out)
    pouring.result()


def can_pipe() -> bool:
    """Whether the system names what a process has open."""
    return _OPEN.is_dir()


def _pour(blocks: Iterator[bytes], into: int) -> None:
    """Write blocks until they end, or until nobody reads them."""
    with open(into, "wb", buffering=0) as pipe, suppress(BrokenPipeError):
        for block in blocks:
            rest = memoryview(block)
            while rest:
                rest = rest[pipe.write(rest) :]


class Feed:
    """Parts of a file that grows, and then blocks, as they become known; whoever reads them waits for the next.

    What waits takes no memory: it stands in the file, which may be closed once the blocks are asked for.
    """

    def __init__(self, descriptor: int) -> None:
        """Read from the file that is open here, and stays so until its blocks are asked for."""
        self._file: Final = descriptor
        self._parts: Final[SimpleQueue[tuple[int, int] | Iterator[bytes] | None]] = SimpleQueue()
        self._dropped: Final = Event()

    def add(self, start: int, size: int) -> None:
        """A part of the file, which is written."""
        self._parts.put((start, size))

    def end(self, blocks: Iterator[bytes] | None = None) -> None:
        """Nothing more comes after these blocks."""
        if blocks is not None:
            self._parts.put(blocks)
        self._parts.put(None)

    def drop(self) -> None:
        """Nothing more is wanted, not even what waits."""
        self._dropped.set()
        self._parts.put(None)

    def blocks(self) -> Iterator[bytes]:
        """What was added and will be, in its order; once only."""
        return self._blocks(os.dup(self._file))

    def _blocks(self, file: int) -> Iterator[bytes]:
        try:
            while (part := self._parts.get()) is not None:
                for block in _read(file, *part) if isinstance(part, tuple) else part:
                    if self._dropped.is_set():
                        return
                    yield block
        finally:
            os.close(file)


def _read(file: int, start: int, size: int) -> Iterator[bytes]:
    """A part of a file, in blocks."""
    for at in range(start, start + size, _BLOCK):
        yield os.pread(file, min(_BLOCK, start + size - at), at)
