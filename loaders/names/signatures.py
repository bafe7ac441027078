"""Who signed: names above posts at the end of a text, and "For the Government of X: NAME, POST"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from loaders.names.concerns import Concerns
from loaders.names.identity import identify_person
from loaders.names.library import Library
from loaders.words.classes import OFFICIALS
from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY, FOAF

_FOR: Final = frozenset("for por on".split())
_SIDE: Final = frozenset({"for", "por", "("})
"""What stands in the line of a post before the side that it is of."""
_LETTERS: Final = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?|[A-Z]{2,4}")
"""Letters after a name ("E.G.H., M.P.")."""
_DONE: Final = frozenset("done signed hecho hecha firmado firmada suscrito suscrita".split())
"""Words that open the formula above the signatures."""
_MARKS: Final = frozenset("signed s fdo firmado sgd".split())
"""What stands in brackets or between strokes before a signature that a copy cannot show."""
_GIVES_WAY: Final = OFFICIALS | {COMITY.Place}
"""Classes of what else may have been read in the lines of a signature."""
_LINES: Final = frozenset({"paragraph", "heading"})
"""Kinds of blocks that the lines of a signature may be taken for."""
SIGNATURE: Final = "signature"
"""The rule of a person whose name is a signature."""
ABOVE: Final = 3
"""Blocks above a name in which the party stands that is signed for."""
PARTY_TOKENS: Final = 14
"""Tokens that the line of a party may have."""


def sign(passages: Sequence[Passages], about: Concerns, library: Library) -> None:
    """Read the signatures of a document; a signing person's `owner` is the country that is signed for."""
    for i, above, below in _pairs(passages, library):
        plain = above.kind == below.kind == "paragraph"
        signed = library.people.signed(above, below) if plain else []
        signed = signed or _signed_for_name(above, below, library)
        lines = (above, below) if len(signed) > 1 else (below,)
        for passage, mention in zip(lines, signed, strict=False):
            identify_person(mention, passage, about, library)
            _put(passage, mention)
        if len(signed) > 1 and signed[0].post_too is not None:
            identify_person(signed[0].post_too, below, about, library)
            _put(below, signed[0].post_too)
        if signed:
            own = _own_side(below) if len(signed) > 1 else None
            party = own or _signed_for(passages[max(0, i - ABOVE) : i if len(signed) > 1 else i + 1])
            for mention in signed:
                mention.owner = mention.owner or (None if mention.parties else party)
            signed[0].rule = SIGNATURE
    done = False
    for i, passage in enumerate(passages):
        if passage.kind in _LINES:
            _sign_alone(passages, i, about, library)
        _sign_inline(passage)
        done = done or not _DONE.isdisjoint(passage.tokens.folds[:1])
        if done and i and _is_party(passages[i - 1]) and len(passage.tokens) <= 2 * PARTY_TOKENS:
            _sign_below(passages[i - 1], passage)


def _pairs(passages: Sequence[Passages], library: Library) -> Iterator[tuple[int, Passages, Passages]]:
    """Two lines after each other, with the place of the first: a name and a post, whichever stands above."""
    upturned = 0
    for i, (above, below) in enumerate(pairwise(passages)):
        plain = above.kind == below.kind == "paragraph"
        if not {above.kind, below.kind} <= _LINES or upturned == i > 0:
            continue
        if plain and _is_upturned(passages, i, library, goes_on=upturned == i - 1 > 0):
            upturned = i + 1
            yield i, below, above
        else:
            yield i, above, below


def _is_upturned(passages: Sequence[Passages], i: int, library: Library, *, goes_on: bool) -> bool:
    """Whether a line is the post of the name on the next one, as some countries sign, and not of that above it.

    `goes_on` says that the name above it has a post of its own.
    """
    post, name = passages[i], passages[i + 1]
    owned = i > 0 and not goes_on and library.people.named(passages[i - 1])
    if owned or not library.people.named(name):
        return False
    return len(library.people.signed(name, post)) > 1 and not library.people.signed(post, name)


def _own_side(post: Passages) -> str | None:
    """The side that the line of a post names ("Co-Chair for Kenya", "Co-Chair (Kenya)")."""
    told = [m for m in post.mentions if m.first and post.tokens.folds[m.first - 1] in _SIDE]
    named = set(_countries(told))
    return named.pop() if len(named) == 1 else None


def _signed_for_name(above: Passages, below: Passages, library: Library) -> list[Mention]:
    """The person of a signature without a post: a line that is a name, below "For the Ministry of X"."""
    if not _is_party(above):
        return []
    return library.people.named(below, _marked(below))


def _is_party(line: Passages) -> bool:
    """Whether a line says for whom someone signs ("For the Government of X", "Signed for and on behalf of X by")."""
    opening = line.tokens.folds[:2]
    return len(line.tokens) <= PARTY_TOKENS and not _FOR.isdisjoint(opening[: 2 if "signed" in opening else 1])


