"""A worker process: it waits for a question, answers it, and waits again.

It is started with a socket to the web process and told its `Post` there. Between two questions it looks whether a new
graph was published. Everything it reads is other people's text, so it lives in a sandbox and may be killed at any time.
"""

from __future__ import annotations

import math
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final, Protocol, cast, runtime_checkable

from api.belt import Belt
from api.permits import Claims
from api.sandbox import Limits, bound_memory, die_with_parent, enter, own_arena, unbounded
from api.wire import CHUNK, Ask, Edition, Failure, Greeting, Line, Message, Outcome, Packed
from ontology.errors import ComityError, EvaluationError, QueryCancelledError, ResultTooLargeError
from queries.answer import Answer
from queries.sparql import Prepared
from queries.sparql_request import SparqlRequest
from queries.spool import Deflated, Spool

STACK: Final = 64 * 1024 * 1024
"""Bytes of stack for the engine, which parses by recursion: 8 times what a thread has by default."""

_COMPRESSED: Final = 1024
"""Bytes below which a compressed answer is hardly smaller."""

_BEFORE: Final = 0.5
"""Seconds for which a worker prepares before it greets: ten million quads take a third of that on an idle machine."""

Written = Callable[[Any, Any, IO[bytes]], Answer]
"""A question whose answer is written to a stream, so that it need not fit in memory."""


class Desk(Protocol):
    """What a worker answers from."""

    @property
    def edition(self) -> Edition:
        """The graph that the next answer is made from."""

    @property
    def subject(self) -> Any:
        """What every question gets first."""

    @property
    def questions(self) -> Mapping[str, Callable[[Any, Any], Answer]]:
        """Questions by name."""

    @property
    def written(self) -> Mapping[str, Written]:
        """Questions by name whose answer is written to a stream."""

    @property
    def streamed(self) -> Mapping[str, Callable[[Any, Any], Prepared]]:
        """Questions by name whose answer can be sent while it is found."""

    def refresh(self) -> bool:
        """Look for a newer graph; True if there was one."""


@runtime_checkable
class Holder(Protocol):
    """A desk that can take its graph into memory."""

    def hold(self, most: int) -> bool:
        """Do so, unless it has more quads than `most` or there is no room; whether it did."""


@runtime_checkable
class Rehearsing(Protocol):
    """A desk that can prepare for questions."""

    def rehearsal(self) -> Iterator[None]:
        """Do so, a step at a time."""


@dataclass(frozen=True, slots=True)
class Post:
    """What a worker is for: `desk` names a class (`module:name`) that takes the folder, and `limits` bound it."""

    desk: str
    folder: Path
    limits: Limits
    result: int


class Worker:
    """The loop of one worker, on the thread that also evaluates."""

    def __init__(self, line: Line, post: Post, desk: Desk, lacking: tuple[str, ...]) -> None:
        """Answer from `desk` what comes over `line`."""
        self._line = line
        self._post = post
        self._desk = desk
        self._lacking = lacking
        self._steps = _steps_of(desk)
        self._last: dict[bool, _Sent] = {}
        self._looked = False

    def run(self) -> None:
        """Prepare and greet, then answer until the web process has gone.

        The first worker of a service is waited for, but has nothing to prepare yet.
        """
        own_arena()
        bound_memory(self._post.limits.memory)
        self._rehearse(_BEFORE)
        self._line.send(Message(Greeting(self._desk.edition, self._lacking)))
        belt = Belt()
        while (message := self._line.receive()) is not None:
            ask: Ask = message.head
            belt.fasten(ask.seconds)
            with Spool(self._post.result) as spool:
                self._line.send(self._reply(ask, message, spool))
            if not self._line.holds:
                belt.loosen()
            if self._steps is not None:
                self._rehearse()

    def _rehearse(self, most: float = math.inf) -> None:
        """Prepare for questions until one comes, for so many seconds; what that takes is counted to no question."""
        if self._steps is None:
            return
        end = time.monotonic() + most
        try:
            with unbounded():
                while not self._line.waiting and time.monotonic() < end:
                    next(self._steps)
        except StopIteration:
            self._steps = None
        except Exception as error:  # noqa: BLE001 - questions are answered without it, if later
            self._steps = None
            sys.excepthook(type(error), error, error.__traceback__)
        bound_memory(self._post.limits.memory)

    def _reply(self, ask: Ask, message: Message, spool: Spool) -> Message:
        try:
            self._refresh()
            if ask.stream:
                return self._streamed(ask, message)
            answer = self._answer(ask.question, _with_body(ask.request, message), spool)
            return self._packed(answer, spool, ask.gzip)
        except BrokenPipeError:
            return Message(Failure(QueryCancelledError("nobody reads the answer any more")))
        except ComityError as error:
            return Message(Failure(_bare(error)))
        except MemoryError:
            return Message(Failure(ResultTooLargeError(out_of_memory(self._post.limits.memory))))
        except Exception as error:  # noqa: BLE001 - one question must not end the worker
            sys.excepthook(type(error), error, error.__traceback__)
            return Message(Failure(EvaluationError(f"the question {ask.question!r} failed; the log says how")))

    def _refresh(self) -> None:
        """Look for a newer graph, unless that was done since this question came: it was asked before then.

        Raises:
            ComityError: there is none that could be opened.
        """
        self._looked = self._looked and not self._line.heard
        if self._looked:
            return
        if self._desk.refresh():
            bound_memory(self._post.limits.memory)
            self._steps = _steps_of(self._desk)
        self._looked = True

    def _streamed(self, ask: Ask, message: Message) -> Message:
        """Write an answer to the pipe that came with its question; its head goes ahead of the first byte."""
        if message.descriptor is None:
            raise ValueError("found a stream without a pipe")
        with os.fdopen(message.descriptor, "wb", CHUNK) as pipe:
            prepared = self._desk.streamed[ask.question](self._desk.subject, ask.request)
            head = Outcome(prepared.media_type, self._desk.edition, volatile=True, gzip=ask.gzip, begun=True)
            self._line.send(Message(head))
            sink = Deflated(pipe) if ask.gzip else pipe
            prepared.write(cast(IO[bytes], sink))
            if isinstance(sink, Deflated):
                sink.end()
        return Message(head._replace(begun=False))

    def _answer(self, question: str, request: Any, spool: Spool) -> Answer:
        if question in self._desk.written:
            return self._desk.written[question](self._desk.subject, request, cast("IO[bytes]", spool))
        answer = self._desk.questions[question](self._desk.subject, request)
        spool.write(answer.body)
        return answer

    def _packed(self, answer: Answer, spool: Spool, gzip: bool) -> Message:
        if gzip and spool.size >= _COMPRESSED:
            spool.compress()
        outcome = self._outcome(answer, spool.compressed)
        if spool.descriptor is None:
            return Message(outcome, spool.getvalue())
        return Message(outcome, descriptor=spool.descriptor)

    def _outcome(self, answer: Answer, compressed: bool) -> Packed:
        """The outcome as it is sent: most often the very one of the last answer, which need not be compared."""
        edition = self._desk.edition
        last, of_last, packed = self._last.get(compressed, _NEVER)
        if last is not answer or of_last is not edition:
            told = (answer.complete, answer.limits_hit, answer.volatile, compressed)
            packed = _packed(Outcome(answer.media_type, edition, *told))
            if not answer.body:
                self._last[compressed] = (answer, edition, packed)
        return packed


