"""Which mentions are one thing.

The first that answers wins: the gazetteer, the document's own short forms, an equal name, initials, a shorter form of
one longer name, a definite head ("the Group"). What stays unclear stays apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from loaders.names.acronyms import initials_match, last_initials, last_letter
from loaders.names.signatures import SIGNATURE
from loaders.things.dated import merge_dated
from loaders.things.entities import SMALL, Entities, Entity, only
from loaders.things.merging import (
    merge_cities,
    merge_initials,
    merge_names,
    merge_owned_posts,
    merge_plurals,
    merge_posts,
    merge_shorter,
    merge_signed_posts,
    merge_state_posts,
    merge_surnames,
)
from loaders.things.minting import Mint
from loaders.words.classes import AGREEMENTS, ORGANISED, family
from loaders.words.gazetteer import Concept, Gazetteer
from loaders.words.lexicon import fold
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, FOAF

_GENERAL: Final = frozenset(
    "presidential joint ministerial bilateral binational present said existing conjunta conjunto presidencial "
    "presente".split()
)
"""Words that fit any agreement."""
_DETERMINERS: Final = frozenset(
    "the this that these said our its such el la los las este esta dicho dicha del al".split()
)
"""Words before a name that points back."""
_EACH: Final = frozenset("each every any no cada".split())
"""Words before a noun that then names nothing."""
_THIS: Final = frozenset("this present este esta presente".split())
"""Words before the noun by which an instrument calls itself."""
_INTENT: Final = frozenset({"intent", "intencion"})
_UNIQUE: Final = frozenset("ejercito cancilleria gendarmeria".split())
"""Heads of bodies of which a state has one, so that the head alone is a name ("el Ejército")."""
_UNABBREVIATED: Final = frozenset({FOAF.Person, COMITY.Country, COMITY.Place})
"""Classes whose names are not abbreviated to initials, unless a text says so."""
BELOW: Final = 2
"""Blocks below a title in which the body is named that it is about."""
SHORTEST: Final = 3
"""Letters from which an acronym that nothing explains is a body of its own."""


def resolve(passages: Sequence[Passages], mint: Mint) -> dict[str, Entity]:
    """Give every mention its entity, drop the mentions that stay unclear, and return the entities by address."""
    return _Resolver(passages, mint).run()


class _Resolver:
    """Turns the mentions of one document into its entities."""

    def __init__(self, passages: Sequence[Passages], mint: Mint) -> None:
        self._passages = passages
        self._mint = mint
        self._mentions = [m for p in passages for m in p.mentions]
        self._entities = Entities(frozenset(mint.country_words))
        self._keys: dict[tuple[str, str, frozenset[str]], str] = {}

    def run(self) -> dict[str, Entity]:
        self._find_posts()
        self._find_known()
        self._find_named()
        self._find_short()
        merge_shorter(self._entities)
        merge_dated(self._passages, self._entities)
        merge_initials(self._entities)
        merge_names(self._entities)
        merge_surnames(self._entities, self._mint.things, self._mint.about)
        merge_cities(self._entities)
        merge_plurals(self._entities)
        merge_posts(self._entities)
        merge_owned_posts(self._entities)
        merge_state_posts(self._entities)
        merge_signed_posts(self._entities, SIGNATURE)
        self._point_back()
        for passage in self._passages:
            passage.mentions = [m for m in passage.mentions if m.entity is not None]
        return {iri: entity for iri, entity in sorted(self._entities.by_iri.items()) if entity.mentions}

    def _find_posts(self) -> None:
        """Give the post of a known person, where a bare title means it, its concept."""
        for mention in self._mentions:
            if mention.post is not None and mention.concept is not None and mention.post.concept is None:
                mention.post.concept = _held(mention.concept, mention.post, self._mint.things)

    def _find_known(self) -> None:
        """Make the entities that the gazetteer knows."""
        for mention in self._mentions:
            concept = mention.concept
            if concept is None:
                continue
            entity = self._entities.by_iri.get(concept.iri)
            if entity is None:
                owner = next(iter(concept.countries), None)
                entity = Entity(concept.iri, concept.mints, concept.label, concept, owner, mention.head)
                entity.parties = concept.parties
                self._entities.add(entity)
            self._entities.attach(mention, entity)

    def _find_named(self) -> None:
        """Make the entities that are known only by their names in this document."""
        for mention in self._mentions:
            if mention.concept is None and self._is_general(mention):
                mention.anaphor = True
            plain = mention.concept is None and not mention.anaphor and mention.stands_for is None
            if plain and mention.mints:
                self._name(mention)

    def _name(self, mention: Mention) -> None:
        """A mention of a thing that is known only by its name in this document.

        The address that the name gives may be that of a known thing ("President X of Kenya"), which it then is.
        """
        key = (family(mention.mints), mention.owner or "", _bag(mention.name))
        iri = self._keys.get(key) or self._keys.setdefault(key, self._mint.address(mention))
        alias = self._entities.aliases.get(fold(mention.name))
        fits = alias is not None and alias.mints == mention.mints
        entity = alias if fits else self._entities.by_iri.get(iri)
        if entity is None:
            known = self._mint.things.concepts.get(iri)
            concept = known if known is not None and known.mints == mention.mints else None
            label = concept.label if concept is not None else mention.name
            entity = Entity(iri, mention.mints, label, concept, mention.owner, mention.head)
            entity.parties = mention.parties
            self._entities.add(entity)
        elif entity.concept is None and len(mention.name) > len(entity.label):
            entity.label = mention.name
        self._entities.attach(mention, entity)

    def _find_short(self) -> None:
        """Resolve what parentheses define, for the whole document, and then bare acronyms."""
        for mention in self._mentions:
            target = mention.stands_for
            if target is not None and target.entity is not None:
                self._entities.attach(mention, self._entities.by_iri[target.entity])
            for alias in mention.aliases if mention.entity is not None else ():
                self._entities.aliases[fold(alias)] = self._entities.by_iri[mention.entity or ""]
        bare = [m for m in self._mentions if m.rule == "bare-acronym" and m.entity is None]
        spelt = _spelt({m.name for m in bare}, self._entities)
        for mention in bare:
            self._acronym(mention, spelt[mention.name])

    def _acronym(self, mention: Mention, spelt: Entity | None) -> None:
        """A bare acronym: defined elsewhere, spelled by the initials of one name, or a body of its own."""
        key = fold(mention.name)
        entity = self._entities.aliases.get(key) or spelt
        if entity is not None:
            self._entities.aliases[key] = entity
            mention.mints, mention.head = entity.mints, entity.head
            self._entities.attach(mention, entity)
        elif len(mention.name) >= SHORTEST:
            mention.mints, mention.head = COMITY.Agency, ""
            self._name(mention)

    def _is_general(self, mention: Mention) -> bool:
        """Whether a name says no more than its head and a word that fits any ("the Presidential Declaration")."""
        if not mention.head or family(mention.mints) != COMITY.Agreement:
            return False
        words = self._entities.content(mention.name, mention.head)
        return bool(words) and words <= _GENERAL

    def _point_back(self) -> None:
        """Resolve "the Group" to a short form that was defined, or to the nearest earlier name with that head."""
        for passage in self._passages:
            for mention in passage.mentions:
                if mention.anaphor and mention.entity is None:
                    self._pointing_back(passage, mention)

    def _pointing_back(self, passage: Passages, mention: Mention) -> None:
        before = passage.tokens.folds[mention.first - 1] if mention.first else ""
        target = self._entities.aliases.get(fold(mention.name))
        if target is None and before in _THIS:
            target = self._own(mention)
        if target is None and before in _DETERMINERS:
            target = self._nearest(mention)
        if target is None and mention.mints == COMITY.Legislature and before not in _DETERMINERS:
            self._name(mention)
        if target is None and _is_title(passage, mention):
            target = self._following(mention)
        named = before not in _EACH and not _is_title(passage, mention) and _is_proper(mention)
        if target is None and mention.entity is None and named:
            mention.anaphor = False
            self._name(mention)
        if target is not None:
            mention.mints = target.mints
            self._entities.attach(mention, target)

    def _own(self, mention: Mention) -> Entity | None:
        """The instrument that the document is, by its title, where "this Convention" can mean it."""
        titles = [m for m in self._mentions if m.rule == "own-title" and m.entity is not None]
        for title in titles if mention.mints in AGREEMENTS else ():
            entity = self._entities.by_iri.get(title.entity or "")
            if entity is not None and _is_kin(entity, mention) and _ends_with(title, entity, mention):
                return entity
        return None

    def _following(self, mention: Mention) -> Entity | None:
        """The body that the text below a title names, of the title's class and head."""
        place = bisect_left(self._mentions, (mention.block, mention.first + 1), key=lambda m: (m.block, m.first))
        for other in self._mentions[place:]:
            entity = self._entities.by_iri.get(other.entity or "") if not other.anaphor else None
            if other.block > mention.block + BELOW:
                return None
            if entity is not None and _is_kin(entity, mention) and _ends_with(other, entity, mention):
                return entity
        return None

    def _nearest(self, mention: Mention) -> Entity | None:
        """The entity last named before a mention, of its class and head."""
        place = bisect_left(self._mentions, (mention.block, mention.first), key=lambda m: (m.block, m.first))
        for other in reversed(self._mentions[:place]):
            entity = self._entities.by_iri.get(other.entity or "") if not other.anaphor else None
            if entity is not None and _is_kin(entity, mention) and _ends_with(other, entity, mention):
                return entity
        return None


