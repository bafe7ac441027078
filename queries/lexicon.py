"""Text that is put together from many pieces at once, without a Python object for each.

An answer of 500 nodes and 1,000 edges is some twenty thousand pieces, most of which come again and again. They are
numbered, and the numbers are laid out as a table; one loop of compiled code then copies the pieces one behind another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from graph.pools import Array
from graph.tables.sorting import gather

EMPTY: Final = 0
"""The number of the empty text."""

_DIGITS: Final = 1000
"""Numbers below it have their text at hand, from number 1 on."""


class Lexicon:
    """Texts by number, in one run of UTF-8, for as long as the lexicon is there."""

    def __init__(self) -> None:
        """Those of the first numbers."""
        self._run = bytearray()
        self._ends = [0]
        self._known: dict[str, int] = {}
        self._arrays: tuple[Array, Array, Array] | None = None
        for text in ("", *map(str, range(_DIGITS))):
            self.number(text)

    @property
    def size(self) -> int:
        """Bytes of all texts."""
        return len(self._run)

    def number(self, text: str) -> int:
        """The number of a text, the same whenever it is asked for."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self.add(text)
        return found

    def add(self, *texts: str) -> int:
        """Add texts of which no other will be asked for; the number of the first, which those of the others follow."""
        first = len(self._ends) - 1
        for text in texts:
            self._run += text.encode()
            self._ends.append(len(self._run))
        self._arrays = None
        return first

    def arrays(self) -> tuple[Array, Array, Array]:
        """The run, and where each text begins and how many bytes it has."""
        if self._arrays is None:
            ends = np.array(self._ends, np.int64)
            self._arrays = np.frombuffer(bytes(self._run), np.uint8), ends[:-1], np.diff(ends).astype(np.int32)
        return self._arrays


class Sheet:
    """One answer: texts of its own, whose numbers are below zero, beside those of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """An empty sheet."""
        self._lexicon = lexicon
        self._runs: list[Array] = []
        self._sizes: list[Array] = []
        self._count = 0

    def take(self, run: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
        """The numbers of texts that are pieces of a `readable` run, and which of them JSON would write in another way.

        The latter are places among them: of those with a quote, a backslash or a control character.
        """
        sizes = (ends - starts).astype(np.int32)
        data = gather(run, np.ascontiguousarray(starts, np.int64), sizes)
        return self._add(data, sizes), _escaped(data, sizes)

    def write(self, texts: Iterable[str]) -> Array:
        """The numbers of some texts."""
        written = [text.encode() for text in texts]
        sizes = np.fromiter(map(len, written), np.int32, len(written))
        return self._add(np.frombuffer(b"".join(written), np.uint8), sizes)

    def counts(self, values: Array) -> Array:
        """The numbers of the texts of numbers that are not negative."""
        numbers = values.astype(np.int64) + 1
        large = np.flatnonzero(values >= _DIGITS)
        if large.size:
            numbers[large] = self.write(map(str, values[large].tolist()))
        return numbers

    def joined(self, numbers: Array) -> memoryview:
        """The bytes of texts by their numbers, one behind another."""
        run, starts, sizes = self._lexicon.arrays()
        order = numbers.ravel()
        own = np.concatenate([np.zeros(0, np.int32), *self._sizes])
        begins = np.cumsum(own, dtype=np.int64) - own + run.size
        # The first of the sheet's own texts comes last, where its number, -1, finds it.
        starts, sizes = np.concatenate((starts, begins[::-1])), np.concatenate((sizes, own[::-1]))
        return gather(np.concatenate((run, *self._runs)), starts[order], sizes[order]).data

    def _add(self, run: Array, sizes: Array) -> Array:
        self._runs.append(run)
        self._sizes.append(sizes)
        self._count += sizes.size
        return np.arange(sizes.size - self._count - 1, -self._count - 1, -1)


def _escaped(data: Array, sizes: Array) -> Array:
    if not data.size or (data.min() >= _SPACE and not (data == _QUOTE).any() and not (data == _BACKSLASH).any()):
        return np.zeros(0, np.int64)
    at = np.flatnonzero((data < _SPACE) | (data == _QUOTE) | (data == _BACKSLASH))
    return np.unique(np.searchsorted(np.cumsum(sizes), at, "right"))


_SPACE, _QUOTE, _BACKSLASH = 0x20, 0x22, 0x5C
