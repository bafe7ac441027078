"""The service as its server meets it: SPARQL is answered at once, everything else as soon as it is loaded.

The routes, with their models and their description, take longer to load than all the rest, and the first question is
hardly ever theirs. They are loaded on a thread while the first worker comes up.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from starlette.types import Receive, Scope, Send

from api.pool import Pool
from api.responses import with_common_head
from api.short_way import Short
from api.state import endpoints, state_of

if TYPE_CHECKING:
    from api.app import Service

logger = logging.getLogger("comity.service")

_WAIT_AT_START: Final = 10.0
"""Seconds for which the service waits for its first worker before it listens; it listens in any case."""


class Front:
    """The ASGI application of a server: it starts and ends the pool, and loads the routes."""

    def __init__(self, pool: Pool) -> None:
        """Answer from a pool that is not started yet."""
        self.state = state_of(pool)
        self.ways: dict[str, Short] = {}
        """The addresses whose plain questions may go the short way; more of them once the routes are loaded."""
        self._pool = pool
        self._endpoints = endpoints(pool)
        self.ways.update(self._endpoints)
        self._loading: asyncio.Future[Service] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the server, or its life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        endpoint = self._endpoints.get(scope["path"])
        if endpoint is None or scope["method"] == "OPTIONS":
            await (await self._service())(scope, receive, send)
            return
        scope["app"] = self
        await endpoint(scope, receive, with_common_head(send))

    async def _live(self, receive: Receive, send: Send) -> None:
        """Start when the server does, and end with it (https://asgi.readthedocs.io/en/stable/specs/lifespan.html)."""
        await _told(receive, send, "startup", self._start)
        await _told(receive, send, "shutdown", self._end)

    async def _start(self) -> None:
        self._begin_loading()
        await self._pool.start(_WAIT_AT_START)

    async def _end(self) -> None:
        self._pool.close()

    async def _service(self) -> Service:
        return await asyncio.shield(self._begin_loading())

    def _begin_loading(self) -> asyncio.Future[Service]:
        if self._loading is None:
            self._loading = asyncio.ensure_future(asyncio.to_thread(self._load))
            self._loading.add_done_callback(_tell_failure)
        return self._loading

    def _load(self) -> Service:
        """The routes; what is there by then stays, and need not be looked through for garbage again and again."""
        from api.app import create_app  # noqa: PLC0415, see above

        service = create_app(self._pool, self.state, self._endpoints)
        self.ways.update(service.short)
        gc.freeze()
        return service


def _tell_failure(loading: asyncio.Future[Service]) -> None:
    """Say at once that only SPARQL is answered, rather than to the first who asks for more."""
    if not loading.cancelled() and (error := loading.exception()) is not None:
        logger.error("the routes cannot be loaded", exc_info=error)


async def _told(receive: Receive, send: Send, event: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work of an event of the server's life when it comes, and say so, or why it failed."""
    await receive()
    try:
        await work()
    except Exception as error:
        await send({"type": f"lifespan.{event}.failed", "message": str(error)})
        raise
    await send({"type": f"lifespan.{event}.complete"})
