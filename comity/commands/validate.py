"""`comity validate`."""

from __future__ import annotations

from pathlib import Path

import click

from comity.commands import options
from comity.documents import package_folder
from graph.scrub import scrub, scrub_derived
from graph.validation import validate_store
from ontology.iris import DEFAULT_BASE


@click.command("validate")
@options.store
@click.option(
    "--gazetteer",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="Check these gazetteer files or folders, and no store.",
)
def command(store: str | None, gazetteer: tuple[Path, ...]) -> int:
    """Check a store against the shapes (SHACL), graph by graph, or gazetteer files against their rules.

    Prints each violation and warning in one line, then what was checked. The exit code is 1 if there is a violation;
    warnings are for an editor to look at, and leave it at 0. A store is also read from end to end: what is damaged in
    it is found, and what is derived is held against what it is derived from.

    \b
    Examples:
      comity validate
      comity validate --store here
      comity validate --gazetteer my-agencies.ttl
    """
    return _gazetteer(gazetteer) if gazetteer else _store(store)


def _gazetteer(paths: tuple[Path, ...]) -> int:
    from loaders.gazetteer_faults import faults  # noqa: PLC0415, half a second that the other check does not need

    found = faults(paths, [package_folder("loaders") / "gazetteer"], DEFAULT_BASE)
    for line in found:
        click.echo(line)
    click.echo(f"{len(paths)} gazetteer paths, {len(found)} violations")
    return 1 if found else 0


def _store(store: str | None) -> int:
    graph = options.graph_of(store)
    quads = scrub(graph.store)
    scrub_derived(graph)
    checked = violations = warnings = 0
    for name, found in validate_store(graph.store, graph.iris):
        checked += 1
        for one in found:
            violations += one.severity == "violation"
            warnings += one.severity == "warning"
            click.echo(f"{name.removeprefix(graph.iris.base)}: {one}")
    click.echo(f"{quads:,} quads in {checked} graphs, {violations} violations, {warnings} warnings")
    return 1 if violations else 0
