"""Numbers by their tokens: digits with separators, words, words of scale, and the sign of a currency before them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from loaders.words.tokens import Tokens, tokenize

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
_HUNDREDS: Final = (
    "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "ciento doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas novecientas",
)
_OTHERS: Final = {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21}
WORDS: Final[Mapping[str, int]] = {
    **{word: i for words in (_ENGLISH, _SPANISH) for i, word in enumerate(words.split())},
    **{word: 10 * i for words in _TENS for i, word in enumerate(words.split(), 2)},
    **{word: 100 * i for words in _HUNDREDS for i, word in enumerate(words.split(), 1)},
    **_OTHERS,
}
"""Folded words that open a number."""
_COLLECTIVE: Final = {
    **dict.fromkeys(("dozen", "docena", "docenas"), 12),
    **dict.fromkeys(("decena", "decenas"), 10),
    **dict.fromkeys(("veintena",), 20),
    **dict.fromkeys(("centenar", "centenares"), 100),
    **dict.fromkeys(("millar", "millares"), 1000),
}
"""Nouns that stand for a number of things."""
_POWERS: Final = {
    2: "hundred",
    3: "thousand mil",
    5: "lakh lakhs",
    6: "million millions millon millones m mn",
    7: "crore crores",
    9: "billion bn",
    12: "trillion",
}
_SCALES: Final = {word: 10**power for power, words in _POWERS.items() for word in words.split()}
_HALF: Final = Decimal("0.5")
_Y_MEDIO: Final = ("y", "medio")
"""The words of a half that Spanish puts after the scale that it halves."""
_MONEY_ONLY: Final = frozenset({"m", "mn", "bn"})
"""Letters that scale an amount of money; after a bare number "m" is metres."""
_MONEY: Final = frozenset("euros euro dollars pounds pesos dolares us".split())
_ONE: Final = frozenset("a an un una".split())
_LARGE: Final = {word: 10**power for power in (3, 6, 9, 12) for word in _POWERS[power].split() if len(word) > 2}
_OPENING: Final = frozenset({*WORDS, *_ONE, "mil"})
"""Folded words with which a number in words begins."""
PLURAL: Final = 4
"""Letters that a plural after "mil" has at least."""
SIGN: Final = 4
"""Characters of a sign or code that stands before an amount."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMA: Final = re.compile(r"\d+,\d{1,2}")
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
    """The recogniser of numbers; `signs` maps the sign or code of a currency, which stands before, to the currency."""

    def __init__(self, signs: Mapping[str, str]) -> None:
        """Compile the signs, the longest first."""
        self._signs = {sign: code for sign, code in signs.items() if not sign.islower() and len(sign) <= SIGN}
        longest = sorted(self._signs, key=lambda sign: (-len(sign), sign))
        self._sign_at = re.compile(f"(?P<sign>{'|'.join(map(re.escape, longest))})\\.?\\s?(?=\\d)")
        self._openers = {tokenize(sign).forms[0] for sign in longest}

    def openings(self, tokens: Tokens) -> list[int]:
        """The tokens at which a number can begin."""
        signs, told = self._openers, zip(tokens.kinds, tokens.folds, tokens.forms, strict=True)
        return [i for i, (kind, word, form) in enumerate(told) if kind == "n" or word in _OPENING or form in signs]

    def at(self, tokens: Tokens, i: int, spanish: bool) -> Number | None:
        """The number that begins at a token, with its currency sign and its scale."""
        if tokens.kinds[i] != "n" and tokens.forms[i] not in self._openers:
            return _spelled(tokens, i, spanish)
        currency, at = self._sign(tokens, i)
        if at >= len(tokens) or tokens.kinds[at] != "n":
            return _spelled(tokens, i, spanish)
        form, last = tokens.forms[at], at + 1
        if _is_spaced(tokens, at):
            form, last = form + tokens.forms[last], last + 1
        value = decimal(form, spanish)
        if value is None:
            return None
        number = _scaled(tokens, Number(i, last, value, currency), spanish)
        return _with_half(tokens, number) if spanish and number.last > last else number

    def _sign(self, tokens: Tokens, i: int) -> tuple[str, int]:
        """The currency whose sign stands at a token, and the token after the sign."""
        if tokens.kinds[i] == "n":
            return "", i
        sign = self._sign_at.match(tokens.text, tokens.starts[i])
        glued = i > 0 and tokens.ends[i - 1] == tokens.starts[i] and tokens.kinds[i - 1] == "w"
        if sign is None or glued:
            return "", i
        at = next((k for k in range(i, min(i + 5, len(tokens))) if tokens.starts[k] >= sign.end()), i)
        return self._signs[sign["sign"]], at


def _is_spaced(tokens: Tokens, i: int) -> bool:
    """Whether a blank parts the thousands of a number ("3 000 rifles")."""
    if not tokens.forms[i].isdigit() or len(tokens.forms[i]) > 3 or tokens.kinds[i + 1 : i + 2] != ["n"]:
        return False
    three = len(tokens.forms[i + 1]) == 3 and tokens.forms[i + 1].isdigit()
    return three and tokens.starts[i + 1] == tokens.ends[i] + 1 and tokens.forms[i] != "0"


