"""The columns of `SELECT *`: in the order in which a reader meets them, where the engine has that of the alphabet.

SPARQL leaves the order open (SPARQL 1.1, 16.1.1). A table whose first column is what the query begins with is the one
that is expected, and the one that most stores give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Final

import pyoxigraph as engine

from graph.sparql.tokens import END, tokens

_STARRED: Final = re.compile(r"SELECT\b[^?${(]*\*", re.IGNORECASE)
"""What a query must hold to select everything; read closely only then."""


def with_columns(text: str, prefixes: Mapping[str, str], base: str | None) -> str:
    """The query with the variables of its first `SELECT *` in the place of the star, by their first mention.

    A query without one, and one that the engine refuses, are given back as they are. Which variables there are is
    asked of the engine, over no data.
    """
    if "*" not in text or _STARRED.search(text) is None or (at := _star(text)) is None:
        return text
    try:
        found = engine.Store().query(text, base_iri=base, prefixes=dict(prefixes))
    except (SyntaxError, ValueError, RuntimeError, OSError):
        return text
    names = {one.value for one in found.variables} if isinstance(found, engine.QuerySolutions) else set[str]()
    if len(names) < 2:
        return text
    mentioned = dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "var")
    columns = " ".join(f"?{name}" for name in mentioned if name in names)
    return f"{text[:at]} {columns} {text[at + 1 :]}"


def _star(text: str) -> int | None:
    """Where the star of the query's own SELECT stands."""
    head = list(takewhile(lambda one: one.kind not in ("{", "(", "var", END), tokens(text)))
    words = [token.kind for token in head]
    if "SELECT" not in words:
        return None
    after = head[words.index("SELECT") + 1 :]
    return next((token.offset for token in after if token.kind == "*"), None)
