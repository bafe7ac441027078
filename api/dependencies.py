"""What a route is given: the pool on behalf of the request that came in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from typing import Annotated, Any, Final

from fastapi import Depends
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from api.fairness import client_of
from api.pool import NOTHING, Asker, Pool, Reply, Upload
from api.responses import accepts_gzip
from ontology.errors import ParameterError

_PATIENCE: Final = 0.05
"""Seconds before it is worth watching whether the client is still there: most answers are done by then."""

_QUERY_ID: Final = re.compile(r"[\w.:-]{1,100}", re.ASCII)


class Inquiry:
    """The pool, asked on behalf of one request: in its client's name, under its id, and only while it waits."""

    def __init__(self, pool: Pool, request: Request) -> None:
        """Ask `pool` for whoever sent `request`."""
        self.pool = pool
        self.request = request

    @property
    def asker(self) -> Asker:
        """Who asks.

        Raises:
            ParameterError: the header Query-Id holds something other than an id.
        """
        client = self.request.client
        query_id = self.request.headers.get("query-id")
        if query_id is not None and not _QUERY_ID.fullmatch(query_id):
            raise ParameterError("Query-Id", query_id[:120], "1 to 100 letters, digits, '.', ':', '_' or '-'")
        return Asker(client_of(client.host) if client else "local", query_id)

    async def ask(self, question: str, value: Any, timeout: float | None = None) -> Reply:  # noqa: ASYNC109 - as the pool
        """As `Pool.ask`; a client that goes away ends its question.

        Raises:
            ClientDisconnect: it did.
            ComityError: as `Pool.ask`.
        """
        asking = self.pool.ask(question, value, timeout, self.asker, accepts_gzip(self.request))
        return await attended(self.request.receive, asking)

    async def write(self, question: str, value: Any, upload: Upload = NOTHING, seconds: float | None = None) -> Reply:
        """As `Pool.write`; a write that has begun is not ended by a client that goes away.

        Raises:
            ComityError: as `Pool.write`.
        """
        return await self.pool.write(question, value, upload, seconds, self.asker)


async def attended(receive: Receive, work: Coroutine[Any, Any, Reply]) -> Reply:
    """The outcome of work, which is cancelled when the client goes away.

    Raises:
        ClientDisconnect: it did.
    """
    watch = _Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.gone:
            raise ClientDisconnect from None
        raise
    finally:
        watch.end()


class _Watch:
    """Cancels the task that made it when the client goes away; for a short question it does nothing at all."""

    def __init__(self, receive: Receive) -> None:
        loop = asyncio.get_running_loop()
        self.gone = False
        self._receive = receive
        self._waiting = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        self._timer = loop.call_later(_PATIENCE, self._begin)

    def end(self) -> None:
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        if self._waiting is not None:
            self.gone = True
            self._waiting.cancel()


def inquiry(request: Request) -> Inquiry:
    """The pool of the application, on behalf of this request."""
    return Inquiry(request.app.state.pool, request)


PoolDep = Annotated[Inquiry, Depends(inquiry)]
"""In a route: `async def paths(pool: PoolDep) -> Response: answer = await pool.ask("paths", PathsRequest(...))`."""
