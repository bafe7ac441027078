"""Dates whose day or year is in words, as formulas of signature give them ("veintidós de junio de dos mil tres").

The months and the lexical forms are those of `dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from loaders.words.dates import MONTHS, Date
from loaders.words.numbers import WORDS
from ontology.terms import XSD

_CUES: Final = ("del mes de", "dos mil", "mil novecientos", "day of", "two thousand", "nineteen", "twenty")
"""Words without one of which only a day is in words."""
_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS: Final = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth".split()
)
_DAYS: Final = {
    **{word: i for i, word in enumerate([*_UNITS, *_TEENS], 1)},
    **{f"twenty-{word}": 20 + i for i, word in enumerate(_UNITS, 1)},
    "thirtieth": 30,
    "thirty-first": 31,
    "primero": 1,
    "primer": 1,
    "treinta y un": 31,
    **{word: value for word, value in WORDS.items() if 0 < value <= 30},
    "treinta y uno": 31,
}
"""Folded words for the days of a month."""
_PLAIN: Final = str.maketrans("áéíóúüñ", "aeiouun")
"""Letters without their accents, each in one place."""
_CENTURIES: Final = (
    ("dos mil", 2000),
    ("mil novecientos", 1900),
    ("two thousand", 2000),
    ("nineteen hundred", 1900),
    ("nineteen", 1900),
    ("twenty", 2000),
)
_DAYS_ES: Final = tuple(
    f"{word}{sign}" for word in _DAYS if not word.endswith(("st", "nd", "rd", "th")) for sign in (" de ", " (")
)
_NUMBER: Final = "|".join(sorted(WORDS, key=len, reverse=True))
_DAY: Final = (
    rf"(?P<day>{'|'.join(sorted(_DAYS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th)?)(?:\s*\(\d{{1,2}}\))?"
)
_YEAR: Final = (
    rf"(?P<year>(?:dos\s+mil|mil\s+novecientos|two\s+thousand|nineteen(?:\s+hundred)?|twenty)"
    rf"(?:(?:\s+|-)(?:y|and|{_NUMBER}))*|\d{{4}})(?!\w)"
)
_DATE: Final = re.compile(
    rf"(?<!\w){_DAY}\s+(?:dias?\s+|day\s+)?(?:(?:del?|of)\s+)?(?:(?:the\s+)?mes\s+de\s+|the\s+month\s+of\s+)?"
    rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))}),?\s+(?:del?\s+|of\s+|in\s+)?"
    rf"(?:ano\s+|the\s+year\s+(?:of\s+)?)?"
    rf"{_YEAR}"
)


def _may_hold(low: str) -> bool:
    """Whether a text has a word without which no day and no year is in words."""
    return any(cue in low for cue in _CUES) or " de " in low and any(cue in low for cue in _DAYS_ES)


def spelled_dates(low: str) -> Iterator[Date]:
    """Every date with its day or year in words of a text in small letters, left to right."""
    for match in _DATE.finditer(low.translate(_PLAIN)) if _may_hold(low) else ():
        day, year = _day(match["day"]), _year(match["year"])
        month = MONTHS[match["month"]]
        if day is not None and year is not None and 1800 <= year < 2100 and 0 < day <= monthrange(year, month)[1]:
            yield Date(*match.span(), f"{year:04}-{month:02}-{day:02}", XSD.date)


def _day(word: str) -> int | None:
    """The day of a month in words or digits.

    >>> _day("twenty-second"), _day("veintidos"), _day("3rd")
    (22, 22, 3)
    """
    return _DAYS.get(word) or int(re.sub(r"\D", "", word) or 0) or None


def _year(words: str) -> int | None:
    """A year in words or digits.

    >>> _year("dos mil diecinueve"), _year("nineteen ninety-eight"), _year("1998")
    (2019, 1998, 1998)
    """
    if words.isdigit():
        return int(words)
    plain = " ".join(words.replace("-", " ").split())
    for opening, century in _CENTURIES:
        if plain.startswith(opening):
            return century + sum(WORDS.get(word, 0) for word in plain.removeprefix(opening).split())
    return None
