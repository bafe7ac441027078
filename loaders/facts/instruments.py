"""What provisions and parties do with agreements: invoke, implement, ratify, support, sign, amend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from loaders.facts.scene import Actor, Fact, Scene, Sentence, is_country, listed, people_of
from loaders.facts.signing import own_instrument, own_signatures, signatures, signed_before
from loaders.facts.signing_for import signed_for
from loaders.facts.subjects import subject
from loaders.facts.supporters import supporters
from loaders.facts.venues import only_when
from loaders.words.classes import AGREEMENTS
from loaders.words.mentions import Mention
from ontology.terms import COMITY

_RATIFY: Final = re.compile(r"\b(?:ratif\w+|acced\w+|accession|adhesión|adher\w+)\b", re.IGNORECASE)
_RATIFIED: Final = re.compile(
    r"\b(?:deposited (?:its|their) instruments? of (?:ratification|accession) (?:of|to)"
    r"|depositó su instrumento de (?:ratificación de|adhesión a)(?=l?\b)"
    r"|ratif(?:y|ies|ied)|accede[sd]?|ratificó|ratificaron|ratificará|ratificarán|ratifiquen?|ratificad[oa]"
    r"|se adhirió|adhirieron|approv(?:es?|ed)|aprobó|aprobaron|aprobará|aprueb[ae]n?)\b",
    re.IGNORECASE,
)
_LIGHT: Final = frozenset(
    "que to must should may debera deberan debe has have had will shall also and signed y ha han both the el la".split()
)
"""Words between who ratifies and the verb."""
_IMPLEMENT: Final = re.compile(
    r"\b(?:implement\w*|appl(?:y|ies|ied|ication)|carry out|compl(?:y|iance) with|giv(?:e|es|ing) effect to"
    r"|put into effect|da(?:n|rá|rán)? cumplimiento a"
    r"|execut\w+|aplica\w*|implementa\w*|instrumenta\w*|cumpl\w+|desarrolla[n]?)\b",
    re.IGNORECASE,
)
_RECITAL: Final = re.compile(
    r"\b(?:recalling|referring to|considering|having regard to|bearing in mind|taking into account|mindful of"
    r"|guided by|pursuant to|in accordance with|noting|reaffirming|recordando|considerando"
    r"|teniendo (?:presentes?|en cuenta)|reafirmando)\b",
    re.IGNORECASE,
)
"""Words with which a recital begins."""
_BETWEEN: Final = frozenset({COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization})
"""Who can be party to an agreement."""
_ITS: Final = re.compile(r"\bimplement\w*\s+(?:fully\s+)?(?:its|their)\s+provisions\b", re.IGNORECASE)
_TO_WHICH: Final = re.compile(
    r"\bto which\b(?=[^.;]{3,80}\bpart(?:y|ies)\b)|\bde(?:l| la) (?:cual|que)\b(?=[^.;]{3,80}\bpartes?\b)"
)
"""What begins a clause that says who is party to an agreement."""
_IS_PARTY: Final = frozenset("is are has have became es son forma forman".split())
_INVOKE: Final = re.compile(
    r"\b(?:under|pursuant to|in accordance with|accordance|on the basis of|based (?:up)?on|within the framework of"
    r"|in the framework of|framework of|in line with|as set (?:forth|out) in|set (?:forth|out) in"
    r"|established (?:in|by|under)|provided (?:for )?(?:in|by)|consistent with|in compliance with|by virtue of"
    r"|in keeping with|specified in|use of|in conformity with|according to|identified in|intent of|contained in"
    r"|laid down in|in terms of|obligations|conforme a|de conformidad con|en el marco de|al amparo de|en virtud de"
    r"|con base en|según|previst[oa]s? en|de acuerdo con)\b",
    re.IGNORECASE,
)
_SUPPORT: Final = re.compile(
    r"\b(?:support\w*|endors\w+|back(?:ing|ed)?|reaffirm\w*|welcom\w+|apoy\w+|respald\w+|reafirm\w+)\b", re.IGNORECASE
)
_NEGOTIATE: Final = re.compile(
    r"\b(?:negotiat\w+|conclud\w+|drafting|draft|prepare|design|reach|explore|sign|signing|signature of|propos\w+"
    r"|negoci\w+|suscrib\w+|celebrar|complement\w*)\b",
    re.IGNORECASE,
)
_AMEND: Final = re.compile(
    r"\b(?:amend\w*|modif(?:y|ies|ied|ying)|supplement(?:s|ing|ed)?|protocol to|protocolo (?:a|al|de)|modifica\w*"
    r"|enmienda|(?:replac|supersed|repeal)(?:e?s|e?d|ing)|(?:will|shall|would) (?:replace|supersede|repeal)"
    r"|(?:sustituye|reemplaza|deroga)[n]?"
    r"|(?:deja|dejan|dejará|dejarán) sin efecto)\b",
    re.IGNORECASE,
)
_MEASURES: Final = frozenset(
    "measures provisions obligations commitments recommendations medidas disposiciones obligaciones compromisos".split()
)
"""What of an agreement is implemented, though the agreement itself is only invoked."""
_THEIR: Final = frozenset({"their", "sus"})
_PROTOCOLS: Final = ("protocol", "amendment", "enmienda")
_TO: Final = frozenset("to al a del".split())
_TO_THE: Final = _TO | {"the", "la", "el", "los"}
"""What joins a protocol to the treaty that it amends ("el Protocolo Adicional al Convenio de Extradición")."""
_THIS: Final = frozenset("this present este presente esta".split())
FEW: Final = 9
"""Tokens from "replaced by" to the instrument whose articles replace."""
_RELATIVE: Final = frozenset("which that que".split())
_SIGNED: Final = frozenset("signed concluded done firmado firmada suscrito suscrita".split())
"""What a clause between an agreement and a relative clause about it tells."""
RELATIVE: Final = 9
"""Tokens between an agreement and the relative clause about it."""
_BORDERS: Final = frozenset("; will shall which who".split())
_THROUGH: Final = frozenset("through under mediante".split())
_TO_BE: Final = frozenset("to of be a".split())
_OBJECTS: Final = AGREEMENTS | {COMITY.Program}
OPENING: Final = 6
"""Tokens at the beginning of a sentence within which its verb stands."""
FAR: Final = 40
"""Tokens over which "ratified by" tells of the agreement named last."""
REACH: Final = 16
"""Tokens over which a verb governs an agreement."""
CUE_REACH: Final = 12
"""Tokens over which a preposition governs an agreement."""


def instruments(scene: Scene) -> Iterator[Fact]:
    """Every fact about agreements."""
    yield from own_signatures(scene)
    own = own_instrument(scene)
    for sentence in scene.sentences:
        inner = {id(m.parent) for m in sentence.mentions if m.mints == COMITY.Protocol}
        held = [m for m in sentence.mentions if m.mints in _OBJECTS and m.rule != "nested" and id(m) not in inner]
        named = [(m, m.entity) for m in held if m.entity is not None]
        for mention, iri in named:
            yield from _relations(sentence, mention, iri) if iri != own else ()
            yield from _support(sentence, mention, iri)
            yield from supporters(sentence, mention)
            yield from _ratified(sentence, mention, iri) if mention.mints in AGREEMENTS else ()
            if mention.mints in AGREEMENTS:
                yield from signatures(sentence, mention, iri)
                yield from _parties(sentence, mention, iri)
        if own is not None and named:
            yield from _amended(sentence, own, [(m, iri) for m, iri in named if iri != own and m.mints in AGREEMENTS])
        if own is not None and named and _is_own_subject(sentence, own):
            yield from _own_acts(sentence, own, [(m, iri) for m, iri in named if iri != own and m.mints in AGREEMENTS])
        yield from signed_before(sentence)
        yield from signed_for(sentence)
        yield from _amendments(sentence, [(m, iri) for m, iri in named if m.mints in AGREEMENTS])


def _relations(sentence: Sentence, mention: Mention, iri: str) -> Iterator[Fact]:
    """What a provision does with an agreement that it names; narrative only invokes, where it says so."""
    cue = _governing(sentence, mention)
    if sentence.is_provision:
        if cue is not None:
            yield sentence.fact(sentence.subject, cue[0], iri, cue[1], mention.last)
        elif mention.mints in AGREEMENTS and not _is_prospective(sentence, mention):
            yield sentence.fact(sentence.subject, COMITY.invokes, iri, mention.first, mention.last)
    elif mention.mints in AGREEMENTS and _is_recital(sentence):
        yield sentence.fact(sentence.subject, COMITY.invokes, iri, sentence.first, mention.last)
    elif cue is not None and cue[0] == COMITY.invokes and sentence.block.kind == "paragraph":
        yield sentence.fact(sentence.subject, COMITY.invokes, iri, cue[1], mention.last)


def _is_own_subject(sentence: Sentence, own: str) -> bool:
    """Whether a sentence begins with the instrument that the document is, or with "it" after one that does."""
    if any(m.entity == own and m.first - sentence.first <= 1 for m in sentence.mentions):
        return True
    pronoun = sentence.tokens.folds[sentence.first] == "it" and sentence.previous is not None
    return pronoun and sentence.previous is not None and _is_own_subject(sentence.previous, own)


def _amended(sentence: Sentence, own: str, others: Sequence[tuple[Mention, str]]) -> Iterator[Fact]:
    """As in "Article 9 of the X is hereby amended": by the instrument that says so."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_AMEND):
        for mention, iri in others:
            by_this = folds[last : last + 1] in (["by"], ["por"]) and _is_own_part(sentence, last, own)
            told = folds[first - 1] == "hereby" and folds[last : last + 1] != ["by"]
            if (told or by_this) and 0 <= first - mention.last <= 3 + FEW * _is_dated(sentence, mention.last):
                yield sentence.fact(own, COMITY.amends, iri, mention.first, last)


