"""The countries that back an agreement or a programme: "funded by Canada", "Canada finances the Programme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.scene import Fact, Sentence, listed
from loaders.words.mentions import Mention
from ontology.terms import COMITY

_BACKED: Final = re.compile(
    r"\b(?:co-?)?(?:funded|financed|supported|backed|sponsored|underwritten)(?: jointly)? by\b"
    r"|\b(?:co)?(?:financiad|apoyad|auspiciad|patrocinad)[oa]s? por\b",
    re.IGNORECASE,
)
_BACKS: Final = re.compile(
    r"\b(?:supporting|funding|financing|supports?|funds?|finances?|backs?|sponsors?|funded|financed|backed|apoyan?|financian?|apoyó|financió)\b(?!\s+(?:by|por)\b)"
)
_COUNTRIES: Final = frozenset({COMITY.Country, COMITY.IntergovernmentalOrganization})
_SUPPORT_OF: Final = re.compile(r"\b(?:support|backing) (?:of|from)\b|\b(?:apoyo|respaldo) de(?=l?\b)", re.IGNORECASE)
_THANKED: Final = frozenset("were was thanked for ( )".split())
"""Words between those who back and "funding"."""
_FOR: Final = frozenset("for to a al para".split())
NEAR: Final = 4
"""Tokens between a thing and the participle said of it, or between a verb and its object."""


def supporters(sentence: Sentence, thing: Mention) -> Iterator[Fact]:
    """The countries named as backing a thing, after a participle or right before a verb."""
    for first, last in sentence.search(_BACKED):
        for backer in listed(sentence, last, _COUNTRIES, 2) if 0 <= first - thing.last <= NEAR else ():
            yield from _backs(sentence, backer, thing)
    yield from _support_of(sentence, thing)
    for first, last in sentence.search(_BACKS):
        if not 0 <= thing.first - last < NEAR:
            continue
        at = first
        for backer in reversed(sentence.before(first, *_COUNTRIES)):
            gap = [word for word in sentence.tokens.folds[backer.last : at] if word not in _THANKED]
            if len(gap) > 2 or not {*gap} <= {",", "and", "y", "the"}:
                break
            yield from _backs(sentence, backer, thing)
            at = backer.first


def _support_of(sentence: Sentence, thing: Mention) -> Iterator[Fact]:
    """As in "el apoyo de México al Plan", "the support of Canada for the Programme"."""
    for _, last in sentence.search(_SUPPORT_OF):
        for backer in listed(sentence, last, _COUNTRIES, 2):
            gap = sentence.tokens.folds[backer.last : thing.first]
            if 0 < len(gap) <= NEAR and gap[0] in _FOR:
                yield from _backs(sentence, backer, thing)


def _backs(sentence: Sentence, backer: Mention, thing: Mention) -> Iterator[Fact]:
    if backer.mints in _COUNTRIES and not backer.rule.startswith("adjective"):
        first, last = min(backer.first, thing.first), max(backer.last, thing.last)
        yield from sentence.relate(backer, COMITY.supports, thing, first, last)
