"""How bodies and officials stand to each other: subgroups, reports, chairs, members, hosts, posts, targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.classes import ACTORS
from loaders.mentions import Mention
from loaders.scene import Fact, Scene, Sentence, listed
from ontology.terms import COMITY, FOAF, ORG

_CHAIRED = re.compile(
    r"\b(?:co-?\s?)?(?:chaired|presided over|presidid[oa]s?|copresidid[oa]s?)\s+(?:jointly\s+)?(?:by|por)\b"
    r"|\bunder the chair(?:manship)? of\b|\bque\s+(?:co)?presiden?\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:co-?\s?)?(?:led|headed|coordinated|directed|encabezad[oa]s?|liderad[oa]s?|dirigid[oa]s?"
    r"|coordinad[oa]s?)\s+(?:jointly\s+)?(?:by|por)\b",
    re.IGNORECASE,
)
_CHAIRS = re.compile(r"\b(?:co-?)?(?:chairs?|preside|presiden|chaired)\b(?!\s+(?:by|of))", re.IGNORECASE)
_LEADS = re.compile(r"\b(?:leads|heads|encabeza|lidera|dirige|led|headed)\b(?!\s+(?:by|to))", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:reports? to|reporting to|report(?:s|ed)? (?:\w+ )?to|answers? to|rinden? (?:cuentas|informes?) a"
    r"|dependen? de|informar[áa]n? a|subordinad[oa]s? a)\b",
    re.IGNORECASE,
)
_RECEIVES = re.compile(r"\b(?:receives?|recibe)\s+(?:the|los?|el)?\s*(?:reports?|informes?)\b", re.IGNORECASE)
_HAS = re.compile(
    r"\b(?:has|have|comprises?|consists? of|includes?|is made up of|tiene|comprende|cuenta con|integran)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:held|hosted|met|convened|took place|meets?|will meet|celebrad[oa]|celebrará|se reunió|se reunirá"
    r"|reunidos)\b",
    re.IGNORECASE,
)
_HOSTED = re.compile(r"\b(?:hosted by|organi[sz]ed by|organizad[oa] por|auspiciad[oa] por)\b", re.IGNORECASE)
_ATTEND = re.compile(
    r"\b(?:attended by|with the participation of|participat\w+|attend\w*|between|among|con la participación de"
    r"|entre|asistieron)\b",
    re.IGNORECASE,
)
_ESTABLISHED = re.compile(
    r"\b(?:established|created|set up|founded|adopted|launched|formed|creada?|establecid[oa]|adoptad[oa])"
    r"\b(?:\s+(?:in|on|en)\s+[\w ]{3,14}?)?\s+(?:by|between|por|entre)\b",
    re.IGNORECASE,
)
_ESTABLISH = re.compile(
    r"\b(?:establish(?:ed)?|creat(?:e|ed)|set up|form(?:ed)?|launch(?:ed)?|build|crear|crearán|establecer"
    r"|establecerán|convene|plan|organi[sz]e|convocarán|organizarán)\b",
    re.IGNORECASE,
)
_FOUNDED: Final = frozenset({COMITY.WorkingGroup, COMITY.Event})
_TARGET = re.compile(
    r"\b(?:against|target\w*|dismantl\w+|of|aimed at|contra|en contra de|desarticul\w+)\b", re.IGNORECASE
)
_STATIONED = re.compile(
    r"\b(?:stationed|represented|based|deployed|operat(?:e|es|ing)|present|posted|desplegad[oa]s?|con sede)"
    r"\s+(?:[\w ]{0,30}?)(?:in|across|throughout|en)\b",
    re.IGNORECASE,
)
_SUBGROUPS: Final = frozenset(
    "groups subgroups commissions committees subcommittees forces subgrupos grupos comisiones comites mesas".split()
)
_RELATIVE: Final = frozenset("which that also currently , ( que cual tambien".split())
_GROUPS: Final = frozenset(
    {
        COMITY.WorkingGroup,
        COMITY.Event,
        COMITY.Agency,
        COMITY.Operation,
        COMITY.Program,
        COMITY.IntergovernmentalOrganization,
    }
)
_LEADERS: Final = frozenset(
    {FOAF.Person, ORG.Post, COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization}
)
_BODIES: Final = frozenset({COMITY.WorkingGroup, COMITY.Agency})
_MEETINGS: Final = frozenset({COMITY.WorkingGroup, COMITY.Event})


def bodies(scene: Scene) -> Iterator[Fact]:
    """Every fact about bodies, meetings and officials."""
    parts: dict[str, list[str]] = {}
    for sentence in scene.sentences:
        yield from _leadership(scene, sentence)
        yield from _structure(scene, sentence, parts)
        yield from _meetings(sentence)
        yield from _founding(sentence)
        yield from _operations(sentence)
        yield from _posts(sentence)


# Chairs and leaders


def _leadership(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    for pattern, predicate in ((_CHAIRED, COMITY.chairedBy), (_LED, COMITY.ledBy)):
        for first, last in sentence.search(pattern):
            group = _nearest_group(sentence, first) or _antecedent(scene, sentence, first)
            if group is None:
                continue
            for leader in _people_of(listed(sentence, last, _LEADERS, 5)):
                if leader.entity and leader.entity != group.entity and group.entity:
                    start = min(group.first, first) if group in sentence.mentions else first
                    yield sentence.fact(group.entity, predicate, leader.entity, start, leader.last)
                if leader.entity and group.head == "delegation" and group.owner and leader.mints == FOAF.Person:
                    yield sentence.fact(
                        leader.entity, COMITY.represents, group.owner, min(group.first, first), leader.last
                    )
    for pattern, predicate in ((_CHAIRS, COMITY.chairedBy), (_LEADS, COMITY.ledBy)):
        for first, last in sentence.search(pattern):
            yield from _active_leader(sentence, predicate, first, last)


def _active_leader(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "X chairs the Y": the official before the verb, the body after it."""
    leaders = [m for m in sentence.mentions if m.mints in (FOAF.Person, ORG.Post) and 0 <= first - m.last <= 2]
    groups = [m for m in sentence.after(last, *_MEETINGS) if m.first - last <= 3]
    if leaders and groups and leaders[-1].entity and groups[0].entity:
        leader = _people_of(leaders)[-1]
        if leader.entity:
            yield sentence.fact(groups[0].entity, predicate, leader.entity, leader.first, groups[0].last)


