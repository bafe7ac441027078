"""Two columns side by side, as signatures are set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from loaders.pages.layout import Line
from loaders.pages.markers import bullet, markers
from loaders.words.view import Span

_CELLS = re.compile(r"(?P<left>\S(?:.*?\S)??)(?P<gap>\s{3,}|\t+)(?P<right>\S(?:.*\S)?)")
_WIDE = re.compile(r"\s{3}|\t")
LINKING: Final = frozenset("of for and the to in de del la y para e el los las on".split())
_MARKER = re.compile(r"[\d•*–—-]|\((?!signed|firmado|sgd|fdo)[\w.]{1,4}\)", re.IGNORECASE)
_NUMBER = re.compile(r"[(\[]?(?:[IVXLC]{1,6}|[A-Za-z])[.):°º]")
"""A marker alone before a gap, by a word processor's tab ("II.\tWork done")."""
_HONOURED = re.compile(r"(?:the|el|la|los)\s+(?:(?:most|right)\s+)?(?:hon|rt|reverend|excm|sr)", re.IGNORECASE)
"""How a name begins that opens with an article."""
NARROW: Final = 60
"""Characters that a cell may have."""
SHIFT: Final = 2
"""Characters by which the cells of one column may stand apart."""
_Row: TypeAlias = tuple[int, Span | None, Span | None]
"""The index of a line, and its cells."""


def columns(lines: Sequence[Line], furniture: set[int]) -> dict[int, tuple[list[Span], ...]]:
    """The cells of the left and of the right column, by the index of the first line; the other lines have none.

    Two lines in a row at least must have two cells, the right ones beginning at about the same place; a column may go
    on alone on the line below them.
    """
    found: dict[int, tuple[list[Span], ...]] = {}
    run: list[_Row] = []
    for i, line in enumerate(lines):
        cells: tuple[Span | None, Span | None] | None = None if i in furniture else _cells(line)
        follows = bool(run) and i == run[-1][0] + 1
        if cells is None and follows and i not in furniture:
            cells = _one_cell(line, lines[run[-1][0]], run[-1])
        if cells is not None and (not run or follows):
            run.append((i, *cells))
            continue
        _close(run, found)
        run = [(i, *cells)] if cells is not None else []
    _close(run, found)
    return found


def _close(run: list[_Row], found: dict[int, tuple[list[Span], ...]]) -> None:
    """Keep a run of two lines or more."""
    if len(run) >= 2:
        for i, _, _ in run[1:]:
            found[i] = ([], [])
        lefts = [left for _, left, _ in run if left is not None]
        found[run[0][0]] = (lefts, [right for _, _, right in run if right is not None])


def _one_cell(line: Line, above: Line, row: _Row) -> tuple[Span | None, Span | None] | None:
    """The cell of a line on which one column alone goes on, right below a line that has both."""
    _, left, right = row
    if left is None or right is None or line.gap or line.page or len(line.text) > NARROW or _is_item(line.text):
        return None
    if abs(line.indent - above.indent - (right[0] - above.start)) <= SHIFT:
        return None, (line.start, line.end)
    goes = line.indent == above.indent and goes_on(above.text[: left[1] - above.start], line.text)
    return ((line.start, line.end), None) if goes else None


def _cells(line: Line) -> tuple[Span, Span] | None:
    """The two cells of a line, without rules for a signature."""
    match = _CELLS.fullmatch(line.text) if _WIDE.search(line.text) else None
    if match is None or _is_item(line.text) or max(len(match["left"]), len(match["right"])) > NARROW:
        return None
    if (
        _NUMBER.fullmatch(match["left"])
        or re.fullmatch(r"[\d./-]+", match["right"])
        or re.search(r"\s{3,}", match["right"])
    ):
        return None
    left = (line.start, line.start + match.end("left"))
    return left, (line.start + match.start("right"), line.start + match.end("right"))


def _is_item(text: str) -> bool:
    """Whether a list marker opens a line; a letter with a full stop may be the initial of a name."""
    return bool(_MARKER.match(text)) or bullet(text) is not None or any(m.style not in "AI" for m in markers(text))


def goes_on(before: str, after: str) -> bool:
    """Whether a cell goes on from the one above it.

    >>> goes_on("FOR THE GOVERNMENT", "OF CANADA"), goes_on("Margaret Thibodeau", "Minister of Public Safety")
    (True, False)
    """
    if not before.strip("_ ") or not after.strip("_ ") or _HONOURED.match(after):
        return False
    first, last = after.split(maxsplit=1)[0].lower(), before.rsplit(maxsplit=1)[-1].lower()
    return first in LINKING or last in LINKING or after[0].islower()
