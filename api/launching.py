"""How worker processes come to be: forked by a keeper that has everything loaded, or started from nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final, Protocol

READER: Final = "api.reader:Reader"
WRITER: Final = "api.writer:Writer"
DESKS: Final = (READER, WRITER)
"""Where the workers that answer, and the one that writes, find their desks: `module:class`."""

COMPILED: Final = ("graph.centrality", "graph.walks.surroundings", "graph.walking", "queries.tableau")
"""Compiled code, which takes longer to load than all else that workers need, and is hardly ever asked for first."""

_REAP_SECONDS: Final = 0.005

_KEPT_VARIABLES: Final = (
    "HOME",
    "LD_LIBRARY_PATH",
    "NUMBA_CACHE_DIR",
    "SYSTEMROOT",
    "TMPDIR",
    "TZ",
    "XDG_CACHE_HOME",
)
"""What a worker is told of the environment: no secret is among it."""


class Child(Protocol):
    """A process that was started."""

    @property
    def pid(self) -> int | None:
        """Its number, once it is known."""

    @property
    def status(self) -> int | None:
        """How it ended: the exit code, or the negative number of a signal; None before."""

    def kill(self) -> None:
        """End it at once; no error if it has ended."""


class Launcher(Protocol):
    """What starts workers."""

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> Child:
        """Start a worker that speaks over one descriptor and complains over another.

        Both are copied before this returns. `ended` is called once, when the process is gone and its status is known.
        """

    def complete(self, done: Callable[[], object]) -> None:
        """Load what was left for later; `done` is called if workers that are launched from then on have more."""

    def close(self) -> None:
        """Start no more."""


def environment() -> dict[str, str]:
    """What a process that evaluates other people's text is told.

    The engine takes and frees much that is small; that glibc keeps more of it at hand for each thread than the usual 7
    pieces of a size spares a light query a tenth. In pages of 2 MB (https://docs.kernel.org/admin-guide/mm/transhuge.html,
    glibc 2.35 or newer) a graph in memory is found with fewer looks at the tables of pages: another sixth to a third.
    """
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "RUST_BACKTRACE": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "GLIBC_TUNABLES": "glibc.malloc.tcache_count=120:glibc.malloc.hugetlb=1",
    }


def start(
    module: str, arguments: Sequence[str], descriptors: Sequence[int], errors: int | None = None
) -> subprocess.Popen[bytes]:
    """A Python process that runs `main` of a module with these arguments, and keeps these descriptors."""
    return subprocess.Popen(
        [sys.executable, "-c", f"from {module} import main; main()", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        pass_fds=descriptors,
        env=environment(),
        start_new_session=True,
    )


class Spawner:
    """Starts each worker from nothing, which takes about a second: for systems that cannot fork safely."""

    def __init__(self) -> None:
        """No worker yet."""
        self._running: set[subprocess.Popen[bytes]] = set()

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> Child:
        """As `Launcher.launch`."""
        process = start("api.worker", (str(connection), *COMPILED), (connection,), errors)
        self._running.add(process)

        def forget() -> None:
            self._running.discard(process)
            ended()

        return _Spawned(process, forget)

    def complete(self, done: Callable[[], object]) -> None:
        """Nothing was left for later."""

    def close(self) -> None:
        """End the workers that were started."""
        for process in self._running:
            process.kill()
            process.wait()
        self._running.clear()


class _Spawned:
    """A child of this process, looked at now and then until it is gone."""

    def __init__(self, process: subprocess.Popen[bytes], ended: Callable[[], None]) -> None:
        self._process = process
        self._ended = ended
        self._look()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def status(self) -> int | None:
        return self._process.returncode

    def kill(self) -> None:
        self._process.kill()

    def _look(self) -> None:
        if self._process.poll() is None:
            asyncio.get_running_loop().call_later(_REAP_SECONDS, self._look)
        else:
            self._ended()
