"""SERVICE without a way out: what a query asks of other endpoints, and the query with their answers in its place.

The solutions of a SERVICE are joined with what stands around it (SPARQL 1.1 Federated Query, section 4), so they can
stand in its place as VALUES. A worker, which has no network, says what is to be asked; the web process asks the
endpoints that its operator allows; a worker then answers the query as one that asks nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urljoin

from graph.sparql.grammar import Node
from graph.sparql.syntax_errors import error_at
from graph.sparql.tokens import Token
from graph.sparql.tree import Terms, below, groups, keyword, read_query, span
from ontology.errors import EvaluationError, ServiceError
from ontology.terms import PREFIXES
from queries.answer import Answer, as_json
from queries.guard import inspect
from queries.path_blocks import SEARCH

if TYPE_CHECKING:
    from graph import Graph
    from queries.sparql_request import SparqlRequest

MOST_ROWS: Final = 100_000
"""Solutions that are taken from one endpoint."""

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_TAG: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_VARIABLE: Final = re.compile(r"[^\W_][\w]*|_\w*")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Call:
    """One SERVICE: its endpoint, the query that it is to be asked, whether it may fail, and where it stands."""

    endpoint: str
    query: str
    silent: bool
    start: int
    end: int


def federation(_: Graph, request: SparqlRequest) -> Answer:
    """What a query asks of other endpoints, in the order of its text: `calls` with `endpoint`, `query` and `silent`.

    Raises:
        BodyTooLargeError: the query is longer than `request.max_bytes`.
        QueryTooComplexError: it nests too deeply or has too many operators.
        QuerySyntaxError: it does not parse, or leaves open which endpoint it asks.
    """
    inspect(request.query, request.max_bytes, reaching=True)
    told = [{"endpoint": one.endpoint, "query": one.query, "silent": one.silent} for one in calls(request)]
    return as_json({"calls": told})


def calls(request: SparqlRequest) -> list[Call]:
    """The SERVICE parts of a query, but for those that search for paths; what stands inside one goes with it.

    Raises:
        QuerySyntaxError: the query does not parse, or leaves open which endpoint it asks.
    """
    text = request.query
    root = read_query(text, PREFIXES, request.base is not None)
    terms = Terms.of(text, root, PREFIXES, request.base)
    found = ((part, terms.term(below(part, "varoriri")[0])) for part in _services(root))
    return [_call(request, root, part, address) for part, address in found if address not in SEARCH]


def _services(root: Node) -> Iterator[Node]:
    waiting: list[Node | Token] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Node) and one.rule == "part" and keyword(one) == "SERVICE":
            yield one
        elif isinstance(one, Node):
            waiting.extend(reversed(one.parts))


def _call(request: SparqlRequest, root: Node, part: Node, address: object) -> Call:
    start, end = span(part)
    if not isinstance(address, str):
        raise error_at(request.query, start, "found a SERVICE of a variable", "name the endpoint by its IRI")
    silent = any(isinstance(one, Token) and one.kind == "SILENT" for one in part.parts)
    group = request.query[slice(*span(groups(part)[0]))]
    return Call(address, f"{_prologue(request, root, group)}SELECT * WHERE {group}", silent, start, end)


def _prologue(request: SparqlRequest, root: Node, group: str) -> str:
    """What a group needs to mean the same elsewhere: the base, the known prefixes and the query's own."""
    own = below(root, "prologue")
    stated = request.query[slice(*span(own[0]))] + "\n" if own and own[0].parts else ""
    base = f"BASE <{request.base}>\n" if request.base else ""
    known = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in group)
    return f"{base}{known}{stated}"


def inlined(request: SparqlRequest) -> str:
    """The query of a request with the answers to its calls in their places; None, for a silent failure, binds nothing.

    Lines stay where they are, so that an error in the rest of the query is told at its line.

    Raises:
        ServiceError: an answer is not what SPARQL 1.1 says of results in JSON.
        EvaluationError: an answer has too many rows, or the answers are not those of this query.
        QuerySyntaxError: as `calls`.
    """
    found = calls(request)
    replies = request.replies or ()
    if len(found) != len(replies):
        raise EvaluationError(f"found {len(replies)} answers of endpoints, expected {len(found)}")
    pieces, at = [], 0
    for call, reply in zip(found, replies, strict=True):
        lines = "\n" * request.query.count("\n", call.start, call.end)
        pieces += [request.query[at : call.start], _values(call.endpoint, reply), lines]
        at = call.end
    return "".join((*pieces, request.query[at:]))


def _values(endpoint: str, reply: bytes | None) -> str:
    if reply is None:
        return "VALUES () { () }"
    try:
        told = json.loads(reply)
        names, rows = told["head"]["vars"], told["results"]["bindings"]
        if len(rows) > MOST_ROWS:
            raise EvaluationError(f"{endpoint} gave more than {MOST_ROWS:,} rows; narrow what is asked there")
        if not all(_VARIABLE.fullmatch(name) for name in names):
            raise ValueError("a variable with another name than SPARQL allows")
        columns = " ".join(f"?{name}" for name in names)
        return f"VALUES ({columns}) {{ {' '.join(_row(endpoint, names, row) for row in rows)} }}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ServiceError(f"{endpoint}: found no SPARQL results in JSON ({error})") from error


def _row(endpoint: str, names: list[str], row: Mapping[str, Any]) -> str:
    terms = (_term(endpoint, row[name]) if name in row else "UNDEF" for name in names)
    return f"({' '.join(terms)})"


def _term(endpoint: str, term: Mapping[str, str]) -> str:
    """A term as SPARQL writes it; a blank node becomes an IRI of its endpoint (RDF 1.1 Concepts, section 3.5)."""
    kind, value = term["type"], term["value"]
    if kind == "bnode":
        return f"<{urljoin(endpoint, '/.well-known/genid/')}{quote(value, safe='')}>"
    if kind == "uri":
        return f"<{_whole(_IRI, value)}>"
    if kind not in ("literal", "typed-literal"):
        raise ValueError(f"a term of type {kind!r}")
    text = f'"{value.translate(_ESCAPES)}"'
    if "xml:lang" in term:
        return f"{text}@{_whole(_TAG, term['xml:lang'])}"
    return f"{text}^^<{_whole(_IRI, term['datatype'])}>" if "datatype" in term else text


def _whole(shape: re.Pattern[str], text: str) -> str:
    if not shape.fullmatch(text):
        raise ValueError(f"found {text[:80]!r}")
    return text
