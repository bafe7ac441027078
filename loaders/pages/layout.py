"""Lines of a text, and which of them are furniture: page numbers, running heads, the chrome of a saved web page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from typing import Final

from loaders.pages.markers import bullet, markers
from loaders.words.cues import may_match

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+|\f")
_PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:(?:page|página|pág\.?|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|de)\s*\d{1,4})?[-–—\])\s]*",
    re.IGNORECASE,
)
_NAMED_PAGE = re.compile(r"\W*(?:page|página|pág\.)\s", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?=[^\s*])[^*]*[^\s*]\*\*")
"""A line set in bold, as plain text with the signs of Markdown has it."""
_FAR_NUMBER = re.compile(r"\S\s{4,}(?:(?:page|página|p\.)\s*)?\d+(?:\s*(?:/|of|de)\s*\d+)?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_ENTRY = re.compile(r"\S.*?(?:\.{3,}|(?:\s\.){3,}|\s{3,}|\t)\s*(?:\d{1,3}|[ivx]{1,5})")
_LABELLED = re.compile(r"(?:[^\W\d_]+\s+){1,4}(?:N[o°º]\.?\s*)?\(?(?:\d+(?:[./]\d+)*|[IVXLC]+|[A-Z])[)°º]?\s*[:.–—-]")
_GLUED = re.compile(r"[a-z]{3}(?:[A-Z][a-z]+|U\.S\.|[A-Z]{2,})")
_MENU = re.compile(r"\s[|>»·]\s")
_PLAYER = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\s+(?:\d{1,2}:)?\d{1,2}:\d{2})*")
_TERMINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
REPEATS: Final = 3
"""A short line printed this often is a running head."""
_LEADS_ON: Final = frozenset(
    "a an and at by for from in of on or the to with al con de del el en la las los o para por su sus un una y".split()
)
"""Words with which no paragraph ends."""
_BEFORE: Final = 12
"""Lines above a page break among which the item stands that one below it follows."""
ENTRY: Final = 200
"""Characters that an entry of a table of contents may have."""


class Furniture(Enum):
    """Why a line is not part of what the document says."""

    PAGE_NUMBER = "page number"
    RUNNING_HEAD = "running head"
    CHROME = "chrome"
    CONTENTS = "table of contents"
    NOTE = "editor's note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: its span without the blanks around it, its indent and what stands before it.

    `gap` counts the blank lines before it; `page` says that a form feed stands before it. Of a line that was divided,
    each piece has `before` it what was printed to its left.
    """

    start: int
    end: int
    indent: int
    gap: int
    page: bool
    text: str
    before: int = 0

    @property
    def reach(self) -> int:
        """How far the printed line had come at the end of the text, its indent apart."""
        return self.before + len(self.text)


def lines_of(text: str) -> list[Line]:
    """The lines that hold something, in order."""
    found: list[Line] = []
    gap, page, at = 0, False, 0
    for match in _LINE.finditer(text):
        gap += max(0, _breaks(text, at, match.start()) - 1)
        at = match.end()
        raw = match.group()
        if raw == "\f":
            page = True
            continue
        body = raw.strip(" \t\u00a0\u200b\ufeff")
        if not body:
            gap += 1
            continue
        indent = len(raw) - len(raw.lstrip(" \t\u00a0\u200b\ufeff"))
        start = match.start() + indent
        if _BOLD.fullmatch(body):
            start, body = start + 2, body[2:-2]
        found.append(Line(start, start + len(body), indent, gap, page, body))
        gap, page = 0, False
    return found


def _breaks(text: str, start: int, end: int) -> int:
    """The number of line breaks in a stretch of line break characters; CR LF is one."""
    stretch = text[start:end]
    return len(stretch) - stretch.count("\r\n") - stretch.count("\f")


def furniture(
    lines: Sequence[Line],
    is_chrome: Callable[[str], bool],
    is_end: Callable[[str], bool],
    is_role: Callable[[str], bool],
    cells: Container[int] = (),
) -> dict[int, Furniture]:
    """Which lines are furniture, by index; the `cells` of tables are none.

    `is_chrome` knows the phrases of web pages, `is_end` those after which only chrome follows ("Back to top"), and
    `is_role` the headings that may recur ("Objectives").
    """
    found: dict[int, Furniture] = {}
    if lines and lines[0].text.startswith("[") and lines[0].text.endswith("]"):
        found[0] = Furniture.NOTE
    _mark_contents(lines, found)
    _mark_page_numbers(lines, found)
    _mark_running_heads(lines, found, is_role)
    _mark_chrome(lines, found, is_chrome, is_end)
    return {i: kind for i, kind in found.items() if i not in cells}


def _mark_contents(lines: Sequence[Line], found: dict[int, Furniture]) -> None:
    """A table of contents: three lines or more in a row that end in a page number, after dots or a gap."""
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        paged = line is not None and len(line.text) <= ENTRY and (line.text[-1].isdecimal() or line.text[-1] in "ivx")
        if paged and line is not None and _ENTRY.fullmatch(line.text):
            run.append(i)
            continue
        if len(run) >= REPEATS:
            found.update(dict.fromkeys(run, Furniture.CONTENTS))
        run = []


