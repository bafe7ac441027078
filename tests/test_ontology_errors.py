"""One tree of errors, drawn as it is, each of which crosses a process border whole."""

from __future__ import annotations

import inspect
import pickle
import re
from collections.abc import Iterator

import pytest

from ontology import errors
from ontology.errors import (
    AmbiguousNameError,
    ComityError,
    DocumentError,
    FormatError,
    MediaTypeError,
    MethodError,
    OverloadedError,
    ParameterError,
    QuerySyntaxError,
    QueryTimeoutError,
    RdfSyntaxError,
    ShapeError,
    TextPosition,
    UnknownNameError,
)


def _below(error: type[ComityError]) -> Iterator[type[ComityError]]:
    """An error and all below it."""
    yield error
    for each in error.__subclasses__():
        yield from _below(each)


ALL = sorted(_below(ComityError), key=lambda error: error.__name__)

SAMPLES: tuple[ComityError, ...] = (
    DocumentError("a.txt", "holds no text"),
    RdfSyntaxError("expected '.'", 3, 14),
    ShapeError("2 violations", ["one", "two"]),
    QuerySyntaxError("unknown prefix", TextPosition(1, 8, 7), "SELECT ?x", "declare it"),
    QueryTimeoutError(2.5),
    OverloadedError("too many questions", 7, client=True),
    MethodError("PUT", ["GET", "POST"]),
    UnknownNameError("MLTA", ["MLAT"], "agreement"),
    AmbiguousNameError("PGR", [("https://example.org/a", "Attorney General")]),
    ParameterError("k", 0, "a whole number from 1 to 100"),
    FormatError("xls", ["json", "csv"]),
    MediaTypeError("found a picture", ["text/turtle"], ["gzip"]),
)


def _sample(error: type[ComityError]) -> ComityError:
    """An instance of an error: the sample of it or of what it is below, else one with a message only."""
    for sample in SAMPLES:
        if type(sample) is error:
            return sample
    if issubclass(error, DocumentError):
        return error("a.txt", "holds no text")
    return error("what was found, and what was expected")


def _drawn() -> list[tuple[str, str]]:
    """Each error in the drawn tree, with the error that it hangs from."""
    above: list[str] = []
    pairs = []
    for line in (inspect.getdoc(errors) or "").splitlines():
        match = re.match(r"    ([│├└─ ]*)(\w+Error)\b", line)
        if match:
            depth = len(match[1]) // 4
            above = [*above[:depth], match[2]]
            pairs.append((match[2], above[-2] if depth else "Exception"))
    return pairs


def test_the_drawn_tree_is_the_tree_of_the_classes() -> None:
    """Who reads the docstring knows what to catch."""
    assert sorted(_drawn()) == sorted((error.__name__, error.__bases__[0].__name__) for error in ALL)


def test_every_error_of_the_module_is_in_the_tree() -> None:
    """Catching ComityError catches everything that is raised on purpose."""
    raised = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, BaseException)]
    assert set(raised) == set(ALL)


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_an_error_crosses_a_process_border_whole(error: type[ComityError]) -> None:
    """Class, message and every fact survive pickling, which is how a worker tells its server."""
    sent = _sample(error)
    received = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes
    assert type(received) is error
    assert str(received) == str(sent)
    assert vars(received) == vars(sent)


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_says_what_happened_in_one_line(error: ComityError) -> None:
    """A person at a terminal reads one line, so a message has no line break and is not empty."""
    assert str(error)
    assert "\n" not in str(error)


def test_an_unknown_name_offers_the_nearest() -> None:
    """A typo is answered with what was probably meant."""
    assert str(UnknownNameError("MLTA", ["MLAT"])) == "no thing is called 'MLTA'; the nearest names are 'MLAT'"