def _is_dated(sentence: Sentence, token: int) -> bool:
    """Whether "of" and a date follow ("the Agreement on Fisheries of 20 March 2002")."""
    end = sentence.tokens.ends[token] if token < sentence.last else 0
    return any(0 <= date.start - end <= 1 for date in sentence.passage.dates)


def _is_own_part(sentence: Sentence, token: int, own: str) -> bool:
    """Whether what comes next is the instrument itself, or articles of it ("by Articles 2 and 3 of this Treaty")."""
    named = [m for m in sentence.mentions if m.entity == own and token < m.first <= token + FEW]
    return any(sentence.tokens.folds[m.first - 1] in _THIS for m in named)


def _own_acts(sentence: Sentence, own: str, others: Sequence[tuple[Mention, str]]) -> Iterator[Fact]:
    """As in "This Strategy implements the X", "It repeals the Y": what the document itself does to an agreement."""
    for mention, iri in others:
        cue = _governing(sentence, mention)
        if cue is not None and cue[0] == COMITY.implements:
            yield sentence.fact(own, COMITY.implements, iri, sentence.first, mention.last)
        for first, last in sentence.search(_AMEND):
            more = sentence.tokens.folds[first].startswith("supplement")
            if not more and first - sentence.first <= OPENING and last <= mention.first <= last + 4:
                yield sentence.fact(own, COMITY.amends, iri, sentence.first, mention.last)


