"""Lists of delegates: whom those represent who are named after "Thailand:", or below "Delegation of Thailand"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from loaders.facts.scene import Fact, Sentence
from loaders.words.classes import OFFICIALS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF

_OPENERS: Final = frozenset(
    "for from the on behalf of delegation delegations side members participants por parte de la el delegacion "
    "republic kingdom government gobierno republica".split()
)
"""Words before the country whose delegates are named."""
_CLOSERS: Final = frozenset("delegation side team representatives delegates participants ( ) :".split())
"""Words after it."""
_CALLS: Final = frozenset(
    "delegation delegations side representatives delegates participants attendees attendance present delegacion "
    "delegaciones participantes asistentes asistencia presentes".split()
)
_OFFICIALS: Final = frozenset(
    "ministers officials delegates representatives delegation delegations side team ministros funcionarios "
    "representantes delegacion parte lado".split()
)
_WERE: Final = frozenset(
    "were are included include includes comprised comprises consisted composed integraron integran incluyo asistieron "
    "participaron hicieron hizo acudieron concurrieron estuvieron asistio participo intervinieron attended".split()
)
"""Verbs after which the members of one side are listed."""
_LED: Final = frozenset("was were led headed fue estuvo encabezada presidida".split())
"""Words between "that of Peru" and "by"."""
_FOR: Final = frozenset({"for", "por"})
_BY: Final = frozenset({"by", "por"})
_CLOSING: Final = frozenset(", . ; and y e".split())
"""What may follow the country of whom one acts whose name stands before it."""
_BEFORE_NAME: Final = frozenset(", by por the el la".split())
"""Words between a country and the official who speaks for it."""
_DELEGATIONS: Final = frozenset("delegation delegations delegacion delegaciones".split())
_OTHERS: Final = frozenset(
    "attendance observers apologies secretariat excused invited observadores invitados invitadas excusas".split()
)
"""Words of a short line below which those stand who speak for neither country."""
RANKS: Final = 4
"""Tokens of ranks and articles before the name of an official."""
_TITLES: Final = frozenset({"heading", "title", "provision"})
"""Kinds of blocks whose words may open a roll ("PRESENT", "ANNEX A: LIST OF PARTICIPANTS")."""
OPENING: Final = 9
"""Tokens within which the country and the colon stand."""


def delegations(sentences: Sequence[Sentence]) -> Iterator[Fact]:
    """Whom each person of a list of delegates represents."""
    below: Mention | None = None
    roll = False
    for sentence in sentences:
        yield from _taking_part(sentence)
        yield from _for_a_side(sentence)
        yield from _other_delegation(sentence)
        yield from _on_behalf(sentence)
        if sentence.first == 0:
            named = _country(sentence, roll)
            if sentence.block.kind in _TITLES and named is None and not _lists(sentence):
                roll = not _CALLS.isdisjoint(sentence.tokens.folds[: sentence.last])
            if named is not None and named[1] < sentence.last:
                below = None
                yield from _represent(sentence, named[0], named[1])
            elif named is not None:
                below = named[0]
            elif not _lists(sentence) or not _OTHERS.isdisjoint(sentence.tokens.folds[: sentence.last]):
                below = None
        if below is not None:
            yield from _represent(sentence, below, sentence.first)


def _taking_part(sentence: Sentence) -> Iterator[Fact]:
    """As in "Participating Australian Ministers were: X, Minister of A; and Y", "The Indian delegation included Z"."""
    folds = sentence.tokens.folds
    soon = range(sentence.first, min(sentence.first + OPENING + 2, sentence.last))
    verb = next((i for i in soon if folds[i] in _WERE), None)
    if verb is None or _OFFICIALS.isdisjoint(folds[sentence.first : verb]):
        return
    countries = sentence.before(verb, COMITY.Country)
    for person in sentence.after(verb, FOAF.Person) if len({m.entity for m in countries}) == 1 else ():
        if person.entity is not None:
            first = countries[0].first
            yield sentence.fact(person.entity, COMITY.represents, countries[0].entity or "", first, person.last)


def _for_a_side(sentence: Sentence) -> Iterator[Fact]:
    """As in "chaired for Norway by X and for Kenya by Y", "que presidirán, por México, el comisionado X"."""
    folds = sentence.tokens.folds
    for country in (m for m in sentence.mentions if m.mints == COMITY.Country and m.entity is not None):
        side = _over_side(folds, country)
        if side:
            named = [m for m in sentence.after(side, *OFFICIALS) if m.first - side <= RANKS]
            yield from _speaks_for(sentence, named, country, country.first)
        if country.first > sentence.first and folds[country.first - 1] in _FOR:
            before = _named_before(sentence, country.first - 1)
            if before:
                yield from _speaks_for(sentence, before, country, before[0].first)
                continue
            at = country.last
            while at < sentence.last and folds[at] in _BEFORE_NAME:
                at += 1
            named = [m for m in sentence.after(country.last, *OFFICIALS) if m.first - at <= RANKS]
            yield from _speaks_for(sentence, named, country, country.first)


def _over_side(folds: Sequence[str], country: Mention) -> int:
    """Past "by" after the side of a country ("on the U.S. side by X", "por parte española, por X"), or 0."""
    before = folds[max(0, country.first - 2) : country.first]
    at = country.last + (folds[country.last : country.last + 1] == ["side"])
    told = at > country.last and before in (["on", "the"], ["for", "the"]) or before[-1:] in (["parte"], ["lado"])
    at += folds[at : at + 1] == [","]
    return at + 1 if told and folds[at : at + 1] in (["by"], ["por"]) else 0


def _on_behalf(sentence: Sentence) -> Iterator[Fact]:
    """As in "Ms X replied on behalf of Belgium": the one person whom a sentence names."""
    folds = sentence.tokens.folds
    people = [m for m in sentence.mentions if m.mints == FOAF.Person]
    for country in (m for m in sentence.mentions if m.mints == COMITY.Country and m.entity is not None):
        told = folds[max(0, country.first - 2) : country.first] == ["behalf", "of"]
        if told and len(people) == 1 and people[0].last < country.first:
            yield from sentence.relate(people[0], COMITY.represents, country, people[0].first, country.last)


def _named_before(sentence: Sentence, token: int) -> list[Mention]:
    """The official of whom "for X" is said at the end ("A for Greece and B, Director of C, for Israel")."""
    folds = sentence.tokens.folds
    last = token - (folds[token - 1] == ",")
    after = folds[token + 2 : token + 3]
    ends = [m for m in sentence.mentions if m.last == last and m.mints in OFFICIALS and m.entity is not None]
    closed = not after or after[0] in _CLOSING
    return ends[-1:] if closed and ends and ends[-1].first > sentence.first + 1 else []


def _other_delegation(sentence: Sentence) -> Iterator[Fact]:
    """As in "The delegation of Chile was led by X, and that of Peru by Y", "y la peruana, por Y": the second."""
    folds = sentence.tokens.folds
    if _DELEGATIONS.isdisjoint(folds[sentence.first : sentence.last]):
        return
    for country in (m for m in sentence.mentions if m.mints == COMITY.Country and m.entity is not None):
        at = country.last
        while at < sentence.last and folds[at] in _CLOSERS | _LED | {","}:
            at += 1
        if at == sentence.last or folds[at] not in _BY or at == country.last and folds[country.first - 1] in _FOR:
            continue
        named = [m for m in sentence.after(at, *OFFICIALS) if m.first - at <= RANKS]
        yield from _speaks_for(sentence, named, country, country.first)


def _speaks_for(sentence: Sentence, named: Sequence[Mention], country: Mention, start: int) -> Iterator[Fact]:
    """The fact that the official named next, or who holds the post named next, represents a country."""
    if not named:
        return
    holders = [m for m in sentence.mentions if m.mints == FOAF.Person and m.entity is not None]
    person = named[0] if named[0].mints == FOAF.Person else next((m for m in holders if m.post is named[0]), None)
    if person is not None:
        yield from sentence.relate(person, COMITY.represents, country, start, max(person.last, country.last))


def _country(sentence: Sentence, roll: bool) -> tuple[Mention, int] | None:
    """The country that opens a list of delegates, and the token after what says so; in a `roll` its name will do."""
    tokens = sentence.tokens
    countries = [m for m in sentence.mentions if m.mints == COMITY.Country and m.first < OPENING]
    if not countries or sentence.first != 0:
        return None
    country, at = countries[0], countries[0].last
    while at < sentence.last and tokens.folds[at] in _CLOSERS:
        at += 1
    if not _OPENERS.issuperset(tokens.folds[: country.first]):
        return None
    whole = at == sentence.last and (
        roll
        or tokens.folds[0] in _FOR
        or tokens.forms[at - 1] == ":"
        or not _CALLS.isdisjoint(tokens.folds[sentence.first : at])
    )
    return (country, at) if whole or tokens.forms[at - 1] == ":" else None


def _lists(sentence: Sentence) -> bool:
    """Whether a block goes on with the list: a person or a post stands at its beginning."""
    named = any(m.mints == FOAF.Person and m.first <= OPENING for m in sentence.mentions)
    return named or sentence.last <= OPENING and sentence.block.kind != "heading"


def _represent(sentence: Sentence, country: Mention, first: int) -> Iterator[Fact]:
    """Every person from a token on, up to the name of another country that a colon follows."""
    block = sentence.passage.mentions
    for person in block:
        known = person.mints == FOAF.Person and person.entity is not None and country.entity is not None
        if known and person.first >= first and not _after_other(sentence, person, country):
            start = country.first if country.block == person.block else person.first
            yield sentence.fact(person.entity or "", COMITY.represents, country.entity or "", start, person.last)


def _after_other(sentence: Sentence, person: Mention, country: Mention) -> bool:
    """Whether the list of another country has begun before a person."""
    others = (m for m in sentence.passage.mentions if m.mints == COMITY.Country and m.entity != country.entity)
    return any(m.last <= person.first and sentence.tokens.forms[m.last : m.last + 1] == [":"] for m in others)
