"""Tables and signatures whose columns are set apart by blanks alone.

Three rows or more, of three cells or more that begin at the same places; a line of fewer cells that begin at these
places goes on with the row above it. What holds rules to sign on, or parties signed for, is no table but columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.pages.layout import Line
from loaders.words.view import Span

_CELL: Final = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_SIGNED: Final = re.compile(r"_{4,}|\.{8,}|(?:for|por|signed|firmado|\((?:signed|sgd|fdo)\.?\))\b", re.IGNORECASE)
ROWS: Final = 3
"""Rows that a table has at least, its head included."""
CELLS: Final = 3
"""Cells that a row has at least."""
SHIFT: Final = 2
"""Characters by which the cells of one column may stand apart."""
WIDE: Final = 70
"""Characters that a cell may have."""


@dataclass(slots=True)
class Row:
    """A row: the lines it takes up, and for each column the pieces of its cell."""

    lines: list[int]
    cells: dict[int, list[Span]] = field(default_factory=dict)


@dataclass(slots=True)
class Grid:
    """Rows whose cells begin at the same places; `signed` says that they are the columns of signatures."""

    starts: list[int]
    rows: list[Row]
    signed: bool = False

    def columns(self) -> tuple[list[Span], ...]:
        """The pieces of each column from top to bottom."""
        width = range(len(self.starts))
        return tuple([piece for row in self.rows for piece in row.cells.get(column, ())] for column in width)


def grids(lines: Sequence[Line]) -> list[Grid]:
    """The tables and signatures of a text."""
    found: list[Grid] = []
    grid: Grid | None = None
    for i, line in enumerate(lines):
        cells = _cells(line)
        if grid is not None and _takes(grid, i, line, cells):
            continue
        if grid is not None:
            found.append(grid)
        grid = _opened(i, line, cells)
    return [each for each in [*found, grid] if each is not None and _is_whole(each)]


def _cells(line: Line) -> list[Span]:
    """The cells of a line, by their places in the text."""
    if "  " not in line.text:
        return [(line.start, line.end)]
    return [(line.start + m.start(), line.start + m.end()) for m in _CELL.finditer(line.text)]


def _opened(i: int, line: Line, cells: Sequence[Span]) -> Grid | None:
    """A grid that a line begins, if it has cells enough."""
    if len(cells) < CELLS or any(end - start > WIDE for start, end in cells):
        return None
    starts = [start - line.start + line.indent for start, _ in cells]
    grid = Grid(starts, [Row([i], {k: [cell] for k, cell in enumerate(cells)})])
    grid.signed = all(_SIGNED.match(line.text[start - line.start :]) for start, _ in cells)
    return grid


def _takes(grid: Grid, i: int, line: Line, cells: Sequence[Span]) -> bool:
    """Whether a line is the next row of a grid, or goes on with its last one; it is added."""
    if grid.rows[-1].lines[-1] != i - 1 or any(end - start > WIDE for start, end in cells):
        return False
    places = [start - line.start + line.indent for start, _ in cells]
    ordered = grid.signed and len(cells) == len(grid.starts)
    columns = list(range(len(cells))) if ordered else list(_columns(grid.starts, places))
    if len(columns) < len(cells) or len(set(columns)) < len(columns):
        return False
    if len(cells) < len(grid.starts) and _goes_on(line, columns):
        for column, cell in zip(columns, cells, strict=True):
            grid.rows[-1].cells.setdefault(column, []).append(cell)
        grid.rows[-1].lines.append(i)
        return True
    if len(cells) < CELLS - 1:
        return False
    grid.rows.append(Row([i], {column: [cell] for column, cell in zip(columns, cells, strict=True)}))
    return True


def _goes_on(line: Line, columns: Sequence[int]) -> bool:
    """Whether a line with few cells belongs to the row above: nothing stands in its first column, or small letters."""
    return not line.gap and not line.page and (columns[0] > 0 or line.text[0].islower())


def _columns(starts: Sequence[int], places: Sequence[int]) -> Iterator[int]:
    for place in places:
        near = [k for k, start in enumerate(starts) if abs(start - place) <= SHIFT]
        if near:
            yield near[0]


def _is_whole(grid: Grid) -> bool:
    """Whether a grid has rows enough."""
    return len(grid.rows) >= (2 if grid.signed else ROWS)
