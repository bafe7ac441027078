"""Which bodies are part of others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.facts.referents import antecedent, referents
from loaders.facts.reporting import SUBGROUPS, all_report, reports
from loaders.facts.scene import Fact, Scene, Sentence, listed, span_of
from loaders.words.classes import MEETINGS, ORGANISED
from loaders.words.mentions import Mention
from ontology.terms import COMITY, ORG

_HAS: Final = re.compile(
    r"\b(?:has|have|comprises?|consists? of|includes?|(?:is|be) (?:made up|composed) of|is divided into|works? through"
    r"|oversees?|(?:is|are|(?:will|shall) be) (?:supported|assisted|served) by|supervisa|supervisará"
    r"|(?:will|shall|may) (?:have|comprise|consist of|work through|include|form|oversee)"
    r"|tiene|tendrá|comprende|comprenderá"
    r"|cuenta con|contará con|integran|consta de|constará de|se compone de|se (?:divide|organiza|estructura) en"
    r"|(?:está|estará) (?:integrad|compuest|conformad)[oa] por)\b",
    re.IGNORECASE,
)
_SETS_UP: Final = re.compile(
    r"\b(?:sets? up|established|establishes|created|creates|formed|forms|(?:crea|constituye|establece|conforma)n?"
    r"|creó|estableció|constituyó|conformó|instal(?:ó|an?)"
    r"|(?:approved?|approves|agreed (?:on|to)|decided (?:on|upon)|endorsed) the"
    r" (?:creation|establishment|formation|setting[- ]up) of"
    r"|(?:aprobó|acordó|dispuso|decidió|aprueban?|acuerdan?|disponen?) la (?:creación|constitución|conformación) de"
    r"|(?:will|shall|may|to) (?:establish|set up|create|form)|(?:crear|establecer|constituir|conformar)án?"
    r"|(?:podrán?|deberán?|pueden?) (?:crear|establecer|constituir|conformar))\b"
    r"(?!\s+by\b)",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"\b(?:under(?: the (?:umbrella|authority|aegis|auspices) of)?|within|as part of|dentro de(?=l?\b)"
    r"|en el seno de(?=l?\b)|bajo)(?=\W|l\b)",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"\b(?:(?:part|a subsidiary(?: body)?|an? (?:arm|organ|component|sub-?group|unit|branch)"
    r"|one of (?:\w+ ){1,3}?\w+|an? (?:sub-?body|body|division|wing|section|department|agency)) of"
    r"|(?:which|that) (?:falls?|comes?|sits?|operates?|works?) (?:directly )?(?:under|within)"
    r"|belongs? to|attached to|forman? parte de(?=l?\b)|(?:adscrit|pertenecient)[oae]s? a(?=l?\b)"
    r"|(?:órgano|unidad|dependencia) (?:\w+ )?de(?=l?\b)|uno de los (?:\w+ ){1,3}de(?=l?\b))(?=\W|l\b)",
    re.IGNORECASE,
)
_DEPEND: Final = re.compile(r"\bdepend(?:en?|erán?)\s+de\s+(?:ella|él|este|esta|ellos)\b", re.IGNORECASE)
_DEPENDS: Final = re.compile(r"\bdepend(?:en?|erán?|ientes?)\b", re.IGNORECASE)
_FROM: Final = frozenset({"de", "del"})
NEAR: Final = 3
"""Tokens between a verb and the name of a body."""
_FORMED: Final = frozenset(
    "formed established created set appointed launched "
    "constituted works work operates operate meets crea creado creada "
    "establecido establecida constituido funciona funcionara".split()
)
_THERE: Final = frozenset("there function operate exist hay existen funcionan operan".split())
MOST: Final = 8
"""Parts that a sentence names."""
COUNTED: Final = 24
"""Tokens after "has" within which a sentence may count groups."""
_PICKED: Final = frozenset("first one second primero primera uno una segundo segunda".split())
REACH: Final = 9
"""Tokens at the beginning of a sentence in which a numeral picks a group."""
_RELATIVE: Final = frozenset("which that also currently , ( ) que cual tambien".split())
"""Words between a group and "has"."""
_DECIDED: Final = frozenset("decided agreed resolved also acordo decidio resolvio".split())
"""Verbs between a group and what it will set up."""
_A: Final = frozenset("a an un una".split())
_AND: Final = frozenset("and y e".split())
_GROUP: Final = frozenset({COMITY.WorkingGroup})
_WHOSE: Final = ({"whose"}, {"cuyo"}, {"cuya"})
"""What brings a part of the body before it ("the Police, whose Crime Unit")."""
_OWNED_BY: Final = frozenset("of de del".split())
_UNITS: Final = frozenset("section unit division branch desk".split())
"""Heads of bodies that are part of the one at which they are ("the Crime Section at the Authority")."""
_OF: Final = frozenset("at of the de la el los las del".split())
_OFFICES: Final = frozenset(
    "bureau office division section directorate unit branch laboratory direccion oficina unidad seccion".split()
)
_MINISTRIES: Final = frozenset("department ministry secretariat ministerio secretaria".split())


def hierarchy(scene: Scene) -> Iterator[Fact]:
    """Every fact about parts, and about reports, which bodies that were named as parts give together."""
    parts: dict[str, list[str]] = defaultdict(list)
    for sentence in scene.sentences:
        yield from _named_parts(sentence)
        yield from _belonging(sentence)
        yield from _part_of(sentence)
        yield from reports(sentence)
        for fact in _has_groups(sentence):
            parts[fact.subject].append(str(fact.object))
            yield fact
        yield from all_report(sentence, parts)


def _named_parts(sentence: Sentence) -> Iterator[Fact]:
    """The body above, where a body's own name or the list that names it tells it."""
    for mention in sentence.mentions:
        parent = mention.parent
        if parent is None or mention.mints not in ORGANISED:
            continue
        first, last = span_of(mention, parent)
        yield from sentence.relate(parent, ORG.hasSubOrganization, mention, first, last)
        above = parent.parent if mention.rule == "spread" else None
        if above is not None:
            yield from sentence.relate(above, ORG.hasSubOrganization, mention, min(above.first, first), last)