def _held(person: Concept, post: Mention, things: Gazetteer) -> Concept | None:
    """The known post of a known person that a bare title means ("President" before the name of one)."""
    if " " in post.name:
        return None
    found = [things.concepts[iri] for iri in person.posts if iri in things.concepts]
    fitting = [concept for concept in found if f"{fold(concept.label)} ".startswith(f"{fold(post.name)} ")]
    return fitting[0] if len(fitting) == 1 else None


def _is_title(passage: Passages, mention: Mention) -> bool:
    """Whether the noun of a body is all of a title, as of the article that sets it up ("Joint Commission")."""
    whole = mention.first == 0 and mention.last == len(passage.tokens)
    return whole and passage.kind in ("title", "heading") and mention.mints in ORGANISED


def _is_proper(mention: Mention) -> bool:
    """Whether a head alone is a name: "the Steering Group", "the Coast Guard", "a Letter of Intent"."""
    words = mention.head.split()
    if mention.mints in AGREEMENTS:
        general = len(mention.name.split()) > len(words)
        return general or len(words) > 1 and (words[-1] in _INTENT or words[0] in _GENERAL)
    if mention.head in _UNIQUE and mention.name[:1].isupper():
        return True
    several = words[-1].endswith(("committees", "groups", "commissions", "subgroups"))
    return mention.mints in ORGANISED | {COMITY.Legislature} and len(words) > 1 and not several


