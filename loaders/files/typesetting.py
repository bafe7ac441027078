"""Paragraphs, headings and list items of a converted file, set as plain text.

Each stands between blank lines; an item's marker opens its line, as it is printed on the page, and deeper lists are
indented. So the outline is read from a web page or a word processor's file by the same rules as from plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.files.encodings import replace_controls

BULLETS: Final = "•◦▪"
"""The bullets of a list, of a list in it, and of any further one, as browsers draw them (CSS disc, circle, square)."""

INDENT: Final = 3
"""Blanks for each step of indent."""

_BLANKS: Final = re.compile(r"[ \t]*\n[ \t]*")
_BREAKS: Final = re.compile(r"\n{2,}")
_SIGNS: Final = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf0a8": "□", "\uf076": "◦",
    "\uf0e0": "→", "\uf06c": "●", "\uf06e": "■", "\uf071": "□", "\uf0b2": "•", "\uf02a": "*", "\uf020": " ",
}  # fmt: skip
"""Latin ligatures, and what the fonts Symbol and Wingdings show at U+F000 plus their own codes."""
_SYMBOL: Final = re.compile("[\ufb00-\ufb06\uf020-\uf0ff]")
_SQUARES: Final = re.compile(r"(?:\d|\b[ckm]?m)$")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROMAN: Final = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with line breaks where they are meant, the marker before it, and the steps by which that is indented."""

    text: str
    marker: str = ""
    depth: int = 0


def typeset(paragraphs: Iterable[Paragraph]) -> str:
    """One text of paragraphs; one that holds nothing is left out, and a blank line within one divides it."""
    return replace_controls("\n\n".join(part for one in paragraphs for part in _set(one)))


def _set(one: Paragraph) -> list[str]:
    parts = [part for part in _BREAKS.split(_BLANKS.sub("\n", one.text).strip()) if part]
    if parts and one.marker:
        parts[0] = f"{' ' * INDENT * one.depth}{one.marker} {parts[0]}"
    return parts


def row(cells: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """A row of a table: one line with a tab between cells, or, where a cell holds several paragraphs, all in turn."""
    full = [cell for cell in cells if cell]
    if len(full) < 2 or any(len(cell) > 1 for cell in full):
        return [paragraph for cell in full for paragraph in cell]
    return [Paragraph("\t".join(" ".join(_line(cell[0]).split("\n")) for cell in full))]


def _line(one: Paragraph) -> str:
    return f"{one.marker} {one.text}".strip()


def number(value: int, style: str) -> str:
    """A list number as it is printed; `style` is the `type` of an HTML list: `1`, `a`, `A`, `i` or `I`.

    A value that the style cannot show is printed in digits, as browsers do.

    >>> [number(28, style) for style in "1aAiI"]
    ['28', 'ab', 'AB', 'xxviii', 'XXVIII']
    """
    shown = {"a": letters, "i": roman}.get(style.lower(), str)(value) if 0 < value < 4000 else str(value)
    return shown.upper() if style.isupper() else shown


def letters(value: int) -> str:
    """A positive number in letters: a to z, aa, ab (CSS Counter Styles Level 3, `lower-alpha`)."""
    found = ""
    while value > 0:
        value, rest = divmod(value - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def roman(value: int) -> str:
    """A positive number in lower-case Roman numerals."""
    found = "m" * (value // 1000)
    value %= 1000
    found += ["", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"][value // 100]
    value %= 100
    for size, digits in _ROMAN:
        found += digits * (value // size)
        value %= size
    return found


def printable(text: str) -> str:
    """The text with letters for ligatures, and common signs for those that symbol fonts keep in private places.

    >>> printable("\uf0b7 o\ufb03cial")
    '• official'
    """
    return _SYMBOL.sub(lambda found: _SIGNS.get(found.group(), found.group()), text)


def raised(before: str, digits: str) -> str:
    """Raised digits after some text: a power ("km²") keeps them, a reference to a note is left out.

    >>> raised("80 km", "2"), raised("the Treaty", "2")
    ('²', '')
    """
    return digits.translate(_RAISED) if _SQUARES.search(before) else ""
