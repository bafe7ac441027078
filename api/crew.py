"""Workers of one kind and the questions that wait for them: who is admitted, who is next, and what a death means."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Sequence
from time import monotonic

from api.admission import Admission, Rules
from api.jobs import Job, settle
from api.launching import Launcher
from api.metrics import Meters
from api.process import CRASHES, Process
from api.refusals import Refusals
from api.seat import SOON, Seat
from api.seating import Seating
from api.waiting import Waiting
from api.wire import Edition, Greeting, Message, Outcome
from api.worker import Post, out_of_memory
from ontology.errors import ComityError, EvaluationError, OverloadedError, QueryTimeoutError, ResultTooLargeError

logger = logging.getLogger("comity.workers")


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
        self._seating = Seating(self._seats, rules.reserve, rules.again)
        self._waiting = Waiting(rules.queue_seconds, self._give_up)
        self._refusals = Refusals(post.limits.memory)
        self._admission = Admission(rules, self._seats, self._waiting, self._refusals)
        self._renewing: set[Seat] = set()
        self._found: Seat | None = None
        """The seat for the job of which `_may` was asked last."""
        self._clearing, self._now = False, 0.0
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
        self._waiting.close()
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
        return len(self._waiting) + sum(len(seat.lying) for seat in self._seats)

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
        job.told, job.then = settle, outcome
        self.submit(job, monotonic())
        try:
            return await outcome
        except asyncio.CancelledError:
            self.withdraw(job, EvaluationError("nobody waits for the answer"))
            raise

    def submit(self, job: Job, now: float) -> None:
        """Begin a job or have it wait; `job.told` gets its outcome. `now` is the time of the event loop.

        Raises:
            OverloadedError: the queue is full, or the client has used up its share.
            ResultTooLargeError: the question needed more memory or stack than it may have a moment ago.
            ComityError: no worker can start, for this reason.
        """
        if self.fault is not None and not self.ready:
            raise self.fault
        self._admission.check(job, now)
        job.since = now
        seat = None if self._waiting else self._seating.seat_for(job.client, now)
        if seat is not None and (seat.job is None or job.movable):
            self._begin(seat, job, now)
            return
        first = not self._waiting.waiting(job.client)
        self._waiting.enter(job)
        if first:
            self.dispatch(now)

    def withdraw(self, job: Job, error: ComityError) -> None:
        """End a job, whether it waits, lies ready or runs."""
        if job.seat is not None:
            self.returned(job.seat.take_back(monotonic()))
            asyncio.get_running_loop().call_soon(self.dispatch)
        if job.seat is not None:
            job.seat.withdraw(job, error)
        elif self._waiting.remove(job.client, job):
            job.end(error)

    def late(self, job: Job) -> None:
        """A job has had its time."""
        self.withdraw(job, QueryTimeoutError(job.ask.seconds))

    def returned(self, jobs: Sequence[Job]) -> None:
        """Jobs that lay ready are to wait again, unless they are over."""
        self._waiting.enter_again([job for job in jobs if not job.over])

    def dispatch(self, now: float | None = None) -> None:
        """Give waiting jobs to workers that are idle, or will be in a moment."""
        self._now = now = monotonic() if now is None else now
        if not self._waiting:
            self._share(now)
            if not self._waiting:
                return
        self._clearing = False
        while self._waiting and self._seating.open(now):
            job = self._waiting.take(self._may)
            if job is None or self._found is None:
                return
            self._begin(self._found, job, now)

    def _begin(self, seat: Seat, job: Job, now: float) -> None:
        seat.begin(job, now)
        if seat.job is not job and self._clock is None:
            self._clock = asyncio.get_running_loop().call_later(SOON, self._look)

    def _share(self, now: float) -> None:
        """Take back what lies ready with one worker while another has nothing to do."""
        without: str | None = None
        for seat in self._seats:
            if not seat.lying or (client := seat.lying[-1].client) == without:
                continue
            if self._seating.idle_for(client) is None:
                without = client
            else:
                self.returned(seat.take_back(now))

    def _look(self) -> None:
        """Take back what has lain ready too long: its worker is slower than was thought."""
        self._clock = None
        now = monotonic()
        for seat in self._seats:
            if seat.lying and seat.job is not None and now - seat.job.since >= SOON:
                self.returned(seat.take_back(now))
        if any(seat.lying for seat in self._seats):
            self._clock = asyncio.get_running_loop().call_later(SOON, self._look)
        self.dispatch()

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

    def left(self, job: Job, now: float) -> None:
        """A job is over: its client pays."""
        self._admission.pays(job, now)

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
            job.since = monotonic()
            self._waiting.enter(job)
        elif process.signal == signal.SIGKILL and not self._rules.again:
            job.end(EvaluationError("the writer was ended from outside; read the graph to see whether it had finished"))
        else:
            self._blame(job)

    def killed(self, error: ComityError) -> None:
        """Count a worker that was ended for the sake of the others."""
        self._meters.kills.labels(reason=type(error).__name__.removesuffix("Error")).inc()

    def _may_again(self, job: Job) -> bool:
        return self._rules.again and not job.ask.stream and job.again < self._rules.workers

    def _blame(self, job: Job) -> None:
        self._refusals.remember(job, monotonic())
        job.end(ResultTooLargeError(out_of_memory(self.post.limits.memory)))

    def _give_up(self, job: Job) -> None:
        own = all(seat.job is None or seat.job.client == job.client for seat in self._seats)
        waited = f"no worker was free for {self._rules.queue_seconds:g} s"
        job.end(OverloadedError(waited, 5, client=own and self.busy > 0))

    def _may(self, job: Job) -> bool:
        """Whether a waiting job may begin, at the seat that is found for it.

        One that cannot lie ready has an idle worker coming to it: nothing more is put ready meanwhile.
        """
        seat = self._seating.seat_for(job.client, self._now)
        if seat is not None and seat.job is not None and (self._clearing or not job.movable):
            self._clearing, seat = True, None
        self._found = seat
        return seat is not None and not self._admission.overdrawn(job.client, self._now)
