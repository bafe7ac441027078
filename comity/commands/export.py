"""`comity export`."""

from __future__ import annotations

import sys

import click

from comity import export
from comity.commands import options


@click.command("export")
@options.store
@click.option(
    "--format",
    "form",
    type=click.Choice(export.FORMATS),
    metavar="|".join(export.FORMATS),
    required=True,
    help="Format.",
)
@click.option("--document", metavar="DOC", help="Only what this document says: an IRI, a slug or a title.")
def command(store: str | None, form: str, document: str | None) -> None:
    """Write a store, or one document of it, in a standard format.

    nquads (sorted, so that equal stores give equal bytes), trig and jsonld hold every graph with its evidence; turtle
    holds the merged statements, or with --document that document's graph. graphml, gexf, cytoscape, graphology,
    node-link and d3 hold the network: things and provisions as nodes, statements between them as edges.

    \b
    Examples:
      comity export --format nquads > all.nq
      comity export --format trig | head
      comity export --format gexf --document binational-drug-strategy-1998 > strategy.gexf
    """
    export.write(options.graph_of(store), form, sys.stdout.buffer, document)
    sys.stdout.buffer.flush()
