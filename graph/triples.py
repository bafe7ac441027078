"""N-Quads as columns of numbers: which triples are edges, what nodes are called and are, and where statements are made.

The text is canonical, as the engine writes it: one quad a line, terms apart by one space. One kernel reads it, in
blocks of whole lines, without an object for any term. Every IRI that matters gets a number in the order of appearance;
`graph.assembling` renumbers them in the order of the IRIs.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.frame import WHOLE, Fields, Frame, Longs, fields, flags, ints, longs, words
from graph.kernels import inner, kernel
from graph.memory import seek
from ontology.iris import Iris
from ontology.terms import COMITY, DCTERMS, PROV, RDF, RDFS, SCHEMA, SKOS

Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Word: TypeAlias = int
"""A 64-bit number without sign."""

FNV_BASIS: Final = 0xCBF29CE484222325
FNV_PRIME: Final = 0x100000001B3
"""Of the 64-bit FNV-1a hash (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv)."""
_BASIS, _PRIME, _OTHER_PRIME = np.uint64(FNV_BASIS), np.uint64(FNV_PRIME), np.uint64(0x9E3779B97F4A7C15)

KNOWN: Final = (
    RDF.type,
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.title,
    COMITY.number,
    COMITY.order,
    RDF.subject,
    RDF.predicate,
    RDF.object,
    PROV.wasDerivedFrom,
    RDFS.subClassOf,
    SCHEMA.text,
    DCTERMS.isPartOf,
)
"""IRIs whose numbers the kernel knows; the graph of the ontology follows them."""
(TYPE, PREF_LABEL, LABEL, TITLE, NUMBER, ORDER, SUBJECT, PREDICATE, OBJECT) = range(9)
(DERIVED, SUBCLASS, TEXT, PART_OF) = range(9, 13)
ONTOLOGY: Final = len(KNOWN)

ENGLISH: Final = -1
"""Instead of a language: a title that states none, in a graph where English is the rule."""
NOTHING, SOME_LITERAL = -1, -2
"""Of a statement's part: not met yet; a literal."""

# How much of the block there is, and how many of each were read.
_SIZE = 0
COUNTS: Final = tuple(range(1, 10))
(IRIS, EDGES, TYPES, NAMED, SUBCLASSES, STATEMENTS, PASSAGES, TEXTS, TITLES) = COUNTS
# While a line is read: where its terms begin and end, and what its object is.
(_AT, _S0, _S1, _P0, _P1, _O0, _O1, _G0, _G1, _KIND, _L0, _L1) = range(32, 44)
_IS_IRI, _IS_LITERAL = 1, 2
# What the line before had, each plus one: its subject, its graph.
_OLD_S, _OLD_G = 45, 46

(BLOCK, POOL, TEXT_POOL, EVIDENCE_PREFIX) = range(4)
(ENDS, NAME_AT, LANGUAGE_AT, NUMBER_AT) = range(4, 8)
(HASHES, KEY_1, KEY_2) = range(8, 11)
(TABLE, STATEMENT_TABLE, EDGE_S, EDGE_P, EDGE_O, TYPE_S, TYPE_C, NAMED_G, NAMED_S, NAMED_P, NAMED_O) = range(11, 22)
(NARROW, WIDE, STATED_S, STATED_P, STATED_O, STATED_IN, FROM, DOCUMENT, BEGINS, STOPS) = range(22, 32)
(NAME_RANK, NAME_SIZE, LANGUAGE_SIZE, NUMBER_RANK, NUMBER_SIZE) = range(32, 37)
(TITLED, TITLE_KIND, TITLE_SIZE, TITLE_LANGUAGE, TITLE_AT) = range(37, 42)
_DTYPES: Final[tuple[Any, ...]] = (
    *(*[np.uint8] * 4, *[np.int64] * 4, *[np.uint64] * 3),
    *(*[np.int32] * 30, np.int64),
)

