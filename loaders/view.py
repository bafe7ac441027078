"""Clean running text that remembers where every character came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Span = tuple[int, int]

_WORD = re.compile(r"[^\s\u00ad\ufeff\u200b]+")
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
    """No word is known: every hyphen at a line end is kept."""
    return False


def fold_spans(source: str, spans: Iterable[Span], is_word: Callable[[str], bool] = never) -> View:
    """Join pieces of the source into running text: each run of white space, and each border of pieces, is one blank.

    A hyphen at a line end is closed up with the next line and kept (`anti-` + `drug`), unless `is_word` knows the
    joined word: then the hyphen was the typesetter's and is dropped. Soft hyphens and byte order marks are dropped.
    """
    folded = _Folded(source, is_word)
    for start, end in spans:
        for match in _WORD.finditer(source, start, end):
            folded.add(match.group(), *match.span())
    return View("".join(folded.text), folded.src)


class _Folded:
    """The words written so far, and where each of their characters came from."""

    def __init__(self, source: str, is_word: Callable[[str], bool]) -> None:
        self.text: list[str] = []
        self.src: array[int] = array("I")
        self._source = source
        self._is_word = is_word
        self._last = 0

    def add(self, word: str, start: int, end: int) -> None:
        """Write a word of the source, after what joins it to the word before."""
        if self.text:
            self._join(self._source[self._last : start], word)
        self.text.append(word)
        self.src.extend(range(start, end))
        self._last = end

    def _join(self, gap: str, word: str) -> None:
        """Write what stands between two words: a blank, or nothing where a word was broken in two."""
        if "\u00ad" in gap or gap and not gap.strip(_INVISIBLE):
            return
        broken = _BROKEN.search(self.text[-1]) if "\n" in gap or "\r" in gap else None
        if broken is None:
            self.text.append(" ")
            self.src.append(self._last)
            return
        head = _HEAD.match(word)
        if head and self._is_word(broken.group(1) + head.group()):
            self.text[-1] = self.text[-1][:-1]
            self.src.pop()
