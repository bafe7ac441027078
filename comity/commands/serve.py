"""`comity serve`."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from api.keeper import begin
from api.settings import Settings
from comity.commands import options
from comity.plan import Plan
from comity.stores import Cache, folder_of
from graph.folder import Lease
from ontology.errors import StoreError, StoreMissingError


@click.command("serve")
@options.store
@click.option(
    "--documents",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="Files or folders that the store is to hold; they are read again when they change.",
)
@options.gazetteer
@options.recognizers
@click.option("--host", help="Address to listen on.  [env var: COMITY_HOST; default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [env var: COMITY_PORT; default: 8000]")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that answer.  [env var: COMITY_WORKERS]")
@click.option("--allow-service", "services", multiple=True, metavar="URL", help="Endpoint that SERVICE may ask.")
@click.option("--writable", is_flag=True, default=None, help="Accept writes that carry the token in COMITY_TOKEN.")
def command(
    store: str | None,
    documents: tuple[Path, ...],
    gazetteer: tuple[Path, ...],
    recognizers: tuple[str, ...],
    **overrides: Any,
) -> None:
    """Serve a store over HTTP, with the explorer.

    Without --store and --documents, the bundled documents are served. With --writable, a folder that does not exist
    becomes an empty store.

    \b
    Examples:
      comity serve
      comity serve --documents reports/ --port 8080
      COMITY_TOKEN=secret comity serve --store here --writable
    """
    overrides["services"] = overrides["services"] or None
    settings = Settings.from_env(os.environ, **overrides)
    with closing(begin()) as launcher:
        from api.server import serve  # noqa: PLC0415, it takes a second, in which the launcher loads what workers need

        folder = _folder(store, documents, options.plan(gazetteer, recognizers))
        if settings.writable and store:
            _ensure(folder)
        Lease.take(folder)
        told = f"Comity serves {folder} at http://{settings.host}:{settings.port}/"
        serve(Settings.from_env(os.environ, store=folder, **overrides), launcher, partial(click.echo, told, err=True))


def _folder(store: str | None, documents: tuple[Path, ...], plan: Plan) -> Path:
    """The folder of the store, with the documents in it.

    Raises:
        StoreError: not one of the documents could be read.
    """
    if not documents:
        return folder_of(store) if store else options.bundled()
    from comity.mirror import follow  # noqa: PLC0415, what writes stores takes a fifth of a second, and few starts write

    with options.reading("Reading") as watch:
        plan = replace(plan, watch=watch)
        if store:
            folder, report = folder_of(store), follow(documents, folder_of(store), plan)
        else:
            folder, report = Cache.of(os.environ).store(documents, plan)
    if report:
        options.tell_failures(report.failures)
        if not report.documents and not report.rdf:
            raise StoreError("not one of the documents could be read")
    return folder


def _ensure(folder: Path) -> None:
    try:
        Lease.take(folder)
    except StoreMissingError:
        from graph.writer import Target, create  # noqa: PLC0415, as above

        create(Target(folder))
