"""Who chairs and leads bodies, meetings and delegations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.facts.in_chair import in_chair, side_before
from loaders.facts.referents import antecedent, coordinated, referents
from loaders.facts.scene import Fact, Sentence, listed, people_of
from loaders.facts.venues import only_when
from loaders.words.classes import MEETINGS, OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF, ORG

_FOR_SIDE: Final = r"(?:on|for|from|por|de)\s+(?:[\w.-]+\s+){1,5}?(?:by|por)\b"
"""The side that stands before its leader ("led on the Kenyan side by X")."""
_CHAIRED: Final = re.compile(
    rf"\b(?:chaired|presidid[oa]s?),?\s+{_FOR_SIDE}|"
    r"\b(?:co-?\s?)?(?:chaired|presided over|presidid[oa]s?|copresidid[oa]s?),?\s+"
    r"(?:(?:in turn|(?:de (?:forma|manera) )?\w+),?\s+)?(?:by|por)\b"
    r"|\b(?:chair(?:manship)?|presidency) (?:shall|will) be (?:held|exercised|assumed|taken) (?:\w+ )?by\b"
    r"|\bpresidencia (?:será|estará) (?:ejercida|asumida) (?:\w+ ){0,3}?por\b"
    r"|\b(?:be|been|is|was|are|were) (?:co-?\s?)?chaired\s+(?:[\w-]+\s+){1,6}?by\b"
    r"|\bunder the (?:joint |alternate |alternating )?(?:co-?\s?)?(?:chair(?:man|person)?(?:ship)?|presidency) of\b"
    r"|\bbajo la (?:co)?presidencia(?: conjunta| compartida| alterna)? de(?=l?\b)"
    r"|\bque\s+(?:co)?presid(?:en?|irán?|ió|ieron)\b|\b(?:co-?\s?)?chair(?:man|woman|person)?s?:"
    r"|\b(?:la|lo)s?\s+(?:co)?(?:presidieron|presidió|presiden?|presidirán?)\b",
    re.IGNORECASE,
)
_LED: Final = re.compile(
    rf"\b(?:led|headed|coordinated|encabezad[oa]s?|liderad[oa]s?),?\s+{_FOR_SIDE}|"
    r"\b(?:co-?\s?)?(?:led|headed|coordinated|directed|commanded|managed|run|encabezad[oa]s?|liderad[oa]s?|dirigid[oa]s?"
    r"|coordinad[oa]s?|conducid[oa]s?),?\s+(?:(?:de (?:forma|manera) )?\w+,?\s+)?(?:by|por)\b"
    r"|\b(?:be|been|is|was|are|were) (?:led|headed|coordinated|directed|run)\s+(?:[\w-]+\s+){1,6}?by\b"
    r"|\bunder the (?:joint )?(?:leadership|direction|co-?ordination|command|guidance) of\b"
    r"|\bque\s+(?:dirigen?|lideran?|encabezan?|coordinan?|comandan?|(?:dirigir|liderar|encabezar|coordinar|comandar)án?)"
    r"(?=\s+(?:el|la|los|las|[A-ZÁÉÍÓÚ]))"
    r"|\bbajo (?:la|el) (?:dirección|coordinación|conducción|mando|liderazgo|responsabilidad)(?: \w+)? (?:de(?=l\b)|de)"
    r"|\b(?:la|lo)s?\s+(?:dirig|encabez|coordin|lider|conduc|comand)(?:e|a|en|an|ó|ió|irá|ará|irán|arán)\b"
    r"|\ba cuyo frente (?:se encuentra|está|estuvo|estará)\b|\ba cargo (?:de(?=l\b)|de)"
    r"|\b(?:co-?)?(?:heads?|leaders?|co-?ordinators?|coordinador(?:a|es)?):",
    re.IGNORECASE,
)
_CHAIRED_WITH: Final = re.compile(
    r"\bwhich (?:he|she) (?:co-?\s?)?(?:chaired|presided over)(?: together| jointly)? with\b", re.IGNORECASE
)
_LED_WITH: Final = re.compile(
    r"\bwhich (?:he|she) (?:co-?\s?)?(?:led|headed)(?: together| jointly)? with\b", re.IGNORECASE
)
_UNDER: Final = re.compile(r"\bunder(?=\s+(?:(?:the|[A-Z][\w.]*)\s+)?[A-Z])")
_CHAIRS: Final = re.compile(
    r"\bchairing\b|\b(?:co-?)?(?:chairs|chaired|preside|presiden|presidió|presidieron|presidirán?|copreside[n]?)\b(?!\s+(?:by|of|por))"
    r"|\b(?:(?:will|shall|to|jointly|continues? to)\s+){1,2}(?:co-?)?chair\b|\b(?:co-?)chair\b(?=\s+(?:the|a)\b|[,.;])"
    r"|\b(?:presid(?:es?|ed)|will preside) over\b"
    r"|\b(?:ejercen?|ejercerán?|ocupan?|ocuparán?|asume|asumirán?) la (?:co)?presidencia de(?=l?\b)"
    r"|\b(?:takes?|took|holds?|held|assumes?|assumed) the (?:co-?)?(?:chair(?:manship)?|presidency) of\b",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"\b(?:leads|heads|led|headed|directs|coordinates|commands|commanded|(?<=who )(?:runs|ran|manages|managed)"
    r"|comandan?|comandó|(?<=quien )manda|encabeza|encabezará|encabezó|encabezaron|lidera|liderará|lideraron"
    r"|dirige|dirigirá|dirigió|dirigieron|coordina|coordinará)\b(?!\s+(?:by|to|por))"
    r"|\b(?:(?:will|shall|to|jointly|continues? to)\s+){1,2}(?:lead|head|direct|co-?ordinate|run)\b"
    r"|\b(?:is|are|was|were|will be|took|takes) (?:in )?(?:charge|command) of\b|\b(?:está|estará) al frente de(?=l?\b)",
    re.IGNORECASE,
)
_CHAIR_NOUN: Final = r"(?:co-?\s?)?(?:chair(?:man|woman|person)?s?|chairmen|presidents?|presidentes?|presidentas?)"
_LEAD_NOUN: Final = (
    r"(?:co-?\s?)?(?:co-?ordinators?|leaders?|heads?|commanders?|coordinador(?:es|as|a)?|jef[ea]s?|titular(?:es)?"
    r"|cabecillas?|líder(?:es)?|kingpin|ringleader|boss)"
)
_ITS: Final = r"\b(?:its|their|the|whose|su|sus|cuy[oa]s?)\s+(?:(?:first|current|new|joint|two|dos)\s+)?"
_IS: Final = r"(?:\s*,|\s*:|\s+(?:is|are|was|were|will be|shall be|es|son|será|serán)\b)"
_ITS_CHAIR: Final = re.compile(rf"{_ITS}{_CHAIR_NOUN}{_IS}", re.IGNORECASE)
_ITS_LEADER: Final = re.compile(
    rf"{_ITS}{_LEAD_NOUN}{_IS}|\b(?:whose|cuy[oa]) (?:executive )?director[ae]?(?: (?:ejecutiv[oa]|general))?{_IS}",
    re.IGNORECASE,
)
_AS: Final = (
    r"\b(?:(?:is|are|was|were|will be|serves?|served|acts?|acted|will serve|appointed|named|elected|designated)"
    r"\s+){1,2}"
    r"(?:jointly\s+)?(?:as\s+)?(?:its|their|the)?\s*(?:(?:first|new|current)\s+)?"
)
_AS_CHAIR: Final = re.compile(rf"{_AS}{_CHAIR_NOUN}\b(?!\s*,)", re.IGNORECASE)
_AS_LEADER: Final = re.compile(rf"{_AS}{_LEAD_NOUN}\b(?!\s*,)", re.IGNORECASE)
_LEADERS: Final = OFFICIALS | {COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization}
_LED_THINGS: Final = MEETINGS | {
    COMITY.Agency,
    COMITY.Legislature,
    COMITY.Operation,
    COMITY.Program,
    COMITY.IntergovernmentalOrganization,
}
_WHOSE: Final = frozenset("whose cuyo cuya".split())
_SIDE_NOUNS: Final = frozenset("side part lado parte".split())
_FOR: Final = frozenset({"for", "por"})
_MEETING: Final = frozenset("the a first second third meeting session sitting plenary talks of work".split())
"""Words between "chaired" and the body whose meeting someone chairs."""
_WILL: Final = frozenset("will shall to".split())
_UNDER_IT: Final = frozenset(
    "under reporting answerable attached subordinate dependiente adscrito adscrita subordinado subordinada".split()
)
"""Words between a body and the one above it."""
_RELATIVE: Final = frozenset("which whom que cual".split())
_ARTICLES: Final = (["el"], ["la"], ["los"], ["las"], ["is"], ["are"], ["was"], ["were"], [","])
"""What opens the subject after the object ("Presidió el Comité el ministro X")."""
_BY: Final = frozenset({"by", "por"})
_SEPARATORS: Final = frozenset({",", ";", "and", "y"})
"""What stands before a second "by"."""
_NEW: Final = frozenset("a an un una".split())
"""Articles before a body that a sentence brings up, of which a participle right after it tells."""
_ITS_OWN: Final = frozenset({"its", "su"})
BACK: Final = 3
"""Sentences back in which the body may be named whose leader "its" brings."""
NEXT: Final = 4
"""Tokens between a body, with its acronym in parentheses, and the relative clause about it."""
ASIDE: Final = 9
"""Tokens of an aside between commas, after the object of a verb."""
REACH: Final = 5
"""Tokens between a verb and what it says: its object, or the first of a list."""


def leadership(sentence: Sentence) -> Iterator[Fact]:
    """Every fact about chairs and leaders that a sentence states."""
    for pattern, predicate, reading in _READINGS if sentence.may_hold(_LEADING) else ():
        for first, last in sentence.search(pattern):
            yield from reading(sentence, predicate, first, last)
    yield from in_chair(sentence)


def _led_by(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "The Y, chaired by X"."""
    leaders = _of_side(sentence, last)
    leaders += [m for m in _for_other_sides(sentence, last) if m not in leaders]
    yield from _latter(sentence, predicate, last)
    side = side_before(sentence, first)
    if side is not None:
        for leader in [m for m in leaders[:1] if m.mints == FOAF.Person]:
            yield from sentence.relate(leader, COMITY.represents, side, side.first, leader.last)
        return
    groups = _groups(sentence, first) if leaders else []
    if not groups and first == sentence.first and sentence.previous is not None:
        groups = [m for m in sentence.previous.mentions if m.mints in MEETINGS and _is_label(sentence, last)][-1:]
    if leaders and not groups:
        groups = [m for m in sentence.after(leaders[-1].last, *MEETINGS) if m.first - leaders[-1].last <= 3][:1]
    for group in groups:
        yield from _stated(sentence, predicate, group, leaders, (first, last))


