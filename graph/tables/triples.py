"""N-Quads as columns of numbers: which triples are edges, what nodes are called and are, and where statements are made.

The text is canonical, as the engine writes it: one quad a line, terms apart by one space. One kernel reads it, in
blocks of whole lines, without an object for any term. Every IRI that matters gets a number in the order of appearance;
`graph.assembling` renumbers them in the order of the IRIs.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.frame import WHOLE, Fields, Frame, Longs, fields, flags, ints
from graph.kernels import inner, kernel
from graph.tables.columns import (
    BEGINS,
    BLOCK,
    COUNTS,
    DERIVED,
    DOCUMENT,
    DTYPES,
    EDGE_O,
    EDGE_P,
    EDGE_S,
    EDGES,
    ENDS,
    EVIDENCE_PREFIX,
    FROM,
    GROUPS,
    IRIS,
    KNOWN,
    NAMED,
    NAMED_G,
    NAMED_O,
    NAMED_P,
    NAMED_S,
    NARROW,
    NUMBER,
    ORDER,
    PASSAGES,
    POOL,
    PREF_LABEL,
    SIZE,
    SOME_LITERAL,
    STATED_S,
    STATEMENT_TABLE,
    STATEMENTS,
    STOPS,
    SUBCLASS,
    SUBCLASSES,
    SUBJECT,
    TABLE,
    TEXTS,
    TITLE,
    TYPE,
    TYPE_C,
    TYPE_S,
    TYPES,
    WIDE,
)
from graph.tables.interning import OLD_G, OLD_S, intern, intern_again, rehash, statement_of
from graph.tables.lines import (
    AT,
    G0,
    G1,
    IS_IRI,
    IS_LITERAL,
    KIND,
    O0,
    O1,
    P0,
    P1,
    S0,
    S1,
    is_statement,
    next_line,
    offsets_at,
    split_line,
)
from graph.tables.naming import take_name, take_number
from ontology.iris import Iris

_TABLES: Final = (TABLE, STATEMENT_TABLE)


class Triples:
    """What was read so far."""

    def __init__(self, iris: Iris) -> None:
        """Begin with nothing; `iris` tells evidence and the ontology from the rest."""
        self._frame = Frame(DTYPES)
        for count in COUNTS:
            self._grow(count, 64)
        self._frame.room(ENDS, 65)
        self._frame.room(POOL, 1)
        self._frame.room(TABLE, 128)
        self._frame.room(STATEMENT_TABLE, 128)
        self._frame.put(EVIDENCE_PREFIX, np.frombuffer(f"{iris.base}statement/".encode(), np.uint8))
        known = (*KNOWN, iris.graph("ontology"))
        self.feed("".join(f"<{iri}> <{iri}> <{iri}> .\n" for iri in known).encode())
        self._frame.longs[[EDGES, TYPES, NAMED, SUBCLASSES]] = 0

    def feed(self, block: bytes) -> None:
        """Read whole lines."""
        frame, lines = self._frame, block.count(b"\n")
        tables = [frame.get(table) for table in _TABLES]
        for count in COUNTS:
            self._grow(count, int(frame.longs[count]) + (len(block) if count == TEXTS else 4 * lines))
        self._widen(ENDS, int(frame.longs[IRIS]) + 4 * lines + 1)
        self._widen(POOL, int(frame.get(ENDS)[frame.longs[IRIS]]) + len(block))
        frame.put(BLOCK, np.frombuffer(block, np.uint8))
        frame.longs[SIZE] = len(block)
        if any(frame.get(table) is not old for table, old in zip(_TABLES, tables, strict=True)):
            frame.run(rehash)
        frame.run(read)

    def column(self, slot: int) -> npt.NDArray[Any]:
        """A column, as far as it is filled."""
        count = next(count for count, slots in GROUPS.items() if slot in slots)
        return self._frame.get(slot)[: self._frame.longs[count]]

    @property
    def pool(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """The IRIs in the order of their numbers, one after another, and where each begins (and the last ends)."""
        ends = self._frame.get(ENDS)[: self._frame.longs[IRIS] + 1]
        return self._frame.get(POOL)[: ends[-1]], ends

    def _grow(self, count: int, needed: int) -> None:
        for slot in GROUPS[count]:
            self._widen(slot, needed)
        if count in (IRIS, STATEMENTS):
            table = TABLE if count == IRIS else STATEMENT_TABLE
            self._frame.room(table, 1 << (2 * needed).bit_length())

    def _widen(self, slot: int, needed: int) -> None:
        """Make a column hold so many elements, with those that it has."""
        try:
            old = self._frame.get(slot)
        except KeyError:
            self._frame.room(slot, needed)
            return
        if old.size < needed:
            self._frame.room(slot, needed * 3 // 2)[: old.size] = old


@inner
def _read_default(frame: Fields) -> None:
    """A triple of the default graph: an edge, a class or a name."""
    if is_statement(frame):
        return
    predicate = intern(frame, frame[P0], frame[P1])
    if frame[KIND] == IS_LITERAL:
        if PREF_LABEL <= predicate <= TITLE:
            take_name(frame, intern_again(frame, OLD_S, frame[S0], frame[S1]), predicate)
        elif predicate == NUMBER or predicate == ORDER:
            take_number(frame, intern_again(frame, OLD_S, frame[S0], frame[S1]), predicate)
        return
    subject, value = intern_again(frame, OLD_S, frame[S0], frame[S1]), intern(frame, frame[O0], frame[O1])
    if predicate == TYPE:
        at = frame[TYPES]
        ints(frame, TYPE_S)[at], ints(frame, TYPE_C)[at] = subject, value
        frame[TYPES] = at + 1
        return
    if predicate == SUBCLASS:
        at = frame[SUBCLASSES]
        ints(frame, NARROW)[at], ints(frame, WIDE)[at] = subject, value
        frame[SUBCLASSES] = at + 1
    at = frame[EDGES]
    ints(frame, EDGE_S)[at], ints(frame, EDGE_P)[at], ints(frame, EDGE_O)[at] = subject, predicate, value
    frame[EDGES] = at + 1


@inner
def _read_named(frame: Fields) -> None:
    """A quad of a named graph: part of a statement node, or an edge or class that the graph asserts."""
    if is_statement(frame):
        _read_statement(frame)
        return
    if frame[KIND] == IS_IRI:
        at = frame[NAMED]
        ints(frame, NAMED_P)[at] = intern(frame, frame[P0], frame[P1])
        ints(frame, NAMED_S)[at] = intern_again(frame, OLD_S, frame[S0], frame[S1])
        ints(frame, NAMED_O)[at] = intern(frame, frame[O0], frame[O1])
        ints(frame, NAMED_G)[at] = intern_again(frame, OLD_G, frame[G0], frame[G1])
        frame[NAMED] = at + 1


@inner
def _read_statement(frame: Fields) -> None:
    predicate = intern(frame, frame[P0], frame[P1])
    if predicate < SUBJECT or predicate > DERIVED:
        return
    statement = statement_of(frame)
    if predicate == DERIVED:
        offsets = offsets_at(frame, frame[O0], frame[O1]) if frame[KIND] == IS_IRI else -1
        if offsets >= 0:
            _take_passage(frame, statement, offsets)
        return
    value = SOME_LITERAL
    if frame[KIND] == IS_IRI:
        value = intern(frame, frame[O0], frame[O1])
    ints(frame, STATED_S + predicate - SUBJECT)[statement] = value


@inner
def _take_passage(frame: Fields, statement: int, offsets: int) -> None:
    """Where a statement was read: document, start and end, from the passage's IRI."""
    block, at = flags(frame, BLOCK), frame[PASSAGES]
    start, i = 0, offsets
    while i < frame[O1] and 48 <= block[i] <= 57:
        start, i = start * 10 + block[i] - 48, i + 1
    end, i = 0, i + 1
    while i < frame[O1] and 48 <= block[i] <= 57:
        end, i = end * 10 + block[i] - 48, i + 1
    if i != frame[O1] or end <= start or end >= 2**31:
        return
    ints(frame, FROM)[at] = statement
    ints(frame, DOCUMENT)[at] = intern(frame, frame[O0], offsets - 6)
    ints(frame, BEGINS)[at], ints(frame, STOPS)[at] = start, end
    frame[PASSAGES] = at + 1


@kernel
def read(owned: Longs) -> int:
    """Read every line of the block."""
    frame = fields(owned)
    frame[AT] = 0
    while frame[AT] < frame[SIZE]:
        if split_line(frame):
            if frame[G0] < 0:
                _read_default(frame)
            else:
                _read_named(frame)
        next_line(frame)
    return WHOLE
