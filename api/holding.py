"""Which workers answer from memory: those that are forked from a process that holds the published graph.

A graph in memory answers two to five times as fast as on disk, and its workers share one copy of it. It takes some
seconds to get there, so workers begin on disk. They also go on there when another graph is published, until that one
has stood for a while and is in memory in its turn.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from api.keeper import Brood, Keeper
from api.launching import Child, Launcher
from api.worker import Post

logger = logging.getLogger("comity.workers")

_TICK: Final = 0.5
"""Seconds between two looks at what is published."""

_PATIENCE: Final = 4.0
"""A graph is taken into memory once it has stood so many times as long as that took with the last one."""


class Holding:
    """Launches workers from memory where it can, else from what launches them on disk."""

    def __init__(self, launcher: Launcher, post: Post, most: int) -> None:
        """Hold graphs of at most so many quads; none if they are zero, or if the launcher cannot."""
        self._launcher = launcher
        self._keeper = launcher if isinstance(launcher, Keeper) and most else None
        self._post = post
        self._most = most
        self._held: Brood | None = None
        self._coming: Brood | None = None
        self._past: list[Brood] = []
        self._took = 0.0

    @property
    def holds(self) -> bool:
        """Whether workers are launched from memory."""
        return self._held is not None and self._held.alive

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> Child:
        """As `Launcher.launch`."""
        source = self._held if self._held is not None and self._held.alive else self._launcher
        return source.launch(connection, errors, ended)

    def complete(self, done: Callable[[], object]) -> None:
        """As `Launcher.complete`."""
        self._launcher.complete(done)

    def close(self) -> None:
        """Let go of every graph, and end the workers that have one."""
        for brood in (self._held, self._coming, *self._past):
            if brood is not None:
                brood.close()
        self._held, self._coming, self._past = None, None, []

    async def watch(self, published: Callable[[], str | None], renew: Callable[[], object]) -> None:
        """Follow what is published, for as long as the service runs; `renew` is to replace the workers."""
        if self._keeper is None:
            return
        loop = asyncio.get_running_loop()
        mark, since, taken = published(), 0.0, None
        while True:
            now = published()
            if now != mark:
                mark, since = now, loop.time()
            if mark not in (None, taken) and loop.time() - since >= self._took * _PATIENCE:
                taken = mark
                self._take(self._keeper, renew)
            self._let_go()
            await asyncio.sleep(_TICK)

    def _take(self, keeper: Keeper, renew: Callable[[], object]) -> None:
        """Take the published graph into memory, and then have the workers renewed."""
        loop = asyncio.get_running_loop()
        begun = loop.time()

        def held() -> None:
            if self._coming is not brood:
                return
            self._took = loop.time() - begun
            logger.info("the graph is in memory after %.1f s", self._took)
            if self._held is not None:
                self._past.append(self._held)
            self._held, self._coming = brood, None
            renew()

        if self._coming is not None:
            self._past.append(self._coming)
        brood = self._coming = keeper.hold(self._post.desk, self._post.folder, self._most, held)

    def _let_go(self) -> None:
        """End what holds a graph that no worker has any more."""
        for brood in [one for one in self._past if not one]:
            brood.close()
            self._past.remove(brood)
