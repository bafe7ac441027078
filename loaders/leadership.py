"""Who chairs and leads bodies, meetings and delegations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.classes import MEETINGS, OFFICIALS
from loaders.mentions import Mention
from loaders.scene import Fact, Sentence, antecedent, listed, people_of
from ontology.terms import COMITY, FOAF, ORG

_CHAIRED: Final = re.compile(
    r"\b(?:co-?\s?)?(?:chaired|presided over|presidid[oa]s?|copresidid[oa]s?)\s+(?:jointly\s+)?(?:by|por)\b"
    r"|\bunder the chair(?:manship)? of\b|\bque\s+(?:co)?presiden?\b",
    re.IGNORECASE,
)
_LED: Final = re.compile(
    r"\b(?:co-?\s?)?(?:led|headed|coordinated|directed|encabezad[oa]s?|liderad[oa]s?|dirigid[oa]s?|coordinad[oa]s?)"
    r"\s+(?:jointly\s+)?(?:by|por)\b",
    re.IGNORECASE,
)
_CHAIRS: Final = re.compile(r"\b(?:co-?)?(?:chairs?|preside|presiden|chaired)\b(?!\s+(?:by|of))", re.IGNORECASE)
_LEADS: Final = re.compile(r"\b(?:leads|heads|encabeza|lidera|dirige|led|headed)\b(?!\s+(?:by|to))", re.IGNORECASE)
_LEADERS: Final = OFFICIALS | {COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization}
_LED_THINGS: Final = MEETINGS | {
    COMITY.Agency,
    COMITY.Operation,
    COMITY.Program,
    COMITY.IntergovernmentalOrganization,
}


def leadership(sentence: Sentence) -> Iterator[Fact]:
    """Every fact about chairs and leaders that a sentence states."""
    for pattern, predicate in ((_CHAIRED, COMITY.chairedBy), (_LED, COMITY.ledBy)):
        for first, last in sentence.search(pattern):
            group = _nearest_group(sentence, first) or antecedent(sentence, first)
            if group is not None:
                yield from _led_by(sentence, predicate, group, first, last)
    for pattern, predicate in ((_CHAIRS, COMITY.chairedBy), (_LEADS, COMITY.ledBy)):
        for first, last in sentence.search(pattern):
            yield from _leads(sentence, predicate, first, last)


def _led_by(sentence: Sentence, predicate: str, group: Mention, first: int, last: int) -> Iterator[Fact]:
    """As in "The Y, chaired by X"; who leads the delegation of a country represents it."""
    start = min(group.first, first) if group in sentence.mentions else first
    for leader in people_of(listed(sentence, last, _LEADERS, 5)):
        yield from sentence.relate(group, predicate, leader, start, leader.last)
        if group.head == "delegation" and group.owner and leader.mints == FOAF.Person and leader.entity:
            yield sentence.fact(leader.entity, COMITY.represents, group.owner, min(group.first, first), leader.last)


def _leads(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "X chairs the Y": the official before the verb, the body after it."""
    leaders = [m for m in sentence.mentions if m.mints in OFFICIALS and 0 <= first - m.last <= 2]
    groups = [m for m in sentence.after(last, *MEETINGS) if m.first - last <= 3]
    if leaders and groups:
        leader = people_of(leaders)[-1]
        yield from sentence.relate(groups[0], predicate, leader, leader.first, groups[0].last)


def _nearest_group(sentence: Sentence, token: int) -> Mention | None:
    """The body or meeting that a participle belongs to: the last one named before it in the sentence."""
    above = {id(m.parent) for m in sentence.mentions}
    outer = [m for m in sentence.before(token, *_LED_THINGS) if id(m) not in above and not _is_in_post(sentence, m)]
    groups = [m for m in outer if m.mints in MEETINGS] or outer
    return groups[-1] if groups else None


def _is_in_post(sentence: Sentence, mention: Mention) -> bool:
    return any(m.mints == ORG.Post and m.first <= mention.first and mention.last <= m.last for m in sentence.mentions)
