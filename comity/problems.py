"""A service's problem documents (RFC 9457) as the errors that they tell of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ontology.errors import (
    AmbiguousNameError,
    ComityError,
    FormatError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServiceError,
    TextPosition,
    UnknownNameError,
)

_SHOWN: Final = 200


def problem(status: int, body: bytes) -> ComityError:
    """The error that a response tells of, its message as it was told; what is none of Comity's is a ServiceError."""
    try:
        facts: dict[str, Any] = json.loads(body)
        kind = _KINDS.get(facts["type"].rpartition("/")[2], ServiceError)
        return _error(kind, facts["detail"], facts)
    except (ValueError, KeyError, TypeError, AttributeError):
        shown = " ".join(body[:_SHOWN].decode(errors="replace").split())
        return ServiceError(f"found status {status} with {shown!r}, expected an answer of Comity")


def _error(kind: type[ComityError], detail: str, facts: dict[str, Any]) -> ComityError:
    """The error, with the facts that its readers rely on."""
    error = kind.__new__(kind)
    error.args = (detail,)
    vars(error).update(_told(kind, facts))
    return error


def _told(kind: type[ComityError], facts: dict[str, Any]) -> dict[str, Any]:
    """The attributes of an error of a kind."""
    if issubclass(kind, QuerySyntaxError):
        known = "line" in facts
        position = TextPosition(facts["line"], facts["column"], facts["offset"]) if known else None
        return {"position": position, "excerpt": facts.get("excerpt"), "hint": facts.get("hint")}
    if issubclass(kind, QueryTimeoutError):
        return {"seconds": facts.get("limit_seconds")}
    if issubclass(kind, UnknownNameError):
        return {"name": facts.get("name"), "nearest": tuple(facts.get("nearest", ()))}
    if issubclass(kind, AmbiguousNameError):
        candidates = tuple((one["iri"], one["label"]) for one in facts.get("candidates", ()))
        return {"name": facts.get("name"), "candidates": candidates}
    if issubclass(kind, FormatError):
        return {"offered": tuple(facts.get("offered", ()))}
    return {}


def _all(kind: type[ComityError]) -> Iterator[type[ComityError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _all(one)


def _slug(kind: type[ComityError]) -> str:
    name = kind.__name__.removesuffix("Error")
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


_KINDS: Final = {_slug(kind): kind for kind in _all(ComityError)}