def _is_recital(sentence: Sentence) -> bool:
    """Whether a paragraph is one of those with which a treaty opens ("Recalling the Convention on …,")."""
    opening = sentence.first == 0 and sentence.block.kind == "paragraph" and sentence.block.node is None
    forms, found = sentence.tokens.forms, sentence.search(_RECITAL)
    return opening and forms[-1] not in ".!?" and any(first == 0 or forms[first - 1] == "," for first, _ in found)


def _governing(sentence: Sentence, mention: Mention) -> tuple[str, int] | None:
    """The relation that the nearest governing word states, and where that word stands."""
    found = [*_before(sentence, mention), *_after(sentence, mention)]
    if not found:
        return None
    at, predicate = max(found)
    carried = [place for place, relation in found if relation == COMITY.implements]
    if carried and predicate == COMITY.invokes and not _MEASURES.isdisjoint(sentence.tokens.folds[carried[-1] : at]):
        return COMITY.implements, min(carried[-1], mention.first)
    return predicate, min(at, mention.first)


def _before(sentence: Sentence, mention: Mention) -> Iterator[tuple[int, str]]:
    """The words before an agreement that may govern it; only agreements are ratified and invoked."""
    patterns = [(_IMPLEMENT, COMITY.implements, REACH)]
    if mention.mints in AGREEMENTS:
        patterns += [(_RATIFY, COMITY.ratifies, REACH), (_INVOKE, COMITY.invokes, CUE_REACH)]
    for pattern, predicate, reach in patterns:
        for first, last in sentence.search(pattern):
            if last <= mention.first <= last + reach and not _is_blocked(sentence, last, mention):
                yield first, predicate