def _antecedent(scene: Scene, sentence: Sentence, token: int) -> Mention | None:
    """What "it" or "which" at the start of a sentence refers to: the group that the sentence before is about."""
    opening = sentence.tokens.folds[sentence.first : token]
    if not opening or opening[0] not in ("it", "this", "they", "la", "el", "the", "esta", "este") or len(opening) > 5:
        return None
    earlier = [s for s in scene.sentences if s.passage is sentence.passage and s.last <= sentence.first]
    groups = [m for m in earlier[-1].mentions if m.mints in _MEETINGS and m.entity] if earlier else []
    return groups[0] if groups else None


def _nearest_group(sentence: Sentence, token: int) -> Mention | None:
    """The body or meeting that a participle belongs to: the last one named before it in the sentence."""
    before = [m for m in sentence.mentions if m.last <= token and m.mints in _GROUPS and m.entity]
    outer = [m for m in before if not any(o.parent is m for o in sentence.mentions) and not _in_post(sentence, m)]
    groups = [m for m in outer if m.mints in _MEETINGS] or outer
    return groups[-1] if groups else None


def _in_post(sentence: Sentence, mention: Mention) -> bool:
    return any(m.mints == ORG.Post and m.first <= mention.first and mention.last <= m.last for m in sentence.mentions)


