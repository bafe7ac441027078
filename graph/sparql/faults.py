"""What can be wrong with SPARQL that its grammar allows: prefixes, addresses, grouping, and what some places forbid."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from graph.sparql.tokens import Token

_SCHEME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_AGGREGATES: Final = frozenset(("AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"))
_OPEN: Final = {"(": ")", "{": "}", "[": "]"}
_AFTER_GROUPING: Final = frozenset(("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}", "end"))
_BLANK: Final = frozenset(("blank", "anon", "["))


@dataclass(frozen=True, slots=True)
class Finding:
    """A token that may not stand where it does: what is said of it, and what to do about it."""

    token: Token
    message: str
    hint: str


def naming(found: Sequence[Token], known: Collection[str], based: bool) -> Iterator[Finding]:
    """Prefixes that are not declared and addresses that are not whole, in the order of the text.

    `known` prefixes need no declaration; `based` says whether the request gives a base address.
    """
    declared = set(known)
    for before, token in zip((found[0], *found), found, strict=False):
        if token.kind == "ns" and before.kind == "PREFIX":
            declared.add(token.text[:-1])
        elif token.kind == "BASE":
            based = True
        elif token.kind in ("pname", "ns") and (prefix := token.text.partition(":")[0]) not in declared:
            yield Finding(token, f"the prefix {prefix + ':'!r} is not declared", _declaring(prefix, declared))
        elif token.kind == "iri" and not based and not _SCHEME.match(token.text):
            yield Finding(token, f"{token.text} is not a whole address", "write it with its scheme, or declare a BASE")


def meaning(found: Sequence[Token]) -> Iterator[Finding]:
    """What the grammar allows and the language does not, the surest first; the text has no other fault."""
    closing = closings(found)
    yield from _written(found, closing)
    for place, token in enumerate(found):
        if token.kind == "SELECT":
            yield from _Selection(found, closing, place).findings()
        elif token.kind == "VALUES":
            yield from _rows(found, closing, place)
    for place, token in enumerate(found):
        if token.kind == "BIND":
            yield from _binding(found, closing, place)


def closings(found: Sequence[Token]) -> dict[int, int]:
    """For the place of each bracket that is closed, the place of the one that closes it."""
    waiting: list[int] = []
    closing: dict[int, int] = {}
    for place, token in enumerate(found):
        if token.kind in _OPEN:
            waiting.append(place)
        elif waiting and token.kind == _OPEN[found[waiting[-1]].kind]:
            closing[waiting.pop()] = place
    return closing


def _declaring(prefix: str, declared: Collection[str]) -> str:
    near = get_close_matches(prefix, sorted(declared), 1)
    return f"did you mean {near[0]}:?" if near else f"declare it at the start: PREFIX {prefix}: <…>"


def _written(found: Sequence[Token], closing: dict[int, int]) -> Iterator[Finding]:
    """Variables in data, and blank nodes in what is deleted (SPARQL 1.1 Update, 3.1)."""
    for place, token in enumerate(found[:-2]):
        start = place + 2 if found[place + 1].kind in ("DATA", "WHERE") else place + 1
        if token.kind not in ("INSERT", "DELETE") or start not in closing:
            continue
        inside = found[start : closing[start]]
        data, deleting = found[place + 1].kind == "DATA", token.kind == "DELETE"
        for one in inside:
            if data and one.kind == "var":
                hint = f"write {token.kind} {{ … }} WHERE {{ … }} to use variables"
                yield Finding(one, f"the variable {one.text} cannot stand in {token.kind} DATA", hint)
            elif deleting and one.kind in _BLANK:
                yield Finding(one, "a blank node cannot stand in what is deleted", "use a variable and a WHERE")


class _Selection:
    """One SELECT with its GROUP BY."""

    def __init__(self, found: Sequence[Token], closing: dict[int, int], place: int) -> None:
        self._found = found
        self._closing = closing
        end = next(p for p in range(place, len(found)) if found[p].kind in ("WHERE", "FROM", "{", "end"))
        self._columns = range(place + 1, end)
        group = next((p for p in range(end, len(found)) if found[p].kind == "{"), len(found) - 1)
        self._after = closing.get(group, len(found) - 2) + 1
        self._grouped = found[self._after].kind == "GROUP"

    def findings(self) -> Iterator[Finding]:
        """Variables that are neither grouped nor aggregated, and names that are given twice."""
        kinds = [self._found[place].kind for place in self._columns]
        if self._grouped or _AGGREGATES.intersection(kinds):
            yield from self._ungrouped()
        named: set[str] = set()
        for place in self._columns:
            token = self._found[place]
            if token.kind == "var" and self._found[place - 1].kind == "AS":
                if token.text in named:
                    yield Finding(token, f"{token.text} is named twice", "give each column a name of its own")
                named.add(token.text)

    def _ungrouped(self) -> Iterator[Finding]:
        allowed = self._keys()
        inside = -1
        for place in self._columns:
            token = self._found[place]
            if token.kind in _AGGREGATES:
                inside = max(inside, self._closing.get(place + 1, place))
            elif place > inside and token.kind == "*" and self._found[place - 1].kind in ("SELECT", "DISTINCT"):
                yield Finding(token, "SELECT * cannot be grouped", "name the columns")
            elif place > inside and token.kind == "var" and token.text not in allowed:
                if self._found[place - 1].kind == "AS":
                    allowed.add(token.text)
                    continue
                hint = f"add GROUP BY {token.text}, or aggregate it: (SAMPLE({token.text}) AS ?one)"
                yield Finding(token, f"{token.text} is selected, but neither grouped nor aggregated", hint)

    def _keys(self) -> set[str]:
        """The variables by which is grouped: those that stand alone, and those that name an expression."""
        keys: set[str] = set()
        place = self._after + 2 if self._grouped else len(self._found) - 1
        while self._found[place].kind not in _AFTER_GROUPING:
            last = self._closing.get(place, place)
            named = last > place and self._found[last - 2].kind == "AS"
            if named or self._found[place].kind == "var":
                keys.add(self._found[last - 1 if named else place].text)
            place = last + 1
        return keys


def _rows(found: Sequence[Token], closing: dict[int, int], place: int) -> Iterator[Finding]:
    """Rows of VALUES that have more or fewer values than there are variables."""
    start = place + 1
    if found[start].kind == "var":
        return
    end = closing.get(start, start)
    names = [token.text for token in found[start + 1 : end]]
    last = closing.get(end + 1, end)
    row = end + 2
    while row < last:
        row_end = closing.get(row, row)
        values = [t for t in found[row + 1 : row_end] if t.kind not in ("lang", "^^")]
        typed = sum(token.kind == "^^" for token in found[row + 1 : row_end])
        if len(values) - typed != len(names):
            message = f"a row of {len(values) - typed} values stands below {len(names)} variables"
            yield Finding(found[row], message, "write UNDEF for a value that is left open")
        row = row_end + 1


def _binding(found: Sequence[Token], closing: dict[int, int], place: int) -> Iterator[Finding]:
    """A variable that BIND would set although its group has it already."""
    end = closing.get(place + 1, place)
    target = found[end - 1]
    start = max((opening for opening, close in closing.items() if opening < place < close), default=0)
    if any(token.kind == "var" and token.text[1:] == target.text[1:] for token in found[start:place]):
        yield Finding(target, f"{target.text} has a value already", "bind a variable that the group has not used yet")
