"""The operations of a SPARQL update, one by one: what each says, and what its parts are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.sparql.tokens import END, NEWER, Token, tokens

_DECLARED: Final = {"PREFIX": 3, "BASE": 2}
"""How many tokens a declaration has."""

_ELSEWHERE: Final = (NEWER, "LOAD", "SERVICE")

NAMES: Final = ("iri", "pname", "ns")
"""Kinds of tokens that name something: written out, or with a prefix."""

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update: its words, the groups in braces behind them, and the declarations that hold for it.

    `words` are its tokens outside of braces, with an opening brace for each of the `groups`, whose braces are included.
    """

    whole: str
    prologue: str
    words: Tokens
    groups: tuple[Tokens, ...]

    @property
    def text(self) -> str:
        """The operation as an update of its own."""
        last = self.groups[-1][-1] if self.words[-1].kind == "{" else self.words[-1]
        return f"{self.prologue}\n{self.whole[self.words[0].offset : last.offset + len(last.text)]}"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its words."""
        return tuple(one.kind for one in self.words)

    def group(self, *before: str) -> Tokens:
        """The group that stands right behind some words; none if there is no such group."""
        found = [at for at in self._behind(before) if self.words[at].kind == "{"]
        return self.groups[self.kinds[: found[0]].count("{")] if found else ()

    def names(self, *before: str) -> list[str]:
        """The names that stand right behind some words, as they are written."""
        return [self.words[at].text for at in self._behind(before) if self.words[at].kind in NAMES]

    def part(self, group: Tokens) -> str:
        """A group as it is written, with its braces."""
        return self.whole[group[0].offset : group[-1].offset + 1]

    def _behind(self, before: Sequence[str]) -> Iterator[int]:
        size = len(before)
        return (at for at in range(size, len(self.words)) if self.kinds[at - size : at] == tuple(before))


def operations(text: str) -> list[Operation] | None:
    r"""The operations of an update that is known to parse; None if what it says cannot be told from its tokens.

    That is so where it says something newer than SPARQL 1.1 or asks another server, and where a code such as `\u007B`
    may stand for a brace.
    """
    found = list(tokens(text))
    if "\\u" in text.lower() or any(one.kind in _ELSEWHERE for one in found):
        return None
    made, prologue = list[Operation](), ""
    for words, groups in _apart(found):
        first = 0
        while size := _DECLARED.get(words[first].kind if first < len(words) else "", 0):
            prologue += " ".join(one.text for one in words[first : first + size]) + "\n"
            first += size
        if words[first:]:
            made.append(Operation(text, prologue, tuple(words[first:]), tuple(groups)))
    return made


def _apart(found: Sequence[Token]) -> Iterator[tuple[list[Token], list[Tokens]]]:
    """What stands between semicolons outside of braces: the tokens there, and those of each group in braces."""
    words, groups, group, depth = list[Token](), list[Tokens](), list[Token](), 0
    for one in found:
        if depth == 0 and one.kind in (";", END):
            yield words, groups
            words, groups = [], []
            continue
        if depth == 0:
            words.append(one)
        depth += one.kind == "{"
        if depth > 0:
            group.append(one)
        depth -= one.kind == "}"
        if depth == 0 and group:
            groups.append(tuple(group))
            group = []