def _after(sentence: Sentence, mention: Mention) -> Iterator[tuple[int, str]]:
    """The words after an agreement that may govern it ("the Treaty is to be ratified")."""
    folds, near = sentence.tokens.folds, range(mention.last, mention.last + 4)
    for first, _ in sentence.search(_RATIFY) if mention.mints in AGREEMENTS else ():
        if first in near and folds[first - 1] in _TO_BE:
            yield first, COMITY.ratifies
    for first, _ in sentence.search(_IMPLEMENT):
        if first in near and folds[first - 1] == "to":
            yield first, COMITY.implements
    for first, _ in sentence.search(_ITS):
        if mention.last <= first <= mention.last + 14:
            yield first, COMITY.implements


def _is_blocked(sentence: Sentence, last: int, mention: Mention) -> bool:
    """Whether a clause border or a verb stands between a governing word and an agreement."""
    return not _BORDERS.isdisjoint(sentence.tokens.folds[last : mention.first])


def _is_prospective(sentence: Sentence, mention: Mention) -> bool:
    """Whether an agreement is only to be made, or is supported rather than relied on."""
    start = max(sentence.first, mention.first - 8)
    before = sentence.tokens.between(start, mention.first) if start < mention.first else ""
    return any(pattern.search(before) for pattern in (_NEGOTIATE, _SUPPORT, _AMEND))


