"""The line between the web process and a worker: one message is a head, a body and at most one open file.

A message is `>IIBI` (length of head, length of body, flags, permit), then head and body. Heads are pickles; those of
named tuples take a third of the time of those of data classes, and a head that is `Packed` is written and read once,
however often it is sent. What the web process sends is trusted by a worker. What a worker sends back is read by an
unpickler that knows the classes of an outcome and of our errors and nothing else, since a worker has evaluated other
people's text.
"""

from __future__ import annotations

import io
import pickle
import select
import socket
import struct
from array import array
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from api.permits import Claims
from ontology import errors

_FRAME: Final = struct.Struct(">IIBI")
_FILE: Final = 1
_AGAIN: Final = 2
"""Flags: a descriptor comes along; the head is one that comes again."""

_ANCILLARY: Final = socket.CMSG_SPACE(4 * struct.calcsize("i"))
_REMEMBERED: Final = 256
"""Heads that one end remembers."""

CHUNK: Final = 64 * 1024
"""Bytes that are read at once of what is long: a buffer is made for each reading, a larger one ten times as slowly."""

_FIRST: Final = 16 * 1024
"""Bytes that are read while it is not known how long a message is; most are shorter, and 1 µs is spared."""


class Packed(bytes):
    """A head that comes again, as it is sent; short, and of values that nobody changes."""

    @classmethod
    def of(cls, head: Any) -> Packed:
        """Pack a head."""
        return cls(pickle.dumps(head, pickle.HIGHEST_PROTOCOL))


class Message(NamedTuple):
    """What crosses the line; whoever receives `descriptor` owns it.

    A message with a `permit` is for a worker that finds this number among its `Permits`; any other passes over it.
    """

    head: Any
    body: bytes = b""
    descriptor: int | None = None
    permit: int = 0

    def frame(self, ahead: int = 0) -> bytes:
        """The message as bytes, without its descriptor; `ahead` is its permit, if it has none of its own."""
        head, body, descriptor, permit = self
        flags = 0 if descriptor is None else _FILE
        if type(head) is Packed:
            flags |= _AGAIN
        else:
            head = pickle.dumps(head, pickle.HIGHEST_PROTOCOL)
        return b"".join((_FRAME.pack(len(head), len(body), flags, permit or ahead), head, body))


class Ask(NamedTuple):
    """One question to a worker: its name in the table of questions, its request, and how the answer may travel.

    `seconds` is when the worker gives itself up, should nobody have ended it before. `gzip` allows a compressed body.
    A `stream` goes to the open file that comes with the question, as it is found.
    """

    question: str
    request: Any
    seconds: float
    gzip: bool = False
    stream: bool = False


class Edition(NamedTuple):
    """One published graph: its version, and the mark that its folder shows while it is the published one.

    `since` is when it was published, in whole seconds since 1970; 0 while that second may still bring another.
    """

    version: str
    mark: str = ""
    since: int = 0


class Greeting(NamedTuple):
    """A worker is ready: which graph it has, and what its sandbox lacks on this system."""

    edition: Edition
    lacking: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """A finished answer without its body, which follows in the message or in its file.

    One that is `begun` has only begun: its body goes to the file that came with the question, and another outcome, or a
    failure, follows at its end.
    """

    media_type: str
    edition: Edition
    complete: bool = True
    limits_hit: tuple[str, ...] = ()
    volatile: bool = False
    gzip: bool = False
    begun: bool = False


class Failure(NamedTuple):
    """A question that failed, or a worker that could not start."""

    error: errors.ComityError


class _Unpickler(pickle.Unpickler):
    """Reads what a worker may send."""

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__ and name in _KNOWN:
            return _KNOWN[name]
        found = getattr(errors, name, None) if module == errors.__name__ else None
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"found {module}.{name} in a worker's message")


_KNOWN: Final = {"Edition": Edition, "Greeting": Greeting, "Outcome": Outcome, "Failure": Failure}


