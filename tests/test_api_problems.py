"""Every error has a status, and is told in one shape."""

from __future__ import annotations

import inspect
import json

import pytest

from api.problems import STATUSES, problem
from ontology import errors
from ontology.errors import (
    ComityError,
    MethodError,
    OverloadedError,
    QuerySyntaxError,
    RdfSyntaxError,
    RdfTooLongError,
    TextPosition,
    UnauthorizedError,
    UnknownNameError,
)


def _leaves() -> list[type[ComityError]]:
    return [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, ComityError)]


@pytest.mark.parametrize("leaf", _leaves(), ids=lambda leaf: leaf.__name__)
def test_every_error_has_a_status(leaf: type[ComityError]) -> None:
    """A new leaf has a status of its own, or one above it has that is not the root's."""
    assert any(above in STATUSES for above in leaf.__mro__ if above is not ComityError or leaf is ComityError)


def test_a_problem_has_the_members_of_rfc_9457() -> None:
    """`type`, `title`, `status` and `detail`, then the error's own facts."""
    told = json.loads(problem(UnknownNameError("MLAP", ["MLAT"])).body())
    assert told["status"] == 404
    assert told["type"].endswith("/unknown-name")
    assert told["title"] == "Unknown name"
    assert "MLAP" in told["detail"]
    assert told["nearest"] == ["MLAT"]


def test_a_syntax_error_says_where() -> None:
    """Line and column from 1, offset from 0, the line and a hint."""
    error = QuerySyntaxError("found the end", TextPosition(2, 5, 17), "  ?s ", "close the brace")
    told = json.loads(problem(error).body())
    assert (told["status"], told["line"], told["column"], told["offset"]) == (400, 2, 5, 17)
    assert (told["excerpt"], told["hint"]) == ("  ?s ", "close the brace")


def test_a_client_over_its_share_and_a_full_service_differ() -> None:
    """429 is for the one who asks too much, 503 for everybody; both say when to come back."""
    assert problem(OverloadedError("", 7, client=True)).status == 429
    assert problem(OverloadedError("", 7)).status == 503
    assert problem(OverloadedError("", 7)).headers["Retry-After"] == "7"


def test_rdf_that_is_too_long_is_no_syntax_error_to_http() -> None:
    """413 tells a client that less of it would do."""
    assert problem(RdfTooLongError("")).status == 413
    assert problem(RdfSyntaxError("")).status == 400


def test_headers_that_http_demands_come_with_their_status() -> None:
    """405 names the methods, 401 the scheme."""
    assert problem(MethodError("PUT", ("GET", "POST"))).headers["Allow"] == "GET, POST"
    assert problem(UnauthorizedError("")).headers["WWW-Authenticate"].startswith("Bearer")


def test_quoted_text_cannot_leave_the_document() -> None:
    """What a client sent comes back as ASCII JSON, whatever it held."""
    body = problem(UnknownNameError('"><img onerror=x>\u2028\udc80')).body()
    assert body.isascii()
    assert json.loads(body)["name"] == '"><img onerror=x>\u2028\udc80'