def _spelt(acronyms: Iterable[str], entities: Entities) -> dict[str, Entity | None]:
    """The one thing of each acronym that has a name of whose initials it is made, if there is just one."""
    forms: dict[str, list[tuple[Entity, str]]] = defaultdict(list)
    for entity in entities.by_iri.values():
        for form in entity.surfaces if entity.mints not in _UNABBREVIATED else ():
            for letter in last_initials(form):
                forms[letter].append((entity, form))
    found = {}
    for acronym in acronyms:
        near = forms[last_letter(acronym)]
        found[acronym] = only(list({id(e): e for e, form in near if initials_match(acronym, form)}.values()))
    return found


def _bag(name: str) -> frozenset[str]:
    """The words of a name without order and small words: "Presidents of A and B" is "Presidents of B and A"."""
    return frozenset(word for word in fold(name).replace(",", " ").split() if word not in SMALL)


def _is_kin(entity: Entity, back: Mention) -> bool:
    """Whether a noun can mean a thing by its class; "the Commission" may be an agency or a group."""
    return entity.family == family(back.mints) or {entity.mints, back.mints} <= ORGANISED


def _ends_with(named: Mention, entity: Entity, back: Mention) -> bool:
    """Whether the head of what was named is, or ends with (in Spanish, begins with), the head of what points back."""
    head, word = named.head or entity.head, back.head
    if head.startswith("sub") and not word.startswith("sub"):
        return False
    return head.rstrip("s") == word.rstrip("s") or head.endswith(f" {word}") or head.startswith(f"{word} ")
