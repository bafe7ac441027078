"""Which bodies are part of others, and to whom they report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from loaders.classes import MEETINGS, OFFICIALS, ORGANISED
from loaders.scene import Fact, Scene, Sentence, antecedent, listed, span_of
from ontology.terms import COMITY, ORG

_REPORTS: Final = re.compile(
    r"\b(?:reports? to|reporting to|report(?:s|ed)? (?:\w+ )?to|answers? to|rinden? (?:cuentas|informes?) a"
    r"|dependen? de|informar[áa]n? a|subordinad[oa]s? a)\b",
    re.IGNORECASE,
)
_RECEIVES: Final = re.compile(r"\b(?:receives?|recibe)\s+(?:the|los?|el)?\s*(?:reports?|informes?)\b", re.IGNORECASE)
_HAS: Final = re.compile(
    r"\b(?:has|have|comprises?|consists? of|includes?|is made up of|tiene|comprende|cuenta con|integran)\b",
    re.IGNORECASE,
)
_SUBGROUPS: Final = frozenset(
    "groups subgroups commissions committees subcommittees forces subgrupos grupos comisiones comites mesas".split()
)
_ALL: Final = _SUBGROUPS | {"they"}
_RELATIVE: Final = frozenset("which that also currently , ( que cual tambien".split())
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
}
"""Who receives reports."""


def hierarchy(scene: Scene) -> Iterator[Fact]:
    """Every fact about parts and reports."""
    parts: dict[str, list[str]] = defaultdict(list)
    for sentence in scene.sentences:
        yield from _named_parts(sentence)
        yield from _reports(sentence)
        for fact in _has_groups(sentence):
            parts[fact.subject].append(str(fact.object))
            yield fact
        yield from _all_report(sentence, parts)


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


def _reports(sentence: Sentence) -> Iterator[Fact]:
    """As in "X reports to Y" and "Y receives the reports of X"."""
    for first, last in sentence.search(_REPORTS):
        unders, overs = sentence.before(first, *_UNDER), sentence.after(last, *_OVER)
        if unders and overs and overs[0].first - last <= 4:
            yield from sentence.relate(unders[-1], ORG.reportsTo, overs[0], unders[-1].first, overs[0].last)
    for first, last in sentence.search(_RECEIVES):
        overs, unders = sentence.before(first, COMITY.WorkingGroup), sentence.after(last, COMITY.WorkingGroup)
        if unders and overs:
            yield from sentence.relate(unders[-1], ORG.reportsTo, overs[-1], overs[-1].first, unders[-1].last)


def _has_groups(sentence: Sentence) -> Iterator[Fact]:
    """As in "X has three working groups: the A, the B and the C", or "it has"."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_HAS):
        named = sentence.before(first, COMITY.WorkingGroup)[-1:]
        near = [m for m in named if _RELATIVE.issuperset(folds[m.last : first])]
        over = near[0] if near else antecedent(sentence, first)
        if over is None:
            continue
        counted = not _SUBGROUPS.isdisjoint(folds[last : last + 8])
        for under in sentence.after(last, COMITY.WorkingGroup) if counted else listed(sentence, last, _GROUP):
            start = min(over.first, under.first) if near else under.first
            yield from sentence.relate(over, ORG.hasSubOrganization, under, start, under.last)


def _all_report(sentence: Sentence, parts: dict[str, list[str]]) -> Iterator[Fact]:
    """As in "The sub-commissions report to the Commission", "each reports to the Dialogue": the parts named before."""
    folds = sentence.tokens.folds
    for first, last in sentence.search(_REPORTS):
        overs = sentence.after(last, COMITY.WorkingGroup)
        if not overs or overs[0].entity is None or overs[0].first - last > 3 or sentence.before(first, *_UNDER):
            continue
        subject = folds[max(sentence.first, first - 4) : first]
        if subject[:1] == ["each"] or not _ALL.isdisjoint(subject):
            for under in parts.get(overs[0].entity, ()):
                yield sentence.fact(
                    under, ORG.reportsTo, overs[0].entity, max(sentence.first, first - 3), overs[0].last
                )
