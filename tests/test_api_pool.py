"""Workers, and what becomes of questions: every way to end is told, and none harms the next."""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from api.keeper import Keeper, supported
from api.launching import Launcher, Spawner
from api.pool import Pool
from api.published import Published
from api.replies import Asker, Reply, Upload
from api.settings import Settings
from graph.writer import Target, update
from ontology.errors import (
    ComityError,
    EvaluationError,
    OverloadedError,
    ParameterError,
    QueryCancelledError,
    QueryTimeoutError,
    ResultTooLargeError,
    StoreMissingError,
    StoreReadOnlyError,
    UnknownNameError,
)
from tests.desks import Said

T = TypeVar("T")
DESK = "tests.desks:Desk"

LAUNCHERS: dict[str, Callable[[], Launcher]] = {"started": Spawner}
if supported():
    LAUNCHERS["forked"] = lambda: Keeper(["tests.desks"])


@asynccontextmanager
async def _pool(
    folder: Path, launcher: Launcher | None = None, desk: str = DESK, **settings: object
) -> AsyncIterator[Pool]:
    (folder / "version").write_text("1")
    stated = {"workers": 1, "reserve": 0, "timeout": 20.0, "memory": 200_000_000, **settings}
    launcher = launcher or LAUNCHERS.get("forked", Spawner)()
    pool = Pool(Settings(store=folder, **stated), launcher, desk, DESK)  # type: ignore[arg-type]
    await pool.start(30)
    try:
        yield pool
    finally:
        pool.close()


def _run(test: Callable[[], Awaitable[T]]) -> T:
    async def bounded() -> T:
        return await asyncio.wait_for(test(), 100)

    return asyncio.run(bounded())


def _body(reply: Reply) -> str:
    return b"".join(reply.chunks()).decode()


@pytest.mark.parametrize("flaw", [False, True])
def test_a_worker_that_prepares_for_questions_answers_meanwhile(tmp_path: Path, flaw: bool) -> None:
    """Whether or not it ever has done, or comes upon a flaw; and it is the same worker that goes on."""

    async def test() -> None:
        if flaw:
            (tmp_path / "flaw").touch()
        async with _pool(tmp_path, desk="tests.desks:Rehearsing") as pool:
            first = _body(await pool.ask("process", Said()))
            await asyncio.sleep(0.1)
            assert _body(await pool.ask("process", Said())) == first

    _run(test)


@pytest.mark.parametrize("launcher", LAUNCHERS.values(), ids=list(LAUNCHERS))
def test_a_worker_that_was_ended_is_replaced(tmp_path: Path, launcher: Callable[[], Launcher]) -> None:
    """However workers come to be: a deadline ends one, and another answers."""

    async def test() -> None:
        async with _pool(tmp_path, launcher()) as pool:
            first = _body(await pool.ask("process", Said()))
            with pytest.raises(QueryTimeoutError, match=r"0\.2 s"):
                await pool.ask("sleep", Said(number=60), timeout=0.2)
            second = _body(await pool.ask("process", Said()))
            assert first != second
            with pytest.raises(ProcessLookupError):
                os.kill(int(first), 0)

    _run(test)


@pytest.mark.skipif(not supported(), reason="workers are not forked on this system")
def test_workers_come_before_all_that_they_may_need(tmp_path: Path) -> None:
    """One answers at once; others, which have the rest, take over when it is loaded, and so does every later one."""

    async def test() -> None:
        async with _pool(tmp_path, Keeper(["tests.desks"], ["colorsys"])) as pool:
            while _body(await pool.ask("loaded", Said("colorsys"))) != "True":
                await pool.ask("sleep", Said(number=0.02))
            with pytest.raises(QueryTimeoutError):
                await pool.ask("sleep", Said(number=60), timeout=0.1)
            assert _body(await pool.ask("loaded", Said("colorsys"))) == "True"

    _run(test)


def test_an_answer_says_what_it_was_made_from(tmp_path: Path) -> None:
    """A new edition is seen by the next question."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            assert (await pool.ask("echo", Said("a"))).version == "1"
            (tmp_path / "version").write_text("2")
            reply = await pool.ask("echo", Said("b"))
            assert (reply.version, _body(reply)) == ("2", "b")

    _run(test)


def test_a_large_answer_comes_as_a_file_and_a_small_one_in_memory(tmp_path: Path) -> None:
    """The web process does not hold what it only passes on."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            small = await pool.ask("large", Said(number=1000))
            assert (small.descriptor, len(small.body)) == (None, 1000)
            reply = await pool.ask("large", Said(number=1_000_000))
            assert (reply.body, reply.size) == (b"", 1_000_000)
            assert reply.descriptor is not None
            assert _body(reply) == "x" * 1_000_000
            packed = await pool.ask("large", Said(number=1_000_000), gzip=True)
            assert packed.gzip
            assert packed.size < 10_000

    _run(test)


