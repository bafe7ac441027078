"""Lines of N-Quads that are canonical as they stand, told from those that only a parser can tell of, at 1 GB in 2 s.

A plain line is what the engine would write for it, byte for byte: IRIs of common characters, one space between terms,
texts whose escapes are the short ones, languages such as `en` or `en-us`, and of the datatypes integers and dates that
have but one spelling. Every other line is odd, be it wrong or right: a blank node, a decimal, a comment.

One table tells for each state and byte the state that follows (`graph.tables.line_table`); a kernel walks it. The
subject and the graph of a line are mostly those of the line before, and then they are compared with them instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.kernels import inner, kernel
from graph.memory import compare
from graph.pools import Array
from graph.tables.line_table import DONE, LAST, OBJECT, PREDICATE, QUOTED, REFUSED, SUBJECT, TABLE
from graph.tables.sorting import gather
from ontology.iris import Iris
from ontology.terms import CNT, XSD

Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Longs: TypeAlias = "npt.NDArray[np.int64]"

ODD, DEFAULT, OWN, SHARED = range(4)
"""Kinds of lines: not plain; of the default graph; of a named graph alone; of one, and true in the default graph too.

What stands in a named graph is true in the default graph, but for statement nodes, passages and texts
(`graph.provenance.is_assertion`).
"""

_HEAD, _HEAD_SIZE, _TAIL, _TAIL_SIZE = range(LAST + 1, LAST + 5)
"""Marks that stay from line to line: where the last plain one begins, how many bytes its subject takes with the space
behind; where that space begins behind which the last graph stood, and how many bytes a line takes from there."""

LONGEST: Final = 1_000_000
"""Bytes of a plain line at most; the engine takes terms of up to 16 million."""


def _bytes(text: str) -> Bytes:
    return np.frombuffer(bytearray(text.encode()), np.uint8)


_END: Final = b" .\n"
"""What follows the object in a line of the default graph."""
_NAMESPACE: Final = str(XSD.string).removesuffix("string")
_PASSAGE, _TEXT_PREDICATE = "#char=", f"<{CNT.chars}>"
_WORDS: Final = _bytes(f"{_NAMESPACE}{_PASSAGE}{_TEXT_PREDICATE}")
"""What the kernel compares with; where the second and the third begin:"""
_PASSAGE_AT: Final = len(_NAMESPACE)
_PREDICATE_AT: Final = _PASSAGE_AT + len(_PASSAGE)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a block: where each ends, its line feed included, where its triple ends, and its kind.

    `fresh` are those whose graph is not that of the plain line before; what stands of an odd line is its end alone.
    """

    block: Bytes
    ends: Longs
    cuts: Longs
    kinds: Bytes
    fresh: Bytes

    @classmethod
    def of(cls, data: bytes | bytearray, iris: Iris) -> Lines:
        """Look at whole lines; what can be written to is not copied, and must stay as it is."""
        held = data if isinstance(data, bytearray) else bytearray(data)
        block, count = np.frombuffer(held, np.uint8), data.count(b"\n")
        ends, cuts = np.zeros(count + 1, np.int64), np.zeros(count, np.int64)
        kinds, fresh = np.zeros(count, np.uint8), np.zeros(count, np.uint8)
        scan(block, TABLE, _WORDS, _bytes(f"{iris.base}statement/"), ends, cuts, kinds, fresh)
        return cls(block, ends, cuts, kinds, fresh)

    def text(self, number: int) -> bytes:
        """A line with its line feed."""
        return self.block[self.ends[number] : self.ends[number + 1]].tobytes()

    def graph(self, number: int) -> str:
        """The graph of a plain line, as it stands there; empty for the default graph."""
        start, end = self.cuts[number] + 1, self.ends[number + 1] - 3
        return self.block[start:end].tobytes().decode()

    def sizes(self, chosen: Array) -> Array:
        """How many bytes each of some lines takes."""
        return self.ends[chosen + 1] - self.ends[chosen]

    def gathered(self, chosen: Array) -> memoryview:
        """Some lines, one after another."""
        if chosen.size == self.kinds.size:
            return self.block.data
        return gather(self.block, self.ends[chosen], self.sizes(chosen).astype(np.int32)).data

    def shortened(self, chosen: Array) -> tuple[memoryview, Array]:
        """Some plain lines without their graphs, one after another, and how many bytes each takes."""
        sizes = self.cuts[chosen] + len(_END) - self.ends[chosen]
        cut = gather(self.block, self.ends[chosen], sizes.astype(np.int32))
        for at, byte in enumerate(_END):
            cut[np.cumsum(sizes) - len(_END) + at] = byte
        return cut.data, sizes


@inner
def _same(block: Bytes, at: int, words: Bytes, first: int, last: int) -> bool:
    """Whether a part of the words stands here; the block goes on for that long."""
    return compare(block, at, words, first, last - first) == 0


