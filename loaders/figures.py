"""Figures: a number, its unit, what it counts, how it is qualified, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from loaders.lexicon import Lexicon
from loaders.tokens import Tokens

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve".split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_WORDS: Final = {
    **{w: i for i, w in enumerate(_UNITS)},
    **{w: 10 * i for i, w in enumerate(_TENS, 2)},
    **{w: i for i, w in enumerate(_ES)},
    **{w: 10 * i for i, w in enumerate(_ES_TENS, 3)},
    **{"un": 1, "una": 1, "dozen": 12, "hundred": 100, "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300},
}
_SCALES: Final = {
    "thousand": 10**3, "mil": 10**3, "million": 10**6, "millions": 10**6, "millon": 10**6, "millones": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "hundred": 100,
}
_SIGNS: Final = re.compile(r"(?:US|AU|A|CA|CAN|C|NZ|R)?\$|[£€¥₹₦₱]|S/")
_IRREGULAR: Final = frozenset("people personnel aircraft police staff men women children fish sheep cattle troops".split())
_NOT_PLURAL: Final = frozenset("is was has this its as us his hers whereas across various previous serious illicitos perhaps always towards besides unless less plus versus thus yes".split())
_OF: Final = frozenset("of de".split())
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_ES = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by tokens: its value in `unit`, what it counts in the words of the text, and how it is qualified."""

    first: int
    last: int
    value: Decimal
    unit: str
    counts: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A number by tokens, and the currency whose sign stood before it; `spelled` in words."""

    first: int
    last: int
    value: Decimal
    currency: str
    spelled: bool


class Figures:
    """The recogniser of figures."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index units, currencies and the nouns that number parts of a text."""
        self._units = {tuple(p.split()): e.value or p for s in ("units", "durations") for p, e in lexicon.phrases(s).items()}
        self._durations = {p for p in lexicon.words("durations")}
        self._currencies = {tuple(p.split()): e.value or p for p, e in lexicon.phrases("currencies").items()}
        self._signs = {phrase: e.value or "" for e in lexicon.entries("currencies") for phrase, _ in e.phrases}
        self._sides = lexicon.words("sides")
        self._parts = lexicon.words("numbered-parts")
        self._qualifiers = sorted((tuple(p.split()) for p in lexicon.words("qualifiers")), key=len, reverse=True)

    def find(self, tokens: Tokens, taken: Sequence[bool], spanish: bool) -> Iterator[Figure]:
        """The figures of a text; tokens that are `taken` (by a date or a name) hold none."""
        i = 0
        while i < len(tokens):
            number = None if taken[i] else self._number(tokens, i, spanish)
            if number is None or self._is_part(tokens, number):
                i = number.last if number else i + 1
                continue
            figure = self._figure(tokens, number, taken, spanish)
            if figure is not None:
                yield figure
            i = max(number.last, figure.last if figure else i + 1)

    # Numbers

    def _number(self, tokens: Tokens, i: int, spanish: bool) -> _Number | None:
        """The number that begins at a token, with its currency sign and its scale."""
        sign = _SIGNS.match(tokens.text, tokens.starts[i])
        currency, at = "", i
        if sign and not (i and tokens.ends[i - 1] == tokens.starts[i] and tokens.kinds[i - 1] == "w"):
            at = next((k for k in range(i, min(i + 4, len(tokens))) if tokens.starts[k] >= sign.end()), i)
            currency = self._signs.get(sign.group(), "")
        if at >= len(tokens) or currency and tokens.kinds[at] != "n":
            return None
        if tokens.kinds[at] == "n":
            value = _decimal(tokens.forms[at], spanish)
            return None if value is None else self._scaled(tokens, i, at + 1, value, currency, False, spanish)
        return self._spelled(tokens, i, spanish)

    def _spelled(self, tokens: Tokens, i: int, spanish: bool) -> _Number | None:
        """A number in words ("sixty days", "twenty-three", "five (5) years")."""
        value = _WORDS.get(tokens.folds[i]) if tokens.kinds[i] == "w" else None
        if value is None or tokens.folds[i] in ("hundred", "dozen"):
            return None
        at = i + 1
        if value >= 20 and at + 1 < len(tokens) and tokens.forms[at] == "-" and _WORDS.get(tokens.folds[at + 1], 99) < 10:
            value += _WORDS[tokens.folds[at + 1]]
            at += 2
        if at + 2 < len(tokens) and tokens.forms[at] == "(" and tokens.kinds[at + 1] == "n" and tokens.forms[at + 2] == ")":
            at += 3
        return self._scaled(tokens, i, at, Decimal(value), "", True, spanish)

    def _scaled(self, tokens: Tokens, first: int, last: int, value: Decimal, currency: str, spelled: bool, spanish: bool) -> _Number:
        """Multiply by the scale words that follow ("2 mil 400", "855 mil millones", "1.2 billion")."""
        while last < len(tokens) and tokens.folds[last] in _SCALES and tokens.forms[last] != "M":
            if tokens.folds[last] in ("m", "mn", "bn") and not currency:
                break
            value *= _SCALES[tokens.folds[last]]
            last += 1
        if spanish and last < len(tokens) and tokens.kinds[last] == "n" and tokens.folds[last - 1] == "mil" and tokens.forms[last].isdigit():
            value += Decimal(tokens.forms[last])
            last += 1
        return _Number(first, last, value, currency, spelled)

    def _is_part(self, tokens: Tokens, number: _Number) -> bool:
        """Whether a number names a part of a text, a time or a place in a list ("Articles 3, 12 and 13", "24 x 7")."""
        at = number.first - 1
        while at >= 0 and (tokens.kinds[at] == "n" or tokens.forms[at] in ",-–º°." or tokens.folds[at] in ("and", "y", "to", "or") and tokens.kinds[max(at - 1, 0)] == "n"):
            at -= 1
        if at >= 0 and tokens.folds[at] in self._parts and not number.currency and not number.spelled:
            return True
        after = number.last
        if after < len(tokens) and tokens.forms[after] in ":x×/" and after + 1 < len(tokens) and tokens.kinds[after + 1] == "n":
            return True
        return bool(number.first and tokens.forms[number.first - 1] in ":x×/#" and number.first > 1 and tokens.kinds[number.first - 2] == "n")

    # What a number counts

    def _figure(self, tokens: Tokens, number: _Number, taken: Sequence[bool], spanish: bool) -> Figure | None:
        """The figure that a number opens, or None where it counts nothing."""
        qualifier = self._qualifier(tokens, number.first)
        if number.currency:
            return Figure(number.first, number.last, number.value, number.currency, "", qualifier)
        at = number.last
        if at < len(tokens) and tokens.forms[at] in "-‐–" and at + 1 < len(tokens):
            unit = self._phrase(tokens, at + 1, self._units)
            return Figure(number.first, unit[1], number.value, unit[0], self._counted(tokens, unit[1]), qualifier) if unit else None
        for table in (self._units, self._currencies):
            unit = self._phrase(tokens, at, table)
            if unit is not None:
                return Figure(number.first, unit[1], number.value, unit[0], self._counted(tokens, unit[1]), qualifier)
        ranged = self._range(tokens, at, spanish)
        if ranged is not None:
            return Figure(number.first, number.last, number.value, ranged, "", qualifier)
        if number.spelled and number.value < 2:
            return None
        noun = self._noun(tokens, at, taken, spanish)
        if noun is None or self._counts_sides(tokens, number, noun, qualifier):
            return None
        return Figure(number.first, noun + 1, number.value, tokens.forms[noun].lower(), tokens.between(at, noun + 1), qualifier)

    def _range(self, tokens: Tokens, at: int, spanish: bool) -> str | None:
        """The unit of the second number of a range ("3,000 to 6,000 dollars")."""
        if at + 1 < len(tokens) and (tokens.folds[at] in ("to", "and", "a", "y") or tokens.forms[at] in "-–"):
            other = self._number(tokens, at + 1, spanish)
            if other is not None and not other.spelled:
                for table in (self._units, self._currencies):
                    unit = self._phrase(tokens, other.last, table)
                    if unit is not None:
                        return unit[0]
        return None

    def _phrase(self, tokens: Tokens, i: int, table: dict[tuple[str, ...], str]) -> tuple[str, int] | None:
        """The unit that begins at a token, past "de" ("millones de pesos")."""
        if i < len(tokens) and tokens.folds[i] in _OF:
            i += 1
        for size in (3, 2, 1):
            key = tuple(tokens.folds[i : i + size])
            if len(key) == size and key in table:
                return table[key], i + size
        return None

    def _noun(self, tokens: Tokens, i: int, taken: Sequence[bool], spanish: bool) -> int | None:
        """The plural noun that a number counts, at most six words on; in Spanish the first word."""
        if i < len(tokens) and tokens.folds[i] in _OF:
            while i < len(tokens) and tokens.folds[i] in _OF | {"the", "los", "las", "these", "them", "its", "their"}:
                if tokens.folds[i] == "them":
                    return i
                i += 1
        for at in range(i, min(i + 7, len(tokens))):
            form, word = tokens.forms[at], tokens.folds[at]
            if tokens.forms[at] in "-‐–&" or tokens.kinds[at] == "n" and False:
                continue
            if tokens.kinds[at] != "w" or word in ("and", "or", "y", "in", "to", "for", "on", "at", "by", "from", "with", "of", "per", "a", "the", "en", "por", "de", "que"):
                return None
            plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 and word not in _NOT_PLURAL
            if plural or word in _IRREGULAR:
                return at if not (at + 1 < len(tokens) and tokens.kinds[at + 1] == "s") else at
            if spanish:
                return None
            if form.isupper() and len(form) > 1 and at + 1 < len(tokens) and tokens.kinds[at + 1] != "w":
                return None
        return None

    def _counts_sides(self, tokens: Tokens, number: _Number, noun: int, qualifier: str) -> bool:
        """Whether the words mean the sides themselves, or refer back ("the two parts")."""
        before = tokens.folds[number.first - 1] if number.first else ""
        if number.value == 2 and number.spelled and before in ("the", "these", "those", "our", "los", "las", "both"):
            return True
        small = number.spelled and number.value <= 4
        return small and not qualifier and tokens.folds[noun] in self._sides

    def _counted(self, tokens: Tokens, i: int) -> str:
        """The thing measured: "of opium poppy", "of Latin American illicit drugs"."""
        if i >= len(tokens) or tokens.folds[i] not in _OF:
            return ""
        stop = i + 1
        while stop < len(tokens) and stop - i < 7 and (tokens.kinds[stop] == "w" and tokens.folds[stop] not in ("and", "in", "that", "which", "to", "with", "y", "en", "que", "for", "over", "or", "from", "by", "on", "were", "was", "are", "is") or tokens.forms[stop] in "-‐"):
            stop += 1
        return tokens.between(i + 1, stop) if stop > i + 1 else ""

    def _qualifier(self, tokens: Tokens, first: int) -> str:
        """The words before a number that qualify it."""
        for words in self._qualifiers:
            if tuple(tokens.folds[max(0, first - len(words)) : first]) == words:
                return tokens.between(first - len(words), first).lower()
        return ""


def _decimal(text: str, spanish: bool) -> Decimal | None:
    """The value of digits with separators: `12,035` is English, `2.822` in a Spanish text is 2,822.

    >>> _decimal("2.822", True), _decimal("9.6", False)
    (Decimal('2822'), Decimal('9.6'))
    """
    plain = text
    if _GROUPED.fullmatch(text) and not (spanish and "." in text):
        plain = text.replace(",", "")
    elif spanish and (_GROUPED_ES.fullmatch(text) or "," in text):
        plain = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
