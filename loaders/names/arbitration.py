"""The arbiter that keeps one reading of each word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from loaders.words.classes import OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, ORG

_ORDER: Final = {
    "title-name": 6,
    "name-title": 6,
    "title": 5,
    "coordinated": 5,
    "gazetteer": 4,
    "operation": 4,
    "apposed": 4,
    "head": 3,
    "acronym": 3,
    "nested": 2,
    "lower-case": 2,
}
"""How far a rule is trusted; the others 1."""
_KNOWN: Final = 5
"""How far a name by its head is trusted when the gazetteer knows it."""
_HOLDS_COUNTRIES: Final = frozenset({"head", "operation", "lower-case", "nested"})
"""Rules whose names may hold the name of a country."""


def arbitrate(found: Iterable[Mention]) -> list[Mention]:
    """The best of the readings that overlap, in the order of the text.

    A body inside a post, a country inside a name and the body that a name says it belongs to are kept. What a kept
    mention points to is the reading that won there.
    """
    kept: list[Mention] = []
    by_token: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(found, key=_place):
        over = {id(k): k for i in range(mention.first, mention.last) for k in by_token[i]}.values()
        if all(_may_nest(mention, other) for other in over):
            kept.append(mention)
            for i in range(mention.first, mention.last):
                by_token[i].append(mention)
    kept.sort(key=lambda m: (m.first, m.last))
    _relink(kept)
    return kept


def _place(mention: Mention) -> tuple[int, int, int]:
    """Longer readings first, then by how they were found, then as they stand."""
    known = _KNOWN if mention.rule == "head" and mention.concept is not None else 0
    return mention.first - mention.last, -max(known, _ORDER.get(mention.rule, 1)), mention.first


def _may_nest(inner: Mention, outer: Mention) -> bool:
    """Whether a mention may stand inside another."""
    strictly = inner.last - inner.first < outer.last - outer.first
    if inner.mints == COMITY.Country and outer.rule in _HOLDS_COUNTRIES and strictly:
        return True
    if outer.parent is inner:
        return True
    return outer.mints == ORG.Post and strictly and inner.first > outer.first and inner.mints not in OFFICIALS


def _relink(kept: Sequence[Mention]) -> None:
    """Point from persons to the posts, and from bodies to the bodies above them, that won over other readings."""
    known = {id(mention) for mention in kept}
    for mention in kept:
        mention.post = _standing(mention.post, kept, known)
        mention.post_too = _standing(mention.post_too, kept, known)
        mention.parent = _standing(mention.parent, kept, known)


def _standing(wanted: Mention | None, kept: Sequence[Mention], known: Collection[int]) -> Mention | None:
    """A mention, or the one of its kind that was kept in its place."""
    if wanted is None or id(wanted) in known:
        return wanted
    over = [m for m in kept if m.first < wanted.last and wanted.first < m.last and _is_alike(m, wanted)]
    return max(over, key=lambda m: min(m.last, wanted.last) - max(m.first, wanted.first), default=None)


def _is_alike(one: Mention, wanted: Mention) -> bool:
    return not wanted.mints or (one.mints == ORG.Post) == (wanted.mints == ORG.Post)
