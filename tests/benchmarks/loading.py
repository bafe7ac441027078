"""How fast RDF is loaded: `python -m tests.benchmarks.loading [QUADS]`, beside `oxigraph load` where that is at hand.

The same file of N-Quads goes into a new store of each, one after the other, three times; the fastest counts. Seconds on
the clock, and of the processor on all threads: on one core the two are nearly the same, on two Comity's clock is ahead.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.benchmarks.figures import Figure, seconds, told
from tests.benchmarks.generate import write
from tests.benchmarks.peers import REPOSITORY

_OXIGRAPH: Final = REPOSITORY / ".comity" / "peers" / "bin" / "oxigraph"
_TIMES: Final = 3
"""Runs, of which the fastest counts."""


def figures(repeat: int) -> Iterator[Figure]:
    """Loads of a million quads."""
    yield from sized(1_000_000, min(repeat, _TIMES))


def sized(quads: int, repeat: int = _TIMES) -> Iterator[Figure]:
    """The same for another size."""
    with TemporaryDirectory() as name:
        data, store = Path(name, "data.nq"), Path(name, "store")
        write(quads, data)
        commands = {"comity load": [sys.executable, "-m", "comity", "load", str(data), "--store", str(store)]}
        if _OXIGRAPH.exists():
            commands["oxigraph load"] = [str(_OXIGRAPH), "load", "--location", str(store), "--file", str(data)]
        for what, command in commands.items():
            clock, processor = min(_run(command, store) for _ in range(repeat))
            yield Figure(f"{quads:,} quads: {what}", clock, "s")
            yield Figure(f"{quads:,} quads: {what}, processor", processor, "s")


def _run(command: list[str], store: Path) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock = seconds(lambda: subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(store)
    return clock, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:]] or [1_000_000]
    deque((one for size in sizes for one in told(sized(size))), maxlen=0)
