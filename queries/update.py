"""SPARQL updates: looked at by the guard, and given the data set that the protocol names beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ontology.errors import IriError, RequestError
from queries.guard import TOKEN, inspect

MAX_BYTES: Final = 16_000_000

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update, its data set (SPARQL 1.1 Protocol, 2.2.3), and the base of the relative IRIs in it."""

    update: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    base: str | None = None
    max_bytes: int = MAX_BYTES


def prepared(request: UpdateRequest) -> str:
    """The text of an update as the engine is to run it.

    Raises:
        BodyTooLargeError: it is longer than `request.max_bytes`.
        QueryTooComplexError: it nests too deeply or has too many operators.
        QueryForbiddenError: it says LOAD or SERVICE.
        RequestError: a data set is named in the text as well as beside it.
        IriError: the name of a graph is not an absolute IRI.
    """
    inspect(request.update, request.max_bytes)
    if not request.using and not request.using_named:
        return request.update
    clauses = [f"USING {_iri(name)} " for name in request.using]
    clauses += [f"USING NAMED {_iri(name)} " for name in request.using_named]
    return _with_using(request.update, "".join(clauses))


def _iri(name: str) -> str:
    if not _IRI.fullmatch(name):
        raise IriError(f"found the graph {name[:200]!r}, expected an absolute IRI")
    return f"<{name}>"


def _with_using(text: str, clauses: str) -> str:
    """The update with the clauses before the WHERE of each operation that has one.

    `DELETE WHERE {…}` has no place for them, and means `DELETE {…} WHERE {…}`.
    """
    pieces, copied, depth, before = [], 0, 0, ""
    for token in TOKEN.finditer(text):
        word = token[0].upper()
        if token.lastgroup == "skip":
            continue
        depth += (word == "{") - (word == "}")
        if depth == 0 and word in ("USING", "WITH"):
            raise RequestError(f"found both {word} in the text and a data set in the parameters, expected one of them")
        if depth == 0 and word == "WHERE":
            template = _group(text, token.end()) if before == "DELETE" else ""
            pieces += [text[copied : token.start()], template, " ", clauses]
            copied = token.start()
        before = word
    return "".join((*pieces, text[copied:]))


def _group(text: str, start: int) -> str:
    """The braces that open at or after a place, and what stands between them."""
    depth, first = 0, start
    for token in TOKEN.finditer(text, start):
        if token[0] == "{":
            first = token.start() if depth == 0 else first
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                return text[first : token.end()]
    return ""
