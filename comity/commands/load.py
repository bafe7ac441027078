"""`comity load`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from comity import build
from comity.commands import options
from comity.report import LoadReport
from comity.stores import folder_of


@click.command("load")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--store",
    envvar="COMITY_STORE",
    show_envvar=True,
    metavar="DIR",
    required=True,
    help="Folder of the store; it is made if there is none.",
)
@options.gazetteer
@options.recognizers
@options.workers
@click.option("--check", is_flag=True, help="Refuse a document whose statements the shapes forbid (slow).")
@click.option(
    "--report", "report_file", metavar="FILE", type=click.Path(path_type=Path), help="Write what was done as JSON."
)
def command(
    paths: tuple[Path, ...],
    store: str,
    gazetteer: tuple[Path, ...],
    recognizers: tuple[str, ...],
    workers: int | None,
    check: bool,
    report_file: Path | None,
) -> int:
    """Read documents and RDF files into a store.

    PATH is a file or a folder. A document is what governments, or those who report on them, have published, as text,
    Markdown, HTML, PDF or DOCX; a sidecar NAME.toml beside it may say its title, publisher, date and type. An RDF file
    (.nq .trig .ttl .nt .rdf .jsonld, also .gz) enters as it is. A document that is loaded again replaces what it said
    before.

    A file that cannot be read does not stop the others: it is listed with the reason, and the exit code is 1.

    \b
    Examples:
      comity load report.txt --store here
      comity load documents/ more/communique.txt data.nq.gz --store here --report report.json
    """
    folder = folder_of(store)
    with options.reading("Reading") as watch:
        plan = replace(options.plan(gazetteer, recognizers), workers=workers, check=check, watch=watch)
        report = build.load(paths, folder, plan)
    if report_file:
        report_file.write_bytes(report.encode())
    _tell(report, folder)
    return 1 if report.failures else 0


def _tell(report: LoadReport, folder: Path) -> None:
    options.tell_documents(report)
    options.tell_failures(report.failures)
    loaded = len(report.documents) + len(report.rdf)
    click.echo(f"{loaded} of {loaded + len(report.failures)} files are in {folder}: ", nl=False)
    click.echo(f"{report.added:,} statements came, {report.removed:,} went")
