"""A place for one worker: filled again when its worker ends, with one job that runs and a few that lie ready behind it.

A worker that finds its next question where it looks for it need not sleep until the web process has read the answer to
the last: on a busy machine that spares two of five changes from one process to the other, and light questions are
answered a fifth faster. What lies ready can be taken back as long as the worker has not begun it, so nothing is bound
to a worker that turns out slow.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from time import monotonic
from typing import Final, Protocol

from api.jobs import Job, close
from api.launching import Launcher
from api.process import Process
from api.wire import Failure, Greeting, Message, Outcome
from api.worker import Post
from ontology.errors import ComityError, OverloadedError

_PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds before a worker is started again that did not come up, the first time, the second, and so on."""

READY: Final = 3
"""Jobs that may lie ready behind the one that runs: the web process is often late by more than one light question.
With three, two workers take what eight clients ask without a queue."""

SOON: Final = 0.01
"""Seconds for which a job may lie ready, and for which the one before it may have run."""


class Employer(Protocol):
    """Who is told what happens at a seat."""

    post: Post
    launcher: Launcher

    def greeted(self, greeting: Greeting) -> None:
        """A worker is ready."""

    def refused(self, error: ComityError) -> None:
        """A worker could not start, for this reason."""

    def left(self, job: Job, now: float) -> None:
        """A job is over, whatever its outcome; the seat is free, or will be."""

    def returned(self, jobs: Sequence[Job]) -> None:
        """Jobs that lay ready here are to wait again."""

    def late(self, job: Job) -> None:
        """A job has had its time."""

    def crashed(self, job: Job, process: Process) -> None:
        """A worker ended by itself in the middle of a job, which is still to be failed."""

    def killed(self, error: ComityError) -> None:
        """A worker was ended in the middle of a job, which fails with this."""

    def stillborn(self, process: Process) -> None:
        """A worker ended before it was ready."""

    def answered(self, outcome: Outcome) -> None:
        """A job has its answer."""

    def dispatch(self, now: float | None = None) -> None:
        """A worker may be free; `now` is the time of the event loop, where it is at hand."""


