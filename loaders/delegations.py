"""Lists of delegates: whom those represent who are named after "Thailand:", or below "Delegation of Thailand"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from loaders.mentions import Mention
from loaders.scene import Fact, Sentence
from ontology.terms import COMITY, FOAF

_OPENERS: Final = frozenset(
    "for from the on behalf of delegation delegations side members participants por parte de la el delegacion "
    "republic kingdom government gobierno republica".split()
)
"""Words before the country whose delegates are named."""
_CLOSERS: Final = frozenset("delegation side team representatives delegates participants ( ) :".split())
"""Words after it."""
_CALLS: Final = frozenset(
    "delegation delegations side representatives delegates participants attendees delegacion "
    "delegaciones participantes asistentes".split()
)
OPENING: Final = 9
"""Tokens within which the country and the colon stand."""


def delegations(sentences: Sequence[Sentence]) -> Iterator[Fact]:
    """Whom each person of a list of delegates represents."""
    below: Mention | None = None
    roll = False
    for sentence in sentences:
        if sentence.first == 0:
            named = _country(sentence, roll)
            if sentence.block.kind == "heading" and named is None and not _lists(sentence):
                roll = not _CALLS.isdisjoint(sentence.tokens.folds[: sentence.last])
            if named is not None and named[1] < sentence.last:
                below = None
                yield from _represent(sentence, named[0], named[1])
            elif named is not None:
                below = named[0]
            elif not _lists(sentence):
                below = None
        if below is not None:
            yield from _represent(sentence, below, sentence.first)


def _country(sentence: Sentence, roll: bool) -> tuple[Mention, int] | None:
    """The country that opens a list of delegates, and the token after what says so; in a `roll` its name will do."""
    tokens = sentence.tokens
    countries = [m for m in sentence.mentions if m.mints == COMITY.Country and m.first < OPENING]
    if not countries or sentence.first != 0:
        return None
    country, at = countries[0], countries[0].last
    while at < sentence.last and tokens.folds[at] in _CLOSERS:
        at += 1
    if not _OPENERS.issuperset(tokens.folds[: country.first]):
        return None
    whole = at == sentence.last and (
        roll or tokens.forms[at - 1] == ":" or not _CALLS.isdisjoint(tokens.folds[sentence.first : at])
    )
    return (country, at) if whole or tokens.forms[at - 1] == ":" else None


def _lists(sentence: Sentence) -> bool:
    """Whether a block goes on with the list: a person or a post stands at its beginning."""
    named = any(m.mints == FOAF.Person and m.first <= OPENING for m in sentence.mentions)
    return named or sentence.last <= OPENING and sentence.block.kind != "heading"


def _represent(sentence: Sentence, country: Mention, first: int) -> Iterator[Fact]:
    """Every person from a token on, up to the name of another country that a colon follows."""
    block = sentence.passage.mentions
    for person in block:
        known = person.mints == FOAF.Person and person.entity is not None and country.entity is not None
        if known and person.first >= first and not _after_other(sentence, person, country):
            start = country.first if country.block == person.block else person.first
            yield sentence.fact(person.entity or "", COMITY.represents, country.entity or "", start, person.last)


def _after_other(sentence: Sentence, person: Mention, country: Mention) -> bool:
    """Whether the list of another country has begun before a person."""
    others = (m for m in sentence.passage.mentions if m.mints == COMITY.Country and m.entity != country.entity)
    return any(m.last <= person.first and sentence.tokens.forms[m.last : m.last + 1] == [":"] for m in others)
