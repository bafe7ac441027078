"""Who leads bodies, told by a post in them ("X, chair of the Y") or by a phrase beside them ("with X in the chair")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from loaders.facts.scene import Fact, Sentence, listed, people_of
from loaders.words.classes import MEETINGS, OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF

_WITH: Final = re.compile(
    r"\b(?:in the chair|presiding|as (?:its |the |their )?(?:co-?)?(?P<role>chair(?:man|woman|person)?s?|presidents?"
    r"|heads?|co-?ordinators?|leaders?))\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\b(?:co-?\s?)(?:chairs|chairmen|chairpersons|presidents|leaders|heads|presidentes|coordinadores)\b", re.IGNORECASE
)
"""Those who lead a body together."""
_IN_ROLL: Final = re.compile(
    r"\((?:co-?\s?)?(?:chair(?:man|woman|person)?|president[ea]?)\)|, (?:co-?\s?)chair(?:man|woman|person)?$",
    re.IGNORECASE,
)
"""The role of a delegate, at the end of a line."""
OPENING: Final = 12
"""Sentences at the head of a text in which the body stands whose meeting it tells of."""
RANKS: Final = 5
"""Tokens of ranks before a name."""
_ARE: Final = frozenset("are were , : son eran seran".split())
_CHAIR: Final = frozenset(
    "chair chairs chairman chairmen chairwoman chairperson co-chair co-chairs president presidente presidenta".split()
)
_HEAD: Final = frozenset("head heads coordinator co-ordinator leader coordinador coordinadora jefe jefa".split())
_SIDE: Final = frozenset("side team party lado parte".split())
_DELEGATION: Final = frozenset("delegation delegacion comitiva parte".split())
_OF: Final = frozenset("of de del the la el los las republica republic".split())
NEAR: Final = 3
"""Tokens between those who lead and the body, or a verb."""
_IS: Final = frozenset("is was are were been being be fue esta estuvo".split())


def in_chair(sentence: Sentence) -> Iterator[Fact]:
    """Every fact of these kinds that a sentence states."""
    for mention in sentence.mentions:
        if mention.mints == FOAF.Person and mention.post is not None:
            yield from _by_post(sentence, mention, mention.post)
    for first, last in sentence.search(_WITH):
        yield from _beside(sentence, first, last)
    for first, last in sentence.search(_SEVERAL):
        yield from _several(sentence, first, last)


def in_roll(sentences: Sequence[Sentence]) -> Iterator[Fact]:
    """As in the line "X, Director of Y (Co-Chair)" of a list of delegates: who chairs the body that a text is of."""
    opening = [m for s in sentences[:OPENING] for m in s.mentions if m.mints == COMITY.WorkingGroup and m.entity]
    for sentence in sentences if opening else ():
        for first, _ in sentence.search(_IN_ROLL):
            people = [m for m in sentence.before(first, FOAF.Person) if m.first - sentence.first <= RANKS]
            for person in people[:1]:
                yield from sentence.relate(opening[0], COMITY.chairedBy, person, person.first, first + 1)


def _by_post(sentence: Sentence, person: Mention, post: Mention) -> Iterator[Fact]:
    """As in "X, chair of the Y": who holds a post in a body of both sides leads it."""
    word = post.head.split()[-1] if post.head else ""
    predicate = COMITY.chairedBy if word in _CHAIR else COMITY.ledBy if word in _HEAD else None
    inside = (m for m in sentence.mentions if post.first < m.first and m.last <= post.last)
    group = next((m for m in inside if m.mints == COMITY.WorkingGroup), None)
    if predicate is not None and group is not None and post.block == person.block:
        yield from sentence.relate(group, predicate, person, *_span(person, post))


def _beside(sentence: Sentence, first: int, last: int) -> Iterator[Fact]:
    """As in "With X in the chair, the Y …", "the Y, with X as its head"."""
    found = [m for m in sentence.before(first, *OFFICIALS) if first - m.last <= 1]
    leaders = [m for m in people_of(found) if m.mints == FOAF.Person]
    if not leaders or sentence.tokens.folds[max(sentence.first, leaders[0].first - 1)] not in ("with", "con"):
        return
    groups = sentence.before(leaders[0].first, *MEETINGS)[-1:]
    groups = groups or [m for m in sentence.after(last, *MEETINGS) if m.first - last <= 3][:1]
    chair = sentence.tokens.folds[last - 1] in _CHAIR | {"presiding"}
    for group in groups:
        start, end = min(group.first, leaders[0].first), max(group.last, last)
        predicate = COMITY.chairedBy if chair else COMITY.ledBy
        yield from sentence.relate(group, predicate, leaders[0], start, end)


def _several(sentence: Sentence, first: int, last: int) -> Iterator[Fact]:
    """As in "X and Y, co-chairs of the Z", "The co-chairs of the Z are X and Y", "Z co-chairs X and Y"."""
    folds = sentence.tokens.folds
    after = [m for m in sentence.after(last, COMITY.WorkingGroup) if m.first - last <= NEAR and folds[last] in _OF]
    before = [m for m in sentence.before(first, COMITY.WorkingGroup) if m.last == first]
    group = next(iter([*after, *before]), None)
    if group is None:
        return
    at = group.last if after else last
    at += folds[at : at + 1] != [] and folds[at] in _ARE
    named = [m for m in listed(sentence, at, frozenset({FOAF.Person}), NEAR) if at > group.last or before]
    named = named or _before(sentence, first)
    predicate = COMITY.ledBy if folds[last - 1].startswith(("lead", "head", "coordin")) else COMITY.chairedBy
    for person in named:
        yield from sentence.relate(group, predicate, person, *_span(group, person))


def _before(sentence: Sentence, first: int) -> list[Mention]:
    """The persons of a list that ends in a comma before a token."""
    found: list[Mention] = []
    at = first - 1
    for person in reversed(sentence.before(first, FOAF.Person)):
        if at - person.last > 1 or not {*sentence.tokens.folds[person.last : at]} <= {",", "and", "y"}:
            break
        found.insert(0, person)
        at = person.first
    return found


def side_before(sentence: Sentence, verb: int) -> Mention | None:
    """The country whose side a participle is said of ("the Canadian side was led by X")."""
    folds = sentence.tokens.folds
    at = verb - 1
    while at > sentence.first and folds[at] in _IS:
        at -= 1
    if folds[at] not in _SIDE:
        return _delegation(sentence, at)
    found = sentence.before(at, COMITY.Country)
    if found and found[-1].last == at:
        return found[-1]
    after = [m for m in sentence.after(at + 1, COMITY.Country) if m.first == at + 1]
    return after[0] if after else None


def _delegation(sentence: Sentence, last: int) -> Mention | None:
    """The country whose delegation ends at a token ("La delegación de Colombia", "la delegación panameña")."""
    country = next((m for m in sentence.before(last + 1, COMITY.Country) if m.last == last + 1), None)
    at = country.first - 1 if country is not None else sentence.first
    while at > sentence.first and sentence.tokens.folds[at] in _OF:
        at -= 1
    that = sentence.tokens.folds[at] == "that" and not _DELEGATION.isdisjoint(
        sentence.tokens.folds[sentence.first : at]
    )
    return country if that or sentence.tokens.folds[at] in _DELEGATION else None


def _span(one: Mention, other: Mention) -> tuple[int, int]:
    return min(one.first, other.first), max(one.last, other.last)
