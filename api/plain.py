"""Plain questions of routes, for `api.short_way`: read as the router would read them, at a tenth of its cost.

Whatever is unusual, or wrong, is left to the router, which says what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.inquiry import Inquiry
from api.parameters import Parameters, text_of
from api.pool import Pool
from api.reading import Asked, Question, sent
from api.replies import Reply
from api.responses import accepts_gzip
from api.shapes import Shape
from ontology.errors import ComityError

A = TypeVar("A", bound=Asked)


@dataclass(slots=True)
class _Asking:
    """A question that was read from a request."""

    pool: Pool
    request: Request
    question: Question

    def begin(self, told: Callable[[Reply | Exception], None]) -> Callable[[], None]:
        """As `short_way.Asking.begin`."""
        asker, gzip = Inquiry(self.pool, self.request).asker, accepts_gzip(self.request)
        return self.pool.begin(self.question.name, self.question.value, self.question.timeout, asker, gzip, told)

    def shape(self) -> Shape | None:
        """As `short_way.Asking.shape`: only queries have one."""
        return None

    def response(self, answer: Reply) -> Response:
        """The response with an answer."""
        return sent(self.request, self.question, answer)


_KEPT: Final = 64
"""Questions that are remembered without their names."""

_MOST: Final = 100
"""Parameters of a request whose question is remembered."""


class Plain(Generic[A]):
    """A route by GET whose parameters are a model's.

    Requests often differ in the things that they name and in nothing else: those are the parameters that may be
    repeated, of which every text is allowed. What the others ask is remembered, since reading it takes 0.1 ms.
    """

    def __init__(self, pool: Pool, model: type[A], question: Callable[[Request, A], Question]) -> None:
        """Ask `pool` the question that a request and its parameters make."""
        self._pool, self._model, self._question = pool, model, question
        self._repeatable = {name for name, field in model.model_fields.items() if "list" in str(field.annotation)}
        self._fields = {name.encode(): name for name in model.model_fields}
        self._known: dict[tuple[object, ...], Question] = {}

    def plain(self, request: Request, body: bytes) -> _Asking | None:
        """The question of a request that the router would not refuse, else None."""
        if request.method != "GET" or body:
            return None
        try:
            return _Asking(self._pool, request, self._asked(request))
        except (ComityError, ValidationError):
            return None

    def _asked(self, request: Request) -> Question:
        """What a request asks.

        Raises:
            ComityError: its parameters cannot be read, or one is given twice that has one meaning.
            ValidationError: one of them is not what it should be.
        """
        parted = self._parted(request.scope["query_string"])
        if parted is None or not parted[0]:
            return self._question(request, self._read(request))
        names, others = parted
        key = (others, *names, request.headers.get("accept"))
        known = self._known.get(key)
        if known is not None:
            return replace(known, value=replace(known.value, **names))
        if len(self._known) >= _KEPT:
            self._known.clear()
        known = self._known[key] = self._question(request, self._read(request))
        return known

    def _parted(self, raw: bytes) -> tuple[dict[str, tuple[str, ...]], bytes] | None:
        """The values of parameters that may be repeated, and the others as they stand; None where that is unusual."""
        names: dict[str, tuple[str, ...]] = {}
        others, pairs = [], raw.split(b"&", _MOST)
        for pair in pairs:
            field = self._fields.get(pair.partition(b"=")[0])
            if field is None or len(pairs) > _MOST:
                return None
            if field in self._repeatable:
                names[field] = (*names.get(field, ()), text_of(pair.partition(b"=")[2]))
            else:
                others.append(pair)
        return names, b"&".join(others)

    def _read(self, request: Request) -> A:
        """The parameters of a request.

        Raises:
            ComityError: they cannot be read, or one is given twice that has one meaning.
            ValidationError: one of them is not what it should be.
        """
        given = Parameters(request.scope["query_string"])
        values = {
            name: list(given.all(name)) if name in self._repeatable else given.one(name) for name in given.names()
        }
        return self._model.model_validate(values)
