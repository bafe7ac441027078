"""Whether the client is still there, looked at while somebody works for it."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.types import Receive

PATIENCE: Final = 0.05
"""Seconds before it is worth watching: most answers are done by then."""


class Watch:
    """Cancels the task that made it when the client goes away; for a short question it does nothing at all."""

    def __init__(self, receive: Receive) -> None:
        """Watch for the task that runs now."""
        loop = asyncio.get_running_loop()
        self.gone = False
        self._receive = receive
        self._waiting = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        self._timer = loop.call_later(PATIENCE, self._begin)

    def end(self) -> None:
        """Watch no more."""
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
