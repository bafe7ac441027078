"""Which bodies are part of others, and to whom they report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from loaders.classes import MEETINGS, OFFICIALS, ORGANISED
from loaders.mentions import Mention
from loaders.referents import antecedent, ending_list, referents, subject_group
from loaders.scene import Fact, Scene, Sentence, listed, people_of, span_of
from ontology.terms import COMITY, FOAF, ORG

_REPORT_NOUN: Final = r"(?:(?:its|their|an?|the|su|sus|un|el|los|regular|annual|written|joint|anual(?:es)?)\s+){0,3}"
_REPORTS: Final = re.compile(
    r"\b(?:reports? (?:back )?to|reporting to|report(?:s|ed)? (?:\w+ ){1,2}?to|answers? to"
    r"|(?:answerable|accountable) to"
    rf"|(?:submits?|presents?|sends?|delivers?|makes?) {_REPORT_NOUN}reports? (?:\w+ ){{0,2}}?to"
    r"|reports? (?:[\w ]{0,60}? )?(?:go|goes|be (?:sent|submitted|presented)|are (?:sent|submitted|presented)) to"
    r"|rendirán? (?:cuentas?|informes?) a|rinden? (?:cuentas?|informes?) a|(?:dependen?|dependerán?) de(?=l?\b)"
    rf"|(?:presentarán?|presentan?|remitirán?|rendirán?|elevarán?) {_REPORT_NOUN}informes? (?:\w+ )?a(?=l?\b)"
    r"|(?:informarán?|informan?|reportan?|reportarán?)(?: (?:\w+mente))? a(?=l?\b)|subordinad[oa]s? a(?=l?\b))"
    r"(?=\W|l\b)",
    re.IGNORECASE,
)
_TO_WHICH: Final = re.compile(
    r"\b(?:to (?:which|whom) (?:it|they|he|she) (?:will |shall |must )?(?:now )?reports?|a (?:la|el|l) (?:cual|que)"
    r" (?:informará|rendirá cuentas))\b",
    re.IGNORECASE,
)
_TO_IT: Final = re.compile(r"\b(?:reports?|reporting|answers?) to (?:it|them)\b", re.IGNORECASE)
_REPORT_OF: Final = re.compile(r"\b(?:reports? of|informe (?:del?|de la))\b", re.IGNORECASE)
_RECEIVES: Final = re.compile(r"\b(?:receives?|recibe)\s+(?:the|los?|el)?\s*(?:reports?|informes?)\b", re.IGNORECASE)
_HAS: Final = re.compile(
    r"\b(?:has|have|comprises?|consists? of|includes?|is made up of|is composed of|is divided into|works? through"
    r"|(?:will|shall|may) (?:have|comprise|consist of|work through|include|form)|tiene|tendrá|comprende|comprenderá"
    r"|cuenta con|contará con|integran|consta de|constará de|se compone de|se divide en"
    r"|estará (?:integrad[oa]|compuest[oa]) por)\b",
    re.IGNORECASE,
)
_SETS_UP: Final = re.compile(
    r"\b(?:sets? up|established|establishes|created|creates|formed|forms|creó|estableció|constituyó|conformó)\b"
    r"(?!\s+by\b)",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"\b(?:under(?: the (?:umbrella|authority|aegis|auspices) of)?|within|as part of|dentro de(?=l?\b)"
    r"|en el seno de(?=l?\b)|bajo)(?=\W|l\b)",
    re.IGNORECASE,
)
_DEPEND: Final = re.compile(r"\bdepend(?:en?|erán?)\s+de\s+(?:ella|él|este|esta|ellos)\b", re.IGNORECASE)
_FORMED: Final = frozenset(
    "formed established created set launched constituted works work operates operate meets crea creado creada "
    "establecido establecida constituido funciona funcionara".split()
)
_SUBGROUPS: Final = frozenset(
    "groups subgroups commissions subcommissions committees subcommittees forces cells teams panels units chapters "
    "subgrupos grupos comisiones subcomisiones comites subcomites mesas celulas equipos".split()
)
_ALL: Final = _SUBGROUPS | {"they", "both", "ambos", "ambas"}
_RELATIVE: Final = frozenset("which that also currently , ( ) que cual tambien".split())
"""Words between a group and "has"."""
_GROUP: Final = frozenset({COMITY.WorkingGroup})
_UNDER: Final = MEETINGS | {
    COMITY.Agency,
    COMITY.Operation,
    COMITY.Program,
    COMITY.IntergovernmentalOrganization,
}
"""What reports to someone."""
_OVER: Final = OFFICIALS | {
    COMITY.Agency,
    COMITY.Country,
    COMITY.IntergovernmentalOrganization,
    COMITY.WorkingGroup,
    COMITY.Event,
}
"""Who receives reports."""
_OF: Final = frozenset("of the de la el los las del".split())


def hierarchy(scene: Scene) -> Iterator[Fact]:
    """Every fact about parts and reports."""
    parts: dict[str, list[str]] = defaultdict(list)
    for sentence in scene.sentences:
        yield from _named_parts(sentence)
        yield from _belonging(sentence)
        yield from _reports(sentence)
        yield from _report_of(sentence)
        for fact in _has_groups(sentence):
            parts[fact.subject].append(str(fact.object))
            yield fact
        yield from _all_report(sentence, parts)


MOST: Final = 6
"""Bodies of one list that report."""


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
            if gap and gap[0] in ("of", "de", "del") and _OF.issuperset(gap):
                yield from sentence.relate(other, ORG.hasSubOrganization, one, one.first, other.last)
            elif len(gap) == 1 and tokens.kinds[one.last] == "s":
                yield from sentence.relate(one, ORG.hasSubOrganization, other, one.first, other.last)


def _without_brackets(words: list[str]) -> list[str]:
    """Words without a parenthesis that they open with ("(AIC) of the")."""
    return words[words.index(")") + 1 :] if words[:1] == ["("] and ")" in words else words


def _reports(sentence: Sentence) -> Iterator[Fact]:
    """As in "X reports to Y", "Y receives the reports of X"."""
    for first, last in sentence.search(_REPORTS):
        unders, overs = _reporting(sentence, first), _overs(sentence, last)
        inner = [m for m in sentence.mentions if first < m.first and m.last < last and m.mints in MEETINGS]
        for under in (inner or ending_list(sentence, unders))[-MOST:]:
            for over in overs:
                yield from sentence.relate(under, ORG.reportsTo, over, min(under.first, first), over.last)
                if under.head.startswith("sub") and {under.mints, over.mints} == _GROUP:
                    yield from sentence.relate(over, ORG.hasSubOrganization, under, under.first, over.last)
    yield from _reports_to_it(sentence)
    for first, last in sentence.search(_RECEIVES):
        overs, unders = sentence.before(first, COMITY.WorkingGroup), sentence.after(last, COMITY.WorkingGroup)
        if unders and overs:
            yield from sentence.relate(unders[-1], ORG.reportsTo, overs[-1], overs[-1].first, unders[-1].last)


def _report_of(sentence: Sentence) -> Iterator[Fact]:
    """As in the title "Report of the X to the Y"."""
    for _, last in sentence.search(_REPORT_OF):
        for under in [m for m in sentence.after(last, COMITY.WorkingGroup) if m.first - last <= 2][:1]:
            above = [m for m in sentence.after(under.last, *MEETINGS) if m.first - under.last <= 3]
            if above and sentence.tokens.folds[under.last] in ("to", "a", "al"):
                yield from sentence.relate(under, ORG.reportsTo, above[0], under.first, above[0].last)


def _reports_to_it(sentence: Sentence) -> Iterator[Fact]:
    """As in "X, which reports to it", "Y, to which X will report"."""
    for first, last in sentence.search(_TO_IT):
        for group in _reporting(sentence, first)[-1:]:
            above = subject_group(sentence, group)
            if above is not None:
                yield from sentence.relate(group, ORG.reportsTo, above, group.first, last)
    for first, last in sentence.search(_TO_WHICH):
        groups = sentence.before(first, *MEETINGS)
        if len(groups) > 1:
            yield from sentence.relate(groups[-2], ORG.reportsTo, groups[-1], groups[-2].first, last)


def _reporting(sentence: Sentence, token: int) -> list[Mention]:
    """What may be said to report: the groups before a token, or else the bodies that are in no post."""
    posts = [m for m in sentence.mentions if m.mints == ORG.Post]
    found = [m for m in sentence.before(token, *_UNDER) if not any(p.first <= m.first < p.last for p in posts)]
    return [m for m in found if m.mints in MEETINGS] or found


def _overs(sentence: Sentence, token: int) -> list[Mention]:
    """Those after "reports to": a list of posts or of bodies; a post rather than its holder."""
    found = [m for m in listed(sentence, token, _OVER, 4) if m.post is None]
    found = [m for m in people_of(found) if m.mints != COMITY.Country or m is found[0]]
    return [m for m in found if m.mints == found[0].mints or {m.mints, found[0].mints} <= {FOAF.Person, ORG.Post}]


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


def _had(sentence: Sentence, token: int) -> list[Mention]:
    """The groups after "has": all where it counts groups, else a list, and those that another article brings."""
    folds = sentence.tokens.folds
    groups = sentence.after(token, COMITY.WorkingGroup)
    if not _SUBGROUPS.isdisjoint(folds[token : token + 8]):
        return groups
    found = listed(sentence, token, _GROUP)
    return found + [m for m in groups if found and m not in found and folds[m.first - 1] in ("a", "an", "un", "una")]


def _having(sentence: Sentence, verb: int) -> Mention | None:
    """The body that "has" others: right before the verb, or what a pronoun means."""
    named = sentence.before(verb, COMITY.WorkingGroup)[-1:]
    if named and _RELATIVE.issuperset(sentence.tokens.folds[named[0].last : verb]):
        return named[0]
    pointed = referents(sentence, verb) if verb - sentence.first <= 5 else []
    return pointed[0] if len(pointed) == 1 else None


def _its_groups(sentence: Sentence) -> Iterator[Fact]:
    """As in "Its Sub-Group on X will meet", "the Commission and its Committee on X", "Dependen de ella el Grupo A"."""
    groups = [m for m in sentence.mentions if m.mints == COMITY.WorkingGroup]
    folds = sentence.tokens.folds
    owned = [m for m in groups if m.first > sentence.first and folds[m.first - 1] in ("its", "su", "sus")]
    above = next((m for m in groups if m not in owned and owned and m.last <= owned[0].first), None)
    depend = [last for _, last in sentence.search(_DEPEND)]
    owned += listed(sentence, depend[0], _GROUP, 3) if depend else []
    if above is None and sentence.previous is not None:
        above = antecedent(sentence.previous)
    if above is not None and above.mints == COMITY.WorkingGroup:
        for under in owned:
            yield from sentence.relate(above, ORG.hasSubOrganization, under, under.first, under.last)


def _below(sentence: Sentence, first: int, last: int) -> Iterator[Fact]:
    """As in "A Technical Group on X will be formed under the Commission on Y", "three groups work under it: …"."""
    folds = sentence.tokens.folds
    unders = sentence.before(first, COMITY.WorkingGroup)
    overs = [m for m in sentence.after(last, COMITY.WorkingGroup) if m.first - last <= 2]
    formed = not _FORMED.isdisjoint(folds[max(sentence.first, first - 4) : first])
    if formed and unders and overs:
        yield from sentence.relate(overs[0], ORG.hasSubOrganization, unders[-1], unders[-1].first, overs[0].last)
    elif formed and folds[last : last + 1] == ["it"] and sentence.previous is not None:
        counted = not _SUBGROUPS.isdisjoint(folds[sentence.first : first])
        above = next((m for m in sentence.previous.mentions if m.mints in MEETINGS), None) or _earlier(sentence)
        for under in sentence.after(last, COMITY.WorkingGroup) if counted and above is not None else ():
            if above is not None:
                yield from sentence.relate(above, ORG.hasSubOrganization, under, under.first, under.last)


def _earlier(sentence: Sentence) -> Mention | None:
    """The body that the passage speaks of, some sentences back."""
    before = sentence.previous
    while before is not None:
        found = next((m for m in before.mentions if m.mints in MEETINGS), None)
        if found is not None:
            return found
        before = before.previous
    return None


def _all_report(sentence: Sentence, parts: dict[str, list[str]]) -> Iterator[Fact]:
    """As in "The sub-commissions report to the Commission", "they will report to it": the bodies named before."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_REPORTS):
        overs = _overs(sentence, last)
        if not overs or _reporting(sentence, first) or "which" in folds[sentence.first : first]:
            continue
        subject = folds[max(sentence.first, first - 4) : first]
        several = not _ALL.isdisjoint(subject) or folds[sentence.first] in ("each", "they", "both", "cada")
        known = list(parts.get(overs[0].entity or "", ())) if several else []
        pointed = [m.entity for m in referents(sentence, first) if m.entity is not None]
        for under in known or pointed:
            for over in overs:
                if over.entity is not None and under != over.entity:
                    yield sentence.fact(under, ORG.reportsTo, over.entity, max(sentence.first, first - 3), over.last)
