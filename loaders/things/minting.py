"""The address of a thing that no gazetteer knows: of its name, and of whose it is."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from loaders.names.concerns import Concerns
from loaders.things.entities import SMALL
from loaders.words.classes import AGREEMENTS
from loaders.words.gazetteer import Gazetteer
from loaders.words.lexicon import fold
from loaders.words.mentions import Mention
from ontology.iris import Iris, slugify
from ontology.terms import COMITY, FOAF, ORG

_KINDS: Final = {
    COMITY.Country: "country",
    COMITY.Agency: "agency",
    COMITY.WorkingGroup: "group",
    FOAF.Person: "person",
    ORG.Post: "post",
    COMITY.Place: "place",
    COMITY.Event: "event",
    COMITY.Operation: "operation",
    COMITY.Program: "program",
    COMITY.CriminalOrganization: "criminal-organization",
    COMITY.IntergovernmentalOrganization: "organization",
    COMITY.Legislature: "legislature",
    **dict.fromkeys(AGREEMENTS, "agreement"),
}
_UNIQUE: Final = frozenset(
    {
        COMITY.Convention,
        COMITY.IntergovernmentalOrganization,
        COMITY.CriminalOrganization,
        COMITY.Place,
        COMITY.Operation,
        FOAF.Person,
    }
)
"""Classes whose names are taken to mean the same thing in any document."""
_ARTICLES: Final = frozenset({"the", "el", "la"})
_OF_A_STATE: Final = SMALL | {"republic", "kingdom", "republica"}
MOST: Final = 3
"""Countries that an address names; a document about more stands in for them."""


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes addresses for one document.

    `slug` is its own, for names that mean nothing outside it; `country_words` those by which it names countries.
    """

    iris: Iris
    slug: str
    about: Concerns
    things: Gazetteer
    country_words: Set[str]

    def address(self, mention: Mention) -> str:
        """The address of a thing by its name, its owner, or the countries that its document is about."""
        name = " ".join(word for word in mention.name.split() if fold(word) not in _ARTICLES)
        kind = _KINDS[mention.mints]
        if mention.mints in _UNIQUE or len(mention.parties) >= 2:
            return self.iris.thing(kind, slugify(name) or "unnamed")
        if mention.owner is not None:
            return self.iris.thing(kind, slugify(f"{self._code(mention.owner)} {self._without_owner(mention.name)}"))
        return self.iris.thing(kind, slugify(f"{self._scope()} {name}"))

    def _without_owner(self, name: str) -> str:
        """A name without the words that name its owner."""
        words = [w for w in name.replace("-", " ").split() if fold(w).removesuffix("'s") not in self.country_words]
        while words and fold(words[-1]) in _OF_A_STATE:
            words.pop()
        while words and fold(words[0]) in SMALL:
            words.pop(0)
        return " ".join(words) or name

    def _code(self, country: str) -> str:
        """The ISO 3166-1 code of a country, or its name."""
        concept = self.things.concepts.get(country)
        return (concept.iso2 or concept.label).lower() if concept is not None else country.rsplit("/", 1)[-1]

    def _scope(self) -> str:
        """The countries of the document by their codes; the document itself where they are none or many."""
        codes = sorted(self._code(concept.iri) for concept in self.about.countries)
        return " ".join(codes) if 1 <= len(codes) <= MOST else self.slug
