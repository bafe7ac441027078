"""What can open a line: a bullet, a number of a list, or a label with its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_FORM = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)

_BULLET = re.compile(
    r"(?P<glyph>[•‣▪▫●◦○■□►➢➤➔✓✔✅☐☑❖◆◇★▶▸→⇒⁃·∙‒–—¶»\ue000-\uf8ff\ufffd]|§(?!\s?\d)|\*(?!\*)|(?:>>|--|[-–=]{1,2}>)(?=\s)|[->üØŸ+~](?=\s)|o(?=\s))\s*(?=\S)"
)
_LONE = re.compile(r"[•‣▪▫●◦○■□►➢➤➔✓✔✅☐☑❖◆◇★▶▸→⇒⁃·∙*§¶\ue000-\uf8ff\ufffd]")
_GLYPH_LETTER = re.compile(r"(?P<glyph>[B-HJ-Zb-hj-np-xz]) +(?=[A-Z])")
_NUMBER = re.compile(
    r"(?P<open>[(\[{]?)(?P<number>\d{1,2}[A-Za-z]|\d{1,3}(?:\.\d{1,3})*(?:\.[a-z]|\([a-z]\)(?=\s))?"
    r"|[A-Z](?:[.-]?\d{1,2})(?:\.\d{1,3})*(?:\([a-z]\)(?=\s))?|[IVXL]{2,7}(?:[.-]\d{1,3})+"
    r"|[A-Za-zñ]|[ivxlIVXL]{2,7})(?P<close>[)\]}]?)(?P<stop>[.°º]?\)?|[/:])"
    r"(?:(?P<dash>\s*[–—-])(?:\s+(?=\S)|$)|\s+(?=\S))"
)
_DOTTED = re.compile(
    r"(?P<first>[A-Z]|[IVXL]{2,7})?(?(first)[.-]?)(?P<digits>\d{1,3}(?:\.\d{1,3})*)"
    r"(?:\((?P<inner>[a-z])\)|(?(first)(?!))(?:\.(?P<letter>[a-z])|(?P<tight>[A-Za-z])))?"
)

_BARE = re.compile(r"(?P<number>[IVX]{1,5}|\d{1,2})\s+(?=[A-ZÁÉÍÓÚÑ][^\W\d_])")
_ORDINAL: Final = re.compile(r"\d{1,2}o")
"""An ordinal sign that is typed as a letter ("1o.- …")."""
_OF_HEADING: Final = 2
"""Integers of a number that ends in 0, as minutes number their headings ("3.0", and below it "3.1")."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker: its style (`1`, `1.1`, `a`, `A`, `i`, `I`), delimiters, printed form and integer values.

    `length` counts the characters of the line up to the item's text.
    """

    style: str
    delimiters: str
    printed: str
    values: tuple[int, ...]
    length: int

    @property
    def level(self) -> tuple[str, str]:
        """What two markers of one list share."""
        return self.style, self.delimiters


def roman(text: str) -> int | None:
    """The value of a Roman numeral below 100, or None.

    >>> roman("XIV")
    14
    """
    if not text or not _ROMAN_FORM.fullmatch(text):
        return None
    digits = [_ROMAN[c] for c in text.lower()]
    return sum(-d if d < following else d for d, following in zip(digits, [*digits[1:], 0], strict=True))


def integers(number: str) -> tuple[int, ...] | None:
    """The integers of a number with digits, where a letter or a Roman numeral may come first; None for another.

    >>> integers("B2.1"), integers("II-3"), integers("3.a"), integers("2C")
    ((2, 2, 1), (2, 3), (3, 1), (2, 3))
    """
    match = _DOTTED.fullmatch(number)
    if match is None:
        return None
    digits = tuple(int(part) for part in match["digits"].split("."))
    letter = match["inner"] or match["letter"] or match["tight"]
    digits += (ord(letter.lower()) - 96,) if letter else ()
    first = match["first"]
    if not first:
        return digits
    return (roman(first) or ord(first[0]) - 64, *digits)


def bullet(line: str) -> tuple[str, int] | None:
    """The glyph of a bullet and the characters up to the item's text."""
    match = _BULLET.match(line)
    return (match["glyph"], match.end()) if match else None


def is_lone_bullet(line: str) -> bool:
    """Whether a line is nothing but a bullet, whose text stands on the next."""
    return bool(_LONE.fullmatch(line))


def glyph_letter(line: str) -> tuple[str, int] | None:
    """An odd letter where a converted file had a bullet (`C Stop the increase`), to be trusted only when it recurs."""
    match = _GLYPH_LETTER.match(line)
    return (match["glyph"], match.end()) if match else None


def markers(line: str) -> list[Marker]:
    """Every reading of the number that opens a line; `(i)` is both a letter and a Roman numeral."""
    match = _NUMBER.match(line)
    if match is None or not _is_delimited(match):
        return []
    number, end = match["number"], match.end()
    number = number[:-1] if _ORDINAL.fullmatch(number) else number
    delimiters = match["open"] + match["close"] + match["stop"]
    values = integers(number)
    if values is not None:
        if len(values) == _OF_HEADING and not values[-1]:
            return [Marker("1", ".0", number, values[:1], end)]
        style = "1" if len(values) == 1 else "1.1"
        return [Marker(style, delimiters if style == "1" else "", number, values, end)]
    found = []
    if len(number) == 1:
        style = "a" if number.islower() else "A"
        found += [Marker(style, delimiters, number, (value,), end) for value in _places(number)]
    value = roman(number)
    if value and (number.islower() or number.isupper()):
        found.append(Marker("i" if number.islower() else "I", delimiters, number, (value,), end))
    return found


def _places(letter: str) -> tuple[int, ...]:
    """The places of a letter in a list: in Spanish, ñ may stand behind n."""
    if letter == "ñ":
        return (15,)
    place = ord(letter.lower()) - 96
    return (place, place + 1) if letter in "opqrstuvwxyz" else (place,)


def bare_marker(line: str) -> Marker | None:
    """The number that opens a line with nothing but a blank after it ("I Law Enforcement", "1 Police").

    It is one where the lines of a document say so together (`bare_markers`).
    """
    match = _BARE.match(line)
    if match is None:
        return None
    number = match["number"]
    value = int(number) if number.isdigit() else roman(number)
    return Marker("1" if number.isdigit() else "I", "", number, (value,), match.end()) if value else None


def bare_markers(lines: Iterable[str]) -> frozenset[str]:
    """The lines, of those with a blank line above, that count from 1 by numbers that nothing sets off.

    All the lines that begin so must count, each the next of the one before or 1 again.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        marker = bare_marker(line)
        if marker is not None:
            found.setdefault(marker.style, []).append((marker.values[0], line))
    counted = [counts for counts in found.values() if len(counts) > 1 and _counts([value for value, _ in counts])]
    return frozenset(line for counts in counted for _, line in counts)


def _counts(values: Sequence[int]) -> bool:
    """Whether numbers count from 1 on, and get beyond it."""
    return values[0] == 1 and max(values) > 1 and all(b in (1, a + 1) for a, b in pairwise(values))


def _is_delimited(match: re.Match[str]) -> bool:
    """Whether a number is set off as a marker: `1.1 ` and `1A ` may stand bare, `1 ` and `a ` may not."""
    if match["open"]:
        return {"(": ")", "[": "]", "{": "}"}[match["open"]] == match["close"]
    return bool(
        match["close"] == ")" or match["stop"] or match["dash"] or re.search(r"[.(-]|\d[A-Za-z]", match["number"])
    )
