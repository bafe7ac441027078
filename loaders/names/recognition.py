"""Every recogniser over every passage."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from loaders.names.arbitration import arbitrate
from loaders.names.concerns import Concerns
from loaders.names.identity import identify, identify_person, known
from loaders.names.library import Library
from loaders.names.lowercase import lower_case
from loaders.names.places import add_again, opens_dateline
from loaders.names.recognizers import Recognizer, suggested
from loaders.names.sessions import sessions
from loaders.names.short_forms import bare_acronyms, define
from loaders.names.signatures import sign
from loaders.names.surnames import add_surnames
from loaders.words.mentions import Mention, Passages
from ontology.terms import FOAF, ORG

_LISTING: Final = frozenset(", and y e".split())
_MATTERS: Final = frozenset("immigration customs services migracion aduanas".split())
"""Heads of bodies that are matters too, of which a minister may have several ("for Trade and Immigration")."""


def recognise(
    passages: Sequence[Passages], about: Concerns, library: Library, others: Sequence[Recognizer] = ()
) -> None:
    """Fill `mentions` of every passage: each word in one mention, countries inside other names left out.

    Raises:
        RecognizerError: one of the others cannot do its work.
    """
    for passage in passages:
        passage.mentions = arbitrate(_read(passage, about, library))
        if passage.kind != "chrome":
            bare = library.bare_names.find(passage, _taken(passage))
            passage.mentions += [m for m in bare if m.first or not opens_dateline(passage)]
            passage.mentions += library.places.find(passage, _taken(passage))
            passage.mentions += _suggested(passage, about, library, others) if others else ()
            passage.mentions += sessions(passage)
            passage.mentions.sort(key=lambda m: (m.first, m.last))
    add_again(passages, library.places)
    sign(passages, about, library)
    define(passages)
    add_surnames(passages)


def _read(passage: Passages, about: Concerns, library: Library) -> Iterator[Mention]:
    """All readings of a passage; chrome is read by the gazetteer alone."""
    given = [m for hit in passage.hits if (m := known(passage, hit, about, library)) is not None]
    if passage.kind == "chrome":
        yield from given
        return
    people = list(library.people.find(passage))
    yield from people
    persons = {i for m in people if m.mints == FOAF.Person for i in range(m.first, m.last)}
    titles = {m.first for m in people if m.mints == ORG.Post}
    # A name such as "the Customs Department" may follow a person, and begins where that one ends.
    for mention in people:
        if mention.mints == FOAF.Person:
            passage.titles.setdefault(mention.first, mention.last)
    names = [m for m in library.names.find(passage) if not _clashes(m, persons, titles)]
    names = [m for m in names if not _is_portfolio(m, people, passage)]
    for mention in names:
        identify(mention, passage, about, library)
    for mention in people:
        identify_person(mention, passage, about, library)
    yield from names
    yield from given
    for mention in lower_case(passage, about):
        identify(mention, passage, about, library)
        yield mention
    yield from bare_acronyms(passage, library.lexicon)


def _suggested(passage: Passages, about: Concerns, library: Library, others: Sequence[Recognizer]) -> Iterator[Mention]:
    """What the others find where no rule has read a name, known things among it."""
    for mention in suggested(passage, _taken(passage), others):
        named = mention.mints in (FOAF.Person, ORG.Post)
        (identify_person if named else identify)(mention, passage, about, library)
        yield mention


def _clashes(mention: Mention, persons: Container[int], titles: Container[int]) -> bool:
    """Whether a name runs over a person or begins with a title."""
    return mention.first in titles or any(i in persons for i in range(mention.first, mention.last))


def _is_portfolio(name: Mention, people: Sequence[Mention], passage: Passages) -> bool:
    """Whether a name is but what a post is for ("Minister of Interior and Public Administration")."""
    inside = any(p.mints == ORG.Post and p.first < name.first and name.last == p.last for p in people)
    listed = passage.tokens.folds[name.first - 1] in _LISTING and name.head in _MATTERS
    return inside and (name.head == "administration" or listed)


def _taken(passage: Passages) -> list[bool]:
    """Which words stand in a mention."""
    taken = [False] * len(passage.tokens)
    for mention in passage.mentions:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return taken
