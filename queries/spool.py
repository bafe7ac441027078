"""Where an answer is written while it is made: memory first, then a file without a name, never more than its limit."""

from __future__ import annotations

import io
import os
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO, Final, Self

from ontology.errors import ResultTooLargeError

IN_MEMORY: Final = 64 * 1024
"""Bytes kept on the heap; a longer answer costs less as a descriptor handed on than as bytes copied."""

_LEVEL: Final = 1
"""Level 1 makes JSON results 8 to 12 times smaller at over 100 MB/s; level 6 saves a tenth more at a third of that."""


class Spool:
    """A stream to write an answer to: as much of a file as a writer needs, at a fifth of the cost of making one.

    `descriptor` is None while everything is in memory. `file` is closed with the spool, so a descriptor that is to
    live longer is to be duplicated or sent first.
    """

    def __init__(self, limit: int) -> None:
        """Take at most `limit` bytes."""
        self.size = 0
        self.compressed = False
        self._limit = limit
        self._memory = bytearray()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """The spool; its file is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def flush(self) -> None:
        """Nothing is kept back."""

    def write(self, data: bytes) -> int:
        """Append.

        Raises:
            ResultTooLargeError: the answer would be over the limit.
        """
        self.size += len(data)
        if self.size > self._limit:
            raise ResultTooLargeError(
                f"the answer is larger than {self._limit / 1e6:g} MB; add a LIMIT, ask for fewer variables, "
                "count and group instead of listing, or ask /sparql with stream=true, which sends any length"
            )
        if self._file is None and self.size <= IN_MEMORY:
            self._memory += data
        else:
            self._spill().write(data)
        return len(data)

    @property
    def descriptor(self) -> int | None:
        """The file's descriptor, whole up to here, or None if the answer is in memory."""
        if self._file is None:
            return None
        self._file.flush()
        return self._file.fileno()

    def getvalue(self) -> bytes:
        """Everything that was written, in memory."""
        if self._file is None:
            return bytes(self._memory)
        self._file.flush()
        return os.pread(self._file.fileno(), self.size, 0)

    def compress(self) -> None:
        """Replace what was written by its gzip (RFC 1952), which says no time and so is the same for the same bytes."""
        deflater = zlib.compressobj(_LEVEL, wbits=zlib.MAX_WBITS | 16)
        with Spool(self._limit) as packed:
            for chunk in self.chunks():
                packed.write(deflater.compress(chunk))
            packed.write(deflater.flush())
            self._file, packed._file = packed._file, self._file
            self._memory, self.size, self.compressed = packed._memory, packed.size, True

    def chunks(self, size: int = 256 * 1024) -> Iterator[bytes]:
        """Everything that was written, piece by piece."""
        if self._file is None:
            yield bytes(self._memory)
            return
        self._file.flush()
        for start in range(0, self.size, size):
            yield os.pread(self._file.fileno(), size, start)

    def close(self) -> None:
        """Let go of the memory and of the file."""
        if self._file is not None:
            self._file.close()

    def _spill(self) -> IO[bytes]:
        if self._file is None:
            self._file = unnamed_file()
            self._file.write(self._memory)
            self._memory = bytearray()
        return self._file


class Deflated(io.RawIOBase):
    """A stream that compresses what is written to it on its way to another; `end` writes the last of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Compress to a stream, which stays open."""
        super().__init__()
        self._stream = stream
        self._deflater = zlib.compressobj(_LEVEL, wbits=zlib.MAX_WBITS | 16)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Compress and pass on."""
        self._stream.write(self._deflater.compress(data))
        return len(data)

    def end(self) -> None:
        """Pass on what is still kept back."""
        self._stream.write(self._deflater.flush())


def unnamed_file() -> IO[bytes]:
    """A file that vanishes when it is closed: in memory where the system has such files (Linux), else on disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile()
