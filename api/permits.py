"""Numbers in a pipe, each of which is read once: by the worker that begins a question, or by whoever takes it back.

A question that was sent to a worker cannot be unsent, but it can be forbidden: the worker begins one that was sent
ahead only if it finds the question's number here. Both sides read the same pipe, so the system sees to it that one of
them has it.
"""

from __future__ import annotations

import os
import struct
from typing import Final

_NUMBER: Final = struct.Struct(">I")
_MOST: Final = 1024
"""Numbers that are read at once; a pipe holds more, but never so many lie in it."""


class Permits:
    """The end that gives them, and may take them back."""

    def __init__(self) -> None:
        """An empty pipe."""
        self.reading, self._writing = os.pipe()
        os.set_blocking(self.reading, False)
        os.set_blocking(self._writing, False)
        self._last = 0
        self._open = True

    def give(self) -> int:
        """Put the next number in; it comes before the message that carries it."""
        self._last = self._last % 0xFFFFFFFF + 1
        os.write(self._writing, _NUMBER.pack(self._last))
        return self._last

    def take_back(self) -> int:
        """Take out all that nobody has read; how many they were."""
        try:
            return len(os.read(self.reading, _MOST * _NUMBER.size)) // _NUMBER.size if self._open else 0
        except BlockingIOError:
            return 0

    def close(self) -> None:
        """Let go of the pipe; a second time does nothing."""
        if self._open:
            self._open = False
            os.close(self.reading)
            os.close(self._writing)


class Claims:
    """The end that reads them."""

    def __init__(self, descriptor: int) -> None:
        """Read from a pipe of permits."""
        self._descriptor = descriptor
        self._held = 0

    def claim(self, number: int) -> bool:
        """Whether a number is still to be had; the numbers asked for grow, as those that are given do."""
        if not self._held:
            try:
                (self._held,) = _NUMBER.unpack(os.read(self._descriptor, _NUMBER.size))
            except BlockingIOError:
                return False
        if self._held != number:
            return False
        self._held = 0
        return True