def _is_label(sentence: Sentence, last: int) -> bool:
    """Whether words at the beginning of a line say of whom the heading above is led ("Coordinators: X; Y")."""
    return sentence.tokens.forms[last - 1] == ":"


def _latter(sentence: Sentence, predicate: str, token: int) -> Iterator[Fact]:
    """As in "The former is led by X, the latter by Y": who leads the last body of the sentence before."""
    folds, before = sentence.tokens.folds, sentence.previous
    groups = coordinated(before) if before is not None else []
    for at in range(token, sentence.last - 2) if len(groups) > 1 else ():
        if folds[at] == "latter" and folds[at + 1] in _BY:
            for leader in _leaders(sentence, at + 2)[:1]:
                yield from sentence.relate(groups[-1], predicate, leader, at, leader.last)


def _of_side(sentence: Sentence, token: int) -> list[Mention]:
    """Those listed after "by", up to a side of whom "by" names the next ("presidida, por Chile, por X")."""
    leaders = _leaders(sentence, token)
    for i, leader in enumerate(leaders):
        after = sentence.tokens.folds[leader.last : leader.last + 1]
        if leader.mints == COMITY.Country and not _SEPARATORS.isdisjoint(after):
            return leaders[:i]
    return leaders


def _for_other_sides(sentence: Sentence, token: int) -> list[Mention]:
    """Those whom a further "by" brings: "and, on the Kenyan side, by X", "y, por Ecuador, por el secretario Y"."""
    folds = sentence.tokens.folds
    found: list[Mention] = []
    for i in range(token, sentence.last - 1):
        if folds[i] in _BY and (folds[i - 1] in _SEPARATORS or _is_side(sentence, token, i)):
            found += _of_side(sentence, i + 1)
    return found