def _belonging(sentence: Sentence) -> Iterator[Fact]:
    """As in "the Beta Group of the National Institute", "the National Police's Detachment 88": bodies of one kind."""
    tokens = sentence.tokens
    named = [m for m in sentence.mentions if m.mints in ORGANISED]
    for one in named:
        for other in named:
            if one.mints != other.mints or one.entity == other.entity or other.first <= one.last:
                continue
            gap = _without_brackets(tokens.folds[one.last : other.first])
            of = gap and (gap[0] in _OWNED_BY or gap[0] == "at" and one.head in _UNITS) and _OF.issuperset(gap)
            if of or gap == [","] and _is_office_of(sentence, one, other):
                yield from sentence.relate(other, ORG.hasSubOrganization, one, one.first, other.last)
            elif len(gap) == 1 and tokens.kinds[one.last] == "s" or gap[0:1] == [","] and set(gap[1:]) in _WHOSE:
                yield from sentence.relate(one, ORG.hasSubOrganization, other, one.first, other.last)


def _is_office_of(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether a part of a ministry stands before it in a line of two ("Lead: Bureau of X, Department of State")."""
    words = set(sentence.tokens.folds[one.first : one.last]) & _OFFICES, other.head.split()[:1]
    forms = sentence.tokens.forms
    alone = other.last == sentence.last or forms[other.last] in ".;)" and other.last + 1 >= sentence.last
    opens = one.first == sentence.first or forms[one.first - 1] in ":(" or forms[one.first - 1] == "the"
    return bool(words[0]) and words[1] != [] and words[1][0] in _MINISTRIES and alone and opens


def _part_of(sentence: Sentence) -> Iterator[Fact]:
    """As in "X is part of Y", "X, one of the three groups of Y"."""
    for first, last in sentence.search(_PART):
        unders = [m for m in sentence.before(first, *ORGANISED) if first - m.last <= 3]
        overs = [m for m in sentence.after(last, *ORGANISED) if m.first - last <= 2]
        if unders and overs and {unders[-1].mints, overs[0].mints} != {COMITY.Agency, COMITY.WorkingGroup}:
            yield from sentence.relate(overs[0], ORG.hasSubOrganization, unders[-1], unders[-1].first, overs[0].last)


def _without_brackets(words: list[str]) -> list[str]:
    """Words without a parenthesis that they open with ("(AIC) of the")."""
    return words[words.index(")") + 1 :] if words[:1] == ["("] and ")" in words else words


def _has_groups(sentence: Sentence) -> Iterator[Fact]:
    """As in "X has three working groups: the A, the B and the C", or "it has"; "X set up Y"; "Y works under X"."""
    for pattern in (_HAS, _SETS_UP):
        for first, last in sentence.search(pattern):
            over = _having(sentence, first)
            if over is None:
                continue
            for under in _had(sentence, last):
                start = min(over.first, under.first) if over in sentence.mentions else under.first
                yield from sentence.relate(over, ORG.hasSubOrganization, under, start, under.last)
    for first, last in sentence.search(_BELOW):
        yield from _below(sentence, first, last)
    yield from _its_groups(sentence)
    yield from _depending(sentence)


def _depending(sentence: Sentence) -> Iterator[Fact]:
    """As in "Del Comité dependerán los Subcomités A y B", "el Comité A, que dependerá de la Comisión B"."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_DEPENDS):
        before, after = sentence.before(first, COMITY.WorkingGroup), sentence.after(last, COMITY.WorkingGroup)
        if not before or not after or after[0].first - last > NEAR:
            continue
        fronted = folds[sentence.first] in _FROM and before[0].first - sentence.first <= 1
        over = before[0] if fronted else after[0] if folds[last] in _FROM else None
        unders = listed(sentence, last, _GROUP, NEAR) if fronted else before[-1:]
        for under in unders if over is not None else ():
            if over is not None:
                start, stop = min(over.first, under.first), max(over.last, under.last)
                yield from sentence.relate(over, ORG.hasSubOrganization, under, start, stop)


def _had(sentence: Sentence, token: int) -> list[Mention]:
    """The groups after "has": all where it counts groups, else a list, and those that another article brings."""
    folds = sentence.tokens.folds
    groups = sentence.after(token, COMITY.WorkingGroup)
    if not SUBGROUPS.isdisjoint(folds[token : token + COUNTED]):
        return groups
    found = listed(sentence, token, _GROUP)
    return found + [m for m in groups if found and m not in found and folds[m.first - 1] in ("a", "an", "un", "una")]


def _having(sentence: Sentence, verb: int) -> Mention | None:
    """The body that "has" others: right before the verb, or what a pronoun means."""
    named = sentence.before(verb, COMITY.WorkingGroup)[-1:]
    if named and (_RELATIVE | _DECIDED).issuperset(sentence.tokens.folds[named[0].last : verb]):
        return named[0]
    subject = sentence.before(verb, COMITY.WorkingGroup)[:1]
    joined = verb > sentence.first and sentence.tokens.folds[verb - 1] in _AND
    aside = subject and sentence.tokens.folds[subject[0].last] == "," == sentence.tokens.folds[verb - 1]
    if subject and (joined or aside) and subject[0].first - sentence.first <= 1:
        return subject[0]
    pointed = referents(sentence, verb) if verb - sentence.first <= 5 else []
    return pointed[0] if len(pointed) == 1 else None


def _its_groups(sentence: Sentence) -> Iterator[Fact]:
    """As in "Its Sub-Group on X will meet", "the Commission and its Committee on X", "Dependen de ella el Grupo A"."""
    groups = [m for m in sentence.mentions if m.mints == COMITY.WorkingGroup]
    folds = sentence.tokens.folds
    owned = [m for m in groups if m.first > sentence.first and folds[m.first - 1] in ("its", "su", "sus")]
    owned += _counted(sentence, groups) or _formed(sentence, groups)
    above = next((m for m in groups if m not in owned and owned and m.last <= owned[0].first), None)
    depend = [last for _, last in sentence.search(_DEPEND)]
    owned += listed(sentence, depend[0], _GROUP, 3) if depend else []
    if above is None and sentence.previous is not None:
        above = antecedent(sentence.previous)
    if above is not None and above.mints == COMITY.WorkingGroup:
        for under in owned:
            yield from sentence.relate(above, ORG.hasSubOrganization, under, under.first, under.last)


def _counted(sentence: Sentence, groups: Sequence[Mention]) -> list[Mention]:
    """As in "It may form sub-groups. The first, the Sub-Group on X, …": the group that a numeral picks."""
    opening = sentence.tokens.folds[sentence.first : sentence.first + 3]
    picked = not _PICKED.isdisjoint(opening) and groups and groups[0].first - sentence.first <= REACH
    before = sentence.previous
    if not picked or before is None or SUBGROUPS.isdisjoint(w.replace("-", "") for w in _words(before)):
        return []
    return list(groups[:1])


def _formed(sentence: Sentence, groups: Sequence[Mention]) -> list[Mention]:
    """As in "It may form sub-committees. A Sub-Committee on X shall be formed": what a sentence begins with."""
    before = sentence.previous
    new = sentence.tokens.folds[sentence.first] in _A
    opening = [m for m in groups[:1] if m.first - sentence.first <= 1 and (new or m.head.startswith("sub"))]
    formed = not _FORMED.isdisjoint(sentence.tokens.folds[sentence.first : sentence.last]) if opening else False
    if not formed or before is None or SUBGROUPS.isdisjoint(w.replace("-", "") for w in _words(before)):
        return []
    return opening


def _words(sentence: Sentence) -> list[str]:
    """The words of a sentence, those that hyphens join as one."""
    return sentence.low.replace("working parties", "groups").rstrip(".").split()


def _below(sentence: Sentence, first: int, last: int) -> Iterator[Fact]:
    """As in "A Technical Group on X will be formed under the Commission on Y", "three groups work under it: …"."""
    folds = sentence.tokens.folds
    unders = sentence.before(first, COMITY.WorkingGroup)
    overs = [m for m in sentence.after(last, COMITY.WorkingGroup) if m.first - last <= 2]
    formed = not _FORMED.isdisjoint(folds[max(sentence.first, first - 4) : first])
    formed = formed or bool(unders) and first - unders[-1].last <= 1 and folds[first] == "under"
    set_up = any(first - 2 <= end <= first for _, end in sentence.search(_SETS_UP)) and folds[first - 1] == ","
    if overs and (first - sentence.first <= 1 and not unders or set_up):
        yield from _opening(sentence, overs[0])
    yield from _unit_within(sentence, first, last)
    if formed and unders and overs:
        yield from sentence.relate(overs[0], ORG.hasSubOrganization, unders[-1], unders[-1].first, overs[0].last)
    elif formed and folds[last : last + 1] == ["it"] and sentence.previous is not None:
        counted = not SUBGROUPS.isdisjoint(folds[sentence.first : first])
        above = next((m for m in sentence.previous.mentions if m.mints in MEETINGS), None) or _earlier(sentence)
        for under in sentence.after(last, COMITY.WorkingGroup) if counted and above is not None else ():
            if above is not None:
                yield from sentence.relate(above, ORG.hasSubOrganization, under, under.first, under.last)


def _unit_within(sentence: Sentence, first: int, last: int) -> Iterator[Fact]:
    """As in "A Technical Unit is set up within the Directorate of X": the agency with which the sentence begins."""
    unders = [m for m in sentence.before(first, COMITY.Agency) if m.first - sentence.first <= 1]
    overs = [m for m in sentence.after(last, COMITY.Agency) if m.first - last <= 1]
    formed = not _FORMED.isdisjoint(sentence.tokens.folds[max(sentence.first, first - 3) : first])
    if formed and unders and overs:
        yield from sentence.relate(overs[0], ORG.hasSubOrganization, unders[0], unders[0].first, overs[0].last)


def _opening(sentence: Sentence, over: Mention) -> Iterator[Fact]:
    """As in "Under the X there are two groups: the A and the B", "Under the X, a Committee on Y was set up"."""
    for under in sentence.after(over.last, COMITY.WorkingGroup)[:MOST]:
        between = sentence.tokens.folds[over.last : under.first]
        if not (_FORMED | _THERE).isdisjoint(between) or between[:2] in (
            [",", "a"],
            [",", "an"],
            [",", "un"],
            [",", "una"],
        ):
            yield from sentence.relate(over, ORG.hasSubOrganization, under, over.first, under.last)


def _earlier(sentence: Sentence) -> Mention | None:
    """The body that the passage speaks of, some sentences back."""
    before = sentence.previous
    while before is not None:
        found = next((m for m in before.mentions if m.mints in MEETINGS), None)
        if found is not None:
            return found
        before = before.previous
    return None
