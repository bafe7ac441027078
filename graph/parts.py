"""Which provision a passage stands in, from the arrays of a network."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.things import Things


class Parts:
    """The provisions of all documents, found by where their own words stand."""

    def __init__(self, network: Things) -> None:
        """Sort the pieces of text of every provision by document and place."""
        arrays = network.arrays
        nodes = np.repeat(np.arange(network.nodes), np.diff(arrays["words_start"]))
        order = np.lexsort((arrays["words_begin"], arrays["words_document"]))
        documents = arrays["words_document"][order]
        self._begin, self._end = arrays["words_begin"][order], arrays["words_end"][order]
        self._node = nodes[order]
        count = len(network.pool("documents"))
        self._first = np.searchsorted(documents, np.arange(count + 1))
        self._longest = np.zeros(count, np.int64)
        np.maximum.at(self._longest, documents, self._end - self._begin)

    def at(self, document: int, begin: int, end: int) -> int:
        """The provision, the shortest if several, in whose words a passage begins and ends; -1 outside them all.

        The document is by its number.
        """
        ends = {node for _, node in self._around(document, end - 1)}
        return min(((size, node) for size, node in self._around(document, begin) if node in ends), default=(0, -1))[1]

    def _around(self, document: int, offset: int) -> Iterator[tuple[int, int]]:
        """Length and provision of the pieces that hold a character."""
        first, last = self._first[document : document + 2].tolist()
        at = first + int(np.searchsorted(self._begin[first:last], offset, "right")) - 1
        while at >= first and self._begin[at] > offset - self._longest[document]:
            if offset < self._end[at]:
                yield int(self._end[at] - self._begin[at]), int(self._node[at])
            at -= 1
