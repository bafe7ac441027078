"""The desk of the workers that answer: the published graph, read-only, and the table of questions."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from api.sandbox import unbounded
from api.wire import Edition
from api.worker import Written
from graph import Graph
from graph.folder import current
from ontology.errors import StoreMissingError
from queries import graphs, saved_queries, sparql
from queries.answer import Answer
from queries.questions import QUESTIONS
from queries.rehearsal import rehearsal

WRITTEN: Final[Mapping[str, Written]] = {
    "graph": graphs.write,
    "saved": saved_queries.write,
    "sparql": sparql.write,
}
"""Questions whose answer may be large, and is written as it is found."""


STREAMED: Final[Mapping[str, Callable[[Any, Any], sparql.Prepared]]] = {"sparql": sparql.prepare}
"""Questions whose answer can be sent while it is found."""

_PASSED: Final = 2
"""Seconds after the beginning of a second at which it is over by every clock of the system."""

_QUAD: Final = 470
"""Bytes that a quad takes in memory."""


class Reader:
    """The graph that is published in a folder, opened again when another one is."""

    questions: Final[Mapping[str, Callable[[Any, Any], Answer]]] = QUESTIONS
    written: Final = WRITTEN
    streamed: Final = STREAMED

    def __init__(self, folder: Path) -> None:
        """Answer from the graph of this folder; `refresh` opens it."""
        self._folder = folder
        self._current = str(folder / "CURRENT")
        self._seen: tuple[int, ...] = ()
        self._since = 0
        self._mark = ""
        self._told = Edition("")
        self._graph: Graph | None = None
        self._held: Graph | None = None
        """Kept for good: to free memory that is shared with another process is to copy it first."""

    @property
    def subject(self) -> Graph:
        """The graph that was open at the last look.

        Raises:
            StoreMissingError: there was no look yet.
        """
        if self._graph is None:
            raise StoreMissingError(f"{self._folder}: no graph was opened")
        return self._graph

    @property
    def edition(self) -> Edition:
        """The version of that graph, its line in CURRENT, and when it was published; the same one while they are."""
        told = self._told
        version = self.subject.version
        if told.since != self._since or told.mark != self._mark or told.version != version:
            told = self._told = Edition(version, self._mark, self._since)
        return told

    def refresh(self) -> bool:
        """Open the published graph if it is not the one that is open.

        Raises:
            StoreMissingError: nothing is published.
            StoreDamagedError: what is published is not whole.
        """
        if self._unchanged():
            return False
        mark = " ".join(current(self._folder))
        if mark != self._mark:
            with unbounded():
                self._graph = Graph.open(self._folder)
            self._mark = mark
        return True

    def rehearsal(self) -> Iterator[None]:
        """Prepare for questions about the graph that was open at the last look, a step at a time."""
        return rehearsal(self.subject)

    def hold(self, most: int) -> bool:
        """Take the published graph into memory, if it has at most so many quads and there is room for it twice.

        Raises:
            StoreMissingError: nothing is published.
            StoreDamagedError: what is published is not whole.
        """
        self._unchanged()
        mark = " ".join(current(self._folder))
        self._graph = self._held = Graph.held(self._folder, min(most, _room()))
        self._mark = mark
        return self._graph is not None

    def _unchanged(self) -> bool:
        """Whether CURRENT is the file of the last look: a tenth of the time of reading it, before every question."""
        try:
            state = os.stat(self._current)  # noqa: PTH116 - 2 µs instead of 5
        except OSError:
            return False
        seen = (state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        if seen == self._seen and self._since:
            return True
        unchanged, self._seen, self._since = seen == self._seen, seen, _settled(int(state.st_ctime))
        return unchanged


def _settled(since: int) -> int:
    """The second of a publication once no other can fall into it, else 0; the clock of files is behind by some ms."""
    return since if time.time() >= since + _PASSED else 0


def _room() -> int:
    """How many quads fit twice into the memory that is free; without bound where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return sys.maxsize
    free = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), sys.maxsize)
    return free // (2 * _QUAD)
