"""What questions have in common that differ in the text of their query alone, worked out once for all of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from api.jobs import Job
from api.parameters import text_of
from api.replies import Reply, reply_of
from api.responses import COMMON, accepts_gzip, facts, lines, tag_key, with_charset
from api.wire import Message, Outcome, Packed

if TYPE_CHECKING:
    from api.sparql import Asking

_COMMON = lines(COMMON)


def _ids() -> Iterator[str]:
    """Ids that nobody guesses; they are drawn many at a time, since the system takes as long for one."""
    while True:
        drawn = os.urandom(8 * 64).hex()
        for start in range(0, len(drawn), 16):
            yield drawn[start : start + 16]


_IDS = _ids()


class Shape:
    """The formats, the data set, the time and the head of a question by GET, without its text."""

    def __init__(self, asking: Asking) -> None:
        """The shape of a question that asks for nothing but an answer."""
        request = asking.request
        self._asking = asking
        self.pool, self._memory = asking.pool, asking.memory
        self._gzip = accepts_gzip(request)
        self._rest = asking.asked._replace(query="")
        self._ask = self.pool.asked("sparql", self._rest, asking.seconds, self._gzip)
        self._packed = Packed.of(self._ask)
        before, after = tag_key(request)
        self._before = hashlib.sha256(before)
        self._after = {gzip: after + (b"gzip" if gzip else b"") for gzip in (False, True)}
        self._heads: dict[tuple[object, ...], bytes] = {}

    def begin(
        self,
        raw: bytes,
        client: str,
        told: Callable[[Reply | Exception], None],
        heard: Callable[[Message | Exception], None],
    ) -> Job | None:
        """Ask a query, as it stands in an address; None if its outcome is told already. `Pool.abandon` ends the job.

        Where answers are kept, the outcome is `told`, else it is `heard` as the worker says it.

        Raises:
            ComityError: the query cannot be read, or is not admitted.
        """
        query = text_of(raw)
        query_id = next(_IDS)
        if not self._memory:
            job = Job(self._ask, client, query_id, query.encode(), head=self._packed, then=heard, bare=True)
        elif (kept := self._memory.get(self.pool.version, self.key(query))) is not None:
            self.pool.spared(query_id, query)
            told(replace(kept, query_id=query_id))
            return None
        else:
            then = self._keeping(query, told)
            job = Job(self._ask, client, query_id, query.encode(), head=self._packed, then=then)
        self.pool.submit(job)
        return job

    def key(self, query: str) -> tuple[object, ...]:
        """As `Asking.key`."""
        return query, self._rest, self._gzip

    def _keeping(self, query: str, told: Callable[[Reply | Exception], None]) -> Callable[[Reply | Exception], None]:
        def keep(outcome: Reply | Exception) -> None:
            if isinstance(outcome, Reply):
                self._memory.put(self.key(query), outcome)
            told(outcome)

        return keep

    def head(self, answer: Reply, parameters: bytes, defaults: bytes) -> bytes:
        """The head of the response with an answer to the request with these parameters, without its end."""
        key = (answer.media_type, answer.version, answer.since, answer.complete, answer.limits_hit, answer.volatile)
        form = self._heads.get((*key, answer.gzip)) or self._form((*key, answer.gzip), answer)
        return self._filled(form, answer.gzip, answer.volatile, (defaults, answer.query_id, parameters, answer.size))

    def head_of(self, message: Message, query_id: str, parameters: bytes, defaults: bytes) -> bytes:
        """The same of an answer in memory, as its worker sent it."""
        outcome: Outcome = message.head
        form = self._heads.get(outcome) or self._form(outcome, reply_of(message, query_id))
        told = (defaults, query_id, parameters, len(message.body))
        return self._filled(form, outcome.gzip, outcome.volatile, told)

    def _filled(self, form: bytes, gzip: bool, volatile: bool, told: tuple[bytes, str, bytes, int]) -> bytes:
        defaults, query_id, parameters, size = told
        if volatile:
            return form % (defaults, query_id.encode(), size)
        tag = self._before.copy()
        tag.update(parameters + self._after[gzip])
        return form % (defaults, query_id.encode(), tag.hexdigest()[:16].encode(), size)

    def _form(self, key: tuple[object, ...], answer: Reply) -> bytes:
        """The head with places for the date, the id, the tag and the size, which is remembered."""
        if len(self._heads) >= _FORMS:
            self._heads.clear()
        told = facts(answer, "%b", None if answer.volatile else f'"{answer.version[:16]}-%b"')
        told["Content-Type"] = self._asking.content_type(answer.media_type) or with_charset(answer.media_type)
        told["Content-Length"] = "%d"
        named = lines((name.lower().encode(), value.encode("latin-1", "replace")) for name, value in told.items())
        form = self._heads[key] = STATUS_LINE[200] + b"%b" + named + _COMMON
        return form

    def scope(self, parameters: bytes, client: tuple[str, int] | None) -> Scope:
        """The scope of a request of this shape."""
        return {**self._asking.request.scope, "query_string": parameters, "client": client}

    def again(self, scope: Scope, raw: bytes) -> Asking:
        """The question of such a request, for whoever wants it whole."""
        return self._asking.of(scope, self._rest._replace(query=text_of(raw)))


_FORMS = 64
"""Heads that a shape remembers; each new graph brings new ones."""