GROUPS: Final = {
    IRIS: (HASHES, NAME_AT, LANGUAGE_AT, NUMBER_AT, NAME_RANK, NAME_SIZE, LANGUAGE_SIZE, NUMBER_RANK, NUMBER_SIZE),
    EDGES: (EDGE_S, EDGE_P, EDGE_O),
    TYPES: (TYPE_S, TYPE_C),
    NAMED: (NAMED_G, NAMED_S, NAMED_P, NAMED_O),
    SUBCLASSES: (NARROW, WIDE),
    STATEMENTS: (KEY_1, KEY_2, STATED_S, STATED_P, STATED_O, STATED_IN),
    PASSAGES: (FROM, DOCUMENT, BEGINS, STOPS),
    TEXTS: (TEXT_POOL,),
    TITLES: (TITLED, TITLE_KIND, TITLE_SIZE, TITLE_LANGUAGE, TITLE_AT),
}
"""The columns that grow together with each count."""
_TABLES: Final = (TABLE, STATEMENT_TABLE)


class Triples:
    """What was read so far."""

    def __init__(self, iris: Iris) -> None:
        """Begin with nothing; `iris` tells evidence and the ontology from the rest."""
        self._frame = Frame(_DTYPES)
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
        frame.longs[_SIZE] = len(block)
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
def _first(key: Word, size: int) -> int:
    """Where in a table of this size (a power of two) a key is looked for first."""
    mixed = (key ^ (key >> np.uint64(29))) * _OTHER_PRIME
    return np.int64((mixed >> np.uint64(20)) & np.uint64(size - 1))


@inner
def _next_line(frame: Fields) -> None:
    frame[_AT] = seek(flags(frame, BLOCK), frame[_AT], frame[_SIZE], 10) + 1


@inner
def _iri_end(frame: Fields, at: int) -> int:
    """Where the IRI that begins here ends; -1 if it is none, but a triple."""
    block = flags(frame, BLOCK)
    end = seek(block, at, frame[_SIZE], 62)
    return -1 if end == frame[_SIZE] or block[at] == 60 else end


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
def _split(frame: Fields) -> bool:
    """Find the terms of a line; False if it tells nothing here.

    That is, if its subject is a passage, or no IRI, nor its predicate, or its object neither IRI nor literal.
    """
    block, at = flags(frame, BLOCK), frame[_AT]
    frame[_G0] = -1
    if block[at] != 60:
        return False
    frame[_S0], frame[_S1] = at + 1, _iri_end(frame, at + 1)
    if frame[_S1] < 0 or block[frame[_S1] + 2] != 60 or _offsets(frame, frame[_S0], frame[_S1]) >= 0:
        return False
    frame[_P0] = frame[_S1] + 3
    frame[_P1] = _iri_end(frame, frame[_P0])
    frame[_AT] = frame[_P1]
    if frame[_P1] < 0:
        frame[_AT] = frame[_P0]
        return False
    at = frame[_P1] + 2
    after = -1
    if block[at] == 60:
        after = _split_iri(frame, at)
    elif block[at] == 34:
        after = _split_literal(frame, at)
    if after < 0:
        return False
    frame[_AT] = after
    if block[after + 1] == 60:
        frame[_G0], frame[_G1] = after + 2, _iri_end(frame, after + 2)
        return frame[_G1] >= 0
    return block[after + 1] == 46


@inner
def _split_iri(frame: Fields, at: int) -> int:
    frame[_KIND] = _IS_IRI
    frame[_O0], frame[_O1] = at + 1, _iri_end(frame, at + 1)
    return frame[_O1] + 1 if frame[_O1] >= 0 else -1


@inner
def _split_literal(frame: Fields, at: int) -> int:
    """The value of a literal and its language; the place after the literal."""
    block, size = flags(frame, BLOCK), frame[_SIZE]
    frame[_KIND] = _IS_LITERAL
    frame[_O0] = at + 1
    frame[_O1] = at = _quote(block, at + 1, size)
    at += 1
    frame[_L0] = frame[_L1] = at
    if at < size and block[at] == 64:
        frame[_L0] = at + 1
        while at < size and block[at] != 32:
            at += 1
        frame[_L1] = at
    elif at < size and block[at] == 94:
        at = _iri_end(frame, at + 3) + 1
    return at if at > 0 else -1


