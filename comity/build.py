"""The one place where loaders meet the graph: files in, one new state of the store out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Final

from comity.known import RESERVED, reference, vocabulary
from comity.plan import Plan, Watch
from comity.reading import Outcome, Task, outcomes
from comity.report import Failed, Loaded, LoadReport
from graph import Graph
from graph.rdf_files import media_type_of
from graph.writer import Target, load_rdf, replace_documents
from ontology.errors import (
    ComityError,
    DocumentError,
    StoreDamagedError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
)
from ontology.iris import Iris

_PAYING: Final = 500_000
"""Bytes of documents for each process: one more starts and opens its library in the time in which it reads 150 kB."""


def load(paths: Sequence[Path], folder: Path, plan: Plan) -> LoadReport:
    """Read files and folders into a store, which is made if it is absent.

    All documents enter in one step, each in place of what it said before, and with them the links between their
    provisions and those of all others (`comity.follow_through`); then each RDF file does. A file that fails is
    reported and the others are loaded; if every file fails, the store is not touched. The outcome depends neither on
    the order of the paths nor on the number of workers.

    Raises:
        DocumentError: there is nothing at a path, or no document in any.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
        StoreDamagedError: the store that is there cannot be read.
    """
    rdf = _rdf_files(paths)
    taken = set(rdf)
    given = [path for path in paths if path not in taken]
    documents = [path for path in plan.reader.find(given) if path not in taken] if given else []
    if not documents and not rdf:
        raise DocumentError(", ".join(map(str, paths)), "found no document there")
    target = Target(folder, plan.iris or _iris_of(folder))
    report = _load_documents(documents, target, plan)
    for path in rdf:
        report = _load_rdf(path, target, report)
    return replace(report, version=_version(folder))


def _rdf_files(paths: Sequence[Path]) -> list[Path]:
    found = chain.from_iterable(path.rglob("*") if path.is_dir() else (path,) for path in paths)
    return sorted({path for path in found if path.is_file() and media_type_of(path)})


def _iris_of(folder: Path) -> Iris:
    try:
        return Graph.open(folder).iris
    except StoreMissingError:
        return Iris()


def _version(folder: Path) -> str:
    try:
        return Graph.open(folder).version
    except StoreMissingError:
        return ""


@dataclass(slots=True)
class _Load:
    """What a load has met so far."""

    total: int
    watch: Watch
    documents: list[Loaded] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)
    graphs: dict[str, str] = field(default_factory=dict)

    def entries(self, found: Iterable[Outcome]) -> Iterator[tuple[str, list[str]]]:
        """The graphs and lines of what could be read; the first file that claims a graph has it."""
        for done, one in enumerate(map(self._claim, found), start=1):
            if isinstance(one, Failed):
                self.failures.append(one)
                self.watch(done, self.total, one.file)
                continue
            self.documents.append(one.loaded)
            self.watch(done, self.total, one.loaded.file)
            yield one.graph, one.lines

    def _claim(self, one: Outcome) -> Outcome:
        """The outcome, or a failure where another file has the same address."""
        if isinstance(one, Failed):
            return one
        file, first = one.loaded.file, self.graphs.setdefault(one.graph, one.loaded.file)
        if first == file:
            return one
        reason = f"it would be {one.loaded.document}, which {first} already is; give one a `slug` in its sidecar"
        return Failed(file, "DocumentError", reason)


def _load_documents(paths: Sequence[Path], target: Target, plan: Plan) -> LoadReport:
    iris = target.iris or Iris()
    met = _Load(len(paths), plan.watch, graphs=dict.fromkeys(map(iris.graph, RESERVED), "a graph of Comity's own"))
    workers = _paying(paths) if plan.workers is None else plan.workers
    entries = met.entries(outcomes(paths, Task(plan.reader, iris, plan.check), workers))
    first = next(entries, None)
    if first is None:
        return LoadReport(failures=tuple(met.failures))
    facts = reference(plan.reader.reference(iris), iris)
    known = [(iris.graph("ontology"), vocabulary(iris)), (iris.graph("reference"), facts)]
    from comity.follow_through import Follow  # noqa: PLC0415, grammars take half a second, and only a load needs them

    change = replace_documents(target, chain(known, [first], entries), Follow(plan.reader.wording(iris)))
    return LoadReport(tuple(met.documents), (), tuple(met.failures), change.added, change.removed)


def _paying(paths: Sequence[Path]) -> int:
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return min(os.cpu_count() or 1, 1 + size // _PAYING)


def _load_rdf(path: Path, target: Target, report: LoadReport) -> LoadReport:
    try:
        change = load_rdf(target, [path])
    except (StoreLockedError, StoreFullError, StoreDamagedError):
        raise
    except ComityError as error:
        return replace(report, failures=(*report.failures, Failed.of(str(path), error)))
    return replace(report, rdf=(*report.rdf, str(path)), added=report.added + change.added)