def trusting(data: bytes) -> Any:
    """A head from the web process."""
    return pickle.loads(data)  # noqa: S301 - from the process that started this one


def guarded(data: bytes) -> Any:
    """A head from a worker.

    Raises:
        pickle.UnpicklingError: it holds something that no worker sends.
    """
    return _Unpickler(io.BytesIO(data)).load()


class Assembly:
    """Messages out of the pieces in which a stream brings them."""

    def __init__(self, read: Callable[[bytes], Any]) -> None:
        """Unpickle heads with `read`."""
        self._read = read
        self._known: dict[bytes, Any] = {}
        self._bytes: bytes | bytearray = b""
        self._descriptors: list[int] = []
        self.wanted = _FIRST
        """Bytes that are to be read next."""

    def add(self, data: bytes, descriptors: list[int]) -> None:
        """A piece, as it came."""
        self._descriptors += descriptors
        if not self._bytes:
            self._bytes = data
            return
        if isinstance(self._bytes, bytes):
            self._bytes = bytearray(self._bytes)
        self._bytes += data

    @property
    def holds(self) -> bool:
        """Whether there is anything of a message."""
        return bool(self._bytes)

    def take(self) -> Message | None:
        """The next message that is whole, or None."""
        held = self._bytes
        if len(held) < _FRAME.size:
            return None
        head, body, flags, permit = _FRAME.unpack_from(held)
        middle = _FRAME.size + head
        if (missing := (end := middle + body) - len(held)) > 0:
            self.wanted = min(max(missing, _FIRST), CHUNK)
            return None
        packed = bytes(held[_FRAME.size : middle])
        read = self._again(packed) if flags & _AGAIN else self._read(packed)
        descriptor = self._descriptors.pop(0) if flags & _FILE else None
        message = Message(read, bytes(held[middle:end]), descriptor, permit)
        self._bytes, self.wanted = held[end:], _FIRST
        return message

    def _again(self, packed: bytes) -> Any:
        """A head that may have come before."""
        head = self._known.get(packed)
        if head is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            head = self._known[packed] = self._read(packed)
        return head


def receive(connection: socket.socket, size: int) -> tuple[bytes, list[int]]:
    """What comes next over a connection, and the descriptors that come with it; no bytes at its end."""
    data, ancillary, _, _ = connection.recvmsg(size, _ANCILLARY)
    if not ancillary:
        return data, []
    found = array("i")
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            found.frombytes(content[: len(content) - len(content) % found.itemsize])
    return data, list(found)


class Line:
    """A worker's end: it waits for one message at a time."""

    def __init__(self, connection: socket.socket) -> None:
        """Speak over a connected stream socket of the Unix family."""
        self._connection = connection
        self._assembly = Assembly(trusting)
        self.claims: Claims | None = None
        """Where it asks whether a message may still be begun with; without, those that need it are passed over."""
        self.heard = False
        """Whether anything came while it last waited for a message, which may have been there already."""

    def receive(self) -> Message | None:
        """The next message to begin with, or None once the web process has gone."""
        self.heard = False
        while (message := self._next()) is not None:
            if not message.permit or (self.claims is not None and self.claims.claim(message.permit)):
                break
        return message

    @property
    def holds(self) -> bool:
        """Whether there is anything of a message that was not taken yet."""
        return self._assembly.holds

    @property
    def waiting(self) -> bool:
        """Whether something has come that was not taken yet."""
        return self.holds or bool(select.select([self._connection], [], [], 0)[0])

    def _next(self) -> Message | None:
        while (message := self._assembly.take()) is None:
            data, descriptors = receive(self._connection, self._assembly.wanted)
            self.heard = True
            if not data:
                return None
            self._assembly.add(data, descriptors)
        return message

    def send(self, message: Message) -> None:
        """Send a message; the descriptor is copied to the other side and stays open here."""
        frame = message.frame()
        if message.descriptor is not None:
            frame = frame[socket.send_fds(self._connection, [frame], [message.descriptor]) :]
        self._connection.sendall(frame)
