"""The lines of a text, and what is told of each before the outline is read: furniture, labels, lists, columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from loaders.pages.columns import columns
from loaders.pages.footnotes import note_lines
from loaders.pages.labels import Label, Labels
from loaders.pages.layout import Furniture, Line, furniture, lines_of
from loaders.pages.lone_numbers import joined
from loaders.pages.markers import Marker, bare_marker, bare_markers, bullet, glyph_letter, is_lone_bullet, markers
from loaders.pages.open_lists import STEP
from loaders.pages.run_in import parted
from loaders.pages.tables import divide
from loaders.words.dates import MONTHS
from loaders.words.lexicon import Lexicon, fold

OPEN_END: Final = re.compile(r"[.!?;:][\"'”’)\]]*$|[.;][\"”’]?\s\([^()]{1,80}\)$")
"""How a line ends after which something new may begin; a remark in brackets may follow ("… the agents. (April)")."""
HARD_END: Final = re.compile(r"[.!?;,][\"'”’)\]]*$")
"""How no heading ends."""
HEADING_WORDS: Final = 14
"""Words that a heading may have."""
_LEAD_IN: Final = re.compile(
    r"\b(?:will|shall|would|should|must|may|agree[ds]?|commit(?:s|ted)?|undert(?:akes?|ook)|decided?|intends?|plans?"
    r"|proposed?|offer(?:s|ed)|following|to|are|is|includes?|son|es|acuerdan?|acord(?:ó|aron)|decid(?:e|en|ió|ieron)|siguientes?"
    r"|se compromete[n]?|\w+(?:rá|rán))\b[^:]*:$|^(?:on|for|por|para|del?) (?:the|la|el|parte|lado)\b[^:]*:$"
    r"|^(?:since|in|by|during|between|under|desde|en|durante|entre|antes|bajo)\b[^:]*:$"
    r"|^(?:the|both|las?|los|ambas|ambos) (?:contracting )?(?:part(?:ies|es)|sides|participants|participantes)\b"
    r"[^:]*:$",
    re.IGNORECASE,
)
_KEY: Final = re.compile(r"([A-ZÁÉÍÓÚÑ][^\W\d_]+(?:[ /-][^\W\d_]+){0,3}):\s+\S")
"""What opens a line that tells something of the provision above it."""
_SMALL: Final = frozenset(
    "of for on and the against to in with by a an or from at as de del la las el los y e en para con contra por "
    "sobre u o".split()
)
_UNENDED: Final = re.compile(r"[A-ZÁÉÍÓÚÑ].*[a-záéíóúñ)] (?:shall|deberán?|podrán?)(?: [a-záéíóúñ]+)?")
"""How a clause ends that goes on in a list without a colon ("Requests shall state")."""
UNWRAPPED: Final = 200
"""Line length (characters) from which a text is taken to hold one paragraph a line."""
WIDE: Final = 90
"""The same where most long lines end as sentences do."""
FEW: Final = 3
"""Long lines that must be there to tell."""
_FILLED: Final = 0.8
"""Share of the width to which the last line of a page is filled, where its paragraph runs over."""
OPENING: Final = 4
"""Words of a line that are looked at for a date."""
HEADLESS: Final = 3
"""Numbers in sequence, from 2 on, that make a list without a 1."""
_DASHES: Final = ("-", "–", "—")
_IS_WORD: Final = re.compile(r"o [a-zà-ÿ]")
_WEAK_BULLETS: Final = frozenset(
    ["-", "–", "—", "*", "o", "§", "·", ">", "ü", "Ø", "Ÿ", "+", "~", ">>", "--", "→", "★"]
)
"""Signs that are bullets only where they recur."""


class Page:
    """The lines of one text; the width to which they were wrapped, and how often each glyph opens one."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Look at every line."""
        self.lexicon = lexicon
        self.text = text
        numbered = joined(parted(lines_of(text)))
        rows = divide(numbered.lines)
        lines = rows.lines
        chrome, ends = lexicon.words("chrome-lines"), lexicon.words("content-ends")
        starts = tuple(lexicon.words("chrome-prefixes"))
        roles = lexicon.phrases("roles")
        self.furniture = furniture(
            lines,
            lambda t: len(t) < 60 and fold(t) in chrome or fold(t[:60]).startswith(starts),
            lambda t: len(t) < 60 and fold(t).rstrip(" .") in ends,
            lambda t: len(t) < 60 and (fold(t).rstrip(":") in roles or self._is_lone_label(t)),
            {*rows.cells, *rows.signed},
        )
        self.furniture |= dict.fromkeys(rows.strokes, Furniture.RUNNING_HEAD)
        self.cells = rows.cells
        self.lines = lines
        self.labels = Labels(lexicon, [line.text for i, line in enumerate(lines) if i not in self.furniture])
        shown = (line for i, line in enumerate(lines) if i not in self.furniture and i not in self.cells)
        self._bare = bare_markers(line.text for line in shown if line.gap and not self._is_dated(line.text))
        self._bare |= numbered.bare | rows.bare
        self.notes = note_lines(lines, text)
        self.width = _wrap_width(lines)
        self.is_unwrapped = _is_unwrapped(lines, self.width)
        self._letters = _recurring(lines, glyph_letter)
        self._bullets = _recurring(lines, bullet)
        self._dashes = sum(line.text in _DASHES for line in lines)
        self.starts = self._second_items()
        keys = Counter(match[1] for line in lines if (match := _KEY.match(line.text)))
        self._keys = frozenset(key for key, count in keys.items() if count > 1)
        self.columns = columns(lines, {*self.furniture, *self.cells, *rows.signed}) | rows.signed

    def _is_lone_label(self, text: str) -> bool:
        """Whether a line is a label of the lexicon with its number, which recurs with the next ("Article 1")."""
        words, _, number = fold(text).rpartition(" ")
        return number.isdigit() and words in self.lexicon.phrases("labels")

    def label(self, line: Line) -> Label | None:
        """The label that opens a line, or that follows the bullet which opens it ("• Action 1.1.2: …")."""
        found = bullet(line.text)
        if found is None:
            return self.labels.at(line.text)
        label = self.labels.at(line.text[found[1] :])
        return replace(label, length=label.length + found[1]) if label is not None else None

    def markers(self, text: str) -> list[Marker]:
        """Every reading of the number that opens a line."""
        bare = bare_marker(text) if text in self._bare else None
        return [bare] if bare is not None else markers(text)

    def _is_dated(self, text: str) -> bool:
        """Whether the first number of a line is the day of a date ("1 May 2001")."""
        words = fold(" ".join(text.split(maxsplit=OPENING)[:OPENING])).split()
        return len(words) > 1 and words[1] in MONTHS

    def bullet(self, line: Line, fresh: bool) -> tuple[str, int] | None:
        """The glyph with which a line opens as an item, and its length; an odd letter is one on a `fresh` line only.

        So is the letter o before a small one, which in Spanish is a word.
        """
        found = bullet(line.text)
        if found is not None and not fresh and _IS_WORD.match(line.text):
            return None
        if found is None or found[0] in _WEAK_BULLETS and self._bullets[found[0]] < 2:
            found = glyph_letter(line.text) if fresh else None
            if found is None or self._letters[found[0]] < 2:
                return None
        return found

    def is_lone_bullet(self, i: int) -> bool:
        """Whether a line is nothing but a bullet; a dash is one where it recurs, above text of several words."""
        text = self.lines[i].text
        if text not in _DASHES:
            return is_lone_bullet(text)
        below = self.lines[i + 1].text if i + 1 < len(self.lines) else ""
        return self._dashes > 1 and len(below.split()) > 1

    def is_keyed(self, line: Line) -> bool:
        """Whether a line opens with words and a colon that open others of this text ("Lead: …", "Deadline: …")."""
        match = _KEY.match(line.text)
        return match is not None and match[1] in self._keys

    def ends_paragraph(self, i: int) -> bool:
        """Whether the line after one starts something new."""
        following = next((k for k in range(i + 1, len(self.lines)) if k not in self.furniture), None)
        if following is None or following > i + 1:
            return True
        line = self.lines[following]
        return line.gap > 0 or line.page or self.opens_list(following)

    def after(self, line: Line) -> Line | None:
        """The next line that is no furniture."""
        place = bisect_right(self.lines, line.start, key=lambda other: other.start)
        return next((self.lines[k] for k in range(place, len(self.lines)) if k not in self.furniture), None)

    def opens_list(self, i: int) -> bool:
        """Whether a marker, a bullet or a label opens a line."""
        if i >= len(self.lines):
            return False
        text = self.lines[i].text
        return bool(self.markers(text)) or bullet(text) is not None or self.labels.at(text) is not None

    def is_lead_in(self, i: int) -> bool:
        """Whether a line introduces a list as a clause does, not as a heading ("On the German side, X will:")."""
        if i + 1 < len(self.lines) and _UNENDED.fullmatch(self.lines[i].text):
            return self.opens_list(i + 1)
        if _LEAD_IN.search(self.lines[i].text) is None or i + 1 == len(self.lines):
            return False
        return self.opens_list(i + 1) or self.lines[i + 1].text.endswith(":") and self.opens_list(i + 2)

    def role_of(self, text: str) -> str | None:
        """The class that a heading gives to the list below it, from its whole text, its end or its beginning."""
        roles = self.lexicon.phrases("roles")
        words = fold(text).rstrip(":").split()
        for size in range(min(3, len(words)), 0, -1):
            for part in (words[-size:], words[:size]):
                entry = roles.get(" ".join(part))
                if entry is not None and (size == len(words) or len(words) <= 6):
                    return entry.mints
        return None

    def is_short(self, line: Line | None) -> bool:
        """Whether a line ends long before the width of the text."""
        return line is not None and line.reach < 0.6 * self.width

    def turns(self, i: int, previous: Line | None) -> bool:
        """Whether a paragraph runs over to the next page: its line is full, and only furniture of pages is between."""
        if previous is None or self.furniture.get(i - 1) not in (Furniture.PAGE_NUMBER, Furniture.RUNNING_HEAD):
            return False
        full = not self.is_unwrapped and previous.reach >= _FILLED * self.width
        return full and not OPEN_END.search(previous.text)

    def _second_items(self) -> set[tuple[int, tuple[str, str]]]:
        """Where a number 1 (or letter a) is followed, further on, by a 2 (or b) of the same form before another 1.

        The 2 of a title, or of an item of an outer list, may come after the list below it ("1. Ports", "1. Scan …",
        "2. Train …", "2. Roads").
        The first paragraph of a statement is often not numbered: a 2 that no 1 of its form precedes starts a list where
        a 3 and a 4 follow.
        """
        waiting: dict[tuple[str, str, tuple[int, ...]], list[Line]] = {}
        headless: dict[tuple[str, str, tuple[int, ...]], list[int]] = {}
        found: set[tuple[int, tuple[str, str]]] = set()
        for i, line in enumerate(self.lines):
            if i in self.furniture:
                continue
            for marker in self.markers(line.text):
                stem = marker.values[:-1]
                key = (*marker.level, stem)
                if marker.values[-1] == 1:
                    kept = waiting.setdefault(key, [])
                    outer = bool(kept) and (kept[-1].text[-1:] not in ".;:," or line.indent - kept[-1].indent >= STEP)
                    kept[len(kept) - (bool(kept) and not outer) :] = [line]
                    found.update((start, key[:2]) for start in _whole(headless.pop(key, [])))
                elif marker.values[-1] == 2 and waiting.get(key):
                    found.add((waiting[key].pop().start, marker.level))
                elif marker.style == "1" and marker.values[0] == len(headless.setdefault(key, [])) + 2:
                    headless[key].append(line.start)
        found.update((start, key[:2]) for key, starts in headless.items() for start in _whole(starts))
        return found


