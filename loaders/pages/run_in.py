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

from loaders.pages.layout import Line
from loaders.words.tokens import CAPITALS

_NUMBER: Final = re.compile(r"(?:^|(?<=[.;:?!]\s)|(?<=[.;?!][\"”’)]\s))\((\d{1,2})\)\s(?=[\"“‘«¿]?[^\W\d_a-z])")
_FIRST: Final = ("(1) ", " 1. ", " 1) ", " 1.- ", "—(a) ")
_HEADED: Final = re.compile(
    r"[^\W\d_]+\.?\s+(?:[IVXLC]+|\d{1,3})[°º]?\s*[:.–—-]+\s+(?:[^.;:\d]{3,60}[.:]\s*[–—-]?\s*)?"
    rf"(?=1(?:[.)]|\.-)\s+[\"“«{CAPITALS}])"
)
"""A label, and perhaps its title, before the first of its paragraphs ("ARTICLE 2. CONDITIONS. 1. A person …")."""
_PAIRED: Final = re.compile(r"\d{1,2}\.?\s?[–—](?=\((?:1|a)\)\s)")
"""A number before that of its first paragraph ("2.—(1) Each Party …")."""
_TITLE: Final = re.compile(rf"[{CAPITALS}][^.;:!?\d]{{2,60}}\.(?:\s?[–—-])?\s+(?=[\"“«¿(]?[{CAPITALS}])")
_CLAUSE: Final = re.compile(
    r"\b(?:shall|will|may|must|is|are|has|have|agrees?|applies|apply|es|son|está|están|ha|han|\w+r(?:á|án))\b",
    re.IGNORECASE,
)
"""What makes a sentence of words that end in a full stop, and no title."""
TITLE_WORDS: Final = 8
"""Words of a title that its text follows on the same line."""


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, those divided that hold such paragraphs."""
    if not any(first in line.text[1:] for line in lines for first in _FIRST):
        return list(lines)
    lines = list(chain.from_iterable(_below_head(line) for line in lines))
    return list(chain.from_iterable(_divided(paragraph) for paragraph in _paragraphs(lines)))


def title_end(text: str) -> int:
    """The characters of the title with which the text of an article begins, or 0.

    >>> title_end("DEFINITIONS. For the purposes of this Treaty"), title_end("Costs are shared. Each Party pays.")
    (13, 0)
    """
    match = _TITLE.match(text)
    if match is None or len(match.group().split()) > TITLE_WORDS or _CLAUSE.search(match.group()):
        return 0
    return match.end()


def _below_head(line: Line) -> Iterator[Line]:
    """A line, cut before the first numbered paragraph of the label that opens it."""
    match = _PAIRED.match(line.text) or _HEADED.match(line.text)
    return _cut(line, [line.start + match.end()] if match else [])


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
            before=line.before + start - line.start,
        )
