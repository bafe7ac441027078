"""Dates as a text gives them, to the precision it states, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ontology.terms import XSD

_EN = "january february march april may june july august september october november december".split()
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_SHORT = "jan feb mar apr jun jul aug sept sep oct nov dec".split()
MONTHS: Final = {
    **{name: i for names in (_EN, _ES) for i, name in enumerate(names, 1)},
    **{"setiembre": 9},
    **{name: i for name, i in zip(_SHORT, (1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12), strict=True)},
}
_MONTH = "(?:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th|º|°|\.º)?"
_SPELLED_DAY = "first second third fourth fifth sixth seventh eighth ninth tenth".split()

_DATE = re.compile(
    rf"""
    (?P<span_day>\b{_DAY})\s*(?:[-–]|and|to|y|al?)\s*(?P<span_last>{_DAY}){_ORDINAL}(?:\s+(?:of|de))?\s+(?P<span_month>{_MONTH}),?\s+(?:(?:of|de|del)\s+)?(?P<span_year>{_YEAR})\b
  | (?P<iso>(?<![\d-]){_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))
  | (?P<dmy_day>\b{_DAY}){_ORDINAL}(?:\s+day)?(?:\s+(?:of|de))?\s+(?P<dmy_month>{_MONTH}),?\s+(?:(?:of|de|del)\s+(?:año\s+)?)?(?P<dmy_year>{_YEAR})\b
  | (?P<mdy_month>\b{_MONTH})\s+(?P<mdy_day>{_DAY}){_ORDINAL}(?:\s*(?:[-–]|and|to)\s*(?P<mdy_last>{_DAY}){_ORDINAL})?,?\s+(?P<mdy_year>{_YEAR})\b
  | (?P<pair_month>\b{_MONTH})\s+(?:and|to|y|a|[-–])\s+(?P<pair_other>{_MONTH})\s+(?:(?:of|de|del)\s+)?(?P<pair_year>{_YEAR})\b
  | (?P<my_month>\b{_MONTH}),?\s+(?:(?:of|de|del)\s+)?(?P<my_year>{_YEAR})\b
  | (?P<md_month>\b{_MONTH})\s+(?P<md_day>{_DAY}){_ORDINAL}(?![\d,.]*\d)
  | (?P<dm_day>\b{_DAY}){_ORDINAL}(?:\s+(?:of|de))?\s+(?P<dm_month>{_MONTH})(?!\w)
  | (?P<range_from>(?<![\d.,/$£€-])\b{_YEAR})(?:\s?[-–/]\s?|(?<=(?:between|..entre)\s\d\d\d\d)\s(?:and|y)\s)(?P<range_to>{_YEAR}|\d\d)\b(?![.,]?\d)
  | (?P<slash_day>(?<![\d/]){_DAY})[/.](?P<slash_month>0?[1-9]|1[0-2])[/.](?P<slash_year>{_YEAR})\b
  | (?P<year>(?<![\d.,/$£€#-])(?<!No\.\s)(?<!\bno\s)\b(?:19[0-9]\d|20[0-4]\d))\b(?![.,/-]?\d)(?!\s*(?:hectares|hectáreas|kilo|kg|tons|tonnes|toneladas|people|persons|personas|officers|km|miles|metres|meters|percent|per\ cent|units|dollars|pesos|euros))
  | (?P<month>\b(?:in|since|until|by|en|desde|hasta|last|this|next|every|each|early|late|mid|cada)\s+(?:early\s+|late\s+|mid-?)?)(?P<month_name>{_MONTH})(?!\w)(?!,?\s+(?:of\s+|de\s+|del\s+)?\d)(?!\s+(?:and|y|to)\s+{_MONTH})
    """,
    re.IGNORECASE | re.VERBOSE,
)


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


def find_dates(text: str) -> Iterator[Date]:
    """Every date of a text, left to right. A period is one date with its end; two months of one year are two dates."""
    for match in _DATE.finditer(text):
        yield from _read(match)


def _read(match: re.Match[str]) -> Iterator[Date]:
    start, end = match.span()
    if match["iso"]:
        yield Date(start, end, match["iso"], XSD.date)
    elif match["span_day"]:
        year, month = int(match["span_year"]), _number(match["span_month"])
        yield replace(_day(start, end, year, month, int(match["span_day"])), until=f"{year:04}-{month:02}-{int(match['span_last']):02}")
    elif match["dmy_day"]:
        yield from _full(match, "dmy")
    elif match["mdy_day"]:
        last = match["mdy_last"]
        for date in _full(match, "mdy"):
            yield replace(date, until=f"{date.value[:8]}{int(last):02}") if last else date
    elif match["slash_day"]:
        yield _day(start, end, int(match["slash_year"]), int(match["slash_month"]), int(match["slash_day"]))
    elif match["pair_month"]:
        yield _month(start, end, int(match["pair_year"]), match["pair_month"])
        yield _month(match.start("pair_other"), end, int(match["pair_year"]), match["pair_other"])
    elif match["my_month"]:
        if _is_month(match["my_month"]):
            yield _month(start, end, int(match["my_year"]), match["my_month"])
    elif match["md_day"]:
        if _is_month(match["md_month"]):
            yield Date(start, end, f"--{_number(match['md_month']):02}-{int(match['md_day']):02}", XSD.gMonthDay)
    elif match["dm_day"]:
        yield Date(start, end, f"--{_number(match['dm_month']):02}-{int(match['dm_day']):02}", XSD.gMonthDay)
    elif match["range_from"]:
        yield from _range(match)
    elif match["year"]:
        yield Date(start, end, match["year"], XSD.gYear)
    elif _is_month(match["month_name"]):
        yield Date(match.start("month_name"), match.end("month_name"), f"--{_number(match['month_name']):02}", XSD.gMonth)


def _full(match: re.Match[str], form: str) -> Iterator[Date]:
    day, month, year = match[f"{form}_day"], match[f"{form}_month"], match[f"{form}_year"]
    yield _day(match.start(), match.end(), int(year), _number(month), int(day))


def _range(match: re.Match[str]) -> Iterator[Date]:
    first, last = match["range_from"], match["range_to"]
    full = last if len(last) == 4 else first[:2] + last
    if int(full) > int(first):
        yield Date(match.start("range_from"), match.end("range_to"), first, XSD.gYear, full)
    else:
        yield Date(match.start("range_from"), match.end("range_from"), first, XSD.gYear)


def _day(start: int, end: int, year: int, month: int, day: int) -> Date:
    return Date(start, end, f"{year:04}-{month:02}-{day:02}", XSD.date)


def _month(start: int, end: int, year: int, name: str) -> Date:
    return Date(start, end, f"{year:04}-{_number(name):02}", XSD.gYearMonth)


def _number(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _is_month(name: str) -> bool:
    """English months are capitalised; "may" and "march" in lower case are verbs."""
    return name[0].isupper() or name.lower().rstrip(".") in _ES