def test_an_answer_over_the_limit_is_an_error_and_not_a_part(tmp_path: Path) -> None:
    """Never a cut answer."""

    async def test() -> None:
        async with _pool(tmp_path, result=1_000_000) as pool:
            with pytest.raises(ResultTooLargeError, match="1 MB"):
                await pool.ask("large", Said(number=1_000_001))
            assert _body(await pool.ask("echo", Said("next"))) == "next"

    _run(test)


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT"])
def test_a_question_that_ends_its_worker_is_told_and_not_tried_again(tmp_path: Path, name: str) -> None:
    """A stack or a memory that ran over; the second time it is refused at once."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            with pytest.raises(ResultTooLargeError, match="memory, or nested deeper"):
                await pool.ask("die", Said(name))
            worker = _body(await pool.ask("process", Said()))
            with pytest.raises(ResultTooLargeError, match="not tried again"):
                await pool.ask("die", Said(name))
            assert _body(await pool.ask("process", Said())) == worker

    _run(test)


def test_a_question_whose_worker_was_killed_from_outside_is_asked_again(tmp_path: Path) -> None:
    """Once for each worker: further deaths in a row are the question's doing."""

    async def test() -> None:
        async with _pool(tmp_path, writable=True, token="t") as pool:  # noqa: S106
            marker = tmp_path / "killed"
            assert _body(await pool.ask("die_once", Said(str(marker)))) == "alive"
            assert marker.exists()
            with pytest.raises(ResultTooLargeError):
                await pool.ask("die", Said("SIGKILL"))
            with pytest.raises(EvaluationError, match="whether it had finished"):
                await pool.write("die", Said("SIGKILL"))

    _run(test)


def test_memory_has_a_limit(tmp_path: Path) -> None:
    """What a worker has in memory already is not counted, only what a question takes."""

    async def test() -> None:
        async with _pool(tmp_path, memory=200_000_000) as pool:
            assert _body(await pool.ask("eat", Said(number=100_000_000))) == "100000000"
            with pytest.raises(ResultTooLargeError, match="200 MB of memory"):
                await pool.ask("eat", Said(number=400_000_000))
            assert _body(await pool.ask("echo", Said("next"))) == "next"

    _run(test)


def test_errors_of_a_question_arrive_whole_and_unforeseen_ones_hidden(tmp_path: Path) -> None:
    """The client learns what it can use; the rest is for the log."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            with pytest.raises(UnknownNameError) as caught:
                await pool.ask("err", Said("ours"))
            assert caught.value.nearest == ("y",)
            with pytest.raises(EvaluationError) as hidden:
                await pool.ask("err", Said("other"))
            assert "secret" not in str(hidden.value)

    _run(test)


def test_a_caller_that_goes_away_ends_its_question(tmp_path: Path) -> None:
    """Cancelling the task that asks frees the worker."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            asking = asyncio.ensure_future(pool.ask("sleep", Said(number=60)))
            await asyncio.sleep(0.2)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert _body(await pool.ask("echo", Said("next"))) == "next"
            assert pool.running() == []

    _run(test)


