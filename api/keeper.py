"""A process that forks workers in a few milliseconds, as the web process holds it.

Loading Python, the engine and the compiled kernels takes about a second; a worker that was killed at its deadline is to
be replaced sooner. `api.nursery` is what runs on the other side.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from api.launching import COMPILED, DESKS, Child, Launcher, Spawner, start
from api.nursery import DATAGRAM


def supported() -> bool:
    """Whether this system can fork, name a process by a descriptor, and keep datagrams in order."""
    return sys.platform.startswith("linux") and hasattr(os, "pidfd_open") and hasattr(socket, "SOCK_SEQPACKET")


def begin() -> Launcher:
    """What starts the workers of a service on this system; where it can, it loads what they need from now on."""
    launcher = launcher_of(DESKS)
    if isinstance(launcher, Keeper):
        launcher.begin()
    return launcher


def launcher_of(desks: Sequence[str]) -> Launcher:
    """What starts workers at these desks on this system."""
    return Keeper([name.partition(":")[0] for name in desks], COMPILED) if supported() else Spawner()


class Brood:
    """The processes that are forked over one line."""

    def __init__(self, line: socket.socket, done: Callable[[], object] | None = None) -> None:
        """Speak over a line, whose other end a nursery has.

        `done` is called once that has done what takes long: it has loaded modules, or has a graph in memory.
        """
        line.setblocking(False)
        self._line: socket.socket | None = line
        self.done = done
        self._heard = False
        self._children: dict[int, _Forked] = {}
        self._tokens = count()

    @property
    def alive(self) -> bool:
        """Whether the other end is there, as far as is known."""
        return self._line is not None

    def __len__(self) -> int:
        """How many processes there are."""
        return len(self._children)

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> Child:
        """As `Launcher.launch`."""
        token = next(self._tokens)
        child = self._children[token] = _Forked(ended)
        self.send(b"fork %d" % token, [connection, errors])
        return child

    def send(self, order: bytes, descriptors: Sequence[int]) -> None:
        """Tell the other end something; needs a running event loop."""
        self.listen()
        try:
            if self._line is None:
                raise BrokenPipeError
            socket.send_fds(self._line, [order], descriptors)
        except OSError:
            self._over()

    def listen(self) -> None:
        """Take what comes from now on; needs a running event loop."""
        if self._line is not None and not self._heard:
            asyncio.get_running_loop().add_reader(self._line.fileno(), self._read)
            self._heard = True

    def close(self) -> None:
        """End the other end, and with it what it forked."""
        if self._line is None:
            return
        if self._heard:
            asyncio.get_running_loop().remove_reader(self._line.fileno())
        self._line.close()
        self._line = None

    def _read(self) -> None:
        if self._line is None:
            return
        try:
            data, descriptors, _, _ = socket.recv_fds(self._line, DATAGRAM, 1)
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
        elif word == b"ended":
            self._children.pop(int(token)).end(int(number))
        elif self.done is not None:
            self.done()

    def _over(self) -> None:
        """The other end has gone, and its processes with it."""
        self.close()
        children, self._children = self._children, {}
        for child in children.values():
            child.end(-signal.SIGKILL)


class Keeper:
    """The keeper; it is started with the first worker, and again should it end."""

    def __init__(self, modules: Sequence[str], later: Sequence[str] = ()) -> None:
        """No process yet; it will import these modules, which are what workers need, and some of them only later."""
        self._modules = tuple(modules)
        self._later = tuple(later)
        self._brood: Brood | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> Brood:
        """Start the process, before there is a worker to start and without an event loop."""
        self._end()
        line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = start("api.nursery", (str(theirs.fileno()), *self._modules), (theirs.fileno(),))
        self._brood = Brood(line)
        return self._brood

    def launch(self, connection: int, errors: int, ended: Callable[[], None]) -> Child:
        """As `Launcher.launch`."""
        return self._present().launch(connection, errors, ended)

    def complete(self, done: Callable[[], object]) -> None:
        """As `Launcher.complete`; should the keeper be started again, it has everything from the beginning."""
        later, self._later = self._later, ()
        if later:
            self._modules += later
            brood = self._present()
            brood.done = done
            brood.send(f"load {' '.join(later)}".encode(), ())

    def hold(self, desk: str, folder: Path, most: int, held: Callable[[], object]) -> Brood:
        """A fork of the keeper that takes the graph of a folder into memory, if it has at most so many quads.

        `held` is called once it has; workers that are launched from it then find the graph there.
        """
        line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        brood = Brood(line, held)
        brood.listen()
        with theirs:
            self._present().send(f"hold {most} {desk} {folder.absolute()}".encode(), [theirs.fileno()])
        return brood

    def close(self) -> None:
        """End the keeper, and with it what it forked."""
        if self._brood is not None:
            self._brood.close()
            self._brood = None
        self._end()

    def _present(self) -> Brood:
        return self._brood if self._brood is not None and self._brood.alive else self.begin()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


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
