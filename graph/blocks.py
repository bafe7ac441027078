"""Bytes that are written, handed on in blocks of whole lines."""

from __future__ import annotations

from io import RawIOBase
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graph.tables.triples import Triples

_BLOCK: Final = 1 << 23
"""Bytes of N-Quads that are read at once."""


class Blocks(RawIOBase):
    """A stream that hands what is written to it on, in blocks of whole lines."""

    def __init__(self, triples: Triples) -> None:
        """Hand it on to these triples."""
        self._triples = triples
        self._pending: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._pending.append(bytes(data))
        self._size += len(data)
        if self._size >= _BLOCK:
            self._pass()
        return len(data)

    def close(self) -> None:
        """Hand on what is left."""
        self._pass()
        super().close()

    def _pass(self) -> None:
        """Hand on whole lines; what comes from a text ends with one, and nothing is cut off."""
        block = b"".join(self._pending)
        end = block.rfind(b"\n") + 1
        rest = block[end:]
        self._pending, self._size = [rest], len(rest)
        if end:
            self._triples.feed(block[:end])
