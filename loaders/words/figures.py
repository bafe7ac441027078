"""Figures: a number, its unit, what it counts, how it is qualified, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from loaders.words.lexicon import Lexicon
from loaders.words.numbers import Number, Numbers
from loaders.words.tokens import Tokens

_IRREGULAR: Final = frozenset(
    "people personnel aircraft craft hovercraft livestock police staff men women children fish sheep cattle "
    "troops".split()
)
"""Plurals without an `s`."""
_NOT_PLURAL: Final = frozenset(
    "is was has this its as us his hers whereas across various previous serious illicitos perhaps always towards "
    "besides unless less plus versus thus yes".split()
)
"""Words in `s` that are no plurals."""
_OF: Final = frozenset({"of", "de"})
_PARTITIVE: Final = _OF | frozenset("the los las these them its their".split())
_BEFORE_NO_NOUN: Final = frozenset("and or y in to for on at by from with of per a the en por de que".split())
_AFTER_COUNTED: Final = frozenset("and in that which to with y en que for over or from by on were was are is".split())
_LISTING: Final = frozenset("and y to or".split())
_RANGING: Final = frozenset("to and a y".split())
_AT_MOST: Final = frozenset({("not", "more", "than"), ("no", "more", "than"), ("no", "mas", "de")})
"""What stands before the upper end of a range whose lower end is "not less than"."""
_BETWEEN: Final = frozenset({"between", "entre"})
_DEFINITE: Final = frozenset("the these those our los las both".split())

NOTED: Final = 3
"""Letters that a word has at least, beside which the number of a note stands."""
_Table = Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by tokens: its value in `unit`, what it counts in the words of the text, and how it is qualified."""

    first: int
    last: int
    value: Decimal
    unit: str
    counts: str
    qualifier: str


