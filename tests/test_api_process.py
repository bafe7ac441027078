"""A worker as the web process speaks to it, over a line that takes only so much at once."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api.permits import Claims
from api.process import Process
from api.sandbox import Limits
from api.wire import Line, Message
from api.worker import Post

POST = Post("none:none", Path(), Limits(0, 0), 0)


class _Child:
    pid: int | None = None
    status: int | None = None

    def kill(self) -> None:
        """There is no process."""


class _Launcher:
    """Keeps the other end of the line, and starts nothing."""

    other_end: socket.socket

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> _Child:
        del errors, ended
        self.other_end = socket.socket(fileno=os.dup(connection))
        return _Child()

    def complete(self, done: Callable[[], object]) -> None:
        """Nothing is loaded."""

    def close(self) -> None:
        """Nothing was started."""


def test_what_is_sent_ahead_comes_after_what_is_still_on_its_way() -> None:
    """A query may be longer than what the line takes at once; the next one is not sent into its middle."""
    bodies = [b"a" * 1_000_000, b"b", b"c" * 1_000_000, b"d"]

    async def spoken() -> list[bytes]:
        launcher = _Launcher()
        process = Process(launcher, POST, lambda _: None, lambda: None)
        with launcher.other_end as other_end, ThreadPoolExecutor() as threads:
            other_end.settimeout(10)
            heard = threads.submit(_heard, Line(other_end), len(bodies))
            process.send(Message("first", bodies[0]))
            for body in bodies[1:]:
                time.sleep(0.05)  # noqa: ASYNC251 - the line empties, and the loop has had no turn to fill it
                process.send_ahead(Message("next", body))
            told = await asyncio.wrap_future(heard)
        process.close()
        return told

    assert asyncio.run(spoken()) == bodies


def _heard(line: Line, number: int) -> list[bytes]:
    """What a worker hears after its post, with which its permits come."""
    post = line.receive()
    assert post is not None
    assert post.descriptor is not None
    line.claims = Claims(post.descriptor)
    return [message.body for message in (line.receive() for _ in range(number)) if message is not None]
