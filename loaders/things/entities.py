"""The things of one document, by address and by the short forms that it defines for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.names.concerns import Concerns
from loaders.words.classes import family
from loaders.words.gazetteer import Concept
from loaders.words.lexicon import fold
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, FOAF

SMALL: Final = frozenset(
    "of the and for on to in against between with de del la las los el y e para contra en sobre entre a s its their "
    "our".split()
)
"""Words that tell no name from another."""
_SIGNS: Final = str.maketrans(",/()", "    ")
_UNOWNED: Final = frozenset({FOAF.Person, COMITY.Country})


@dataclass(slots=True, eq=False)
class Entity:
    """One thing: its address, class, name, the forms it was met in, and the mentions that denote it.

    `words` are those of its name that tell it from others of its kind; `surfaces` are in the order of the text.
    """

    iri: str
    mints: str
    label: str
    concept: Concept | None = None
    owner: str | None = None
    head: str = ""
    words: frozenset[str] = frozenset()
    surfaces: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    parties: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The class, with all kinds of agreement taken as one."""
        return family(self.mints)


class Entities:
    """The things of one document; the words by which it names countries tell owners, and no names."""

    def __init__(self, country_words: frozenset[str]) -> None:
        """Start with none."""
        self.country_words = country_words
        self.by_iri: dict[str, Entity] = {}
        self.aliases: dict[str, Entity] = {}
        self._content: dict[tuple[str, str], frozenset[str]] = {}

    def add(self, entity: Entity) -> Entity:
        """Add a thing, with the words that its name has of its own."""
        entity.words = self.content(entity.label, entity.head)
        self.by_iri[entity.iri] = entity
        return entity

    def attach(self, mention: Mention, entity: Entity) -> None:
        """Let a mention denote a thing."""
        mention.entity = entity.iri
        entity.mentions.append(mention)
        surface = mention.name if mention.surface is None else mention.surface
        if surface:
            entity.surfaces.setdefault(surface)
        if entity.owner is None and entity.mints not in _UNOWNED:
            entity.owner = mention.owner

    def merge(self, short: Entity, into: Entity) -> None:
        """Make two things one."""
        for mention in short.mentions:
            self.attach(mention, into)
        for surface in short.surfaces:
            into.surfaces.setdefault(surface)
        for alias, entity in self.aliases.items():
            if entity is short:
                self.aliases[alias] = into
        if into.owner is None:
            into.owner = short.owner
        short.mentions = []
        self.by_iri.pop(short.iri, None)

    def rename(self, entity: Entity, iri: str) -> None:
        """Give a thing another address."""
        del self.by_iri[entity.iri]
        entity.iri = iri
        self.by_iri[iri] = entity
        for mention in entity.mentions:
            mention.entity = iri

    def content(self, name: str, head: str) -> frozenset[str]:
        """The words of a name that tell it from others of its kind."""
        known = self._content.get((name, head))
        if known is not None:
            return known
        others, heads = self.country_words, head.split()
        words = [word.removesuffix("'s") for word in fold(name).translate(_SIGNS).split()]
        found = frozenset([w for w in words if w not in SMALL and w not in others and w not in heads])
        self._content[name, head] = found
        return found


def country_words(about: Concerns, passages: Iterable[Passages]) -> frozenset[str]:
    """The folded words by which a document names countries."""
    words = {word for concept in about.countries for word in fold(concept.label).split()}
    for passage in passages:
        for hit in passage.countries.values():
            words.update(passage.tokens.folds[hit.first : hit.last])
    return frozenset(words)


def only(found: Sequence[Entity]) -> Entity | None:
    """The one thing that was found, or None where none or several were."""
    return found[0] if len(found) == 1 else None
