"""Dates as a text gives them, to the precision it states, in English and Spanish.

Source of the lexical forms: XML Schema Part 2, 3.2.9 to 3.2.14. What is in no calendar ("31 June") is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from loaders.words.cues import lowered, may_match
from ontology.terms import XSD

_EN: Final = "january february march april may june july august september october november december".split()
_ES: Final = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_SHORT: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
MONTHS: Final[Mapping[str, int]] = {
    **{name: i for names in (_EN, _ES) for i, name in enumerate(names, 1)},
    "setiembre": 9,
    **_SHORT,
}
"""Names of months in lower case."""
_MONTH: Final = "(?:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:1[89]\d\d|20\d\d)"
_ORDINAL: Final = r"(?:st|nd|rd|th|º|°|\.º)?"
_COUNTED: Final = (
    r"hectares|hectáreas|kilo|kg|tons|tonnes|toneladas|people|persons|personas|officers|km|miles|metres|meters|percent"
    r"|per\ cent|units|dollars|pesos|euros"
)
"""What makes a number that looks like a year an amount."""
_BEFORE_MONTH: Final = (
    r"in|since|until|by|en|desde|hasta|last|this|next|every|each|early|late|mid|cada"
    r"|(?:fines|finales|principios|mediados)\sde|(?:beginning|end)\sof"
)
"""Words that make the name of a month alone a date."""

_DATE: Final = re.compile(
    rf"""
    (?P<span_day>\b{_DAY})\s*(?:[-–]|and|to|y|al?)\s*(?P<span_last>{_DAY}){_ORDINAL}(?:\s+(?:of|de))?
        \s+(?P<span_month>{_MONTH}),?\s+(?:(?:of|de|del)\s+)?(?P<span_year>{_YEAR})\b
  | (?P<iso>(?<![\d-]){_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))
  | (?P<dmy_day>\b{_DAY})(?:{_ORDINAL}(?:\s+day)?(?:\s+(?:of|de))?\s+|-)(?P<dmy_month>{_MONTH})
        (?:,?\s+(?:(?:of|de|del)\s+(?:año\s+)?)?|-)(?P<dmy_year>{_YEAR})\b
  | (?P<mdy_month>\b{_MONTH})\s+(?P<mdy_day>{_DAY}){_ORDINAL}
        (?:\s*(?:[-–]|and|to)\s*(?P<mdy_last>{_DAY}){_ORDINAL})?,?\s+(?P<mdy_year>{_YEAR})\b
  | (?P<pair_month>\b{_MONTH})\s+(?:and|to|y|a|[-–])\s+(?P<pair_other>{_MONTH})
        \s+(?:(?:of|de|del)\s+)?(?P<pair_year>{_YEAR})\b
  | (?P<my_month>\b{_MONTH}),?\s+(?:(?:of|de|del)\s+)?(?P<my_year>{_YEAR})\b
  | (?P<md_month>\b{_MONTH})\s+(?P<md_day>{_DAY}){_ORDINAL}(?![\d,.]*\d)
  | (?P<dm_day>\b{_DAY}){_ORDINAL}(?:\s+(?:of|de))?\s+(?P<dm_month>{_MONTH})(?!\w)
  | (?P<range_from>(?<![\d.,/$£€-])\b{_YEAR})
        (?:\s?[-–/]\s?|(?<=(?:between|..entre)\s\d\d\d\d)\s(?:and|y)\s)(?P<range_to>{_YEAR}|\d\d)\b(?![.,]?\d)
  | (?P<slash_day>(?<![\d/]){_DAY})[/.](?P<slash_month>0?[1-9]|1[0-2])[/.](?P<slash_year>{_YEAR})\b
  | (?P<year>(?<![\d.,/$£€#-])(?<!No\.\s)(?<!\bno\s)\b(?:19[0-9]\d|20[0-4]\d))\b
        (?![.,/-]?\d)(?!\s*(?:{_COUNTED}))
  | (?P<month>\b(?:{_BEFORE_MONTH})
        \s+(?:early\s+|late\s+|mid-?)?)(?P<month_name>{_MONTH})(?!\w)
        (?!,?\s+(?:of\s+|de\s+|del\s+)?\d)(?!\s+(?:and|y|to)\s+{_MONTH})
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The forms of a date; the last group of each tells which it is."""
_OPENING: Final = re.compile(
    rf"(?<!\d)[0-9]|\b(?={_MONTH}|(?:{_BEFORE_MONTH})\s+(?:early\s+|late\s+|mid-?)?{_MONTH})", re.IGNORECASE
)
"""With what each of the forms begins: the long pattern is tried there only."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: its range, its lexical form in XML Schema, and the datatype that has its precision.

    `until` is the last day, month or year of a period, in the same datatype.
    """

    start: int
    end: int
    value: str
    datatype: str
    until: str | None = None


def find_dates(text: str, low: str | None = None) -> Iterator[Date]:
    """Every date of a text, left to right. A period is one date with its end; two months of one year are two dates.

    `low` is the text as cues are compared, where it is at hand.
    """
    end = 0
    for opening in _OPENING.finditer(text) if may_match(_DATE, low or lowered(text)) else ():
        match = _DATE.match(text, opening.start()) if opening.start() >= end else None
        if match is not None:
            end = match.end()
            yield from _FORMS[match.lastgroup or ""](match)


def _span(match: re.Match[str]) -> Iterator[Date]:
    """As in "3-5 March 1998"."""
    yield from _until(_full(match, "span"), match["span_last"])


def _iso(match: re.Match[str]) -> Iterator[Date]:
    """As in "1998-03-05"."""
    yield from _day(match, *map(int, match["iso"].split("-")))


def _dmy(match: re.Match[str]) -> Iterator[Date]:
    """As in "5 March 1998"."""
    yield from _full(match, "dmy")


def _mdy(match: re.Match[str]) -> Iterator[Date]:
    """As in "March 5, 1998", "March 5-7, 1998"."""
    yield from _until(_full(match, "mdy"), match["mdy_last"])


def _slash(match: re.Match[str]) -> Iterator[Date]:
    """As in "5/3/1998", the day first."""
    yield from _day(match, int(match["slash_year"]), int(match["slash_month"]), int(match["slash_day"]))


def _pair(match: re.Match[str]) -> Iterator[Date]:
    """As in "March and April 1998": two months of one year."""
    for name in ("pair_month", "pair_other"):
        yield _month(match, match.start(name), match["pair_year"], match[name])


def _my(match: re.Match[str]) -> Iterator[Date]:
    """As in "March 1998"."""
    if _is_month(match["my_month"]):
        yield _month(match, match.start(), match["my_year"], match["my_month"])


def _md(match: re.Match[str]) -> Iterator[Date]:
    """As in "March 5"."""
    if _is_month(match["md_month"]):
        yield from _yearly(match, match["md_month"], match["md_day"])


def _dm(match: re.Match[str]) -> Iterator[Date]:
    """As in "5 March"."""
    yield from _yearly(match, match["dm_month"], match["dm_day"])


def _years(match: re.Match[str]) -> Iterator[Date]:
    """As in "1998-2000", "1998/99"; what does not go up is a year and something else."""
    first, last = match["range_from"], match["range_to"]
    full = last if len(last) == 4 else first[:2] + last
    if int(full) > int(first):
        yield Date(match.start("range_from"), match.end("range_to"), first, XSD.gYear, full)
    else:
        yield Date(match.start("range_from"), match.end("range_from"), first, XSD.gYear)


def _year(match: re.Match[str]) -> Iterator[Date]:
    """As in "1998"."""
    yield Date(match.start(), match.end(), match["year"], XSD.gYear)


def _named(match: re.Match[str]) -> Iterator[Date]:
    """As in "in March"."""
    name = match["month_name"]
    if _is_month(name):
        yield Date(match.start("month_name"), match.end("month_name"), f"--{_number(name):02}", XSD.gMonth)


_FORMS: Final[Mapping[str, Callable[[re.Match[str]], Iterator[Date]]]] = {
    "span_year": _span,
    "iso": _iso,
    "dmy_year": _dmy,
    "mdy_year": _mdy,
    "pair_year": _pair,
    "my_year": _my,
    "md_day": _md,
    "dm_month": _dm,
    "range_to": _years,
    "slash_year": _slash,
    "year": _year,
    "month_name": _named,
}


def _full(match: re.Match[str], form: str) -> Iterator[Date]:
    """A day of a year, from the groups of a form."""
    day, month, year = match[f"{form}_day"], match[f"{form}_month"], match[f"{form}_year"]
    return _day(match, int(year), _number(month), int(day))


def _day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Date]:
    if day <= monthrange(year, month)[1]:
        yield Date(match.start(), match.end(), f"{year:04}-{month:02}-{day:02}", XSD.date)


def _until(dates: Iterator[Date], last: str | None) -> Iterator[Date]:
    """The days with the last day of their period, in the same month, where that is a later day of the month."""
    for date in dates:
        year, month, first = map(int, date.value.split("-"))
        later = last is not None and first < int(last) <= monthrange(year, month)[1]
        yield replace(date, until=f"{year:04}-{month:02}-{int(last or 0):02}") if later else date


def _yearly(match: re.Match[str], month: str, day: str) -> Iterator[Date]:
    """A day of every year, or of one that is not said."""
    number = _number(month)
    if int(day) <= monthrange(2000, number)[1]:
        yield Date(match.start(), match.end(), f"--{number:02}-{int(day):02}", XSD.gMonthDay)


def _month(match: re.Match[str], start: int, year: str, name: str) -> Date:
    return Date(start, match.end(), f"{int(year):04}-{_number(name):02}", XSD.gYearMonth)


def _number(name: str) -> int:
    return MONTHS[lowered(name).rstrip(".")]


def _is_month(name: str) -> bool:
    """English months are capitalised; "may" and "march" in lower case are verbs."""
    return name[0].isupper() or lowered(name).rstrip(".") in _ES
