"""Kernels that put edges in rows, and that find what graphs assert among them.

An edge of a row is a word: its predicate in the upper half, its object in the lower one, so that words sort as edges
do. `Rows` in `graph.tables.rows` says which numbers these are.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.kernels import inner, kernel
from graph.tables.columns import ONTOLOGY, TYPE

Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Shorts: TypeAlias = "npt.NDArray[np.uint16]"
Ints: TypeAlias = "npt.NDArray[np.int32]"
Words: TypeAlias = "npt.NDArray[np.uint64]"
Word: TypeAlias = int

_FEW = 16
"""Up to so many words are put in order one by one."""


@inner
def _word(predicate: int, node: int) -> Word:
    return (np.uint64(predicate) << np.uint64(32)) | np.uint64(node)


@inner
def _find(start: Ints, word: Words, row: int, sought: Word) -> int:
    """Where a word stands in a row, or -1."""
    low, high = np.int64(start[row]), np.int64(start[row + 1])
    end = high
    while low < high:
        middle = (low + high) >> 1
        if word[middle] < sought:
            low = middle + 1
        else:
            high = middle
    return low if low < end and word[low] == sought else -1


@kernel
def tally(s: Ints, p: Ints, o: Ints, start: Ints, word: Words, out: Ints, into: Ints, by: Ints, kept: Bytes) -> None:
    """Count the triples that are in none of some rows, by subject, object and predicate; `kept` are their flags."""
    for i in range(s.size):
        kept[i] = 0
        if start[s[i]] == start[s[i] + 1] or _find(start, word, s[i], _word(p[i], o[i])) < 0:
            kept[i] = 1
            out[s[i]] += 1
            into[o[i]] += 1
            by[p[i]] += 1


@kernel
def fill(s: Ints, p: Ints, o: Ints, kept: Bytes, node: Ints, predicate: Ints, at: Ints, word: Words) -> None:
    """Put the triples that are kept into rows, by new numbers; `at` is where the next of each row goes."""
    for i in range(s.size):
        if kept[i] != 0:
            row = node[s[i]]
            word[at[row]] = _word(predicate[p[i]], node[o[i]])
            at[row] += 1


@inner
def _insert(word: Words, first: int, last: int) -> None:
    for i in range(first + 1, last):
        moved, j = word[i], i
        while j > first and word[j - 1] > moved:
            word[j] = word[j - 1]
            j -= 1
        word[j] = moved


@inner
def _merge(word: Words, spare: Words, first: int, middle: int, last: int) -> None:
    """Put two neighbouring sorted runs together."""
    size = middle - first
    for i in range(size):
        spare[i] = word[first + i]
    i, j, at = 0, middle, first
    while i < size:
        if j < last and word[j] < spare[i]:
            word[at] = word[j]
            j += 1
        else:
            word[at] = spare[i]
            i += 1
        at += 1


@kernel
def sort_rows(start: Ints, word: Words) -> None:
    """Put each row in order: by merging from below, which costs little where a row is nearly in order."""
    longest = 0
    for row in range(start.size - 1):
        longest = max(longest, start[row + 1] - start[row])
    spare = np.empty(longest, np.uint64)
    for row in range(start.size - 1):
        first, last = np.int64(start[row]), np.int64(start[row + 1])
        for low in range(first, last, _FEW):
            _insert(word, low, min(low + _FEW, last))
        width = np.int64(_FEW)
        while width < last - first:
            for low in range(first, last - width, 2 * width):
                if word[low + width] < word[low + width - 1]:
                    _merge(word, spare, low, low + width, min(low + 2 * width, last))
            width *= 2


@kernel
def turn(start: Ints, word: Words, by: Ints, subject: Ints, object: Ints, node: Ints, predicate: Shorts) -> None:
    """Rows by subject as columns, and as pairs sorted by predicate, then by subject, then by object.

    `by` is where the next pair of each predicate goes.
    """
    for row in range(start.size - 1):
        for i in range(start[row], start[row + 1]):
            number = np.int64(word[i] >> np.uint64(32))
            node[i], predicate[i] = np.int32(word[i] & np.uint64(0xFFFFFFFF)), number
            subject[by[number]], object[by[number]] = row, node[i]
            by[number] += 1


@kernel
def fill_back(by: Ints, subject: Ints, object: Ints, at: Ints, node: Ints, predicate: Shorts) -> None:
    """Put sorted pairs into rows by object; `by` is where the pairs of each predicate begin, and the last ones end."""
    for number in range(by.size - 1):
        for i in range(by[number], by[number + 1]):
            place = at[object[i]]
            node[place], predicate[place] = subject[i], number
            at[object[i]] += 1


@kernel
def find_edges(start: Ints, word: Words, s: Ints, p: Ints, o: Ints) -> Ints:
    """The place of each triple in rows; -1 for one that is in none, or has a number below zero."""
    found = np.full(s.size, -1, np.int32)
    for i in range(s.size):
        if s[i] >= 0 and p[i] >= 0 and o[i] >= 0:
            found[i] = _find(start, word, s[i], _word(p[i], o[i]))
    return found


@kernel
def find_asserted(
    g: Ints,
    s: Ints,
    p: Ints,
    o: Ints,
    node: Ints,
    predicate: Ints,
    start: Ints,
    word: Words,
    fixed: Ints,
    fixed_word: Words,
    edge: Ints,
    edges: Ints,
    waiting: Bytes,
) -> None:
    """The edge that each quad of a named graph asserts, or -1, and how many edges each graph asserts.

    `fixed` are the rows of the ontology: of a graph that asserts what is neither an edge nor there, `waiting` says so.
    A graph asserts most edges of a node one after the other, so the edge after the last one is looked at first.
    """
    following = 0
    for i in range(g.size):
        edge[i] = -1
        if g[i] == ONTOLOGY or p[i] == TYPE:
            continue
        row, number, other, found = node[s[i]], predicate[p[i]], node[o[i]], -1
        if row >= 0 and number >= 0 and other >= 0:
            sought = _word(number, other)
            if start[row] <= following < start[row + 1] and word[following] == sought:
                found = following
            else:
                found = _find(start, word, row, sought)
        if found >= 0:
            edge[i] = found
            following = found + 1
            edges[g[i]] += 1
        elif _find(fixed, fixed_word, s[i], _word(p[i], o[i])) < 0:
            waiting[g[i]] = 1


@kernel
def fill_graphs(g: Ints, edge: Ints, graph: Ints, at: Ints, word: Words) -> None:
    """Put the edges of each graph into its row; `at` is where the next of each row goes."""
    for i in range(g.size):
        if edge[i] >= 0:
            row = graph[g[i]]
            word[at[row]] = np.uint64(edge[i])
            at[row] += 1


@kernel
def join(start: Ints, word: Words, run: Ints, first: Ints, last: Ints) -> None:
    """Neighbouring numbers of each row as runs: where the runs of each row begin, and where each begins and ends."""
    runs = 0
    for row in range(start.size - 1):
        run[row] = runs
        for i in range(start[row], start[row + 1]):
            if i == start[row] or word[i] != word[i - 1] + np.uint64(1):
                first[runs] = np.int32(word[i])
                runs += 1
            last[runs - 1] = np.int32(word[i]) + 1
    run[start.size - 1] = runs
