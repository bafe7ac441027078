"""Where meetings are held, and who hosts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.scene import Fact, Sentence, listed
from loaders.words.classes import ACTORS
from loaders.words.mentions import Mention
from ontology.terms import COMITY

_HELD: Final = re.compile(
    r"\b(?:held|hosted|met|convened|(?:took|takes?) place|meets?|will meet|celebrad[oa]|celebrarán?|celebró|celebraron"
    r"|tuvo lugar|tendrán? lugar|se reunió|se reunirá|reunidos|se llev(?:ó|aron|arán?) a cabo|se realiz(?:ó|aron|arán?)"
    r"|se desarroll(?:ó|arán?)|realizad[oa]|presidieron|presidió|inauguraron|inauguró)\b",
    re.IGNORECASE,
)
_HOSTED: Final = re.compile(r"\b(?:hosted by|organi[sz]ed by|organizad[oa] por|auspiciad[oa] por)\b", re.IGNORECASE)
_HOSTING: Final = re.compile(
    r"\b(?:(?:will|shall|to|agreed to|offered to) host|(?:offered|agreed) to hold"
    r"|hosts|hosted(?!\s+by\b)|play(?:s|ed)? host to"
    r"|ser(?:á)? (?:la )?sede de(?=l?\b)|acoger(?:á)?|acogió|albergar(?:á)?)\b",
    re.IGNORECASE,
)
_IN: Final = frozenset("in at en".split())
_SMALL: Final = frozenset(
    ", en in at on the el la los las de del dias ciudad city of y and hoy ayer esta este today yesterday".split()
)
"""Words that stand, beside dates and places, between a verb and the meeting of which it tells."""
OPENING: Final = 4
"""Tokens at the beginning of a sentence within which the place of a meeting stands ("En la ciudad de X, …")."""
REACH: Final = 8
"""Tokens between a meeting and the verb that says where it was held."""
FAR: Final = 20
"""The same where the two stand between them who met ("the Meeting between X and Y was held in Z")."""
NEAR: Final = 3
"""Tokens between a verb and its object."""


def venues(sentence: Sentence, event: Mention) -> Iterator[Fact]:
    """Where a meeting was held, and who hosted it."""
    for _, last in sentence.search(_HELD):
        for place in _places(sentence, event, last):
            start, stop = min(event.first, place.first), max(event.last, place.last)
            yield from sentence.relate(place, COMITY.hosts, event, start, stop)
    yield from hosts(sentence, event)


def hosts(sentence: Sentence, event: Mention) -> Iterator[Fact]:
    """Who hosted a meeting, or a body whose meeting it was ("A hosted the Third Security Dialogue")."""
    for first, last in sentence.search(_HOSTED):
        for host in listed(sentence, last, ACTORS | {COMITY.Place}, NEAR) if event.last <= first else ():
            yield from sentence.relate(host, COMITY.hosts, event, event.first, host.last)
    for first, last in sentence.search(_HOSTING):
        if 0 <= event.first - last <= NEAR:
            for host in sentence.before(first, COMITY.Country, COMITY.Agency)[-1:]:
                yield from sentence.relate(host, COMITY.hosts, event, host.first, event.last)


def _places(sentence: Sentence, event: Mention, last: int) -> list[Mention]:
    """The place of a meeting that a verb tells: after it, or where the sentence opens, before its subject."""
    after = [m for m in sentence.after(last, COMITY.Place) if m.first - last <= NEAR]
    between = sentence.tokens.folds[event.last : event.last + 1] in (["between"], ["entre"])
    if after and abs(last - event.last) <= (FAR if between else REACH):
        return after[:1]
    if after and after[0].last <= event.first and only_when(sentence, last, event.first):
        return after[:1]
    opening = sentence.before(event.first, COMITY.Place)[:1] if only_when(sentence, last, event.first) else []
    folds = sentence.tokens.folds
    return [m for m in opening if folds[sentence.first] in _IN and m.first - sentence.first <= OPENING]


def only_when(sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but dates, places and small words stands between two tokens."""
    if first > last:
        return False
    named = {i for m in sentence.mentions if m.mints == COMITY.Place for i in range(m.first, m.last)}
    for date in sentence.passage.dates:
        named.update(range(*sentence.passage.covered(date.start, date.end)))
    return all(i in named or sentence.tokens.folds[i] in _SMALL for i in range(first, last))
