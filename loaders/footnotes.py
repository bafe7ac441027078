"""Which lines open footnotes, whose numbers are those of no provision.

A note opens with the sign that stands behind a word of the text ("… pending.[2]"), or stands below a rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.layout import Line

_NOTE: Final = re.compile(r"\[\^?(?P<number>\d{1,2}|\*)\]:?\s|(?P<raised>[¹²³⁰⁴-⁹]{1,2}|\*{1,2}|†)\s?(?=\w)")
_BELOW_RULE: Final = re.compile(r"(?:\d{1,2}(?:/|\.|\))?|\(\d{1,2}\)|[¹²³⁰⁴-⁹]{1,2}|\*{1,2})\s+(?=[A-ZÁÉÍÓÚÑ\"“])")
_RULE: Final = re.compile(r"[_–—-]{8,}")


def note_lines(lines: Sequence[Line], text: str) -> frozenset[int]:
    """The indices of the lines that open footnotes."""
    return frozenset(i for i, line in enumerate(lines) if _is_cited(line, text)) | _below_rules(lines)


def _is_cited(line: Line, text: str) -> bool:
    """Whether a line opens with a sign that stands behind a word before it."""
    match = _NOTE.match(line.text)
    if match is None:
        return False
    sign = match["raised"] or match.group().rstrip(": ")
    return re.search(rf"[\w.,;:)\"”’]{re.escape(sign)}(?![\w*])", text[: line.start]) is not None


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
