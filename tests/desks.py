"""What a worker can be asked in tests: to sleep, to fail in every way there is, and what its sandbox lets it do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.wire import Edition
from api.worker import Written
from ontology.errors import StoreMissingError, UnknownNameError
from queries.answer import Answer
from queries.sparql import Prepared


@dataclass(frozen=True, slots=True)
class Said:
    """A text, a number, and a body that may travel beside them."""

    text: str = ""
    number: float = 0
    body: bytes = b""


def _text(value: object) -> Answer:
    return Answer("text/plain", str(value).encode())


def echo(_: Any, said: Said) -> Answer:
    """What was said."""
    return _text(said.text + said.body.decode())


def sleep(_: Any, said: Said) -> Answer:
    """The process that slept for so many seconds."""
    time.sleep(said.number)
    return _text(os.getpid())


def process(_: Any, __: Said) -> Answer:
    """The process that answers."""
    return _text(os.getpid())


def loaded(_: Any, said: Said) -> Answer:
    """Whether the process that answers has loaded a module."""
    return _text(said.text in sys.modules)


def die(_: Any, said: Said) -> Answer:
    """Nothing: the worker ends by this signal."""
    signal.raise_signal(signal.Signals[said.text])
    return _text("still here")


def die_once(_: Any, said: Said) -> Answer:
    """That the worker lives, if the file that is named exists; else it is made, and the worker ends."""
    marker = Path(said.text)
    if not marker.exists():
        marker.touch()
        signal.raise_signal(signal.SIGKILL)
    return _text("alive")


def large(_: Any, said: Said) -> Answer:
    """So many bytes."""
    return Answer("text/plain", b"x" * int(said.number))


def eat(_: Any, said: Said) -> Answer:
    """Nothing, after taking so many bytes of memory."""
    return _text(len(bytearray(int(said.number))))


def err(_: Any, said: Said) -> Answer:
    """Nothing: an error that is ours, or one that nobody foresaw."""
    if said.text == "ours":
        raise UnknownNameError("x", ["y"])
    raise ZeroDivisionError("secret detail")


def reach(_: Any, said: Said) -> Answer:
    """What the system says to a new socket, or to another program."""
    try:
        if said.text == "socket":
            socket.socket().close()
        elif said.text == "unix":
            socket.socket(socket.AF_UNIX).close()
        else:
            subprocess.run(["true"], check=True)  # noqa: S607
    except OSError as error:
        return _text(error.strerror)
    return _text("allowed")


def environment(_: Any, __: Said) -> Answer:
    """The names in the worker's environment."""
    return _text(" ".join(sorted(os.environ)))


class Desk:
    """A desk without a graph; the file `version` in its folder says which edition it is, if any."""

    questions: Mapping[str, Callable[[Any, Any], Answer]] = {
        one.__name__: one for one in (echo, sleep, process, loaded, die, die_once, large, eat, err, reach, environment)
    }
    written: Mapping[str, Written] = {}
    streamed: Mapping[str, Callable[[Any, Any], Prepared]] = {}
    subject = None

    def __init__(self, folder: Path) -> None:
        """Look into this folder."""
        self._file = folder / "version"
        self._version = ""

    @property
    def edition(self) -> Edition:
        """What the file said."""
        return Edition(self._version, self._version)

    def refresh(self) -> bool:
        """Read the file again."""
        try:
            version = self._file.read_text()
        except FileNotFoundError as error:
            raise StoreMissingError("no graph here") from error
        changed, self._version = version != self._version, version
        return changed


class Rehearsing(Desk):
    """A desk that never has done preparing, unless its folder has a file `flaw`, which it comes upon."""

    def rehearsal(self) -> Iterator[None]:
        """Fail, or go on for good."""
        while not self._file.with_name("flaw").exists():
            time.sleep(0.01)
            yield
        raise ValueError("there is a flaw")
