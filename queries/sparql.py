"""The question in SPARQL: looked at by the guard, asked of the store, written in the format that fits what it gave."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import IO, TYPE_CHECKING, Final, NamedTuple, cast

from ontology.errors import FormatError, QuerySyntaxError
from ontology.terms import PREFIXES
from queries.answer import Answer
from queries.formats import CONSTRUCTED, DRAWN, RESULTS, Format, Offer
from queries.guard import TOKEN, inspect

if TYPE_CHECKING:
    from graph import Graph
    from graph.store import Results
    from queries.sparql_request import SparqlRequest

_INLINED: Final = 1 << 28
"""Bytes of a query with answers of other endpoints in it: more than all of them may have."""

_SHORT: Final = 8 * 1024
"""Characters of a query up to which it is remembered what the guard found."""

_BOOLEAN: Final = re.compile(r"true|false", re.IGNORECASE)

_PREFIXES: Final = tuple((f"{name}:", name, iri) for name, iri in PREFIXES.items())
"""The known prefixes, each after what a query must hold that uses it."""

_DECLARATION: Final = re.compile(
    r"(?:\s++|\#[^\r\n]*+|BASE\s*<[^<>]*>)*+PREFIX\s*([\w.-]*+):\s*<[^<>]*>", re.IGNORECASE
)
"""A declaration of a prefix, with what may stand before it in a prologue (SPARQL 1.1, rules 4 to 6)."""

_DRAWN: Final = frozenset(one.name for one in DRAWN)

_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""What XML 1.0 has no way to write (section 2.2), in UTF-8."""


def sparql(graph: Graph, request: SparqlRequest) -> Answer:
    """The answer in memory; see `write`."""
    body = io.BytesIO()
    answer = write(graph, request, body)
    return replace(answer, body=body.getvalue())


class Prepared(NamedTuple):
    """An answer that is about to be found: its format, whether it is volatile, and what writes it to a stream."""

    media_type: str
    volatile: bool
    write: Callable[[IO[bytes]], None]


def write(graph: Graph, request: SparqlRequest, stream: IO[bytes]) -> Answer:
    """Write the answer to a stream, and return it without its body.

    Raises:
        ComityError: as `prepare`.
        FormatError: XML cannot hold one of its characters.
        EvaluationError: the engine gave up midway.
    """
    volatile, results, chosen = _found(graph, request)
    _write(graph, results, chosen, stream)
    return _bodiless(chosen.media_type, volatile)


@lru_cache(maxsize=64)
def _bodiless(media_type: str, volatile: bool) -> Answer:
    return Answer(media_type, b"", volatile=volatile)


def prepare(graph: Graph, request: SparqlRequest) -> Prepared:
    """Everything up to the first byte: what can be wrong with a query is known then, but for what only its data shows.

    Raises:
        BodyTooLargeError: the query is longer than `request.max_bytes`.
        QueryTooComplexError: the query nests too deeply or has too many operators.
        QueryForbiddenError: the query says LOAD, or SERVICE otherwise than for a path search.
        QuerySyntaxError: the query does not parse, or a path search in it is not stated as it should be.
        FormatError: the client accepts no format of this kind of result.
        EvaluationError: the engine gave up.
    """
    volatile, results, chosen = _unrolled(graph, request) or _found(graph, request)
    return Prepared(chosen.media_type, volatile, partial(_write, graph, results, chosen))


def _unrolled(graph: Graph, request: SparqlRequest) -> tuple[bool, Results, Format] | None:
    """As `_found`, of a CONSTRUCT whose triples the engine need not remember; None where it is to be asked whole."""
    from graph.store.filled import Filled  # noqa: PLC0415, few ask for a stream, and the web process has no engine
    from queries.templates import apart  # noqa: PLC0415, as above

    if request.replies is not None or request.triples is None or "findPath" in request.query:
        return None
    volatile, query, prefixes = _inspected(request.query, request.max_bytes)
    chosen = CONSTRUCTED.named(request.triples)
    parts = None if chosen.name in _DRAWN else apart(query, request.base is not None)
    if parts is None:
        return None
    try:
        solutions = _results(graph, request, parts.solutions, prefixes)
    except QuerySyntaxError:
        return None
    return volatile, Filled(solutions, _results(graph, request, parts.template, prefixes)), chosen


def _found(graph: Graph, request: SparqlRequest) -> tuple[bool, Results, Format]:
    """Whether the answer is volatile, what the engine gives, and the format for it.

    The engine does not read GROUP BY in a CONSTRUCT, which the grammar has (SPARQL 1.1, rules 10 and 18).
    """
    try:
        volatile, results = asked(graph, request)
    except QuerySyntaxError:
        if (found := _unrolled(graph, request)) is None:
            raise
        return found
    offer, name = (CONSTRUCTED, request.triples) if results.kind == "triples" else (RESULTS, request.solutions)
    if name is None:
        raise FormatError(request.wanted, offer.media_types)
    return volatile, results, offer.named(name)


