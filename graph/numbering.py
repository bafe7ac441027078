"""IRIs by number: in the order in which they were read, and in their own order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.pools import Array
from graph.tables.sorting import gather, order_texts
from graph.tables.triples import Triples

Ints: TypeAlias = "npt.NDArray[np.int32]"
Longs: TypeAlias = "npt.NDArray[np.int64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"

_SPARSE: Final = 16
"""From this many IRIs for each chosen one on, the chosen ones are sorted instead of picked from all."""


def places(size: int, chosen: Ints) -> Ints:
    """For each number up to `size` its place among the chosen ones; -1 for the others, and for numbers below zero."""
    place = np.full(size + 2, -1, np.int32)
    place[chosen] = np.arange(chosen.size, dtype=np.int32)
    return place


def ends(sizes: Ints) -> Longs:
    """Where pieces of these sizes end, that of nothing first."""
    found = np.zeros(sizes.size + 1, np.int64)
    np.cumsum(sizes, dtype=np.int64, out=found[1:])
    return found


@dataclass(frozen=True, slots=True)
class Numbering:
    """The IRIs that were read: `order` are their numbers in the order of the IRIs, `rank` is the place of each."""

    triples: Triples
    order: Ints
    rank: Ints

    @classmethod
    def of(cls, triples: Triples) -> Numbering:
        """Sort the IRIs."""
        order = order_texts(*triples.pool)
        rank = np.empty(order.size, np.int32)
        rank[order] = np.arange(order.size, dtype=np.int32)
        return cls(triples, order, rank)

    @property
    def size(self) -> int:
        """How many IRIs there are."""
        return self.order.size

    def flags(self, *used: Ints) -> Flags:
        """Flags for the numbers that occur; what is below zero stands for no IRI."""
        found = np.zeros(self.size + 2, bool)
        for numbers in used:
            found[numbers] = True
        return found[: self.size]

    def chosen(self, flags: Flags) -> Ints:
        """The numbers that are flagged, in the order of their IRIs."""
        some = np.flatnonzero(flags).astype(np.int32)
        if some.size * _SPARSE < self.size:
            return some[np.argsort(self.rank[some])]
        return self.order[flags[self.order]]

    def texts(self, name: str, chosen: Ints) -> dict[str, Array]:
        """IRIs as a pool, by the names of its two arrays."""
        pool, last = self.triples.pool
        sizes = (last[chosen + 1] - last[chosen]).astype(np.int32)
        return {name: gather(pool, last[chosen], sizes), f"{name}_ends": ends(sizes)}
