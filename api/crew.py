"""Workers of one kind and the questions that wait for them: who is admitted, who is next, and what a death means."""

from __future__ import annotations

import asyncio
import logging
import math
import signal
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

from api.fairness import Budgets, Turns
from api.launching import Launcher
from api.metrics import Meters
from api.process import CRASHES, Process
from api.seat import Job, Seat, close
from api.wire import Edition, Greeting, Message, Outcome
from api.worker import Post, out_of_memory
from ontology.errors import ComityError, EvaluationError, OverloadedError, ResultTooLargeError

logger = logging.getLogger("comity.workers")

_REMEMBERED: Final = 1024
_REFUSED_SECONDS: Final = 600.0
"""How long a question that ended its worker is refused at once, and how many such questions are remembered."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a crew is run: its size, the length of its queue in questions and seconds, and a client's budget.

    `again` lets a question be asked once more of each worker if its own was killed from outside.
    """

    workers: int
    reserve: int
    queue: int
    queue_per_client: int
    queue_seconds: float
    budgets: Budgets
    again: bool = True


class Crew:
    """Workers of one kind.

    `workers` of them serve whoever is next. The `reserve` is for clients that have nothing running, so that one client
    with slow questions never holds every worker. A client that has used up its budget waits while others are served.
    """

    def __init__(self, post: Post, rules: Rules, meters: Meters, launcher: Launcher) -> None:
        """A crew at a post; `start` brings it to life."""
        self.post = post
        self.launcher = launcher
        self.edition: Edition | None = None
        self.fault: ComityError | None = None
        self._rules = rules
        self._meters = meters
        self._seats = [Seat(self) for _ in range(rules.workers + rules.reserve)]
        self._turns: Turns[Job] = Turns()
        self._refused: OrderedDict[bytes, float] = OrderedDict()
        self._renewing: set[Seat] = set()
        self._found: Seat | None = None
        """The seat for the client of whom `_may` was asked last."""
        self._waiting: deque[tuple[float, Job]] = deque()
        self._clock: asyncio.TimerHandle | None = None
        self.known = asyncio.Event()
        """Set once it is known whether a worker can come up."""

    def start(self) -> None:
        """Start a worker, and the others once it is known whether one can come up: it comes sooner alone."""
        self._seats[0].fill()

    def renew(self) -> None:
        """Have other workers, one after another, each once its own has nothing to do."""
        self._renewing = set(self._seats)
        self._renew_one()

    def _renew_one(self) -> None:
        """Renew an idle place, or else whichever is free first; the next when its worker is ready."""
        if self._renewing:
            seat = next((one for one in self._seats if one in self._renewing and one.idle), None)
            seat = seat or next(one for one in self._seats if one in self._renewing)
            self._renewing.remove(seat)
            seat.renew()

    def close(self) -> None:
        """End the workers and fail what they were doing."""
        if self._clock is not None:
            self._clock.cancel()
        for seat in self._seats:
            seat.close()

    @property
    def ready(self) -> int:
        """How many workers are up."""
        return sum(seat.ready for seat in self._seats)

    @property
    def able(self) -> bool:
        """Whether a question asked now would be answered: a worker is up, or its place is being filled again.

        A worker that ended is replaced in milliseconds, and what is asked meanwhile waits that long.
        """
        return self.ready > 0 or (self.edition is not None and any(seat.returning for seat in self._seats))

    @property
    def busy(self) -> int:
        """How many workers have a question."""
        return sum(seat.job is not None for seat in self._seats)

    @property
    def queued(self) -> int:
        """How many questions wait."""
        return len(self._turns)

    @property
    def pids(self) -> tuple[int, ...]:
        """The process numbers of the workers."""
        return tuple(seat.pid for seat in self._seats if seat.pid is not None)

    async def ask(self, job: Job) -> Message:
        """The answer of a job.

        Raises:
            OverloadedError: the queue is full or slow, or the client has used up its share.
            QueryTimeoutError: the time ran out.
            ResultTooLargeError: the question needed more memory or stack than it may have, now or a moment ago.
            ComityError: whatever the question itself raises.
        """
        outcome: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        job.told, job.then = _settle, outcome
        self.submit(job)
        try:
            return await outcome
        except asyncio.CancelledError:
            self.withdraw(job, EvaluationError("nobody waits for the answer"))
            raise

    def submit(self, job: Job) -> None:
        """Begin a job or have it wait; `job.told` gets its outcome.

        Raises:
            OverloadedError: the queue is full, or the client has used up its share.
            ResultTooLargeError: the question needed more memory or stack than it may have a moment ago.
            ComityError: no worker can start, for this reason.
        """
        self._admit(job)
        job.since = asyncio.get_running_loop().time()
        seat = None if len(self._turns) else self._seat_for(job.client)
        if seat is not None:
            seat.begin(job)
        else:
            self._wait(job)

    def withdraw(self, job: Job, error: ComityError) -> None:
        """End a job, whether it waits or runs."""
        if job.seat is not None:
            job.seat.withdraw(error)
        elif self._turns.remove(job.client, job):
            job.end(error)

    def dispatch(self) -> None:
        """Give waiting jobs to idle workers."""
        while len(self._turns) and self._idle():
            job = self._turns.take(self._may)
            if job is None or self._found is None:
                return
            self._found.begin(job)

    def greeted(self, greeting: Greeting) -> None:
        """A worker is ready."""
        self.edition, self.fault = greeting.edition, None
        if not self.known.is_set():
            for lack in greeting.lacking:
                logger.warning("workers run without %s, which this system does not offer", lack)
        self._settle()
        self._renew_one()
        self.dispatch()

    def refused(self, error: ComityError) -> None:
        """No worker can start, for this reason: it is what every question gets until one does."""
        if str(error) != str(self.fault):
            logger.error("workers cannot start: %s", error)
        self.fault = error
        self._settle()

    def _settle(self) -> None:
        """It is known now, and there is reason to start the others."""
        if not self.known.is_set():
            self.known.set()
            for seat in self._seats[1:]:
                seat.fill()

    def stillborn(self, process: Process) -> None:
        """A worker ended before it was ready: the log says with which words."""
        if self.fault is None:
            logger.error(
                "worker %s did not come up (signal %s): %s", process.pid, process.signal, process.last_words.strip()
            )

    def answered(self, outcome: Outcome) -> None:
        """Remember which graph the newest answer is made from."""
        self.edition = outcome.edition

    def left(self, job: Job) -> None:
        """A job is over: its client pays."""
        now = asyncio.get_running_loop().time()
        self._rules.budgets.charge(job.client, now - job.since, now)

    def crashed(self, job: Job, process: Process) -> None:
        """A worker ended in the middle of a question.

        Its own end (a stack or a memory that ran over) is the question's doing: the client is told, and the same
        question is refused for a while. SIGKILL comes from outside, and may be nobody's fault; whoever kills one worker
        may have killed all, so a reading is tried once more for each of them. A write is not: it may have been done.
        """
        logger.warning(
            "worker %s ended by signal %s at query %s: %s",
            process.pid,
            process.signal,
            job.id,
            process.last_words.strip(),
        )
        self._meters.crashes.inc()
        if process.signal not in CRASHES:
            job.end(EvaluationError("the worker ended without an answer; the log says how"))
        elif process.signal == signal.SIGKILL and self._may_again(job):
            job.again += 1
            self._wait(job)
        elif process.signal == signal.SIGKILL and not self._rules.again:
            job.end(EvaluationError("the writer was ended from outside; read the graph to see whether it had finished"))
        else:
            self._blame(job)

    def _may_again(self, job: Job) -> bool:
        return self._rules.again and not job.ask.stream and job.again < self._rules.workers

    def _blame(self, job: Job) -> None:
        self._refused[job.key()] = asyncio.get_running_loop().time() + _REFUSED_SECONDS
        while len(self._refused) > _REMEMBERED:
            self._refused.popitem(last=False)
        job.end(ResultTooLargeError(out_of_memory(self.post.limits.memory)))

    def _wait(self, job: Job) -> None:
        job.since = asyncio.get_running_loop().time()
        self._turns.add(job.client, job)
        self._waiting.append((job.since, job))
        self._watch_waiting()
        self.dispatch()

    def _watch_waiting(self) -> None:
        """Have one clock for all that wait: it rings when the first of them has waited too long."""
        while self._waiting and not _waits(*self._waiting[0]):
            self._waiting.popleft()
        if self._clock is None and self._waiting:
            rings = self._waiting[0][0] + self._rules.queue_seconds
            self._clock = asyncio.get_running_loop().call_at(rings, self._ring)

    def _ring(self) -> None:
        self._clock = None
        late = asyncio.get_running_loop().time() - self._rules.queue_seconds
        while self._waiting and self._waiting[0][0] <= late:
            since, job = self._waiting.popleft()
            if _waits(since, job):
                self._give_up(job)
        self._watch_waiting()

    def _admit(self, job: Job) -> None:
        now = asyncio.get_running_loop().time()
        if self.fault is not None and not self.ready:
            raise self.fault
        if self._refused and self._refused.get(job.key(), 0.0) > now:
            raise ResultTooLargeError(
                out_of_memory(self.post.limits.memory) + " (it did a moment ago; not tried again)"
            )
        if self._overdrawn(job.client):
            wait = math.ceil(self._rules.budgets.wait(job.client, now))
            raise OverloadedError("you have used up your share of the workers while others wait", wait, client=True)
        if self._turns.waiting(job.client) >= self._rules.queue_per_client:
            raise OverloadedError(f"{self._rules.queue_per_client} of your questions wait already", 2, client=True)
        if len(self._turns) >= self._rules.queue:
            raise OverloadedError(f"{self._rules.queue} questions wait already", 2)

    def _give_up(self, job: Job) -> None:
        if self._turns.remove(job.client, job):
            own = all(seat.job is None or seat.job.client == job.client for seat in self._seats)
            job.end(
                OverloadedError(
                    f"no worker was free for {self._rules.queue_seconds:g} s", 5, client=own and self.busy > 0
                )
            )

    def _idle(self) -> bool:
        return any(seat.job is None and seat.ready for seat in self._seats)

    def _may(self, client: str) -> bool:
        self._found = self._seat_for(client)
        return self._found is not None and not self._overdrawn(client)

    def _seat_for(self, client: str) -> Seat | None:
        first, idle, own = None, 0, False
        for seat in self._seats:
            if seat.job is not None:
                own = own or seat.job.client == client
            elif seat.ready:
                first, idle = first or seat, idle + 1
        return None if own and idle <= self._rules.reserve else first

    def _overdrawn(self, client: str) -> bool:
        """Whether a client is below its budget while somebody else wants a worker."""
        if self._rules.budgets.left(client, asyncio.get_running_loop().time()) >= 0:
            return False
        others = self._turns.clients - (self._turns.waiting(client) > 0)
        return others > 0 or any(seat.job and seat.job.client != client for seat in self._seats)


def _waits(since: float, job: Job) -> bool:
    """Whether a job still waits for which this was noted; one may wait, begin, and wait again."""
    return job.since == since and job.seat is None and not job.over


def _settle(job: Job, outcome: Message | ComityError) -> None:
    """Tell the future of a job, if somebody still waits for it."""
    future: asyncio.Future[Message] = job.then
    if future.done():
        if isinstance(outcome, Message):
            close(outcome)
    elif isinstance(outcome, Message):
        future.set_result(outcome)
    else:
        future.set_exception(outcome)