class Figures:
    """The recogniser of figures."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index units, currencies and the nouns that number parts of a text."""
        self._units = {**_table(lexicon, "units"), **_table(lexicon, "durations")}
        self._currencies = _table(lexicon, "currencies")
        self._local = {p: dict(_pairs(e.value)) for p, e in lexicon.phrases("local-currencies").items()}
        signs = {phrase: e.value or "" for e in lexicon.entries("currencies") for phrase, _ in e.phrases}
        self._numbers = Numbers(signs)
        self._sides = lexicon.words("sides")
        self._parts = lexicon.words("numbered-parts")
        self._qualifiers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in sorted((tuple(p.split()) for p in lexicon.words("qualifiers")), key=len, reverse=True):
            self._qualifiers[words[-1]].append(words)

    def find(
        self, tokens: Tokens, taken: Sequence[bool], spanish: bool, places: Sequence[tuple[int, str]] = ()
    ) -> Iterator[Figure]:
        """The figures of a text; tokens that are `taken` (by a date or a name) hold none.

        `places` are the countries that the text names, by token and slug: theirs is money that several countries call
        the same ("pesos").
        """
        at = 0
        for i in self._numbers.openings(tokens):
            if _is_designation(tokens, i):
                continue
            number = self._numbers.at(tokens, i, spanish) if i >= at and not taken[i] else None
            if number is None:
                continue
            at = number.last
            figure = self._figure(tokens, number, spanish) if not self._is_part(tokens, number) else None
            if figure is not None:
                yield self._local_money(tokens, figure, places)
                at = max(at, figure.last)

    def _local_money(self, tokens: Tokens, figure: Figure, places: Sequence[tuple[int, str]]) -> Figure:
        """A figure in the money of the nearest country that has money of the name it is given."""
        words = tokens.folds[figure.first : figure.last]
        codes = self._local.get(words[-1], {})
        near = sorted((abs(at - figure.first), slug) for at, slug in places if slug in codes)
        if not near or tuple(words[-2:]) in self._currencies:
            return figure
        return replace(figure, unit=codes[near[0][1]])

    def _is_part(self, tokens: Tokens, number: Number) -> bool:
        """Whether a number names a part of a text, a time or a place in a list ("Articles 3, 12 and 13", "24 x 7")."""
        at = number.first - 1
        while at >= 0 and _enumerates(tokens, at):
            at -= 1
        if at >= 0 and tokens.folds[at] in self._parts and not number.currency and not number.spelled:
            return tokens.folds[at] != "on" or self._unit(tokens, number.last) is None
        after, first = number.last, number.first
        if tokens.kinds[after + 1 : after + 2] == ["n"] and tokens.forms[after] in ":x×/":
            return True
        return first > 1 and tokens.forms[first - 1] in ":x×/#" and tokens.kinds[first - 2] == "n"

    def _figure(self, tokens: Tokens, number: Number, spanish: bool) -> Figure | None:
        """The figure that a number opens, or None where it counts nothing."""
        first, at, value, qualifier = number.first, number.last, number.value, self._qualifier(tokens, number.first)
        if number.currency:
            return Figure(first, at, value, number.currency, "", qualifier)
        hyphened = at + 1 < len(tokens) and tokens.forms[at] in "-‐–"
        unit = _phrase(tokens, at + 1, self._units) if hyphened else self._unit(tokens, at)
        if unit is not None and unit[0] == "hours" and tokens.folds[first - 1 : first] == ["las"]:
            return None  # "siendo las nueve horas" is a time of day.
        if unit is not None:
            return Figure(first, unit[1], value, unit[0], _counted(tokens, unit[1]), qualifier)
        if hyphened and tokens.kinds[at + 1] != "n":
            return None
        ranged = self._share(tokens, at, spanish) or self._range(tokens, first, at, value, spanish)
        if ranged is not None:
            return Figure(first, at, value, ranged, "", qualifier)
        return self._counting(tokens, number, qualifier, spanish)

    def _counting(self, tokens: Tokens, number: Number, qualifier: str, spanish: bool) -> Figure | None:
        """The figure of a number without a unit: what it counts is its unit."""
        if number.spelled and number.value < 2:
            return None
        noun = _noun(tokens, number.last, spanish)
        if noun is None or self._counts_sides(tokens, number, noun, qualifier):
            return None
        counted = tokens.between(number.last, noun + 1)
        return Figure(number.first, noun + 1, number.value, tokens.forms[noun].lower(), counted, qualifier)

    def _unit(self, tokens: Tokens, i: int) -> tuple[str, int] | None:
        """The unit or currency that begins at a token, and the token after it."""
        found = _phrase(tokens, i, self._units) or _phrase(tokens, i, self._currencies)
        national = found is None and i + 1 < len(tokens) and tokens.capital(i) and tokens.forms[i + 1].islower()
        return _phrase(tokens, i + 1, self._currencies) if national else found

    def _share(self, tokens: Tokens, at: int, spanish: bool) -> str | None:
        """The unit of what a number is a part of ("312 of 540 requests", "12 de las 30 alcaldías")."""
        start = at + 1
        if tokens.folds[at : at + 1] not in (["of"], ["de"]):
            return None
        start += tokens.folds[start : start + 1] in (["the"], ["las"], ["los"])
        other = self._numbers.at(tokens, start, spanish) if start < len(tokens) else None
        if other is None or other.spelled and tokens.kinds[at - 1] == "n":
            return None
        unit = self._unit(tokens, other.last)
        noun = _noun(tokens, other.last, spanish)
        return unit[0] if unit is not None else tokens.forms[noun].lower() if noun is not None else None

    def _range(self, tokens: Tokens, first: int, at: int, value: Decimal, spanish: bool) -> str | None:
        """The unit of the second number of a range ("3,000 to 6,000 dollars", "between 20 and 30 hostages")."""
        if at + 1 >= len(tokens) or tokens.folds[at] not in _RANGING and tokens.forms[at] not in "-–":
            return None
        bounded = tuple(tokens.folds[at + 1 : at + 4]) in _AT_MOST
        start = at + 4 if bounded else at + 1
        other = self._numbers.at(tokens, start, spanish) if start < len(tokens) else None
        if other is None:
            return None
        unit = self._unit(tokens, other.last)
        if unit is not None:
            return unit[0]
        told = bounded or tokens.folds[at] not in ("and", "y") or tokens.folds[max(0, first - 1)] in _BETWEEN
        noun = _noun(tokens, other.last, spanish) if told and other.value > value else None
        return tokens.forms[noun].lower() if noun is not None else None

    def _counts_sides(self, tokens: Tokens, number: Number, noun: int, qualifier: str) -> bool:
        """Whether the words mean the sides themselves, or refer back ("the two parts")."""
        before = tokens.folds[number.first - 1] if number.first else ""
        if number.value == 2 and number.spelled and before in _DEFINITE:
            return True
        small = number.spelled and number.value <= 4
        return small and not qualifier and tokens.folds[noun] in self._sides

    def _qualifier(self, tokens: Tokens, first: int) -> str:
        """The words before a number that qualify it."""
        for words in self._qualifiers.get(tokens.folds[first - 1], ()) if first else ():
            if tuple(tokens.folds[max(0, first - len(words)) : first]) == words:
                return tokens.between(first - len(words), first).lower()
        return ""