def test_a_question_is_cancelled_by_its_id(tmp_path: Path) -> None:
    """Whether it runs or waits, but only by the client whose it is."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            asked = [
                asyncio.ensure_future(pool.ask("sleep", Said(number=60), asker=Asker("a", one))) for one in ("x", "y")
            ]
            await asyncio.sleep(0.2)
            assert [(one["id"], one["state"]) for one in pool.running("a")] == [("x", "running"), ("y", "waiting")]
            assert pool.running("b") == []
            with pytest.raises(UnknownNameError):
                pool.cancel("x", "b")
            with pytest.raises(ParameterError, match="no running query"):
                await pool.ask("echo", Said(), asker=Asker("b", "x"))
            for name in ("y", "x"):
                pool.cancel(name, "a")
            for one in asked:
                with pytest.raises(QueryCancelledError):
                    await one
            assert _body(await pool.ask("echo", Said("next"))) == "next"

    _run(test)


def test_one_client_never_holds_every_worker(tmp_path: Path) -> None:
    """The reserve answers others while slow questions of one client run and wait."""

    async def test() -> None:
        async with _pool(tmp_path, workers=1, reserve=1) as pool:
            slow = [asyncio.ensure_future(pool.ask("sleep", Said(number=60), asker=Asker("slow"))) for _ in range(5)]
            await asyncio.sleep(0.1)
            for _ in range(3):
                assert _body(await pool.ask("echo", Said("quick"), asker=Asker("quick"))) == "quick"
            assert sum(one["state"] == "running" for one in pool.running("slow")) == 1
            for one in slow:
                one.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    _run(test)


def test_nothing_waits_behind_a_slow_question_while_a_worker_has_nothing_to_do(tmp_path: Path) -> None:
    """What lay ready behind it goes to the other worker."""

    async def test() -> None:
        async with _pool(tmp_path, workers=2) as pool:
            slow = asyncio.ensure_future(pool.ask("sleep", Said(number=60)))
            quick = [asyncio.ensure_future(pool.ask("echo", Said(str(one)))) for one in range(20)]
            answers = await asyncio.wait_for(asyncio.gather(*quick), 10)
            assert [_body(one) for one in answers] == [str(one) for one in range(20)]
            assert not slow.done()
            slow.cancel()

    _run(test)


def test_a_question_that_lies_ready_is_cancelled_and_harms_no_other(tmp_path: Path) -> None:
    """The worker goes on with the one before it, and then with the one behind."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            first = asyncio.ensure_future(pool.ask("sleep", Said(number=0.3)))
            names = ("x", "y", "z")
            behind = [asyncio.ensure_future(pool.ask("process", Said(), asker=Asker("a", one))) for one in names]
            await asyncio.sleep(0)
            assert [one["state"] for one in pool.running()] == ["running", "waiting", "waiting", "waiting"]
            pool.cancel("x")
            behind[1].cancel()
            worker = _body(await first)
            with pytest.raises(QueryCancelledError):
                await behind[0]
            assert _body(await behind[2]) == worker
            assert pool.running() == []

    _run(test)


def test_what_lies_behind_a_question_that_ends_its_worker_is_answered(tmp_path: Path) -> None:
    """Only the one that did it is to blame."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            asked = [("echo", "a"), ("die", "SIGABRT"), ("echo", "b"), ("echo", "c"), ("echo", "d")]
            tasks = [asyncio.ensure_future(pool.ask(question, Said(text))) for question, text in asked]
            found = await asyncio.gather(*tasks, return_exceptions=True)
            assert isinstance(found[1], ResultTooLargeError)
            assert [_body(one) for one in found if isinstance(one, Reply)] == ["a", "b", "c", "d"]

    _run(test)


@pytest.mark.parametrize("seed", range(4))
def test_every_question_has_its_own_outcome_and_only_one(tmp_path: Path, seed: int) -> None:
    """Whatever else is slow, cancelled, late or killed meanwhile."""
    random = Random(seed)  # noqa: S311, the same questions every time

    async def asked(pool: Pool, number: int) -> str:
        await asyncio.sleep(random.random())
        client, kind = Asker(f"client {number % 3}", f"id-{number}"), random.random()
        if kind < 0.1:
            with pytest.raises(QueryTimeoutError):
                await pool.ask("sleep", Said(number=60), timeout=0.05, asker=client)
        elif kind < 0.2:
            asking = asyncio.ensure_future(pool.ask("sleep", Said(number=0.02), asker=client))
            await asyncio.sleep(0.03 * random.random())
            asking.cancel()
        elif kind < 0.3:
            await pool.ask("sleep", Said(number=0.03 * random.random()), asker=client)
        return _body(await pool.ask("echo", Said(str(number)), asker=Asker(client.client)))

    async def test() -> None:
        async with _pool(tmp_path, workers=2, reserve=1) as pool:
            found = await asyncio.gather(*(asked(pool, number) for number in range(200)))
            assert found == [str(number) for number in range(200)]
            assert (pool.running(), pool.readers.queued, pool.readers.busy) == ([], 0, 0)

    _run(test)


def test_a_queue_has_an_end_for_each_and_for_all(tmp_path: Path) -> None:
    """429 for whoever has many waiting, 503 when too many do; both say when to come back."""

    async def test() -> None:
        async with _pool(tmp_path, queue=3, queue_per_client=2, queue_seconds=0.5) as pool:
            asked = [asyncio.ensure_future(pool.ask("sleep", Said(number=60), asker=Asker("a"))) for _ in range(3)]
            await asyncio.sleep(0.1)
            with pytest.raises(OverloadedError) as own:
                await pool.ask("echo", Said(), asker=Asker("a"))
            asked.append(asyncio.ensure_future(pool.ask("sleep", Said(number=60), asker=Asker("b"))))
            await asyncio.sleep(0.1)
            with pytest.raises(OverloadedError) as full:
                await pool.ask("echo", Said(), asker=Asker("c"))
            assert (own.value.client, full.value.client) == (True, False)
            assert min(own.value.retry_after, full.value.retry_after) >= 1
            waited = await asyncio.gather(*asked[1:], return_exceptions=True)
            assert all(isinstance(one, OverloadedError) for one in waited)
            asked[0].cancel()
            await asyncio.gather(asked[0], return_exceptions=True)

    _run(test)


def test_a_client_over_its_budget_waits_while_others_are_served(tmp_path: Path) -> None:
    """Alone it may go on: nobody is served by an idle worker."""

    async def test() -> None:
        async with _pool(tmp_path, workers=2, client_rate=0.001, client_burst=0.3, queue_seconds=0.5) as pool:
            for _ in range(2):
                await pool.ask("sleep", Said(number=0.2), asker=Asker("a"))
            assert _body(await pool.ask("echo", Said("alone"), asker=Asker("a"))) == "alone"
            other = asyncio.ensure_future(pool.ask("sleep", Said(number=1), asker=Asker("b")))
            await asyncio.sleep(0.1)
            with pytest.raises(OverloadedError, match="share") as caught:
                await pool.ask("echo", Said(), asker=Asker("a"))
            assert caught.value.client
            await other

    _run(test)


def test_without_a_graph_every_question_says_so_until_there_is_one(tmp_path: Path) -> None:
    """The reason, not a timeout; and it heals by itself."""

    async def test() -> None:
        pool = Pool(Settings(store=tmp_path, workers=1, reserve=0), None, DESK, DESK)
        await pool.start(30)
        try:
            with pytest.raises(StoreMissingError, match="no graph here"):
                await pool.ask("echo", Said())
            (tmp_path / "version").write_text("1")
            for _ in range(200):
                with suppress(StoreMissingError):
                    assert _body(await pool.ask("echo", Said("here"))) == "here"
                    return
                await asyncio.sleep(0.05)
            raise AssertionError("the graph was not found")
        finally:
            pool.close()

    _run(test)


def test_a_body_travels_beside_its_request(tmp_path: Path) -> None:
    """In memory or as a file, the question sees the same; and a service that only answers takes none."""

    async def test() -> None:
        path = tmp_path / "body"
        path.write_bytes(b"by file")
        async with _pool(tmp_path, writable=True, token="t") as pool:  # noqa: S106
            assert _body(await pool.write("echo", Said("a: "), Upload(b"inline"))) == "a: inline"
            upload = Upload(descriptor=os.open(path, os.O_RDONLY))
            assert _body(await pool.write("echo", Said("b: "), upload)) == "b: by file"
        async with _pool(tmp_path) as pool:
            with pytest.raises(StoreReadOnlyError):
                await pool.write("echo", Said())

    _run(test)


@pytest.mark.skipif(not supported(), reason="the filter of system calls is one of Linux")
@pytest.mark.parametrize("what", ["socket", "unix", "program"])
def test_a_worker_can_reach_nothing(tmp_path: Path, what: str) -> None:
    """No socket of any family, no other program."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            assert _body(await pool.ask("reach", Said(what))) == "Permission denied"

    _run(test)


