"""The keeper's own process: it has loaded everything and opened nothing, and forks a worker when one is wanted.

It has one thread, so that its forks are sound, and it shares its memory with them. It speaks datagrams. `fork TOKEN`,
with two descriptors, comes in; `born TOKEN PID`, with a descriptor of the process, and `ended TOKEN STATUS` go out.
`load MODULE...` comes in and `loaded 0 0` goes out, once the modules are there for whatever is forked from then on.
`hold MOST DESK FOLDER`, with another such line, comes in too: a fork of the keeper then takes the graph of a folder
into memory, says `held 0 0` over that line, and forks workers that have it from their first moment.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final

from api.sandbox import die_with_parent
from api.worker import Desk, Holder, desk_named, serve
from ontology.errors import ComityError

DATAGRAM: Final = 8192
"""Bytes of one message; the longest holds a path."""


def main() -> None:
    """Run a keeper over the descriptor that the command line names first, with the modules that it names then."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if die_with_parent() and os.getppid() != parent:
        return
    for name in sys.argv[2:]:
        import_module(name)
    _Nursery(socket.socket(fileno=int(sys.argv[1]))).run()


class _Nursery:
    """The loop of a process that forks."""

    def __init__(self, line: socket.socket, desk: Desk | None = None) -> None:
        self._line = line
        self._desk = desk
        self._tokens: dict[int, int] = {}
        self._bell, self._ring = os.pipe()
        for end in (self._bell, self._ring):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._ring, warn_on_full_buffer=False)

    def run(self) -> None:
        """Fork and reap until the web process has gone."""
        _settle()
        while True:
            ready, _, _ = select.select([self._line.fileno(), self._bell], [], [])
            if self._bell in ready:
                with suppress(BlockingIOError):
                    os.read(self._bell, DATAGRAM)
                self._reap()
            if self._line.fileno() in ready and not self._take():
                return

    def _take(self) -> bool:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._line, DATAGRAM, 2)
        except ConnectionResetError:
            return False
        if not data:
            return False
        word, _, rest = data.partition(b" ")
        if word == b"fork":
            self._fork(int(rest), *descriptors)
        elif word == b"load":
            self._load(rest.decode())
        else:
            self._hold(rest.decode(), *descriptors)
        for one in descriptors:
            os.close(one)
        return True

    def _fork(self, token: int, connection: int, errors: int) -> None:
        def work() -> None:
            os.dup2(errors, 2)
            os.close(errors)
            serve(connection, self._desk)

        pid = self._child(work)
        self._tokens[pid] = token
        descriptor = os.pidfd_open(pid)
        socket.send_fds(self._line, [b"born %d %d" % (token, pid)], [descriptor])
        os.close(descriptor)

    def _load(self, modules: str) -> None:
        for name in modules.split():
            import_module(name)
        _settle()
        with suppress(BrokenPipeError):
            self._line.send(b"loaded 0 0")

    def _hold(self, order: str, line: int) -> None:
        most, desk, folder = order.split(" ", 2)

        def work() -> None:
            _hold(socket.socket(fileno=line), desk, Path(folder), int(most))

        self._child(work)

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = found
                if pid in self._tokens:
                    self._line.send(b"ended %d %d" % (self._tokens.pop(pid), os.waitstatus_to_exitcode(status)))

    def _child(self, work: Callable[[], None]) -> int:
        """A process that does this work and never comes back; its number."""
        parent = os.getpid()
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._line.close()
            os.close(self._bell)
            os.close(self._ring)
            if not die_with_parent() or os.getppid() == parent:
                work()
            code = 0
        except BaseException:  # noqa: BLE001 - whatever happens, the child must not run the loop of its parent
            traceback.print_exc()
        finally:
            os._exit(code)


def _hold(line: socket.socket, name: str, folder: Path, most: int) -> None:
    """Take the graph of a folder into memory and fork from it; end at once if that cannot be."""
    desk = desk_named(name, folder)
    with suppress(ComityError, BrokenPipeError):
        if isinstance(desk, Holder) and desk.hold(most):
            line.send(b"held 0 0")
            _Nursery(line, desk).run()


def _settle() -> None:
    """Make this process fit for forking.

    Raises:
        RuntimeError: it has threads.
    """
    gc.collect()
    gc.freeze()
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        raise RuntimeError(f"found {threads} threads, expected one: a fork would copy their locks as they are")
