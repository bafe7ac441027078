"""The numbers that a word processor prints before paragraphs, counted from its list definitions.

A paragraph only names a list and a level; its number is the outcome of every paragraph before it. Definitions may be
shared between lists (which then go on counting), restarted by one of them, and made of several levels ("%1.%2").

Source: ECMA-376 Part 1, 17.9 Numbering. Numbers in words (`cardinalText`) are printed in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from loaders.files.typesetting import number, printable

_PLACE: Final = re.compile(r"%([1-9])")
_WORDED: Final = re.compile(r"[^\W\d_]{2,}.*\w")
_STYLES: Final = {"lowerRoman": "i", "upperRoman": "I"}
_OFF: Final = frozenset({"0", "false", "off"})
LEVELS: Final = 9
"""Levels of a list (17.9.6)."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: first number, format, text around the numbers, and the level whose use restarts it.

    `restart` counts levels from 1; 0 is never, None any level above. `style` is the paragraph style that stands for it.
    `indent` is where its markers stand, in steps of a quarter of an inch.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Marker:
    """What is printed before a paragraph, and, for a bullet, its indent."""

    text: str
    depth: int = 0


@dataclass(slots=True)
class _List:
    """A list that paragraphs name: the definition it counts by, its own levels, and the numbers it restarts at."""

    definition: str
    levels: Mapping[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document, and how far each has counted."""

    def __init__(self, tree: Element | None) -> None:
        """Read the definitions; without the part there are none."""
        definitions = _definitions(() if tree is None else tree.findall("abstractNum"))
        self._lists = {
            one.get("numId", ""): _list(one, definitions) for one in (() if tree is None else tree.findall("num"))
        }
        self._counts: dict[str, list[int | None]] = {}

    def level_of(self, name: str, style: str) -> int:
        """The level of a list that a paragraph style stands for."""
        found = self._lists.get(name)
        levels = found.levels if found else {}
        return next((place for place, level in sorted(levels.items()) if level.style == style), 0)

    def next(self, name: str, place: int) -> Marker | None:
        """Count a paragraph at a level of a list, and give its marker; None where nothing is printed."""
        found = self._lists.get(name)
        if found is None or place not in found.levels:
            return None
        level = found.levels[place]
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        before = counts[place]
        counts[place] = found.restarts.pop(place, level.start if before is None else before + 1)
        for below in range(place + 1, LEVELS):
            restart = found.levels.get(below, level).restart
            if restart is None or place < restart:
                counts[below] = None
        if level.format == "bullet":
            return Marker(_glyph(level.text), level.indent)
        text = _filled(level, found.levels, counts)
        # A label such as "Article 1" is set off from the title after it by width.
        return Marker(f"{text} " if _WORDED.fullmatch(text) else text) if text else None


def _definitions(found: Iterable[Element]) -> dict[str, dict[int, Level]]:
    """The levels of each definition by its id; one may take them from another, by the name of a list style."""
    definitions: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for one in found:
        name = one.get("abstractNumId", "")
        definitions[name] = {_integer(level, "ilvl", 0): _level(level) for level in one.findall("lvl")}
        links[value(one, "styleLink")] = name
        aliases[name] = value(one, "numStyleLink")
    for name, style in aliases.items():
        if style and style in links:
            definitions[name] = definitions[links[style]]
    return definitions


def _list(one: Element, definitions: Mapping[str, dict[int, Level]]) -> _List:
    """A list: the levels of its definition, with its own in their place."""
    name = value(one, "abstractNumId")
    levels = dict(definitions.get(name, {}))
    restarts = {}
    for override in one.findall("lvlOverride"):
        place = _integer(override, "ilvl", 0)
        own = override.find("lvl")
        if own is not None:
            levels[place] = _level(own)
        first = value(override, "startOverride")
        if first.isdigit():
            restarts[place] = int(first)
    return _List(name, levels, restarts)


def _level(one: Element) -> Level:
    restart = value(one, "lvlRestart")
    start = value(one, "start")
    return Level(
        start=int(start) if start.isdigit() else 0,
        format=value(one, "numFmt") or "decimal",
        text=value(one, "lvlText"),
        restart=int(restart) if restart.isdigit() else None,
        legal=flag(one, "isLgl"),
        style=value(one, "pStyle"),
        indent=_indent(one.find("pPr/ind"), _integer(one, "ilvl", 0)),
    )


def _indent(place: Element | None, otherwise: int) -> int:
    """Steps of indent, which are given in twentieths of a point."""
    if place is None:
        return otherwise
    left = _integer(place, "left", _integer(place, "start", 0))
    return max(0, round((left - _integer(place, "hanging", 0)) / 360))


def _filled(level: Level, levels: Mapping[int, Level], counts: list[int | None]) -> str:
    """The text of a level with the numbers of the levels it cites; one that was not used yet stands at its first."""

    def cited(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other, count = levels.get(place, Level()), counts[place]
        return _formatted(other.start if count is None else count, "decimal" if level.legal else other.format)

    return _PLACE.sub(cited, level.text).strip()


def _formatted(count: int, style: str) -> str:
    """A number in a format of 17.18.59; after z come aa, bb, cc."""
    if style in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 99)
        return letter if style == "lowerLetter" else letter.upper()
    if style == "ordinal":
        return f"{count}{_ordinal_end(count)}"
    if style == "none":
        return ""
    return f"{count:02}" if style == "decimalZero" else number(count, _STYLES.get(style, "1"))


def _ordinal_end(count: int) -> str:
    return "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _glyph(text: str) -> str:
    """The bullet that is seen: the sign for what a symbol font keeps in a private place, and a ring for an "o"."""
    seen = printable(text).strip()
    return "◦" if seen == "o" else "•" if not seen or "\ue000" <= seen[0] <= "\uf8ff" else seen


def value(parent: Element, name: str) -> str:
    """The value of a property below an element, or nothing."""
    found = parent.find(name)
    return "" if found is None else found.get("val", "")


def flag(parent: Element, name: str) -> bool:
    """Whether a property below an element is there and not switched off."""
    found = parent.find(name)
    return found is not None and found.get("val", "") not in _OFF


def _integer(one: Element, name: str, otherwise: int) -> int:
    text = one.get(name, "")
    return int(text) if text.isdigit() and len(text) < 9 else otherwise