def _is_side(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the side of whom "by" then names the leader ends at a token ("and on the Canadian side by Y")."""
    folds = sentence.tokens.folds
    if folds[last - 1] in _SIDE_NOUNS:
        return "and" in folds[max(first, last - 5) : last] or "y" in folds[max(first, last - 6) : last]
    countries = [m for m in sentence.before(last, COMITY.Country) if m.last == last and m.first > first]
    return any(not _FOR.isdisjoint(folds[m.first - 2 : m.first]) for m in countries)


def _stated(
    sentence: Sentence, predicate: str, group: Mention, leaders: Sequence[Mention], verb: tuple[int, int]
) -> Iterator[Fact]:
    """A body and who leads it, and the body whose meeting it is; who leads a delegation represents its country."""
    start = min(group.first, verb[0]) if group in sentence.mentions else verb[0]
    for leader in leaders:
        first, last = min(start, leader.first), max(verb[1], leader.last)
        if group in sentence.mentions:
            last = max(last, group.last)
        yield from sentence.relate(group, predicate, leader, first, last)
        if group.mints == COMITY.Event and group.parent is not None and group.parent.mints == COMITY.WorkingGroup:
            yield from sentence.relate(group.parent, predicate, leader, first, last)
        if group.head == "delegation" and group.owner and leader.mints == FOAF.Person and leader.entity:
            yield sentence.fact(leader.entity, COMITY.represents, group.owner, first, last)


def _leaders(sentence: Sentence, token: int, classes: frozenset[str] = _LEADERS) -> list[Mention]:
    """Those listed from a token on; a body beside an official is where that one works, and does not lead."""
    found = [m for m in listed(sentence, token, classes, REACH) if not m.rule.startswith("adjective")]
    if found and (
        found[0].mints in OFFICIALS
        or _is_theirs(sentence, found)
        or found[0].mints == COMITY.Country
        and _is_for(sentence, found[0])
    ):
        found = [m for m in found if m.mints in OFFICIALS]
    return people_of(found)


def _is_theirs(sentence: Sentence, found: Sequence[Mention]) -> bool:
    """Whether a body stands right before the rank and name of one of its people ("led by Coast Guard Commodore X")."""
    if len(found) == 1 or found[0].mints != COMITY.Agency or found[1].mints != FOAF.Person:
        return False
    return all(map(sentence.tokens.capital, range(found[0].last, found[1].first)))


def _is_for(sentence: Sentence, country: Mention) -> bool:
    """Whether a country is the one for which the official named next acts ("que presidirá por México el fiscal X")."""
    after = sentence.tokens.folds[country.last : country.last + 1]
    return sentence.tokens.folds[country.first - 1] in _BY and after in _ARTICLES


def _groups(sentence: Sentence, token: int) -> list[Mention]:
    """The bodies that a participle belongs to: the last one named before it, or those that a pronoun means."""
    pointed = referents(sentence, token) if not sentence.before(token, *MEETINGS) else []
    group = _nearest_group(sentence, token)
    return pointed or ([group] if group is not None else [])


def _under(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "A Sub-Group on X was set up under Mr Y": a person, by name, right after."""
    people = [m for m in _leaders(sentence, last, OFFICIALS) if m.mints == FOAF.Person]
    group = _nearest_group(sentence, first)
    if group is not None and people and people[0].first - last <= REACH and first - group.last <= REACH:
        yield from _stated(sentence, predicate, group, people, (first, last))


def _leads(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "X chairs the Y": the officials before the verb, the body after it, or before a relative pronoun."""
    leaders = _before_verb(sentence, first) or _before_verb(sentence, first, _LEADERS)
    folds = sentence.tokens.folds
    near = [
        m
        for m in sentence.after(last, *_LED_THINGS)
        if m.first - last <= 3 or _MEETING.issuperset(folds[last : m.first])
    ]
    after = near or [m for m in sentence.after(last, *_LED_THINGS) if only_when(sentence, last, m.first)]
    if sentence.tokens.folds[first - 1 : first] in (["who"], ["quien"]):
        leaders = leaders[-1:]
    said = last + (sentence.tokens.folds[last : last + 1] == ["over"])
    if not after and sentence.tokens.folds[said : said + 1] == ["it"] and sentence.previous is not None:
        meant = antecedent(sentence.previous)
        after = [meant] if meant is not None else []
    if not leaders and after:
        start = _over_aside(sentence, after[0].last)
        opened = sentence.tokens.folds[start : start + 1] in _ARTICLES
        leaders = people_of(listed(sentence, start, OFFICIALS, 1)) if opened else []
    if not leaders:
        return
    if after:
        leaders += [m for m in _jointly_with(sentence, after[0].last) if m not in leaders]
    between = sentence.tokens.folds[sentence.first : leaders[0].first]
    before = sentence.before(leaders[0].first, *MEETINGS, COMITY.Operation)
    if after:
        part = [m for m in sentence.mentions if m.first == after[0].last + 1 and m.mints in _LED_THINGS]
        owned = part and sentence.tokens.kinds[after[0].last] == "s"
        yield from _stated(sentence, predicate, part[0] if owned else after[0], leaders, (first, last))
    elif before and not _RELATIVE.isdisjoint(between[before[-1].last - sentence.first :]):
        yield from _stated(sentence, predicate, before[-1], leaders, (first, last))


def _over_aside(sentence: Sentence, token: int) -> int:
    """Past words between commas ("Coordinará el Grupo, durante el primer año, el coronel X")."""
    forms = sentence.tokens.forms
    if forms[token : token + 1] != [","]:
        return token
    return next((i + 1 for i in range(token + 1, min(token + ASIDE, sentence.last)) if forms[i] == ","), token)


def _jointly_with(sentence: Sentence, token: int) -> list[Mention]:
    """The officials with whom someone chairs a body ("who co-chairs the Panel with Minister X")."""
    folds = sentence.tokens.folds
    at = token + (folds[token : token + 1] in (["together"], ["jointly"], ["junto"]))
    if folds[at : at + 1] not in (["with"], ["con"]):
        return []
    return [m for m in _leaders(sentence, at + 1, OFFICIALS) if m.mints == FOAF.Person]


def _before_verb(sentence: Sentence, verb: int, classes: frozenset[str] = OFFICIALS) -> list[Mention]:
    """The officials, or bodies, of the list that ends right before a verb, persons in place of their posts."""
    found: list[Mention] = []
    at = verb
    named = {i for m in sentence.mentions if m.mints not in classes for i in range(m.first, m.last)}
    for mention in sorted(sentence.before(verb, *classes), key=lambda m: -m.last):
        paired = any(m.post is mention or mention.post is m for m in found) and mention.last <= at
        between = [w for i in range(mention.last, at) if i not in named and (w := sentence.tokens.folds[i]) not in "()"]
        listed_too = len(between) <= 2 or len(between) <= REACH and found and between[0] in _SEPARATORS
        listed_too = listed_too and not (found and "who" in between)
        if not paired and not listed_too:
            break
        found.insert(0, mention)
        at = mention.first
    return people_of(found)


def _its_leader(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "Its coordinator, X, reported"; "the Group's chair is X"."""
    leaders = [m for m in _leaders(sentence, last, OFFICIALS) if m.mints == FOAF.Person]
    owned = [m for m in sentence.before(first + 1, *MEETINGS) if first - m.last <= 1]
    folds = sentence.tokens.folds
    gangs = [m for m in sentence.before(first, COMITY.CriminalOrganization) if first - m.last == 1]
    owned = owned or (gangs if folds[first] in _WHOSE else [])
    groups = owned or ([] if folds[first] == "the" else _groups(sentence, first + 1))
    named = folds[sentence.first] in _ITS_OWN or folds[first : first + 2] == ["the", "first"]
    earlier = _group_before(sentence) if named and not groups else None
    for group in (*groups, *([earlier] if earlier is not None else ())) if leaders else ():
        yield from _stated(sentence, predicate, group, leaders, (first, last))


def _group_before(sentence: Sentence) -> Mention | None:
    """The working group of one of the sentences before, whose "first chair" one names."""
    before = sentence.previous
    for _ in range(BACK):
        groups = [m for m in before.mentions if m.mints == COMITY.WorkingGroup] if before is not None else []
        if groups or before is None:
            return groups[-1] if groups else None
        before = before.previous
    return None


def _as_leader(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "X is its coordinator", "X was elected chair of the Y", "A and B, who acted as co-chairs"."""
    leaders = [m for m in people_of(sentence.before(first, *OFFICIALS)) if m.mints == FOAF.Person]
    after = [m for m in sentence.after(last, *MEETINGS) if m.first - last <= 3]
    group = after[0] if after else _nearest_group(sentence, leaders[0].first) if leaders else None
    for each in [group] if group is not None else referents(sentence, sentence.first + 1):
        named = [m for m in leaders if m.first >= each.last] if each in sentence.mentions and not after else leaders
        yield from _stated(sentence, predicate, each, named, (first, last))


def _nearest_group(sentence: Sentence, token: int) -> Mention | None:
    """The body or meeting that a participle belongs to: the last one named before it in the sentence."""
    above = {id(m.parent) for m in sentence.mentions}
    outer = [m for m in sentence.before(token, *_LED_THINGS) if id(m) not in above and not _is_in_post(sentence, m)]
    outer = _over_clause(sentence, outer, token)
    outer = [m for m in outer if m.mints != COMITY.Legislature or token - m.last <= NEXT]
    groups = [m for m in outer if m.mints in MEETINGS] or [m for m in outer if not _acts(sentence, m.last, token)]
    if not groups:
        return None
    folds = sentence.tokens.folds
    if token - outer[-1].last <= 1 and folds[outer[-1].first - 1] in _NEW:
        return outer[-1]
    over = {m.entity for m in groups if not _UNDER_IT.isdisjoint(folds[max(0, m.first - 4) : m.first])}
    groups = [m for m in groups if m.entity not in over] or groups
    events = [m for m in groups if m.parent is not None and m.mints == COMITY.Event]
    return next((m for m in events if m.parent is not None and m.parent.entity == groups[-1].entity), groups[-1])


def _over_clause(sentence: Sentence, found: list[Mention], token: int) -> list[Mention]:
    """What is named before a relative clause that a comma closes ("The X, which reports to the Y, is led by")."""
    folds, opening = sentence.tokens.folds, next(iter(found), None)
    if opening is None or found[-1] is opening or opening.first - sentence.first > 1:
        return found
    start = opening.last + (3 if folds[opening.last : opening.last + 1] == ["("] else 0)
    relative = folds[start : start + 1] == [","] and not _RELATIVE.isdisjoint(folds[start + 1 : start + 3])
    closes = next((i for i in range(start + 2, token) if folds[i] == ","), None) if relative else None
    after = [m for m in found if closes is not None and m.first > closes]
    return found if closes is None or after else [opening]


def _acts(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a verb stands between a body and a participle, which is then of what the body makes or does."""
    forms = sentence.tokens.forms[first:last]
    return any(
        form.endswith(("rá", "rán")) or form in _WILL and forms[i + 1 :][:1] != ["be"] for i, form in enumerate(forms)
    )


def _is_in_post(sentence: Sentence, mention: Mention) -> bool:
    return any(m.mints == ORG.Post and m.first <= mention.first and mention.last <= m.last for m in sentence.mentions)


def _with_whom(sentence: Sentence, predicate: str, first: int, last: int) -> Iterator[Fact]:
    """As in "After the X, which he co-chaired with Y, Z said": Y, and the person who speaks."""
    groups = [m for m in sentence.before(first + 1, *MEETINGS) if first - m.last <= NEXT]
    peers = [m for m in _leaders(sentence, last, OFFICIALS) if m.mints == FOAF.Person]
    others = [m for m in sentence.after(last, FOAF.Person) if m not in peers] or sentence.before(first, FOAF.Person)[
        -1:
    ]
    for group in groups[-1:] if peers else ():
        yield from _stated(sentence, predicate, group, [*peers, *others[:1]], (first, last))


_READINGS: Final = (
    (_CHAIRED_WITH, COMITY.chairedBy, _with_whom),
    (_LED_WITH, COMITY.ledBy, _with_whom),
    (_CHAIRED, COMITY.chairedBy, _led_by),
    (_LED, COMITY.ledBy, _led_by),
    (_UNDER, COMITY.ledBy, _under),
    (_CHAIRS, COMITY.chairedBy, _leads),
    (_LEADS, COMITY.ledBy, _leads),
    (_ITS_CHAIR, COMITY.chairedBy, _its_leader),
    (_ITS_LEADER, COMITY.ledBy, _its_leader),
    (_AS_CHAIR, COMITY.chairedBy, _as_leader),
    (_AS_LEADER, COMITY.ledBy, _as_leader),
)
"""What says who leads, what it states, and how the words around it are read."""
_LEADING: Final = tuple(pattern for pattern, _, _ in _READINGS)