def _mark_page_numbers(lines: Sequence[Line], found: dict[int, Furniture]) -> None:
    """A number alone between blank lines or page breaks, not smaller than the one before."""
    last = 0
    for i, line in enumerate(lines):
        if not _PAGE_NUMBER.fullmatch(line.text) or not any(c.isdigit() for c in line.text):
            continue
        after = lines[i + 1] if i + 1 < len(lines) else None
        alone = (line.gap or line.page or i == 0) and (after is None or after.gap or after.page)
        digits = _DIGITS.search(line.text)
        number = int(digits.group()) if digits else last
        if alone and (last <= number < 2000 or _NAMED_PAGE.match(line.text)):
            found[i] = Furniture.PAGE_NUMBER
            last = number


def _mark_running_heads(lines: Sequence[Line], found: dict[int, Furniture], is_role: Callable[[str], bool]) -> None:
    """A short line without a full stop that recurs, but for its page number, between blank lines.

    Three times make a running head; twice will do for a line that stands beside other furniture, is set far to the
    right, or ends in a number far from its words; once, for one between a page number and a text that goes on.
    """
    keys = {
        i: _SPACES.sub(" ", _DIGITS.sub("#", line.text.casefold()))
        for i, line in enumerate(lines)
        if i not in found and len(line.text) <= 90 and not _TERMINAL.search(line.text) and not is_role(line.text)
    }
    shapes = Counter(keys.values())
    for i, key in keys.items():
        line = lines[i]
        isolated = line.gap or line.page or line.indent or i == 0 or i - 1 in found
        if shapes[key] >= REPEATS and isolated and (_is_headlike(line.text) or _is_spread(line)):
            found[i] = Furniture.RUNNING_HEAD
    twice = [i for i, key in keys.items() if i not in found and shapes[key] >= 2 and not _LABELLED.match(lines[i].text)]
    spread = {i for i in twice if _is_spread(lines[i])}
    paged = {i for i, kind in found.items() if kind is Furniture.PAGE_NUMBER} | spread
    heads = spread | _beside(paged, {i for i in twice if _is_headlike(lines[i].text)})
    found.update(dict.fromkeys(sorted(heads), Furniture.RUNNING_HEAD))
    once = [i for i in keys if i not in found and lines[i].page and i - 1 in paged and _goes_on(lines, i)]
    found.update(dict.fromkeys(once, Furniture.RUNNING_HEAD))


def _goes_on(lines: Sequence[Line], head: int) -> bool:
    """Whether what stands below the first line of a page goes on with what stands above: a sentence, or a list."""
    if not 1 < head < len(lines) - 1:
        return False
    above, below = lines[max(0, head - 1 - _BEFORE) : head - 1], lines[head + 1]
    last = above[-1].text.rsplit(maxsplit=1)[-1]
    if below.text[0].islower() and not _TERMINAL.search(last) or below.gap and (last[-1] == "," or last in _LEADS_ON):
        return True
    sign = bullet(below.text)
    if sign is not None:
        return above[-1].text[-1] == ":" or any(bullet(line.text) == sign for line in above)
    items = {(marker.level, marker.values) for line in above for marker in markers(line.text)}
    begun = above[-1].text[-1] == ":"
    return any(
        marker.values[-1] == 1 and begun or (marker.level, (*marker.values[:-1], marker.values[-1] - 1)) in items
        for marker in markers(below.text)
    )


def _beside(places: Set[int], candidates: Set[int]) -> set[int]:
    """The candidates that stand beside one of some places, or beside one that does."""
    rest, found = list(places), set[int]()
    while rest:
        at = rest.pop()
        near = {at - 1, at + 1} & candidates - places - found
        found |= near
        rest.extend(near)
    return found


def _is_spread(line: Line) -> bool:
    """Whether a line is set far to the right, or has its number at the other edge."""
    return line.indent >= 15 or bool(_FAR_NUMBER.search(line.text))


def _is_headlike(text: str) -> bool:
    """A running head has words, and does not open with a list marker or a label that ends in its number."""
    if not re.search(r"[A-Za-z]{3}", text) or re.match(r"[\d(•*–-]", text) and not re.search(r"\d+$", text):
        return False
    number = r"(?:N[o°º]\.?\s*)?\(?(?:\d+(?:[./]\d+)*|[IVXLC]+|[A-Z])[)°º]?"
    return not re.fullmatch(rf"(?:[^\W\d_]+\s+){{1,4}}{number}", text)


def _mark_chrome(
    lines: Sequence[Line], found: dict[int, Furniture], is_chrome: Callable[[str], bool], is_end: Callable[[str], bool]
) -> None:
    """Menus, players and known phrases anywhere; everything after the line that ends the content of a page."""
    for i, line in enumerate(lines):
        if i in found:
            continue
        text = line.text
        row = text[0] == text[-1] == "|"
        menu = not row and may_match(_MENU, text) and len(_MENU.findall(text)) >= 2 and not _TERMINAL.search(text)
        glued = len(_GLUED.findall(text)) >= 2 and (len(text) < 60 or not _TERMINAL.search(text))
        if menu or glued or _PLAYER.fullmatch(text) or is_chrome(text):
            found[i] = Furniture.CHROME
    ends = [i for i, line in enumerate(lines) if is_end(line.text) and i > len(lines) // 2]
    for i in range(ends[0], len(lines)) if ends else ():
        found.setdefault(i, Furniture.CHROME)