def _people_of(found: list[Mention]) -> list[Mention]:
    """A person in place of the post that is named beside it, and no body that stands inside a post."""
    held = {id(m.post) for m in found if m.post is not None}
    posts = [m for m in found if m.mints == ORG.Post]
    return [
        m
        for m in found
        if id(m) not in held and not any(p is not m and p.first <= m.first and m.last <= p.last for p in posts)
    ]


# Subgroups and reports


def _structure(scene: Scene, sentence: Sentence, parts: dict[str, list[str]]) -> Iterator[Fact]:
    for mention in sentence.mentions:
        parent = mention.parent
        if (
            mention.mints in _BODIES
            and parent is not None
            and parent.entity
            and mention.entity
            and parent.entity != mention.entity
        ):
            first, last = _span(mention, parent)
            yield sentence.fact(parent.entity, ORG.hasSubOrganization, mention.entity, first, last)
            above = parent.parent if mention.rule == "spread" else None
            if above is not None and above.entity:
                yield sentence.fact(above.entity, ORG.hasSubOrganization, mention.entity, min(above.first, first), last)
    for first, last in sentence.search(_REPORTS):
        under, over = (
            _last(sentence.before(first, *_GROUPS)),
            _first(sentence.after(last, *_LEADERS, COMITY.WorkingGroup)),
        )
        if (
            under is not None
            and over is not None
            and over.first - last <= 4
            and under.entity
            and over.entity
            and under.entity != over.entity
        ):
            yield sentence.fact(under.entity, ORG.reportsTo, over.entity, under.first, over.last)
    for first, last in sentence.search(_RECEIVES):
        over, under = (
            _last(sentence.before(first, COMITY.WorkingGroup)),
            _last(sentence.after(last, COMITY.WorkingGroup)),
        )
        if over is not None and under is not None and under.entity and over.entity and under.entity != over.entity:
            yield sentence.fact(under.entity, ORG.reportsTo, over.entity, over.first, under.last)
    for fact in _has_groups(scene, sentence):
        parts.setdefault(fact.subject, []).append(str(fact.object))
        yield fact
    yield from _all_report(sentence, parts)


def _span(mention: Mention, parent: Mention) -> tuple[int, int]:
    """The tokens that state a part: both names where they stand together, else the part's own."""
    if mention.block != parent.block:
        return mention.first, mention.last
    return min(mention.first, parent.first), max(mention.last, parent.last)


def _has_groups(scene: Scene, sentence: Sentence) -> Iterator[Fact]:
    """As in "X has three working groups: the A, the B and the C", or "it has"."""
    for first, last in sentence.search(_HAS):
        over = _last(sentence.before(first, COMITY.WorkingGroup))
        near = over is not None and all(w in _RELATIVE for w in sentence.tokens.folds[over.last : first])
        over = over if near else _antecedent(scene, sentence, first)
        counted = any(w in _SUBGROUPS for w in sentence.tokens.folds[last : last + 8])
        unders = (
            sentence.after(last, COMITY.WorkingGroup)
            if counted
            else listed(sentence, last, frozenset({COMITY.WorkingGroup}), 6)
        )
        for under in unders:
            if over is not None and under.entity and over.entity and under.entity != over.entity:
                yield sentence.fact(
                    over.entity,
                    ORG.hasSubOrganization,
                    under.entity,
                    min(over.first, under.first) if near else under.first,
                    under.last,
                )


def _all_report(sentence: Sentence, parts: dict[str, list[str]]) -> Iterator[Fact]:
    """As in "The sub-commissions report to the Commission", "each reports to the Dialogue": all the parts named before."""
    for first, last in sentence.search(_REPORTS):
        over = _first(sentence.after(last, COMITY.WorkingGroup))
        subject = sentence.tokens.folds[max(sentence.first, first - 4) : first]
        if over is None or over.entity is None or over.first - last > 3 or sentence.before(first, *_GROUPS):
            continue
        if subject[:1] == ["each"] or any(w in _SUBGROUPS or w in ("they", "groups", "commissions") for w in subject):
            for under in parts.get(over.entity, ()):
                yield sentence.fact(under, ORG.reportsTo, over.entity, max(sentence.first, first - 3), over.last)


