"""Every failure as one problem document (RFC 9457), from one table of errors and statuses."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from ontology import errors

logger = logging.getLogger("comity.service")

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/comity/problem/"

STATUSES: Final[dict[type[errors.ComityError], int]] = {
    errors.ConfigurationError: 500,
    errors.IriError: 400,
    errors.DocumentError: 400,
    errors.UnsupportedFormatError: 415,
    errors.LexiconError: 500,
    errors.RecognizerError: 500,
    errors.StoreError: 500,
    errors.StoreMissingError: 503,
    errors.StoreLockedError: 503,
    errors.StoreDamagedError: 500,
    errors.StoreFullError: 507,
    errors.StoreReadOnlyError: 403,
    errors.RdfSyntaxError: 400,
    errors.RdfTooLongError: 413,
    errors.ShapeError: 422,
    errors.QueryError: 400,
    errors.QuerySyntaxError: 400,
    errors.QueryTooComplexError: 400,
    errors.QueryForbiddenError: 403,
    errors.QueryTimeoutError: 504,
    errors.QueryCancelledError: 409,
    errors.ResultTooLargeError: 507,
    errors.EvaluationError: 500,
    errors.UpdateConflictError: 409,
    errors.OverloadedError: 503,
    errors.RequestError: 400,
    errors.UnauthorizedError: 401,
    errors.ForbiddenError: 403,
    errors.MethodError: 405,
    errors.PreconditionError: 412,
    errors.BodyTooLargeError: 413,
    errors.MediaTypeError: 415,
    errors.UnknownNameError: 404,
    errors.AmbiguousNameError: 400,
    errors.ParameterError: 400,
    errors.FormatError: 406,
    errors.ServiceError: 502,
    errors.ComityError: 500,
}
"""A leaf without a line of its own has the status of the nearest error above it."""

_RETRY_SECONDS: Final = 2
"""How long a client is asked to wait when the graph, not the client, is the reason."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A failure as it is told.

    `type` names the kind for programs, `detail` says what to change, `facts` are its data.
    """

    type: str
    title: str
    status: int
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        """The document, ASCII only, so that whatever was quoted in it can break nothing that shows it."""
        told = {"type": self.type, "title": self.title, "status": self.status, "detail": self.detail, **self.facts}
        return json.dumps(told, separators=(",", ":")).encode("ascii")

    def response(self) -> Response:
        """The document as a response."""
        return Response(self.body(), self.status, dict(self.headers), MEDIA_TYPE)


def problem(error: errors.ComityError, query_id: str | None = None) -> Problem:
    """The problem document of an error."""
    leaf = next(kind for kind in type(error).__mro__ if kind in STATUSES)
    status = _status(error, STATUSES[leaf])
    facts = _facts(error) | ({"query_id": query_id} if query_id else {})
    return Problem(TYPES + _slug(leaf), _title(leaf), status, str(error), facts, _headers(error, status))


def of_status(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem document of a bare HTTP status, such as the router's 404."""
    return Problem("about:blank", HTTPStatus(status).phrase, status, detail, {}, headers or {})


def of_exception(error: Exception) -> Problem:
    """The problem document of whatever a route raised; what nobody foresaw is logged, not shown."""
    if isinstance(error, errors.ComityError):
        return problem(error)
    if isinstance(error, HTTPException):
        return of_status(error.status_code, _DETAILS.get(error.status_code, str(error.detail)), error.headers)
    if isinstance(error, ClientDisconnect):
        return of_status(400, "the client went away")
    logger.error("unexpected failure", exc_info=error)
    return of_status(500, "the service failed; its log says how")


_DETAILS: Final = {
    404: "there is nothing at this address; /openapi.json lists what there is",
    405: "this address does not have that method",
}


def _status(error: errors.ComityError, listed: int) -> int:
    if isinstance(error, errors.OverloadedError) and error.client:
        return 429
    return listed


def _words(kind: type[errors.ComityError]) -> list[str]:
    name = kind.__name__.removesuffix("Error")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).split()


def _slug(kind: type[errors.ComityError]) -> str:
    return "-".join(_words(kind))


def _title(kind: type[errors.ComityError]) -> str:
    return " ".join(_words(kind)).capitalize()


def _headers(error: errors.ComityError, status: int) -> dict[str, str]:
    if isinstance(error, errors.OverloadedError):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, errors.MethodError):
        return {"Allow": ", ".join(error.allowed)}
    if isinstance(error, errors.MediaTypeError):
        told = {"Accept": error.accepted, "Accept-Post": error.accepted, "Accept-Encoding": error.codings}
        return {name: ", ".join(offered) for name, offered in told.items() if offered}
    if status == 503:
        return {"Retry-After": str(_RETRY_SECONDS)}
    if status == 401:
        return {"WWW-Authenticate": 'Bearer realm="comity"'}
    return {}


def _facts(error: errors.ComityError) -> dict[str, Any]:
    if isinstance(error, errors.QuerySyntaxError):
        return _place(error)
    if isinstance(error, errors.RdfSyntaxError):
        return _stated(line=error.line, column=error.column)
    if isinstance(error, errors.QueryTimeoutError):
        return {"limit_seconds": error.seconds}
    if isinstance(error, errors.UnknownNameError):
        return {"name": error.name, "nearest": list(error.nearest)}
    return _choices(error)


def _choices(error: errors.ComityError) -> dict[str, Any]:
    if isinstance(error, errors.AmbiguousNameError):
        return {"name": error.name, "candidates": [{"iri": iri, "label": label} for iri, label in error.candidates]}
    if isinstance(error, errors.ParameterError):
        return {"parameter": error.parameter}
    if isinstance(error, errors.FormatError):
        return {"offered": list(error.offered)}
    if isinstance(error, errors.ShapeError):
        return {"violations": list(error.violations)}
    return {}


def _place(error: errors.QuerySyntaxError) -> dict[str, Any]:
    place = error.position
    told = _stated(excerpt=error.excerpt, hint=error.hint)
    return told if place is None else {"line": place.line, "column": place.column, "offset": place.offset} | told


def _stated(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}
