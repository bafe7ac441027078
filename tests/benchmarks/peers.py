"""Servers to stand beside, each with the same data: what they are started with, and where they answer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

REPOSITORY: Final = Path(__file__).resolve().parents[2]
_WAIT: Final = 1800.0
"""Seconds that a server may take to answer, loading included."""


@dataclass(slots=True)
class Peer:
    """A running server: its name, its endpoint, how long it took to answer, and its process."""

    name: str
    endpoint: str
    process: subprocess.Popen[bytes]
    ready: float = 0.0
    environment: dict[str, str] = field(default_factory=dict)

    def megabytes(self) -> float:
        """Memory of the process and of all below it; what they share is counted once (`Pss` of proc(5))."""
        return sum(map(_pss, _family(self.process.pid))) / 1000


def tools(folder: Path) -> Path:
    """The programs of a virtual environment of peers, made if it is absent; needs a package registry."""
    programs = folder / "bin"
    if not (programs / "rdflib-endpoint").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = ["oxigraph>=0.5.13,<0.6", "rdflib-endpoint[web]"]
        subprocess.run([programs / "pip", "install", "--quiet", *wanted], check=True)
    return programs


@contextmanager
def comity(store: Path, **settings: object) -> Iterator[Peer]:
    """Comity over a store, with settings by their names in the environment, without COMITY_."""
    port = _free_port()
    environment = {**os.environ, **{f"COMITY_{name}": str(value) for name, value in settings.items()}}
    command = [sys.executable, "-m", "comity", "serve", "--store", str(store), "--port", str(port)]
    with _running("Comity", command, f"http://127.0.0.1:{port}/sparql", environment) as peer:
        yield peer


def wait_for_memory(peer: Peer) -> float:
    """Seconds until Comity answers from memory."""
    start, address = time.perf_counter(), peer.endpoint.replace("/sparql", "/metrics")
    while "comity_graph_in_memory 1.0" not in httpx.get(address).text:
        time.sleep(0.05)
    time.sleep(0.5)
    return time.perf_counter() - start


@contextmanager
def oxigraph_on_disk(programs: Path, folder: Path) -> Iterator[Peer]:
    """`oxigraph serve-read-only` over a folder that `oxigraph load` made."""
    port = _free_port()
    command = [str(programs / "oxigraph"), "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running("oxigraph on disk", command, f"http://127.0.0.1:{port}/query") as peer:
        yield peer


@contextmanager
def oxigraph_in_memory(programs: Path, data: Path) -> Iterator[Peer]:
    """`oxigraph serve` without a folder, which is sent the data."""
    port = _free_port()
    command = [str(programs / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with _running("oxigraph in memory", command, f"http://127.0.0.1:{port}/query") as peer:
        with data.open("rb") as body:
            headers = {"Content-Type": "application/n-quads"}
            address = f"http://127.0.0.1:{port}/store?no_transaction"
            httpx.post(address, content=body, headers=headers, timeout=_WAIT).raise_for_status()
        yield peer


@contextmanager
def rdflib_endpoint(programs: Path, data: Path) -> Iterator[Peer]:
    """`rdflib-endpoint serve`, which holds small graphs."""
    port = _free_port()
    command = [str(programs / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", str(port), str(data)]
    with _running("rdflib-endpoint", command, f"http://127.0.0.1:{port}/") as peer:
        yield peer


@contextmanager
def virtuoso(data: Path, folder: Path) -> Iterator[Peer]:
    """Virtuoso 7 over a new database, which loads the data (Debian: `apt install virtuoso-opensource-7-bin`)."""
    port, admin = _free_port(), _free_port()
    folder.mkdir()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, data=data.parent, port=port, admin=admin))
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running("Virtuoso", command, f"http://127.0.0.1:{port}/sparql") as peer:
        graph = "https://w3id.org/comity/id/graph/default"
        orders = f"TTLP_MT(file_to_string_output('{data}'), '', '{graph}', 512); checkpoint;"
        isql = ["isql-vt", f"127.0.0.1:{admin}", "dba", "dba", f"exec={orders}"]
        subprocess.run(isql, check=True, capture_output=True, timeout=_WAIT)
        yield peer


def virtuoso_available() -> bool:
    """Whether Virtuoso is on this machine."""
    return shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None


_INI: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = {admin}
DirsAllowed = {folder}, {data}
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
ServerThreads = 100
[HTTPServer]
ServerPort = {port}
ServerThreads = 40
MaxKeepAlives = 100
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def _running(name: str, command: list[str], endpoint: str, environment: dict[str, str] | None = None) -> Iterator[Peer]:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY
    )
    try:
        _answers(process, endpoint, command)
        yield Peer(name, endpoint, process, time.perf_counter() - start)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(process: subprocess.Popen[bytes], endpoint: str, command: list[str]) -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(endpoint, params={"query": "ASK {}"}, timeout=60).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise RuntimeError(f"{' '.join(command)} did not answer (exit code {process.returncode})")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
