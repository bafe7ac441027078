"""Which mentions are one thing, and the address of that thing.

The first that answers wins: the gazetteer, the document's own short forms, an equal name, initials, a shorter form of
one longer name, a definite head ("the Group"). What stays unclear stays apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.acronyms import initials_match
from loaders.concerns import Concerns
from loaders.gazetteer import Concept, Gazetteer
from loaders.lexicon import fold
from loaders.mentions import Mention, Passages
from ontology.iris import Iris, slugify
from ontology.terms import COMITY, FOAF, ORG

AGREEMENTS: Final = frozenset(
    {
        COMITY.Agreement,
        COMITY.Treaty,
        COMITY.Convention,
        COMITY.Protocol,
        COMITY.Declaration,
        COMITY.Initiative,
        COMITY.Law,
        COMITY.Plan,
    }
)
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
_SMALL: Final = frozenset(
    "of the and for on to in against between with de del la las los el y e para contra en sobre entre a s its "
    "their our".split()
)
_GENERAL: Final = frozenset(
    "presidential joint ministerial bilateral binational present said existing conjunta conjunto presidencial "
    "presente".split()
)
_DETERMINERS: Final = frozenset(
    "the this that these said our its such el la los las este esta dicho dicha del al".split()
)


@dataclass(slots=True, eq=False)
class Entity:
    """One thing: its address, class, name, the forms it was met in, and the mentions that denote it."""

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
        return COMITY.Agreement if self.mints in AGREEMENTS else self.mints


class Resolver:
    """Turns the mentions of one document into its entities."""

    def __init__(self, about: Concerns, things: Gazetteer, iris: Iris, slug: str) -> None:
        """Start with no entity; `slug` scopes the names that mean nothing outside their document."""
        self._about = about
        self._things = things
        self._iris = iris
        self._slug = slug
        self.entities: dict[str, Entity] = {}
        self._aliases: dict[str, Entity] = {}
        self._keys: dict[tuple[str, str, frozenset[str]], str] = {}
        self._country_words = {w for c in about.countries for label in (c.label,) for w in fold(label).split()}

    def resolve(self, passages: Sequence[Passages]) -> dict[str, Entity]:
        """Give every mention its entity, and drop the mentions that stay unclear."""
        ordered = [m for p in passages for m in p.mentions]
        for mention in ordered:
            if mention.post is not None and mention.concept is not None and mention.post.concept is None:
                mention.post.concept = self._held(mention.concept, mention.post)
        self._words_of_countries(passages)
        for mention in ordered:
            if mention.concept is not None:
                self._known(mention)
        for mention in ordered:
            if mention.concept is None and not mention.anaphor and self._general(mention):
                mention.anaphor = True
        for mention in ordered:
            if mention.concept is None and not mention.anaphor and mention.mints and mention.stands_for is None:
                self._named(mention)
        for mention in ordered:
            if mention.stands_for is not None:
                self._short(mention)
            self._own_aliases(mention)
        for mention in ordered:
            if mention.rule == "bare-acronym" and mention.entity is None:
                self._acronym(mention)
        self._merge_shorter()
        self._merge_surnames()
        self._merge_plurals()
        for passage in passages:
            self._pointing_back(passage, ordered)
            passage.mentions = [m for m in passage.mentions if m.entity is not None]
        return {iri: e for iri, e in sorted(self.entities.items()) if e.mentions}

    def _held(self, person: Concept, post: Mention) -> Concept | None:
        """The known post of a known person that a bare title means ("President" before the name of one)."""
        found = [c for iri in person.posts if (c := self._things.concepts.get(iri)) is not None]
        fitting = [c for c in found if f"{fold(c.label)} ".startswith(f"{fold(post.name)} ")]
        return fitting[0] if len(fitting) == 1 and post.name.count(" ") == 0 else None

    def _words_of_countries(self, passages: Sequence[Passages]) -> None:
        """The folded words by which this document names countries; they tell owners, not names."""
        for passage in passages:
            for hit in passage.countries.values():
                self._country_words.update(passage.tokens.folds[hit.first : hit.last])

    # Equal things

    def _known(self, mention: Mention) -> None:
        """A mention of a thing that the gazetteer knows."""
        concept = mention.concept
        assert concept is not None
        entity = self.entities.get(concept.iri)
        if entity is None:
            entity = Entity(
                concept.iri, concept.mints, concept.label, concept, next(iter(concept.countries), None), mention.head
            )
            entity.parties = concept.parties
            entity.words = self._content(concept.label, mention.head)
            self.entities[concept.iri] = entity
        self._attach(mention, entity)

    def _named(self, mention: Mention) -> None:
        """A mention of a thing that is known only by its name in this document."""
        alias = self._aliases.get(fold(mention.name))
        key = (_family(mention.mints), mention.owner or "", _bag(mention.name))
        iri = self._keys.setdefault(key, self._mint(mention))
        entity = alias if alias is not None and alias.mints == mention.mints else self.entities.get(iri)
        if entity is None:
            entity = Entity(iri, mention.mints, mention.name, None, mention.owner, mention.head)
            entity.words = self._content(mention.name, mention.head)
            entity.parties = mention.parties
            self.entities[entity.iri] = entity
        elif entity.concept is None and len(mention.name) > len(entity.label):
            entity.label = mention.name
        self._attach(mention, entity)

    def _attach(self, mention: Mention, entity: Entity) -> None:
        mention.entity = entity.iri
        entity.mentions.append(mention)
        surface = mention.name if mention.surface is None else mention.surface
        if surface:
            entity.surfaces.setdefault(surface)
        if entity.owner is None and entity.mints not in (FOAF.Person, COMITY.Country):
            entity.owner = mention.owner

    def _short(self, mention: Mention) -> None:
        """A short form that a parenthesis defines."""
        target = mention.stands_for
        if target is not None and target.entity is not None:
            self._attach(mention, self.entities[target.entity])

    def _own_aliases(self, mention: Mention) -> None:
        """Remember what a mention's parenthesis defined, for the whole document."""
        if mention.entity is not None:
            for alias in mention.aliases:
                self._aliases[fold(alias)] = self.entities[mention.entity]

    def _acronym(self, mention: Mention) -> None:
        """A bare acronym: defined elsewhere, spelled by the initials of one name, or a body of its own."""
        entity = self._aliases.get(fold(mention.name))
        if entity is None:
            fitting = [
                e
                for e in self.entities.values()
                if e.mints not in (FOAF.Person, COMITY.Country, COMITY.Place)
                and any(initials_match(mention.name, s) for s in e.surfaces)
            ]
            entity = fitting[0] if len(fitting) == 1 else None
            if entity is not None:
                self._aliases[fold(mention.name)] = entity
        if entity is not None:
            mention.mints, mention.head = entity.mints, entity.head
            self._attach(mention, entity)
        elif len(mention.name) >= 3:
            mention.mints, mention.head = COMITY.Agency, ""
            self._named(mention)

    # Shorter forms

    def _content(self, name: str, head: str) -> frozenset[str]:
        """The words of a name that tell it from others of its kind."""
        words = [
            w.removesuffix("'s")
            for w in fold(name).replace(",", " ").replace("/", " ").replace("(", " ").replace(")", " ").split()
        ]
        return frozenset(w for w in words if w not in _SMALL and w not in self._country_words and w not in head.split())

    def _merge_shorter(self) -> None:
        """Join a name to the one longer name of the same head whose words hold all of its words."""
        candidates = [
            e
            for e in self.entities.values()
            if e.mints not in (FOAF.Person, ORG.Post, COMITY.Country, COMITY.Place, COMITY.Operation)
        ]
        for short in sorted(candidates, key=lambda e: (len(e.words), e.iri)):
            if short.concept is not None:
                continue
            words = self._expanded(short)
            longer = [
                e for e in candidates if e is not short and e.iri in self.entities and self._is_longer(e, short, words)
            ]
            if len(longer) == 1 and words:
                self._merge(short, longer[0])

    def _expanded(self, entity: Entity) -> frozenset[str]:
        """The words of a name, with an acronym among them replaced by the words it stands for."""
        words: set[str] = set()
        for word in entity.words:
            target = self._aliases.get(word)
            words |= (
                set(target.words) | set(target.head.split()) if target is not None and target is not entity else {word}
            )
        return frozenset(words)

    def _is_longer(self, entity: Entity, short: Entity, words: frozenset[str]) -> bool:
        if entity.family != short.family or not _same_head(entity.head, short.head) or not _compatible(entity, short):
            return False
        pool = set(entity.words)
        for surface in entity.surfaces:
            pool |= self._content(surface, entity.head)
        return words < pool or words == pool and len(entity.label) > len(short.label)

    def _merge_surnames(self) -> None:
        """Join a person known by one word to the one person of the document, or known person, of that surname."""
        persons = [e for e in self.entities.values() if e.mints == FOAF.Person]
        for short in persons:
            if " " in short.label.strip() or short.concept is not None:
                continue
            word = fold(short.label)
            full = [
                e for e in persons if e is not short and e.iri in self.entities and word in fold(e.label).split()[1:]
            ]
            if len(full) == 1:
                self._merge(short, full[0])
            elif not full:
                self._by_surname(short, word)

    def _merge_plurals(self) -> None:
        """Join "the Presidents" and "Presidents of both countries" to the one post of that plural that says whose."""
        plurals = [
            e for e in self.entities.values() if e.mints == ORG.Post and e.concept is None and e.head.endswith("s")
        ]
        full = [
            e
            for e in plurals
            if e.words or len(e.label.split()) > 2 and any(w in self._country_words for w in fold(e.label).split())
        ]
        for short in plurals:
            others = [e for e in full if e is not short and e.head == short.head]
            if short not in full and len(others) == 1:
                self._merge(short, others[0])

    def _by_surname(self, entity: Entity, word: str) -> None:
        """Give a surname the known person who bears it and whose country the document concerns."""
        known = [
            c
            for c in self._things.concepts.values()
            if c.mints == FOAF.Person
            and c.surname
            and fold(c.surname) == word
            and (not c.countries or any(map(self._about.about, c.countries)))
        ]
        if len(known) > 1:
            known = [c for c in known if self._about.timely(c)]
        if len(known) == 1 and known[0].iri not in self.entities:
            entity.concept = known[0]
            self._rename(entity, known[0].iri)

    def _rename(self, entity: Entity, iri: str) -> None:
        del self.entities[entity.iri]
        entity.iri = iri
        self.entities[iri] = entity
        for mention in entity.mentions:
            mention.entity = iri

    def _merge(self, short: Entity, into: Entity) -> None:
        """Make two entities one."""
        for mention in list(short.mentions):
            self._attach(mention, into)
        for surface in short.surfaces:
            into.surfaces.setdefault(surface)
        for alias, entity in list(self._aliases.items()):
            if entity is short:
                self._aliases[alias] = into
        if into.owner is None:
            into.owner = short.owner
        short.mentions = []
        self.entities.pop(short.iri, None)

    # Pointing back

    def _general(self, mention: Mention) -> bool:
        """Whether a name says no more than its head and a word that fits any ("the Presidential Declaration")."""
        words = self._content(mention.name, mention.head)
        return bool(mention.head) and bool(words) and words <= _GENERAL and _family(mention.mints) == COMITY.Agreement

    def _pointing_back(self, passage: Passages, ordered: Sequence[Mention]) -> None:
        """Resolve "the Group" to a short form that was defined, or to the nearest earlier name with that head."""
        for mention in passage.mentions:
            if not mention.anaphor or mention.entity is not None:
                continue
            defined = self._aliases.get(fold(mention.name))
            before = passage.tokens.folds[mention.first - 1] if mention.first else ""
            if defined is not None:
                self._attach(mention, defined)
            elif before in _DETERMINERS:
                target = self._nearest(mention, ordered)
                if target is not None:
                    self._attach(mention, target)
            elif mention.mints == COMITY.Legislature:
                self._named(mention)

    def _nearest(self, mention: Mention, ordered: Iterable[Mention]) -> Entity | None:
        """The entity last named before a mention, of its class and head; where none was, the only one of the document."""
        last = None
        for other in ordered:
            if (other.block, other.first) >= (mention.block, mention.first):
                break
            if other.entity is None or other.anaphor:
                continue
            entity = self.entities.get(other.entity)
            if (
                entity is not None
                and entity.family == _family(mention.mints)
                and _ends_with(other.head or entity.head, mention.head)
            ):
                last = entity
        return last

    # Addresses

    def _mint(self, mention: Mention) -> str:
        """The address of a thing by its name, its owner or the pair of countries that its document is about."""
        name = " ".join(w for w in mention.name.split() if fold(w) not in ("the", "el", "la"))
        slug = slugify(name) or "unnamed"
        kind = _KINDS[mention.mints]
        if mention.mints in _UNIQUE:
            return self._iris.thing(kind, slug)
        if mention.owner is not None and len(mention.parties) < 2:
            owner = self._iso(mention.owner)
            return self._iris.thing(kind, slugify(f"{owner} {self._without_owner(mention)}"))
        if len(mention.parties) >= 2:
            return self._iris.thing(kind, slug)
        return self._iris.thing(kind, slugify(f"{self._scope()} {name}"))

    def _without_owner(self, mention: Mention) -> str:
        """A name without the words that name its owner."""
        words = [
            w for w in mention.name.replace("-", " ").split() if fold(w).removesuffix("'s") not in self._country_words
        ]
        while words and fold(words[-1]) in _SMALL | {"republic", "kingdom", "republica"}:
            words.pop()
        while words and fold(words[0]) in _SMALL:
            words.pop(0)
        return " ".join(words) or mention.name

    def _iso(self, country: str) -> str:
        concept = self._things.concepts.get(country)
        return (concept.iso2 or concept.label).lower() if concept is not None else country.rsplit("/", 1)[-1]

    def _scope(self) -> str:
        """The countries of the document, by ISO code; the document itself where there are more than three."""
        codes = sorted(self._iso(c.iri) for c in self._about.countries)
        return " ".join(codes) if 1 <= len(codes) <= 3 else self._slug


def _bag(name: str) -> frozenset[str]:
    """The words of a name without order, articles and prepositions: "Presidents of A and B" is "Presidents of B and A"."""
    return frozenset(w for w in fold(name).replace(",", " ").split() if w not in _SMALL)


def _family(mints: str) -> str:
    return COMITY.Agreement if mints in AGREEMENTS else mints


def _compatible(one: Entity, other: Entity) -> bool:
    """Whether two things can be one: their owners and parties do not contradict each other."""
    if (
        one.owner
        and other.owner
        and one.owner != other.owner
        and not (len(one.parties) >= 2 or len(other.parties) >= 2)
    ):
        return False
    return not (len(one.parties) >= 2 and len(other.parties) >= 2 and set(one.parties) != set(other.parties))


def _same_head(one: str, other: str) -> bool:
    """Whether two heads name the same kind of thing: equal, or one the end of the other, or singular and plural."""
    a, b = one.rstrip("s"), other.rstrip("s")
    return bool(a and b) and (a == b or a.endswith(" " + b) or b.endswith(" " + a))


def _ends_with(head: str, word: str) -> bool:
    return head == word or head.endswith(" " + word) or head.rstrip("s") == word.rstrip("s")
