"""A process that has loaded everything and opened nothing, and forks a worker in a few milliseconds when one is wanted.

Loading Python, the engine and the compiled kernels takes about a second; a worker that was killed at its deadline is to
be replaced sooner. The keeper has one thread and no store, so that its forks are sound, and it shares its memory with
them. It speaks datagrams: `fork TOKEN` with two descriptors comes in; `born TOKEN PID`, with a descriptor of the
process, and `ended TOKEN STATUS` go out.
"""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Final

from api.launching import DESKS, Child, Launcher, Spawner, start
from api.sandbox import die_with_parent
from api.worker import serve

_DATAGRAM: Final = 256


def supported() -> bool:
    """Whether this system can fork, name a process by a descriptor, and keep datagrams in order."""
    return sys.platform.startswith("linux") and hasattr(os, "pidfd_open") and hasattr(socket, "SOCK_SEQPACKET")


def begin() -> Launcher:
    """What starts the workers of a service on this system; where it can, it loads what they need from now on."""
    if not supported():
        return Spawner()
    keeper = Keeper([name.partition(":")[0] for name in DESKS])
    keeper.begin()
    return keeper


class Keeper:
    """The keeper as the web process holds it; it is started with the first worker, and again should it end."""

    def __init__(self, modules: Sequence[str]) -> None:
        """No process yet; it will import these modules, which are what workers need."""
        self._modules = tuple(modules)
        self._line: socket.socket | None = None
        self._heard = False
        self._process: subprocess.Popen[bytes] | None = None
        self._children: dict[int, _Forked] = {}
        self._tokens = count()

    def begin(self) -> socket.socket:
        """Start the process, before there is a worker to start and without an event loop."""
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = start("api.keeper", (str(theirs.fileno()), *self._modules), (theirs.fileno(),))
        self._line.setblocking(False)
        return self._line

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> Child:
        """As `Launcher.launch`."""
        token = next(self._tokens)
        child = self._children[token] = _Forked(ended)
        line = self._line or self.begin()
        if not self._heard:
            asyncio.get_running_loop().add_reader(line.fileno(), self._read)
            self._heard = True
        try:
            socket.send_fds(line, [b"fork %d" % token], [connection, errors])
        except OSError:
            self._over()
        return child

    def close(self) -> None:
        """End the keeper, and with it what it forked."""
        if self._line is not None:
            if self._heard:
                asyncio.get_running_loop().remove_reader(self._line.fileno())
            self._line.close()
            self._line, self._heard = None, False
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _read(self) -> None:
        if self._line is None:
            return
        try:
            data, descriptors, _, _ = socket.recv_fds(self._line, _DATAGRAM, 1)
        except BlockingIOError:
            return
        except OSError:
            data, descriptors = b"", []
        if not data:
            self._over()
            return
        word, token, number = data.split()
        if word == b"born":
            self._children[int(token)].born(int(number), descriptors[0])
        else:
            self._children.pop(int(token)).end(int(number))

    def _over(self) -> None:
        """The keeper has ended, and its workers with it."""
        self.close()
        children, self._children = self._children, {}
        for child in children.values():
            child.end(-signal.SIGKILL)


class _Forked:
    """A grandchild of this process, known by a descriptor: its number may be another's by the time it is killed."""

    def __init__(self, ended: Callable[[], None]) -> None:
        self._ended = ended
        self._descriptor: int | None = None
        self._doomed = False
        self.pid: int | None = None
        self.status: int | None = None

    def born(self, pid: int, descriptor: int) -> None:
        self.pid, self._descriptor = pid, descriptor
        if self._doomed:
            self.kill()

    def kill(self) -> None:
        self._doomed = True
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def end(self, status: int) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
        self.status = status
        asyncio.get_running_loop().call_soon(self._ended)


def main() -> None:
    """Run a keeper over the descriptor that the command line names first, with the modules that it names then."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if die_with_parent() and os.getppid() != parent:
        return
    for name in sys.argv[2:]:
        import_module(name)
    gc.collect()
    gc.freeze()
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        raise RuntimeError(
            f"found {threads} threads in the keeper, expected one: a fork would copy their locks as they are"
        )
    _Nursery(socket.socket(fileno=int(sys.argv[1]))).run()


class _Nursery:
    """The loop of the keeper's process."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._tokens: dict[int, int] = {}
        self._bell, ring = os.pipe()
        for end in (self._bell, ring):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)

    def run(self) -> None:
        """Fork and reap until the web process has gone."""
        while True:
            ready, _, _ = select.select([self._line.fileno(), self._bell], [], [])
            if self._bell in ready:
                with suppress(BlockingIOError):
                    os.read(self._bell, _DATAGRAM)
                self._reap()
            if self._line.fileno() in ready and not self._take():
                return

    def _take(self) -> bool:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._line, _DATAGRAM, 2)
        except ConnectionResetError:
            return False
        if not data:
            return False
        connection, errors = descriptors
        pid = os.fork()
        if pid == 0:
            self._become(connection, errors)
        token = self._tokens[pid] = int(data.split()[1])
        os.close(connection)
        os.close(errors)
        descriptor = os.pidfd_open(pid)
        socket.send_fds(self._line, [b"born %d %d" % (token, pid)], [descriptor])
        os.close(descriptor)
        return True

    def _reap(self) -> None:
        while self._tokens:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            self._line.send(b"ended %d %d" % (self._tokens.pop(pid), code))

    def _become(self, connection: int, errors: int) -> None:
        """Be a worker, and never come back."""
        code = 1
        try:
            keeper = os.getppid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._line.close()
            os.dup2(errors, 2)
            os.close(errors)
            if not die_with_parent() or os.getppid() == keeper:
                serve(connection)
            code = 0
        except BaseException:  # noqa: BLE001 - whatever happens, the child must not run the keeper's loop
            traceback.print_exc()
        finally:
            os._exit(code)
