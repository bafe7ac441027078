"""Meetings of a body that an ordinal in small letters tells: "the fourth meeting of the Joint Commission"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY

_NOUNS: Final = frozenset("meeting session round plenary reunion sesion ronda encuentro".split())
_OF: Final = frozenset("of de del the la el los las".split())
_ORDINAL: Final = re.compile(
    r"\d{1,3}(?:st|nd|rd|th|[.ªº°]?)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|inaugural|primera?|segund[ao]|tercera?|cuart[ao]|quint[ao]|sext[ao]|septim[ao]"
    r"|octav[ao]|noven[ao]|decim[ao]|undecim[ao]|duodecim[ao]|decim[ao](?:primer|segund|tercer|cuart|quint)[ao]"
    r"|vigesim[ao]|trigesim[ao]|cuadragesim[ao])|[ivx]{1,6}"
)
_TENS: Final = re.compile(r"(?:decim|vigesim|trigesim|cuadragesim)[ao]")
"""Ordinals before another one ("vigésima cuarta reunión")."""
_BODIES: Final = frozenset({COMITY.WorkingGroup, COMITY.IntergovernmentalOrganization})
BACK: Final = 3
"""Words that may stand between the ordinal and the body's name, beside the small ones."""


def sessions(passage: Passages) -> Iterator[Mention]:
    """The meetings of the bodies that a passage names."""
    events = [m for m in passage.mentions if m.mints == COMITY.Event]
    for body in passage.mentions:
        first = _first(passage, body.first) if body.mints in _BODIES else None
        if first is None or any(e.first < body.last and first < e.last for e in events):
            continue
        name = passage.tokens.between(first, body.last)
        noun = next(w for w in reversed(passage.tokens.folds[first : body.first]) if w in _NOUNS)
        event = Mention(passage.index, first, body.last, COMITY.Event, name, "session", noun, body.owner)
        event.parent = body
        yield event


def _first(passage: Passages, token: int) -> int | None:
    """Where the name of a meeting begins that ends with the body at a token."""
    folds = passage.tokens.folds
    at = token - 1
    while at >= 0 and folds[at] in _OF:
        at -= 1
    if at < 0 or at == token - 1 or folds[at] not in _NOUNS:
        return None
    for i in range(at - 1, max(-1, at - 1 - BACK), -1):
        if _ORDINAL.fullmatch(folds[i]):
            return i - 1 if i and _TENS.fullmatch(folds[i - 1]) else i
        if not passage.tokens.forms[i].islower():
            return None
    return None
