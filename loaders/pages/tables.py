"""Rows of tables in plain text: each cell is read as a line of its own, from left to right.

A row is a line of three cells or more with tabs between them, as converted pages and word processors' files have
them; one of two whose first opens with a list marker; or one of several lines with as many strokes ("Activity | Lead"),
or one of those that blanks set apart (`loaders.pages.aligned`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.pages.aligned import Grid, Row, grids
from loaders.pages.layout import Line
from loaders.pages.markers import bullet, markers
from loaders.words.view import Span

_TABS: Final = re.compile(r"\s*\t\s*")
_STROKES: Final = re.compile(r"\s*\|\s*")
_INNER: Final = re.compile(r"(?<=\S)\s*\|\s*(?=\S)")
_MARKER: Final = re.compile(r"[•‣▪●◦○■*–—-]|[(\[]?(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])(?:\.\w{1,2})*[.)\]°º]+")
_ALONE: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}")
"""A number of a row, as it stands alone in the first cell."""
_LABELLED: Final = re.compile(
    r"(?:[^\W\d_]+\s+){1,3}(?:N[°ºo]\.?\s*)?(?:\d{1,2}(?:\.\d{1,2})*[A-Za-z]?|[IVX]{1,5}|[A-H])[.:]?"
)
"""A label with its number, alone in a cell."""
_BARE: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,5})\s")
_RULE: Final = re.compile(r"[|+:=\s-]{3,}")
ROWS: Final = 3
"""Lines in a row that have as many strokes as each other make a table; fewer may be a menu."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands: whether it opens its row, or goes on with the line above, and the head of its column."""

    opens: bool
    column: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines with the rows among them divided.

    `cells` and `strokes` are the indices of cells and of what stands between them, `bare` the texts of those whose
    number nothing sets off, and `signed` the columns of signatures by the indices of their lines, all but the first
    empty.
    """

    lines: tuple[Line, ...]
    cells: dict[int, Cell]
    strokes: frozenset[int]
    bare: frozenset[str]
    signed: dict[int, tuple[list[Span], ...]]


def divide(lines: Sequence[Line]) -> Rows:
    """Divide every row into its cells; a marker or number alone in a cell belongs to the next one."""
    return _Divider(lines).run()


class _Divider:
    """Goes through the lines once; `header` is the first row of the table that is open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.found: list[Line] = []
        self.cells: dict[int, Cell] = {}
        self.strokes: set[int] = set()
        self.bare: set[str] = set()
        self.signed: dict[int, tuple[list[Span], ...]] = {}
        self.header: list[str] = []
        self.numbered = 0

    def run(self) -> Rows:
        """Divide the rows."""
        stroked = _stroked(self.lines)
        known = {grid.rows[0].lines[0]: grid for grid in grids(self.lines)}
        done = -1
        for i, line in enumerate(self.lines):
            if i <= done:
                continue
            if i in known and i not in stroked:
                self._add_grid(known[i])
                done = known[i].rows[-1].lines[-1]
                continue
            pieces = list(_cut(line, _STROKES if i in stroked else _TABS)) if i in stroked or _is_row(line) else []
            if pieces:
                self._add_row([[piece] for piece in pieces])
            else:
                self.header = []
                self.found.append(line)
        return Rows(tuple(self.found), self.cells, frozenset(self.strokes), frozenset(self.bare), self.signed)

    def _add_grid(self, grid: Grid) -> None:
        """Add a table or the signatures whose columns blanks set apart."""
        self.header = []
        if grid.signed:
            first = len(self.found)
            lines = [self.lines[i] for row in grid.rows for i in row.lines]
            self.signed.update({first + k: grid.columns() if not k else () for k in range(len(lines))})
            self.found += lines
            return
        for row in grid.rows:
            self._add_row(list(_pieces(row, self.lines)))
        self.header = []

    def _add_row(self, row: Sequence[Sequence[Line]]) -> None:
        """Add the cells of a row, each of one line or more."""
        texts = [" ".join(piece.text for piece in cell) for cell in row if not _is_border(cell[0])]
        row = _numbered(row, _ALONE if self.header else None)
        header = self.header = self.header or texts
        column = len(texts) - sum(not _is_border(cell[0]) for cell in row)
        column += self._spanned(texts)
        for cell in row:
            opens = not _is_border(cell[0]) and cell is next(c for c in row if not _is_border(c[0]))
            for k, piece in enumerate(cell):
                if _is_border(piece):
                    self.strokes.add(len(self.found))
                else:
                    self.cells[len(self.found)] = Cell(opens, header[column] if column < len(header) else "", k > 0)
                self.found.append(piece)
            self.bare.update([cell[0].text] if opens and _BARE.match(cell[0].text) else ())
            column += not _is_border(cell[0])

    def _spanned(self, texts: Sequence[str]) -> int:
        """How many cells of the rows above reach down into a row: those before the first with a number."""
        marked = next((k for k, text in enumerate(texts) if markers(f"{text} x")), 0)
        if len(texts) == len(self.header):
            self.numbered = marked
        return self.numbered if not marked and len(texts) + self.numbered <= len(self.header) else 0


def _is_border(piece: Line) -> bool:
    return piece.text == "|" or bool(_RULE.fullmatch(piece.text))


def _pieces(row: Row, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The cells of a row of a grid, as lines."""
    for _, spans in sorted(row.cells.items()):
        yield [
            _piece(next(lines[i] for i in row.lines if lines[i].start <= start < lines[i].end), start, end)
            for start, end in spans
        ]


def _piece(line: Line, start: int, end: int) -> Line:
    return replace(line, start=start, end=end, text=line.text[start - line.start : end - line.start])


def _numbered(row: Sequence[Sequence[Line]], number: re.Pattern[str] | None) -> list[Sequence[Line]]:
    """The cells of a row, a label or number alone in the first read with the second, a stroke between them as blank."""
    cells = [k for k, cell in enumerate(row) if not _is_border(cell[0])]
    if len(cells) < 2 or len(row[cells[0]]) > 1:
        return list(row)
    text = row[cells[0]][0].text
    if not (_LABELLED.fullmatch(text) or number is not None and number.fullmatch(text)):
        return list(row)
    head, first = row[cells[0]][0], row[cells[1]][0]
    text += " " * max(first.start - head.end, 2) + first.text
    whole = replace(first, start=head.start, text=text, gap=head.gap, page=head.page)
    return [*row[: cells[0]], [whole, *row[cells[1]][1:]], *row[cells[1] + 1 :]]


def _is_row(line: Line) -> bool:
    """Whether tabs divide a line into the cells of a row."""
    if "\t" not in line.text:
        return False
    cells = [cell for cell in _TABS.split(line.text) if cell]
    marked = bool(cells) and (bool(markers(f"{cells[0]} x")) or bullet(f"{cells[0]} x") is not None)
    alone = marked and _is_alone(cells[0])
    return len(cells) - alone >= 3 or len(cells) - alone == 2 and marked


def _is_alone(text: str) -> bool:
    """Whether a cell is a marker or a number of several parts, whose text is in the next."""
    glyph = bullet(f"{text} x")
    return (
        glyph is not None
        and glyph[0] == text
        or bool(_MARKER.fullmatch(text))
        or "." in text
        and bool(_ALONE.fullmatch(text))
    )


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
        alone = _is_alone(text) and match is not None and "|" not in match.group()
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
