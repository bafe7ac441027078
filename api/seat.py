"""A place for one worker: filled again when its worker ends, and holding at most one job at a time."""

from __future__ import annotations

import asyncio
import hashlib
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from api.launching import Launcher
from api.process import Process
from api.wire import Ask, Failure, Greeting, Message, Outcome, Packed
from api.worker import Post
from ontology.errors import ComityError, OverloadedError, QueryTimeoutError

_PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds before a worker is started again that did not come up, the first time, the second, and so on."""


@dataclass(slots=True, eq=False)
class Job:
    """One question on its way: who asks, under which id, and who is told its outcome.

    `body` or `descriptor` is the body that travels beside the request, and `head` the packed ask, if it is at hand.
    `told` gets the outcome once, with the job, which keeps what it needs as `then`. `begun` is the time of the event
    loop at which it was asked, `since` that at which it entered the queue, then at which a worker began it; `again` how
    often its worker was killed before. `opened` gets the head of an answer that is streamed.
    """

    ask: Ask
    client: str
    id: str
    body: bytes = b""
    descriptor: int | None = None
    head: Packed | None = None
    told: Callable[[Job, Message | ComityError], None] | None = None
    then: Any = None
    begun: float = 0.0
    since: float = 0.0
    waited: float = 0.0
    again: int = 0
    over: bool = False
    opened: asyncio.Future[Outcome] | None = None
    seat: Seat | None = None

    def end(self, outcome: Message | ComityError) -> None:
        """Tell its outcome; one that comes after another is let go of."""
        if self.over:
            if isinstance(outcome, Message):
                close(outcome)
            return
        self.over = True
        if self.told is not None:
            self.told(self, outcome)

    def close(self) -> None:
        """Let go of the file that goes with it."""
        descriptor, self.descriptor = self.descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def key(self) -> bytes:
        """What is the same when the same is asked again."""
        return hashlib.sha256(pickle.dumps((self.ask.question, self.ask.request, self.body))).digest()


class Employer(Protocol):
    """Who is told what happens at a seat."""

    post: Post
    launcher: Launcher

    def greeted(self, greeting: Greeting) -> None:
        """A worker is ready."""

    def refused(self, error: ComityError) -> None:
        """A worker could not start, for this reason."""

    def left(self, job: Job) -> None:
        """A job is over, whatever its outcome; the seat is free, or will be."""

    def crashed(self, job: Job, process: Process) -> None:
        """A worker ended by itself in the middle of a job, which is still to be failed."""

    def stillborn(self, process: Process) -> None:
        """A worker ended before it was ready."""

    def answered(self, outcome: Outcome) -> None:
        """A job has its answer."""

    def dispatch(self) -> None:
        """A worker may be free."""


class Seat:
    """A place for one worker."""

    def __init__(self, employer: Employer) -> None:
        """An empty seat; `fill` starts a worker in it."""
        self._employer = employer
        self._process: Process | None = None
        self._ready = False
        self._came_up = False
        self._failures = 0
        self._closed = False
        self._stale = False
        self._deadline = 0.0
        self._clock: asyncio.TimerHandle | None = None
        self._rings = 0.0
        self.job: Job | None = None

    @property
    def idle(self) -> bool:
        """Whether a worker waits here for a job."""
        return self.ready and self.job is None

    @property
    def ready(self) -> bool:
        """Whether a worker is here, idle or not."""
        return self._ready and self._process is not None and self._process.connected

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

    def begin(self, job: Job) -> None:
        """Give the worker a job and start its clock."""
        if self._process is None:
            raise RuntimeError("a job was given to an empty seat")
        now = asyncio.get_running_loop().time()
        job.waited, job.since, job.seat, self.job = now - job.since, now, self, job
        self._deadline = now + job.ask.seconds
        if self._clock is None or self._deadline < self._rings:
            self._set_clock()
        self._process.send(Message(job.head or job.ask, job.body, job.descriptor))
        if job.ask.stream:
            job.close()

    def withdraw(self, error: ComityError) -> None:
        """End the worker and fail its job: nothing else stops an evaluation."""
        job = self._release()
        self._kill()
        asyncio.get_running_loop().call_soon(self._employer.dispatch)
        if job is not None:
            job.end(error)

    def renew(self) -> None:
        """Have another worker here, once this one has nothing to do."""
        self._stale = True
        if self.job is None:
            self._kill()

    def close(self) -> None:
        """End the worker, and start no other."""
        self._closed, self._ready = True, False
        if self._process is not None:
            self._process.close()
            self._process = None
        if self._clock is not None:
            self._clock.cancel()
        job, self.job = self.job, None
        if job is not None:
            job.end(OverloadedError("the service is shutting down"))

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
        if asyncio.get_running_loop().time() < self._deadline:
            self._set_clock()
        else:
            self.withdraw(QueryTimeoutError(self.job.ask.seconds))

    def _kill(self) -> None:
        self._ready = False
        if self._process is not None:
            self._process.kill()

    def _release(self) -> Job | None:
        job, self.job = self.job, None
        if job is not None:
            job.seat = None
            self._employer.left(job)
            if self._stale:
                self._kill()
        return job

    def _received(self, message: Message) -> None:
        head = message.head
        if isinstance(head, Greeting):
            self._ready = self._came_up = True
            self._employer.greeted(head)
        elif self.job is None:
            self._dismiss(message)
        elif isinstance(head, Outcome) and head.begun:
            if self.job.opened is not None and not self.job.opened.done():
                self.job.opened.set_result(head)
        else:
            self._answer(message)

    def _answer(self, message: Message) -> None:
        """The answer of the job; the worker has its next before the client of this one is told."""
        failure = isinstance(message.head, Failure)
        if not failure:
            self._employer.answered(message.head)
        job = self._release()
        self._employer.dispatch()
        if job is not None:
            job.end(message.head.error if failure else message)

    def _dismiss(self, message: Message) -> None:
        """A message without a job: why the worker could not start, or an answer that came after its deadline."""
        close(message)
        if isinstance(message.head, Failure) and not self._ready:
            self._employer.refused(message.head.error)

    def _ended(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        served, self._ready, self._came_up = self._came_up, False, False
        job = self._release()
        if job is not None:
            self._employer.crashed(job, process)
        if not served:
            self._employer.stillborn(process)
        self._employer.dispatch()
        self._failures = 0 if served else self._failures + 1
        pause = _PAUSES[min(self._failures, len(_PAUSES)) - 1] if self._failures else 0.0
        asyncio.get_running_loop().call_later(pause, self.fill)


def close(message: Message) -> None:
    """Let go of the file that came with a message."""
    if message.descriptor is not None:
        os.close(message.descriptor)
