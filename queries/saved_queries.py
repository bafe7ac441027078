"""Two questions about the library: what is in it, and what one of its queries answers for given values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from ontology.errors import ParameterError
from ontology.statement import Literal
from ontology.terms import XSD
from queries.answer import Answer, as_json
from queries.binding import bind
from queries.formats import RESULTS, TRIPLES, Format, Offer
from queries.labels import expanded
from queries.library import LANGUAGES, TYPES, Parameter, SavedQuery, find, saved_queries
from queries.rdf import SHORT
from queries.sparql import serialize

if TYPE_CHECKING:
    from graph import Graph

SPARQL: Final = Format("rq", "application/sparql-query", "rq")
"""The query itself, with its values bound, ready for any SPARQL tool."""

_DATE: Final = re.compile(r"-?\d{4,}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_INTEGER: Final = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True, slots=True)
class LibraryRequest:
    """Which saved queries to describe: one by name, or all."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class SavedRequest:
    """A saved query to run.

    `values` are pairs of parameter and text, several for one parameter being alternatives; `media_type` is the format
    of the answer; `limit` keeps to that many rows (for CONSTRUCT: solutions) after the first `offset`.
    """

    name: str
    values: tuple[tuple[str, str], ...] = ()
    media_type: str = RESULTS.default.media_type
    limit: int | None = None
    offset: int = 0


def offer(saved: SavedQuery) -> Offer:
    """The formats that a saved query's answer comes in."""
    return (TRIPLES if saved.form == "CONSTRUCT" else RESULTS).and_also(SPARQL)


def library(_graph: Graph, request: LibraryRequest) -> Answer:
    """Titles, descriptions, parameters and texts of the saved queries, sorted by name, in both languages.

    Raises:
        UnknownNameError: there is no saved query of that name.
    """
    chosen = saved_queries().values() if request.name is None else (find(request.name),)
    return as_json({"queries": [describe(saved) for saved in chosen]})


def describe(saved: SavedQuery) -> dict[str, object]:
    """A saved query as JSON."""
    return {
        "name": saved.name,
        "title": saved.title,
        "description": saved.description,
        "keywords": saved.keywords,
        "form": saved.form,
        "formats": offer(saved).names,
        "parameters": [_described(parameter) for parameter in saved.parameters],
        "text": saved.text,
    }


def _described(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "kinds": parameter.kinds,
        "required": parameter.required,
        "default": parameter.default,
        "example": parameter.example,
        "description": parameter.description,
    }


def saved(graph: Graph, request: SavedRequest) -> Answer:
    """The answer in memory; see `write`."""
    body = BytesIO()
    answer = write(graph, request, body)
    return replace(answer, body=body.getvalue())


def write(graph: Graph, request: SavedRequest, stream: IO[bytes]) -> Answer:
    """Write the answer of a saved query to a stream, in the format asked for, and return it without its body.

    With a `limit`, the answer is incomplete if there are rows beyond it.

    Raises:
        UnknownNameError: no saved query, or no thing, is called so.
        AmbiguousNameError: several things are called so.
        ParameterError: a parameter is unknown, missing, or of another type.
        FormatError: the query's kind of answer does not come in that format.
    """
    query = find(request.name)
    chosen = offer(query).named(request.media_type)
    text = with_values(graph, query, request.values)
    if chosen is SPARQL:
        stream.write(text.encode())
        return Answer(chosen.media_type, b"")
    limits_hit = ("limit",) if _goes_on(graph, text, request) else ()
    found = graph.store.query(text + _slice(request.limit, request.offset))
    if found.kind == "triples":
        found.serialize(chosen.media_type, stream, SHORT)
    else:
        serialize(found, chosen, stream, RESULTS)
    return Answer(chosen.media_type, b"", not limits_hit, limits_hit)


def with_values(graph: Graph, query: SavedQuery, values: tuple[tuple[str, str], ...]) -> str:
    """The text of a saved query with what the caller gave, and the defaults of the rest, bound to its variables.

    Raises:
        UnknownNameError: no thing is called so.
        AmbiguousNameError: several things are called so.
        ParameterError: a parameter is unknown, missing, or of another type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    given: dict[str, list[str]] = {}
    for name, value in values:
        if name not in known:
            raise ParameterError(name, value, f"one of the parameters of {query.name}: {', '.join(known) or 'none'}")
        given.setdefault(name, []).append(value)
    return bind(query.text, {p.name: _terms(graph, p, given.get(p.name, [])) for p in query.parameters})


def _terms(graph: Graph, parameter: Parameter, values: list[str]) -> list[str | Literal]:
    if not values and parameter.default is not None:
        values = [parameter.default]
    if not values and parameter.required:
        raise ParameterError(parameter.name, None, f"{TYPES[parameter.type]}, for instance {parameter.example!r}")
    return [_READERS[parameter.type](_Given(graph, parameter, value)) for value in values]


@dataclass(frozen=True, slots=True)
class _Given:
    """A value that a caller gave for a parameter."""

    graph: Graph
    parameter: Parameter
    value: str

    def matching(self, pattern: re.Pattern[str]) -> str:
        """The value, if it has the form of the parameter's type.

        Raises:
            ParameterError: it has not.
        """
        if not pattern.fullmatch(self.value):
            raise self.refused(TYPES[self.parameter.type])
        return self.value

    def refused(self, expected: str) -> ParameterError:
        """What to raise for the value."""
        return ParameterError(self.parameter.name, self.value, expected)


def _thing(given: _Given) -> str:
    iri = given.graph.names.resolve(given.value)
    kind = iri.removeprefix(given.graph.iris.base).partition("/")[0]
    if given.parameter.kinds and kind not in given.parameter.kinds:
        raise given.refused(f"a thing of the kind {' or '.join(given.parameter.kinds)}, not <{iri}>")
    return iri


def _prefixed(given: _Given) -> str:
    iri = expanded(given.value)
    if iri is None:
        raise given.refused(TYPES["term"])
    return iri


def _text(given: _Given) -> Literal:
    return Literal(given.value)


def _integer(given: _Given) -> Literal:
    return Literal(str(int(given.matching(_INTEGER))), XSD.integer)


def _date(given: _Given) -> Literal:
    """The date as words, since the dates of documents have three datatypes, and ISO 8601 sorts as text."""
    return Literal(given.matching(_DATE))


def _language(given: _Given) -> Literal:
    if given.value not in LANGUAGES:
        raise given.refused(TYPES["language"])
    return Literal(given.value)


_READERS: Final[Mapping[str, Callable[[_Given], str | Literal]]] = {
    "thing": _thing,
    "term": _prefixed,
    "text": _text,
    "integer": _integer,
    "date": _date,
    "language": _language,
}


def _goes_on(graph: Graph, text: str, request: SavedRequest) -> bool:
    """Whether a row lies beyond the limit: one more is asked for, since a finished answer cannot be counted."""
    if request.limit is None:
        return False
    beyond = graph.store.query(text + _slice(1, request.offset + request.limit))
    return beyond.kind != "boolean" and next(beyond.rows(), None) is not None


def _slice(limit: int | None, offset: int) -> str:
    return (f"LIMIT {limit:d}\n" if limit is not None else "") + (f"OFFSET {offset:d}\n" if offset else "")
