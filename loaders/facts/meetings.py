"""Meetings: who attended them; and who founded what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.referents import last_before, referents
from loaders.facts.scene import Fact, Sentence, listed, people_of
from loaders.facts.venues import hosts, only_when, venues
from loaders.words.classes import ACTORS, AGREEMENTS, MEETINGS, OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF, ORG

_ATTEND: Final = re.compile(
    r"\b(?:attended by|with the participation of|participat\w+|attend\w*|between|among|con la participación de|entre"
    r"|asistieron)\b",
    re.IGNORECASE,
)
_ESTABLISHED: Final = re.compile(
    r"\b(?:established|created|set up|founded|adopted|launched|formed|issued|developed|drawn up|cread[oa]"
    r"|establecid[oa]|adoptad[oa]|constituid[oa])(?: jointly)?"
    r"\b(?:\s+(?:in|on|en)\s+[\w ]{3,14}?)?\s+(?:by|between|under|pursuant to|in accordance with|por|entre"
    r"|en virtud de(?=l?\b)|conforme a(?=l?\b)|al amparo de(?=l?\b))(?=\W|l\b)",
    re.IGNORECASE,
)
_ESTABLISH: Final = re.compile(
    r"\b(?:(?:approved?|agreed (?:on|to)|decided (?:on|upon)|endorsed) the"
    r" (?:creation|establishment|formation|setting[- ]up) of"
    r"|(?:aprobó|aprobaron|acordó|acordaron|dispusieron|decidieron) la (?:creación|constitución|conformación) de"
    r"|establish(?:ed)?|creat(?:e|ed)|set up|form(?:ed)?|launch(?:ed)?|build|crear|crearán?|crean?|creó|crearon"
    r"|establecer(?:án?)?|establecen?|constitu(?:irán?|yen?|yó|ir)"
    r"|conformar(?:án?)?|conforman?|conformó|conformaron|instal(?:ó|aron|an?)|instituy(?:en?|eron)|instituir(?:án?)?"
    r"|convene|plan|organi[sz]e|convocarán|organizarán)\b",
    re.IGNORECASE,
)
_WITH_SUPPORT: Final = re.compile(
    r"\bwith (?:the )?(?:support|assistance|help|participation) (?:of|from)\b"
    r"|\bcon (?:el|la) (?:apoyo|ayuda|asistencia|participación) de(?=l?\b)",
    re.IGNORECASE,
)
_MADE_UP: Final = re.compile(
    r"\b(?:composed of|made up of|comprising|comprises?|consists? of|bringing together|brings together"
    r"|includes? representatives of|members (?:are|will be)|integrad[oa]s? por|conformad[oa]s? por|compuest[oa]s? por"
    r"|formad[oa] por|miembros son)\b",
    re.IGNORECASE,
)
_BELONG: Final = re.compile(
    r"\b(?:(?:are|is|shall be|will be) (?:also )?(?:permanent |full |ex officio )?members? of"
    r"|(?:son|serán) miembros (?:permanentes )?de(?=l?\b)|integran|integrarán|conforman|conformarán)(?=\W|l\b)",
    re.IGNORECASE,
)
_HOLD: Final = re.compile(
    r"\b(?:hold|held|conduct(?:ed)?|carry out|carried out|run|ran|extend(?:ed)?|launch(?:ed)?|take part in|took part in"
    r"|mount(?:ed)?|participate[ds]? in|realizarán?|llevarán? a cabo|participaron en|participarán en)\b",
    re.IGNORECASE,
)
_DURING: Final = frozenset("during durante".split())
_FOUNDERS: Final = frozenset("by between por entre".split())
"""Words after which founders stand; after others only a text ("established under the Agreement")."""
_BEFORE_VERB: Final = frozenset(
    "and the will shall hereby jointly agreed agree to , also y los la el gobiernos governments of have has ( ) "
    "decided resolved convinieron convienen acordaron acuerdan decidieron decidio resolvieron se comprometen en".split()
)
_NEW: Final = frozenset("a an un una".split())
"""Articles before a body that did not exist before."""
_PASSIVE: Final = frozenset("has have been was were is are fue ha sido jointly".split())
_ABOVE: Final = frozenset(
    "subordinate subordinada subordinado dependiente adscrita adscrito reporting answerable attached".split()
)
"""Words between a body and the one above it."""
_QUOTES: Final = frozenset(", \" ” ’ '".split())
_IN: Final = frozenset({"in", "en"})
OPENING: Final = 5
"""Tokens at the beginning of a sentence within which a place stands ("En la ciudad de X, … se celebró la Y")."""
_MEMBERSHIP: Final = OFFICIALS | {COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization}
"""What can be a member of a body."""
_NOT_FOUNDED: Final = ACTORS - {COMITY.WorkingGroup}


def meetings(sentence: Sentence) -> Iterator[Fact]:
    """Every fact about meetings that a sentence states."""
    for mention in sentence.mentions:
        if mention.mints not in MEETINGS or mention.entity is None:
            continue
        for party in mention.parties if len(mention.parties) == 2 and not _is_of_group(mention) else ():
            yield sentence.fact(mention.entity, COMITY.participant, party, mention.first, mention.last)
        if mention.mints == COMITY.WorkingGroup:
            yield from hosts(sentence, mention)
        if mention.mints == COMITY.Event:
            yield from venues(sentence, mention)
            yield from _participants(sentence, mention)
    for mention in sentence.mentions:
        if mention.mints in MEETINGS or mention.mints == COMITY.Operation:
            yield from _in_which(sentence, mention)
        if mention.mints == COMITY.Operation:
            yield from _supported(sentence, mention)
    yield from _members(sentence)
    yield from _members_of(sentence)
    yield from _taking_part(sentence)


def _members(sentence: Sentence) -> Iterator[Fact]:
    """As in "The X, composed of the A, the B and the C", "Its members are the A and the B": bodies and countries."""
    for first, last in sentence.search(_MADE_UP):
        group = last_before(
            _not_above([m for m in sentence.mentions if m.mints == COMITY.WorkingGroup], sentence), first
        )
        groups = [group] if group is not None else referents(sentence, first)
        members = [m for m in people_of(listed(sentence, last, _MEMBERSHIP, 5)) if not _is_in_post(sentence, m)]
        for each in groups[:1] if members else ():
            for member in members:
                yield from sentence.relate(each, COMITY.participant, member, min(first, member.first), member.last)


def _not_above(groups: list[Mention], sentence: Sentence) -> list[Mention]:
    """Groups without those under which others stand ("the Mesa, subordinada al Comité e integrada por A")."""
    folds = sentence.tokens.folds
    return [m for m in groups if _ABOVE.isdisjoint(folds[max(0, m.first - 3) : m.first])] or groups


def _members_of(sentence: Sentence) -> Iterator[Fact]:
    """As in "The A and the B are members of the Y": the bodies and countries right before the verb."""
    for first, last in sentence.search(_BELONG):
        groups = [m for m in sentence.after(last, COMITY.WorkingGroup) if m.first - last <= 1]
        for iri in _before_verb(sentence, first) if groups else ():
            if groups[0].entity is not None and iri != groups[0].entity:
                yield sentence.fact(groups[0].entity, COMITY.participant, iri, first, groups[0].last)


def _is_in_post(sentence: Sentence, body: Mention) -> bool:
    """Whether a body or country only says whose a post is ("the Commissioner of Police of Barbados")."""
    posts = (m for m in sentence.mentions if m.mints == ORG.Post and m is not body)
    return any(post.first < body.first and body.last <= post.last for post in posts)


def _taking_part(sentence: Sentence) -> Iterator[Fact]:
    """As in "The A and the B will hold Exercise X", "took part in Operation Y"."""
    for first, last in sentence.search(_HOLD):
        found = sentence.after(last, COMITY.Event, COMITY.Operation)[:1]
        things = [m for m in found if m.first - last <= 2 or only_when(sentence, last, m.first)]
        for thing in things:
            for iri in _before_verb(sentence, first):
                if thing.entity is not None and iri != thing.entity:
                    yield sentence.fact(thing.entity, COMITY.participant, iri, first, thing.last)


def _in_which(sentence: Sentence, thing: Mention) -> Iterator[Fact]:
    """As in "Operation X, in which the A and the B seized Y": those who acted there."""
    folds, at = sentence.tokens.folds, thing.last
    while at < sentence.last and folds[at] in _QUOTES:
        at += 1
    if folds[at : at + 2] != ["in", "which"] and folds[at : at + 3] not in (["en", "la", "que"], ["en", "el", "que"]):
        return
    start = at + len(folds[at : at + 2]) + (folds[at] == "en")
    for member in people_of(listed(sentence, start, _MEMBERSHIP | {COMITY.WorkingGroup}, 2)):
        yield from sentence.relate(thing, COMITY.participant, member, thing.first, member.last)


def _supported(sentence: Sentence, operation: Mention) -> Iterator[Fact]:
    """As in "Operation X, led by the A with the support of the B": B takes part."""
    for first, last in sentence.search(_WITH_SUPPORT):
        for member in people_of(listed(sentence, last, _MEMBERSHIP, 2)) if operation.last <= first else ():
            yield from sentence.relate(operation, COMITY.participant, member, operation.first, member.last)


def _is_of_group(mention: Mention) -> bool:
    """Whether a meeting is one of a body, whose name holds the countries."""
    return mention.mints == COMITY.Event and mention.parent is not None


def _participants(sentence: Sentence, event: Mention) -> Iterator[Fact]:
    """Who took part in a meeting, or spoke there."""
    for first, last in sentence.search(_ATTEND):
        near = event.last <= first <= event.last + 4 or event.first < first < event.last
        for member in people_of(listed(sentence, last, ACTORS, 4)) if near else ():
            yield from sentence.relate(event, COMITY.participant, member, event.first, member.last)
    folds = sentence.tokens.folds
    speakers = [m for m in sentence.before(event.first, FOAF.Person) if folds[m.last : event.first].count("at") == 1]
    for speaker in speakers[-1:]:
        if event.first - speaker.last <= 6:
            yield from sentence.relate(event, COMITY.participant, speaker, speaker.first, event.last)


def founding(sentence: Sentence) -> Iterator[Fact]:
    """Who established what a sentence names."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_ESTABLISHED):
        things = [m for m in sentence.mentions if m.last <= first <= m.last + 4 and m.mints not in _NOT_FOUNDED]
        things = things or _before_aside(sentence, first)
        under = folds[last - 1] not in _FOUNDERS
        found = [] if under else people_of(listed(sentence, last, ACTORS, 4))
        for founder in found or listed(sentence, last, AGREEMENTS, 3)[:1] if things else ():
            yield from sentence.relate(things[-1], COMITY.establishedBy, founder, things[-1].first, founder.last)
    for first, last in sentence.search(_ESTABLISH):
        new = [m for m in sentence.after(last, COMITY.Agency) if m.first == last + 1 and folds[last] in _NEW]
        groups = [m for m in listed(sentence, last, MEETINGS, 5) if _DURING.isdisjoint(folds[last : m.first])]
        for group in [*groups, *new]:
            for iri in _before_verb(sentence, first):
                if group.entity is not None and iri != group.entity:
                    yield sentence.fact(group.entity, COMITY.establishedBy, iri, first, group.last)
            for agreement in _founding_text(sentence, first):
                yield from sentence.relate(group, COMITY.establishedBy, agreement, agreement.first, group.last)


