"""The table by which a plain line is walked: for each state and byte the state that follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Bytes: TypeAlias = "npt.NDArray[np.uint8]"

REFUSED, DONE, PREDICATE, OBJECT, QUOTED, LAST = range(6)
"""States that the kernel knows: no plain line; its end; the space before the predicate, before the object; the quote
that ends a text; the space after the object."""
SUBJECT: Final = 6


class _Table:
    """The table in the making; a state is a number."""

    def __init__(self) -> None:
        self.following = np.zeros((128, 256), np.uint8)
        self._used = SUBJECT

    def fresh(self) -> int:
        """A state that nothing leads to yet."""
        self._used += 1
        return self._used

    def edge(self, state: int, found: Iterable[int], following: int) -> None:
        """Let some bytes lead from one state to another."""
        self.following[state, list(found)] = following

    def chain(self, state: int, *found: Iterable[int]) -> int:
        """A state that a byte of each kind leads to, one after the other."""
        for some in found:
            following = self.fresh()
            self.edge(state, some, following)
            state = following
        return state


_UPPER, _LOWER, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz", b"0123456789"
_NAMES: Final = _UPPER + _LOWER + _DIGITS
_HEX: Final = b"0123456789ABCDEFabcdef"
_FIRST: Final = _NAMES + b"-._~!$&'()*+,;=:@?"
_PATH: Final = _FIRST + b"/"
_TAIL: Final = range(0x80, 0xC0)


def _iri(table: _Table, start: int, end: int) -> None:
    """What stands between angle brackets, the second included (RFC 3987, without what is rare in it)."""
    scheme = table.chain(start, _UPPER + _LOWER)
    table.edge(scheme, _NAMES + b"+.-", scheme)
    colon = table.chain(scheme, b":")
    slash = table.chain(colon, b"/")
    host = table.chain(slash, b"/", _NAMES)
    table.edge(host, _NAMES + b".-", host)
    port = table.chain(host, b":", _DIGITS)
    table.edge(port, _DIGITS, port)
    path, fragment = table.fresh(), table.fresh()
    for state, found in ((colon, _FIRST), (slash, _FIRST), (path, _PATH), (host, b"/?"), (port, b"/?")):
        table.edge(state, found, path)
    for state in (colon, slash, host, port, path):
        table.edge(state, b"#", fragment)
    table.edge(fragment, _PATH, fragment)
    for state in (path, fragment):
        table.edge(table.chain(state, b"%", _HEX), _HEX, state)
    for state in (slash, host, port, path, fragment):
        table.edge(state, b">", end)


def _text(table: _Table, start: int) -> None:
    """What stands between quotes, the second included: UTF-8 (RFC 3629), and backslashes before what is so written."""
    table.edge(start, set(range(0x20, 0x7F)) - {34, 92}, start)
    table.edge(table.chain(start, b"\\"), b'tbnrf"\\', start)
    one, two = table.fresh(), table.fresh()
    table.edge(one, _TAIL, start)
    table.edge(two, _TAIL, one)
    table.edge(start, range(0xC2, 0xE0), one)
    table.edge(start, {*range(0xE1, 0xF0)} - {0xED, 0xEF}, two)
    table.edge(table.chain(start, {0xE0}), range(0xA0, 0xC0), one)
    table.edge(table.chain(start, {0xED}), range(0x80, 0xA0), one)
    beyond = table.chain(start, {0xEF})
    table.edge(beyond, range(0x80, 0xBF), one)
    table.edge(table.chain(beyond, {0xBF}), range(0x80, 0xBE), start)
    table.edge(table.chain(start, {0xF0}), range(0x90, 0xC0), two)
    table.edge(table.chain(start, range(0xF1, 0xF4)), _TAIL, two)
    table.edge(table.chain(start, {0xF4}), range(0x80, 0x90), two)
    table.edge(start, b'"', QUOTED)


def _made() -> Bytes:
    """The table of a whole line, the state times 256 plus the byte as index."""
    table = _Table()
    after = table.fresh()
    for before, following in ((SUBJECT, PREDICATE), (PREDICATE, OBJECT)):
        end = table.fresh()
        _iri(table, table.chain(before, b"<"), end)
        table.edge(end, b" ", following)
    for start in (table.chain(OBJECT, b"<"), table.chain(QUOTED, b"^", b"^", b"<")):
        _iri(table, start, after)
    table.edge(after, b" ", LAST)
    _text(table, table.chain(OBJECT, b'"'))
    table.edge(QUOTED, b" ", LAST)
    language = table.chain(QUOTED, b"@", _LOWER, _LOWER)
    longer = table.chain(language, _LOWER)
    region = table.chain(language, b"-", _LOWER, _LOWER)
    table.edge(longer, b"-", table.following[language, 45])
    for state in (language, longer, region):
        table.edge(state, b" ", LAST)
    point, end = table.fresh(), table.fresh()
    _iri(table, table.chain(LAST, b"<"), end)
    table.edge(table.chain(end, b" "), b".", point)
    table.edge(LAST, b".", point)
    table.edge(point, b"\n", DONE)
    return table.following.reshape(-1)


TABLE: Final = _made()
"""For a state times 256, plus a byte, the state that follows."""
