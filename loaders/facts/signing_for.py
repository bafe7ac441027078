"""Who signed an agreement for which side, where the sides come first: "for Chile, Minister X; for Peru, Minister Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.scene import Fact, Sentence, listed, people_of
from loaders.words.classes import AGREEMENTS, OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF

_SIDE: Final = re.compile(
    r"\b(?:for|on behalf of|por(?: parte de)?|en (?:nombre|representación) de(?=l?\b))"
    r"(?=l?\s+(?:the\s+|el\s+|la\s+|los\s+)?(?-i:[A-ZÁÉÍÓÚ]))",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(
    r"\b(?:sign(?:s|ed|atures?|atory|atories|ing)|initialled|firm(?:ó|aron|an|ad[oa]s?|as?)|suscri(?:bió|bieron|ben|t[oa]s?)"
    r"|rubric(?:ó|aron))\b",
    re.IGNORECASE,
)
_SIGNING_WAS: Final = re.compile(
    r"\b(?:signing (?:for|on behalf of)|firm(?:ó|aron) (?:por|en nombre de(?=l?\b)))", re.IGNORECASE
)
NEAR: Final = 4
"""Tokens between "for" and the side, and between the side and its signatory."""


APART: Final = 8
"""Tokens between an agreement and the first side, where the end of its title is not read as such."""


def signed_for(sentence: Sentence) -> Iterator[Fact]:
    """Who signed the agreement named before, for both sides of a list or for the one for which a sentence says it."""
    sides = list(_sides(sentence))
    agreement = _agreement(sentence, sides[0][0].first) if sides else None
    if agreement is None or agreement.entity is None:
        return
    if len({side.entity for side, _ in sides}) < 2 and not sentence.search(_SIGNING_WAS):
        return
    for side, signer in sides:
        for who, predicate in ((signer, COMITY.signedBy), (side, COMITY.signedBy), (side, COMITY.party)):
            if who.entity is not None:
                yield sentence.fact(agreement.entity, predicate, who.entity, side.first, signer.last)
        if signer.mints == FOAF.Person:
            yield from sentence.relate(signer, COMITY.represents, side, side.first, signer.last)


def _sides(sentence: Sentence) -> Iterator[tuple[Mention, Mention]]:
    """The countries for which someone signs, each with the one who does, named right after it."""
    for _, last in sentence.search(_SIDE):
        side = next((m for m in sentence.after(last, COMITY.Country) if m.first - last < NEAR), None)
        found = people_of(listed(sentence, side.last, OFFICIALS, NEAR)) if side is not None else []
        if side is not None and found and not side.rule.startswith("adjective"):
            yield side, next((m for m in found[:2] if m.mints == FOAF.Person), found[0])


def _agreement(sentence: Sentence, first: int) -> Mention | None:
    """The agreement that those sides sign: named before them, or in the sentence before that speaks of signing."""
    named = _outer(sentence.before(first, *AGREEMENTS))
    if named and (first - named[-1].last <= APART or sentence.search(_SIGN)):
        return named[-1]
    before = sentence.previous
    if named or before is None or not sentence.search(_SIGN):
        return None
    earlier = _outer([m for m in before.mentions if m.mints in AGREEMENTS])
    return earlier[-1] if len({m.entity for m in earlier}) == 1 else None


def _outer(found: list[Mention]) -> list[Mention]:
    """Agreements without the treaties that stand in the names of protocols to them."""
    inner = {id(m.parent) for m in found}
    return [m for m in found if id(m) not in inner]