@inner
def _is_statement(frame: Fields) -> bool:
    """Whether the subject is a statement node."""
    block, prefix = flags(frame, BLOCK), flags(frame, EVIDENCE_PREFIX)
    if frame[_S1] - frame[_S0] <= prefix.size:
        return False
    for i in range(prefix.size):
        if block[frame[_S0] + i] != prefix[i]:
            return False
    return True


@inner
def _offsets(frame: Fields, start: int, end: int) -> int:
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
def _intern(frame: Fields, start: int, end: int) -> int:
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
    for i in range(end - start):
        pool[ends[fresh] + i] = block[start + i]
    ends[fresh + 1] = ends[fresh] + end - start
    frame[IRIS] = fresh + 1
    return fresh


@inner
def _intern_again(frame: Fields, old: int, start: int, end: int) -> int:
    """The number of an IRI that the line before is likely to have too; to compare takes a third of the time."""
    if frame[old] == 0 or not _same(frame, frame[old] - 1, start, end):
        frame[old] = _intern(frame, start, end) + 1
    return frame[old] - 1


@inner
def _same(frame: Fields, known: int, start: int, end: int) -> bool:
    block, ends, pool = flags(frame, BLOCK), longs(frame, ENDS), flags(frame, POOL)
    begin = ends[known]
    if ends[known + 1] - begin != end - start:
        return False
    for i in range(end - start):
        if pool[begin + i] != block[start + i]:
            return False
    return True


@inner
def _read_default(frame: Fields) -> None:
    """A triple of the default graph: an edge, a class or a name."""
    if _is_statement(frame):
        return
    predicate = _intern(frame, frame[_P0], frame[_P1])
    if frame[_KIND] == _IS_LITERAL:
        if PREF_LABEL <= predicate <= TITLE:
            _take_name(frame, _intern_again(frame, _OLD_S, frame[_S0], frame[_S1]), predicate)
        elif predicate == NUMBER or predicate == ORDER:
            _take_number(frame, _intern_again(frame, _OLD_S, frame[_S0], frame[_S1]), predicate)
        return
    subject, value = _intern_again(frame, _OLD_S, frame[_S0], frame[_S1]), _intern(frame, frame[_O0], frame[_O1])
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
    if _is_statement(frame):
        _read_statement(frame)
        return
    if frame[_KIND] == _IS_IRI:
        at = frame[NAMED]
        ints(frame, NAMED_P)[at] = _intern(frame, frame[_P0], frame[_P1])
        ints(frame, NAMED_S)[at] = _intern_again(frame, _OLD_S, frame[_S0], frame[_S1])
        ints(frame, NAMED_O)[at] = _intern(frame, frame[_O0], frame[_O1])
        ints(frame, NAMED_G)[at] = _intern_again(frame, _OLD_G, frame[_G0], frame[_G1])
        frame[NAMED] = at + 1


@inner
def _statement(frame: Fields) -> int:
    """The number of the statement node that is the line's subject, in its graph; two hashes of 64 bits tell them apart.

    What several graphs say about one node is several statements, so that each stands and falls with its graph.
    """
    block, table = flags(frame, BLOCK), ints(frame, STATEMENT_TABLE)
    one, two = _BASIS, _OTHER_PRIME
    for start, end in ((frame[_S0], frame[_S1]), (frame[_G0] - 1, frame[_G1])):
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
    ints(frame, STATED_IN)[fresh] = _intern_again(frame, _OLD_G, frame[_G0], frame[_G1])
    frame[STATEMENTS] = fresh + 1
    return fresh


@inner
def _read_statement(frame: Fields) -> None:
    predicate = _intern(frame, frame[_P0], frame[_P1])
    if predicate < SUBJECT or predicate > DERIVED:
        return
    statement = _statement(frame)
    if predicate == DERIVED:
        offsets = _offsets(frame, frame[_O0], frame[_O1]) if frame[_KIND] == _IS_IRI else -1
        if offsets >= 0:
            _take_passage(frame, statement, offsets)
        return
    value = SOME_LITERAL
    if frame[_KIND] == _IS_IRI:
        value = _intern(frame, frame[_O0], frame[_O1])
    ints(frame, STATED_S + predicate - SUBJECT)[statement] = value