def _spelled(tokens: Tokens, i: int, spanish: bool) -> Number | None:
    """A number in words ("sixty days", "two hundred and fifty", "mil doscientos", "five (5) years", "a dozen")."""
    words = tokens.folds
    total = value = 0
    at = i
    while at < len(words) and tokens.kinds[at] == "w":
        step = _step(words, at, total, value, spanish)
        if step is None:
            break
        total, value, at = step
        at += (
            at + 1 < len(words)
            and tokens.forms[at] == "-"
            and value % 100 >= 20
            and 0 < WORDS.get(words[at + 1], 99) < 10
        )
    if at == i:
        return None
    if (
        tokens.forms[at : at + 1] == ["("]
        and tokens.kinds[at + 1 : at + 2] == ["n"]
        and tokens.forms[at + 2 : at + 3] == [")"]
    ):
        at += 3
    number = _with_half(tokens, Number(i, at, Decimal(total + value), spelled=True))
    return _scaled(tokens, number, spanish)


def _with_half(tokens: Tokens, number: Number) -> Number:
    """A number with the half that is added to it ("one and a half million", "dos millones y medio")."""
    words = tokens.folds[number.last : number.last + 3]
    size = 3 if words == ["and", "a", "half"] else 2 if words[:2] in (["y", "medio"], ["y", "media"]) else 0
    unit = _SCALES.get(tokens.folds[number.last - 1], 1) if size == len(_Y_MEDIO) else 1
    return replace(number, last=number.last + size, value=number.value + _HALF * unit) if size else number


def _step(words: Sequence[str], at: int, total: int, value: int, spanish: bool) -> tuple[int, int, int] | None:
    """The sums after one more word of a number, and the token after it; None where the number ends."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    started = bool(total or value)
    if started and (word == "hundred" or word in _COLLECTIVE):
        return total, max(value, 1) * _COLLECTIVE.get(word, 100), at + 1
    if word in _LARGE and (value or word == "mil" and spanish and not total and _may_follow(following)):
        return total + max(value, 1) * _LARGE[word], 0, at + 1
    if not started and word in _ONE and (following in _COLLECTIVE or following in _LARGE):
        return total, 1, at + 1
    if started and word in ("and", "y") and _goes_on(word, value, following):
        return total, value, at + 1
    return _added(word, total, value, at)


def _may_follow(word: str) -> bool:
    """Whether a word goes on after a thousand that is not counted itself ("mil doscientos", "mil agentes")."""
    return word in WORDS or len(word) > PLURAL and word.endswith("s")


def _added(word: str, total: int, value: int, at: int) -> tuple[int, int, int] | None:
    """The sums after a word that is a number itself, where it may follow what is there ("ciento dos")."""
    number = WORDS.get(word)
    if number is None:
        return None
    fits = value % 100 == 0 and number < 100 or value % 10 == 0 and value % 100 >= 20 and 0 < number < 10
    return (total, value + number, at + 1) if value == 0 or fits else None


def _goes_on(joint: str, value: int, following: str) -> bool:
    """Whether "and" joins parts of one number: after a hundred or a thousand; Spanish "y" before the last digit."""
    number = WORDS.get(following)
    if number is None:
        return False
    if joint == "y":
        return value % 10 == 0 and value % 100 >= 20 and number < 10
    return value % 100 == 0 and number < 100


def _scaled(tokens: Tokens, number: Number, spanish: bool) -> Number:
    """A number times the words of scale that follow it ("2 mil 400", "855 mil millones", "1.2 billion")."""
    last, value = number.last, number.value
    while last < len(tokens) and _is_scale(tokens, last, number):
        value *= _SCALES[tokens.folds[last]]
        last += 1
        if spanish and tokens.folds[last - 1] == "mil" and last < len(tokens) and tokens.forms[last].isdigit():
            value += Decimal(tokens.forms[last])
            last += 1
    return replace(number, last=last, value=value)


def _is_scale(tokens: Tokens, i: int, number: Number) -> bool:
    """Whether a word scales a number; single letters do so beside a currency only ("$12M", "1.2m euros")."""
    word = tokens.folds[i]
    if word not in _SCALES:
        return False
    glued = word in _MONEY_ONLY and tokens.starts[i] == tokens.ends[i - 1] and i + 1 < len(tokens)
    return word not in _MONEY_ONLY or bool(number.currency) or glued and tokens.folds[i + 1] in _MONEY


def decimal(text: str, spanish: bool) -> Decimal | None:
    """The value of digits with separators: `12,035` is English, `2.822` in a Spanish text is 2,822.

    >>> decimal("2.822", True), decimal("9.6", False)
    (Decimal('2822'), Decimal('9.6'))
    """
    plain = text
    if not spanish and _COMMA.fullmatch(text):
        plain = text.replace(",", ".")
    elif _GROUPED.fullmatch(text) and not (spanish and "." in text):
        plain = text.replace(",", "")
    elif spanish and (_GROUPED_ES.fullmatch(text) or "," in text):
        plain = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
