"""Recognisers from outside: what one must do, how it is found, and what becomes of the names that it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Final, Protocol

from loaders.words.classes import ACTORS, AGREEMENTS
from loaders.words.mentions import Mention, Passages
from ontology.errors import RecognizerError
from ontology.terms import COMITY

GROUP: Final = "comity.recognizers"
"""The group of entry points under which an installed package names what makes a recogniser."""

LEAST: Final = 0.5
"""The confidence below which a span is left out."""

_OTHERS: Final = (
    COMITY.Place,
    COMITY.Event,
    COMITY.Operation,
    COMITY.Program,
    COMITY.CriminalOrganization,
)
KINDS: Final = {iri.replace("#", "/").rpartition("/")[2]: iri for iri in sorted({*ACTORS, *AGREEMENTS, *_OTHERS})}
"""What a span may be: the classes that things have, by their local names."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name from `start` up to `end`, in code points of the text; `kind` is one of `KINDS`, confidence from 0 to 1."""

    start: int
    end: int
    kind: str
    confidence: float


class Recognizer(Protocol):
    """Finds names in a text: the same in the same text, or a document is not the same when it is read again."""

    def recognize(self, text: str) -> Iterable[NameSpan]:
        """The names in a paragraph, heading or item of a list, in any order.

        Raises:
            RecognizerError: it cannot do its work, and the document is not loaded.
        """


@cache
def installed(names: tuple[str, ...]) -> tuple[Recognizer, ...]:
    """The recognisers of these names, made once in each process.

    Raises:
        RecognizerError: none of that name is installed, or it cannot be made.
    """
    offered = {point.name: point for point in entry_points(group=GROUP)}
    for name in names:
        if name not in offered:
            there = ", ".join(sorted(offered)) or "none"
            raise RecognizerError(f"found the recogniser {name!r}, expected one that is installed: {there}")
    return tuple(offered[name].load()() for name in names)


def suggested(passage: Passages, taken: Sequence[bool], recognizers: Iterable[Recognizer]) -> Iterator[Mention]:
    """Names in words that no rule has read: of those that overlap the surest, then the longest, then the first.

    Raises:
        RecognizerError: a span lies outside the text, or is of a class that there is not.
    """
    text, used = passage.view.text, list(taken)
    spans = [span for one in recognizers for span in one.recognize(text)]
    for span in sorted(spans, key=lambda s: (-s.confidence, s.start - s.end, s.start, s.kind)):
        _check(span, text)
        words = passage.within(span.start, span.end) if span.confidence >= LEAST else None
        if words is not None and not any(used[slice(*words)]):
            used[slice(*words)] = [True] * (words[1] - words[0])
            yield _mention(passage, words, KINDS[span.kind])


def _check(span: NameSpan, text: str) -> None:
    if span.kind not in KINDS:
        raise RecognizerError(f"found a name of the class {span.kind!r}, expected one of {', '.join(KINDS)}")
    if not 0 <= span.start < span.end <= len(text):
        raise RecognizerError(f"found a name at {span.start}-{span.end}, expected one within 0-{len(text)}")


def _mention(passage: Passages, words: tuple[int, int], mints: str) -> Mention:
    tokens = passage.tokens
    return Mention(passage.index, *words, mints, tokens.between(*words), "recognizer", tokens.folds[words[1] - 1])
