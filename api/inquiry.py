"""The pool on behalf of the request that came in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from api.fairness import client_of
from api.pool import Pool
from api.replies import NOTHING, Asker, Reply, Upload
from api.responses import accepts_gzip
from api.streaming import Stream
from api.watching import Watch
from ontology.errors import ParameterError

T = TypeVar("T")

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

    async def stream(self, question: str, value: Any, timeout: float | None = None) -> Stream:  # noqa: ASYNC109
        """As `Pool.stream`; until the first byte, a client that goes away ends its question.

        Raises:
            ClientDisconnect: it did.
            ComityError: as `Pool.stream`.
        """
        asking = self.pool.stream(question, value, timeout, self.asker, accepts_gzip(self.request))
        return await attended(self.request.receive, asking)

    async def write(self, question: str, value: Any, upload: Upload = NOTHING, seconds: float | None = None) -> Reply:
        """As `Pool.write`; a write that has begun is not ended by a client that goes away.

        Raises:
            ComityError: as `Pool.write`.
        """
        return await self.pool.write(question, value, upload, seconds, self.asker)


async def attended(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """The outcome of work, which is cancelled when the client goes away.

    Raises:
        ClientDisconnect: it did.
    """
    watch = Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.gone:
            raise ClientDisconnect from None
        raise
    finally:
        watch.end()