@lru_cache(maxsize=1)
def figures(lexicon: Lexicon) -> Figures:
    """The recogniser that goes by a lexicon, made once for all documents."""
    return Figures(lexicon)


def _table(lexicon: Lexicon, scheme: str) -> dict[tuple[str, ...], str]:
    """The phrases of a scheme by their words, with the value that each stands for."""
    return {tuple(phrase.split()): entry.value or phrase for phrase, entry in lexicon.phrases(scheme).items()}


def _pairs(text: str | None) -> Iterator[tuple[str, str]]:
    """The countries and codes of an entry of local currencies ("mexico=MXN colombia=COP")."""
    for pair in (text or "").split():
        country, _, code = pair.partition("=")
        yield country, code


def _enumerates(tokens: Tokens, at: int) -> bool:
    """Whether a token can stand between the name of numbered parts and one of their numbers."""
    if tokens.kinds[at] == "n" or tokens.forms[at] in ",-–º°.":
        return True
    return tokens.folds[at] in _LISTING and tokens.kinds[max(at - 1, 0)] == "n"


def _phrase(tokens: Tokens, i: int, table: _Table) -> tuple[str, int] | None:
    """The unit of a table that begins at a token, past "de" ("millones de pesos"), and the token after it."""
    if i < len(tokens) and tokens.folds[i] in _OF:
        i += 1
    for size in (3, 2, 1):
        key = tuple(tokens.folds[i : i + size])
        if len(key) == size and key in table:
            return table[key], i + size
    return None


def _noun(tokens: Tokens, i: int, spanish: bool) -> int | None:
    """The plural noun that a number counts, at most six words on; in Spanish the first word."""
    if i < len(tokens) and tokens.folds[i] in _OF:
        while i < len(tokens) and tokens.folds[i] in _PARTITIVE:
            if tokens.folds[i] == "them":
                return i
            i += 1
    for at in range(i, min(i + 7, len(tokens))):
        form, word = tokens.forms[at], tokens.folds[at]
        if form in "-‐–&" or _is_designation(tokens, at) or _is_measure(tokens, at):
            continue
        if tokens.kinds[at] != "w" or word in _BEFORE_NO_NOUN:
            return None
        if _is_plural(word):
            return at
        shouted = form.isupper() and len(form) > 1 and at + 1 < len(tokens) and tokens.kinds[at + 1] != "w"
        if spanish or shouted and not _is_designation(tokens, min(at + 2, len(tokens) - 1)):
            return None
    return None


def _is_designation(tokens: Tokens, i: int) -> bool:
    """Whether a number is part of the name of a type ("TC-90", "Mi-17"), or that of a note ("Gambia2")."""
    if tokens.kinds[i] == "n" and i and tokens.kinds[i - 1] == "w" and tokens.starts[i] == tokens.ends[i - 1]:
        return len(tokens.forms[i - 1]) > NOTED
    if tokens.kinds[i] != "n" or i < 2 or tokens.forms[i - 1] not in "-‐":
        return False
    glued = tokens.starts[i] == tokens.ends[i - 1] and tokens.starts[i - 1] == tokens.ends[i - 2]
    return glued and tokens.kinds[i - 2] == "w" and sum(map(str.isupper, tokens.forms[i - 2])) > 1


def _is_measure(tokens: Tokens, i: int) -> bool:
    """Whether a number and a word joined to it say how large what is counted is ("two 90-meter vessels")."""
    joined = tokens.forms[i + 1 : i + 2] in (["-"], ["‐"]) and tokens.starts[i + 1] == tokens.ends[i]
    return tokens.kinds[i] == "n" and joined


def _is_plural(word: str) -> bool:
    """Whether a folded word looks like a plural noun."""
    if word in _IRREGULAR:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 and word not in _NOT_PLURAL


def _counted(tokens: Tokens, i: int) -> str:
    """The thing measured: "of opium poppy", "of Latin American illicit drugs"."""
    if i >= len(tokens) or tokens.folds[i] not in _OF:
        return ""
    stop = i + 1
    while stop < len(tokens) and stop - i < 7 and _goes_on(tokens, stop):
        stop += 1
    return tokens.between(i + 1, stop) if stop > i + 1 else ""


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Whether a token belongs to the thing measured."""
    return tokens.forms[i] in "-‐" or tokens.kinds[i] == "w" and tokens.folds[i] not in _AFTER_COUNTED