def test_a_worker_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of the service does not reach it."""
    monkeypatch.setenv("COMITY_TOKEN", "secret")

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            assert "COMITY_TOKEN" not in _body(await pool.ask("environment", Said())).split()

    _run(test)


def test_what_happened_is_counted(tmp_path: Path) -> None:
    """By question and outcome, with the workers as they are."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            await pool.ask("echo", Said())
            with pytest.raises(ComityError):
                await pool.ask("err", Said("ours"))
            text = pool.meters.text().decode()
            assert 'comity_questions_total{outcome="ok",question="echo"} 1.0' in text
            assert 'comity_questions_total{outcome="UnknownName",question="err"} 1.0' in text
            assert "comity_read_workers_ready 1.0" in text

    _run(test)


def test_workers_that_were_ended_are_counted_by_the_reason(tmp_path: Path) -> None:
    """A question that had its time is one."""

    async def test() -> None:
        async with _pool(tmp_path) as pool:
            with pytest.raises(QueryTimeoutError):
                await pool.ask("sleep", Said(number=20), timeout=0.2)
            assert 'comity_worker_kills_total{reason="QueryTimeout"} 1.0' in pool.meters.text().decode()

    _run(test)


def test_the_graph_that_is_served_is_measured(tmp_path: Path) -> None:
    """How much it is, and since when; not a number where there is none."""
    published = Published(tmp_path)
    assert math.isnan(published.quads())
    assert math.isnan(published.age())
    update(Target(tmp_path), "INSERT DATA { <urn:s> <urn:p> 1, 2 . GRAPH <urn:g> { <urn:s> <urn:p> 3 } }")
    assert published.quads() == 3
    assert 0 <= published.age() < 60
