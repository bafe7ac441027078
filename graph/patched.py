"""A text in which some parts are replaced by others, and where each place of the result comes from."""

from __future__ import annotations


class Patched:
    """A text and the replacements of parts of it, which do not overlap.

    >>> patched = Patched("a b c")
    >>> patched.replace(2, 3, "(longer)")
    >>> str(patched), patched.original(3), patched.original(11)
    ('a (longer) c', 2, 4)
    """

    def __init__(self, text: str) -> None:
        """Begin with the text as it is."""
        self._text = text
        self._parts: dict[int, tuple[int, str]] = {}

    def __str__(self) -> str:
        """The whole text with its replacements."""
        return self.between(0, len(self._text))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of a part."""
        self._parts[start] = end, text

    def covers(self, offset: int) -> bool:
        """Whether a place of the text lies in a part that is replaced."""
        return any(start <= offset < end for start, (end, _) in self._parts.items())

    def between(self, start: int, end: int) -> str:
        """A part of the text with the replacements that begin in it."""
        pieces, at = [], start
        for begin, (stop, text) in sorted(self._parts.items()):
            if start <= begin < end:
                pieces += [self._text[at:begin], text]
                at = stop
        return "".join((*pieces, self._text[at:end]))

    def original(self, offset: int) -> int:
        """The place in the text of a place in the result; the beginning of a part that is replaced."""
        gained = 0
        for begin, (stop, text) in sorted(self._parts.items()):
            if offset < begin + gained:
                break
            if offset < begin + gained + len(text):
                return begin
            gained += len(text) - (stop - begin)
        return offset - gained
