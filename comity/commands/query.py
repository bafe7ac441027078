"""`comity query`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from comity import tables
from comity.commands import options
from graph import Graph
from queries.formats import RESULTS, TRIPLES
from queries.library import find, saved_queries
from queries.saved_queries import with_values
from queries.sparql import write
from queries.sparql_request import SparqlRequest

_MAX_BYTES = 16 * 1024 * 1024
"""A person's own query may be long: a VALUES block that a program wrote, say."""


@click.command("query")
@click.argument("text", metavar="[TEXT | FILE.rq | -]", required=False)
@options.store
@click.option("--name", metavar="SAVED", help="Ask a saved query; --list tells which there are.")
@click.option("--param", "params", metavar="NAME=VALUE", multiple=True, help="A value for a saved query; repeatable.")
@click.option("--list", "listed", is_flag=True, help="List the saved queries with their parameters.")
@click.option(
    "--format",
    "form",
    metavar="|".join(["table", *dict.fromkeys(RESULTS.names + TRIPLES.names)]),
    default="table",
    show_default=True,
    help="How to write the answer; a table of triples is Turtle.",
)
def command(
    text: str | None, store: str | None, name: str | None, params: tuple[str, ...], listed: bool, form: str
) -> None:
    """Ask a store in SPARQL, or by a saved query.

    Known prefixes (comity, dcterms, skos, schema, org, foaf, prov, oa, eli …) need not be declared.

    \b
    Examples:
      comity query 'SELECT ?thing ?name { ?thing a comity:Treaty ; skos:prefLabel ?name }'
      comity query actions.rq --store here --format csv
      comity query --name actions-invoking-agreement --param agreement=MLAT
    """
    if listed:
        _list()
        return
    if (text is None) == (name is None):
        raise click.UsageError("give one of a query text, a file that ends in .rq, or --name SAVED")
    if params and name is None:
        raise click.UsageError("--param goes with --name")
    values = tuple(map(_pair, params))
    graph = options.graph_of(store)
    asked = with_values(graph, find(name), values) if name else _text(text or "")
    answer(graph, asked, form)


def answer(graph: Graph, text: str, form: str) -> None:
    """Write what a query gives to the output, as a table or in a format by name."""
    if form == "table":
        tables.write(graph, text, sys.stdout)
    else:
        write(graph, SparqlRequest(text, solutions=form, triples=form, max_bytes=_MAX_BYTES), sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise click.UsageError(f"--param: found {text!r}, expected NAME=VALUE")
    return name, value


def _text(given: str) -> str:
    """The query: standard input for -, the content of a file that ends in .rq, or the text itself."""
    if given == "-":
        return sys.stdin.read()
    return Path(given).read_text(encoding="utf-8") if given.endswith(".rq") else given


def _list() -> None:
    for query in saved_queries().values():
        click.echo(f"{query.name}: {query.title['en']}")
        for one in query.parameters:
            example = f", such as {one.example!r}" if one.example else ""
            click.echo(f"    --param {one.name}=…  {one.type}{example}: {one.description['en']}")
