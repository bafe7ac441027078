"""Numbered paragraphs that are set one behind the other ("Clause 2. Posts. (1) Each side … (2) Italy …").

Each is read as a line of its own. A number in brackets counts only where a sentence has ended before it and another
begins after it, and where the numbers of a paragraph go on from 1: references and lists within a sentence stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Final

from loaders.layout import Line

_NUMBER: Final = re.compile(r"(?:^|(?<=[.;:?!]\s)|(?<=[.;?!][\"”’)]\s))\((\d{1,2})\)\s(?=[\"“‘«¿]?[^\W\d_a-z])")
_FIRST: Final = "(1) "


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, those divided that hold such paragraphs."""
    if not any(_FIRST in line.text[1:] for line in lines):
        return list(lines)
    return list(chain.from_iterable(_divided(paragraph) for paragraph in _paragraphs(lines)))


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    found: list[Line] = []
    for line in lines:
        if found and (line.gap or line.page):
            yield found
            found = []
        found.append(line)
    yield found


def _divided(paragraph: Sequence[Line]) -> Iterator[Line]:
    """The lines of a paragraph, cut before each number if these count from 1 to 2 or more, the first within a line."""
    numbers = [(line.start + m.start(), int(m[1])) for line in paragraph for m in _NUMBER.finditer(line.text)]
    starts = {line.start for line in paragraph}
    runs_in = len(numbers) > 1 and numbers[0][0] not in starts
    if not runs_in or [number for _, number in numbers] != list(range(1, len(numbers) + 1)):
        yield from paragraph
        return
    for line in paragraph:
        yield from _cut(line, [at for at, _ in numbers if line.start < at < line.end])


def _cut(line: Line, places: Sequence[int]) -> Iterator[Line]:
    """A line in pieces, each without the blanks around it."""
    bounds = [line.start, *places, line.end]
    for start, end in pairwise(bounds):
        text = line.text[start - line.start : end - line.start].rstrip()
        first = start == line.start
        yield replace(
            line,
            start=start,
            end=start + len(text),
            gap=line.gap if first else 0,
            page=line.page and first,
            text=text,
        )
