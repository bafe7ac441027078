"""The line between the web process and a worker: one message is a head, a body and at most one open file.

A message is `>IIB` (length of head, length of body, number of descriptors: 0 or 1), then head and body. Heads are
pickles; those of named tuples take a third of the time of those of data classes. What the web process sends is trusted
by a worker. What a worker sends back is read by an unpickler that knows the classes of an outcome and of our errors and
nothing else, since a worker has evaluated other people's text.
"""

from __future__ import annotations

import io
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from ontology import errors

_FRAME: Final = struct.Struct(">IIB")
UNKNOWN: Final = -1

CHUNK: Final = 64 * 1024
"""Bytes that are read at once: a buffer is made for each reading, and a larger one takes ten times as long to make."""


@dataclass(frozen=True, slots=True)
class Message:
    """What crosses the line; whoever receives `descriptor` owns it."""

    head: Any
    body: bytes = b""
    descriptor: int | None = None

    def frame(self) -> bytes:
        """The message as bytes, without its descriptor."""
        head = pickle.dumps(self.head, pickle.HIGHEST_PROTOCOL)
        return b"".join((_FRAME.pack(len(head), len(self.body), int(self.descriptor is not None)), head, self.body))


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

    One of size `UNKNOWN` is only beginning: its body goes to the file that came with the question, and another outcome,
    or a failure, follows at its end.
    """

    media_type: str
    size: int
    edition: Edition
    complete: bool = True
    limits_hit: tuple[str, ...] = ()
    volatile: bool = False
    gzip: bool = False


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
        self._bytes = bytearray()
        self._descriptors: list[int] = []

    def add(self, data: bytes, descriptors: list[int]) -> None:
        """A piece, as it came."""
        self._bytes += data
        self._descriptors += descriptors

    def take(self) -> Message | None:
        """The next message that is whole, or None."""
        if len(self._bytes) < _FRAME.size:
            return None
        head, body, count = _FRAME.unpack_from(self._bytes)
        if len(self._bytes) < (end := _FRAME.size + head + body):
            return None
        middle = _FRAME.size + head
        message = Message(
            self._read(bytes(self._bytes[_FRAME.size : middle])),
            bytes(self._bytes[middle:end]),
            self._descriptors.pop(0) if count else None,
        )
        del self._bytes[:end]
        return message


class Line:
    """A worker's end: it waits for one message at a time."""

    def __init__(self, connection: socket.socket) -> None:
        """Speak over a connected stream socket of the Unix family."""
        self._connection = connection
        self._assembly = Assembly(trusting)

    def receive(self) -> Message | None:
        """The next message, or None once the web process has gone."""
        while (message := self._assembly.take()) is None:
            data, descriptors, _, _ = socket.recv_fds(self._connection, CHUNK, 4)
            if not data:
                return None
            self._assembly.add(data, descriptors)
        return message

    def send(self, message: Message) -> None:
        """Send a message; the descriptor is copied to the other side and stays open here."""
        frame = memoryview(message.frame())
        sent = 0
        if message.descriptor is not None:
            sent = socket.send_fds(self._connection, [frame], [message.descriptor])
        self._connection.sendall(frame[sent:])
