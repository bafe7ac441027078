"""To whom bodies report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts.referents import ending_list, referents, subject_group
from loaders.facts.scene import Fact, Sentence, listed, people_of
from loaders.words.classes import MEETINGS, OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF, ORG

_REPORT_NOUN: Final = r"(?:(?:its|their|an?|the|su|sus|un|el|los|regular|annual|written|joint|anual(?:es)?)\s+){0,3}"
_REPORT: Final = r"(?:quarterly |monthly |progress )?(?:reports?|recommendations|findings|conclusions|proposals)"
_REPORTS: Final = re.compile(
    r"\b(?:reports? (?:back )?to|reporting to|answers? to"
    r"|report(?:s|ed)? (?:(?:\w+ly|back|in turn|(?:once|twice) an? \w+|once|twice|(?:every|each) \w+) ){1,2}?to"
    r"|(?:is|are|(?:will|shall) be|works?|operates?) (?:overseen|supervised) by"
    r"|(?:is|are|(?:will|shall) be|works?|operates?) under the (?:supervision|oversight|authority) of"
    r"|(?:es|será|estará) supervisad[oa] por|bajo la supervisión de(?=l?\b)"
    r"|(?:answerable|accountable|responsible|subordinated?) to"
    rf"|(?:submits?|presents?|sends?|delivers?|makes?|provides?|gives?) {_REPORT_NOUN}{_REPORT} (?:\w+ ){{0,4}}?to"
    r"|reports? (?:[\w ]{0,60}? )?(?:go|goes|be (?:sent|submitted|presented)|are (?:sent|submitted|presented)) to"
    r"|rendirán? (?:cuentas?|informes?) a|rinden? (?:cuentas?|informes?) a"
    r"|(?:dependen?|dependerán?|dependientes?) de(?=l?\b)"
    rf"|(?:presentarán?|presentan?|remitirán?|rendirán?|elevarán?|someterán?) {_REPORT_NOUN}"
    r"(?:informes?|recomendaciones|conclusiones|propuestas|resultados) (?:\w+ ){0,4}?a(?=l?\b)"
    r"|(?:renders?|gives?) (?:(?:an|its) )?accounts? (?:\w+ ){0,4}?to"
    r"|(?:darán?|dan?) cuenta (?:\w+ ){0,4}?a(?=l?\b)|responderán? ante|rinden? cuentas? ante|rendirán? cuentas? ante"
    r"|(?:informarán?|informan?|reportan?|reportarán?)(?: \w+mente)?"
    r"(?: (?:de|del|sobre) (?:\w+ ){1,4}?| )a(?=l?\b)|subordinad[oa]s? a(?=l?\b))"
    r"(?=\W|l\b)",
    re.IGNORECASE,
)
_TO_WHICH: Final = re.compile(
    r"\b(?:to (?:which|whom) (?:it|they|he|she) (?:will |shall |must )?(?:now )?reports?|a (?:la|el|l) (?:cual|que)"
    r" (?:informará|rendirá cuentas))\b",
    re.IGNORECASE,
)
_TO_WHICH_NAMED: Final = re.compile(
    r"\b(?:to (?:which|whom)|a(?:l| la) (?:que|cual))(?=\s[^.;]{3,120}?\b(?:reports?|informarán?|reportarán?))",
    re.IGNORECASE,
)
_KEEPS: Final = re.compile(
    r"\b(?:keeps?|mantendrán?|mantienen?)\b(?=\s[^.;]{3,80}?\b(?:informed|informad[oa]s?)\b)", re.IGNORECASE
)
_TO_IT: Final = re.compile(r"\b(?:reports?|reporting|answers?) to (?:it|them)\b", re.IGNORECASE)
_REPORT_OF: Final = re.compile(r"\b(?:reports? of|informe (?:del?|de la))\b", re.IGNORECASE)
_RECEIVES: Final = re.compile(r"\b(?:receives?|recibe)\s+(?:the|los?|el)?\s*(?:reports?|informes?)\b", re.IGNORECASE)
SUBGROUPS: Final = frozenset(
    "groups subgroups parties commissions subcommissions committees subcommittees forces cells teams panels units "
    "chapters subgrupos grupos comisiones subcomisiones comites subcomites mesas celulas equipos".split()
)
"""Nouns of bodies in the plural."""
_ALL: Final = SUBGROUPS | {"they", "both", "ambos", "ambas"}
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
_MODAL: Final = frozenset({"will", "shall"})
_BY: Final = frozenset({"by", "por"})
_AND: Final = frozenset({"and"})
_WHICH: Final = frozenset("which que cual".split())
"""What opens a clause whose bodies are not those that report ("X, in which Y takes part, reports to Z")."""
MOST: Final = 6
"""Bodies of one list that report."""


def reports(sentence: Sentence) -> Iterator[Fact]:
    """Every fact about reports that a sentence states of bodies that it names."""
    yield from _reports(sentence)
    yield from _reports_otherwise(sentence)
    yield from _report_of(sentence)


def _reports(sentence: Sentence) -> Iterator[Fact]:
    """As in "X reports to Y", "X, which reports to it"."""
    for first, last in sentence.search(_REPORTS):
        unders, overs = _reporting(sentence, first), _overs(sentence, last)
        inner = [m for m in sentence.mentions if first < m.first and m.last < last and m.mints in MEETINGS]
        for under in (inner or ending_list(sentence, unders))[-MOST:]:
            for over in overs:
                yield from sentence.relate(under, ORG.reportsTo, over, min(under.first, first), over.last)
                if under.head.startswith("sub") and {under.mints, over.mints} == _GROUP:
                    yield from sentence.relate(over, ORG.hasSubOrganization, under, under.first, over.last)
    yield from _reports_to_it(sentence)


def _reports_otherwise(sentence: Sentence) -> Iterator[Fact]:
    """As in "X keeps Y informed", "Y, to which X reports", "Y receives the reports of X"."""
    for first, last in sentence.search(_KEEPS):
        for under in ending_list(sentence, _reporting(sentence, first)):
            for over in _overs(sentence, last):
                yield from sentence.relate(under, ORG.reportsTo, over, under.first, over.last)
    for first, last in sentence.search(_TO_WHICH_NAMED):
        for over in sentence.before(first, *_OVER)[-1:]:
            for under in listed(sentence, last, _GROUP, 3):
                yield from sentence.relate(under, ORG.reportsTo, over, over.first, under.last)
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
    """As in "X, which reports to it", "X was formed by Y and reports to it", "Y, to which X will report"."""
    for first, last in sentence.search(_TO_IT):
        for group in _reporting(sentence, first)[-1:]:
            other = subject_group(sentence, group)
            turned = other is not None and other in sentence.mentions and _is_agent(sentence, group)
            under, above = (other, group) if turned else (group, other)
            if under is not None and above is not None:
                yield from sentence.relate(under, ORG.reportsTo, above, under.first, last)
    for first, last in sentence.search(_TO_WHICH):
        groups = sentence.before(first, *MEETINGS)
        if len(groups) > 1:
            yield from sentence.relate(groups[-2], ORG.reportsTo, groups[-1], groups[-2].first, last)


def _is_agent(sentence: Sentence, group: Mention) -> bool:
    """Whether a group is the one by whom something is done."""
    return not _BY.isdisjoint(sentence.tokens.folds[max(0, group.first - 2) : group.first])


def _reporting(sentence: Sentence, token: int) -> list[Mention]:
    """What may be said to report: the groups before a token, or else the bodies that are in no post."""
    posts = [m for m in sentence.mentions if m.mints == ORG.Post]
    folds = sentence.tokens.folds
    if folds[token - 1] in _MODAL and folds[token - 2] in _AND:
        # "X will oversee the Y and the Z, and will report": two verbs of one subject.
        opening = [m for m in sentence.mentions if m.first - sentence.first <= 2 and m.mints in _UNDER]
        if opening:
            return opening[:1]
    aside = [i for i in range(sentence.first, token) if folds[i] in _WHICH] if folds[token - 1] == "," else []
    end = aside[-1] if aside else token
    found = [m for m in sentence.before(end, *_UNDER) if not any(p.first <= m.first < p.last for p in posts)]
    return [m for m in found if m.mints in MEETINGS] or found


def _overs(sentence: Sentence, token: int) -> list[Mention]:
    """Those after "reports to": a list of posts or of bodies; a post rather than its holder."""
    found = [m for m in listed(sentence, token, _OVER, 4) if m.post is None]
    found = [m for m in people_of(found) if m.mints != COMITY.Country or m is found[0]]
    return [m for m in found if m.mints == found[0].mints or {m.mints, found[0].mints} <= {FOAF.Person, ORG.Post}]


def all_report(sentence: Sentence, parts: dict[str, list[str]]) -> Iterator[Fact]:
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
        if overs[0].entity in pointed and sentence.previous is not None:
            before = [m for m in sentence.previous.mentions if m.mints == COMITY.WorkingGroup]
            pointed = [m.entity for m in before if m.entity is not None and m.entity != overs[0].entity][:1]
        for under in known or pointed:
            for over in overs:
                if over.entity is not None and under != over.entity:
                    yield sentence.fact(under, ORG.reportsTo, over.entity, max(sentence.first, first - 3), over.last)
