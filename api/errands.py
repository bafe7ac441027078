"""Work for a question that no worker does, such as asking another endpoint: listed and cancelled as any other."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from ontology.errors import QueryCancelledError

T = TypeVar("T")


@dataclass(slots=True)
class _Errand:
    """Whose it is, when it began, and whether somebody cancelled it."""

    client: str
    since: float
    task: asyncio.Task[Any]
    cancelled: bool = False


class Errands:
    """All such work that is being done, by the id of its question."""

    def __init__(self) -> None:
        """None yet."""
        self._running: dict[str, _Errand] = {}

    def __contains__(self, query_id: str) -> bool:
        """Whether there is work for a question of this id."""
        return query_id in self._running

    async def run(self, client: str, query_id: str, work: Coroutine[Any, Any, T]) -> T:
        """The outcome of work.

        Raises:
            QueryCancelledError: somebody cancelled the question.
        """
        loop = asyncio.get_running_loop()
        task = loop.create_task(work)
        errand = self._running[query_id] = _Errand(client, loop.time(), task)
        try:
            return await task
        except asyncio.CancelledError:
            if errand.cancelled:
                raise QueryCancelledError(f"the query {query_id} was cancelled") from None
            raise
        finally:
            del self._running[query_id]

    def cancel(self, query_id: str, client: str | None) -> bool:
        """End the work for a question, of one client if one is named; whether there was any."""
        errand = self._running.get(query_id)
        if errand is None or client not in (None, errand.client):
            return False
        errand.cancelled = True
        errand.task.cancel()
        return True

    def told(self, client: str | None) -> Iterator[tuple[float, str, str, str]]:
        """Since when, for which question, its name and its state, of all work (of one client)."""
        for query_id, errand in self._running.items():
            if client in (None, errand.client):
                yield errand.since, query_id, "service", "waiting"
