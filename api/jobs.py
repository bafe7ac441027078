"""A question on its way through the pool: who asks it, with what, and who is told its outcome."""

from __future__ import annotations

import asyncio
import hashlib
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.wire import Ask, Message, Outcome, Packed
from ontology.errors import ComityError

if TYPE_CHECKING:
    from api.seat import Seat


@dataclass(slots=True, eq=False)
class Job:
    """One question on its way: who asks, under which id, and who is told its outcome.

    `body` or `descriptor` is the body that travels beside the request, and `head` the packed ask, if it is at hand.
    `told` gets the outcome once, with the job, which keeps what it needs as `then`. `begun` is the time of the event
    loop at which it was asked, `since` that at which it entered the queue, then at which a worker began it; `waited`
    the seconds between the two, and `again` how often its worker was killed before. `opened` gets the head of an answer
    that is streamed. `seat` is the place of the worker that was given it, whether it has begun or not. Who takes its
    answer as the message that came says so by `bare`.
    """

    ask: Ask
    client: str
    id: str
    body: bytes = b""
    descriptor: int | None = None
    head: Packed | None = None
    told: Callable[[Job, Message | ComityError], None] | None = None
    then: Any = None
    bare: bool = False
    begun: float = 0.0
    since: float = 0.0
    waited: float = 0.0
    again: int = 0
    over: bool = False
    opened: asyncio.Future[Outcome] | None = None
    seat: Seat | None = None

    @property
    def runs(self) -> bool:
        """Whether a worker is at it."""
        return self.seat is not None and self.seat.job is self

    @property
    def movable(self) -> bool:
        """Whether it may lie with a worker and be taken back: nothing goes with it but bytes."""
        return self.descriptor is None and not self.ask.stream

    def message(self) -> Message:
        """What a worker is sent."""
        return Message(self.head or self.ask, self.body, self.descriptor)

    def waits(self, now: float) -> None:
        """Count the time up to now as waited, and go on waiting."""
        self.waited += now - self.since
        self.since, self.seat = now, None

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


def close(message: Message) -> None:
    """Let go of the file that came with a message."""
    if message.descriptor is not None:
        os.close(message.descriptor)


def settle(job: Job, outcome: Message | ComityError) -> None:
    """Tell the future of a job, if somebody still waits for it."""
    future: asyncio.Future[Message] = job.then
    if future.done():
        if isinstance(outcome, Message):
            close(outcome)
    elif isinstance(outcome, Message):
        future.set_result(outcome)
    else:
        future.set_exception(outcome)
