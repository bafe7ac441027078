"""Files to the lines of their graphs, in one process or in several, in the order in which they are given."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from comity.known import reference, vocabulary
from comity.report import Failed, Loaded
from graph.provenance import quads
from ontology.collector import held_back
from ontology.errors import ShapeError
from ontology.iris import Iris
from ontology.statement import Reading, Statement

if TYPE_CHECKING:
    from loaders.wording import Wording

_AHEAD: Final = 4
"""Files that each process is given before their lines are asked for, so that memory does not grow with the number."""


class Reader(Protocol):
    """What turns files into readings: a value, which travels to other processes."""

    def mark(self) -> str:
        """A digest of what it reads by, as far as it was given that."""

    def find(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The documents that files and folders stand for, sorted.

        Raises:
            DocumentError: there is nothing at a path.
        """

    def read(self, path: Path, iris: Iris) -> Reading:
        """What a document says.

        Raises:
            DocumentError: the file cannot become a document.
        """

    def reference(self, iris: Iris) -> Iterable[Statement]:
        """What is known before any document is read."""

    def wording(self, iris: Iris) -> Wording:
        """What is known of words, for comparing provisions of several documents."""

    def __hash__(self) -> int:
        """Equal readers read alike."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way into the store: its graph, the N-Quads lines of it, and what they amount to."""

    graph: str
    lines: list[str]
    loaded: Loaded


Outcome: TypeAlias = "Entry | Failed"


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with each file: it is read, and with `check` held to the shapes."""

    reader: Reader
    iris: Iris
    check: bool = False

    def __call__(self, path: Path) -> Outcome:
        """A file read, or why not; whatever one file does to a reader, the others are still read."""
        try:
            with held_back():
                found = self._entry(path)
            if self.check:
                _check(found.lines, _context(self.reader, self.iris))
        except Exception as error:  # noqa: BLE001, a load goes on past every file that fails
            return Failed.of(str(path), error)
        return found

    def _entry(self, path: Path) -> Entry:
        """What a file says; its statements are gone by the time that garbage is collected."""
        reading = self.reader.read(path, self.iris)
        lines = quads(reading, self.iris)
        return Entry(reading.graph, lines, Loaded.of(str(path), reading, len(lines)))


def _check(lines: Sequence[str], context: Sequence[str]) -> None:
    from graph.validation import validate  # noqa: PLC0415, a second, and few loads check

    found = [str(one) for one in validate(lines, context) if one.severity == "violation"]
    if found:
        raise ShapeError(f"{len(found)} violations of the shapes, the first: {found[0]}", found)


@cache
def _context(reader: Reader, iris: Iris) -> list[str]:
    return [*vocabulary(iris), *reference(reader.reference(iris), iris)]


def outcomes(paths: Sequence[Path], task: Task, workers: int) -> Iterator[Outcome]:
    """What became of each file, in the order of the files, however many processes read them.

    A process that dies takes no file with it but the one that it cannot read.
    """
    workers = min(workers, len(paths))
    yield from map(task, paths) if workers < 2 else _spread(paths, task, workers)


def _spread(paths: Sequence[Path], task: Task, workers: int) -> Iterator[Outcome]:
    done = 0
    while done < len(paths):
        for found in _until_broken(paths[done:], task, workers):
            yield found
            done += 1
        if done < len(paths):
            yield next(_until_broken(paths[done : done + 1], task, 1), None) or _killed(paths[done])
            done += 1


def _until_broken(paths: Sequence[Path], task: Task, workers: int) -> Iterator[Outcome]:
    """Outcomes in order, up to the first that is missing because a process died."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    waiting: deque[Future[Outcome]] = deque()
    try:
        for path in paths:
            waiting.append(pool.submit(task, path))
            if len(waiting) == _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _killed(path: Path) -> Failed:
    return Failed(str(path), "BrokenProcessPool", "the process that read it was killed or crashed")
