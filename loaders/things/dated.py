"""Instruments that a text calls by their date once it has named them: "the Convention of 5 October 1957"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from loaders.things.entities import SMALL, Entities, only
from loaders.words.classes import AGREEMENTS
from loaders.words.lexicon import fold
from loaders.words.mentions import Mention, Passages
from ontology.terms import XSD

_FULL: Final = frozenset({XSD.date, XSD.gYearMonth})
"""Dates with which instruments are named; a year alone may mean the only one of its kind that has a date in it."""
NEAR: Final = 100
"""Characters between the name of an instrument and the date on which it was signed."""


def merge_dated(passages: Sequence[Passages], entities: Entities) -> None:
    """Join what is called by its head and a date to the one instrument of that head named with that date."""
    named = [(m, date) for p in passages for m in p.mentions for date in _after(p, m)]
    for passage in passages:
        for mention in passage.mentions:
            date = _within(passage, mention)
            short = entities.by_iri.get(mention.entity or "")
            if date is None or short is None or short.concept is not None or not _is_bare(mention, date):
                continue
            head = mention.head.lower().rsplit(" ", 1)[-1]
            fitting = [m.entity or "" for m, told in named if told.startswith(date) and m.head.endswith(head)]
            longer = only([entities.by_iri[iri] for iri in dict.fromkeys(fitting) if iri not in ("", short.iri)])
            if longer is not None:
                entities.merge(short, longer)


def _within(passage: Passages, mention: Mention) -> str | None:
    """The date, or the year alone, that a name consists of but for its head."""
    if mention.mints not in AGREEMENTS:
        return None
    start, end = passage.tokens.starts[mention.first], passage.tokens.ends[mention.last - 1]
    found = [d.value for d in passage.dates if start < d.start and d.end == end and d.datatype in _FULL | {XSD.gYear}]
    return found[0] if len(found) == 1 else None


def _is_bare(mention: Mention, date: str) -> bool:
    """Whether a name says no more than its head and a date ("the Convention of 5 October 1957", "Acuerdo de 2003")."""
    return mention.rule == "lower-case" or set(fold(mention.name).split()) <= {date, *SMALL, *mention.head.split()}


def _after(passage: Passages, mention: Mention) -> Iterator[str]:
    """The date that stands after the name of an instrument, in its sentence, before any other name."""
    if mention.mints not in AGREEMENTS or mention.rule == "lower-case" or mention.entity is None:
        return
    end = passage.tokens.ends[mention.last - 1]
    stop = passage.tokens.ends[passage.sentence_of(mention.first)[1] - 1]
    for date in passage.dates:
        if end <= date.start < min(stop, end + NEAR) and date.datatype in _FULL:
            yield date.value
            return
