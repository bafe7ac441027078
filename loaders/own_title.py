"""The plan or agreement that a document itself is, named by its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loaders.classes import AGREEMENTS
from loaders.concerns import Concerns
from loaders.description import Found
from loaders.identity import identify
from loaders.library import Library
from loaders.mentions import Mention, Passages
from loaders.tokens import tokenize

_SMALL: Final = frozenset(
    "of and the on for in to with between against by from at as a an de del la las los el y e en para contra "
    "entre sobre con al".split()
)


def add_own_title(title: Found | None, passages: Sequence[Passages], about: Concerns, library: Library) -> None:
    """Make the title a mention of the instrument that the document is, where its head is that of an instrument.

    A title in capitals is read as if it were written in title case.
    """
    if title is None or title.block is None:
        return
    name = title_case(title.value)
    tokens = tokenize(name)
    hits = list(library.things.find(tokens))
    countries = {hit.first: hit for hit in hits if any(s.concept.iso2 for s in hit.senses)}
    reading = Passages(
        title.block, "paragraph", passages[title.block].view, tokens, [(0, len(tokens))], frozenset(), hits, countries
    )
    found = next(
        (m for m in library.names.find(reading) if m.first <= 1 and m.mints in AGREEMENTS and not m.anaphor), None
    )
    if found is None or found.last < min(len(tokens), found.first + 3):
        return
    place = passages[title.block]
    mention = Mention(
        title.block, 0, len(place.tokens), found.mints, tokens.between(found.first, found.last), "own-title", found.head
    )
    identify(found, reading, about, library)
    mention.parties, mention.concept = found.parties, found.concept
    place.mentions = [m for m in place.mentions if m.mints not in AGREEMENTS]
    place.mentions.insert(0, mention)


def title_case(text: str) -> str:
    """Words in capitals with only their first letter kept so, small words in lower case.

    >>> title_case("TREATY ON THE RETURN OF PERSONS")
    'Treaty on the Return of Persons'
    """
    if not text.isupper():
        return text
    words = [w.lower() if w.lower() in _SMALL else w.capitalize() for w in text.split()]
    return " ".join([words[0].capitalize(), *words[1:]])
