"""Numbers that stand alone on their lines, above the title or the text that they number.

Each is read as one line with what stands below it. A number that nothing sets off counts only where all such numbers
of the text go on from 1 and a title, or text without a line between, is below each: page numbers stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from loaders.pages.layout import Line
from loaders.pages.markers import roman

_LONE: Final = re.compile(
    r"(?P<open>[(\[]?)(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[ivx]{2,5}|[A-Ha-h])(?P<close>[)\]]?[.:°º]?[-–—]?)"
)
_SENTENCE: Final = re.compile(r"[.;:,][\"'”’)\]]*$")
TITLE_WORDS: Final = 14
"""Words that a title below a number may have."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines, those that are a number alone joined with the next; `bare` are the texts whose number nothing sets off."""

    lines: tuple[Line, ...]
    bare: frozenset[str]


def joined(lines: Sequence[Line]) -> Joined:
    """Join the numbers that count with the lines below them."""
    groups: dict[tuple[str, str], list[int]] = {}
    for i, line in enumerate(lines[:-1]):
        match = _LONE.fullmatch(line.text) if len(line.text) < 14 else None
        if match is not None and lines[i + 1].start > line.end:
            groups.setdefault((_style(match["number"]), match["open"] + match["close"]), []).append(i)
    taken = {i: marks for (_, marks), places in groups.items() if _count(lines, places, marks) for i in places}
    return _merged(lines, taken) if taken else Joined(tuple(lines), frozenset())


def _style(number: str) -> str:
    return "." if "." in number else "1" if number.isdigit() else "i" if roman(number) else "a"


def _count(lines: Sequence[Line], places: Sequence[int], marks: str) -> bool:
    """Whether the numbers on some lines number what stands below them."""
    texts = [lines[i].text.strip("()[].:°º-–— ") for i in places]
    values = [_value(text) for text in texts]
    counts = "." in texts[0] or values[0] == 1 and all(b in (1, a + 1) for a, b in pairwise(values))
    above = all(_stands_above(lines[i], lines[i + 1], set_off=bool(marks) or "." in texts[0]) for i in places)
    return len(places) > 1 and counts and above


def _value(number: str) -> int:
    digits = number.rpartition(".")[2]
    return int(digits) if digits.isdigit() else roman(number) or ord(number[0].lower()) - 96


def _stands_above(number: Line, below: Line, *, set_off: bool) -> bool:
    """Whether a line can be what a number above it numbers."""
    if number.page or below.page or _LONE.fullmatch(below.text):
        return False
    if set_off:
        return True
    title = not _SENTENCE.search(below.text) and len(below.text.split()) <= TITLE_WORDS
    return below.text[0].isupper() and (title or not below.gap) and (number.gap > 0 or not below.gap)


def _merged(lines: Sequence[Line], taken: Mapping[int, str]) -> Joined:
    found: list[Line] = []
    bare: set[str] = set()
    for i, line in enumerate(lines):
        if i - 1 in taken:
            above = found[-1]
            text = above.text + " " * (line.start - above.end) + line.text
            found[-1] = replace(above, end=line.end, text=text)
            bare.update(() if taken[i - 1] else (text,))
        else:
            found.append(line)
    return Joined(tuple(found), frozenset(bare))
