"""The bodies between which an instrument is made, where these are not the governments themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from loaders.words.mentions import Mention, Passages
from ontology.terms import COMITY

_BETWEEN: Final = frozenset({"between", "entre"})
_CALLED: Final = frozenset(
    "parties participants signatories institutions authorities agencies services units partes autoridades "
    "participantes instituciones".split()
)
_HEREINAFTER: Final = frozenset("hereinafter hereafter adelante denominadas denominados denominaran".split())
_THROUGH: Final = frozenset("represented through representado representada representados representadas traves".split())
_PARTIES: Final = frozenset({COMITY.Agency, COMITY.Country, COMITY.IntergovernmentalOrganization})
OPENING: Final = 12
"""Blocks at the head of a text in which it says between whom it is made."""
LINES: Final = 5
"""Blocks over which a title may say it."""


def contracting(passages: Sequence[Passages]) -> tuple[str, ...]:
    """The addresses of the two agencies that a text calls its parties, or between which its title says it is made.

    Empty where these are states or governments, or other than two.
    """
    shown = (p for p in passages if p.kind != "chrome")
    opening = list(takewhile(lambda p: p.kind != "provision", islice(shown, OPENING)))
    for passage in opening:
        for first, last in passage.sentences:
            words = set(passage.tokens.folds[first:last])
            if words & _CALLED and words & _HEREINAFTER:
                named = [m for m in passage.mentions if first <= m.first < last and m.mints in _PARTIES]
                above = {id(m.parent) for m in named}
                return _two([m for m in named if id(m) not in above and not _is_through(passage, m)])
    for i, passage in enumerate(opening):
        at = next((k for k, word in enumerate(passage.tokens.folds) if word in _BETWEEN), None)
        if at is not None:
            named = [m for m in passage.mentions if m.first > at]
            named += [m for p in opening[i + 1 : i + LINES] if p.tokens.forms[-1:] != ["."] for m in p.mentions]
            return _two([m for m in named if m.mints in _PARTIES][:2])
    return ()


def _is_through(passage: Passages, body: Mention) -> bool:
    """Whether a party only acts through a body ("the Ministry of X, represented by the General Department for Y")."""
    return not _THROUGH.isdisjoint(passage.tokens.folds[max(0, body.first - 3) : body.first])


def _two(named: Sequence[Mention]) -> tuple[str, ...]:
    """The two agencies that are all that is named first."""
    found = list(dict.fromkeys(m.entity for m in named if m.mints == COMITY.Agency and m.entity is not None))
    opens = bool(named) and named[0].mints == COMITY.Agency
    return (found[0], found[1]) if opens and len(found) == 2 else ()
