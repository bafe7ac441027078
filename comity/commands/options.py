"""What several commands ask for, and the graph that they then work on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from comity.documents import Loaders
from comity.plan import Plan, Watch
from comity.stores import Cache, folder_of
from ontology.errors import StoreError
from ontology.iris import Iris

if TYPE_CHECKING:
    from comity.report import Failed, LoadReport
    from graph import Graph

F = TypeVar("F", bound=Callable[..., Any])

store: Final = click.option(
    "--store", envvar="COMITY_STORE", show_envvar=True, metavar="DIR", help="Folder of the store; else the bundled one."
)
gazetteer: Final = click.option(
    "--gazetteer",
    envvar="COMITY_GAZETTEER",
    show_envvar=True,
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Further known things: Turtle files, or folders of them.",
)
recognizers: Final = click.option(
    "--recognizer",
    "recognizers",
    envvar="COMITY_RECOGNIZERS",
    show_envvar=True,
    multiple=True,
    metavar="NAME",
    help="Recognisers from outside, asked for the names that the grammars leave.",
)
workers: Final = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes that read documents; without it, as many as pay.",
)


def graph_of(name: str | None) -> Graph:
    """The graph of a store, or that of the bundled documents if none is named; it is made if it has to be.

    From here on an interrupt ends the process at once, which harms nothing that is only read; the engine would not
    notice it before its answer is complete.

    Raises:
        StoreMissingError: there is no store there.
        StoreDamagedError: what is there is not whole.
    """
    from graph import Graph  # noqa: PLC0415, a service opens none here

    folder = folder_of(name) if name else bundled()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return Graph.open(folder)


def bundled() -> Path:
    """The folder of the store of the bundled documents.

    Raises:
        StoreError: a bundled document cannot be read, which is a defect of this installation.
    """
    with reading("Reading the bundled documents") as watch:
        folder, report = Cache.of(os.environ).bundled(Plan(Loaders(), watch=watch))
    if report and report.failures:
        failed = report.failures[0]
        raise StoreError(f"{failed.file}: {failed.reason}")
    return folder


def plan(gazetteer: tuple[Path, ...], recognizers: tuple[str, ...] = ()) -> Plan:
    """How to read, as the options say; COMITY_BASE is the base of a new store's addresses.

    Raises:
        IriError: COMITY_BASE is not a base.
        RecognizerError: a recogniser is not installed, or not set up.
    """
    if recognizers:
        from loaders.names.recognizers import installed  # noqa: PLC0415, half a second, and few ask for one

        installed(recognizers)
    base = os.environ.get("COMITY_BASE")
    reader = Loaders(tuple(path.resolve() for path in gazetteer), recognizers)
    return Plan(reader, iris=Iris(base) if base else None)


def reading(title: str) -> AbstractContextManager[Watch]:
    """Progress on a terminal, for as long as the block runs; elsewhere nothing."""
    from comity.commands.progress import Bar  # noqa: PLC0415, bars take long to load, and most commands show none

    return Bar(title)


def tell_failures(failures: tuple[Failed, ...]) -> None:
    """Each file that failed and why, one line each, to the error stream."""
    for failed in failures:
        click.echo(f"comity: {failed.file}: {failed.reason}", err=True)


def tell_documents(report: LoadReport) -> None:
    """What each document gave, one line each."""
    for one in report.documents:
        counts = ", ".join(
            f"{number:,} {word}"
            for number, word in (
                (one.provisions, "provisions"),
                (one.things, "things"),
                (one.mentions, "mentions"),
                (one.facts, "facts"),
                (one.figures, "figures"),
                (one.dates, "dates"),
            )
        )
        click.echo(f"{one.file}: {one.title} ({counts})")
        for warning in one.warnings:
            click.echo(f"comity: {one.file}: warning: {warning}", err=True)
    for file in report.rdf:
        click.echo(f"{file}: RDF")


def terminal() -> bool:
    """Whether a person reads the output as it comes."""
    return sys.stdout.isatty()
