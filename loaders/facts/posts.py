"""Who holds which post, whose post it is, and whom its holder represents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loaders.facts.scene import Fact, Sentence, span_of
from loaders.names.title_context import BODY_NOUNS
from loaders.words.mentions import Mention
from ontology.terms import COMITY, FOAF, ORG

_OFFICES: Final = frozenset(
    {COMITY.Agency, COMITY.WorkingGroup, COMITY.IntergovernmentalOrganization, COMITY.Legislature}
)
"""What a post can be in, beside a country."""
_PEERS: Final = frozenset("counterpart counterparts colleague homologo homologa colega par".split())
"""Nouns of whom the adjective of a country says for whom they speak."""
_OF: Final = frozenset("of de del".split())
_GO_ON: Final = (["and"], ["y"], ["e"])
"""What joins a body to another, so that both are members of a list."""
_POSTED: Final = frozenset("ambassador consul attache embajador embajadora agregado agregada".split())
"""Titles of those whose post names the country that they are sent to, beside their own."""
RANKS: Final = 4
"""Tokens of ranks before the name of a counterpart."""
_POLICE: Final = frozenset({"police", "policia"})
_OF_THE: Final = _OF | {"the", "la", "el"}


def posts(sentence: Sentence) -> Iterator[Fact]:
    """Every fact about posts that a sentence states."""
    for mention in sentence.mentions:
        if mention.mints == FOAF.Person and mention.entity is not None:
            yield from _sent(sentence, mention)
        for post in (mention.post, mention.post_too) if mention.mints == FOAF.Person else ():
            if post is not None:
                yield from _held(sentence, mention, post)
        if mention.mints == ORG.Post:
            yield from _post_in(sentence, mention)


def _sent(sentence: Sentence, person: Mention) -> Iterator[Fact]:
    """The country of a person without a post, or of one who is a counterpart ("his Albanian colleague, Minister X")."""
    posts = [p for p in (person.post,) if p is not None and p.block == person.block and p.first < person.first]
    first = min([person.first, *(p.first for p in posts)])
    owner, at = _peer_of(sentence, first) or (person.owner if person.post is None else None, first)
    if owner is not None:
        yield sentence.fact(person.entity or "", COMITY.represents, owner, at, person.last)


def _peer_of(sentence: Sentence, first: int) -> tuple[str, int] | None:
    """The country of a counterpart whose name or title begins at a token, and where that is said."""
    folds = sentence.tokens.folds
    at = first
    while at > sentence.first and first - at < RANKS and (folds[at - 1] == "." or sentence.tokens.capital(at - 1)):
        at -= 1
    at = at - 1 if folds[at - 1 : at] == [","] else first - (folds[first - 1 : first] == [","])
    countries = [m for m in sentence.before(at, COMITY.Country) if at - m.last <= 1 and m.entity is not None]
    for country in countries[-1:]:
        if not _PEERS.isdisjoint(folds[max(0, country.first - 1) : at]):
            return country.entity or "", country.first
    return None


def _held(sentence: Sentence, person: Mention, post: Mention) -> Iterator[Fact]:
    """The post that a person holds, and the country for which it speaks."""
    if person.entity is None or post.entity is None:
        return
    first, last = span_of(person, post)
    yield sentence.fact(person.entity, ORG.holds, post.entity, first, last)
    countries = _countries_of(sentence, post) if post.block == person.block else []
    if len(countries) == 1:
        iri, start, stop = countries[0]
        yield sentence.fact(person.entity, COMITY.represents, iri, min(person.first, start), max(person.last, stop))
    elif person.owner is not None:
        yield sentence.fact(person.entity, COMITY.represents, person.owner, first, last)
    yield from _in_body_after(sentence, person, post)
    over = _after_name(sentence, person) if post.last <= person.first else None
    if over is not None:
        yield from sentence.relate(post, ORG.postIn, over, post.first, over.last)
        if over.mints == COMITY.Country and not countries:
            yield from sentence.relate(person, COMITY.represents, over, person.first, over.last)


def _in_body_after(sentence: Sentence, person: Mention, post: Mention) -> Iterator[Fact]:
    """The body after a post and a comma ("X, Director of Intelligence, Drug Enforcement Commission")."""
    if person.last > post.first or any(post.first < m.first and m.last <= post.last for m in _bodies(sentence)):
        return
    after = next((m for m in _bodies(sentence) if m.first == post.last + 1), None)
    folds = sentence.tokens.folds
    if after is not None and folds[post.last] == "," and folds[after.last : after.last + 1] not in _GO_ON:
        yield from sentence.relate(post, ORG.postIn, after, post.first, after.last)


def _bodies(sentence: Sentence) -> list[Mention]:
    return [m for m in sentence.mentions if m.mints in _OFFICES]


def _post_in(sentence: Sentence, post: Mention) -> Iterator[Fact]:
    """The body and the countries that a post's own words name."""
    # An adjective after a post is part of the body's name alone ("Director del Ministerio del Interior español").
    ending = post.last + (post.last in sentence.passage.countries)
    inside = [m for m in sentence.mentions if post.first < m.first and m.last <= ending and m.mints in _OFFICES]
    inside = inside or [m for m in _bodies(sentence) if m.first == post.first and m.last < post.last and _is_short(m)]
    inside = [m for m in inside if not _is_police(sentence.tokens.folds[m.first : m.last])]
    inside = [m for m in inside if not any(m.last == other.first for other in inside)]
    if not inside:
        inside = [m for m in sentence.mentions if m.mints in _OFFICES and _is_before(sentence, m, post)]
        inside = inside or _of_subject(sentence, post) or _at_work(sentence, post)
    stated = {iri for iri, *_ in _countries_of(sentence, post)}
    for body in inside[:1] if not _is_foreign(inside[:1], stated) else ():
        first = min(body.first, post.first) if body in sentence.mentions else post.first - 1
        yield from sentence.relate(post, ORG.postIn, body, first, post.last)
    for iri, first, last in _countries_of(sentence, post):
        within = any(m.entity == iri and _is_within(m, inside[0]) for m in sentence.mentions) if inside else False
        if not within:
            yield sentence.fact(post.entity or "", ORG.postIn, iri, first, last)