def _marked(line: Passages) -> int:
    """The token after "(signed)" or "/s/" at the beginning of a line."""
    end = next((i + 1 for i, form in enumerate(line.tokens.forms[:4]) if i and form in ")/]"), 0)
    words = set(line.tokens.folds[:end])
    return end if end and words & _MARKS else 0


def _sign_alone(passages: Sequence[Passages], i: int, about: Concerns, library: Library) -> None:
    """Read a line that is a name where "(signed)" stands before it, or the party it signs for below it or beside it."""
    line = passages[i]
    if any(m.rule == SIGNATURE for m in line.mentions) or len(line.tokens) > 2 * PARTY_TOKENS:
        return
    first = _marked(line)
    signed = library.people.named(line, first)
    below = passages[i + 1 : i + 3]
    parties = [p for p in below[: 1 + (len(below) > 1 and _is_post(below[0], library))] if _is_party(p)]
    beside = _before_party(line, library) if not signed else []
    if not (signed and (first or parties)) and not beside:
        return
    person = (signed or beside)[0]
    identify_person(person, line, about, library)
    _put(line, person)
    person.rule = SIGNATURE
    named = set(_countries(line.mentions)) if beside else set()
    own = named.pop() if len(named) == 1 else None
    person.owner = person.owner or own or _signed_for(parties or ([] if beside else passages[max(0, i - ABOVE) : i]))
    if signed and below:
        for post in library.people.signed(line, below[0], first)[1:]:
            identify_person(post, below[0], about, library)
            _put(below[0], post)
            person.post = post


def _is_post(line: Passages, library: Library) -> bool:
    """Whether a whole line is a post."""
    title = library.people.post_at(line, 0, apposed=True) if 0 < len(line.tokens) <= PARTY_TOKENS else None
    return title is not None and title.last == len(line.tokens)


def _before_party(line: Passages, library: Library) -> list[Mention]:
    """The name that opens a line which goes on "for the Government of X", letters of honour between."""
    found = library.people.names.at(line, 0) if len(line.tokens) else None
    if found is None:
        return []
    at = found[1]
    while at < len(line.tokens) and (line.tokens.forms[at] == "," or _LETTERS.fullmatch(line.tokens.forms[at])):
        at += 1
    if at == found[1] or line.tokens.folds[at : at + 1] not in (["for"], ["por"]):
        return []
    return [Mention(line.index, *found, FOAF.Person, line.tokens.between(*found), "name-title")]


def _put(passage: Passages, mention: Mention) -> None:
    """Add a mention to a passage, in place of what else was read in its words."""
    passage.mentions = [
        m for m in passage.mentions if m.last <= mention.first or mention.last <= m.first or m.mints not in _GIVES_WAY
    ]
    passage.mentions.append(mention)
    passage.mentions.sort(key=lambda m: (m.first, m.last))


def _signed_for(above: Sequence[Passages]) -> str | None:
    """The one country in the lines above a signature ("FOR THE GOVERNMENT OF CANADA")."""
    for passage in reversed(above):
        named = set(_countries(passage.mentions))
        if len(named) == 1 and len(passage.tokens) <= PARTY_TOKENS:
            return named.pop()
        if any(m.mints == FOAF.Person for m in passage.mentions):
            return None
    return None


def _sign_inline(passage: Passages) -> None:
    """Read "For the Government of X: NAME, POST"."""
    tokens = passage.tokens
    for first, last in passage.sentences:
        colon = next((i for i in range(first, min(first + PARTY_TOKENS, last)) if tokens.forms[i] == ":"), None)
        if colon is None or tokens.folds[first] not in _FOR:
            continue
        named = _countries(m for m in passage.mentions if first <= m.first < colon)
        signed = [m for m in passage.mentions if colon < m.first <= colon + 3 and m.mints == FOAF.Person]
        if len(named) == 1 and signed:
            signed[0].owner, signed[0].rule = named[0], SIGNATURE


def _sign_below(party: Passages, line: Passages) -> None:
    """Read "NAME, POST" on the line below "For the Government of X:"."""
    named = set(_countries(party.mentions))
    signed = [m for m in line.mentions if m.mints == FOAF.Person and m.first <= 3]
    if signed and not any(m.rule == SIGNATURE for m in line.mentions):
        signed[0].rule = SIGNATURE
        signed[0].owner = signed[0].owner or (named.pop() if len(named) == 1 else None)


def _countries(mentions: Iterable[Mention]) -> list[str]:
    """The countries that some mentions name, as often as they name them."""
    return [m.concept.iri for m in mentions if m.mints == COMITY.Country and m.concept is not None]