def _write(graph: Graph, results: Results, chosen: Format, stream: IO[bytes]) -> None:
    if results.kind != "triples":
        serialize(results, chosen, stream, RESULTS)
    elif chosen.name in _DRAWN:
        from queries.constructed import draw  # noqa: PLC0415, it needs arrays, and few ask for a drawing

        stream.write(draw(graph, results.rows(), chosen.name).body)
    else:
        serialize(results, chosen, stream, CONSTRUCTED)


def asked(graph: Graph, request: SparqlRequest) -> tuple[bool, Results]:
    """Whether the answer is volatile, and what the engine gives.

    Raises:
        ComityError: as `prepare`, but for the format.
    """
    if request.replies is not None:
        from queries.federation import inlined  # noqa: PLC0415, most queries ask nobody else

        whole = request._replace(query=inlined(request), replies=None, max_bytes=_INLINED)
        return True, asked(graph, whole)[1]
    if "findPath" not in request.query:
        known = _remembered if len(request.query) <= _SHORT else _inspected
        volatile, query, prefixes = known(request.query, request.max_bytes)
        return volatile, _results(graph, request, query, prefixes)
    from queries.path_service import expand  # noqa: PLC0415, most queries search for no paths

    inspect(request.query, request.max_bytes, reaching=True)
    expanded = expand(graph, request)
    try:
        query = _lower_case_booleans(expanded.text)
        return expanded.volatile, _results(graph, request, query, _prefixes(query))
    except QuerySyntaxError as error:
        raise expanded.placed(error) from error


class _Inspected(NamedTuple):
    """A query that the guard has passed: whether it is volatile, its text for the engine, and the prefixes it needs."""

    volatile: bool
    query: str
    prefixes: dict[str, str]


def _inspected(text: str, max_bytes: int) -> _Inspected:
    """Look at a query.

    Raises:
        ComityError: as `queries.guard.inspect`.
    """
    volatile = inspect(text, max_bytes).volatile
    query = _lower_case_booleans(text)
    return _Inspected(volatile, query, _prefixes(query))


_remembered = lru_cache(maxsize=512)(_inspected)
"""The same for short queries, which are often asked again; a refusal is found anew each time."""


def _prefixes(query: str) -> dict[str, str]:
    """The known prefixes that a query uses and does not declare, since the engine takes 1 µs to read each."""
    declared, end = set[str](), 0
    while (found := _DECLARATION.match(query, end)) is not None:
        declared.add(found[1])
        end = found.end()
    return {name: iri for mark, name, iri in _PREFIXES if mark in query and name not in declared}


def _results(graph: Graph, request: SparqlRequest, query: str, prefixes: Mapping[str, str]) -> Results:
    return graph.store.query(
        query,
        default_graphs=request.default_graphs,
        named_graphs=request.named_graphs,
        prefixes=prefixes,
        base=request.base,
    )


def _lower_case_booleans(query: str) -> str:
    """The query with TRUE and FALSE as the engine wants them, at their places; the grammar lets them be in any case."""
    capitals = query.upper()
    if "TRUE" not in capitals and "FALSE" not in capitals:
        return query
    pieces = (
        one[0].lower() if one.lastgroup == "word" and _BOOLEAN.fullmatch(one[0]) else one[0]
        for one in TOKEN.finditer(query)
    )
    return "".join(pieces)


def serialize(results: Results, chosen: Format, stream: IO[bytes], offer: Offer) -> None:
    """Write results in a format of the offer.

    Raises:
        FormatError: XML cannot hold one of the characters.
        EvaluationError: the engine gave up midway.
    """
    results.serialize(chosen.media_type, fit_for(chosen, stream, offer))


def fit_for(chosen: Format, stream: IO[bytes], offer: Offer) -> IO[bytes]:
    """The stream, behind a check where the format is XML: a character that XML 1.0 cannot hold is a FormatError.

    A carriage return is written as a reference, since whoever reads XML takes a bare one for the end of a line
    (section 2.11).
    """
    if not chosen.media_type.endswith("xml"):
        return stream
    others = [one.name for one in offer.formats if not one.media_type.endswith("xml")]
    return cast(IO[bytes], _XmlOnly(stream, others))


class _XmlOnly(io.RawIOBase):
    """A stream of XML that is read back as it was meant, and refuses bytes for which there is no way."""

    def __init__(self, stream: IO[bytes], instead: list[str]) -> None:
        super().__init__()
        self._stream = stream
        self._instead = instead
        self._tail = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if _NOT_XML.search(self._tail + data):
            raise FormatError("XML, for a value with a control character", self._instead)
        self._tail = bytes(data[-2:])
        self._stream.write(data.replace(b"\r", b"&#13;"))
        return len(data)
