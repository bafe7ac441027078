"""Paths beside other libraries, in one run over one graph: `python -m tests.benchmarks.path_peers [QUADS...]`.

Two hundred random pairs of nodes that are joined; Comity with edges both ways, in this process, and networkx, igraph
and rustworkx, each in a process of its own. The last two are installed from PyPI into an environment beside the made
graphs; what cannot be had is said to be left out. Virtuoso, where it is installed, is asked for shortest paths, and its
times are on the clock, with HTTP: 1 or 2 ms. A library has so many seconds for a question: where it does not get
through, its figures are of the first pairs, and marked with a +. Ratios are of the same pairs.
"""

from __future__ import annotations

import selectors
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

import numpy as np

from graph import Graph
from graph.network import Network
from graph.paths import find
from graph.searches import Search
from queries.subgraph import SubgraphRequest, around
from tests.benchmarks import path_virtuoso
from tests.benchmarks.figures import Figure
from tests.benchmarks.path_peer import AROUND, LIMIT, LONGEST, SHORTEST
from tests.benchmarks.paths import SIZES, made, pairs_of
from tests.benchmarks.peers import virtuoso_available

_SECONDS: Final = 20.0
"""For one question of one library."""
_INSTALLED: Final = ("igraph>=1,<2", "rustworkx>=0.16,<1", "numpy")

_SEARCHES: Final[dict[str, dict[str, Any]]] = {
    "shortest": {"mode": "shortest", "max_length": 12},
    "k shortest": {"mode": "k-shortest", "k": SHORTEST, "max_length": 12},
    "all simple": {"mode": "all", "max_length": LONGEST, "limit": LIMIT},
}
QUESTIONS: Final = (*_SEARCHES, "around")
"""The shortest path, the five shortest, the simple ones of up to four edges, and the neighbourhood of two steps."""


@dataclass(frozen=True, slots=True)
class Times:
    """What the pairs took, in milliseconds, and whether all of them were answered."""

    values: list[float] = field(default_factory=list)
    whole: bool = True

    def beside(self, other: Times) -> float:
        """How many times as long as another's the middle is, over the same pairs."""
        return float(np.median(self.values) / np.median(other.values[: len(self.values)]))

    def __str__(self) -> str:
        """Middle and 99th of 100."""
        if not self.values:
            return "-" if self.whole else f"over {1000 * _SECONDS:,.0f}"
        middle, late = (float(np.percentile(self.values, share)) for share in (50, 99))
        return f"{middle:.3f}, {late:.3f}{'' if self.whole else ' +'}"


def figures(_repeat: int) -> Iterator[Figure]:
    """The middle figure of each question and library at the default sizes, and how many times that of Comity it is."""
    for size in SIZES:
        for question, found in _compared(size):
            for name, times in found.items():
                if times.values:
                    yield Figure(f"{size:,} quads: {question}, {name}, p50", float(np.median(times.values)), "ms")
                    yield Figure(f"{size:,} quads: {question}, {name}", times.beside(found["comity"]), "times")


def main(sizes: list[int]) -> None:
    """Print a table for each size."""
    for size in sizes:
        for question, found in _compared(size):
            sys.stdout.write(f"{size:,} quads, {question}: p50 and p99 in ms, and times as long as comity\n")
            for name, times in found.items():
                ratio = f"{times.beside(found['comity']):,.1f}" if times.values else ""
                sys.stdout.write(f"  {name:<22}{times!s:>24}{ratio:>10}\n")
            sys.stdout.flush()


def _compared(size: int) -> Iterator[tuple[str, dict[str, Times]]]:
    """The times of every library, question by question."""
    network = made(size)
    pairs = pairs_of(network)
    with tempfile.TemporaryDirectory() as folder:
        _written(network, pairs, Path(folder))
        for question in QUESTIONS:
            found = {"comity": _ours(network, pairs, question, informative=False)}
            if question != "around":
                found["comity, informative"] = _ours(network, pairs, question, informative=True)
            for library, python in pythons().items():
                found[library] = _theirs([str(python), str(_PEER), library, question, folder])
            if question == "shortest" and virtuoso_available():
                with path_virtuoso.loaded(Path(folder)) as peer:
                    longest = int(_SEARCHES[question]["max_length"])
                    found["virtuoso"] = Times(*path_virtuoso.times(peer, pairs, longest, _SECONDS))
            yield question, found


_PEER: Final = Path(__file__).with_name("path_peer.py")


def _written(network: Network, pairs: list[tuple[int, int]], folder: Path) -> None:
    subjects = np.repeat(np.arange(network.nodes), np.diff(network.arrays["out_start"]))
    np.save(folder / "edges.npy", np.column_stack((subjects, network.arrays["out_node"])))
    np.save(folder / "pairs.npy", np.array(pairs))


def _ours(network: Network, pairs: list[tuple[int, int]], question: str, *, informative: bool) -> Times:
    ask: Callable[[int, int], object]
    if question == "around":
        graph = cast("Graph", SimpleNamespace(network=network))
        asked = SubgraphRequest((), hops=2, limit=AROUND)
        ask = lambda a, _: around(graph, asked, (a,))  # noqa: E731
    else:
        given = _SEARCHES[question]
        ask = lambda a, b: find(network, Search((a,), (b,), informative=informative, **given))  # noqa: E731
    return Times([1000 * _timed(partial(ask, a, b)) for a, b in pairs])


def _timed(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def pythons() -> dict[str, Path]:
    """The interpreter for each library that can be had."""
    folder = Path(tempfile.gettempdir()) / "comity-benchmark-peers"
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        venv.create(folder, with_pip=True)
        told = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_INSTALLED]
        done = subprocess.run(told, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.stdout.write(f"igraph and rustworkx are left out: {done.stderr.strip().splitlines()[-1:]}\n")
            return {"networkx": Path(sys.executable)}
        (folder / "installed").touch()
    return {"networkx": Path(sys.executable), "igraph": python, "rustworkx": python}


def _theirs(arguments: list[str]) -> Times:
    """What a library printed before its time was over."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    values: list[float] = []
    end = time.monotonic() + _SECONDS
    with process, selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.select(max(end - time.monotonic(), 0)):
            line = process.stdout.readline()
            if not line:
                return Times(values)
            values.append(1000 * float(line))
        process.kill()
    return Times(values, whole=False)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
