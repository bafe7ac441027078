"""A service of its own for a test file: a real server, in a process of its own, over a store in a folder of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from graph.provenance import quads
from graph.writer import Target, replace_documents
from tests.small_graph import IRIS, readings

TOKEN = "a-secret-of-the-tests"  # noqa: S105
WRITER = {"Authorization": f"Bearer {TOKEN}"}

_UP_SECONDS = 60.0
_SETTLED = 2.0
"""Seconds after which answers tell when their graph was published."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running server: where it listens, its store, its process, and the file that it logs to."""

    url: str
    port: int
    store: Path
    process: subprocess.Popen[bytes]
    log: Path

    def client(self, **options: object) -> httpx.Client:
        """A client with the server's address as base."""
        return httpx.Client(base_url=self.url, timeout=60, **options)  # type: ignore[arg-type]

    def raw(self, data: bytes, seconds: float = 10.0) -> bytes:
        """What the server answers to these bytes, up to the end of the connection or `seconds` of silence."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            with suppress(ConnectionError):
                connection.sendall(data)
            return receive(connection)


def workers_of(service: Service) -> list[int]:
    """The process numbers of a server's workers: what the keeper forked, or a fork of it that holds the graph."""
    forked = [pid for keeper in children(service.process.pid) for pid in children(keeper)]
    return sorted(pid for one in forked for pid in (children(one) or [one]))


def children(pid: int) -> list[int]:
    """The process numbers of what a process started, sorted."""
    try:
        return sorted(int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    except OSError:
        return []


def receive(connection: socket.socket) -> bytes:
    """Everything that comes until the other side closes or falls silent."""
    received = b""
    try:
        while data := connection.recv(65536):
            received += data
    except (TimeoutError, ConnectionResetError):
        pass
    return received


def small_store(folder: Path) -> Path:
    """The small graph as a store on disk."""
    replace_documents(Target(folder), [(one.graph, quads(one, IRIS)) for one in readings()])
    return folder


@contextmanager
def running(folder: Path, **settings: object) -> Iterator[Service]:
    """A server over `folder/store`, with settings by the names that they have in the environment, without COMITY_."""
    log = folder / f"log-{len(list(folder.glob('log-*')))}"
    environment = {name: os.environ[name] for name in ("HOME", "PATH", "TMPDIR") if name in os.environ}
    stated = {"STORE": folder / "store", "PORT": 0, "EXPLORER": folder / "no-explorer", **settings}
    environment |= {f"COMITY_{name}": str(value) for name, value in stated.items()}
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "api.server"], env=environment, stdout=output, stderr=output)
    try:
        port = _port(process, log)
        service = Service(f"http://127.0.0.1:{port}", port, folder / "store", process, log)
        _await(service)
        _settle(service.store)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(service: Service) -> None:
    end = time.monotonic() + _UP_SECONDS
    while time.monotonic() < end and service.process.poll() is None:
        try:
            if httpx.get(f"{service.url}/ready", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        if b"workers cannot start" in service.log.read_bytes():
            break
        time.sleep(0.05)
    raise RuntimeError(f"the server did not come up: {service.log.read_text()[-2000:]}")


def _settle(store: Path) -> None:
    """Wait until all answers from a store carry the same headers."""
    current = store / "CURRENT"
    if current.exists():
        time.sleep(max(0.0, current.stat().st_ctime + _SETTLED - time.time()))


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """The port that the server says it listens on."""
    end = time.monotonic() + _UP_SECONDS
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"listening on http://127\.0\.0\.1:(\d+)/", log.read_text())
        if found:
            return int(found[1])
        time.sleep(0.02)
    raise RuntimeError(f"the server did not come up: {log.read_text()[-2000:]}")
