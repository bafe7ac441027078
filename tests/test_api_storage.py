"""A disk that is full or damaged beneath a running service: refused or reported, never half done, never passed over."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.folder import current
from tests.service import TOKEN, WRITER, running, small_store

ALL = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(STRLEN(STR(?o)) >= 0) }"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of sixteen megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    done = subprocess.run(mount, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted: {done.stderr.decode().strip()}")
    yield disk
    subprocess.run(["/bin/umount", "-l", str(disk)], check=True)


def _count(client: httpx.Client) -> int:
    answer = client.get("/sparql", params={"query": ALL})
    answer.raise_for_status()
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_a_full_disk_refuses_writes_while_reading_goes_on_and_heals_by_itself(small_disk: Path) -> None:
    """507, with the store as it was; once there is room, the next write is taken, by the same service."""
    small_store(small_disk / "store")
    with running(small_disk, WRITABLE=1, TOKEN=TOKEN) as service, service.client(headers=WRITER) as client:
        before = _count(client)
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(bytes(17_000_000))
        for _ in range(3):
            answer = client.post("/update", data={"update": "INSERT DATA { <http://s> <http://p> 1 }"})
            assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (507, "store-full")
            assert _count(client) == before
            assert client.get("/health").status_code == 200
        filler.unlink()
        assert client.post("/update", data={"update": "INSERT DATA { <http://s> <http://p> 1 }"}).is_success
        assert _count(client) == before + 1


@pytest.mark.parametrize("kind", ["sst", "nq", "log"])
def test_a_file_that_is_cut_is_reported_at_start_by_its_name(tmp_path: Path, kind: str) -> None:
    """Every question is answered with that, and no other answer is given from what is left."""
    store = small_store(tmp_path / "store")
    folder = store / "generations" / current(store)[0]
    damaged = max(folder.rglob(f"*.{kind}"), key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:-7] if kind != "log" else damaged.read_bytes() + b"seven b")
    with pytest.raises(RuntimeError, match=damaged.name), running(tmp_path, HELD_QUADS=0):
        pass


def test_a_table_with_another_byte_is_reported_and_not_believed(tmp_path: Path) -> None:
    """The engine's checksums say so, with the name of the file; from memory, the texts beside them would be served."""
    store = small_store(tmp_path / "store")
    folder = store / "generations" / current(store)[0] / "quads"
    for table in folder.glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[len(data) // 3] ^= 0xFF
        table.write_bytes(data)
    with pytest.raises(RuntimeError, match=r"checksum mismatch.*\.sst"), running(tmp_path, HELD_QUADS=0):
        pass
