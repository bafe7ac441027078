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
        """The range of the source that a range of the view covers.

        >>> fold_spans("ab\\n cd", [(0, 6)]).span(1, 4)
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
    text: list[str] = []
    src: array[int] = array("I")
    last = 0
    for start, end in spans:
        for match in _WORD.finditer(source, start, end):
            begin, stop = match.span()
            if text:
                _join(source, last, begin, match.group(), text, src, is_word)
            text.append(match.group())
            src.extend(range(begin, stop))
            last = stop
    return View("".join(text), src)


def _join(
    source: str, last: int, begin: int, word: str, text: list[str], src: array[int], is_word: Callable[[str], bool]
) -> None:
    """Write what stands between two words: a blank, or nothing where a word was broken in two."""
    gap = source[last:begin]
    if "\u00ad" in gap or not gap.strip(_INVISIBLE) and gap:
        return
    broken = _BROKEN.search(text[-1]) if "\n" in gap or "\r" in gap else None
    if broken is None:
        text.append(" ")
        src.append(last)
        return
    head = _HEAD.match(word)
    if head and is_word(broken.group(1) + head.group()):
        text[-1] = text[-1][:-1]
        src.pop()
