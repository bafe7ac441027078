"""Who signed an agreement, for whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.scene import Actor, Fact, Scene, Sentence, is_country, listed, people_of
from loaders.names.signatures import SIGNATURE
from loaders.words.classes import AGREEMENTS, OFFICIALS
from loaders.words.mentions import Mention
from ontology.statement import Literal
from ontology.terms import COMITY, FOAF, XSD

_SIGNED_BY: Final = re.compile(
    r"\b(?:signed|initialled|concluded|firmad[oa]s?|suscrit[oa]s?|rubricad[oa]s?)"
    r"(?:,?\s+(?:in|at|on|en|el|for|on behalf of)"
    r"\s+(?:(?!ratifi|approv|aproba)[\w ,.]){2,60}?)?,?\s+(?:by|por)\b"
    r"|\b(?:bears?|lleva|llevan) (?:the|las?) (?:signatures?|firmas?) (?:of|de(?=l?\b))"
    r"|\bsignatories (?:are|were|being)\b",
    re.IGNORECASE,
)
_CONCLUDED: Final = re.compile(
    r"\b(?:signed|initialled|concluded|reached|agreed|firmad[oa]s?|suscrit[oa]s?|celebrad[oa]s?|concertad[oa]s?)"
    r"(?:\s+(?:in|at|on|en|el)\s+[\w ,.]{2,60}?)?,?\s+(?:between|entre)\b",
    re.IGNORECASE,
)
_SIGNING_OF: Final = re.compile(r"\b(?:signing|signature|firma|suscripción) (?:of|del?)\b", re.IGNORECASE)
_BY: Final = re.compile(r"\b(?:by|por)\b", re.IGNORECASE)
_SIGNING: Final = frozenset("signed done firmado firmada suscrito suscrita hecho firman suscriben".split())
"""Words that open the formula of signature."""
_IT: Final = frozenset("it this este esta fue".split())
_THEY_SIGN: Final = frozenset({"firman", "suscriben"})
_FOR: Final = frozenset({"for", "por", "behalf"})
_RELATIVE: Final = frozenset("which that que".split())
_SIGNED: Final = re.compile(
    r"\b(?:(?:have|has|had|was|were|is)\s+)?(?:signed|firmaron|firmad[oa]|suscrit[oa]|suscribieron|concluded|done)\b",
    re.IGNORECASE,
)
_ACTIVE: Final = re.compile(
    r"\b(?:(?:have|has|had)\s+(?:(?:now|finally|at last|since|already|jointly|recently|just)\s+)?)?"
    r"(?:signed|initiall?ed|concluded|firmó|firmaron|suscribió|suscribieron|rubricó|rubricaron"
    r"|put (?:their|his|her) (?:names?|signatures?) to)\b(?!\s+(?:(?:by|in|at|on|during|por|en)\b|el\s+\d))",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(r"\b(?:have |has |had )?(?:signed|concluded|firmaron|suscribieron)\b", re.IGNORECASE)
_SIGNATORIES: Final = OFFICIALS | {COMITY.Country, COMITY.Agency, COMITY.IntergovernmentalOrganization}
_BETWEEN: Final = frozenset(
    "and the , y ( ) of governments government also el la los his her their counterpart colleague su homologo homologa "
    "it jointly".split()
)
"""Words between those who sign, and before the verb."""
_DATED: Final = frozenset({XSD.date, XSD.gYear, XSD.gYearMonth})
SOON: Final = 2
"""Tokens from the verb to the sides that follow it ("que firmaron ambos países")."""
BELOW: Final = 3
"""Sentences below a heading that may say who signed what it names."""
OPENING: Final = 12
"""Sentences at the head of a document in which its parties stand."""


def own_signatures(scene: Scene) -> Iterator[Fact]:
    """Who signed the instrument that the document itself is: the persons in its signatures, for their countries."""
    own = own_instrument(scene)
    if own is None:
        return
    for sentence in scene.sentences[:OPENING]:
        named = {m.entity: m for m in sentence.mentions if m.entity in scene.sides}
        for iri, mention in sorted(named.items()) if len(named) == 2 else ():
            yield sentence.fact(own, COMITY.party, iri, mention.first, mention.last)
        if len(named) == 2:
            break
    for sentence in scene.sentences:
        yield from _signed_here(sentence, own)
        for person in sentence.mentions:
            if person.mints == FOAF.Person and person.rule == SIGNATURE and person.entity:
                yield sentence.fact(own, COMITY.signedBy, person.entity, person.first, person.last)
                if person.owner is not None and (not scene.sides or person.owner in scene.sides):
                    yield sentence.fact(own, COMITY.party, person.owner, person.first, person.last)


def signed_before(sentence: Sentence) -> Iterator[Fact]:
    """As in "It was signed by X and Y", of the agreement that the sentence before begins with, or names alone."""
    before = sentence.previous
    if before is None or sentence.tokens.folds[sentence.first] not in _IT:
        return
    named = [m for m in before.mentions if m.mints in AGREEMENTS and m.entity is not None]
    subject = [m for m in named if m.first - before.first <= 2] or (
        named if len({m.entity for m in named}) == 1 else []
    )
    for first, last in sentence.search(_SIGNED_BY) if subject else ():
        if first - sentence.first <= 4 and subject[0].entity is not None:
            for by in people_of(list(_signing(sentence, last))):
                if by.entity is not None:
                    yield sentence.fact(subject[0].entity, COMITY.signedBy, by.entity, first, by.last)


def own_instrument(scene: Scene) -> str | None:
    """The instrument that the document is: its title, or a line of its head that is the name of one."""
    titled = (m.entity for p in scene.passages for m in p.mentions if m.rule == "own-title" and m.entity)
    heads = (
        m.entity
        for s in scene.sentences[:OPENING]
        for m in s.mentions
        if m.mints in AGREEMENTS and m.first <= 1 and m.last == s.last and s.first == 0 and not s.is_provision
    )
    return next(titled, None) or next(heads, None)


def _signed_here(sentence: Sentence, own: str) -> Iterator[Fact]:
    """As in "Signed in Bogotá on 6 March 2019 by X and Y"."""
    if sentence.tokens.folds[sentence.first] not in _SIGNING or sentence.is_provision:
        return
    if sentence.tokens.folds[sentence.first] in _THEY_SIGN:
        for person in sentence.after(sentence.first, FOAF.Person):
            yield sentence.fact(own, COMITY.signedBy, person.entity or "", sentence.first, person.last)
        return
    own = _headed_by(sentence) or own
    for _, last in sentence.search(_BY):
        for signer in people_of(listed(sentence, last, _SIGNATORIES, 4)):
            if signer.entity is not None:
                yield sentence.fact(own, COMITY.signedBy, signer.entity, sentence.first, signer.last)


def _headed_by(sentence: Sentence) -> str | None:
    """The instrument that is the whole heading above one of the first sentences below it ("PROTOCOL OF AMENDMENT")."""
    above: Sentence | None = sentence
    for _ in range(BELOW):
        above = above.previous if above is not None else None
        if above is not None and above.block.kind == "heading":
            named = [
                m for m in above.mentions if m.mints in AGREEMENTS and m.last - m.first == above.last - above.first
            ]
            return named[0].entity if named else None
    return None


def signatures(sentence: Sentence, agreement: Mention, iri: str) -> Iterator[Fact]:
    """Who signed an agreement, and when."""
    for first, last in sentence.search(_SIGNED_BY):
        if agreement.last <= first <= agreement.last + 6:
            yield from _signed_by(sentence, agreement, iri, last)
    for first, last in sentence.search(_ACTIVE):
        if last <= agreement.first <= last + 4:
            yield from _signers(sentence, agreement, iri, first)
            yield from _signers_after(sentence, agreement, iri)
    yield from _related(sentence, agreement, iri)
    yield from _concluded(sentence, agreement, iri)
    for _, last in sentence.search(_SIGNING_OF):
        by = sentence.tokens.folds[agreement.last : agreement.last + 1] in (["by"], ["por"])
        for signer in people_of(listed(sentence, agreement.last + 1, OFFICIALS, 3)) if by else ():
            if last <= agreement.first <= last + 2 and signer.entity is not None:
                yield sentence.fact(iri, COMITY.signedBy, signer.entity, last, signer.last)
    yield from _title_signed(sentence, agreement, iri)
    yield from _signed_on(sentence, agreement, iri)


def _related(sentence: Sentence, agreement: Mention, iri: str) -> Iterator[Fact]:
    """As in "the Treaty that both have signed", "el Tratado que firmaron ambos países"."""
    for first, last in sentence.search(_RELATED):
        before = sentence.tokens.folds[agreement.last : first]
        if agreement.last <= first <= agreement.last + 30 and not _RELATIVE.isdisjoint(before[:3]):
            yield from _signers(sentence, agreement, iri, first)
            for signer in people_of(listed(sentence, last, OFFICIALS, SOON)):
                if signer.entity is not None:
                    yield sentence.fact(iri, COMITY.signedBy, signer.entity, agreement.first, signer.last)
            for side in (side for side in sentence.sides if 0 <= side.first - first <= SOON):
                yield from _signer(sentence, agreement, iri, side)


def _concluded(sentence: Sentence, agreement: Mention, iri: str) -> Iterator[Fact]:
    """As in "the Arrangement, concluded in 1999 between A and B": both have signed, and are parties."""
    for first, last in sentence.search(_CONCLUDED):
        near = agreement.last <= first <= agreement.last + 6
        for by in people_of(listed(sentence, last, _SIGNATORIES, 3)) if near else ():
            for predicate in (COMITY.signedBy, COMITY.party) if by.entity is not None else ():
                yield sentence.fact(iri, predicate, by.entity or "", agreement.first, by.last)


def _title_signed(sentence: Sentence, agreement: Mention, iri: str) -> Iterator[Fact]:
    """As in "the Treaty between A and B …, signed at C": its parties have signed."""
    for first, last in sentence.search(_SIGNED) if len(agreement.parties) == 2 else ():
        if agreement.last <= first <= agreement.last + 3:
            for party in agreement.parties:
                yield sentence.fact(iri, COMITY.signedBy, party, agreement.first, last)
            return


def _signed_by(sentence: Sentence, agreement: Mention, iri: str, token: int) -> Iterator[Fact]:
    """Those named after "signed by"; the countries that an official's post names have signed, and are parties, too."""
    for by in people_of(list(_signing(sentence, token))):
        if not by.entity:
            continue
        yield sentence.fact(iri, COMITY.signedBy, by.entity, agreement.first, by.last)
        of = by.post.parties if by.post is not None else by.parties
        for party in (by.entity,) if by.mints == COMITY.Country else of:
            yield sentence.fact(iri, COMITY.signedBy, party, agreement.first, by.last)
            yield sentence.fact(iri, COMITY.party, party, agreement.first, by.last)
    for side in sentence.sides:
        for party in side.iris if token <= side.first <= token + 2 else ():
            yield sentence.fact(iri, COMITY.signedBy, party, agreement.first, side.last)
            if is_country(party):
                yield sentence.fact(iri, COMITY.party, party, agreement.first, side.last)


