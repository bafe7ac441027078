"""Kernels that put texts and edges in order."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.kernels import inner, kernel
from graph.memory import compare, copy

Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Ints: TypeAlias = "npt.NDArray[np.int32]"
Longs: TypeAlias = "npt.NDArray[np.int64]"
Shorts: TypeAlias = "npt.NDArray[np.uint16]"
Words: TypeAlias = "npt.NDArray[np.uint64]"
Word: TypeAlias = int

_FEW = 12
"""Up to so many texts are put in order one by one."""


@inner
def _word(pool: Bytes, at: int, end: int) -> Word:
    """Up to eight bytes as a number that sorts as they do; zeros stand for what a text lacks."""
    word = np.uint64(0)
    if at + 8 <= end:
        for i in range(8):
            word = (word << np.uint64(8)) | np.uint64(pool[at + i])
        return word
    for i in range(at, at + 8):
        word = (word << np.uint64(8)) | (np.uint64(pool[i]) if i < end else np.uint64(0))
    return word


@inner
def _order(one: Bytes, at: int, end: int, other: Bytes, first: int, last: int) -> int:
    """Order of two texts: below, at or above zero."""
    found = compare(one, at, other, first, min(end - at, last - first))
    return found if found != 0 else (end - at) - (last - first)


@inner
def _less(pool: Bytes, ends: Longs, a: int, b: int, depth: int) -> bool:
    """Order of two texts that agree in their first bytes."""
    return _order(pool, ends[a] + depth, ends[a + 1], pool, ends[b] + depth, ends[b + 1]) < 0


@inner
def _insert(pool: Bytes, ends: Longs, order: Ints, low: int, high: int, depth: int) -> None:
    for i in range(low + 1, high):
        moved, j = order[i], i
        while j > low and _less(pool, ends, moved, order[j - 1], depth):
            order[j] = order[j - 1]
            j -= 1
        order[j] = moved


@inner
def _middle(a: Word, b: Word, c: Word) -> Word:
    return max(min(a, b), min(max(a, b), c))


@inner
def _partition(order: Ints, word: Words, low: int, high: int) -> tuple[int, int]:
    """Put smaller words before, larger ones after those that equal a pivot; where the equal ones stand."""
    pivot = _middle(word[low], word[(low + high) >> 1], word[high - 1])
    below, above, i = low, high, low
    while i < above:
        if word[i] < pivot:
            word[i], word[below] = word[below], word[i]
            order[i], order[below] = order[below], order[i]
            below += 1
            i += 1
        elif word[i] > pivot:
            above -= 1
            word[i], word[above] = word[above], word[i]
            order[i], order[above] = order[above], order[i]
        else:
            i += 1
    return below, above


@inner
def _push(stack: Longs, top: int, low: int, high: int, depth: int, fetched: int) -> int:
    if high - low < 2:
        return top
    stack[top], stack[top + 1], stack[top + 2], stack[top + 3] = low, high, depth, fetched
    return top + 4


@inner
def _sort(pool: Bytes, ends: Longs, order: Ints, word: Words, first: int, last: int) -> None:
    """Put a part of an order in the order of the texts' bytes.

    Multikey quicksort with cached words of eight bytes (Bentley and Sedgewick 1997; Ng and Kakehi 2007): what many
    texts begin with is read once, not at every comparison.
    """
    stack = np.empty(4096, np.int64)
    top = _push(stack, 0, first, last, 0, 0)
    while top > 0:
        top -= 4
        low, high, depth, fetched = stack[top], stack[top + 1], stack[top + 2], stack[top + 3]
        if high - low <= _FEW:
            _insert(pool, ends, order, low, high, depth)
            continue
        if fetched == 0:
            for i in range(low, high):
                word[i] = _word(pool, ends[order[i]] + depth, ends[order[i] + 1])
        below, above = _partition(order, word, low, high)
        ended = word[below] & np.uint64(255) == 0
        if top + 12 > stack.size:
            wider = np.empty(2 * stack.size, np.int64)
            wider[:top] = stack[:top]
            stack = wider
        top = _push(stack, top, low, below, depth, 1)
        top = _push(stack, top, above, high, depth, 1)
        if not ended:
            top = _push(stack, top, below, above, depth + 8, 0)


@kernel
def _order_texts(pool: Bytes, ends: Longs, order: Ints, word: Words) -> None:
    _sort(pool, ends, order, word, 0, order.size)


def order_texts(pool: Bytes, ends: Longs) -> Ints:
    """The numbers of distinct texts, in the order of the texts' bytes.

    What a kernel allocates comes in pages of four kilobytes, what numpy allocates in large ones: so numpy does it here
    and below, which at ten million quads saves as much time as a third of the sorting.
    """
    order = np.arange(ends.size - 1, dtype=np.int32)
    _order_texts(pool, ends, order, np.empty(order.size, np.uint64))
    return order


@inner
def _mark(pool: Bytes, ends: Longs, order: Ints, first: int, last: int, new: Bytes) -> bool:
    """Clear the flags of texts that equal the one before; False as soon as one is below it."""
    for i in range(first + 1, last):
        a, b = order[i - 1], order[i]
        found = _order(pool, ends[a], ends[a + 1], pool, ends[b], ends[b + 1])
        if found > 0:
            return False
        new[i] = found != 0
    return True


@kernel
def order_rows(pool: Bytes, ends: Longs, order: Ints, start: Ints) -> Bytes:
    """Put each row of an order of texts in the order of their bytes, in place; flags for the first of equal ones."""
    word = np.empty(order.size, np.uint64)
    new = np.ones(order.size, np.uint8)
    for row in range(start.size - 1):
        first, last = start[row], start[row + 1]
        if not _mark(pool, ends, order, first, last, new):
            _sort(pool, ends, order, word, first, last)
            _mark(pool, ends, order, first, last, new)
    return new


def _crc_table() -> Words:
    found = np.arange(256, dtype=np.uint64)
    for _ in range(8):
        found = (found >> np.uint64(1)) ^ np.where(found & np.uint64(1), np.uint64(0xEDB88320), np.uint64(0))
    return found


CRC_TABLE: Final = _crc_table()
"""What each byte adds to a CRC-32, as `zlib.crc32` computes it (ISO 3309)."""


@kernel
def first_words(pool: Bytes, at: Longs, table: Words, share: int) -> Bytes:
    """Flags for the texts, each from its place on, whose first word is not that of the text before, and is chosen.

    A word ends with a space, which every text has. One in so many is chosen: its CRC-32 is a multiple of `share`.
    """
    chosen = np.zeros(at.size, np.uint8)
    for i in range(at.size):
        j = 0
        while i > 0 and pool[at[i] + j] == pool[at[i - 1] + j] and pool[at[i] + j] != 32:
            j += 1
        if i == 0 or pool[at[i] + j] != pool[at[i - 1] + j]:
            crc, j = np.uint64(0xFFFFFFFF), 0
            while pool[at[i] + j] != 32:
                crc = table[(crc ^ np.uint64(pool[at[i] + j])) & np.uint64(255)] ^ (crc >> np.uint64(8))
                j += 1
            chosen[i] = (crc ^ np.uint64(0xFFFFFFFF)) % np.uint64(share) == 0
    return chosen


@kernel
def _gather(data: Bytes, at: Longs, size: Ints, out: Bytes) -> None:
    filled = 0
    for i in range(size.size):
        copy(out, filled, data, at[i], size[i])
        filled += size[i]


def gather(data: Bytes, at: Longs, size: Ints) -> Bytes:
    """Pieces of a text, one after another."""
    out = np.empty(int(size.sum(dtype=np.int64)), np.uint8)
    _gather(data, at, size, out)
    return out


@kernel
def stable_by(key: Ints, order: Ints, size: int) -> Ints:
    """The same numbers in the order of their keys (0 up to `size`), otherwise as they stood: a counting sort."""
    start = np.zeros(size + 1, np.int64)
    for i in range(order.size):
        start[key[order[i]] + 1] += 1
    for i in range(size):
        start[i + 1] += start[i]
    placed = np.empty(order.size, np.int32)
    for i in range(order.size):
        at = key[order[i]]
        placed[start[at]] = order[i]
        start[at] += 1
    return placed


@kernel
def _count(key: Ints, start: Ints) -> None:
    for i in range(key.size):
        start[key[i] + 1] += 1
    for i in range(start.size - 1):
        start[i + 1] += start[i]


def row_starts(key: Ints, size: int) -> Ints:
    """Where the row of each key begins in what is sorted by key, and where the last one ends."""
    start = np.zeros(size + 1, np.int32)
    _count(key, start)
    return start


@kernel
def find_texts(pool: Bytes, ends: Longs, sought: Bytes, sought_ends: Longs) -> Ints:
    """The place of each text in a sorted pool; of one that is not there, -1 less the place of the first above it."""
    found = np.empty(sought_ends.size - 1, np.int32)
    for i in range(found.size):
        low, high, there = 0, ends.size - 1, False
        while low < high:
            middle = (low + high) >> 1
            order = _order(pool, ends[middle], ends[middle + 1], sought, sought_ends[i], sought_ends[i + 1])
            there = there or order == 0
            if order < 0:
                low = middle + 1
            else:
                high = middle
        found[i] = low if there else -1 - low
    return found


@kernel
def edge_places(start: Ints, node: Ints, predicate: Shorts, s: Ints, p: Ints, o: Ints) -> Ints:
    """The number of the first edge of each row `s` that is not below (p, o); that of the next row if there is none."""
    found = np.empty(s.size, np.int32)
    for i in range(s.size):
        low, high = start[s[i]], start[s[i] + 1]
        while low < high:
            middle = (low + high) >> 1
            if predicate[middle] < p[i] or (predicate[middle] == p[i] and node[middle] < o[i]):
                low = middle + 1
            else:
                high = middle
        found[i] = low
    return found
