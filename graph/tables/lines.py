"""Kernels that find the terms of a line of canonical N-Quads."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.frame import Fields, flags
from graph.kernels import inner
from graph.memory import compare, seek
from graph.tables.columns import BLOCK, EVIDENCE_PREFIX, SIZE

Bytes: TypeAlias = "npt.NDArray[np.uint8]"

# While a line is read: where its terms begin and end, and what its object is.
(AT, S0, S1, P0, P1, O0, O1, G0, G1, KIND, L0, L1) = range(32, 44)
IS_IRI, IS_LITERAL = 1, 2


@inner
def next_line(frame: Fields) -> None:
    """Go on behind the end of the line."""
    frame[AT] = seek(flags(frame, BLOCK), frame[AT], frame[SIZE], 10) + 1


@inner
def _iri_end(frame: Fields, at: int) -> int:
    """Where the IRI that begins here ends; -1 if it is none, but a triple."""
    block = flags(frame, BLOCK)
    end = seek(block, at, frame[SIZE], 62)
    return -1 if end == frame[SIZE] or block[at] == 60 else end


@inner
def _quote(block: Bytes, at: int, size: int) -> int:
    """The quote that ends a text: the next one with an even number of backslashes before it."""
    while at < size:
        at = seek(block, at, size, 34)
        before = at
        while block[before - 1] == 92:
            before -= 1
        if (at - before) & 1 == 0:
            break
        at += 1
    return at


@inner
def split_line(frame: Fields) -> bool:
    """Find the terms of a line; False if it tells nothing here.

    That is, if its subject is a passage, or no IRI, nor its predicate, or its object neither IRI nor literal.
    """
    block, at = flags(frame, BLOCK), frame[AT]
    frame[G0] = -1
    if block[at] != 60:
        return False
    frame[S0], frame[S1] = at + 1, _iri_end(frame, at + 1)
    if frame[S1] < 0 or block[frame[S1] + 2] != 60 or offsets_at(frame, frame[S0], frame[S1]) >= 0:
        return False
    frame[P0] = frame[S1] + 3
    frame[P1] = _iri_end(frame, frame[P0])
    frame[AT] = frame[P1]
    if frame[P1] < 0:
        frame[AT] = frame[P0]
        return False
    at = frame[P1] + 2
    after = -1
    if block[at] == 60:
        after = _split_iri(frame, at)
    elif block[at] == 34:
        after = _split_literal(frame, at)
    if after < 0:
        return False
    frame[AT] = after
    if block[after + 1] == 60:
        frame[G0], frame[G1] = after + 2, _iri_end(frame, after + 2)
        return frame[G1] >= 0
    return block[after + 1] == 46


@inner
def _split_iri(frame: Fields, at: int) -> int:
    frame[KIND] = IS_IRI
    frame[O0], frame[O1] = at + 1, _iri_end(frame, at + 1)
    return frame[O1] + 1 if frame[O1] >= 0 else -1


@inner
def _split_literal(frame: Fields, at: int) -> int:
    """The value of a literal and its language; the place after the literal."""
    block, size = flags(frame, BLOCK), frame[SIZE]
    frame[KIND] = IS_LITERAL
    frame[O0] = at + 1
    frame[O1] = at = _quote(block, at + 1, size)
    at += 1
    frame[L0] = frame[L1] = at
    if at < size and block[at] == 64:
        frame[L0] = at + 1
        while at < size and block[at] != 32:
            at += 1
        frame[L1] = at
    elif at < size and block[at] == 94:
        at = _iri_end(frame, at + 3) + 1
    return at if at > 0 else -1


@inner
def is_statement(frame: Fields) -> bool:
    """Whether the subject is a statement node."""
    block, prefix = flags(frame, BLOCK), flags(frame, EVIDENCE_PREFIX)
    if frame[S1] - frame[S0] <= prefix.size:
        return False
    return compare(block, frame[S0], prefix, 0, prefix.size) == 0


@inner
def offsets_at(frame: Fields, start: int, end: int) -> int:
    """Where the offsets of a passage's IRI (`…#char=12,34`) begin; -1 if it is not one."""
    block = flags(frame, BLOCK)
    at = end - 1
    while at > start and block[at] != 35:
        if block[at] != 44 and (block[at] < 48 or block[at] > 57) and end - at > 32:
            return -1
        at -= 1
    if at + 6 >= end or block[at] != 35 or block[at + 1] != 99 or block[at + 2] != 104 or block[at + 3] != 97:
        return -1
    return at + 6 if block[at + 4] == 114 and block[at + 5] == 61 else -1
