"""Rows of tables in plain text: each cell is read as a line of its own, from left to right.

A row is a line of three cells or more with tabs between them, as converted pages and word processors' files have
them; one of two whose first opens with a list marker; or one of several lines with as many strokes ("Activity | Lead").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.layout import Line
from loaders.markers import bullet, markers

_TABS: Final = re.compile(r"\s*\t\s*")
_STROKES: Final = re.compile(r"\s*\|\s*")
_INNER: Final = re.compile(r"(?<=\S)\s*\|\s*(?=\S)")
_MARKER: Final = re.compile(r"[•‣▪●◦○■*–—-]|[(\[]?(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])(?:\.\w{1,2})*[.)\]°º]+")
_RULE: Final = re.compile(r"[|+:=\s-]{3,}")
ROWS: Final = 3
"""Lines in a row that have as many strokes as each other make a table; fewer may be a menu."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands: whether it opens its row, and what the first row of the table says of its column."""

    opens: bool
    column: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines with the rows among them divided; which of them are cells, and which are the strokes between cells."""

    lines: tuple[Line, ...]
    cells: dict[int, Cell]
    strokes: frozenset[int]


def divide(lines: Sequence[Line]) -> Rows:
    """Divide every row into its cells; a marker alone in a cell belongs to the next one."""
    stroked = _stroked(lines)
    found: list[Line] = []
    cells: dict[int, Cell] = {}
    strokes: set[int] = set()
    header: list[str] = []
    for i, line in enumerate(lines):
        pieces = list(_cut(line, _STROKES if i in stroked else _TABS)) if i in stroked or _is_row(line) else []
        texts = [piece.text for piece in pieces if not _RULE.fullmatch(piece.text) and piece.text != "|"]
        header = texts if pieces and not header else header if pieces else []
        column = 0
        for piece in pieces:
            if piece.text == "|" or _RULE.fullmatch(piece.text):
                strokes.add(len(found))
            else:
                cells[len(found)] = Cell(column == 0, header[column] if column < len(header) else "")
                column += 1
            found.append(piece)
        found += [] if pieces else [line]
    return Rows(tuple(found), cells, frozenset(strokes))


def _is_row(line: Line) -> bool:
    """Whether tabs divide a line into the cells of a row."""
    if "\t" not in line.text:
        return False
    cells = [cell for cell in _TABS.split(line.text) if cell]
    marked = bool(cells) and (bool(markers(f"{cells[0]} x")) or bullet(f"{cells[0]} x") is not None)
    alone = marked and bool(_MARKER.fullmatch(cells[0]))
    return len(cells) - alone >= 3 or len(cells) - alone == 2 and marked


def _stroked(lines: Sequence[Line]) -> set[int]:
    """The lines of the tables whose cells have strokes between them."""
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        count = len(_INNER.findall(line.text)) if line is not None and "|" in line.text else 0
        if run and line is not None and count == len(_INNER.findall(lines[run[0]].text)) and count:
            run.append(i)
            continue
        found.update(run if len(run) >= ROWS else ())
        run = [i] if count else []
    return found


def _cut(line: Line, border: re.Pattern[str]) -> Iterator[Line]:
    """The cells of a row, and the strokes between them, each a line."""
    at, waiting = 0, 0
    for match in [*border.finditer(line.text), None]:
        end = match.start() if match is not None else len(line.text)
        text = line.text[waiting:end]
        alone = bool(_MARKER.fullmatch(text)) and match is not None and "|" not in match.group()
        if text and not alone:
            yield replace(line, start=line.start + waiting, end=line.start + end, text=text)
        if match is None:
            return
        stroke = match.group().find("|")
        if stroke >= 0:
            start = line.start + match.start() + stroke
            yield replace(line, start=start, end=start + 1, text="|")
        at = match.end()
        waiting = waiting if alone and text else at
