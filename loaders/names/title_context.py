"""What stands around the title of a post: the office it is part of, whose it is, and that it is of both sides."""

from __future__ import annotations

from typing import Final

from loaders.words.mentions import Passages
from loaders.words.tokens import Tokens

_ARTICLES_OF: Final = frozenset("the la las los el of de del".split())
_OFFICES: Final = frozenset("office bureau department oficina despacho cabinet house".split())
_OWNED: Final = frozenset("commission council service institute association unit".split())
"""Heads of bodies whose names may open with a title ("Ombudsman Commission")."""
BODY_NOUNS: Final = frozenset(
    "agency authority board bureau commission department directorate division force ministry office organization "
    "organisation police secretariat service unit".split()
)
"""Nouns by which a text speaks of a body that it has named ("the force's director-general")."""
_PAIR: Final = frozenset("both two ambos ambas dos".split())
_BOTH: Final = _PAIR | frozenset("the our los las countries sides governments nations paises gobiernos partes".split())
"""Words of "of both countries"."""


def is_inside_office(tokens: Tokens, i: int) -> bool:
    """Whether a title is part of the name of an agency: "Office of the Attorney General"."""
    at = i - 1
    while at >= 0 and tokens.folds[at] in _ARTICLES_OF:
        at -= 1
    return 0 <= at < i - 1 and tokens.folds[at] in _OFFICES and tokens.forms[at][0].isupper()


def is_owner(tokens: Tokens, end: int, plural: bool) -> bool:
    """Whether a title only says whose something is: "the President's speech", "Attorney General Office"."""
    if end >= len(tokens):
        return False
    return tokens.kinds[end] == "s" and not plural or tokens.capital(end) and tokens.folds[end] in _OFFICES | _OWNED


def country_after(block: Passages, i: int) -> str | None:
    """The country that "of" and a name's end bring: "President X of Mozambique"."""
    at = i + 1 if i < len(block.tokens) and block.tokens.folds[i] in ("of", "de") else len(block.tokens)
    at += at < len(block.tokens) and block.tokens.folds[at] == "the"
    hit = block.countries.get(at)
    return hit.senses[0].concept.iri if hit is not None else None


def over(tokens: Tokens, i: int, small: frozenset[str]) -> int:
    """Past some small words and signs."""
    while i < len(tokens) and tokens.folds[i] in small:
        i += 1
    return i


def over_both(tokens: Tokens, i: int) -> int:
    """Past words that say that a plural post is of both sides ("de ambos países", "of the two countries")."""
    end = i + 1
    while end < len(tokens) and end - i < 5 and tokens.folds[end] in _BOTH:
        end += 1
    both = tokens.folds[i : i + 1] in (["of"], ["de"]) and not _PAIR.isdisjoint(tokens.folds[i:end])
    return end if both and tokens.forms[end : end + 1] == [","] else i
