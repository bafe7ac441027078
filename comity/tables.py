"""Answers as a person reads them in a terminal."""

from __future__ import annotations

from typing import Final, TextIO

from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from graph import Graph
from graph.results import Blank, Term, TripleTerm
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import PREFIXES
from queries.sparql import asked
from queries.sparql import write as write_answer
from queries.sparql_request import SparqlRequest

_WIDTH: Final = 160
"""Columns where there is no terminal to ask; cells are folded, never cut."""

_MAX_BYTES: Final = 16 * 1024 * 1024


def write(graph: Graph, query: str, out: TextIO) -> None:
    """Write what a query gives: a table of solutions, `true` or `false`, or triples as Turtle.

    Raises:
        QueryError: the query does not parse, is not allowed, or cannot be evaluated.
    """
    _, results = asked(graph, SparqlRequest(query, max_bytes=_MAX_BYTES))
    if results.kind == "triples":
        write_answer(graph, SparqlRequest(query, max_bytes=_MAX_BYTES), out.buffer)
    elif results.kind == "boolean":
        out.write(f"{str(results.boolean).lower()}\n")
    else:
        console = Console(file=out, width=None if out.isatty() else _WIDTH, highlight=False, emoji=False, markup=False)
        columns = (Column(name, overflow="fold") for name in results.variables)
        table = Table(*columns, box=box.SIMPLE_HEAD, show_edge=False)
        for row in results.rows():
            table.add_row(*(Text(shown(one, graph.iris)) for one in row))
        console.print(table)


def shown(term: Term | None, iris: Iris) -> str:
    """A term in few characters: a thing without the base, other IRIs by their prefix, a literal's words.

    >>> shown("https://w3id.org/comity/ontology#Treaty", Iris())
    'comity:Treaty'
    >>> shown("https://w3id.org/comity/id/agreement/mlat", Iris())
    'agreement/mlat'
    """
    match term:
        case str():
            return _address(term, iris)
        case Literal():
            return term.value
        case Blank():
            return f"_:{term.id}"
        case TripleTerm():
            return f"<<{shown(term.subject, iris)} {shown(term.predicate, iris)} {shown(term.object, iris)}>>"
        case None:
            return ""


def _address(iri: str, iris: Iris) -> str:
    if iri.startswith(iris.base):
        return iri.removeprefix(iris.base)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
