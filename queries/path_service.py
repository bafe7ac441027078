"""Path searches in SPARQL: a query in which they are replaced by the rows that they give.

GraphDB, QLever, AnzoGraph and Blazegraph all search for paths in a SERVICE with a configuration and one row for each
edge; the names here are GraphDB's (see `queries.path_settings`). A search is joined with what stands around it as any
SERVICE is (SPARQL 1.1 Federated Query), so its rows can stand in its place as VALUES. No other server is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.patched import Patched
from graph.sparql.syntax_errors import error_at
from graph.sparql.tree import Terms, Variable, below, leaves, read_query, span, variables
from ontology.errors import QuerySyntaxError, QueryTooComplexError
from ontology.terms import PREFIXES
from queries.guard import inspect
from queries.path_blocks import Block, find_blocks
from queries.path_edges import Edges, Given, Stated
from queries.path_filters import allowed_by
from queries.path_inputs import asking_for_ends
from queries.path_rows import MOST_PAIRS, Finder, Row

if TYPE_CHECKING:
    from graph import Graph
    from graph.sparql.grammar import Node
    from graph.store import Results
    from queries.path_settings import End, Settings
    from queries.sparql_request import SparqlRequest

MOST_EDGES: Final = 1_000_000
"""Rows of a pattern that gives edges."""

_OF_THE_GRAPH: Final = (
    "resultBinding", "evidence", "predicate", "notPredicate", "nodeClass", "notNode", "via", "document"
)  # fmt: skip
"""Settings that mean nothing where a pattern gives the edges."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query without path searches, and whether two runs over the same graph may answer it differently."""

    text: str
    volatile: bool
    source: str
    patched: Patched

    def placed(self, error: QuerySyntaxError) -> QuerySyntaxError:
        """An error of the text, at its place in the query as it came."""
        if error.position is None:
            return error
        message = str(error).partition(": ")[2]
        return error_at(self.source, self.patched.original(error.position.offset), message, error.hint)


def expand(graph: Graph, request: SparqlRequest) -> Expanded:
    """The query of a request with rows in the place of its path searches.

    Raises:
        QuerySyntaxError: the query, or a search in it, is not as it should be; with line and column.
        QueryForbiddenError: it says SERVICE otherwise than for a path search.
        QueryTooComplexError: a search gives too much, or looks at too much.
        EvaluationError: the engine gave up on what a search depends on.
    """
    return _Query(graph, request).expanded()


