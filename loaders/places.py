"""Places that no gazetteer knows: by a noun such as "Sea", by a preposition, by a dateline, by a list of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from loaders.dates import MONTHS
from loaders.lexicon import Lexicon
from loaders.mentions import Mention, Passages
from ontology.terms import COMITY

_OF: Final = frozenset("of de del the la las los el".split())
_JOINS: Final = frozenset("and y e or o , – - / to a".split())
_PARTICLES: Final = frozenset("de del la las los el san santa do da du le sur upon".split())
LONGEST: Final = 4
"""Words in the name of an unknown place."""


class Places:
    """The recogniser of unknown places; it reads only words that no other recogniser has taken."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the nouns and prepositions of place."""
        self._after = lexicon.words("place-heads")
        self._before = lexicon.words("place-openers")
        self._prepositions = lexicon.words("place-prepositions")
        self._refused = (
            lexicon.words("languages")
            | lexicon.words("openers")
            | lexicon.words("heads")
            | lexicon.words("titles")
            | lexicon.words("labels")
        )

    def find(self, block: Passages, taken: Sequence[bool]) -> Iterator[Mention]:
        """The places of a block, left to right; lists of places go on from the first."""
        if block.kind == "heading" and not _dateline_end(block):
            return
        i, known = 0, {m.last for m in block.mentions if m.mints == COMITY.Place}
        dateline = _dateline_end(block)
        while i < len(block.tokens):
            run = self._run(block, taken, i)
            if run and (self._introduced(block, i, known) or i < dateline or self._named(block, i, run)):
                first = self._first(block, i)
                yield Mention(
                    block.index,
                    first,
                    run,
                    COMITY.Place,
                    block.tokens.between(first, run),
                    "place",
                    block.tokens.folds[run - 1],
                )
                known.add(run)
                i = run
            else:
                i = run or i + 1

    def _run(self, block: Passages, taken: Sequence[bool], i: int) -> int:
        """The end of a run of free capitalised words, or 0."""
        tokens, at = block.tokens, i
        while at < len(tokens) and at - i < LONGEST:
            if taken[at]:
                break
            if (
                tokens.capital(at)
                and (at == i or at not in block.starts)
                and not tokens.forms[at].isupper()
                and len(tokens.forms[at]) > 1
            ):
                if tokens.folds[at] in self._refused or tokens.folds[at] in MONTHS or self._is_numbered(block, at):
                    break
                at += 1
            elif (
                at > i
                and tokens.folds[at] in _PARTICLES
                and at + 1 < len(tokens)
                and tokens.capital(at + 1)
                and not taken[at + 1]
                and tokens.folds[at] not in ("y", "e")
            ):
                at += 1
            elif (
                at > i
                and tokens.forms[at] == "-"
                and at + 1 < len(tokens)
                and tokens.capital(at + 1)
                and tokens.starts[at] == tokens.ends[at - 1]
            ):
                at += 1
            else:
                break
        return at if at > i else 0

    def _is_numbered(self, block: Passages, i: int) -> bool:
        """Whether a number follows a word or the next ("Alliance Points 1, 3 and 6"): then it is a label."""
        tokens = block.tokens
        after = tokens.kinds[i + 1 : i + 3]
        return after[:1] == ["n"] or after == ["w", "n"] and tokens.capital(i + 1)

    def _introduced(self, block: Passages, i: int, known: set[int]) -> bool:
        """Whether a preposition of place, a noun of place, or another place and a comma stand before."""
        tokens = block.tokens
        at = i - 1
        if at >= 0 and tokens.folds[at] in self._prepositions and i not in block.starts:
            return True
        while at >= 0 and tokens.folds[at] in _OF:
            at -= 1
        if at >= 0 and at < i - 1 and tokens.folds[at] in self._before and tokens.kinds[at] == "w":
            return True
        if (
            at == i - 1
            and at >= 0
            and tokens.folds[at] in ("rio", "rios", "river", "rivers", "lake", "mount", "lago", "ciudad", "isla")
        ):
            return True
        at = i - 1
        while at >= 0 and (tokens.folds[at] in _JOINS or tokens.folds[at] in _OF):
            at -= 1
        return at < i - 1 and at + 1 in known and i not in block.starts

    def _named(self, block: Passages, i: int, run: int) -> bool:
        """Whether a run ends in a noun of place ("Suvarnabhumi Airport")."""
        return run - i > 1 and block.tokens.folds[run - 1] in self._after and i not in block.starts

    def _first(self, block: Passages, i: int) -> int:
        """The token a place begins at: "Gulf of" belongs to the name, "in" does not."""
        tokens, at = block.tokens, i - 1
        while at >= 0 and tokens.folds[at] in ("of", "de", "del", "the"):
            at -= 1
        opens = (
            at >= 0
            and at < i - 1
            and tokens.folds[at] in self._before
            and tokens.capital(at)
            and at not in block.starts
        )
        return at if opens else i


def _dateline_end(block: Passages) -> int:
    """The token at which the date of a dateline begins ("Chiang Mai, 21 June 2012"), or 0."""
    dates = [d for d in block.dates[:1] if d.datatype.endswith(("#date", "#gYearMonth"))]
    if not dates:
        return 0
    tokens = block.tokens
    end = next((i for i in range(len(tokens)) if tokens.starts[i] >= dates[0].start), 0)
    plain = all(tokens.capital(i) or tokens.forms[i] in ",.-–—(" or tokens.folds[i] in _PARTICLES for i in range(end))
    return end if 0 < end <= 8 and plain else 0
