"""Conversions that do what a subverted one might, for tests of the process in which they run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from loaders.files.conversion import Converted
from ontology.errors import EncodingError


def echo(data: bytes, path: str) -> Converted:
    """The bytes as text, with a warning that names the path."""
    return Converted(data.decode(), (f"read for {path}",))


def refuse(data: bytes, path: str) -> Converted:
    """An error of a kind of its own."""
    raise EncodingError(path, "no text at all")


def spin(data: bytes, path: str) -> Converted:
    """Never an answer, and always at work."""
    while True:
        pass


def sleep(data: bytes, path: str) -> Converted:
    """Never an answer, and never at work."""
    time.sleep(600)
    return Converted("")


def swell(data: bytes, path: str) -> Converted:
    """More memory than there may be."""
    return Converted(str(len(bytearray(4 << 30))))


def repeat(data: bytes, path: str) -> Converted:
    """More text than there may be."""
    return Converted("long " * 1_000_000)


def nest(data: bytes, path: str) -> Converted:
    """Calls without end."""
    return nest(data, path)


def crash(data: bytes, path: str) -> Converted:
    """The end of the process."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return Converted("")


def connect(data: bytes, path: str) -> Converted:
    """A connection to another machine."""
    with socket.socket() as one:
        one.connect(("127.0.0.1", 9))
    return Converted("connected")


def run_program(data: bytes, path: str) -> Converted:
    """Another program."""
    return Converted(subprocess.run([sys.executable, "-V"], check=True, capture_output=True, text=True).stdout)


def read_file(data: bytes, path: str) -> Converted:
    """A file of the machine."""
    return Converted(Path("/etc/passwd").read_text(encoding="utf-8"))


def write_file(data: bytes, path: str) -> Converted:
    """A file on the machine, at the path that the bytes name."""
    Path(data.decode()).write_text("was here", encoding="utf-8")
    return Converted("written")


def tell_environment(data: bytes, path: str) -> Converted:
    """The names in the environment."""
    return Converted(" ".join(sorted(os.environ)))
