"""What it costs to have a question answered in a guarded process: `python -m tests.benchmarks.guarding [STORE]`.

The same question is asked here and there in turns, so that what else the machine does touches both alike. What the
guard costs is told beside the engine alone, called where the question is asked. No server can do that, since it would
hear nobody else meanwhile: two more ways, a thread of the same process and a process without limits and sandbox, say
how much of the cost is the way to whatever evaluates, and back.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from secrets import token_hex
from typing import Final

import uvloop

from api.jobs import Job
from api.keeper import begin
from api.pool import Pool
from api.settings import Settings
from api.wire import Ask, Message, Packed
from graph import Graph
from graph.writer import Target, load_rdf
from queries.sparql import sparql
from queries.sparql_request import SparqlRequest
from tests.benchmarks.figures import Figure, seconds, told
from tests.benchmarks.generate import write

_QUESTION: Final = "SELECT ?label { ?it a comity:Treaty ; skos:prefLabel ?label } LIMIT 1"
_QUADS: Final = 10_000
_UNCOUNTED: Final = 50


def figures(repeat: int, store: Path | None = None) -> Iterator[Figure]:
    """The middle time of a short question, unguarded in three ways and guarded, and what the guard costs."""
    if store is not None:
        yield from _figures(store, 100 * repeat)
        return
    with tempfile.TemporaryDirectory() as name:
        write(_QUADS, data := Path(name, "graph.nq"))
        load_rdf(Target(Path(name, "store")), [data])
        yield from _figures(Path(name, "store"), 100 * repeat)


def _figures(store: Path, repeat: int) -> Iterator[Figure]:
    request = SparqlRequest(_QUESTION)
    graph = Graph.open(store)
    with _bare(store) as bare:
        work = _measured(store, request, lambda: sparql(graph, request), lambda: bare(request), repeat)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            here, elsewhere, threaded, guarded = runner.run(work)
    yield Figure("one short question: unguarded", here, "ms")
    yield Figure("one short question: in a thread, unguarded", threaded, "ms")
    yield Figure("one short question: in another process, unguarded", elsewhere, "ms")
    yield Figure("one short question: guarded", guarded, "ms")
    yield Figure("one short question: what the guard costs", guarded - here, "ms")
    yield Figure("one short question: what it costs beside a thread", guarded - threaded, "ms")


async def _measured(
    store: Path, request: SparqlRequest, here: Callable[[], object], elsewhere: Callable[[], object], repeat: int
) -> list[float]:
    """The middle times of the four ways, in milliseconds, asked in turns."""
    pool = Pool(Settings(store=store, held=0), begin())
    await pool.start(60)
    ask = pool.asked("sparql", request._replace(query=""), None, False)
    guarded = partial(_lasted, pool, ask, Packed.of(ask), request.query)
    with ThreadPoolExecutor(1) as threads:
        threaded = partial(_lasted_in, threads, here)
        rounds = range(repeat + _UNCOUNTED)
        taken = [(seconds(here), seconds(elsewhere), await threaded(), await guarded()) for _ in rounds]
    pool.close()
    return [1000 * statistics.median(column) for column in zip(*taken[_UNCOUNTED:], strict=True)]


async def _lasted_in(threads: Executor, work: Callable[[], object]) -> float:
    """How long some work takes in a thread, as a server without guard has it done that hears others meanwhile."""
    start = time.perf_counter()
    await asyncio.get_running_loop().run_in_executor(threads, work)
    return time.perf_counter() - start


async def _lasted(pool: Pool, ask: Ask, head: Packed, query: str) -> float:
    """How long a pool takes, asked as `/sparql` asks it when a client has asked before (`api.shapes`)."""
    outcome: asyncio.Future[Message | Exception] = asyncio.get_running_loop().create_future()
    start = time.perf_counter()
    pool.submit(Job(ask, "local", token_hex(8), query.encode(), head=head, then=outcome.set_result, bare=True))
    answer = await outcome
    if isinstance(answer, Exception):
        raise answer
    return time.perf_counter() - start


@contextmanager
def _bare(store: Path) -> Iterator[Callable[[SparqlRequest], object]]:
    """A process that answers over a pipe, and nothing else: no limits, no clock, no queue, no count."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(store, theirs))
    process.start()
    theirs.close()

    def ask(request: SparqlRequest) -> object:
        ours.send(request)
        return ours.recv()

    try:
        yield ask
    finally:
        ours.close()
        process.join()


def _answer(store: Path, line: Connection) -> None:
    graph = Graph.open(store)
    with suppress(EOFError):
        while True:
            line.send(sparql(graph, line.recv()))


if __name__ == "__main__":
    for _one in told(figures(20, Path(sys.argv[1]) if len(sys.argv) > 1 else None)):
        pass
