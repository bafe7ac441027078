"""Answers that are sent while they are found: the worker writes to a pipe, and waits when the client does not read."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.watching import Watch
from api.wire import Edition, Outcome

_CHUNK: Final = 64 * 1024


class Stream:
    """The reading end of an answer; `head` says what it is, once it has begun."""

    def __init__(self, descriptor: int, ending: asyncio.Future[Any], query_id: str) -> None:
        """Read from a pipe until its end; `ending` tells whether that was the end of the answer."""
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._ending = ending
        self.query_id = query_id
        self.head = Outcome("", Edition(""))

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body piece by piece, as it comes.

        Raises:
            ComityError: the answer broke off; what came before is not all of it.
        """
        while chunk := await self._read():
            yield chunk
        await self._ending

    async def _read(self) -> bytes:
        while True:
            try:
                return os.read(self._descriptor, _CHUNK)
            except BlockingIOError:
                await self._readable()

    async def _readable(self) -> None:
        loop = asyncio.get_running_loop()
        ready = loop.create_future()
        loop.add_reader(self._descriptor, _settle, ready)
        try:
            await ready
        finally:
            loop.remove_reader(self._descriptor)

    def close(self) -> None:
        """Read no more; a question that is still being answered ends."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)
        self._ending.cancel()


def _settle(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


class StreamResponse(Response):
    """An answer on its way while it is found: chunked, and cut off without the last chunk when it breaks off."""

    def __init__(self, stream: Stream, headers: Mapping[str, str]) -> None:
        """A 200 with what the stream brings."""
        super().__init__(None, 200)
        self.raw_headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
        ]
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send what comes, and nothing that would look like an end if it is none.

        Raises:
            ComityError: the answer broke off, and the server cuts the connection.
        """
        watch = Watch(receive)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            async for chunk in self._stream.chunks():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except asyncio.CancelledError:
            if not watch.gone:
                raise
        finally:
            watch.end()
            self._stream.close()
