"""Plain questions of routes, for `api.short_way`: read as the router would read them, at a tenth of its cost.

Whatever is unusual, or wrong, is left to the router, which says what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.inquiry import Inquiry
from api.parameters import Parameters
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


class Plain(Generic[A]):
    """A route by GET whose parameters are a model's."""

    def __init__(self, pool: Pool, model: type[A], question: Callable[[Request, A], Question]) -> None:
        """Ask `pool` the question that a request and its parameters make."""
        self._pool, self._model, self._question = pool, model, question
        self._repeatable = {name for name, field in model.model_fields.items() if "list" in str(field.annotation)}

    def plain(self, request: Request, body: bytes) -> _Asking | None:
        """The question of a request that the router would not refuse, else None."""
        if request.method != "GET" or body:
            return None
        try:
            return _Asking(self._pool, request, self._question(request, self._read(request)))
        except (ComityError, ValidationError):
            return None

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
