"""What provisions and parties do with agreements: invoke, implement, ratify, support, sign, amend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.classes import AGREEMENTS
from loaders.mentions import Mention
from loaders.scene import Fact, Scene, Sentence, listed
from loaders.subjects import subject
from ontology.statement import Literal
from ontology.terms import COMITY, FOAF, ORG

_RATIFY = re.compile(r"\b(?:ratif\w+|acced\w+|accession|adhesión|adher\w+)\b", re.IGNORECASE)
_IMPLEMENT = re.compile(
    r"\b(?:implement\w*|appl(?:y|ies|ied|ication)|carry out|compl(?:y|iance) with|give effect to|put into effect"
    r"|execut\w+|aplica\w*|implementa\w*|instrumenta\w*|cumpl\w+)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:support\w*|endors\w+|back(?:ing|ed)?|reaffirm\w*|welcom\w+|apoy\w+|respald\w+|reafirm\w+)\b", re.IGNORECASE
)
_NEGOTIATE = re.compile(
    r"\b(?:negotiat\w+|conclud\w+|drafting|draft|prepare|design|reach|explore|sign|signing|signature of|propos\w+"
    r"|negoci\w+|suscrib\w+|celebrar|complement\w*)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:under|pursuant to|in accordance with|accordance|on the basis of|based (?:up)?on|within the framework of"
    r"|in the framework of|framework of|in line with|as set (?:forth|out) in|"
    r"set (?:forth|out) in|established (?:in|by|under)|provided (?:for )?(?:in|by)|consistent with"
    r"|in compliance with|by virtue of|in keeping with|specified in|use of|in conformity with|according to|"
    r"identified in|intent of|contained in|laid down in|in terms of|obligations|conforme a|de conformidad con"
    r"|en el marco de|al amparo de|en virtud de|con base en|según|previst[oa]s? en|de acuerdo con)\b",
    re.IGNORECASE,
)
_SIGNED_BY = re.compile(r"\b(?:signed|firmad[oa]|suscrit[oa])\s+(?:in \d{4}\s+)?(?:by|por)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:(?:have|has|had|was|were|is)\s+)?(?:signed|firmaron|firmad[oa]|suscrit[oa]|suscribieron|concluded|done)\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\b(?:(?:have|has|had)\s+)?(?:signed|concluded|firmaron|suscribieron)\b(?!\s+(?:by|in|at|on|during|por|en|el)\b)",
    re.IGNORECASE,
)
_AMEND = re.compile(
    r"\b(?:amend\w*|modif(?:y|ies|ied|ying)|supplement(?:s|ing|ed)?|protocol to|protocolo (?:a|al|de)|modifica\w*"
    r"|enmienda)\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"\bimplement\w*\s+(?:fully\s+)?(?:its|their)\s+provisions\b", re.IGNORECASE)
_MEASURES: Final = frozenset(
    "measures provisions obligations commitments recommendations medidas disposiciones obligaciones compromisos".split()
)
_OBJECTS: Final = AGREEMENTS | {COMITY.Program}
_SIGNATORIES: Final = frozenset(
    {COMITY.Country, ORG.Post, FOAF.Person, COMITY.Agency, COMITY.IntergovernmentalOrganization}
)


def instruments(scene: Scene) -> Iterator[Fact]:
    """Every fact about agreements."""
    yield from _signatures(scene)
    for sentence in scene.sentences:
        inner = {id(m.parent) for m in sentence.mentions if m.mints == COMITY.Protocol}
        held = [
            m
            for m in sentence.mentions
            if m.mints in _OBJECTS and m.entity and m.rule != "nested" and id(m) not in inner
        ]
        for mention in held:
            yield from _relations(sentence, mention)
            yield from _signature(sentence, mention)
            yield from _parties(mention, sentence)
        yield from _amendments(sentence, held)


def _signatures(scene: Scene) -> Iterator[Fact]:
    """Who signed the instrument that the document itself is: the persons of its signature block, for their countries."""
    own = next((m for p in scene.passages for m in p.mentions if m.rule == "own-title" and m.entity), None)
    if own is None or own.entity is None:
        return
    for sentence in scene.sentences[:12]:
        named = {m.entity: m for m in sentence.mentions if m.entity in scene.sides}
        if sentence.block.kind == "heading" and len(named) == 2:
            for iri, mention in sorted(named.items()):
                yield sentence.fact(own.entity, COMITY.party, iri, mention.first, mention.last)
    for sentence in scene.sentences:
        for person in sentence.mentions:
            if person.mints == FOAF.Person and person.owner is not None and person.entity:
                yield sentence.fact(own.entity, COMITY.signedBy, person.entity, person.first, person.last)
                yield sentence.fact(own.entity, COMITY.party, person.owner, person.first, person.last)


def _relations(sentence: Sentence, mention: Mention) -> Iterator[Fact]:
    """What the provision does with an agreement that it names."""
    assert mention.entity is not None
    cue = _governing(sentence, mention)
    if sentence.is_provision:
        if cue is not None:
            predicate, start = cue
            yield sentence.fact(sentence.subject, predicate, mention.entity, start, mention.last)
        elif mention.mints in AGREEMENTS and not _is_prospective(sentence, mention):
            yield sentence.fact(sentence.subject, COMITY.invokes, mention.entity, mention.first, mention.last)
    elif cue is not None and cue[0] == COMITY.invokes and sentence.block.kind == "paragraph":
        yield sentence.fact(sentence.subject, COMITY.invokes, mention.entity, cue[1], mention.last)
    yield from _support(sentence, mention)


def _governing(sentence: Sentence, mention: Mention) -> tuple[str, int] | None:
    """The relation that the nearest governing word before an agreement states, and where that word stands."""
    found: list[tuple[int, str]] = []
    for pattern, predicate in ((_RATIFY, COMITY.ratifies), (_IMPLEMENT, COMITY.implements), (_CUE, COMITY.invokes)):
        if predicate == COMITY.invokes and mention.mints not in AGREEMENTS:
            continue
        if predicate == COMITY.ratifies and mention.mints not in AGREEMENTS:
            continue
        reach = 16 if predicate != COMITY.invokes else 12
        found += [
            (first, predicate)
            for first, last in sentence.search(pattern)
            if last <= mention.first and mention.first - last <= reach and not _blocked(sentence, last, mention)
        ]
    later = [
        (first, COMITY.ratifies)
        for first, last in sentence.search(_RATIFY)
        if first >= mention.last
        and first - mention.last <= 3
        and sentence.tokens.folds[first - 1] in ("to", "of", "be", "a")
    ]
    found += later if mention.mints in AGREEMENTS else []
    implemented = [
        (first, COMITY.implements)
        for first, last in sentence.search(_IMPLEMENT)
        if first >= mention.last and first - mention.last <= 3 and sentence.tokens.folds[first - 1] == "to"
    ]
    found += implemented
    found += [(first, COMITY.implements) for first, last in sentence.search(_ITS) if 0 <= first - mention.last <= 14]
    if not found:
        return None
    at, predicate = max(found)
    carried = [f for f in found if f[1] == COMITY.implements]
    if (
        carried
        and predicate == COMITY.invokes
        and any(w in _MEASURES for w in sentence.tokens.folds[carried[-1][0] : at])
    ):
        return COMITY.implements, min(carried[-1][0], mention.first)
    return predicate, min(at, mention.first)


def _blocked(sentence: Sentence, last: int, mention: Mention) -> bool:
    """Whether a clause border or a verb stands between a governing word and an agreement."""
    tokens = sentence.tokens
    between = tokens.folds[last : mention.first]
    return ";" in between or any(w in ("will", "shall", "which", "who") for w in between)


def _is_prospective(sentence: Sentence, mention: Mention) -> bool:
    """Whether an agreement is only to be made, or is supported rather than relied on."""
    reach = range(max(sentence.first, mention.first - 8), mention.first)
    before = sentence.tokens.between(reach.start, mention.first) if len(reach) else ""
    return bool(_NEGOTIATE.search(before) or _SUPPORT.search(before) or _AMEND.search(before))


def _support(sentence: Sentence, mention: Mention) -> Iterator[Fact]:
    """The countries that support an agreement, and the parties that work through an initiative."""
    assert mention.entity is not None
    doing = subject(sentence)
    countries = [iri for iri in doing.iris if "/country/" in iri] if doing else []
    for first, last in sentence.search(_SUPPORT):
        if last <= mention.first and mention.first - last <= 10 and countries and not _blocked(sentence, last, mention):
            for iri in countries:
                yield sentence.fact(iri, COMITY.supports, mention.entity, doing.first if doing else first, mention.last)
            return
    opening = sentence.tokens.folds[sentence.first]
    if (
        mention.mints == COMITY.Initiative
        and opening in ("through", "under", "mediante")
        and mention.first - sentence.first <= 3
        and len(countries) == 2
    ):
        last_token = doing.last if doing else mention.last
        for iri in countries:
            yield sentence.fact(mention.entity, COMITY.party, iri, sentence.first, last_token)
            yield sentence.fact(iri, COMITY.supports, mention.entity, sentence.first, last_token)


def _signature(sentence: Sentence, mention: Mention) -> Iterator[Fact]:
    """Who signed an agreement, and when."""
    if mention.mints not in AGREEMENTS or mention.entity is None:
        return
    for first, last in sentence.search(_SIGNED_BY):
        if mention.last <= first <= mention.last + 6:
            for by in listed(sentence, last, _SIGNATORIES, 4):
                if by.entity:
                    yield from _signed_by(sentence, mention, by)
            for side in sentence.sides:
                if last <= side.first <= last + 2:
                    for iri in side.iris:
                        yield sentence.fact(mention.entity, COMITY.signedBy, iri, mention.first, side.last)
    for first, last in sentence.search(_ACTIVE):
        if last <= mention.first <= last + 4:
            yield from _signers(sentence, mention, first)
    yield from _signed_on(sentence, mention)


def _signed_by(sentence: Sentence, mention: Mention, by: Mention) -> Iterator[Fact]:
    """Who signed; the countries that an official's post names have signed, and are parties, too."""
    assert mention.entity is not None
    assert by.entity is not None
    yield sentence.fact(mention.entity, COMITY.signedBy, by.entity, mention.first, by.last)
    for iri in (by.entity,) if by.mints == COMITY.Country else by.parties:
        yield sentence.fact(mention.entity, COMITY.signedBy, iri, mention.first, by.last)
        yield sentence.fact(mention.entity, COMITY.party, iri, mention.first, by.last)


