"""SPARQL updates that spell out what comes and what goes (INSERT DATA, DELETE DATA): known without asking the store.

All that such an update does is taken in at once, however many operations it has; any other is taken one operation at a
time (`graph.sparql.stepwise`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from graph.sparql.tokens import END, Token, tokens
from graph.store import Store

_PLAIN: Final = frozenset(
    (
        *("PREFIX", "BASE", "INSERT", "DELETE", "DATA", "GRAPH", "a", "TRUE", "FALSE", END),
        *("iri", "pname", "ns", "string", "lang", "int", "number", "signed", "^^", "{", "}", ".", ",", ";"),
    )
)
"""Kinds of the tokens of such updates, but for blank nodes, whose labels are the store's to give."""


def spelt_out(text: str, base: str | None = None) -> tuple[list[str], list[str]] | None:
    """The quads that are there afterwards and those that are not, as canonical lines; None if a store must be asked.

    A quad that comes and goes in one update is among those that its last operation puts it among.

    Raises:
        QuerySyntaxError: the text is not a SPARQL update.
    """
    found = list(tokens(text))
    if any(one.kind not in _PLAIN for one in found):
        return None
    if any(one.kind in ("INSERT", "DELETE") and following.kind != "DATA" for one, following in pairwise(found)):
        return None
    coming, named = (_outcome(one, base) for one in (text, _inserting(text, found)))
    return sorted(coming), sorted(named - coming)


def _inserting(text: str, found: list[Token]) -> str:
    """The same update with all that goes coming."""
    pieces, done = [], 0
    for one in found:
        if one.kind == "DELETE":
            pieces += [text[done : one.offset], "INSERT"]
            done = one.offset + len(one.text)
    return "".join([*pieces, text[done:]])


def _outcome(text: str, base: str | None) -> set[str]:
    store = Store.memory()
    store.update(text, base=base)
    return set(store.lines())
