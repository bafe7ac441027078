"""Which lines open footnotes, whose numbers are those of no provision.

A note opens with the sign that stands behind a word of the text ("… pending.[2]"), or stands below a rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.pages.layout import Line

_NOTE: Final = re.compile(r"\[\^?(?P<number>\d{1,2}|\*)\]:?\s|(?P<raised>[¹²³⁰⁴-⁹]{1,2}|\*{1,2}|†)\s?(?=\w)")
_CITED: Final = re.compile(r"[\w.,;:)\"”’](\[\^?(?:\d{1,2}|\*)\]|[¹²³⁰⁴-⁹]{1,2}|\*{1,2}|†)(?![\w*])")
"""A sign behind a word."""
_BELOW_RULE: Final = re.compile(r"(?:\d{1,2}(?:/|\.|\))?|\(\d{1,2}\)|[¹²³⁰⁴-⁹]{1,2}|\*{1,2})\s+(?=[A-ZÁÉÍÓÚÑ\"“])")
_RULE: Final = re.compile(r"[_–—-]{8,}")


def note_lines(lines: Sequence[Line], text: str) -> frozenset[int]:
    """The indices of the lines that open footnotes."""
    opened = {i: match for i, line in enumerate(lines) if (match := _NOTE.match(line.text))}
    cited: dict[str, int] = {}
    for sign in _CITED.finditer(text) if opened else ():
        cited.setdefault(sign[1], sign.start())
    return _below_rules(lines) | {
        i for i, match in opened.items() if cited.get(_sign(match), len(text)) < lines[i].start
    }


def _sign(note: re.Match[str]) -> str:
    return note["raised"] or note.group().rstrip(": ")


def _below_rules(lines: Sequence[Line]) -> frozenset[int]:
    """Lines right below a rule that count on from where the notes of the pages before have ended."""
    found: set[int] = set()
    last = 0
    for i, line in enumerate(lines):
        match = _BELOW_RULE.match(line.text)
        above = lines[i - 1] if i else line
        below = above.gap > 0 and _RULE.fullmatch(above.text) is not None or i - 1 in found
        digits = re.search(r"\d+", match.group()) if match is not None else None
        if below and match is not None and (digits is None or int(digits.group()) in (1, last + 1)):
            found.add(i)
            last = int(digits.group()) if digits is not None else last
    return frozenset(found)
