"""Numbers by their tokens: digits with separators, words, words of scale, and the sign of a currency before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from loaders.tokens import Tokens

_ENGLISH: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SPANISH: Final = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_TENS: Final = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
)
_OTHERS: Final = {"un": 1, "una": 1, "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300}
_WORDS: Final[Mapping[str, int]] = {
    **{word: i for words in (_ENGLISH, _SPANISH) for i, word in enumerate(words.split())},
    **{word: 10 * i for words in _TENS for i, word in enumerate(words.split(), 2)},
    **_OTHERS,
}
"""Folded words that open a number."""
_POWERS: Final = {
    2: "hundred",
    3: "thousand mil",
    6: "million millions millon millones m mn",
    9: "billion bn",
    12: "trillion",
}
_SCALES: Final = {word: 10**power for power, words in _POWERS.items() for word in words.split()}
_MONEY_ONLY: Final = frozenset({"m", "mn", "bn"})
"""Letters that scale an amount of money; after a bare number "m" is metres."""
_SIGNS: Final = re.compile(r"(?:US|AU|A|CA|CAN|C|NZ|R)?\$|[£€¥₹₦₱]|S/")
_OPEN_SIGNS: Final = frozenset("US AU A CA CAN C NZ R $ £ € ¥ ₹ ₦ ₱ S".split())
"""Tokens with which the sign of a currency begins."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_ES: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number by tokens, and the currency whose sign stood before it; `spelled` in words."""

    first: int
    last: int
    value: Decimal
    currency: str = ""
    spelled: bool = False


class Numbers:
    """The recogniser of numbers; `signs` maps the sign of a currency to the currency."""

    def __init__(self, signs: Mapping[str, str]) -> None:
        """Keep the signs."""
        self._signs = signs

    def at(self, tokens: Tokens, i: int, spanish: bool) -> Number | None:
        """The number that begins at a token, with its currency sign and its scale."""
        if tokens.kinds[i] != "n" and tokens.folds[i] not in _WORDS and tokens.forms[i] not in _OPEN_SIGNS:
            return None
        currency, at = self._sign(tokens, i)
        if at >= len(tokens) or currency and tokens.kinds[at] != "n":
            return None
        if tokens.kinds[at] != "n":
            return _spelled(tokens, i, spanish)
        value = decimal(tokens.forms[at], spanish)
        return None if value is None else _scaled(tokens, Number(i, at + 1, value, currency), spanish)

    def _sign(self, tokens: Tokens, i: int) -> tuple[str, int]:
        """The currency whose sign stands at a token, and the token after the sign."""
        sign = _SIGNS.match(tokens.text, tokens.starts[i])
        glued = i > 0 and tokens.ends[i - 1] == tokens.starts[i] and tokens.kinds[i - 1] == "w"
        if sign is None or glued:
            return "", i
        at = next((k for k in range(i, min(i + 4, len(tokens))) if tokens.starts[k] >= sign.end()), i)
        return self._signs.get(sign.group(), ""), at


def _spelled(tokens: Tokens, i: int, spanish: bool) -> Number | None:
    """A number in words ("sixty days", "twenty-three", "five (5) years")."""
    value = _WORDS.get(tokens.folds[i]) if tokens.kinds[i] == "w" else None
    if value is None:
        return None
    at = i + 1
    if value >= 20 and at + 1 < len(tokens) and tokens.forms[at] == "-" and _WORDS.get(tokens.folds[at + 1], 99) < 10:
        value += _WORDS[tokens.folds[at + 1]]
        at += 2
    if (
        tokens.forms[at : at + 1] == ["("]
        and tokens.kinds[at + 1 : at + 2] == ["n"]
        and tokens.forms[at + 2 : at + 3] == [")"]
    ):
        at += 3
    return _scaled(tokens, Number(i, at, Decimal(value), spelled=True), spanish)


def _scaled(tokens: Tokens, number: Number, spanish: bool) -> Number:
    """A number times the words of scale that follow it ("2 mil 400", "855 mil millones", "1.2 billion")."""
    last, value = number.last, number.value
    while last < len(tokens) and tokens.folds[last] in _SCALES and tokens.forms[last] != "M":
        if tokens.folds[last] in _MONEY_ONLY and not number.currency:
            break
        value *= _SCALES[tokens.folds[last]]
        last += 1
    if spanish and tokens.folds[last - 1] == "mil" and last < len(tokens) and tokens.forms[last].isdigit():
        value += Decimal(tokens.forms[last])
        last += 1
    return replace(number, last=last, value=value)


def decimal(text: str, spanish: bool) -> Decimal | None:
    """The value of digits with separators: `12,035` is English, `2.822` in a Spanish text is 2,822.

    >>> decimal("2.822", True), decimal("9.6", False)
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
