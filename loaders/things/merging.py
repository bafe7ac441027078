"""Things of one document that are one: a shorter name, a surname, a plural that does not say whose."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from loaders.names.concerns import Concerns
from loaders.things.entities import SMALL, Entities, Entity, only
from loaders.words.gazetteer import Gazetteer
from loaders.words.lexicon import fold
from ontology.terms import COMITY, FOAF, ORG

_CODES: Final = frozenset({"code", "codigo"})
"""Heads of laws of which a longer name means another ("Criminal Code", "Code of Criminal Procedure")."""
_STATE: Final = frozenset("republic kingdom people peoples state federal islamic commonwealth federation".split())
"""Words of the full name of a state."""
_WHOLE: Final = frozenset({FOAF.Person, ORG.Post, COMITY.Country, COMITY.Place, COMITY.Operation})
"""Classes whose names are not shortened by leaving words out."""


_FULL: Final = 2
"""Words from which the name of a person is a full one."""


def merge_shorter(entities: Entities) -> None:
    """Join a name to the one longer name of the same head whose words hold all of its words."""
    candidates = [e for e in entities.by_iri.values() if e.mints not in _WHOLE]
    alike: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in candidates:
        alike[_kind(entity)].append(entity)
    for short in sorted(candidates, key=lambda e: (len(e.words), e.iri)):
        words = _expanded(short, entities) if short.concept is None else frozenset[str]()
        if not words or not _CODES.isdisjoint(short.head.split()):
            continue
        near = alike[_kind(short)] if short.head else ()
        others = [e for e in near if e is not short and e.iri in entities.by_iri and _is_alike(e, short)]
        longer = only([e for e in others if _is_longer(e, short, words, entities)])
        if longer is not None:
            entities.merge(short, longer)


def _kind(entity: Entity) -> tuple[str, str]:
    """The class of a thing and the last word of its head, which are the same for any two that can be one."""
    return entity.family, entity.head.rstrip("s").rsplit(" ", 1)[-1]


def _expanded(entity: Entity, entities: Entities) -> frozenset[str]:
    """The words of a name, with an acronym among them replaced by the words it stands for."""
    words: set[str] = set()
    for word in entity.words:
        target = entities.aliases.get(word)
        stands = target is not None and target is not entity
        words |= {*target.words, *target.head.split()} if target is not None and stands else {word}
    return frozenset(words)


def _is_alike(one: Entity, other: Entity) -> bool:
    """Whether two things can be one: class, head, owners and parties do not contradict each other."""
    if one.family != other.family or not _same_head(one.head, other.head):
        return False
    paired, other_paired = len(one.parties) >= 2, len(other.parties) >= 2
    if one.owner and other.owner and one.owner != other.owner and not (paired or other_paired):
        return False
    return not (paired and other_paired and set(one.parties) != set(other.parties))


def _same_head(one: str, other: str) -> bool:
    """Whether two heads name the same kind of thing: equal, or one the end of the other, or singular and plural."""
    a, b = one.rstrip("s"), other.rstrip("s")
    return bool(a and b) and (a == b or a.endswith(f" {b}") or b.endswith(f" {a}"))


def _is_longer(entity: Entity, short: Entity, words: frozenset[str], entities: Entities) -> bool:
    """Whether the forms of a thing hold some words, and more; where they hold no more, the longer name counts."""
    pool = entity.words.union(*(entities.content(surface, entity.head) for surface in entity.surfaces))
    return words < pool or words == pool and len(entity.label) > len(short.label)


def merge_surnames(entities: Entities, things: Gazetteer, about: Concerns) -> None:
    """Join a person known by a surname to the one person of the document, or known person, who bears it.

    Of two surnames both may stand alone ("President Castañeda Ruz"), and some languages put the surname first:
    "Minister Luo" is "Luo Fenghai".
    """
    persons = [e for e in entities.by_iri.values() if e.mints == FOAF.Person]
    for short in persons:
        if short.concept is not None:
            continue
        word = fold(short.label)
        others = [e for e in persons if e is not short and e.iri in entities.by_iri]
        if " " in short.label.strip():
            named = only([e for e in others if fold(e.label).endswith(f" {word}")])
            if named is not None:
                entities.merge(short, named)
            continue
        full = [e for e in others if word in fold(e.label).split()[1:] or fold(e.label).endswith(f" {word}")]
        full = full or [e for e in others if fold(e.label).startswith(f"{word} ")]
        if len(full) == 1:
            entities.merge(short, full[0])
        elif not full:
            _by_surname(short, word, entities, things, about)


def merge_initials(entities: Entities) -> None:
    """Join a person whose given names are initials to the one who has them: "K. Molefe" is "Kagiso Molefe"."""
    persons = [e for e in entities.by_iri.values() if e.mints == FOAF.Person]
    for short in persons:
        words = fold(short.label).replace(".", " ").split()
        if short.concept is not None or len(words) < _FULL or len(words[0]) > 1:
            continue
        named = [e for e in persons if e is not short and e.iri in entities.by_iri and _has_initials(e, words)]
        if len(named) == 1:
            entities.merge(short, named[0])


def _has_initials(person: Entity, words: list[str]) -> bool:
    """Whether a full name is what initials and surnames shorten."""
    full = fold(person.label).replace(".", " ").split()
    given = [word for word in words if len(word) == 1]
    surnames = words[len(given) :]
    named = bool(surnames) and full[-len(surnames) :] == surnames and len(full) > len(surnames) and len(full[0]) > 1
    return named and full[0][0] == given[0]


def merge_names(entities: Entities) -> None:
    """Join a person to the one whose name goes on from theirs: "Ana Soto" is "Ana Soto Paz"."""
    persons = [e for e in entities.by_iri.values() if e.mints == FOAF.Person]
    for short in persons:
        words = fold(short.label).split()
        if len(words) < _FULL or short.concept is not None:
            continue
        longer = [e for e in persons if e is not short and fold(e.label).split()[: len(words)] == words]
        target = only([e for e in longer if e.iri in entities.by_iri])
        if target is not None:
            entities.merge(short, target)


def _by_surname(entity: Entity, word: str, entities: Entities, things: Gazetteer, about: Concerns) -> None:
    """Give a surname the known person who bears it and whose country the document concerns."""
    bearers = [c for c in things.concepts.values() if c.mints == FOAF.Person and c.surname and fold(c.surname) == word]
    known = [c for c in bearers if not c.countries or any(map(about.about, c.countries))]
    if len(known) > 1:
        known = [c for c in known if about.timely(c)]
    if len(known) == 1 and known[0].iri not in entities.by_iri:
        entity.concept = known[0]
        entities.rename(entity, known[0].iri)


def merge_cities(entities: Entities) -> None:
    """Join a place to the one that is called a city too: "Zamboanga" is "Zamboanga City"."""
    places = {fold(e.label): e for e in entities.by_iri.values() if e.mints == COMITY.Place and e.concept is None}
    for name, place in places.items():
        for longer in (f"{name} city", f"city of {name}", f"ciudad de {name}"):
            if longer in places:
                entities.merge(place, places[longer])
                break


def merge_plurals(entities: Entities) -> None:
    """Join "the Presidents" and "Presidents of both countries" to the one post of that plural that says whose."""
    plurals = [
        e for e in entities.by_iri.values() if e.mints == ORG.Post and e.concept is None and e.head.endswith("s")
    ]
    full = [e for e in plurals if _says_whose(e, entities)]
    for short in plurals:
        target = only([e for e in full if e is not short and e.head == short.head])
        if short not in full and target is not None:
            entities.merge(short, target)


def _says_whose(entity: Entity, entities: Entities) -> bool:
    words = fold(entity.label).split()
    return bool(entity.words) or len(words) > 2 and not entities.country_words.isdisjoint(words)


def merge_posts(entities: Entities) -> None:
    """Join the posts of one person where one only says more: "Ambassador" and "U.S. Ambassador to Kenya"."""
    held: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for entity in entities.by_iri.values():
        for mention in entity.mentions:
            if mention.post is not None and mention.post.entity is not None:
                held[entity.iri].add(mention.post.entity)
                holders[mention.post.entity].add(entity.iri)
    for iri, iris in held.items():
        _fill_bare(entities, entities.by_iri[iri], iris, holders)
        found = sorted((entities.by_iri[i] for i in iris if i in entities.by_iri), key=lambda e: (len(e.label), e.iri))
        for short in found:
            longer = only([e for e in found if e is not short and e.iri in entities.by_iri and _extends(e, short)])
            if longer is not None and len(holders[short.iri]) == 1 and short.concept is None:
                entities.merge(short, longer)


def _fill_bare(entities: Entities, person: Entity, iris: set[str], holders: dict[str, set[str]]) -> None:
    """Let a bare title that several persons go by mean, beside the name of one, the one post that it opens.

    As in "President Vélez", who was named the President of Colombia before.
    """
    for short in [entities.by_iri[i] for i in sorted(iris) if i in entities.by_iri and len(holders[i]) > 1]:
        fuller = [entities.by_iri[i] for i in iris if i != short.iri and i in entities.by_iri]
        target = only([e for e in fuller if _title_of(e) == fold(short.label)])
        if short.concept is not None or " " in short.label or target is None:
            continue
        for post in [m.post for m in person.mentions if m.post is not None and m.post.entity == short.iri]:
            short.mentions.remove(post)
            entities.attach(post, target)


def merge_owned_posts(entities: Entities) -> None:
    """Join "Inspector-General of Police" to the one post "Inspector-General of Police of Malaysia", and the like."""
    posts = [e for e in entities.by_iri.values() if e.mints == ORG.Post and e.concept is None]
    for short in sorted(posts, key=lambda e: (len(e.label), e.iri)):
        stem = f"{fold(short.label)} "
        longer = [e for e in posts if e.iri in entities.by_iri and fold(e.label).startswith(stem)]
        rests = [set(fold(e.label).removeprefix(stem).split()) - SMALL for e in longer]
        told = len(longer) == 1 and " " in stem.strip() and rests[0] and rests[0] <= entities.country_words
        if told and not any(_is_of_another(e, longer[0]) for e in posts if fold(e.label) == fold(short.label)):
            entities.merge(short, longer[0])


def _is_of_another(post: Entity, other: Entity) -> bool:
    """Whether a post is one country's, and another post of that title another's."""
    owners = {other.owner, *other.parties} - {None}
    return post.owner is not None and bool(owners) and post.owner not in owners


def merge_state_posts(entities: Entities) -> None:
    """Join "Prime Minister of Fiji" and "Prime Minister of the Republic of Fiji", which differ in the state's name."""
    alike: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities.by_iri.values():
        title = _title_of(entity)
        rest = set(fold(entity.label).removeprefix(title).replace("'s", "").split()) - SMALL - _STATE
        sent = " to " in fold(entity.label)
        if entity.mints == ORG.Post and len(entity.parties) == 1 and rest <= entities.country_words and not sent:
            alike[title, entity.parties[0]].append(entity)
    for found in alike.values():
        first, *others = sorted(found, key=lambda e: (e.concept is None, len(e.label), e.iri))
        for other in others if first.label != _title_of(first) else ():
            if other.concept is None:
                entities.merge(other, first)


