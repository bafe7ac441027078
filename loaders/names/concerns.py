"""What a document is about, as far as names depend on it: its countries and its time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.words.gazetteer import Concept, Hit, Sense
from ontology.terms import COMITY, ORG

_YEAR: Final = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")
_SHARE: Final = 0.15
"""A document concerns a country that it names at least this often, as a share of the country it names most."""


_PAIR: Final = 2
"""Sides that cooperation has: a document that concerns one country concerns the next one that it names too."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """The countries a document concerns, most named first, and the latest year it names."""

    countries: tuple[Concept, ...]
    year: int | None
    _iris: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the addresses of the countries."""
        object.__setattr__(self, "_iris", frozenset(concept.iri for concept in self.countries))

    def about(self, iri: str) -> bool:
        """Whether the document concerns a country."""
        return iri in self._iris

    def choose(self, senses: Iterable[Sense]) -> Sense | None:
        """The one concept that a name means in this document, or None where none or several could be meant."""
        fitting = [sense for sense in senses if self._fits(sense.concept)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        if _are_many(fitting):
            fitting = [s for s in fitting if self.timely(s.concept)] or fitting
        if _are_many(fitting):
            fitting = [s for s in fitting if s.concept.needs_context] or fitting
        if _are_many(fitting):
            fitting = [s for s in fitting if any(map(self.about, s.concept.countries + s.concept.parties))]
        return fitting[0] if fitting and not _are_many(fitting) else None

    def _fits(self, concept: Concept) -> bool:
        """Whether a name that several bodies of the world carry can mean this one here."""
        if not concept.needs_context:
            return True
        if concept.parties:
            return all(map(self.about, concept.parties))
        return any(map(self.about, concept.countries)) if concept.countries else concept.mints == COMITY.Country

    def timely(self, concept: Concept) -> bool:
        """Whether a body existed in the document's year."""
        if self.year is None:
            return True
        begun = concept.since is None or concept.since <= self.year
        return begun and (concept.until is None or self.year <= concept.until)


def _are_many(senses: Sequence[Sense]) -> bool:
    """Whether senses mean several concepts."""
    return len(senses) > 1 and any(sense.concept.iri != senses[0].concept.iri for sense in senses[1:])


def country_senses(hit: Hit) -> tuple[Sense, ...]:
    """The countries that a name may mean; a union that has a country code (the EU) counts as one."""
    return tuple([s for s in hit.senses if s.concept.mints == COMITY.Country or s.concept.iso2])


def concerns(hits: Sequence[Hit], text: str) -> Concerns:
    """Count the countries that a document names; an adjective or a demonym counts as much as a name.

    A known post or agency of a country helps it to be kept, but not to come before another.
    """
    counts: Counter[str] = Counter()
    concepts: dict[str, Concept] = {}
    owned: Counter[str] = Counter()
    for hit in hits:
        owned.update(_whose(hit))
        senses = country_senses(hit)
        if len({s.concept.iri for s in senses}) == 1 and len(senses) == len(hit.senses):
            concept = senses[0].concept
            concepts[concept.iri] = concept
            counts[concept.iri] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    top = ranked[0][1] if ranked else 0
    years = [int(y) for y in _YEAR.findall(text)]
    least = _SHARE * top
    kept = tuple(
        concepts[iri]
        for iri, n in ranked
        if n == top or n >= max(2, least) or owned[iri] and n + owned[iri] >= max(3, least)
    )
    if len(kept) == 1 and len(ranked) > 1 and (len(ranked) == _PAIR or ranked[1][1] > ranked[_PAIR][1]):
        kept = tuple(concepts[iri] for iri, _ in ranked[:_PAIR])
    return Concerns(kept, max(years) if years else None)


def _whose(hit: Hit) -> tuple[str, ...]:
    """The country whose post or agency a known name means ("the President of Colombia"), if it can mean no other."""
    owners = {sense.concept.countries for sense in hit.senses if sense.concept.mints in (ORG.Post, COMITY.Agency)}
    owner = owners.pop() if len(owners) == 1 and len(hit.senses) == 1 else ()
    return owner if len(owner) == 1 else ()