def _of_subject(sentence: Sentence, post: Mention) -> list[Mention]:
    """The body that the sentence before is about, whose post "its" brings ("X, its secretary-general, said")."""
    before, words = sentence.previous, sentence.tokens.folds[max(0, post.first - 3) : post.first]
    spoken = (
        words[:1] == ["the"]
        and words[1:2] != []
        and words[1] in BODY_NOUNS
        and sentence.tokens.kinds[post.first - 1] == "s"
    )
    if before is None or not spoken and words[-1:] not in (["its"], ["su"]):
        return []
    opening = [m for m in before.mentions if m.mints in _OFFICES and m.first - before.first <= 1]
    named = any(m.mints in _OFFICES and m.last < post.first for m in sentence.mentions)
    return opening[:1] if not named else []


def _at_work(sentence: Sentence, post: Mention) -> list[Mention]:
    """The body at which someone holds a post ("Director for Africa at the Foreign Office")."""
    folds = sentence.tokens.folds
    if folds[post.last : post.last + 1] != ["at"]:
        return []
    start = post.last + 1 + (folds[post.last + 1 : post.last + 2] == ["the"])
    return [m for m in sentence.mentions if m.first == start and m.mints == COMITY.Agency]


def _is_before(sentence: Sentence, body: Mention, post: Mention) -> bool:
    """Whether a body stands before its post: an acronym, or a possessive ("the Board's executive secretary")."""
    owned = body.last == post.first - 1 and sentence.tokens.kinds[body.last] == "s"
    small = sentence.tokens.forms[post.first].islower()
    closed = body.last + 1 == post.first and sentence.tokens.forms[body.last] == ")"
    held = any(m.post is post and m.first == post.last for m in sentence.mentions)
    told = small or _is_short(body) or held and body.head != ""
    return owned or (closed or body.last == post.first) and body.mints == COMITY.Agency and told