@inner
def _take_passage(frame: Fields, statement: int, offsets: int) -> None:
    """Where a statement was read: document, start and end, from the passage's IRI."""
    block, at = flags(frame, BLOCK), frame[PASSAGES]
    start, i = 0, offsets
    while i < frame[_O1] and 48 <= block[i] <= 57:
        start, i = start * 10 + block[i] - 48, i + 1
    end, i = 0, i + 1
    while i < frame[_O1] and 48 <= block[i] <= 57:
        end, i = end * 10 + block[i] - 48, i + 1
    if i != frame[_O1] or end <= start or end >= 2**31:
        return
    ints(frame, FROM)[at] = statement
    ints(frame, DOCUMENT)[at] = _intern(frame, frame[_O0], offsets - 6)
    ints(frame, BEGINS)[at], ints(frame, STOPS)[at] = start, end
    frame[PASSAGES] = at + 1


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
    block, start = flags(frame, BLOCK), frame[_L0]
    if frame[_L1] == start:
        return predicate == TITLE
    return frame[_L1] - start == 2 and block[start] == 101 and block[start + 1] == 110


@inner
def _take_name(frame: Fields, node: int, predicate: int) -> None:
    """Keep a name; note the best: by predicate, then English, then the first by language and by letters."""
    kept = _keep(frame, frame[_O0], frame[_O1])
    language = _take_title(frame, node, predicate, kept)
    rank = 1 + 2 * (predicate - PREF_LABEL) + (0 if _is_english(frame, predicate) else 1)
    ranks, at, size = ints(frame, NAME_RANK), longs(frame, NAME_AT), ints(frame, NAME_SIZE)
    language_at, language_size = longs(frame, LANGUAGE_AT), ints(frame, LANGUAGE_SIZE)
    if ranks[node] == rank:
        order = _compare(frame, language_at[node], language_size[node], frame[_L0], frame[_L1])
        if order == 0:
            order = _compare(frame, at[node], size[node], frame[_O0], frame[_O1])
        if order <= 0:
            return
    elif ranks[node] != 0 and ranks[node] < rank:
        return
    ranks[node] = rank
    at[node], size[node] = kept, frame[_O1] - frame[_O0]
    language_at[node], language_size[node] = language, frame[_L1] - frame[_L0]


@inner
def _take_title(frame: Fields, node: int, predicate: int, kept: int) -> int:
    """Note a name with its predicate and its language; where the language stands among the kept texts."""
    at = frame[TITLES]
    ints(frame, TITLED)[at], ints(frame, TITLE_KIND)[at] = node, predicate
    longs(frame, TITLE_AT)[at], ints(frame, TITLE_SIZE)[at] = kept, frame[_O1] - frame[_O0]
    language = ENGLISH
    if predicate != TITLE or frame[_L1] > frame[_L0]:
        language = _intern(frame, frame[_L0], frame[_L1])
    ints(frame, TITLE_LANGUAGE)[at] = language
    frame[TITLES] = at + 1
    return _keep(frame, frame[_L0], frame[_L1])


@inner
def _take_number(frame: Fields, node: int, predicate: int) -> None:
    """Keep the number as printed, or else the place among its siblings."""
    rank = 1 + predicate - NUMBER
    ranks, at, size = ints(frame, NUMBER_RANK), longs(frame, NUMBER_AT), ints(frame, NUMBER_SIZE)
    if ranks[node] == rank and _compare(frame, at[node], size[node], frame[_O0], frame[_O1]) <= 0:
        return
    if ranks[node] != 0 and ranks[node] < rank:
        return
    ranks[node] = rank
    at[node], size[node] = _keep(frame, frame[_O0], frame[_O1]), frame[_O1] - frame[_O0]


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


@kernel
def read(owned: Longs) -> int:
    """Read every line of the block."""
    frame = fields(owned)
    frame[_AT] = 0
    while frame[_AT] < frame[_SIZE]:
        if _split(frame):
            if frame[_G0] < 0:
                _read_default(frame)
            else:
                _read_named(frame)
        _next_line(frame)
    return WHOLE