def _signing(sentence: Sentence, token: int) -> Iterator[Mention]:
    """Those after "signed by", and after a further "by" for the other side ("for Norway by X and for Kenya by Y")."""
    found = listed(sentence, token, _SIGNATORIES, 4)
    yield from found
    folds = sentence.tokens.folds
    for country in sentence.after(token, COMITY.Country):
        at = country.last + (folds[country.last : country.last + 1] == [","])
        told = not _FOR.isdisjoint(folds[max(0, country.first - 3) : country.first])
        if told and at < sentence.last and folds[at] in ("by", "por"):
            yield from (m for m in listed(sentence, at + 1, _SIGNATORIES, 4) if m not in found)


def _signers(sentence: Sentence, agreement: Mention, iri: str, verb: int) -> Iterator[Fact]:
    """The subjects of "signed": countries, bodies or officials right before the verb."""
    at = verb
    persons: list[Mention] = []
    if verb == sentence.first == 0:
        lead_in = sentence.lead_in
        for side in lead_in.sides if lead_in is not None and lead_in.tokens.forms[-1] == ":" else ():
            for by in side.iris:
                yield from _by(sentence, iri, by, (verb, agreement.last))
        return
    for actor in sorted(sentence.actors(), key=lambda a: (-a.last, a.first)):
        if actor.last > at or actor.mention is not None and actor.mention.rule.startswith("adjective"):
            continue
        if not _is_listed(sentence, actor.last, at):
            return
        at = actor.first
        if actor.mention is not None and any(p.post is actor.mention for p in persons):
            continue
        persons += [actor.mention] if actor.mention is not None else []
        yield from _signer(sentence, agreement, iri, actor)