def _signers(sentence: Sentence, mention: Mention, verb: int) -> Iterator[Fact]:
    """The subjects of "signed": countries, bodies or officials right before the verb."""
    assert mention.entity is not None
    tokens = sentence.tokens
    at = verb
    for actor in sorted(sentence.actors(), key=lambda a: -a.last):
        if actor.last > at:
            continue
        gap = tokens.folds[actor.last : at]
        if all(
            w in ("and", "the", ",", "y", "of", "governments", "government", "also", "el", "la", "los") for w in gap
        ):
            for iri in actor.iris:
                yield sentence.fact(mention.entity, COMITY.signedBy, iri, actor.first, mention.last)
                if "/country/" in iri:
                    yield sentence.fact(mention.entity, COMITY.party, iri, actor.first, mention.last)
            at = actor.first
        else:
            break


def _signed_on(sentence: Sentence, mention: Mention) -> Iterator[Fact]:
    """The date that stands with "signed" near an agreement."""
    assert mention.entity is not None
    tokens = sentence.tokens
    for first, last in sentence.search(_SIGNED):
        if not (mention.last <= first <= mention.last + 8 or last <= mention.first <= last + 4):
            continue
        for date in sentence.passage.dates:
            at, end = sentence.passage.covered(date.start, date.end)
            near = sentence.first <= at < sentence.last and (last <= at <= last + 14 or sentence.first == at - 1)
            if (
                near
                and date.datatype.endswith(("#date", "#gYear", "#gYearMonth"))
                and not mention.first <= at < mention.last
            ):
                yield sentence.fact(
                    mention.entity,
                    COMITY.signedOn,
                    Literal(date.value, date.datatype),
                    min(mention.first, at),
                    max(mention.last, end),
                )
                return


def _parties(mention: Mention, sentence: Sentence) -> Iterator[Fact]:
    """The two countries that an agreement's name holds."""
    if mention.mints in AGREEMENTS and len(mention.parties) == 2 and mention.entity:
        for iri in mention.parties:
            yield sentence.fact(mention.entity, COMITY.party, iri, mention.first, mention.last)


def _amendments(sentence: Sentence, held: list[Mention]) -> Iterator[Fact]:
    """A protocol to a treaty amends it; so does what is said to amend, modify or supplement another."""
    agreements = [m for m in held if m.mints in AGREEMENTS]
    for one in agreements:
        if (
            one.parent is not None
            and one.parent.entity
            and one.mints == COMITY.Protocol
            and one.entity
            and one.entity != one.parent.entity
        ):
            yield sentence.fact(one.entity, COMITY.amends, one.parent.entity, one.first, max(one.last, one.parent.last))
    for one, other in zip(agreements, agreements[1:], strict=False):
        for first, last in sentence.search(_AMEND):
            if (
                one.last <= first <= one.last + 3
                and last <= other.first <= last + 4
                and one.entity
                and other.entity
                and one.entity != other.entity
            ):
                yield sentence.fact(one.entity, COMITY.amends, other.entity, one.first, other.last)