def _whole(starts: Sequence[int]) -> Sequence[int]:
    """Where a list without a number 1 begins, if it counts on twice."""
    return starts[:1] if len(starts) >= HEADLESS else ()


def is_title(text: str) -> bool:
    """Whether a text is short and does not end as a sentence does."""
    return not HARD_END.search(text) and len(text.split()) <= HEADING_WORDS


def title_share(words: Sequence[str]) -> float:
    """The share of the words, small ones apart, that begin with a capital."""
    content = [w for w in words if w.lower() not in _SMALL] or list(words)
    return sum(w[0].isupper() for w in content) / len(content)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width to which the text was wrapped: the length that one line in ten exceeds."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _is_unwrapped(lines: Sequence[Line], width: int) -> bool:
    """Whether a text holds one paragraph a line: its lines are as long as none is wrapped, or most long ones end."""
    long = [line for line in lines if len(line.text) >= 0.6 * width]
    ended = sum(OPEN_END.search(line.text) is not None for line in long)
    return width >= UNWRAPPED or width >= WIDE and len(long) >= FEW and ended >= 0.75 * len(long)


def _recurring(lines: Sequence[Line], reading: Callable[[str], tuple[str, int] | None]) -> Counter[str]:
    """How often each glyph opens a line."""
    return Counter(found[0] for line in lines if (found := reading(line.text)))