def merge_signed_posts(entities: Entities, signature: str) -> None:
    """Join the bare title below a signature ("Director") to the one post of that title that the text names in full."""
    posts = {e.iri: e for e in entities.by_iri.values() if e.mints == ORG.Post}
    signed = [
        m.post for e in entities.by_iri.values() for m in e.mentions if m.rule == signature and m.post is not None
    ]
    for iri in dict.fromkeys(post.entity for post in signed if post.entity is not None):
        short = posts.get(iri)
        if short is None or short.concept is not None or short.words:
            continue
        stem = _without_gender(fold(short.label))
        longer = [e for e in posts.values() if e is not short and _without_gender(_title_of(e)) == stem]
        if len(longer) == 1 and longer[0].iri in entities.by_iri:
            entities.merge(short, longer[0])


def _title_of(post: Entity) -> str:
    """What stands before "of" in the name of a post."""
    return re.split(r" (?:of|de|del) ", fold(post.label), maxsplit=1)[0]


def _without_gender(title: str) -> str:
    """Titles without the endings in which those of women differ: "directora" is "director"."""
    return " ".join(word.rstrip("aeo") for word in title.split())


def _extends(post: Entity, short: Entity) -> bool:
    """Whether a post, by one of its names here, has the title of another and says more of what or whose it is."""
    fewer = f" {fold(short.label)} "
    for name in sorted({post.label, *post.surfaces}):
        words = f" {fold(name)} "
        same = words == fewer and post.owner is not None and short.owner is None
        longer = len(words) > len(fewer) and fewer in words
        if same or longer and (short.words <= post.words or post.concept is not None):
            return True
    return False