_Sent = tuple[Answer | None, Edition | None, Packed]
_NEVER: Final[_Sent] = (None, None, Packed())


def _steps_of(desk: Desk) -> Iterator[None] | None:
    """The steps by which a desk prepares for questions, if it does."""
    return desk.rehearsal() if isinstance(desk, Rehearsing) else None


@lru_cache(maxsize=64)
def _packed(outcome: Outcome) -> Packed:
    """An outcome as it is sent, which is the same for most answers from one graph."""
    return Packed.of(outcome)


def _bare(error: ComityError) -> ComityError:
    """The error without the frames it came through, which hold on to whatever was open in them: a store, its lock."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error


def _with_body(request: Any, message: Message) -> Any:
    """The request with the body that travelled beside it, if one did; that of a query is its text."""
    if type(request) is SparqlRequest:
        return SparqlRequest._make((message.body.decode(), *request[1:])) if message.body else request
    if message.descriptor is not None:
        with os.fdopen(message.descriptor, "rb") as file:
            file.seek(0)
            return replace(request, body=file.read())
    return replace(request, body=message.body) if message.body else request


def out_of_memory(budget: int) -> str:
    """What a client is told whose question needed more memory than one may have."""
    return (
        f"answering took more than {budget / 1e6:g} MB of memory, or nested deeper than the engine can follow; "
        "narrow the pattern, or avoid ORDER BY and GROUP_CONCAT over all of it"
    )


def desk_named(name: str, folder: Path) -> Desk:
    """The desk of a post."""
    module, _, attribute = name.partition(":")
    desk: Desk = getattr(import_module(module), attribute)(folder)
    return desk


def prepare(line: Line, held: Desk | None = None) -> Worker | None:
    """Take the post, open the graph unless it is `held` already, then enter the sandbox.

    None if the web process has gone, or if there is no graph, which it is then told.
    """
    message = line.receive()
    if message is None:
        return None
    post: Post = message.head
    line.claims = None if message.descriptor is None else Claims(message.descriptor)
    try:
        desk = held or desk_named(post.desk, post.folder)
        desk.refresh()
    except ComityError as error:
        line.send(Message(Failure(error)))
        return None
    return Worker(line, post, desk, enter(post.limits))


def main() -> None:
    """Run a worker over the descriptor that the command line names first, with the modules that it names then."""
    parent = os.getppid()
    for name in sys.argv[2:]:
        import_module(name)
    if not die_with_parent() or os.getppid() == parent:
        serve(int(sys.argv[1]))


def serve(connection: int, held: Desk | None = None) -> None:
    """Be a worker over a descriptor, until the web process has gone; at a desk of its own, or at one that is `held`.

    The sandbox is entered before the thread that evaluates is started, which inherits it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    worker = prepare(Line(socket.socket(fileno=connection)), held)
    if worker is not None:
        threading.stack_size(STACK)
        thread = threading.Thread(target=worker.run)
        thread.start()
        thread.join()
