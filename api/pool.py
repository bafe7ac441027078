"""Where the web process takes its questions: workers that answer, and one that writes.

The web process opens no store and parses no RDF, SPARQL or document. It hands a request to a worker and gets finished
bytes back, in memory or as an open file.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from collections.abc import Callable, Coroutine
from functools import partial
from time import monotonic
from typing import Any, Final, TypeVar

from api.admission import Rules
from api.crew import Crew
from api.errands import Errands
from api.fairness import Budgets
from api.holding import Holding
from api.jobs import Job
from api.keeper import launcher_of
from api.launching import READER, WRITER, Launcher
from api.metrics import Meters
from api.parameters import lowered
from api.published import Published
from api.records import Records
from api.replies import NOBODY, NOTHING, Asker, Reply, Upload, reply_of
from api.sandbox import Limits
from api.settings import Settings
from api.streaming import Stream
from api.wire import Ask, Message
from api.worker import Post
from ontology.errors import (
    ComityError,
    EvaluationError,
    ParameterError,
    QueryCancelledError,
    StoreReadOnlyError,
    UnknownNameError,
)

T = TypeVar("T")

_SLACK: Final = 1 << 20
"""Bytes by which the system's limit on a file is above our own, which is the one with a message."""


class Pool:
    """Workers for questions and one for writes, all in processes of their own."""

    def __init__(
        self, settings: Settings, launcher: Launcher | None = None, reader: str = READER, writer: str = WRITER
    ) -> None:
        """A pool over the settings' store; `reader` and `writer` name the desks of the workers (`module:class`)."""
        self._launcher = launcher or launcher_of((reader, writer))
        self.settings = settings
        self.meters = Meters()
        self._records = Records(self.meters, settings.log_queries)
        self._published = Published(settings.store)
        self._jobs: dict[str, tuple[Crew, Job]] = {}
        self._errands = Errands()
        budgets = Budgets(settings.client_rate, settings.client_burst)
        waits = (settings.queue, settings.queue_per_client, settings.queue_seconds)
        rules = Rules(settings.workers, settings.reserve, *waits, budgets)
        post = Post(reader, settings.store, Limits(settings.memory, settings.result + _SLACK), settings.result)
        self._holding = Holding(self._launcher, post, settings.held)
        self._watch: asyncio.Task[None] | None = None
        self.readers = Crew(post, rules, self.meters, self._holding)
        limits = Limits(settings.update_memory, 1 << 40)
        single = Rules(1, 0, settings.queue, settings.queue_per_client, settings.update_timeout, budgets, again=False)
        self.writers = Crew(Post(writer, settings.store, limits, settings.result), single, self.meters, self._launcher)
        self._expose()

    async def start(self, wait: float = 0.0) -> None:
        """Start the workers, and wait up to so many seconds until one is ready to answer.

        The worker that writes comes first, since it makes the store where there is none.
        """
        if self.settings.writable:
            self.writers.start()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.writers.known.wait(), wait)
        self.readers.start()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.readers.known.wait(), wait)
        self._launcher.complete(self.readers.renew)
        watching = self._holding.watch(self._published.mark, self.readers.renew)
        self._watch = asyncio.get_running_loop().create_task(watching)

    def close(self) -> None:
        """End all workers."""
        if self._watch is not None:
            self._watch.cancel()
        self.readers.close()
        self.writers.close()
        self._holding.close()
        self._launcher.close()

    @property
    def version(self) -> str | None:
        """The version of the graph that is published now, if a worker has told it; else None."""
        edition = self.readers.edition
        return edition.version if edition is not None and edition.mark == self._published.mark() else None

    async def ask(
        self,
        question: str,
        request: Any,
        timeout: float | None = None,  # noqa: ASYNC109 - kept by killing a worker, which asyncio.timeout cannot
        asker: Asker = NOBODY,
        gzip: bool = False,
    ) -> Reply:
        """The answer to a question of the table `queries.questions.QUESTIONS`.

        `timeout` in seconds can only lower the limit of the settings. Cancelling the caller ends the question.

        Raises:
            ParameterError: the timeout is not above zero, or the query id is in use.
            QueryTimeoutError: the time ran out.
            QueryCancelledError: somebody cancelled the question.
            OverloadedError: too much is being asked.
            ResultTooLargeError: the answer, or the memory that it takes, is over its limit.
            ComityError: whatever the question raises.
        """
        ask = self.asked(question, request, timeout, gzip)
        return await self._run(self.readers, Job(ask, asker.client, self._id(asker)))

    def begin(
        self,
        question: str,
        request: Any,
        timeout: float | None,
        asker: Asker,
        gzip: bool,
        told: Callable[[Reply | Exception], None],
    ) -> Callable[[], None]:
        """As `ask`, without a task: the outcome is told later; what is returned ends the question, which then has none.

        Raises:
            ComityError: as `ask`, for everything that is known at once.
        """
        job = Job(self.asked(question, request, timeout, gzip), asker.client, self._id(asker), then=told)
        self.submit(job)
        return partial(self.abandon, job)

    def asked(self, question: str, request: Any, timeout: float | None, gzip: bool) -> Ask:
        """What a worker is asked.

        Raises:
            ParameterError: the timeout is not above zero.
        """
        return Ask(question, request, lowered(timeout, self.settings.timeout), gzip)

    def submit(self, job: Job) -> None:
        """As `begin`, for a job whose `then` is told the outcome; `abandon` ends it.

        Raises:
            ComityError: as `begin`.
        """
        job.told, job.begun = self._tell, monotonic()
        self._jobs[job.id] = (self.readers, job)
        try:
            self.readers.submit(job, job.begun)
        except BaseException:
            del self._jobs[job.id]
            raise

    def abandon(self, job: Job) -> None:
        """End a job that was submitted, and tell nobody."""
        if not job.over:
            job.over = True
            self._ended(job, asyncio.CancelledError())
            self.readers.withdraw(job, EvaluationError("nobody waits for the answer"))

    def _tell(self, job: Job, outcome: Message | ComityError) -> None:
        if isinstance(outcome, Message):
            self._ended(job, None)
            job.then(outcome if job.bare else reply_of(outcome, job.id))
        else:
            self._ended(job, outcome)
            job.then(outcome)

    async def stream(
        self,
        question: str,
        request: Any,
        timeout: float | None = None,  # noqa: ASYNC109 - kept by killing a worker, which asyncio.timeout cannot
        asker: Asker = NOBODY,
        gzip: bool = False,
    ) -> Stream:
        """An answer that is sent while it is found, without a limit to its size; whoever holds it must close it.

        Raises:
            ComityError: as `ask`, for everything that is known before the first byte.
        """
        reading, writing = os.pipe()
        ask = Ask(question, request, lowered(timeout, self.settings.stream_timeout), gzip, stream=True)
        job = Job(ask, asker.client, self._id(asker), descriptor=writing)
        job.opened = asyncio.get_running_loop().create_future()
        ending = asyncio.ensure_future(self._run(self.readers, job))
        stream = Stream(reading, ending, job.id)
        try:
            begun: set[asyncio.Future[Any]] = {job.opened, ending}
            await asyncio.wait(begun, return_when=asyncio.FIRST_COMPLETED)
            if not job.opened.done():
                ending.result()
            stream.head = job.opened.result()
        except BaseException:
            stream.close()
            raise
        finally:
            job.close()
        return stream

    async def write(
        self, question: str, request: Any, upload: Upload = NOTHING, seconds: float | None = None, asker: Asker = NOBODY
    ) -> Reply:
        """The outcome of a write, which is on the disk by then; questions asked from now on see it.

        Raises:
            StoreReadOnlyError: the service was started for reading only.
            ComityError: as `ask` does; the graph is then as it was.
        """
        if not self.settings.writable:
            raise StoreReadOnlyError("this service only answers; start it with --writable to change the graph")
        ask = Ask(question, request, lowered(seconds, self.settings.update_timeout))
        job = Job(ask, asker.client, self._id(asker), upload.body, upload.descriptor)
        try:
            return await self._run(self.writers, job)
        finally:
            if upload.descriptor is not None:
                os.close(upload.descriptor)

    async def elsewhere(self, asker: Asker, work: Coroutine[Any, Any, T]) -> T:
        """The outcome of work for a question that no worker does; listed and cancelled as what a worker does is.

        Raises:
            ParameterError: the query id is in use.
            QueryCancelledError: somebody cancelled the question.
        """
        return await self._errands.run(asker.client, self._id(asker), work)

    def cancel(self, query_id: str, client: str | None = None) -> None:
        """End a question; `client` restricts this to the one who asked it.

        Raises:
            UnknownNameError: no such question is waiting or running (or it is another client's).
        """
        if self._errands.cancel(query_id, client):
            return
        crew, job = self._jobs.get(query_id, (None, None))
        if crew is None or job is None or client not in (None, job.client):
            raise UnknownNameError(query_id, kind="running query")
        crew.withdraw(job, QueryCancelledError(f"the query {query_id} was cancelled"))

    def running(self, client: str | None = None) -> list[dict[str, Any]]:
        """The questions that wait or run (of one client), oldest first; without their texts."""
        asked = [
            (job.since, job.id, job.ask.question, "running" if job.runs else "waiting")
            for _, job in self._jobs.values()
            if client in (None, job.client)
        ]
        now = monotonic()
        return [
            {"id": query_id, "question": question, "state": state, "seconds": round(now - since, 3)}
            for since, query_id, question, state in sorted([*asked, *self._errands.told(client)])
        ]

    def _id(self, asker: Asker) -> str:
        if asker.query_id is None:
            return secrets.token_hex(8)
        if asker.query_id in self._jobs or asker.query_id in self._errands:
            raise ParameterError("Query-Id", asker.query_id, "an id that no running query has")
        return asker.query_id

    async def _run(self, crew: Crew, job: Job) -> Reply:
        job.begun = monotonic()
        self._jobs[job.id] = (crew, job)
        failure: BaseException | None = None
        try:
            return reply_of(await crew.ask(job), job.id)
        except BaseException as error:
            failure = error
            raise
        finally:
            self._ended(job, failure)

    def spared(self, query_id: str, query: str) -> None:
        """Record a query whose answer was kept from before, under the id by which it is told now."""
        self._records.spared("sparql", query_id, query)

    def _ended(self, job: Job, failure: BaseException | None) -> None:
        del self._jobs[job.id]
        self._records.over(job, failure, monotonic() - job.begun)

    def _expose(self) -> None:
        gauge = self.meters.gauge
        held = partial(getattr, self._holding, "holds")
        gauge("comity_graph_in_memory", "Whether workers are launched with the graph in memory", held)
        gauge("comity_triples", "Statements of the published graph, in all its graphs", self._published.quads)
        gauge("comity_snapshot_age_seconds", "Time since the graph was published", self._published.age)
        for name, crew in (("read", self.readers), ("write", self.writers)):
            gauge(f"comity_{name}_workers_ready", f"Workers that can {name}", partial(getattr, crew, "ready"))
            gauge(f"comity_{name}_workers_busy", f"Workers that {name} now", partial(getattr, crew, "busy"))
            gauge(f"comity_{name}_queue", f"Questions that wait to {name}", partial(getattr, crew, "queued"))
