"""The title of a treaty that is set over several lines: its kind, "between", the parties, "concerning", its matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loaders.words.lexicon import fold
from loaders.words.mentions import Passages

_KINDS: Final = frozenset(
    {
        *("treaty", "agreement", "convention", "protocol", "memorandum", "memorandum of understanding"),
        *("memorandum of cooperation", "arrangement", "accord", "exchange of notes", "joint declaration"),
        *("tratado", "acuerdo", "convenio", "protocolo", "memorando de entendimiento", "memorandum de entendimiento"),
        *("convencion", "acuerdo de cooperacion", "declaracion conjunta", "joint statement", "joint communique"),
    }
)
"""Lines that are nothing but the kind of an instrument."""
_BETWEEN: Final = frozenset("between entre on sobre para concerning regarding of de".split())
"""Words with which the next line takes the title up."""
_LINKS: Final = _BETWEEN | frozenset("and y e for against to relating relativo contra in en the la el".split())
"""Words in which a line of a title ends, or with which it begins, where the next goes on."""
LONGEST: Final = 30
"""Words that a line of a title has at most."""
FIRST: Final = 4
"""Lines at the head of a text among which the kind stands."""


def instrument_title(head: Sequence[Passages]) -> list[Passages]:
    """The lines of such a title, or none."""
    for i, line in enumerate(head[:FIRST]):
        if fold(line.view.text) not in _KINDS or i + 1 == len(head) or _first(head[i + 1]) not in _BETWEEN:
            continue
        last = i + 1
        while last < len(head) and _goes_on(head[last - 1], head[last]):
            last += 1
        return list(head[i:last]) if last > i + 1 else []
    return []


def _goes_on(before: Passages, line: Passages) -> bool:
    """Whether a line goes on from the one before it in a title."""
    text = line.view.text
    if len(text.split()) > LONGEST or text.endswith((",", ".", ";", ":", ")")):
        return False
    return _first(line) in _LINKS or before.tokens.folds[-1] in _LINKS


def _first(line: Passages) -> str:
    return line.tokens.folds[0]