def _is_foreign(bodies: list[Mention], stated: set[str]) -> bool:
    """Whether a known body is another country's than the one that a post names ("ministro de Gobernación de Perú")."""
    owners = {iri for body in bodies if body.concept is not None for iri in body.concept.countries}
    return bool(owners and stated) and owners.isdisjoint(stated)


def _is_short(body: Mention) -> bool:
    """Whether a body is named by an acronym, as before a post ("DEA Administrator")."""
    return " " not in body.name and body.name.isupper()


def _is_police(words: list[str]) -> bool:
    """Whether words say only that a post is one of the police ("Commissioner of Police of Kenya")."""
    return words[0] in _POLICE and (len(words) == 1 or words[1] in _OF)


def _is_within(country: Mention, body: Mention) -> bool:
    """Whether a country is named in the name of a body ("Commandant of the Belize Defence Force")."""
    return body.first <= country.first and country.last <= body.last


def _after_name(sentence: Sentence, person: Mention) -> Mention | None:
    """The country or body that follows a name with "of": "President X of Mozambique"."""
    folds = sentence.tokens.folds
    for mention in sentence.mentions:
        if mention.rule.startswith("adjective"):
            continue
        gap = folds[person.last : mention.first] if 0 < mention.first - person.last <= 2 else []
        if gap and gap[0] in _OF and _OF_THE.issuperset(gap) and mention.mints in _OFFICES | {COMITY.Country}:
            return mention
    return None


def _countries_of(sentence: Sentence, post: Mention) -> list[tuple[str, int, int]]:
    """The countries whose post it is: before it as a possessive or adjective, or after it with "of", not with "to"."""
    found: list[tuple[str, int, int]] = []
    if post.owner is not None:
        before = [m for m in sentence.mentions if m.entity == post.owner and m.last <= post.first <= m.last + 1]
        found += [(post.owner, m.first, post.last) for m in before[-1:]]
    found += [(m.entity, post.first, m.last) for m in sentence.mentions if _is_apposed(sentence, post, m) and m.entity]
    if post.parties and (not post.head or post.head.split()[-1] not in _POSTED):
        return found + [(iri, post.first, post.last) for iri in post.parties if iri != post.owner]
    named = [(iri, post.first, post.last) for iri in _named_in(sentence, post)]
    return found + (named or _told_by_adjective(sentence, post))


def _told_by_adjective(sentence: Sentence, post: Mention) -> list[tuple[str, int, int]]:
    """The country whose adjective follows the title of a post ("el primer ministro haitiano")."""
    words = len(post.head.split())
    ending = [m for m in sentence.mentions if post.first < m.first and m.last == post.last and m.entity]
    alone = not any(post.first < m.first and m.last <= post.last for m in _bodies(sentence))
    alone = alone and sentence.tokens.forms[post.last - 1].islower()
    told = [m for m in ending if m.rule.startswith("adjective") and (alone or m.first - post.first == words)]
    return [(m.entity or "", post.first, post.last) for m in told[:1]]


def _is_apposed(sentence: Sentence, post: Mention, country: Mention) -> bool:
    """Whether a country stands between commas after a post ("the Commissioner of Police, Mauritius, agreed")."""
    forms, after = sentence.tokens.forms, country.last
    set_off = forms[post.last : country.first] == [","] and (after >= sentence.last or forms[after] in ",.;)")
    return country.mints == COMITY.Country and not country.rule.startswith("adjective") and set_off


def _named_in(sentence: Sentence, post: Mention) -> Iterator[str]:
    """The countries named in the words of a post after "of", and after an "and" that follows one."""
    linked = False
    for mention in sentence.mentions:
        inside = post.first < mention.first and mention.last <= post.last
        if mention.mints != COMITY.Country or mention.rule.startswith("adjective") or not inside:
            continue
        gap = sentence.tokens.folds[max(post.first, mention.first - 2) : mention.first]
        linked = not _OF.isdisjoint(gap) or linked and "and" in gap
        if linked and "to" not in gap and mention.entity is not None:
            yield mention.entity