class _Query:
    """One query while its searches are made."""

    def __init__(self, graph: Graph, request: SparqlRequest) -> None:
        self._graph = graph
        self._request = request
        self._text = request.query
        root = read_query(self._text, PREFIXES, request.base is not None)
        terms = Terms.of(self._text, root, PREFIXES, request.base)
        self._prologue = self._slice(below(root, "prologue")[0])
        self._sources = below(below(root, "form")[0], "source")
        self._defaults = [terms.iri(next(leaves(one.parts[-1]))) for one in self._sources if len(one.parts) == 2]
        self._blocks = find_blocks(self._text, root, terms, request.path_search)
        self._patched = Patched(self._text)

    def expanded(self) -> Expanded:
        """The query with rows, after it was judged without them."""
        volatile = self._inspected()
        while self._blocks:
            block = self._next()
            values = _values(block.settings, self._rows(block))
            self._blocks.remove(block)
            _put(self._patched, block, values)
        return Expanded(str(self._patched), volatile, self._text, self._patched)

    def _inspected(self) -> bool:
        """Judge what is left without the searches, and the patterns in them, as any query is judged."""
        left, volatile = Patched(self._text), False
        for block in self._blocks:
            _put(left, block, "{}")
            if block.edges is not None:
                volatile |= inspect(self._slice(below(block.edges, "group")[0]), self._request.max_bytes).volatile
        return inspect(str(left), self._request.max_bytes).volatile or volatile

    def _next(self) -> Block:
        """The search to make first: one that takes nothing from another, and has the fewest open ends.

        Any order gives the same solutions, but ends that are known make a search small.
        """
        return min(self._blocks, key=lambda block: (self._takes(block), self._open_ends(block)))

    def _takes(self, block: Block) -> bool:
        others = (one.settings for one in self._blocks if one is not block)
        return any(set(one.variables).difference(one.inputs) & set(block.settings.inputs) for one in others)

    def _open_ends(self, block: Block) -> int:
        bound, _ = asking_for_ends(block, self._source)
        return len(set(block.settings.inputs).difference(bound))

    def _rows(self, block: Block) -> list[Row]:
        finder = Finder(self._edges(block), block.settings, self._text, block.offset)
        return finder.rows(self._pairs(block))

    def _pairs(self, block: Block) -> Iterable[tuple[str | None, str | None]]:
        """The ends, from what the query binds; a value that is no IRI is the end of nothing."""
        source, destination = block.settings.source, block.settings.destination
        names, group = asking_for_ends(block, self._source)
        if not names:
            return [(_end(source, {}), _end(destination, {}))]
        found = self._ask(f"SELECT DISTINCT {_columns(names)} %s WHERE {group} LIMIT {MOST_PAIRS + 1}")
        given = [dict(zip(names, row, strict=True)) for row in found.rows()]
        return [
            (_end(source, row), _end(destination, row))
            for row in given
            if all(value is None or isinstance(value, str) for value in row.values())
        ]

    def _source(self, node: Node) -> str | None:
        """The text of an element, with the rows of searches in it; None while one of them is still to be made."""
        start, end = span(node)
        waiting = any(start <= span(one)[0] < end for block in self._blocks for one in block.subjects)
        reaching = any(t.kind == "SERVICE" and not self._patched.covers(t.offset) for t in leaves(node))
        return None if waiting or reaching else self._patched.between(start, end)

    def _edges(self, block: Block) -> Edges:
        if block.edges is None:
            defaults = self._request.default_graphs
            graphs = tuple(self._defaults) if defaults is None and self._sources else defaults
            allowed = allowed_by(self._graph, block.settings, self._text, graphs)
            return Given((), ()) if allowed is None else Stated(self._graph.network, allowed)
        return self._given(block.settings, below(block.edges, "group")[0])

    def _given(self, settings: Settings, group: Node) -> Given:
        """The edges of a pattern."""
        for name in _OF_THE_GRAPH:
            if name in settings.places:
                message = f"path:{name} is for edges of the graph, and a pattern gives others"
                raise error_at(self._text, settings.places[name], message, "say it in the pattern")
        ends = [settings.bound.get(name, "") for name in ("startNode", "endNode")]
        if not variables(group).issuperset(ends):
            message = "the pattern for edges does not mention the variables of path:startNode and path:endNode"
            raise error_at(self._text, span(group)[0], message)
        exported = list(dict.fromkeys((*settings.exported, *filter(None, [settings.bound.get("propertyBinding")]))))
        columns = _columns((*ends, *exported))
        found = self._ask(f"SELECT DISTINCT {columns} %s WHERE {self._slice(group)} LIMIT {MOST_EDGES + 1}")
        rows = list(found.rows())
        if len(rows) > MOST_EDGES:
            raise QueryTooComplexError(f"the pattern of a path search gives more than {MOST_EDGES:,} edges; narrow it")
        return Given(rows, exported)

    def _ask(self, template: str) -> Results:
        """Ask a part of the query, over the same data set and with the same prefixes."""
        sources = " ".join(map(self._slice, self._sources))
        return self._graph.store.query(
            f"{self._prologue} {template % sources}",
            default_graphs=self._request.default_graphs,
            named_graphs=self._request.named_graphs,
            base=self._request.base,
        )

    def _slice(self, node: Node) -> str:
        if not any(True for _ in leaves(node)):
            return ""
        start, end = span(node)
        return self._text[start:end]


def _columns(names: Sequence[str]) -> str:
    return " ".join(f"?{name}" for name in dict.fromkeys(names))


def _end(stated: End, row: Mapping[str, object]) -> str | None:
    value = row.get(stated.name) if isinstance(stated, Variable) else stated
    return value if isinstance(value, str) else None


def _put(patched: Patched, block: Block, text: str) -> None:
    """Put a text in the place of what states a search; what else stands in its SERVICE stays, as a group."""
    first, *others = block.subjects
    patched.replace(*span(first), text)
    for one in (*others, *([block.edges] if block.edges else [])):
        patched.replace(*span(one), "{}")
    if block.service is not None:
        patched.replace(span(block.service)[0], span(below(block.service, "varoriri")[0])[1], "")


def _values(settings: Settings, rows: Iterable[Row]) -> str:
    """Rows as VALUES; a row that gives one variable two values is none."""
    names = settings.variables
    lines = []
    for row in rows:
        bound: dict[str, str] = {}
        if all(bound.setdefault(name, value) == value for name, value in _bound(settings, row)):
            lines.append(f"({' '.join(bound.get(name, 'UNDEF') for name in names)})")
    return f"VALUES ({_columns(names)}) {{ {' '.join(lines)} }}"


def _bound(settings: Settings, row: Row) -> Iterable[tuple[str, str]]:
    """The values of a row by the variables that receive them."""
    ends = {"sourceNode": settings.source, "destinationNode": settings.destination}
    for role, end in ends.items():
        if isinstance(end, Variable):
            yield end.name, row[role]
    for role, name in settings.bound.items():
        if role in row:
            yield name, row[role]
    yield from ((key[1:], value) for key, value in row.items() if key.startswith("?"))
