"""Many lines of many graphs, sorted graph by graph, each once: the text in a file, numbers of its lines in memory.

A line takes 29 bytes of memory at most, wherever its text stands; the file is mapped, and read once in the order of the
lines. Sorting what comes nearly in order, as the lines of documents do, reads the file nearly in order too.
"""

from __future__ import annotations

import hashlib
import mmap
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeAlias

import numpy as np

from graph.feed import Feed
from graph.pools import Array
from graph.tables.sorting import CRC_TABLE, first_words, gather, order_rows, row_starts, stable_by

Data: TypeAlias = bytes | memoryview
"""Bytes as they are gathered."""

_BLOCK: Final = 1 << 23
"""Bytes of lines that are handed on at once."""


class Sheaf:
    """Lines that are gathered in any order, and then read by graph."""

    def __init__(self, folder: Path | None) -> None:
        """Gather lines; the file vanishes with the sheaf, and stands in this folder or in that for such files."""
        self._file: Final = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, `__exit__` closes it
        self._sizes: list[Array] = []
        self._numbers: list[Array] = []
        self._labelled: list[Array] = []
        self._sent: list[Array] = []
        self._graphs: dict[str, int] = {"": 0}
        self.size = 0

    def __enter__(self) -> Self:
        """Start empty."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file; what was sorted can still be read."""
        self._file.close()

    def number(self, graph: str) -> int:
        """The number of a graph, as it stands in lines; empty for the default graph."""
        return self._graphs.setdefault(graph, len(self._graphs))

    def feed(self) -> Feed:
        """A feed of parts of the file."""
        return Feed(self._file.fileno())

    def add(
        self, lines: Data, sizes: Array, graphs: Array, *, labelled: bool = False, feed: Feed | None = None
    ) -> None:
        """Gather lines, of so many bytes each and of graphs by number; `labelled` if they have blank nodes.

        With a feed, they are sent there too.

        Raises:
            OSError: the file cannot be written.
        """
        self._file.write(lines)
        if feed is not None:
            self._file.flush()
            feed.add(self.size, len(lines))
        self._sizes.append(sizes.astype(np.int32))
        self._numbers.append(graphs.astype(np.int32))
        self._labelled.append(np.full(sizes.size, labelled))
        self._sent.append(np.full(sizes.size, feed is not None))
        self.size += len(lines)

    def sorted(self) -> Sorted:
        """The lines in order; no more can be added.

        Raises:
            OSError: the file cannot be read.
        """
        self._file.flush()
        lists = self._sizes, self._numbers, self._labelled, self._sent
        sizes, numbers, labelled, sent = (np.concatenate(one) if one else np.zeros(0, np.int32) for one in lists)
        text = np.frombuffer(_mapped(self._file.fileno(), self.size), np.uint8)
        return Sorted(text, sizes, numbers, labelled.astype(bool), sent.astype(bool), list(self._graphs))


class Sorted:
    """Lines by graph, in the order of their bytes, each once."""

    def __init__(
        self, text: Array, sizes: Array, numbers: Array, labelled: Array, sent: Array, graphs: list[str]
    ) -> None:
        """Sort lines that stand one after the other in a text."""
        self._text: Final = text
        self._ends: Final = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
        self._labelled: Final = labelled
        order = stable_by(numbers, np.arange(sizes.size, dtype=np.int32), len(graphs))
        starts = row_starts(numbers, len(graphs))
        kept = order_rows(text, self._ends, order, starts).astype(bool)
        rows = np.repeat(np.arange(len(graphs), dtype=np.int32), np.diff(starts))[kept]
        self._order: Final = order[kept]
        self._sent: Final = np.zeros(self._order.size, bool)
        self._sent[np.cumsum(kept)[sent[order]] - 1] = True
        self._starts: Final = row_starts(rows, len(graphs))
        self._numbers: Final = {graph: number for number, graph in enumerate(graphs)}

    @property
    def graphs(self) -> list[str]:
        """The graphs that have lines, sorted; the default graph is empty."""
        return sorted(
            graph for graph, number in self._numbers.items() if self._starts[number] < self._starts[number + 1]
        )

    def lines(self, graph: str) -> Iterator[bytes]:
        """The lines of one graph, in blocks of whole lines."""
        return self._blocks(self._row(graph))

    def _row(self, graph: str) -> Array:
        number = self._numbers[graph]
        row: Array = self._order[self._starts[number] : self._starts[number + 1]]
        return row

    def parts(self, graph: str, share: int) -> Iterator[tuple[bytes, Iterator[bytes]]]:
        """The lines of one graph in parts, each of which but the first starts with a subject that begins one.

        One subject in so many does: its CRC-32 is a multiple of `share`. With each part comes that subject, as it
        stands in lines; with the first nothing, unless its first begins one.
        """
        order = self._row(graph)
        at = self._ends[order]
        key, first = b"", 0
        for last in np.flatnonzero(first_words(self._text, at, CRC_TABLE, share)).tolist():
            if last > first:
                yield key, self._blocks(order[first:last])
            key, first = self._text[at[last] : self._ends[order[last] + 1]].tobytes().partition(b" ")[0], last
        if order.size:
            yield key, self._blocks(order[first:])

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._order)

    def digest(self) -> str:
        """A hash of the lines as they came."""
        return hashlib.sha256(self._text.data).hexdigest()

    def unsent(self) -> Iterator[bytes]:
        """The lines without blank nodes that were not sent, in blocks."""
        return self._blocks(self._order[~self._sent & ~self._labelled[self._order]])

    def having(self, *, labelled: bool) -> Iterator[bytes]:
        """The lines with blank nodes, or those without, in blocks."""
        return self._blocks(self._order[self._labelled[self._order] == labelled])

    def _blocks(self, order: Array) -> Iterator[bytes]:
        sizes = (self._ends[order + 1] - self._ends[order]).astype(np.int32)
        ends = np.cumsum(sizes, dtype=np.int64)
        first = 0
        while first < order.size:
            before = ends[first - 1] if first else 0
            last = max(int(np.searchsorted(ends, before + _BLOCK, "right")), first + 1)
            some = order[first:last]
            yield gather(self._text, self._ends[some], sizes[first:last]).tobytes()
            first = last


def _mapped(descriptor: int, size: int) -> mmap.mmap | bytearray:
    """A file as memory that the kernels may take; none of it is written to."""
    return mmap.mmap(descriptor, size, mmap.MAP_PRIVATE) if size else bytearray()