class Seat:
    """A place for one worker."""

    def __init__(self, employer: Employer) -> None:
        """An empty seat; `fill` starts a worker in it."""
        self._employer = employer
        self._process: Process | None = None
        self._came_up = False
        self._failures = 0
        self._closed = False
        self._stale = False
        self._deadline = 0.0
        self._clock: asyncio.TimerHandle | None = None
        self._rings = 0.0
        self.up = False
        """Whether a worker has greeted and was not ended since."""
        self.job: Job | None = None
        self.lying: deque[Job] = deque()
        """Jobs that the worker was given ahead; it may have begun the first of them by now."""
        self.soon = 0.0
        """Until when another may be put ready: its worker can be expected to begin it in a moment."""

    @property
    def idle(self) -> bool:
        """Whether a worker waits here for a job."""
        return self.ready and self.job is None

    @property
    def ready(self) -> bool:
        """Whether a worker is here, idle or not."""
        return self.up and self._process is not None and self._process.connected

    @property
    def returning(self) -> bool:
        """Whether a worker is here or on its way, and the last one that was started came up."""
        return not self._closed and self._failures == 0

    @property
    def pid(self) -> int | None:
        """The process number of the worker, if there is one."""
        return self._process.pid if self._process else None

    def fill(self) -> None:
        """Start a worker here."""
        if not self._closed:
            self._stale = False
            self._process = Process(self._employer.launcher, self._employer.post, self._received, self._ended)

    def begin(self, job: Job, now: float) -> None:
        """Give the worker a job: it begins at once, or it lies ready behind those it has."""
        if self._process is None:
            raise RuntimeError("a job was given to an empty seat")
        job.seat = self
        if self.job is not None:
            self.lying.append(job)
            self._process.send_ahead(job.message())
            return
        self._run(job, now)
        self._process.send(job.message())
        if job.ask.stream:
            job.close()

    def take_back(self, now: float) -> list[Job]:
        """The jobs that the worker has not begun, and now never will; those that have a seat still, it has begun."""
        number = self._process.take_back() if self._process is not None else 0
        back: deque[Job] = deque()
        for _ in range(number):
            if self.lying:
                back.appendleft(self.lying.pop())
            elif self.job is not None:
                job, self.job = self.job, None
                back.appendleft(job)
        for job in back:
            job.waits(now)
        if back and self.job is None and self._stale:
            self._kill()
        return list(back)

    def withdraw(self, job: Job, error: ComityError) -> None:
        """End the worker and fail a job that it has begun, since nothing else stops an evaluation.

        Nothing may lie ready. What the worker has said by now is heard first: the job may be over.
        """
        up, self.up, self.soon = self.up, False, 0.0
        if self._process is not None:
            self._process.catch_up()
        if self.job is job:
            self.job, job.seat = None, None
            self._employer.left(job, monotonic())
            self._employer.killed(error)
            self._kill()
        else:
            self.up = up and not self._stale
        job.end(error)

    def renew(self) -> None:
        """Have another worker here, once this one has nothing to do."""
        self._stale, self.soon = True, 0.0
        if self.job is None:
            self._kill()

    def close(self) -> None:
        """End the worker, and start no other."""
        self._closed, self.up = True, False
        if self._process is not None:
            self._process.close()
            self._process = None
        if self._clock is not None:
            self._clock.cancel()
        jobs = [*([self.job] if self.job is not None else ()), *self.lying]
        self.job = None
        self.lying.clear()
        for job in jobs:
            job.end(OverloadedError("the service is shutting down"))

    def _run(self, job: Job, now: float) -> None:
        """The worker is at a job from now on: start its clock."""
        job.waited += now - job.since
        job.since, self.job = now, job
        self.soon = now + SOON if self.up and job.movable and not self._stale else 0.0
        self._deadline = now + job.ask.seconds
        if self._clock is None or self._deadline < self._rings:
            self._set_clock()

    def _set_clock(self) -> None:
        """Have the clock ring at the deadline; one that rings for a job that is over is set again for the next."""
        if self._clock is not None:
            self._clock.cancel()
        self._rings = self._deadline
        self._clock = asyncio.get_running_loop().call_at(self._rings, self._expire)

    def _expire(self) -> None:
        self._clock = None
        if self.job is None:
            return
        if monotonic() < self._deadline:
            self._set_clock()
        else:
            self._employer.late(self.job)

    def _kill(self) -> None:
        self.up, self.soon = False, 0.0
        if self._process is not None:
            self._process.kill()

    def _received(self, message: Message) -> None:
        head = message.head
        if isinstance(head, Greeting):
            self.up = self._came_up = True
            self._employer.greeted(head)
        elif self.job is None:
            self._dismiss(message)
        elif isinstance(head, Outcome) and head.begun:
            if self.job.opened is not None and not self.job.opened.done():
                self.job.opened.set_result(head)
        else:
            self._answer(self.job, message)

    def _answer(self, job: Job, message: Message) -> None:
        """The answer of the job; the worker has its next before the client of this one is told."""
        head, now = message.head, monotonic()
        self.job, job.seat = None, None
        self._employer.left(job, now)
        if self.lying:
            self._run(self.lying.popleft(), now)
        elif self._stale:
            self._kill()
        if isinstance(head, Failure):
            self._employer.dispatch(now)
            job.end(head.error)
        else:
            self._employer.answered(head)
            self._employer.dispatch(now)
            job.end(message)

    def _dismiss(self, message: Message) -> None:
        """A message without a job: why the worker could not start, or an answer that came after its deadline."""
        close(message)
        if isinstance(message.head, Failure) and not self.up:
            self._employer.refused(message.head.error)

    def _ended(self) -> None:
        process = self._process
        if process is None:
            return
        now = monotonic()
        back = self.take_back(now)
        self._process = None
        served, self.up, self._came_up, self.soon = self._came_up, False, False, 0.0
        self._employer.returned([*self._unbegun(now), *back])
        job, self.job = self.job, None
        if job is not None:
            job.seat = None
            self._employer.left(job, now)
            self._employer.crashed(job, process)
        if not served:
            self._employer.stillborn(process)
        self._employer.dispatch()
        self._failures = 0 if served else self._failures + 1
        pause = _PAUSES[min(self._failures, len(_PAUSES)) - 1] if self._failures else 0.0
        asyncio.get_running_loop().call_later(pause, self.fill)

    def _unbegun(self, now: float) -> list[Job]:
        """Jobs behind one that has no answer: whatever the worker did with them, nobody was told."""
        jobs = list(self.lying)
        self.lying.clear()
        for job in jobs:
            job.waits(now)
        return jobs
