"""`comity path`."""

from __future__ import annotations

import json
import sys
from typing import Any, get_args

import click

from comity.commands import options
from graph.searches import Mode
from queries.answer import Answer
from queries.connections import LONGEST, MOST, PathsRequest, Rank, as_text, paths
from queries.formats import GRAPHS


@click.command("path")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@options.store
@click.option(
    "--mode", type=click.Choice(get_args(Mode)), default="all-shortest", show_default=True, help="Which paths."
)
@click.option("--k", type=click.IntRange(1, MOST), default=5, show_default=True, help="How many, with k-shortest.")
@click.option("--max-length", type=click.IntRange(1, LONGEST), default=6, show_default=True, help="Steps at most.")
@click.option("--via", metavar="NAME", multiple=True, help="A thing to pass; repeatable, in this order.")
@click.option("--avoid", "not_node", metavar="NAME", multiple=True, help="A thing not to pass; repeatable.")
@click.option(
    "--rank",
    type=click.Choice(get_args(Rank)),
    default="informative",
    show_default=True,
    help="Specific things before hubs, or fewest steps.",
)
@click.option("--limit", type=click.IntRange(1, MOST), default=10, show_default=True, help="How many paths at most.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *GRAPHS.names)),
    metavar="|".join(("text", *GRAPHS.names)),
    default="text",
    show_default=True,
    help="Sentences with their quotes, the paths as json, or a graph to draw.",
)
def command(source: str, target: str, store: str | None, form: str, **bounds: Any) -> None:
    """Show how two things are connected, with the sentence behind each step.

    FROM and TO take a name ("MLAT"), kind/slug, or an IRI.

    \b
    Examples:
      comity path MLAT FIEA
      comity path "Mérida Initiative" "Secretariat of National Defense" --avoid "United States"
      comity path MLAT FIEA --mode k-shortest --k 3 --format gexf > paths.gexf
    """
    shown: dict[str, Any] = {"parallel": "merge", "form": "json"} if form == "text" else {"form": form}
    request = PathsRequest((source,), (target,), **bounds, **shown)
    write(paths(options.graph_of(store), request), form)


def write(answer: Answer, form: str) -> None:
    """Write an answer to the output; what cut it short is told beside it."""
    if form == "text":
        click.echo(as_text(json.loads(answer.body)))
    else:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.buffer.flush()
    if not answer.complete:
        click.echo(f"there may be more: {', '.join(answer.limits_hit)} reached", err=True)
