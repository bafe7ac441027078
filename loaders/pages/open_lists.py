"""The open lists of an outline: one level for each list that an item stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from loaders.pages.markers import Marker
from loaders.pages.provisions import Node

STEP: Final = 2
"""Blanks by which the items of an inner list are set further right, if they are."""


@dataclass(slots=True)
class Level:
    """An open list: the marker of its last item, or the glyph and indent of its bullets."""

    marker: Marker | None
    glyph: str
    indent: int
    node: Node


class OpenLists:
    """The levels, outermost first, and what closed them last.

    `suspended` says that a paragraph stands after the last item; `before_heading` is the last marker of each form in
    the outer lists above headings and labels, `closed` that in the lists that an outer item closed, `before_section`
    the numbered heading under which labels stand or plain headings (`inner`), `above` the list that the last item of an
    outer list closed, and the number of levels above it.
    """

    def __init__(self) -> None:
        """Start with none open."""
        self.levels: list[Level] = []
        self.suspended = False
        self.before_heading: dict[tuple[str, str], Marker] = {}
        self.closed: dict[tuple[str, str], Marker] = {}
        self.before_section: Level | None = None
        self.inner = False
        self.above: tuple[int, Marker] | None = None

    @property
    def outer(self) -> Level | None:
        """The numbered item of the outer list that is open, or else was before a label."""
        return self.levels[0] if self.levels and self.levels[0].marker is not None else self.before_section

    def close(self) -> None:
        """Close them all, at a heading or a label."""
        last = self.levels[0].marker if self.levels else None
        if last is not None:
            self.before_heading[last.level] = last
        self.levels.clear()
        self.closed.clear()
        self.suspended = False
        self.above = None

    def cut(self, depth: int) -> None:
        """Close the lists from a level on; the one right below it may go on under the next item ("II. … (4) …")."""
        below = self.levels[depth + 1].marker if depth + 1 < len(self.levels) else None
        self.above = (depth + 1, below) if below is not None else None
        outer = self.levels[0].marker if not depth and self.levels else None
        if outer is not None:
            self.before_heading[outer.level] = outer
        self.closed |= {each.level: each for level in self.levels[depth:] if (each := level.marker) is not None}
        del self.levels[depth:]

    def resumes(self, marker: Marker) -> bool:
        """Whether a number goes on, below a new heading or label, with the list above it."""
        last = self.before_heading.get(marker.level)
        return last is not None and counts_on(last, marker)

    def leaves_section(self, marker: Marker) -> bool:
        """Whether a number is that of the next numbered heading after the one under which labels stand."""
        section = self.before_section.marker if self.before_section is not None else None
        return section is not None and counts_on(section, marker)

    def goes_on_below(self, marker: Marker) -> bool:
        """Whether a number goes on, as the first of an item, with the list of the item before."""
        return self.above is not None and self.above[0] == len(self.levels) and counts_on(self.above[1], marker)

    def goes_on_under(self, marker: Marker) -> bool:
        """Whether a number goes on, below a numbered heading, with a list that stood under an earlier one."""
        last = self.closed.get(marker.level)
        return last is not None and counts_on(last, marker)

    def sibling_depths(self, marker: Marker, indent: int) -> list[int]:
        """The levels of the open lists that a marker continues, those of its indent only if there are, inner first."""
        found = [depth for depth in range(len(self.levels) - 1, -1, -1) if self._continues(depth, marker)]
        return [depth for depth in found if abs(self.levels[depth].indent - indent) < STEP] or found

    def _continues(self, depth: int, marker: Marker) -> bool:
        last = self.levels[depth].marker
        if last is None:
            return False
        if marker.style == "1.1" and last.style in ("1", "1.1"):
            begins = not self.numbers(last.values[:-1]) and _begins(last.values, marker.values)
            return begins or _follows(last.values, marker.values)
        return last.level == marker.level and marker.values[0] == last.values[0] + 1

    def start_depth(self, marker: Marker, indent: int, *, below: bool) -> int:
        """The level at which a new list opens: below the item it extends, or below the innermost open item.

        A list in the form of an open one takes its place, unless it is set further right, or stands `below` a heading.
        """
        stem = marker.values[:-1]
        for depth, level in enumerate(self.levels):
            if level.marker and marker.style == "1.1" and level.marker.values == stem:
                return depth + 1
        for depth, level in enumerate(self.levels):
            inner = indent - level.indent >= STEP or below and level is self.levels[-1]
            if level.marker and level.marker.level == marker.level and not inner:
                return depth
        return 0 if self.suspended else len(self.levels)

    def bullet_depth(self, glyph: str, indent: int) -> int:
        """The level of the open list that a bullet continues, or a new one below the innermost open item."""
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            if level.glyph == glyph and abs(level.indent - indent) < STEP:
                return depth
        return 0 if self.suspended else len(self.levels)

    def numbers(self, stem: tuple[int, ...]) -> bool:
        """Whether an open item carries a number."""
        return any(level.marker and level.marker.values == stem for level in self.levels)


def counts_on(last: Marker, marker: Marker) -> bool:
    """Whether a plain number is the next of one in the same form."""
    return last.level == marker.level and len(marker.values) == 1 and marker.values[0] == last.values[0] + 1


def _begins(last: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Whether a dotted number is the first below the next one, which is not printed ("2.1" after "1.4")."""
    return len(last) == len(values) > 1 and values[-1] == 1 and values[:-1] == (*last[:-2], last[-2] + 1)


def _follows(last: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Whether dotted numbers are siblings in sequence; one missing number is forgiven (a line lost in conversion)."""
    return len(last) == len(values) and last[:-1] == values[:-1] and 1 <= values[-1] - last[-1] <= 2
