"""Clean running text that remembers where every character came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Span = tuple[int, int]

_GAP = re.compile(r"(?:[^\S ]|[\u00ad\ufeff\u200b]| (?=[\s\u00ad\ufeff\u200b]))[\s\u00ad\ufeff\u200b]*")
"""What stands between two words, unless it is one blank, which is copied with them."""
_BROKEN = re.compile(r"([^\W\d_]+|\d)-\Z")
_HEAD = re.compile(r"[^\W\d_]+")
_INVISIBLE = "\u00ad\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class View:
    """`text`, and for each of its characters the index of that character in the source (`src`, same length)."""

    text: str
    src: array[int]

    def span(self, start: int, end: int) -> Span:
        r"""The range of the source that a range of the view covers.

        >>> fold_spans("ab\n cd", [(0, 6)]).span(1, 4)
        (1, 5)
        """
        return self.src[start], self.src[end - 1] + 1


def never(_: str) -> bool:
    """Every hyphen at a line end is kept."""
    return False


class Folder:
    """Folds many pieces of one source; `is_divided` says of a word with a hyphen whether it is one that was divided."""

    def __init__(self, source: str, is_divided: Callable[[str], bool] = never) -> None:
        """Number the characters of the source once: a view copies stretches of the row."""
        self.source = source
        self._is_divided = is_divided
        self._row = array("I", range(len(source)))
        self._known: dict[tuple[Span, ...], View] = {}

    def fold(self, spans: Iterable[Span]) -> View:
        """The running text of some pieces, as `fold_spans` makes it; the same pieces are folded once."""
        key = tuple(spans)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._made(key)
        return found

    def _made(self, spans: Iterable[Span]) -> View:
        folded, source = _Folded(self.source, self._row, self._is_divided), self.source
        for start, end in spans:
            piece = source[start:end]
            at, stop = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
            for gap in _GAP.finditer(source, at, stop):
                folded.add(at, gap.start())
                at = gap.end()
            folded.add(at, stop)
        return View("".join(folded.text), folded.src)


def fold_spans(source: str, spans: Iterable[Span], is_divided: Callable[[str], bool] = never) -> View:
    """Join pieces of the source into running text: each run of white space, and each border of pieces, is one blank.

    A hyphen at a line end is closed up with the next line and kept (`anti-` + `drug`), unless `is_divided` says
    of the two (`pol-ice`) that the hyphen is the typesetter's: then it is dropped. So are soft hyphens and byte order
    marks.
    """
    return Folder(source, is_divided).fold(spans)


class _Folded:
    """The text written so far, and where each of its characters came from."""

    def __init__(self, source: str, row: array[int], is_divided: Callable[[str], bool]) -> None:
        self.text: list[str] = []
        self.src: array[int] = array("I")
        self._source = source
        self._row = row
        self._is_divided = is_divided
        self._last = 0

    def add(self, start: int, end: int) -> None:
        """Write words of the source that one blank stands between, after what joins them to those before."""
        if start >= end:
            return
        words = self._source[start:end]
        if self.text:
            self._join(self._source[self._last : start], words)
        self.text.append(words)
        self.src += self._row[start:end]
        self._last = end

    def _join(self, gap: str, words: str) -> None:
        """Write what stands between two words: a blank, or nothing where a word was broken in two."""
        if "\u00ad" in gap or gap and not gap.strip(_INVISIBLE):
            return
        hyphened = self.text[-1].endswith("-") and ("\n" in gap or "\r" in gap)
        broken = _BROKEN.search(self.text[-1]) if hyphened else None
        if broken is None:
            self.text.append(" ")
            self.src.append(self._last)
            return
        head = _HEAD.match(words)
        if head and self._is_divided(f"{broken.group(1)}-{head.group()}"):
            self.text[-1] = self.text[-1][:-1]
            self.src.pop()
