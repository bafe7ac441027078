"""The service without a server: a store in a folder, asked through the same application in the same process."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import httpx

from api.app import create_app
from api.pool import Pool
from api.replies import NOBODY, Asker, Reply
from api.settings import Settings
from graph import Graph
from queries.questions import QUESTIONS


class InProcess(httpx.BaseTransport):
    """Answers requests from the graph that is published in a folder when this is made.

    A thread of its own runs the application, so that a notebook, which has an event loop already, can wait for it.
    """

    def __init__(self, folder: Path) -> None:
        """Open the graph of a folder.

        Raises:
            StoreMissingError: nothing was published there.
            StoreDamagedError: what was published is not whole.
        """
        pool = _Direct(Graph.open(folder), Settings(store=folder))
        app = create_app(cast("Pool", pool))
        self._application = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._thread = ThreadPoolExecutor(1, "comity")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response of the application."""
        return self._thread.submit(asyncio.run, self._response(request)).result()

    async def _response(self, request: httpx.Request) -> httpx.Response:
        response = await self._application.handle_async_request(request)
        stream = cast("httpx.AsyncByteStream", response.stream)
        body = b"".join([part async for part in stream])
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()


class _Direct:
    """What the application uses of a pool, answering where it is asked; the engine's own limits are the only ones."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph = graph
        self.settings = settings

    @property
    def version(self) -> str:
        return self._graph.version

    def ask(
        self,
        question: str,
        request: Any,
        _timeout: float | None = None,
        _asker: Asker = NOBODY,
        _gzip: bool = False,
    ) -> Coroutine[Any, Any, Reply]:
        return self._answer(question, request)

    async def _answer(self, question: str, request: Any) -> Reply:
        answer = QUESTIONS[question](self._graph, request)
        told = (answer.complete, answer.limits_hit, answer.volatile)
        return Reply(answer.media_type, len(answer.body), self.version, answer.body, None, *told)
