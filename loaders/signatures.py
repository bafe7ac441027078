"""Who signed: names above posts at the end of a text, and "For the Government of X: NAME, POST"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from loaders.classes import OFFICIALS
from loaders.concerns import Concerns
from loaders.identity import identify_person
from loaders.library import Library
from loaders.mentions import Mention, Passages
from ontology.terms import COMITY, FOAF

_FOR: Final = frozenset("for por on".split())
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
    for i, (above, below) in enumerate(pairwise(passages)):
        if not {above.kind, below.kind} <= _LINES:
            continue
        plain = above.kind == below.kind == "paragraph"
        signed = library.people.signed(above, below) if plain else []
        signed = signed or _signed_for_name(above, below, library)
        lines = (above, below) if len(signed) > 1 else (below,)
        for passage, mention in zip(lines, signed, strict=False):
            identify_person(mention, passage, about, library)
            _put(passage, mention)
        if signed:
            party = _signed_for(passages[max(0, i - ABOVE) : i if len(signed) > 1 else i + 1])
            for mention in signed:
                mention.owner = mention.owner or (None if mention.parties else party)
            signed[0].rule = SIGNATURE
    for passage in passages:
        _sign_inline(passage)


def _signed_for_name(above: Passages, below: Passages, library: Library) -> list[Mention]:
    """The person of a signature without a post: a line that is a name, below "For the Ministry of X"."""
    if not above.tokens.folds or above.tokens.folds[0] not in _FOR or len(above.tokens) > PARTY_TOKENS:
        return []
    return library.people.named(below)


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


def _countries(mentions: Iterable[Mention]) -> list[str]:
    """The countries that some mentions name, as often as they name them."""
    return [m.concept.iri for m in mentions if m.mints == COMITY.Country and m.concept is not None]
