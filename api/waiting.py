"""Jobs that wait for a worker, by whose turn it is, and only for so long."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from time import monotonic

from api.fairness import Turns
from api.jobs import Job


class Waiting(Turns[Job]):
    """A queue of jobs; a job that nobody has taken in time is given up."""

    def __init__(self, seconds: float, give_up: Callable[[Job], None]) -> None:
        """Empty; `give_up` is told each job that has waited for so many seconds, once it is taken out."""
        super().__init__()
        self._seconds = seconds
        self._give_up = give_up
        self._since: deque[tuple[float, Job]] = deque()
        """Since when each job has waited that is, or was, here."""
        self._clock: asyncio.TimerHandle | None = None

    def enter(self, job: Job) -> None:
        """Have a job wait behind the others of its client."""
        self.add(job.client, job)
        self._note(job)

    def enter_again(self, jobs: Sequence[Job]) -> None:
        """Have jobs wait that were taken already: before all others, in their order."""
        for job in reversed(jobs):
            self.put_back(job.client, job)
            self._note(job)

    def others(self, client: str) -> bool:
        """Whether clients other than this one have something waiting."""
        return self.clients > (1 if self.waiting(client) else 0)

    def close(self) -> None:
        """Give nothing up any more."""
        if self._clock is not None:
            self._clock.cancel()

    def _note(self, job: Job) -> None:
        self._since.append((job.since, job))
        self._watch()

    def _watch(self) -> None:
        """Have one clock for all that wait: it rings when the first of them has waited too long."""
        while self._since and not _waits(*self._since[0]):
            self._since.popleft()
        if self._clock is None and self._since:
            rings = self._since[0][0] + self._seconds
            self._clock = asyncio.get_running_loop().call_at(rings, self._ring)

    def _ring(self) -> None:
        self._clock = None
        late = monotonic() - self._seconds
        while self._since and self._since[0][0] <= late:
            since, job = self._since.popleft()
            if _waits(since, job) and self.remove(job.client, job):
                self._give_up(job)
        self._watch()


def _waits(since: float, job: Job) -> bool:
    """Whether a job still waits for which this was noted; one may wait, begin, and wait again."""
    return job.since == since and job.seat is None and not job.over
