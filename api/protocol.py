"""HTTP/1.1 with bounds: on heads, on silence, on connections, and on clients that do not read.

uvicorn leaves a connection open for as long as it says nothing. Here each has so many seconds for a request's head,
must keep a body coming and take what it is sent, and shares a limit with the others of its address. httptools (llhttp)
is the parser: it costs a third of h11, refuses the forms that smuggle a second request (RFC 9112, section 11.2), and
needs a bound on heads, which is set here.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import httptools
from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from api import heads, short_way
from api.bounds import Bounds
from api.corked import Corked
from api.fairness import client_of
from api.problems import Problem, of_status
from api.repeats import LONGEST, Repeat, Repeats
from api.replies import Reply
from api.resting import RestingProtocol
from api.settings import Settings
from ontology.errors import ComityError

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application, HTTPScope

logger = logging.getLogger("comity.http")
"""For what uvicorn says of single requests, which anybody can make it say; `api.server` silences it."""

MAX_HEAD: Final = 64 * 1024
"""Bytes of a request line and headers together, of which an address has at most the next."""

MAX_ADDRESS: Final = 60_000

MAX_HEADERS: Final = 100

_FLOOR: Final = 1024
"""Bytes a second that a body must bring, over each stretch of `stall_seconds`."""


def bounded(settings: Settings, ways: short_way.Ways) -> type[asyncio.Protocol]:
    """The protocol of a server with these settings, as uvicorn wants it; `ways` are short ones to endpoints."""
    hosts = frozenset(name.lower() for name in settings.hosts)
    bounds = Bounds(settings.header_seconds, settings.stall_seconds, settings.connections_per_client, hosts)
    return cast(type[asyncio.Protocol], partial(BoundedProtocol, bounds=bounds, ways=ways, repeats=Repeats()))


class BoundedProtocol(RestingProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, bounds: Bounds, ways: short_way.Ways, repeats: Repeats, **options: Any) -> None:
        """As uvicorn makes it, within `bounds`."""
        super().__init__(*arguments, **options)
        self.logger = logger
        self._corked: Corked
        self._repeats = repeats
        self._whole = b""
        self._bounds = bounds
        self._ways = ways
        self._turn: short_way.Turn | Repeat | None = None
        self._postponed: ASGI3Application | None = None
        self._peer: str | None = None
        self._in_head = False
        self._in_body = False
        self._head_size = 0
        self._parsed = 0
        self._phase = ""
        self._refusal: Problem | None = None
        self._received = 0
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or send it away; its first request must come soon."""
        self._corked = Corked(transport, self.loop)
        super().connection_made(cast(asyncio.Transport, self._corked))
        peer = client_of(self.client[0]) if self.client else "local"
        refusal = self._bounds.enter(peer)
        if refusal is not None:
            self._refuse(refusal)
            return
        self._peer = peer
        self._phase = "head"
        self._reading = self.loop.call_later(self._bounds.header_seconds, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection and its clocks; what it asked the short way ends, the application sees for itself."""
        if self._turn is not None:
            self._turn.abandon()
        self._stop_reading_clock()
        self.resume_writing()
        if self._peer is not None:
            self._bounds.leave(self._peer)
            self._peer = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came, then set the clock for what is still to come."""
        if self.transport.is_closing():
            return
        cycle: RequestResponseCycle | None = self.cycle
        at_rest = not self._in_head and not self._in_body and (cycle is None or cycle.response_complete)
        if at_rest and len(data) <= LONGEST and self._repeat(data):
            self._watch_reading()
            return
        self._whole = data if at_rest else b""
        self._received += len(data)
        if self._in_head:
            self._head_size += len(data)
        if b"pgrade:" in data and not self._in_body:
            data = heads.without_upgrade(data)
        super().data_received(data)
        self._whole = b""
        if self._in_head and self._head_size > MAX_HEAD:
            self._refuse(_HEAD_TOO_LARGE)
        self._watch_reading()

    def _repeat(self, data: bytes) -> bool:
        """Begin to answer a request that repeats another; whether it does."""
        found = self._repeats.find(data)
        if found is None or self._peer is None:
            return False
        repeat, before = Repeat(self, *found), self.cycle
        self._unset_keepalive_if_required()
        self.cycle, self._turn = cast(RequestResponseCycle, repeat), repeat
        try:
            repeat.begin(self._peer)
        except ComityError:
            self.cycle = before
            return False
        return True

    @property
    def writable(self) -> bool:
        """Whether the client has taken what it was sent."""
        return not self.flow.write_paused

    @property
    def defaults(self) -> bytes:
        """The headers that every response has."""
        return self._repeats.defaults(self.server_state.default_headers)

    def finish(self, response: bytes, keep_alive: bool) -> None:
        """Send a whole response, and be ready for the next request."""
        self._corked.send(response)
        if not keep_alive:
            self.transport.close()
        self.on_response_complete()

    def answer(self, repeat: Repeat, scope: Scope, asking: short_way.Asking, outcome: Reply | Exception) -> None:
        """Answer a repeated request as one that was parsed."""
        cycle = RequestResponseCycle(
            scope=cast("HTTPScope", scope),
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=repeat.keep_alive,
            on_response=self.on_response_complete,
        )
        cycle.more_body = False
        if self.cycle is cast(RequestResponseCycle, repeat):
            self.cycle = cycle
        self._turn = turn = short_way.Turn(cycle, asking)
        turn.told(outcome)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head, self._head_size, self._parsed = True, 0, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the request's address."""
        super().on_url(url)
        if len(self.url) > MAX_ADDRESS:
            self._fail(of_status(414, f"found an address of more than {MAX_ADDRESS:,} bytes; send the query by POST"))

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        self._parsed += len(name) + len(value)
        if self._parsed > MAX_HEAD:
            self._fail(_HEAD_TOO_LARGE)
        if len(self.headers) >= MAX_HEADERS:
            self._fail(of_status(431, f"found more than {MAX_HEADERS} headers"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole, and may be answered; a field that came in several lines is one."""
        self._in_head, self._in_body = False, True
        refusal = heads.refusal(self.parser.get_http_version(), self.headers, self._bounds.hosts)
        if refusal is not None:
            self._fail(refusal)
        self.headers[:] = heads.combined(self.headers)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._in_body = False
        super().on_message_complete()
        app, self._postponed = self._postponed, None
        if app is not None:
            self._begin(self.cycle, app)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Begin to answer a request; one that may go the short way is to be whole first."""
        if not short_way.may(self._ways, cast(Scope, cycle.scope)):
            super()._start_asgi_task(cycle, app)
        elif cycle.more_body:
            self._postponed = app
        else:
            self._begin(cycle, app)

    def _begin(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._turn = turn = short_way.begin(self._ways, cycle)
        if turn is None:
            super()._start_asgi_task(cycle, app)
        elif self._whole and cycle.keep_alive and (shape := turn.shape()) is not None:
            self._repeats.learn(self._whole, cast(Scope, cycle.scope), shape)

    def pause_writing(self) -> None:
        """The client does not read as fast as it is sent to: it has a while to catch up."""
        super().pause_writing()
        if self._writing is None:
            self._writing = self.loop.call_later(self._bounds.stall_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client caught up."""
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        if self.flow is not None:
            super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more came: close, and do not wait for a client that does not read either."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self._bounds.stall_seconds, self.transport.abort)

    def _unsupported_upgrade_warning(self) -> None:
        """A request to speak something else is answered in HTTP/1.1, and is no event."""

    def send_400_response(self, msg: str) -> None:
        """Tell a client that its request is none, or why it was refused while it was read."""
        unknown = isinstance(sys.exception(), httptools.HttpParserInvalidMethodError) and _METHOD.match(self._whole)
        self._refuse(self._refusal or (_UNKNOWN_METHOD if unknown else of_status(400, msg)))

    def _fail(self, refusal: Problem) -> None:
        """Stop the parser from within one of its callbacks.

        Raises:
            HttpParserError: always; uvicorn answers it through `send_400_response`.
        """
        self._refusal = refusal
        raise httptools.HttpParserError(refusal.detail)

    def _refuse(self, refusal: Problem) -> None:
        body = refusal.body()
        head = [f"HTTP/1.1 {refusal.status} {refusal.title}"]
        told = {"content-type": "application/problem+json", "content-length": str(len(body)), "connection": "close"}
        head += [f"{name}: {value}" for name, value in {**told, **_OPEN, **refusal.headers}.items()]
        self.transport.write("\r\n".join((*head, "", "")).encode("latin-1") + body)
        self.transport.close()

    def _watch_reading(self) -> None:
        phase = "head" if self._in_head else "body" if self._in_body else ""
        if phase == self._phase:
            return
        self._stop_reading_clock()
        self._phase = phase
        if phase == "head":
            self._reading = self.loop.call_later(self._bounds.header_seconds, self._too_slow)
        elif phase == "body":
            self._watch_body()

    def _watch_body(self) -> None:
        self._received = 0
        self._reading = self.loop.call_later(self._bounds.stall_seconds, self._body_checked)

    def _body_checked(self) -> None:
        cycle: RequestResponseCycle | None = self.cycle
        answered = cycle is not None and cycle.response_complete
        slow = self._received < _FLOOR * self._bounds.stall_seconds and not self.flow.read_paused
        if answered or slow:
            self._too_slow()
        else:
            self._watch_body()

    def _too_slow(self) -> None:
        """A request that does not come: told so if it began and was not answered yet, then cut off."""
        cycle: RequestResponseCycle | None = self.cycle
        unanswered = self._in_body and cycle is not None and not cycle.response_started
        if self._in_head or unanswered:
            self._refuse(of_status(408, "the request took too long to arrive"))
        else:
            self.transport.close()
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        self.loop.call_later(1, self.transport.abort)

    def _stop_reading_clock(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None


_OPEN: Final = {"access-control-allow-origin": "*", "x-content-type-options": "nosniff"}
_METHOD: Final = re.compile(rb"[A-Z]{1,20} \S+ HTTP/1\.[01]\r\n")
_UNKNOWN_METHOD: Final = of_status(501, "found a method that no address has")
_HEAD_TOO_LARGE: Final = of_status(431, f"found a head of more than {MAX_HEAD:,} bytes")
