"""The short way of a plain question: from the parser to a worker and back, without a task and its messages.

Most questions to `/sparql` are a query and an Accept header. Behind ASGI, one costs the web process twice the time that
it costs here. What is not plain, and what is wrong with a request, goes the long way, through the application.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final, Protocol, cast

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from api.problems import of_exception
from api.replies import Reply
from api.responses import COMMON, AnswerResponse, lines, with_common_head
from api.shapes import Shape
from api.watching import PATIENCE
from ontology.errors import ComityError

LONGEST: Final = 64 * 1024
"""Bytes of a body that may go the short way: more of it would pause the reading."""

_LONG: Final = 64 * 1024
"""Bytes of a body from which it costs more to copy it behind its head than to send it by itself."""

_CONDITIONS: Final = (b"if-match", b"if-none-match", b"if-unmodified-since")
_UNUSUAL: Final = frozenset((*_CONDITIONS, b"content-encoding", b"expect", b"transfer-encoding", b"upgrade"))
_COMMON: Final = lines(COMMON)

Outcome = Reply | Exception
Told = Callable[[Outcome], None]


class Quick(Request):
    """A request whose headers are read once: each look for one among all of them costs as much as that."""

    def __init__(self, scope: Scope) -> None:
        """The request of a connection."""
        super().__init__(scope)
        fields = reversed(scope["headers"])
        self._fields = {name.decode("latin-1"): value.decode("latin-1") for name, value in fields}

    @property
    def headers(self) -> Headers:
        """The first value of each header, by its name in lower case."""
        return cast(Headers, self._fields)


class Asking(Protocol):
    """A question that was read from a request."""

    def begin(self, told: Told) -> Callable[[], None]:
        """Ask it, and tell its outcome once, soon or at once; what is returned ends it before that.

        Raises:
            ComityError: it is not admitted.
        """

    def shape(self) -> Shape | None:
        """What it has in common with others that differ in their query alone, if there can be such."""

    def response(self, answer: Reply) -> Response:
        """The response with its answer."""


class Short(Protocol):
    """An endpoint whose plain questions may go the short way."""

    def plain(self, request: Request, body: bytes) -> Asking | None:
        """The question of a request that has nothing unusual, else None."""


Ways = Mapping[str, Short]
"""Endpoints by path."""


def may(ways: Ways, scope: Scope) -> bool:
    """Whether a request, of which only the head is known, may go the short way."""
    if scope["path"] not in ways or scope["method"] not in ("GET", "POST"):
        return False
    length = b"0"
    for name, value in scope["headers"]:
        if name in _UNUSUAL:
            return False
        if name == b"content-length":
            length = value
    return int(length) <= (LONGEST if scope["method"] == "POST" else 0)


def begin(ways: Ways, cycle: RequestResponseCycle) -> Turn | None:
    """Begin to answer a request that is whole; None if it is to go the long way after all."""
    scope = cast(Scope, cycle.scope)
    asking = ways[scope["path"]].plain(Quick(scope), bytes(cycle.body))
    if asking is None:
        return None
    turn = Turn(cycle, asking)
    try:
        turn.begin()
    except ComityError:
        return None
    return turn


class Turn:
    """One request on the short way."""

    def __init__(self, cycle: RequestResponseCycle, asking: Asking) -> None:
        """The request of a cycle, and what it asks."""
        self._cycle = cycle
        self._asking = asking
        self._end: Callable[[], None] | None = None
        self._sending: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Ask.

        Raises:
            ComityError: the question is not admitted.
        """
        self._end = self._asking.begin(self.told)

    def shape(self) -> Shape | None:
        """What its question has in common with others."""
        return self._asking.shape()

    def abandon(self) -> None:
        """Nobody waits for the answer any more: it is ended, unless it is found in a moment, which costs less."""
        if self._end is not None:
            asyncio.get_running_loop().call_later(PATIENCE, self._stop)

    def _stop(self) -> None:
        if self._end is not None:
            self._end()

    def told(self, outcome: Outcome) -> None:
        """Answer with the outcome."""
        self._end = None
        try:
            if isinstance(outcome, Exception):
                raise outcome
            response = self._asking.response(outcome)
        except Exception as error:  # noqa: BLE001 - the edge of the service, as `Endpoint.__call__` is another
            response = of_exception(error).response()
        self._send(response)

    def _send(self, response: Response) -> None:
        """Send a response now, or piece by piece where it is long or the client slow."""
        body = None
        if not self._cycle.flow.write_paused:
            body = response.in_memory() if isinstance(response, AnswerResponse) else bytes(response.body)
        if body is None:
            self._sending = asyncio.get_running_loop().create_task(self._send_long(response))
        elif not self._cycle.disconnected:
            _write(self._cycle, response, body)

    async def _send_long(self, response: Response) -> None:
        cycle = self._cycle
        send = with_common_head(cast(Send, cycle.send))
        await response(cast(Scope, cycle.scope), cast(Receive, cycle.receive), send)


def _write(cycle: RequestResponseCycle, response: Response, body: bytes) -> None:
    """Write a whole response and end the cycle, as its own `send` would in two steps."""
    head = [STATUS_LINE[response.status_code]]
    head.append(lines(cycle.default_headers))
    if isinstance(response, AnswerResponse):
        head.append(response.head())
    else:
        head.append(lines(response.raw_headers))
    head += [_COMMON, b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"]
    cycle.response_started = cycle.response_complete = True
    if len(body) < _LONG:
        cycle.transport.write(b"".join([*head, body]))
    else:
        cycle.transport.write(b"".join(head))
        cycle.transport.write(body)
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
