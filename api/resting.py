"""The rest of a connection between two requests, with one clock for many of them."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class RestingProtocol(HttpToolsProtocol):
    """As uvicorn's, which sets a clock after each answer and stops it at each request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """As uvicorn makes it."""
        super().__init__(*arguments, **options)
        self._resting: float | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection and its clock."""
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """A request is answered: the next that is here already, or a rest that has an end."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
            return
        self._resting = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self._rested)

    def _unset_keepalive_if_required(self) -> None:
        """There is a request: the clock goes on, and finds out when it rings, since each setting costs 5 µs."""
        self._resting = None

    def _rested(self) -> None:
        self.timeout_keep_alive_task = None
        if self._resting is None:
            return
        left = self._resting + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self.timeout_keep_alive_task = self.loop.call_later(left, self._rested)
        else:
            self.timeout_keep_alive_handler()
