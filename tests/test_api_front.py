"""SPARQL is answered before the routes are there, and everything else once they are."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest

from api.front import Front
from api.settings import Settings
from tests import small_graph
from tests.direct import DirectPool

ASK = {"query": "ASK { ?s ?p ?o }"}


class LivingPool(DirectPool):
    """A pool that says what was done with it."""

    def __init__(self, *, fails: bool = False) -> None:
        """One that comes up, or `fails` to."""
        super().__init__(small_graph.graph(), Settings())
        self.fails = fails
        self.events: list[str] = []

    async def start(self, _wait: float) -> None:
        """Come up."""
        self.events.append("started")
        if self.fails:
            raise OSError("no process")

    def close(self) -> None:
        """Go."""
        self.events.append("closed")


@pytest.fixture
def front() -> Front:
    """A front over the small graph."""
    return Front(LivingPool())  # type: ignore[arg-type]


def _asked(front: Front, *paths: str, **parameters: str) -> list[httpx.Response]:
    """The responses to some requests at once."""

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(front)
        async with httpx.AsyncClient(transport=transport, base_url="http://data.example.org") as client:
            return await asyncio.gather(*(client.get(path, params=parameters or None) for path in paths))

    return asyncio.run(ask())


def _live(front: Front, told: list[dict[str, Any]]) -> None:
    """Start a service and end it; `told` gets what its server is told."""
    events = iter(({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))

    async def receive() -> dict[str, Any]:
        if begun := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(begun)
        return next(events)

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(front({"type": "lifespan"}, receive, send))


def _never(_: object) -> None:
    raise ImportError("a library is missing")


def test_a_question_does_not_wait_for_the_routes(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does the description of the service; both have the head that every response has."""
    monkeypatch.setattr(Front, "_load", _never)
    answer, described = _asked(front, "/sparql", **ASK)[0], _asked(front, "/sparql")[0]
    assert (answer.status_code, answer.json()["boolean"], described.status_code) == (200, True, 200)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_everything_else_waits_for_them(front: Front) -> None:
    """They are loaded once, and then have short ways too."""
    assert set(front.ways) == {"/sparql", "/paths/sparql"}
    assert [one.status_code for one in _asked(front, "/health", "/openapi.json", "/nothing")] == [200, 200, 404]
    assert "/paths" in front.ways


def test_routes_that_cannot_be_loaded_are_told_at_once(
    front: Front, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In the log, before anybody asks for them."""
    monkeypatch.setattr(Front, "_load", _never)
    with caplog.at_level(logging.ERROR, "comity.service"):
        _live(front, [])
    assert "the routes cannot be loaded" in caplog.text


def test_the_pool_lives_as_long_as_the_server() -> None:
    """It starts before the server listens, and ends with it."""
    pool, told = LivingPool(), list[dict[str, Any]]()
    _live(Front(pool), told)  # type: ignore[arg-type]
    assert [one["type"] for one in told] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert pool.events == ["started", "closed"]


def test_a_server_is_told_why_it_cannot_start() -> None:
    """It does not listen then."""
    told: list[dict[str, Any]] = []
    with pytest.raises(OSError, match="no process"):
        _live(Front(LivingPool(fails=True)), told)  # type: ignore[arg-type]
    assert told == [{"type": "lifespan.startup.failed", "message": "no process"}]
