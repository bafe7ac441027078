"""The plan or agreement that a document itself is, named by its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loaders.files.found import Found
from loaders.names.concerns import Concerns
from loaders.names.identity import identify
from loaders.names.library import Library
from loaders.words.classes import AGREEMENTS
from loaders.words.mentions import Mention, Passages
from loaders.words.tokens import tokenize

_JOINS: Final = frozenset("and y e : - – — , /".split())
_GOES_ON: Final = frozenset("between entre on for concerning regarding to against sobre para relativo contra".split())
"""Words after the head of an instrument with which its title goes on to the end."""
_SMALL: Final = frozenset(
    "of and the on for in to with between against by from at as a an de del la las los el y e en para contra entre "
    "sobre con al".split()
)
"""Words that stay small in title case."""


def add_own_title(title: Found | None, passages: Sequence[Passages], about: Concerns, library: Library) -> None:
    """Make the title a mention of the instrument that the document is, where its head is that of an instrument.

    A title in capitals is read as if it were written in title case.
    """
    if title is None or title.block is None:
        return
    place = passages[title.block]
    reading = _reading(title.value, place, library)
    start = _over_countries(reading)
    named = (m for m in library.names.find(reading) if m.mints in AGREEMENTS)
    found = next((m for m in named if m.first <= 1 or start <= m.first <= start + 1), None)
    if found is None:
        return
    if not _GOES_ON.isdisjoint(reading.tokens.folds[found.last : found.last + 1]):
        found.last, found.anaphor = len(reading.tokens), False
    if found.anaphor or found.last < min(len(reading.tokens), found.first + 3):
        return
    name = reading.tokens.between(found.first, found.last)
    mention = Mention(place.index, 0, len(place.tokens), found.mints, name, "own-title", found.head)
    identify(found, reading, about, library)
    mention.parties, mention.concept = found.parties, found.concept
    place.mentions = [mention, *(m for m in place.mentions if m.mints not in AGREEMENTS)]


def _over_countries(reading: Passages) -> int:
    """The token after the countries with which a title may begin ("Norway and Ghana: Joint Action Plan")."""
    i = 0
    while i < len(reading.tokens):
        hit = reading.countries.get(i)
        if hit is None and (i == 0 or reading.tokens.folds[i] not in _JOINS):
            break
        i = hit.last if hit is not None else i + 1
    return i


def _reading(title: str, place: Passages, library: Library) -> Passages:
    """A title as a passage of its own, read as running text."""
    tokens = tokenize(title_case(title))
    hits = list(library.things.find(tokens))
    countries = {hit.first: hit for hit in hits if any(sense.concept.iso2 for sense in hit.senses)}
    whole = [(0, len(tokens))]
    return Passages(place.index, "paragraph", place.view, tokens, whole, frozenset(), hits, countries)


def title_case(text: str) -> str:
    """Words in capitals with only their first letter kept so, small words in lower case.

    >>> title_case("TREATY ON THE RETURN OF PERSONS")
    'Treaty on the Return of Persons'
    """
    if not text.isupper():
        return text
    words = [w.lower() if w.lower() in _SMALL else w.capitalize() for w in text.split()]
    return " ".join([words[0].capitalize(), *words[1:]])
