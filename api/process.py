"""A worker process as the web process holds it: started, spoken to without waiting, killed, and reaped."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
from collections.abc import Callable
from typing import Final

from api.launching import Launcher
from api.permits import Permits
from api.wire import CHUNK, Assembly, Message, guarded, receive
from api.worker import Post

_LAST_WORDS: Final = 4096
"""Bytes of a worker's error output that are kept: the engine's one line before an abort, not a flood."""


class Process:
    """One worker process; `received` gets its messages and `ended` is called once, when it is gone."""

    def __init__(
        self, launcher: Launcher, post: Post, received: Callable[[Message], None], ended: Callable[[], None]
    ) -> None:
        """Start a worker and tell it its post; needs a running event loop."""
        self._loop = asyncio.get_running_loop()
        self._received = received
        self._ended = ended
        self._assembly = Assembly(guarded)
        self._waiting = bytearray()
        self._words = bytearray()
        self._permits = Permits()
        self._connection, theirs = socket.socketpair()
        self.connected = True
        """Whether it can still be spoken to; it may have ended without this being known yet."""
        self._errors, errors = os.pipe()
        try:
            self._child = launcher.launch(theirs.fileno(), errors, self._gone)
        finally:
            theirs.close()
            os.close(errors)
        self._connection.setblocking(False)
        os.set_blocking(self._errors, False)
        self._loop.add_reader(self._connection.fileno(), self._read_some)
        self._loop.add_reader(self._errors, self._listen)
        self.send(Message(post, descriptor=self._permits.reading))

    @property
    def pid(self) -> int | None:
        """The number of the process, once it is known."""
        return self._child.pid

    @property
    def last_words(self) -> str:
        """The end of what it wrote to its error output."""
        return self._words.decode(errors="replace")

    @property
    def signal(self) -> int | None:
        """The signal that ended it, once it is reaped; None if it ended by itself."""
        code = self._child.status
        return -code if code is not None and code < 0 else None

    def send(self, message: Message) -> None:
        """Send a message, now as far as the socket takes it and the rest when it takes more."""
        if self.connected:
            self._send(message.frame(), message.descriptor)

    def send_ahead(self, message: Message) -> None:
        """Send a message, without a descriptor, that can be taken back until the worker begins with it."""
        if self.connected:
            self._send(message.frame(self._permits.give()), None)

    def _send(self, frame: bytes, descriptor: int | None) -> None:
        if self._waiting:
            self._waiting += frame
            return
        try:
            if descriptor is not None:
                sent = socket.send_fds(self._connection, [frame], [descriptor])
            else:
                sent = self._connection.send(frame)
        except (BlockingIOError, BrokenPipeError, ConnectionResetError):
            sent = 0
        if sent < len(frame):
            self._waiting += frame[sent:]
            self._loop.add_writer(self._connection.fileno(), self._write)

    def take_back(self) -> int:
        """Take back all such messages that the worker has not begun with; returns how many of the last ones."""
        return self._permits.take_back()

    def catch_up(self) -> None:
        """Hear all that the worker has said by now."""
        while self.connected and self._read_some():
            pass

    def kill(self) -> None:
        """End it now; nothing it was doing continues."""
        self._child.kill()

    def close(self) -> None:
        """End it and forget it: nobody is told any more."""
        self._hang_up()
        self._silence()
        self._permits.close()

    def _write(self) -> None:
        try:
            del self._waiting[: self._connection.send(self._waiting)]
        except BlockingIOError:
            return
        except OSError:
            self._waiting.clear()
        if not self._waiting:
            self._loop.remove_writer(self._connection.fileno())

    def _read_some(self) -> bool:
        """Take what has come; whether there was anything, and may be more."""
        try:
            data, descriptors = receive(self._connection, self._assembly.wanted)
        except BlockingIOError:
            return False
        except OSError:
            data, descriptors = b"", []
        if not data:
            self._hang_up()
            return False
        self._assembly.add(data, descriptors)
        try:
            while (message := self._assembly.take()) is not None:
                self._received(message)
        except pickle.UnpicklingError:
            self._hang_up()
        return True

    def _listen(self) -> None:
        try:
            words = os.read(self._errors, CHUNK)
        except BlockingIOError:
            return
        if not words:
            self._loop.remove_reader(self._errors)
        self._words += words
        del self._words[:-_LAST_WORDS]

    def _hang_up(self) -> None:
        """Nothing more can come from it, so it ends if it has not."""
        if self.connected:
            self._loop.remove_reader(self._connection.fileno())
            self._loop.remove_writer(self._connection.fileno())
            self.connected = False
            self._connection.close()
        self.kill()

    def _silence(self) -> None:
        errors, self._errors = self._errors, -1
        if errors >= 0:
            self._loop.remove_reader(errors)
            os.close(errors)

    def _gone(self) -> None:
        """It has ended: what it sent before is still read, then its job can be judged."""
        if self._errors < 0:
            return
        self.catch_up()
        self._hang_up()
        self._listen()
        self._silence()
        self._ended()
        self._permits.close()


CRASHES: Final = frozenset(
    {signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGKILL, signal.SIGALRM}
)
"""Signals by which a worker ends whose question was more than it could bear."""
