"""`comity validate`."""

from __future__ import annotations

import click

from comity.commands import options
from graph.validation import validate_store


@click.command("validate")
@options.store
def command(store: str | None) -> int:
    """Check a store against the shapes (SHACL), graph by graph.

    Prints each violation and warning in one line, then what was checked. The exit code is 1 if there is a violation;
    warnings are for an editor to look at, and leave it at 0.

    \b
    Examples:
      comity validate
      comity validate --store here
    """
    graph = options.graph_of(store)
    checked = violations = warnings = 0
    for name, found in validate_store(graph.store, graph.iris):
        checked += 1
        for one in found:
            violations += one.severity == "violation"
            warnings += one.severity == "warning"
            click.echo(f"{name.removeprefix(graph.iris.base)}: {one}")
    click.echo(f"{checked} graphs, {violations} violations, {warnings} warnings")
    return 1 if violations else 0
