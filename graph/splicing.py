"""Rows taken out of arrays and others put in, at the cost of a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.pools import Array, Ids, Pool


class Splice:
    """A change of the rows of a table, for each of its columns.

    Rows are numbered as they stood: `gone` are those that go, and `at` tells for each row that comes the one before
    which it is to stand. Both are sorted; rows that come to one place keep their order.
    """

    def __init__(self, size: int, gone: Array, at: Array) -> None:
        """Change a table of so many rows."""
        self._size = size
        self._gone = gone
        self._at = at
        self._steps = list(_steps(gone, at))

    def column(self, old: Array, coming: Array) -> Array:
        """A column of numbers with the values of the rows that come."""
        pieces, done = [], 0
        for start, end, first, last in self._steps:
            pieces += [old[done:start], coming[first:last]]
            done = end
        found: Array = np.concatenate([*pieces, old[done:]]).astype(old.dtype, copy=False)
        return found

    def pool(self, old: Pool, coming: Pool) -> Pool:
        """A column of texts in the same way."""
        pieces, done = [], 0
        ends, others = old.ends, coming.ends
        for start, end, first, last in self._steps:
            pieces += [old.data[ends[done] : ends[start]], coming.data[others[first] : others[last]]]
            done = end
        sizes = self.column(np.diff(ends), np.diff(others))
        data = np.concatenate([*pieces, old.data[ends[done] :]])
        return Pool(data, np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))))

    def moved(self) -> Ids:
        """Where each row that was there stands afterwards; -1 for those that went."""
        steps = np.ones(self._size + 1, np.int32)
        steps[0] = 0
        np.add.at(steps, self._at, 1)
        np.subtract.at(steps, self._gone + 1, 1)
        places: Ids = np.cumsum(steps[:-1], dtype=np.int32)
        places[self._gone] = -1
        return places

    def placed(self) -> Ids:
        """Where each row that came stands afterwards."""
        places: Ids = (self._at - np.searchsorted(self._gone, self._at) + np.arange(self._at.size)).astype(np.int32)
        return places


def _steps(gone: Array, at: Array) -> Iterator[tuple[int, int, int, int]]:
    """What to do from front to back: copy up to a row, go on from another, and in between put some of what comes."""
    cuts = np.flatnonzero(np.diff(gone) != 1) + 1
    runs = [(int(run[0]), int(run[-1]) + 1, 0, 0) for run in np.split(gone, cuts) if run.size]
    places, firsts = np.unique(at, return_index=True)
    bounds = [*firsts.tolist(), at.size]
    puts = [(place, place, *bounds[i : i + 2]) for i, place in enumerate(places.tolist())]
    done = 0
    for start, end, first, last in sorted(runs + puts):
        yield max(start, done), max(end, done), first, last
        done = max(end, done)


def ranges(first: Array, last: Array) -> Array:
    """The numbers from each first up to its last, one after another.

    >>> ranges(np.array([1, 7]), np.array([3, 8])).tolist()
    [1, 2, 7]
    """
    sizes = (last - first).astype(np.int64)
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if ends.size else 0
    found: Array = np.arange(total) + np.repeat(first - (ends - sizes), sizes)
    return found


def matched(pool: Pool, texts: Pool) -> tuple[Ids, Array]:
    """The place of each text in a sorted pool, or that of the first above it; and whether it is there."""
    from graph.tables.sorting import find_texts  # noqa: PLC0415, compiled code is only loaded where it runs

    data, ends = np.require(pool.data, requirements="W"), np.require(pool.ends, requirements="W")
    found = find_texts(data, ends, np.require(texts.data, requirements="W"), np.require(texts.ends, requirements="W"))
    there = found >= 0
    return np.where(there, found, -1 - found).astype(np.int32), there


def picked(pool: Pool, places: Array) -> Pool:
    """Some texts of a pool, in the order given."""
    first, last = pool.ends[places], pool.ends[places + 1]
    data = pool.data[ranges(first, last)]
    return Pool(data, np.concatenate(([0], np.cumsum(last - first))).astype(np.int64))


class UnfitError(Exception):
    """The change is none of rows that come and go; it is caught where both ways are known."""


def expect(condition: object) -> None:
    """Go on only with what rows that come and go can do.

    Raises:
        UnfitError: the condition does not hold.
    """
    if not condition:
        raise UnfitError


@dataclass(frozen=True, slots=True)
class Keys:
    """What rows belong to, nodes or edges: those that the small networks speak of, and where all of them end up."""

    splice: Splice
    moved: Ids
    went: Ids
    came: Ids
    at: Ids
    fresh: Array
    """Where each that went stands before, each that came afterwards; before which it comes, and whether it is new."""

    @property
    def size(self) -> int:
        """How many there are afterwards."""
        return int((self.moved >= 0).sum()) + int(self.fresh.sum())

    def counts(self, before: Array, coming: Array) -> Array:
        """Starts of rows from how many each had that stay, and the keys of those that come."""
        kept = self.splice.column(before, np.zeros(int(self.fresh.sum()), before.dtype))
        np.add.at(kept, coming, 1)
        starts = np.zeros(kept.size + 1, np.int32)
        np.cumsum(kept, dtype=np.int32, out=starts[1:])
        return starts


def pooled(name: str, pool: Pool) -> dict[str, Array]:
    """A pool as two arrays."""
    return {name: pool.data, f"{name}_ends": pool.ends}
