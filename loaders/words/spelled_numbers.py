"""The numbers of labels in words: "Pillar Two", "ARTICULO DECIMO TERCERO", "Twenty-first", with accents or without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product
from typing import Final

_COUNTS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete",
)
_PLACES: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima",
)
_LATER: Final = {"eighteen": 18, "nineteen": 19, "twenty": 20, "dieciocho": 18, "diecinueve": 19, "veinte": 20}
_LATER_PLACES: Final = {
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "vigésimo": 20,
    "vigésima": 20,
}
_TENS: Final = (
    (("twenty",), _PLACES[0].split()[:9], 20),
    (("décimo",), [*_PLACES[1].split()[:9], *_PLACES[2].split()[:9]], 10),
    (("décima",), _PLACES[2].split()[:9], 10),
    (("vigésimo",), [*_PLACES[1].split()[:9], *_PLACES[2].split()[:9]], 20),
    (("vigésima",), _PLACES[2].split()[:9], 20),
)
_VOWELS: Final = {"á": "[aá]", "é": "[eé]", "í": "[ií]", "ó": "[oó]", "ú": "[uú]"}


def _numbered(lists: Iterable[str]) -> dict[str, int]:
    return {word: i for words in lists for i, word in enumerate(words.split(), 1)}


def _compounds() -> dict[str, int]:
    """Tens and units in two words; the units of a list in both genders begin to count again after nine."""
    return {
        f"{ten} {unit}": base + place % 9 + 1
        for tens, units, base in _TENS
        for ten, (place, unit) in product(tens, enumerate(units))
    }


_ORDINALS: Final = {**_numbered(_PLACES), **_LATER_PLACES, **_compounds()}
_CARDINALS: Final = {**_numbered(_COUNTS), **_LATER}


def _pattern(words: Iterable[str]) -> str:
    """A pattern of words, longest first, whose accents may be missing and whose blanks may be none or a hyphen."""
    found = "|".join(sorted(words, key=len, reverse=True)).replace(" ", "[ -]?")
    return re.sub("[áéíóú]", lambda vowel: _VOWELS[vowel.group()], found)


def _bare(text: str) -> str:
    """A text without its accents."""
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()


CARDINALS: Final = _pattern(_CARDINALS)
ORDINALS: Final = _pattern(_ORDINALS)
SPELLED: Final = _pattern([*_CARDINALS, *_ORDINALS])


_WORDS: Final = frozenset(
    form
    for words in (*_CARDINALS, *_ORDINALS)
    for word in (*re.split("[ -]", words), words.replace(" ", ""))
    for form in (word, _bare(word))
)
_MARKS: Final = " .:,;–—-()"


def has_number(line: str) -> bool:
    """Whether one of the words at the start of a line, but for the first, is a number or a part of one.

    >>> has_number("Goal Two: Peace"), has_number("Twenty-first"), has_number("The two countries will meet")
    (True, False, True)
    """
    return any(part in _WORDS for word in line[:80].lower().split()[1:7] for part in word.strip(_MARKS).split("-"))


def _key(text: str) -> str:
    return "".join(letter for letter in _bare(text.lower()) if letter.isalpha())


_VALUES: Final = {_key(word): str(value) for word, value in (*_CARDINALS.items(), *_ORDINALS.items())}


def spelled(text: str) -> str | None:
    """The figure of a number in words, or None.

    >>> spelled("SEPTIMO"), spelled("Décima tercera"), spelled("twenty-first"), spelled("many")
    ('7', '13', '21', None)
    """
    return _VALUES.get(_key(text))
