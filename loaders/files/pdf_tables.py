"""Tables in the pages of a PDF, told by where their cells stand.

A page draws a table row by row, and each cell from top to bottom: what stands further right, and no lower than the line
before it, is the next cell. Rows of three cells or more that begin at the same places make a table; each row becomes a
line with tabs between its cells, as the rows of other formats are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

CELLS: Final = 3
"""Cells that a row has at least; two columns of text are no table."""
ROWS: Final = 2
"""Rows that a table has at least."""
SHIFT: Final = 6.0
"""Points by which the cells of one column may begin apart."""
STEP: Final = 12.0
"""Points that the next cell begins further right at least."""
LEVEL: Final = 2.0
"""Points by which type on one line may stand apart."""
SPACING: Final = 1.9
"""Distance, in type sizes, up to which a line goes on with the cell above it."""


class Piece(Protocol):
    """A line as it is drawn: its left end and baseline in points, the size of its type, and what it says."""

    x: float
    y: float
    size: float
    text: str


@dataclass(slots=True)
class _Row:
    """The cells of a row, each of one line or more."""

    cells: list[list[Piece]] = field(default_factory=list)

    def starts(self) -> list[float]:
        """Where the cells begin."""
        return [cell[0].x for cell in self.cells]


def tables(pieces: Sequence[Piece]) -> Iterator[list[list[list[int]]]]:
    """The tables of a page: rows of cells, each cell the indices of its pieces."""
    place = {id(piece): i for i, piece in enumerate(pieces)}
    run: list[_Row] = []
    for row in [*_rows(pieces), _Row()]:
        if run and _goes_on(run[-1], row):
            continue
        if run and _is_alike(run[0], row):
            run.append(row)
            continue
        if len(run) >= ROWS:
            yield [[[place[id(piece)] for piece in cell] for cell in each.cells] for each in run]
        run = [row] if len(row.cells) >= CELLS else []


def _rows(pieces: Sequence[Piece]) -> Iterator[_Row]:
    """The pieces in rows; a line of running text is a row of one cell."""
    row = _Row()
    for piece in pieces:
        last = row.cells[-1] if row.cells else []
        if last and _is_beside(last, piece):
            row.cells.append([piece])
        elif last and _is_below(last[-1], piece):
            last.append(piece)
        else:
            if row.cells:
                yield row
            row = _Row([[piece]])
    if row.cells:
        yield row


def _is_beside(cell: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece begins the cell to the right: beside the one before it, not far above it."""
    height = 40 * piece.size
    return piece.x - cell[0].x >= STEP and -LEVEL <= piece.y - cell[-1].y <= height


def _is_below(above: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with the cell of the one above it."""
    drop = above.y - piece.y
    return abs(piece.x - above.x) <= SHIFT and 0 < drop <= SPACING * max(above.size, piece.size)


def _is_alike(first: _Row, row: _Row) -> bool:
    """Whether the cells of a row begin where those of the first row do, all but one of them at least."""
    starts = first.starts()
    known = all(any(abs(start - x) <= SHIFT for x in starts) for start in row.starts())
    return known and len(row.cells) >= max(CELLS - 1, len(starts) - 1)


def _goes_on(above: _Row, row: _Row) -> bool:
    """Whether lines drawn across the columns go on with the cells of the row above, to which they are added."""
    cells = [(next((c for c in above.cells if _is_below(c[-1], cell[0])), None), cell) for cell in row.cells]
    if not cells or any(cell is None for cell, _ in cells) or abs(row.cells[0][0].x - above.cells[0][0].x) <= SHIFT:
        return False
    for cell, more in cells:
        if cell is not None:
            cell.extend(more)
    return True