def _before_aside(sentence: Sentence, verb: int) -> list[Mention]:
    """The body with which a sentence begins, of which a passive after an aside between commas tells."""
    folds, at = sentence.tokens.folds, verb
    while at > sentence.first and folds[at - 1] in _PASSIVE:
        at -= 1
    opening = [m for m in sentence.mentions if m.first - sentence.first <= 1 and m.mints not in _NOT_FOUNDED][:1]
    return [m for m in opening if at < verb and folds[at - 1] == "," == folds[m.last]]


def _founding_text(sentence: Sentence, verb: int) -> list[Mention]:
    """The agreement with which a sentence begins, or after "that", and which sets up what its verb names."""
    folds = sentence.tokens.folds
    named = [m for m in sentence.before(verb, *AGREEMENTS) if m.mints in AGREEMENTS][:1]
    opening = [m for m in named if m.first - sentence.first <= 1 or folds[m.first - 2] in ("that", "que")]
    return [m for m in opening if m.last == verb or folds[m.last] == "," == folds[verb - 1]]


def _before_verb(sentence: Sentence, verb: int) -> Iterator[str]:
    """The actors right before a verb, over a modal and light words."""
    at = verb
    held = {id(m.post) for m in sentence.mentions if m.post is not None}
    for actor in sorted(sentence.actors(), key=lambda a: -a.last):
        if actor.last > at:
            continue
        if id(actor.mention) in held:
            at = actor.first  # Who holds the post founds, not the post.
            continue
        gap = sentence.tokens.folds[actor.last : at]
        if len(gap) > 4 or not _BEFORE_VERB.issuperset(gap):
            return
        yield from actor.iris
        at = actor.first
