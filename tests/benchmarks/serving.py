"""How fast the service answers beside others, over the same graph: `python -m tests.benchmarks.serving [QUADS]`.

Servers take turns, round after round, so that what else the machine does touches all alike; each figure is the middle
one of the rounds, and so is each share, which is taken round by round. Comity runs with its guard on, and without the
answers that it keeps, but where that is said.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Final

from tests.benchmarks import guarding, peers, wrk
from tests.benchmarks.figures import Figure, seconds, told
from tests.benchmarks.generate import Generator, write
from tests.benchmarks.mix import FULL, LIGHT, one_of_each, questions
from tests.benchmarks.peers import REPOSITORY, Peer

_QUADS: Final = 10_000
_ROUNDS: Final = 5
_SECONDS: Final = 2.0
_CLIENTS: Final = (8, 32)
_SMALL: Final = 20_000
"""The largest graph that rdflib-endpoint is given, which would not answer within the time otherwise."""


def figures(_: int, quads: int = _QUADS) -> Iterator[Figure]:
    """Loading, starting, memory, answers a second, and what the guard costs."""
    if not wrk.available():
        sys.stdout.write("wrk is not on this machine, so the service is not measured (Debian: apt install wrk)\n")
        return
    programs = peers.tools(REPOSITORY / ".comity" / "peers")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        data = folder / "graph.nq"
        write(quads, data)
        yield from _loading(programs, data, folder)
        running = [stack.enter_context(one) for one in _servers(programs, data, folder, quads)]
        yield from _standing(running, quads)
        documents = Generator(quads).documents
        yield from _rates(running, documents)
        yield from _times(running, documents)
        yield from _kept(folder / "store", documents)
        yield from guarding.figures(20, folder / "store")


def _loading(programs: Path, data: Path, folder: Path) -> Iterator[Figure]:
    """Each load into a folder that is not there yet."""
    store, native = str(folder / "store"), str(folder / "oxigraph")
    ours = [sys.executable, "-m", "comity", "load", str(data), "--store", store]
    theirs = [str(programs / "oxigraph"), "load", "--location", native, "--file", str(data)]
    for name, command in (("comity load", ours), ("oxigraph load", theirs)):
        yield Figure(f"{name}, whole", seconds(lambda command=command: _run(command)), "s")  # type: ignore[misc]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)


def _servers(programs: Path, data: Path, folder: Path, quads: int) -> Iterator[AbstractContextManager[Peer]]:
    yield peers.oxigraph_on_disk(programs, folder / "oxigraph")
    yield peers.oxigraph_in_memory(programs, data)
    yield peers.comity(folder / "store", KEPT_MB=0)
    if peers.virtuoso_available():
        yield peers.virtuoso(data, folder / "virtuoso")
    if quads <= _SMALL:
        yield peers.rdflib_endpoint(programs, data)


def _standing(running: list[Peer], quads: int) -> Iterator[Figure]:
    """Time to the first answer, and memory once everything is loaded."""
    for peer in running:
        if peer.name == "Comity":
            yield Figure("Comity: answers from memory after", peers.wait_for_memory(peer), "s")
    for peer in running:
        yield Figure(f"{peer.name}: first answer after", peer.ready, "s")
        yield Figure(f"{peer.name}: memory", peer.megabytes(), "MB")
    sys.stdout.write(f"({quads:,} quads)\n")


def _rates(running: list[Peer], documents: int) -> Iterator[Figure]:
    """Answers a second, by mix and number of clients."""
    for name, kinds in (("light", LIGHT), ("full", FULL)):
        asked = questions(kinds, documents)
        for clients in _CLIENTS:
            rates = _interleaved(running, lambda peer: wrk.run(peer.endpoint, asked, clients, _SECONDS))  # noqa: B023
            for peer in running:
                runs = rates[peer.name]
                yield Figure(f"{name} mix, {clients} clients, {peer.name}", _middle(one.rate for one in runs), "/s")
                yield Figure("  99th of 100", _middle(one.p99 for one in runs), "ms")
                if failed := sum(one.errors for one in runs):
                    yield Figure("  failures", failed, "")
                if peer.name != "Comity":
                    shares = (ours.rate / theirs.rate for ours, theirs in zip(rates["Comity"], runs, strict=True))
                    yield Figure("  Comity's share of it", _middle(shares), "")


def _times(running: list[Peer], documents: int) -> Iterator[Figure]:
    """The middle time of each kind of question, asked by one client."""
    for name, asked in one_of_each(FULL, documents).items():
        runs = _interleaved(running, lambda peer: wrk.run(peer.endpoint, asked, 1, 1), 1)  # noqa: B023
        for peer in running:
            yield Figure(f"{name}, one client, {peer.name}", runs[peer.name][0].p50, "ms")


def _kept(store: Path, documents: int) -> Iterator[Figure]:
    """The same questions again and again, with the answers that are kept."""
    with peers.comity(store) as peer:
        peers.wait_for_memory(peer)
        for name, kinds in (("light", LIGHT), ("full", FULL)):
            asked = questions(kinds, documents)
            wrk.run(peer.endpoint, asked, 8, 2)
            yield Figure(f"{name} mix again, 8 clients, Comity", wrk.run(peer.endpoint, asked, 8, _SECONDS).rate, "/s")


def _interleaved(
    running: list[Peer], ask: Callable[[Peer], wrk.Run], rounds: int = _ROUNDS
) -> dict[str, list[wrk.Run]]:
    found: dict[str, list[wrk.Run]] = {peer.name: [] for peer in running}
    for _ in range(rounds):
        for peer in running:
            found[peer.name].append(ask(peer))
    return found


def _middle(values: Iterator[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    for _one in told(figures(0, int(sys.argv[1]) if len(sys.argv) > 1 else _QUADS)):
        pass
