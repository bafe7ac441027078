"""The heads of names: the noun that tells what a run of capitalised words names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from loaders.words.classes import AGREEMENTS
from loaders.words.lexicon import Entry, Lexicon, fold
from loaders.words.tokens import Tokens
from ontology.terms import COMITY

PREPOSITIONS: Final = frozenset(
    "of for on against to in with between under concerning regarding de del para contra sobre en entre".split()
)
ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,7}s?")
_CALLED: Final = frozenset("alpha bravo charlie delta echo foxtrot north south east west".split())
"""What tells one force of several from the others ("Joint Task Force Bravo")."""
_ROMAN: Final = re.compile(r"[IVX]{1,4}")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a name: its entry in the lexicon, its tokens, and whether it is a weak one."""

    entry: Entry
    first: int
    last: int
    weak: bool

    @property
    def mints(self) -> str:
        """The class that it gives to a name."""
        return self.entry.mints or COMITY.Agency


class Heads:
    """The recogniser of heads."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the heads by their folded words."""
        self._entries: dict[tuple[str, ...], Entry] = {}
        for scheme in ("heads", "group-plurals"):
            for phrase, entry in lexicon.phrases(scheme).items():
                self._entries[tuple(phrase.split())] = entry
        self._longest = max(map(len, self._entries))
        self._lasts = {words[-1] for words in self._entries}
        self._weak = lexicon.words("weak-heads")
        self._spanish = {
            tuple(fold(phrase).split())
            for entry in lexicon.entries("heads")
            for phrase, lang in entry.phrases
            if lang == "es"
        }
        self._spanish_firsts = {words[0] for words in self._spanish}

    def of(self, tokens: Tokens, first: int, last: int) -> Head | None:
        """The head of a run: what ends its first segment (English), or opens it (Spanish)."""
        if (first, last) not in tokens.heads:
            tokens.heads[first, last] = self._found(tokens, first, last)
        return cast("Head | None", tokens.heads[first, last])

    def _found(self, tokens: Tokens, first: int, last: int) -> Head | None:
        opening = self._opening(tokens, first, last)
        if opening is not None:
            return self._english(tokens, opening, last) or opening
        inner = range(first + 1, last)
        end = next(
            (i for i in inner if tokens.folds[i] in PREPOSITIONS and _is_small(tokens, i) and not _is_bound(tokens, i)),
            last,
        )
        end = self._without_tail(tokens, first, end)
        head = self._over_preposition(tokens, first, end, last)
        final = self.ending(tokens, _without_year(tokens, first, last), first)
        if end < last and final is not None and final.mints in AGREEMENTS:
            return head if head is not None and head.mints in AGREEMENTS else final
        if head is None and end < last:
            return self._later(tokens, end, last)
        return head

    def _english(self, tokens: Tokens, opening: Head, last: int) -> Head | None:
        """The English head in which a name ends that opens with a Spanish one ("Alianza Joven Program")."""
        final = self.ending(tokens, last, opening.last)
        words = tuple(tokens.folds[final.first : final.last]) if final is not None else ()
        joined = not PREPOSITIONS.isdisjoint(tokens.folds[opening.last : last])
        return final if words and words not in self._spanish and not joined else None

    def _over_preposition(self, tokens: Tokens, first: int, end: int, last: int) -> Head | None:
        """The head of a segment, longer where it holds the preposition that ends it ("Programme of Action")."""
        head = self.ending(tokens, end, first)
        for stop in range(min(last, end + 2), end, -1) if end < last else ():
            longer = self.ending(tokens, stop, first)
            if longer is not None and longer.first < end and (head is None or longer.first <= head.first):
                return longer
        return head

    def ending(self, tokens: Tokens, last: int, floor: int = 0) -> Head | None:
        """The longest head that ends before a token, and does not begin before another one."""
        if last > floor and tokens.kinds[last - 1] == "w" and tokens.folds[last - 1] not in self._lasts:
            return None
        words: list[str] = []
        best, owned = None, False
        for i in range(last - 1, max(floor, last - self._longest - 2) - 1, -1):
            if tokens.forms[i] in "-‐–" or tokens.kinds[i] == "s":
                owned = owned or tokens.kinds[i] == "s"
                continue
            if tokens.kinds[i] != "w":
                break
            words.insert(0, tokens.folds[i])
            entry = self._entries.get(tuple(words))
            if entry is None and owned:
                entry = self._entries.get(_with_possessives(tokens, i, last))
            if entry is not None and (tokens.forms[i][0].isupper() or len(words) == 1):
                best = Head(entry, i, last, self._is_weak(words))
        return best if best and tokens.forms[best.first][0].isupper() else None

    def _opening(self, tokens: Tokens, first: int, last: int) -> Head | None:
        """A Spanish head at the front of a run, the longest one."""
        if first >= last or tokens.folds[first] not in self._spanish_firsts:
            return None
        words: list[str] = []
        best = None
        for i in range(first, min(last, first + self._longest + 1)):
            if tokens.kinds[i] != "w":
                break
            words.append(tokens.folds[i])
            key = tuple(words)
            if key in self._spanish and (len(key) > 1 or last - first > 1):
                best = Head(self._entries[key], first, i + 1, self._is_weak(words))
        return best

    def opens_spanish(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a run of two words or more opens with a Spanish head of a group ("Subgrupo Marítimo")."""
        head = self._opening(tokens, first, last)
        return head is not None and head.mints == COMITY.WorkingGroup and not head.weak

    def _later(self, tokens: Tokens, start: int, last: int) -> Head | None:
        """The head of a later segment of a run whose first has none ("Republic of Peru Ministry of Health")."""
        final = self.ending(tokens, last, start)
        return final if final is not None and final.first > start and not final.weak else None

    def _without_tail(self, tokens: Tokens, first: int, last: int) -> int:
        """The end of a segment without trailing acronyms, years and numerals ("Group PGR-DOJ", "Group III")."""
        while last - 1 > first and tokens.folds[last - 1] not in self._lasts and _is_tail(tokens, last - 1):
            last -= 1
        return last

    def _is_weak(self, words: Sequence[str]) -> bool:
        return " ".join(words) in self._weak


def _is_small(tokens: Tokens, i: int) -> bool:
    """Whether a word is in small letters, or would be if its line were not in capitals."""
    return not tokens.capital(i) or tokens.forms[i].isupper() and tokens.forms[i - 1].isupper()


def _is_bound(tokens: Tokens, i: int) -> bool:
    """Whether a hyphen makes a small word part of a compound ("Government-to-Government Consultation")."""
    return tokens.forms[i - 1] in "-‐"


def _without_year(tokens: Tokens, first: int, last: int) -> int:
    """The end of a run without the year or number in which it ends ("Proceeds of Crime Act 2002")."""
    while last - 1 > first and (tokens.kinds[last - 1] == "n" or tokens.forms[last - 1] in "-–/"):
        last -= 1
    return last


def _is_tail(tokens: Tokens, i: int) -> bool:
    form = tokens.forms[i]
    if tokens.folds[i] in _CALLED and tokens.folds[i - 1] in ("force", "unit", "team", "group"):
        return True
    return tokens.kinds[i] == "n" or form in "-–/" or bool(_ROMAN.fullmatch(form) or ACRONYM.fullmatch(form))


def _with_possessives(tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    """The words of a range with possessive endings written on ("attorney general's office")."""
    words: list[str] = []
    for i in range(first, last):
        if tokens.kinds[i] == "s" and words:
            words[-1] += "'s"
        elif tokens.kinds[i] == "w":
            words.append(tokens.folds[i])
    return tuple(words)
