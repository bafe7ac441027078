"""How bodies and officials stand to each other: parts, reports, chairs, members, hosts, posts, targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.delegations import delegations
from loaders.facts.hierarchy import hierarchy
from loaders.facts.in_chair import in_roll
from loaders.facts.leadership import leadership
from loaders.facts.meetings import founding, meetings
from loaders.facts.posts import posts
from loaders.facts.scene import Fact, Scene, Sentence, listed
from loaders.facts.subjects import subject
from loaders.words.mentions import Mention
from ontology.terms import COMITY

_TARGET: Final = re.compile(
    r"\b(?:against|target\w*|dismantl\w+|of|aimed at|contra|en contra de|desarticul\w+)\b", re.IGNORECASE
)
_STATIONED: Final = re.compile(
    r"\b(?:stationed|represented|based|deployed|operat(?:e|es|ing)|present|posted|desplegad[oa]s?|con sede)"
    r"\s+(?:[\w ]{0,30}?)(?:in|across|throughout|en)\b",
    re.IGNORECASE,
)


_CARRIED_OUT: Final = re.compile(
    r"\b(?:planned|carried out|conducted|mounted|executed|launched|run|coordinated|realizad[oa]|ejecutad[oa]"
    r"|coordinad[oa])(?:\s+jointly)?\s+(?:by|por)\b"
    r"|\b(?:joint|combined) (?:effort|operation|action|undertaking|venture) (?:of|by|between)\b"
    r"|\b(?:esfuerzo|operativo|acción|operación) conjunt[oa] (?:de(?=l?\b)|entre)"
    r"|\bwith the (?:help|support|participation|assistance) of\b"
    r"|\bcon (?:el apoyo|la participación|la ayuda) de(?=l?\b)",
    re.IGNORECASE,
)
_PART_OF: Final = re.compile(r"\b(?:participation|involvement) (?:of|by)\b|\bparticipación de(?=l?\b)", re.IGNORECASE)
_UNDER: Final = re.compile(
    r"\b(?:under|as part of|in the (?:context|framework|course) of|en el marco de|como parte de)(?=l?\b)", re.IGNORECASE
)
"""What stands between what someone does and the operation that it belongs to."""
_AIMED: Final = re.compile(
    r"\b(?:was|were|had been) (?:aimed at|directed (?:at|against)|launched against)|\b(?:targeted|dismantled|broke up"
    r"|desarticuló|desmanteló|estuvo dirigida contra)\b",
    re.IGNORECASE,
)
_ACTIVE: Final = re.compile(
    r"\b(?:(?:active|operat(?:es?|ing|ed)) (?:in|across|throughout)"
    r"|(?:opera|operan|activ[oa]s?|con (?:presencia|base|sede)"
    r"|asentad[oa]s?|radicad[oa]s?) en|(?:is |are )?(?:based|headquartered|entrenched) in)\b",
    re.IGNORECASE,
)
_WHERE: Final = frozenset({COMITY.Country, COMITY.Place})
AIM: Final = 18
"""Tokens between an operation and whom it is against."""
FAR: Final = 12
"""Tokens between an organisation and the words that say where it is at work."""
_CRIMINAL: Final = frozenset({COMITY.CriminalOrganization})
_IT: Final = frozenset("it the la el".split())
_MEMBERS: Final = frozenset({COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization, COMITY.WorkingGroup})
"""Who carries out an operation."""


def bodies(scene: Scene) -> Iterator[Fact]:
    """Every fact about bodies, meetings and officials."""
    yield from hierarchy(scene)
    yield from delegations(scene.sentences)
    yield from in_roll(scene.sentences)
    for sentence in scene.sentences:
        yield from leadership(sentence)
        yield from meetings(sentence)
        yield from founding(sentence)
        yield from _operations(sentence)
        yield from posts(sentence)


def _operations(sentence: Sentence) -> Iterator[Fact]:
    """Whom an operation is against, and where an agency operates."""
    for operation in (m for m in sentence.mentions if m.mints == COMITY.Operation):
        yield from _taking_part(sentence, operation)
        targets = sentence.after(operation.last, COMITY.CriminalOrganization)
        linked = [
            t for t in targets if any(_TARGET.fullmatch(w) for w in sentence.tokens.forms[operation.last : t.first])
        ]
        joined = [t for t in listed(sentence, linked[0].first, _CRIMINAL) if t in linked] if linked else []
        for target in joined if joined and joined[0] is linked[0] else linked[:1]:
            if linked[0].first - operation.last <= AIM:
                yield from sentence.relate(operation, COMITY.targets, target, operation.first, target.last)
    yield from _aimed(sentence)
    yield from _active(sentence)
    for first, last in sentence.search(_STATIONED):
        agencies = [m for m in sentence.before(first, COMITY.Agency) if first - m.last <= 4]
        places = [m for m in sentence.after(last, COMITY.Country, COMITY.Place) if m.first - last <= 2]
        if agencies and places:
            yield from sentence.relate(agencies[-1], COMITY.operatesIn, places[0], agencies[-1].first, places[0].last)


def _active(sentence: Sentence) -> Iterator[Fact]:
    """As in "the X ring, active in A and B", "Los Zetas en Alta Verapaz": where a criminal organisation is at work."""
    folds = sentence.tokens.folds
    for gang in (m for m in sentence.mentions if m.mints == COMITY.CriminalOrganization):
        at = gang.last + (folds[gang.last : gang.last + 1] == [")"])
        beside = [at + 1] if folds[at : at + 1] in (["in"], ["en"]) else []
        for last in beside + [last for first, last in sentence.search(_ACTIVE) if 0 <= first - gang.last <= FAR]:
            for place in listed(sentence, last, _WHERE, 4):
                yield from sentence.relate(gang, COMITY.operatesIn, place, gang.first, place.last)


def _taking_part(sentence: Sentence, operation: Mention) -> Iterator[Fact]:
    """Who carried out an operation, and with whose help."""
    for _, last in sentence.search(_PART_OF):
        for member in listed(sentence, last, _MEMBERS, 2):
            gap = sentence.tokens.folds[member.last : operation.first]
            if 0 < len(gap) <= 3 and gap[0] in ("in", "en"):
                yield from sentence.relate(operation, COMITY.participant, member, member.first, operation.last)
    for first, last in sentence.search(_UNDER):
        doing = subject(sentence) if 0 <= operation.first - last <= 1 else None
        for iri in doing.iris if doing is not None else ():
            if operation.entity is not None:
                yield sentence.fact(operation.entity, COMITY.participant, iri, doing.first if doing else first, last)
    for first, last in sentence.search(_CARRIED_OUT):
        for member in listed(sentence, last, _MEMBERS, 4) if operation.last <= first else ():
            yield from sentence.relate(operation, COMITY.participant, member, operation.first, member.last)


def _aimed(sentence: Sentence) -> Iterator[Fact]:
    """Whom the operation of the sentence before was aimed at ("It was aimed at a cell of the X Cartel")."""
    before, folds = sentence.previous, sentence.tokens.folds
    if before is None or folds[sentence.first] not in _IT:
        return
    operations = [m for m in before.mentions if m.mints == COMITY.Operation]
    targets = sentence.after(sentence.first, COMITY.CriminalOrganization)[:1]
    for first, last in sentence.search(_AIMED):
        for target in targets if len(operations) == 1 and first - sentence.first <= 2 else ():
            yield from sentence.relate(operations[0], COMITY.targets, target, first, max(last, target.last))
