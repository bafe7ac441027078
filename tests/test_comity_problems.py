"""A service's problem documents, back as the errors that they tell of."""

from __future__ import annotations

import pytest

from api import problems as told
from comity.problems import problem
from ontology import errors


def back(error: errors.ComityError) -> errors.ComityError:
    """What a client raises for what a service raised."""
    sent = told.problem(error)
    return problem(sent.status, sent.body())


@pytest.mark.parametrize("kind", [kind for kind in told.STATUSES if kind.__init__ is errors.ComityError.__init__])
def test_an_error_comes_back_as_its_own_kind(kind: type[errors.ComityError]) -> None:
    """Class and message are those of the service."""
    found = back(kind("what was found"))
    assert type(found) is kind
    assert str(found) == "what was found"


def test_a_syntax_error_keeps_its_place() -> None:
    """Line, column, excerpt and hint are there for an editor to show."""
    place = errors.TextPosition(2, 5, 17)
    found = back(errors.QuerySyntaxError("found '}'", place, "SELECT }", "close the brace"))
    assert isinstance(found, errors.QuerySyntaxError)
    assert (found.position, found.excerpt, found.hint) == (place, "SELECT }", "close the brace")
    without = back(errors.QuerySyntaxError("found nothing"))
    assert isinstance(without, errors.QuerySyntaxError)
    assert without.position is None


def test_an_unknown_name_keeps_the_nearest() -> None:
    """So that a notebook can offer them."""
    found = back(errors.UnknownNameError("MLTA", ["MLAT"]))
    assert isinstance(found, errors.UnknownNameError)
    assert (found.name, found.nearest) == ("MLTA", ("MLAT",))
    assert "the nearest names are 'MLAT'" in str(found)


def test_an_ambiguous_name_keeps_its_candidates() -> None:
    """Address and label of each."""
    found = back(errors.AmbiguousNameError("Group", [("urn:a", "A"), ("urn:b", "B")]))
    assert isinstance(found, errors.AmbiguousNameError)
    assert found.candidates == (("urn:a", "A"), ("urn:b", "B"))


def test_limits_and_offers_are_kept() -> None:
    """The seconds of a limit, and the formats that there are."""
    late, form = back(errors.QueryTimeoutError(2.5)), back(errors.FormatError("pdf", ["json", "xml"]))
    assert isinstance(late, errors.QueryTimeoutError)
    assert isinstance(form, errors.FormatError)
    assert (late.seconds, form.offered) == (2.5, ("json", "xml"))


@pytest.mark.parametrize(
    "body", [b"", b"<html>Bad gateway</html>", b"[]", b"{}", b'{"type": 1, "detail": "x"}', b"\xff\xfe"]
)
def test_an_answer_of_something_else_is_said_to_be_one(body: bytes) -> None:
    """A proxy's page, or nothing at all, never looks like an error of ours."""
    found = problem(502, body)
    assert type(found) is errors.ServiceError
    assert "found status 502" in str(found)


def test_a_problem_of_another_kind_keeps_its_words() -> None:
    """A bare status, such as the router's 404, is told as it was."""
    sent = told.of_status(404, "there is no such page")
    found = problem(sent.status, sent.body())
    assert type(found) is errors.ServiceError
    assert str(found) == "there is no such page"