def _by(sentence: Sentence, iri: str, by: str, span: tuple[int, int]) -> Iterator[Fact]:
    """The facts of a signer, who is a party too if it is a country."""
    yield sentence.fact(iri, COMITY.signedBy, by, *span)
    if is_country(by):
        yield sentence.fact(iri, COMITY.party, by, *span)


def _signers_after(sentence: Sentence, agreement: Mention, iri: str) -> Iterator[Fact]:
    """The subjects after the object, as Spanish may put them ("Firmó el Convenio el ministro X")."""
    folds = sentence.tokens.folds
    if folds[agreement.last : agreement.last + 1] not in (["el"], ["la"], ["los"], ["las"]):
        return
    for signer in people_of(listed(sentence, agreement.last, OFFICIALS, 1)):
        if signer.entity is not None:
            yield sentence.fact(iri, COMITY.signedBy, signer.entity, agreement.first, signer.last)


def _is_listed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether only small words and adjectives of countries stand between those who sign."""
    named = {i for m in sentence.mentions for i in range(m.first, m.last) if m.rule.startswith("adjective")}
    return all(sentence.tokens.folds[i] in _BETWEEN or i in named for i in range(first, last))


def _signer(sentence: Sentence, agreement: Mention, iri: str, actor: Actor) -> Iterator[Fact]:
    first, last = min(actor.first, agreement.first), max(actor.last, agreement.last)
    for by in actor.iris:
        yield from _by(sentence, iri, by, (first, last))


def _signed_on(sentence: Sentence, agreement: Mention, iri: str) -> Iterator[Fact]:
    """The date that stands with "signed" near an agreement, outside its name."""
    for first, last in sentence.search(_SIGNED):
        if not (agreement.last <= first <= agreement.last + 8 or last <= agreement.first <= last + 4):
            continue
        if any(agreement.last <= m.first < first and m.mints in AGREEMENTS for m in sentence.mentions):
            continue
        for date in sentence.passage.dates:
            at, end = sentence.passage.covered(date.start, date.end)
            near = sentence.first <= at < sentence.last and (last <= at <= last + 14 or sentence.first == at - 1)
            if near and date.datatype in _DATED and not agreement.first <= at < agreement.last:
                start, stop = min(agreement.first, at), max(agreement.last, end)
                yield sentence.fact(iri, COMITY.signedOn, Literal(date.value, date.datatype), start, stop)
                return