@inner
def _is_number(block: Bytes, start: int, end: int) -> bool:
    """Whether it is an integer as the engine writes it."""
    first = start + 1 if block[start] == 45 else start
    if end - first < 1 or end - first > 18 or block[first] == 48 and end - start > 1:
        return False
    for i in range(first, end):
        if block[i] < 48 or block[i] > 57:
            return False
    return True


@inner
def _is_date(block: Bytes, start: int, end: int) -> bool:
    """Whether it is a year from 1000 to 9999, a month or a day of one, without a time zone."""
    size = end - start
    if size != 4 and size != 7 and size != 10 or block[start] == 48:
        return False
    for i in range(size):
        byte = block[start + i]
        if i == 4 or i == 7:
            if byte != 45:
                return False
        elif byte < 48 or byte > 57:
            return False
    return True


@inner
def _is_typed_well(block: Bytes, words: Bytes, start: int, quote: int, end: int) -> bool:
    """Whether the engine keeps a typed text, whose datatype ends with `end`, as it is spelt."""
    name = quote + 4 + _PASSAGE_AT
    if end - 1 - name < 4 or not _same(block, quote + 4, words, 0, _PASSAGE_AT):
        return False
    if block[name] == 105 and end - 1 - name == 7:
        return block[name + 2] == 116 and block[name + 6] == 114 and _is_number(block, start, quote)
    is_date = block[name] == 100 and end - 1 - name == 4
    is_year = block[name] == 103 and block[name + 1] == 89
    return (is_date or is_year) and _is_date(block, start, quote)


@inner
def _is_shared(block: Bytes, words: Bytes, evidence: Bytes, start: int, predicate: int, value: int) -> bool:
    """Whether a line of a named graph also holds in the default graph."""
    if value - predicate == words.size - _PREDICATE_AT and _same(block, predicate, words, _PREDICATE_AT, words.size):
        return False
    if predicate - start > evidence.size and _same(block, start + 1, evidence, 0, evidence.size):
        return False
    for i in range(start, predicate - (_PREDICATE_AT - _PASSAGE_AT)):
        if block[i] == 35 and _same(block, i, words, _PASSAGE_AT, _PREDICATE_AT):
            return False
    return True


@inner
def _stands_again(block: Bytes, at: int, last: int, before: int, size: int) -> bool:
    """Whether the bytes from an earlier place, none if there is no such place, stand here too."""
    return 0 < size <= last - at and compare(block, at, block, before, size) == 0


@inner
def _line(block: Bytes, table: Bytes, at: int, marks: Longs) -> int:
    """Walk a line: where the next begins, below zero if the line is odd; `marks` are where its terms end."""
    i, last = at, min(block.size, at + LONGEST)
    state = np.int64(SUBJECT)
    marks[QUOTED] = -1
    if _stands_again(block, i, last, marks[_HEAD], marks[_HEAD_SIZE]):
        i, state = at + marks[_HEAD_SIZE], np.int64(PREDICATE)
        marks[PREDICATE] = i - 1
    while i < last:
        state = np.int64(table[(state << 8) | np.int64(block[i])])
        if state <= LAST:
            if state == DONE:
                return i + 1
            if state == REFUSED:
                break
            marks[state] = i
            if state == LAST and _stands_again(block, i, last, marks[_TAIL], marks[_TAIL_SIZE]):
                return i + marks[_TAIL_SIZE]
        i += 1
    while i < block.size and block[i] != 10:
        i += 1
    return -1 - min(i + 1, block.size)


@kernel
def scan(
    block: Bytes,
    table: Bytes,
    words: Bytes,
    evidence: Bytes,
    ends: Longs,
    cuts: Longs,
    kinds: Bytes,
    fresh: Bytes,
) -> None:
    """Tell of each line where it ends, where its triple ends, of what kind it is, and if its graph is another."""
    marks = np.zeros(_TAIL_SIZE + 1, np.int64)
    at = 0
    for number in range(kinds.size):
        following = _line(block, table, at, marks)
        odd = following < 0
        start, at = at, -1 - following if odd else following
        ends[number + 1] = at
        if odd:
            continue
        cut, quote = marks[LAST], marks[QUOTED]
        if quote >= 0 and block[quote + 1] == 94 and not _is_typed_well(block, words, marks[OBJECT] + 2, quote, cut):
            continue
        cuts[number] = cut
        kinds[number] = DEFAULT
        if block[cut + 1] == 60:
            shared = _is_shared(block, words, evidence, start, marks[PREDICATE] + 1, marks[OBJECT])
            kinds[number] = SHARED if shared else OWN
        if at - cut != marks[_TAIL_SIZE] or not _stands_again(block, cut, at, marks[_TAIL], at - cut):
            fresh[number] = 1
            marks[_TAIL], marks[_TAIL_SIZE] = cut, at - cut
        marks[_HEAD], marks[_HEAD_SIZE] = start, marks[PREDICATE] + 1 - start
