"""What one server allows its connections, and how many of them there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from api.problems import Problem, of_status

MAX_CONNECTIONS: Final = 4096


@dataclass(slots=True)
class Bounds:
    """What one server allows, and how many connections each client has now."""

    header_seconds: float
    stall_seconds: float
    per_client: int
    hosts: frozenset[str]
    open: Counter[str] = field(default_factory=Counter)
    total: int = 0

    def enter(self, client: str) -> Problem | None:
        """Count a connection, or the reason why there is no room for it."""
        if self.open[client] >= self.per_client:
            return of_status(429, f"{self.per_client} connections of yours are open already", _RETRY)
        if self.total >= MAX_CONNECTIONS:
            return of_status(503, f"{MAX_CONNECTIONS} connections are open already", _RETRY)
        self.open[client] += 1
        self.total += 1
        return None

    def leave(self, client: str) -> None:
        """Count a connection as closed."""
        self.open[client] -= 1
        self.total -= 1
        if self.open[client] <= 0:
            del self.open[client]


_RETRY: Final = {"Retry-After": "5"}