def _first(found: list[Mention]) -> Mention | None:
    return found[0] if found else None


def _last(found: list[Mention]) -> Mention | None:
    return found[-1] if found else None


# Meetings


def _meetings(sentence: Sentence) -> Iterator[Fact]:
    for mention in sentence.mentions:
        if mention.mints not in _MEETINGS or not mention.entity:
            continue
        if len(mention.parties) == 2:
            for iri in mention.parties:
                yield sentence.fact(mention.entity, COMITY.participant, iri, mention.first, mention.last)
        if mention.mints == COMITY.Event:
            yield from _event(sentence, mention)


def _event(sentence: Sentence, event: Mention) -> Iterator[Fact]:
    """Where a meeting was held, who hosted it, who took part."""
    assert event.entity is not None
    for _, last in sentence.search(_HELD):
        places = [m for m in sentence.after(last, COMITY.Place) if m.first - last <= 3]
        if places and places[0].entity and abs(last - event.last) <= 8:
            yield sentence.fact(
                places[0].entity,
                COMITY.hosts,
                event.entity,
                min(event.first, places[0].first),
                max(event.last, places[0].last),
            )
    for first, last in sentence.search(_HOSTED):
        for host in listed(sentence, last, ACTORS | {COMITY.Place}, 3):
            if host.entity and event.last <= first:
                yield sentence.fact(host.entity, COMITY.hosts, event.entity, event.first, host.last)
    for first, last in sentence.search(_ATTEND):
        if 0 <= first - event.last <= 4:
            for member in _people_of(listed(sentence, last, ACTORS, 4)):
                if member.entity:
                    yield sentence.fact(event.entity, COMITY.participant, member.entity, event.first, member.last)
    speakers = [
        m
        for m in sentence.before(event.first, FOAF.Person)
        if sentence.tokens.folds[m.last : event.first].count("at") == 1
    ]
    for speaker in speakers[-1:]:
        if speaker.entity and event.first - speaker.last <= 6:
            yield sentence.fact(event.entity, COMITY.participant, speaker.entity, speaker.first, event.last)


# Founding, operations


def _founding(sentence: Sentence) -> Iterator[Fact]:
    for first, last in sentence.search(_ESTABLISHED):
        things = [
            m for m in sentence.mentions if 0 <= first - m.last <= 4 and m.mints not in ACTORS - {COMITY.WorkingGroup}
        ]
        for founder in listed(sentence, last, ACTORS, 4):
            if things and things[-1].entity and founder.entity and founder.entity != things[-1].entity:
                yield sentence.fact(
                    things[-1].entity, COMITY.establishedBy, founder.entity, things[-1].first, founder.last
                )
    for first, last in sentence.search(_ESTABLISH):
        groups = [m for m in sentence.after(last, *_FOUNDED) if m.first - last <= 5]
        if not groups or not groups[0].entity:
            continue
        for actor in _before_verb(sentence, first):
            for iri in actor:
                if iri != groups[0].entity:
                    yield sentence.fact(groups[0].entity, COMITY.establishedBy, iri, first, groups[0].last)


def _before_verb(sentence: Sentence, verb: int) -> Iterator[tuple[str, ...]]:
    """The actors right before a verb, over a modal and light words."""
    at = verb
    for actor in sorted(sentence.actors(), key=lambda a: -a.last):
        if actor.last > at:
            continue
        gap = sentence.tokens.folds[actor.last : at]
        if len(gap) > 4 or any(
            w
            not in (
                "and",
                "the",
                "will",
                "shall",
                "hereby",
                "jointly",
                "agreed",
                "agree",
                "to",
                ",",
                "also",
                "y",
                "los",
                "gobiernos",
                "governments",
                "of",
                "have",
            )
            for w in gap
        ):
            return
        yield actor.iris
        at = actor.first