def _ratified(sentence: Sentence, mention: Mention, iri: str) -> Iterator[Fact]:
    """The states, or their legislatures, that ratify an agreement: before the verb, or after "by"."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_RATIFIED):
        other = any(mention.last <= m.first < first and m.mints in AGREEMENTS for m in sentence.mentions)
        reach = 4 if other else FAR
        passive = mention.last <= first <= mention.last + reach and folds[last : last + 1] in (["by"], ["por"])
        meant = (
            last <= mention.first <= last + 3
            or only_when(sentence, last, mention.first)
            or mention.last < first
            and folds[last : last + 1] == ["it"]
        )
        for actor in sentence.actors():
            gap = folds[last + 1 : actor.first] if passive else folds[actor.last : first]
            near = 0 <= (actor.first - last - 1 if passive else first - actor.last) <= 3
            if passive and not near and actor.first > last:
                gap, near = [], {*folds[actor.first - 3 : actor.first]} >= {"and", "by"}  # "… by A on 2 May and by B"
            reach_of = FAR if not _SIGNED.isdisjoint(folds[mention.last : mention.last + 3]) and not other else RELATIVE
            opened = folds[actor.first - 1] in _RELATIVE and 0 < actor.first - mention.last <= reach_of
            approved = folds[first].startswith(("appr", "apr"))
            if near and (meant or passive or opened) and _LIGHT.issuperset(gap) and _may_ratify(actor, approved):
                for by in actor.iris:
                    start, end = min(actor.first, mention.first), max(actor.last, mention.last)
                    yield sentence.fact(by, COMITY.ratifies, iri, start, end)


def _may_ratify(actor: Actor, approves: bool) -> bool:
    """Whether an actor is a state, both sides, or a legislature, which alone ratifies what it approves."""
    kinds = (COMITY.Legislature,) if approves else (COMITY.Country, COMITY.Legislature)
    if approves and actor.mention is None:
        return False
    return actor.mention is None or actor.mention.mints in kinds and not actor.mention.rule.startswith("adjective")


def _support(sentence: Sentence, mention: Mention, iri: str) -> Iterator[Fact]:
    """The countries that support an agreement, and the parties that work through an initiative."""
    doing = subject(sentence)
    countries = [by for by in doing.iris if is_country(by)] if doing is not None else []
    if doing is None or not countries:
        return
    for _, last in sentence.search(_SUPPORT):
        if last <= mention.first <= last + 10 and not _is_blocked(sentence, last, mention):
            for by in countries:
                yield sentence.fact(by, COMITY.supports, iri, doing.first, mention.last)
            return
    through = mention.first - sentence.first <= 3 and sentence.tokens.folds[sentence.first] in _THROUGH
    for by in countries if through and mention.mints == COMITY.Initiative and len(countries) == 2 else ():
        yield sentence.fact(iri, COMITY.party, by, sentence.first, doing.last)
        yield sentence.fact(by, COMITY.supports, iri, sentence.first, doing.last)


def _parties(sentence: Sentence, mention: Mention, iri: str) -> Iterator[Fact]:
    """The two countries that an agreement's name holds, and those between whom it is said to be."""
    between = sentence.tokens.folds[mention.last : mention.last + 1] in (["between"], ["entre"])
    named = people_of(listed(sentence, mention.last + 1, _BETWEEN, 3)) if between else []
    for one in named if len(named) == 2 else ():
        if one.entity is not None:
            yield sentence.fact(iri, COMITY.party, one.entity, mention.first, one.last)
    for side in (side for side in sentence.sides if between and side.first - mention.last == 1):
        for party in side.iris:
            yield sentence.fact(iri, COMITY.party, party, mention.first, side.last)
    for party in mention.parties if len(mention.parties) == 2 else ():
        yield sentence.fact(iri, COMITY.party, party, mention.first, mention.last)
    for first, last in sentence.search(_TO_WHICH):
        for actor in sentence.actors() if 0 <= first - mention.last <= 1 else ():
            verb = sentence.tokens.folds[actor.last : actor.last + 3]
            if last <= actor.first <= last + 1 and not _IS_PARTY.isdisjoint(verb):
                yield from (sentence.fact(iri, COMITY.party, by, mention.first, actor.last) for by in actor.iris)
    theirs = not _THEIR.isdisjoint(sentence.tokens.folds[max(sentence.first, mention.first - 2) : mention.first])
    doing = subject(sentence) if theirs else None
    for party in doing.iris if doing is not None and len(doing.iris) == 2 else ():
        yield sentence.fact(iri, COMITY.party, party, doing.first if doing else 0, mention.last)


def _amendments(sentence: Sentence, agreements: Sequence[tuple[Mention, str]]) -> Iterator[Fact]:
    """A protocol to a treaty amends it; so does what is said to amend, modify or supplement another."""
    for one, iri in agreements:
        over = one.parent
        changes = one.mints == COMITY.Protocol and "optional" not in sentence.tokens.folds[one.first : one.last]
        if changes and over is not None and over.entity and iri != over.entity:
            yield sentence.fact(iri, COMITY.amends, over.entity, one.first, max(one.last, over.last))
    for (one, iri), (other, amended) in pairwise(agreements):
        gap = sentence.tokens.folds[one.last : other.first]
        if one.head.startswith(_PROTOCOLS) and gap[:1] and gap[0] in _TO and _TO_THE.issuperset(gap) and iri != amended:
            yield sentence.fact(iri, COMITY.amends, amended, one.first, other.last)
        for first, last in sentence.search(_AMEND) if iri != amended else ():
            if one.last <= first <= one.last + 3 and last <= other.first <= last + 4:
                passive = sentence.tokens.folds[last] in ("by", "por")
                if sentence.tokens.folds[first - 1] in ("as", "(") and not passive:
                    continue
                ends = (amended, iri) if passive else (iri, amended)
                yield sentence.fact(ends[0], COMITY.amends, ends[1], one.first, other.last)
