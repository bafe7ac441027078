"""The end of a worker that nobody ended: an alarm of the system, some seconds after the deadline of its question."""

from __future__ import annotations

import signal
from time import monotonic
from typing import Final

_AFTER: Final = 5
"""Seconds between the deadline and the alarm."""

_SLACK: Final = 1.0
"""Seconds by which the alarm may come earlier than that: one that was set so lately is left as it is."""


class Belt:
    """An alarm that is set for each question, in one call of the system for many that follow close upon each other."""

    def __init__(self) -> None:
        """No alarm."""
        self._seconds = 0.0
        self._since = 0.0

    def fasten(self, seconds: float) -> None:
        """A question begins that has so many seconds."""
        now = monotonic()
        if seconds != self._seconds or now - self._since > _SLACK:
            signal.alarm(int(seconds) + _AFTER)
            self._seconds, self._since = seconds, now

    def loosen(self) -> None:
        """No question is there, and nothing is to end."""
        if self._seconds:
            signal.alarm(0)
            self._seconds = 0.0
