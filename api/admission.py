"""Whether a question is taken at all: by what it did before, by its client's budget, and by how many wait already."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from api.fairness import Budgets
from api.jobs import Job
from api.refusals import Refusals
from api.seat import Seat
from api.waiting import Waiting
from ontology.errors import OverloadedError


@dataclass(frozen=True, slots=True)
class Rules:
    """How a crew is run: its size, the length of its queue in questions and seconds, and a client's budget.

    `again` lets a question be asked once more of each worker if its own was killed from outside, and lie ready with one
    that is at another question.
    """

    workers: int
    reserve: int
    queue: int
    queue_per_client: int
    queue_seconds: float
    budgets: Budgets
    again: bool = True


class Admission:
    """What stands between a question and the workers of a crew."""

    def __init__(self, rules: Rules, seats: Sequence[Seat], waiting: Waiting, refusals: Refusals) -> None:
        """Admit by these rules, to these places and to this queue."""
        self._rules, self._budgets = rules, rules.budgets
        self._seats = seats
        self._waiting = waiting
        self._refusals = refusals

    def check(self, job: Job, now: float) -> None:
        """Admit a job.

        Raises:
            ResultTooLargeError: the question needed more memory or stack than it may have a moment ago.
            OverloadedError: the queue is full, or the client has used up its share.
        """
        if self._refusals:
            self._refusals.check(job, now)
        if self.overdrawn(job.client, now):
            wait = math.ceil(self._budgets.wait(job.client, now))
            raise OverloadedError("you have used up your share of the workers while others wait", wait, client=True)
        if self._waiting.waiting(job.client) >= self._rules.queue_per_client:
            raise OverloadedError(f"{self._rules.queue_per_client} of your questions wait already", 2, client=True)
        if len(self._waiting) >= self._rules.queue:
            raise OverloadedError(f"{self._rules.queue} questions wait already", 2)

    def overdrawn(self, client: str, now: float) -> bool:
        """Whether a client is below its budget while somebody else wants a worker."""
        if self._budgets.left(client, now) >= 0:
            return False
        return self._waiting.others(client) or any(seat.job and seat.job.client != client for seat in self._seats)

    def pays(self, job: Job, now: float) -> None:
        """A worker has been at a job until now."""
        self._budgets.charge(job.client, now - job.since, now)
