"""Kernels that number IRIs and statement nodes in the order of their appearance, by tables of hashes."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.frame import WHOLE, Fields, Longs, fields, flags, ints, longs, words
from graph.kernels import inner, kernel
from graph.memory import compare, copy
from graph.tables.columns import (
    BLOCK,
    ENDS,
    HASHES,
    IRIS,
    KEY_1,
    KEY_2,
    NOTHING,
    POOL,
    STATED_IN,
    STATED_O,
    STATED_P,
    STATED_S,
    STATEMENT_TABLE,
    STATEMENTS,
    TABLE,
)
from graph.tables.lines import G0, G1, S0, S1

Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Word: TypeAlias = int
"""A 64-bit number without sign."""

FNV_BASIS: Final = 0xCBF29CE484222325
FNV_PRIME: Final = 0x100000001B3
"""Of the 64-bit FNV-1a hash (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv)."""
_BASIS, _PRIME, _OTHER_PRIME = np.uint64(FNV_BASIS), np.uint64(FNV_PRIME), np.uint64(0x9E3779B97F4A7C15)

# What the line before had, each plus one: its subject, its graph.
OLD_S, OLD_G = 45, 46


@inner
def _first(key: Word, size: int) -> int:
    """Where in a table of this size (a power of two) a key is looked for first."""
    mixed = (key ^ (key >> np.uint64(29))) * _OTHER_PRIME
    return np.int64((mixed >> np.uint64(20)) & np.uint64(size - 1))


@inner
def _hash(block: Bytes, start: int, end: int) -> Word:
    """A number that few texts share: eight bytes a step, multiplied and folded."""
    key, at = _BASIS, start
    while at + 8 <= end:
        word = np.uint64(0)
        for i in range(8):
            word = (word << np.uint64(8)) | np.uint64(block[at + i])
        key = (key ^ word) * _OTHER_PRIME
        key ^= key >> np.uint64(32)
        at += 8
    for i in range(at, end):
        key = (key ^ np.uint64(block[i])) * _PRIME
    return key


@inner
def intern(frame: Fields, start: int, end: int) -> int:
    """The number of an IRI, a new one if it was not met before."""
    block, table, ends, pool = flags(frame, BLOCK), ints(frame, TABLE), longs(frame, ENDS), flags(frame, POOL)
    key, hashes = _hash(block, start, end), words(frame, HASHES)
    at = _first(key, table.size)
    while table[at] != 0:
        found = table[at] - 1
        if hashes[found] == key and _same(frame, found, start, end):
            return found
        at = (at + 1) & (table.size - 1)
    fresh = frame[IRIS]
    table[at] = fresh + 1
    hashes[fresh] = key
    copy(pool, ends[fresh], block, start, end - start)
    ends[fresh + 1] = ends[fresh] + end - start
    frame[IRIS] = fresh + 1
    return fresh


@inner
def intern_again(frame: Fields, old: int, start: int, end: int) -> int:
    """The number of an IRI that the line before is likely to have too; to compare takes a third of the time."""
    if frame[old] == 0 or not _same(frame, frame[old] - 1, start, end):
        frame[old] = intern(frame, start, end) + 1
    return frame[old] - 1


@inner
def _same(frame: Fields, known: int, start: int, end: int) -> bool:
    block, ends, pool = flags(frame, BLOCK), longs(frame, ENDS), flags(frame, POOL)
    begin = ends[known]
    if ends[known + 1] - begin != end - start:
        return False
    return compare(pool, begin, block, start, end - start) == 0


@inner
def statement_of(frame: Fields) -> int:
    """The number of the statement node that is the line's subject, in its graph; two hashes of 64 bits tell them apart.

    What several graphs say about one node is several statements, so that each stands and falls with its graph.
    """
    block, table = flags(frame, BLOCK), ints(frame, STATEMENT_TABLE)
    one, two = _BASIS, _OTHER_PRIME
    for start, end in ((frame[S0], frame[S1]), (frame[G0] - 1, frame[G1])):
        for i in range(start, end):
            one = (one ^ np.uint64(block[i])) * _PRIME
            two = (two + np.uint64(block[i])) * _OTHER_PRIME
            two ^= two >> np.uint64(31)
    keys, others = words(frame, KEY_1), words(frame, KEY_2)
    at = _first(one, table.size)
    while table[at] != 0:
        if keys[table[at] - 1] == one and others[table[at] - 1] == two:
            return table[at] - 1
        at = (at + 1) & (table.size - 1)
    fresh = frame[STATEMENTS]
    table[at] = fresh + 1
    keys[fresh], others[fresh] = one, two
    for slot in (STATED_S, STATED_P, STATED_O):
        ints(frame, slot)[fresh] = NOTHING
    ints(frame, STATED_IN)[fresh] = intern_again(frame, OLD_G, frame[G0], frame[G1])
    frame[STATEMENTS] = fresh + 1
    return fresh


@kernel
def rehash(owned: Longs) -> int:
    """Fill the tables of IRIs and of statements anew if they were replaced by larger, empty ones."""
    frame = fields(owned)
    table, hashes = ints(frame, TABLE), words(frame, HASHES)
    for i in range(frame[IRIS]):
        at = _first(hashes[i], table.size)
        while table[at] != 0 and table[at] != i + 1:
            at = (at + 1) & (table.size - 1)
        table[at] = i + 1
    statements, keys = ints(frame, STATEMENT_TABLE), words(frame, KEY_1)
    for i in range(frame[STATEMENTS]):
        at = _first(keys[i], statements.size)
        while statements[at] != 0 and statements[at] != i + 1:
            at = (at + 1) & (statements.size - 1)
        statements[at] = i + 1
    return WHOLE
