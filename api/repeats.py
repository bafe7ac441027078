"""Requests that repeat another but for their query: what a head means is remembered by its bytes.

A client sends the same head with every request, except for the address. Where the bytes after the request line are
those of a request that went the short way, and the address is the same around the query, the parser would find the same
again: it is spared. Every other request is read by it, with all its bounds; only what it has passed, whole and alone in
its packet, is ever remembered.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

from starlette.types import Scope

from api.jobs import Job
from api.replies import Reply, reply_of
from api.shapes import Shape
from api.watching import PATIENCE
from api.wire import Message

if TYPE_CHECKING:
    from api.protocol import BoundedProtocol

LONGEST: Final = 32 * 1024
"""Bytes of a request that may be a repeated one; far from every bound of the parser's."""

_REQUEST: Final = re.compile(rb"GET (/[a-z/]+)\?(query=([!\"$%'-~]*+)((?:&[!\"$-~]*+)?)) HTTP/1\.1\r\n")
"""A request line with the query as its first parameter; of an address, only characters that every parser takes."""

_END: Final = b"\r\n\r\n"
_HEADS: Final = 128
_SHAPES: Final = 16
_HEAD: Final = 2048
"""Heads that are remembered, shapes of one head, and bytes of a head."""

_SINGLE: Final = frozenset((b"content-length", b"content-type", b"if-modified-since", b"query-id"))
"""Headers of one request; those of `short_way`, which it leaves to the long way, are never here."""


class Repeats:
    """The heads of one server, and the shapes of the questions that came with them."""

    def __init__(self) -> None:
        """None yet."""
        self._heads: dict[bytes, dict[tuple[bytes, bytes], Shape]] = {}
        self._defaults: list[tuple[bytes, bytes]] = []
        self._written = b""

    def find(self, data: bytes) -> tuple[Shape, bytes, bytes] | None:
        """The shape of a request, its query and its parameters, if it repeats another; they are still escaped."""
        line = _REQUEST.match(data)
        if line is None:
            return None
        path, parameters, query, others = line.groups()
        shape = self._heads.get(data[line.end() :], _NONE).get((path, others))
        return None if shape is None else (shape, query, parameters)

    def learn(self, data: bytes, scope: Scope, shape: Shape) -> None:
        """Remember the head of a request, which was `data` and nothing more, if it can come again."""
        line = _REQUEST.match(data)
        if line is None or any(name in _SINGLE for name, _ in scope["headers"]):
            return
        head = data[line.end() :]
        if len(head) > _HEAD or head.find(_END) != len(head) - len(_END):
            return
        if head not in self._heads and len(self._heads) >= _HEADS:
            self._heads.clear()
        shapes = self._heads.setdefault(head, {})
        if len(shapes) < _SHAPES:
            shapes[line[1], line[4]] = shape

    def defaults(self, fields: list[tuple[bytes, bytes]]) -> bytes:
        """The headers that a server gives to every response, which it changes once a second."""
        if fields is not self._defaults:
            self._defaults, self._written = fields, b"".join(b"%b: %b\r\n" % field for field in fields)
        return self._written


_NONE: Final[dict[tuple[bytes, bytes], Shape]] = {}


class Repeat:
    """One such request: to uvicorn a cycle of request and response, as far as it looks at one."""

    __slots__ = (
        "_job",
        "_parameters",
        "_protocol",
        "_query",
        "_shape",
        "disconnected",
        "keep_alive",
        "message_event",
        "response_complete",
        "response_started",
    )

    def __init__(self, protocol: BoundedProtocol, shape: Shape, query: bytes, parameters: bytes) -> None:
        """A request of a connection."""
        self._protocol = protocol
        self._shape = shape
        self._query = query
        self._parameters = parameters
        self._job: Job | None = None
        self.keep_alive = True
        self.disconnected = False
        self.response_started = self.response_complete = False
        self.message_event = self

    def set(self) -> None:
        """As the event of a cycle, for which nobody waits here."""

    def begin(self, client: str) -> None:
        """Ask.

        Raises:
            ComityError: the query cannot be read, or is not admitted.
        """
        self._job = self._shape.begin(self._query, client, self._told, self._heard)

    def abandon(self) -> None:
        """As `Turn.abandon`."""
        if self._job is not None and not self._job.over:
            asyncio.get_running_loop().call_later(PATIENCE, self._stop)

    def _stop(self) -> None:
        if self._job is not None:
            self._shape.pool.abandon(self._job)

    def _told(self, outcome: Reply | Exception) -> None:
        protocol = self._protocol
        if self.disconnected:
            return
        if not isinstance(outcome, Reply) or outcome.descriptor is not None or not protocol.writable:
            scope = self._shape.scope(self._parameters, protocol.client)
            protocol.answer(self, scope, self._shape.again(scope, self._query), outcome)
            return
        self._finish(self._shape.head(outcome, self._parameters, protocol.defaults), outcome.body)

    def _heard(self, outcome: Message | Exception) -> None:
        """As `_told`, of a message: of a short answer, no reply is made."""
        protocol = self._protocol
        if not isinstance(outcome, Message):
            self._told(outcome)
        elif outcome.descriptor is not None or not protocol.writable or self.disconnected or self._job is None:
            self._told(reply_of(outcome, self._job.id if self._job is not None else ""))
        else:
            head = self._shape.head_of(outcome, self._job.id, self._parameters, protocol.defaults)
            self._finish(head, outcome.body)

    def _finish(self, head: bytes, body: bytes) -> None:
        self.response_started = self.response_complete = True
        end = b"\r\n" if self.keep_alive else b"connection: close\r\n\r\n"
        self._protocol.finish(b"".join((head, end, body)), self.keep_alive)