def _operations(sentence: Sentence) -> Iterator[Fact]:
    for operation in (m for m in sentence.mentions if m.mints == COMITY.Operation):
        targets = sentence.after(operation.last, COMITY.CriminalOrganization)
        linked = [
            t for t in targets if any(_TARGET.fullmatch(w) for w in sentence.tokens.forms[operation.last : t.first])
        ]
        for target in linked[:1]:
            if operation.entity and target.entity and target.first - operation.last <= 14:
                yield sentence.fact(operation.entity, COMITY.targets, target.entity, operation.first, target.last)
    for first, last in sentence.search(_STATIONED):
        agencies = [m for m in sentence.before(first, COMITY.Agency) if first - m.last <= 4]
        places = [m for m in sentence.after(last, COMITY.Country, COMITY.Place) if m.first - last <= 2]
        if agencies and places and agencies[-1].entity and places[0].entity:
            yield sentence.fact(
                agencies[-1].entity, COMITY.operatesIn, places[0].entity, agencies[-1].first, places[0].last
            )


# Posts


def _posts(sentence: Sentence) -> Iterator[Fact]:
    """Who holds a post, whose post it is, and whom its holder represents."""
    for mention in sentence.mentions:
        if mention.mints == FOAF.Person and mention.post is not None and mention.post.entity and mention.entity:
            post = mention.post
            first, last = _span(mention, post)
            yield sentence.fact(mention.entity, ORG.holds, post.entity or "", first, last)
            country = _country_of(sentence, post) if post.block == mention.block else None
            if country is not None:
                yield sentence.fact(
                    mention.entity,
                    COMITY.represents,
                    country[0],
                    min(mention.first, country[1]),
                    max(mention.last, country[2]),
                )
            elif mention.owner is not None:
                yield sentence.fact(mention.entity, COMITY.represents, mention.owner, first, last)
        if mention.mints == ORG.Post and mention.entity:
            yield from _post_in(sentence, mention)


def _post_in(sentence: Sentence, post: Mention) -> Iterator[Fact]:
    """The body or country that a post's own words name."""
    assert post.entity is not None
    inside = [
        m
        for m in sentence.mentions
        if post.first < m.first
        and m.last <= post.last
        and m.mints in (COMITY.Agency, COMITY.WorkingGroup, COMITY.IntergovernmentalOrganization, COMITY.Legislature)
    ]
    for body in inside[:1]:
        if body.entity:
            yield sentence.fact(post.entity, ORG.postIn, body.entity, post.first, post.last)
    for country in _countries_of(sentence, post):
        yield sentence.fact(post.entity, ORG.postIn, country[0], country[1], country[2])


def _countries_of(sentence: Sentence, post: Mention) -> list[tuple[str, int, int]]:
    """The countries whose post it is: before it as a possessive or adjective, or after it with "of", not with "to"."""
    found: list[tuple[str, int, int]] = []
    tokens = sentence.tokens
    if post.owner is not None:
        before = [m for m in sentence.mentions if m.entity == post.owner and 0 <= post.first - m.last <= 1]
        found += [(post.owner, m.first, post.last) for m in before[-1:]]
    if post.parties:
        return found + [(iri, post.first, post.last) for iri in post.parties if iri != post.owner]
    linked = False
    for mention in sentence.mentions:
        if (
            mention.mints != COMITY.Country
            or mention.rule.startswith("adjective")
            or not (post.first < mention.first and mention.last <= post.last)
            or not mention.entity
        ):
            continue
        gap = tokens.folds[max(post.first, mention.first - 2) : mention.first]
        linked = "of" in gap or "de" in gap or "del" in gap or linked and "and" in gap
        if linked and "to" not in gap:
            found.append((mention.entity, post.first, post.last))
    return found


def _country_of(sentence: Sentence, post: Mention) -> tuple[str, int, int] | None:
    found = _countries_of(sentence, post)
    return found[0] if len(found) == 1 else None
