"""The application over the small graph without processes: questions are answered where they are asked.

For tests of routes: what they read from a request, what they ask, and how the answer is sent. That workers and the
server around them do the same is shown in `tests/test_api_pages.py` and wherever `tests/service.py` is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from api.app import create_app
from api.replies import NOBODY, Asker, Reply
from api.settings import Settings
from graph import Graph
from queries.questions import QUESTIONS
from tests import small_graph as small

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@dataclass
class DirectPool:
    """What routes use of a pool, over one graph; `asked` lists the questions."""

    graph: Graph
    settings: Settings
    asked: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def version(self) -> str:
        """That of the graph."""
        return self.graph.version

    async def ask(
        self, question: str, value: Any, _seconds: float | None = None, _asker: Asker = NOBODY, _gzip: bool = False
    ) -> Reply:
        """The answer, at once."""
        self.asked.append((question, value))
        answer = QUESTIONS[question](self.graph, value)
        return Reply(
            answer.media_type,
            len(answer.body),
            self.version,
            answer.body,
            complete=answer.complete,
            limits_hit=answer.limits_hit,
            query_id="direct",
        )


class Site:
    """The application and a client of it, which follows no redirection; `pool` is what it asks."""

    def __init__(self, graph: Graph | None = None, explorer: Path = Path("no-explorer")) -> None:
        """Serve a graph, by default the small one, with the explorer of a folder if it is built there."""
        self.pool = DirectPool(graph or small.graph(), Settings(explorer=explorer))
        app = create_app(self.pool)  # type: ignore[arg-type]
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def get(self, path: str, headers: Mapping[str, str] | None = None, **parameters: Any) -> httpx.Response:
        """The response to GET; a parameter whose name is a Python word may end in an underscore."""
        asked = {name.rstrip("_"): value for name, value in parameters.items()}
        return self.request("GET", path, headers, asked)

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        parameters: Any = None,
        content: str | None = None,
    ) -> httpx.Response:
        """The response to a request."""

        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://data.example.org") as client:
                return await client.request(method, path, params=parameters or None, headers=headers, content=content)

        return asyncio.run(send())
