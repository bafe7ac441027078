"""Kernels that keep what things are called, by each predicate that names them, and how they are numbered in print."""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, longs
from graph.kernels import inner
from graph.tables.columns import (
    BLOCK,
    ENGLISH,
    LANGUAGE_AT,
    LANGUAGE_SIZE,
    NAME_AT,
    NAME_RANK,
    NAME_SIZE,
    NUMBER,
    NUMBER_AT,
    NUMBER_RANK,
    NUMBER_SIZE,
    PREF_LABEL,
    TEXT_POOL,
    TEXTS,
    TITLE,
    TITLE_AT,
    TITLE_KIND,
    TITLE_LANGUAGE,
    TITLE_SIZE,
    TITLED,
    TITLES,
)
from graph.tables.interning import intern
from graph.tables.lines import L0, L1, O0, O1


@inner
def _compare(frame: Fields, known: int, size: int, start: int, end: int) -> int:
    """Order of a kept text and one in the block: below, at or above zero."""
    block, kept = flags(frame, BLOCK), flags(frame, TEXT_POOL)
    for i in range(min(size, end - start)):
        if kept[known + i] != block[start + i]:
            return np.int64(kept[known + i]) - np.int64(block[start + i])
    return size - (end - start)


@inner
def _keep(frame: Fields, start: int, end: int) -> int:
    """Keep a text of the block; where it stands among the kept ones."""
    block, kept, at = flags(frame, BLOCK), flags(frame, TEXT_POOL), frame[TEXTS]
    for i in range(end - start):
        kept[at + i] = block[start + i]
    frame[TEXTS] = at + end - start
    return at


@inner
def _is_english(frame: Fields, predicate: int) -> bool:
    """A title without a language counts as English."""
    block, start = flags(frame, BLOCK), frame[L0]
    if frame[L1] == start:
        return predicate == TITLE
    return frame[L1] - start == 2 and block[start] == 101 and block[start + 1] == 110


@inner
def take_name(frame: Fields, node: int, predicate: int) -> None:
    """Keep a name; note the best: by predicate, then English, then the first by language and by letters."""
    kept = _keep(frame, frame[O0], frame[O1])
    language = _take_title(frame, node, predicate, kept)
    rank = 1 + 2 * (predicate - PREF_LABEL) + (0 if _is_english(frame, predicate) else 1)
    ranks, at, size = ints(frame, NAME_RANK), longs(frame, NAME_AT), ints(frame, NAME_SIZE)
    language_at, language_size = longs(frame, LANGUAGE_AT), ints(frame, LANGUAGE_SIZE)
    if ranks[node] == rank:
        order = _compare(frame, language_at[node], language_size[node], frame[L0], frame[L1])
        if order == 0:
            order = _compare(frame, at[node], size[node], frame[O0], frame[O1])
        if order <= 0:
            return
    elif ranks[node] != 0 and ranks[node] < rank:
        return
    ranks[node] = rank
    at[node], size[node] = kept, frame[O1] - frame[O0]
    language_at[node], language_size[node] = language, frame[L1] - frame[L0]


@inner
def _take_title(frame: Fields, node: int, predicate: int, kept: int) -> int:
    """Note a name with its predicate and its language; where the language stands among the kept texts."""
    at = frame[TITLES]
    ints(frame, TITLED)[at], ints(frame, TITLE_KIND)[at] = node, predicate
    longs(frame, TITLE_AT)[at], ints(frame, TITLE_SIZE)[at] = kept, frame[O1] - frame[O0]
    language = ENGLISH
    if predicate != TITLE or frame[L1] > frame[L0]:
        language = intern(frame, frame[L0], frame[L1])
    ints(frame, TITLE_LANGUAGE)[at] = language
    frame[TITLES] = at + 1
    return _keep(frame, frame[L0], frame[L1])


@inner
def take_number(frame: Fields, node: int, predicate: int) -> None:
    """Keep the number as printed, or else the place among its siblings."""
    rank = 1 + predicate - NUMBER
    ranks, at, size = ints(frame, NUMBER_RANK), longs(frame, NUMBER_AT), ints(frame, NUMBER_SIZE)
    if ranks[node] == rank and _compare(frame, at[node], size[node], frame[O0], frame[O1]) <= 0:
        return
    if ranks[node] != 0 and ranks[node] < rank:
        return
    ranks[node] = rank
    at[node], size[node] = _keep(frame, frame[O0], frame[O1]), frame[O1] - frame[O0]
