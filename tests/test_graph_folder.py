"""Whatever stops a writer, the folder holds a whole graph; whatever is damaged is said."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import Graph
from graph.folder import Lease, Manifest, current, locked, sweep
from graph.provenance import quads
from graph.writer import Target, replace_documents, update
from ontology.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
)
from tests import small_graph as small

DOCUMENTS = [(each.graph, quads(each, small.IRIS)) for each in small.readings()]
STEPS = ("copied", "changed", "derived", "written", "named", "ready", "published")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds the first document."""
    replace_documents(Target(tmp_path / "store"), DOCUMENTS[:1])
    return tmp_path / "store"


def lines(folder: Path) -> list[str]:
    """What the published graph holds."""
    return sorted(Graph.open(folder).store.lines())


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _write_until(folder: Path, step: str) -> None:
    """Replace documents, and be killed after a step, or while they come in."""

    def watch(done: str) -> None:
        if done == step:
            _die()

    def documents() -> Iterator[tuple[str, list[str]]]:
        yield DOCUMENTS[1]
        if step == "coming":
            _die()

    replace_documents(Target(folder, checkpoint=watch), documents())


def killed(folder: Path, step: str) -> None:
    """Run a writer in another process, which is killed at a step."""
    child = multiprocessing.get_context("spawn").Process(target=_write_until, args=(folder, step))
    child.start()
    child.join(120)
    assert child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("step", ["coming", *STEPS])
def test_a_writer_killed_at_any_step_leaves_a_whole_graph(folder: Path, step: str) -> None:
    """Before the one rename the old graph stands, after it the new one; the next writer is not disturbed."""
    before = lines(folder)
    name = current(folder)
    killed(folder, step)
    if step == "published":
        assert len(lines(folder)) > len(before)
    else:
        assert (lines(folder), current(folder)) == (before, name)
    replace_documents(Target(folder), DOCUMENTS)
    assert {path.name for path in (folder / "generations").iterdir()} <= {"000001", "000002", "000003"}
    whole = Target(folder.parent / "whole")
    replace_documents(whole, DOCUMENTS)
    assert lines(folder) == lines(whole.folder)


def test_the_steps_of_a_write_come_in_order(tmp_path: Path) -> None:
    """Each step is told once; publishing is the last."""
    told: list[str] = []
    replace_documents(Target(tmp_path / "store", checkpoint=told.append), DOCUMENTS)
    assert tuple(told) == STEPS


def test_a_second_writer_is_told_in_one_line(folder: Path) -> None:
    """The message names the folder, and nothing is written."""
    before = current(folder)
    with locked(folder), pytest.raises(StoreLockedError) as caught:
        update(Target(folder), "CLEAR ALL")
    assert str(caught.value) == f"{folder}: another process is writing to this store"
    assert current(folder) == before


def test_a_writer_in_another_process_holds_the_lock(folder: Path) -> None:
    """The lock is between processes, and ends with the one that holds it."""
    program = (
        "import sys, pathlib; from graph.folder import locked\nwith locked(pathlib.Path(sys.argv[1])): print(); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreLockedError):
            update(Target(folder), "CLEAR ALL")
        holder.kill()
    update(Target(folder), "CLEAR ALL")
    assert lines(folder) == []


def test_reading_needs_no_lock(folder: Path) -> None:
    """A reader opens the published graph while a writer works."""
    with locked(folder):
        assert lines(folder)


@pytest.mark.parametrize("name", ["none", "a-file"])
def test_a_folder_without_a_store_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    """The message says how to make one."""
    (tmp_path / "a-file").write_text("text")
    with pytest.raises(StoreMissingError, match="comity load"):
        Graph.open(tmp_path / name)


def test_a_store_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    """The system's reason is given."""
    (tmp_path / "a-file").write_text("text")
    with pytest.raises(StoreError, match="a-file: "):
        replace_documents(Target(tmp_path / "a-file"), DOCUMENTS)


def _spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def _tables(folder: Path) -> list[Path]:
    return sorted((folder / "generations" / current(folder)[0] / "quads").glob("*.sst"))


def test_a_table_that_is_missing_or_cut_is_damage(folder: Path) -> None:
    """A generation is compared with its manifest when it is opened; the message names the file."""
    table = _tables(folder)[0]
    data = table.read_bytes()
    table.write_bytes(data[:-1])
    with pytest.raises(StoreDamagedError, match=f"{table.name}: found {len(data) - 1} bytes, expected {len(data)}"):
        Graph.open(folder)
    table.unlink()
    with pytest.raises(StoreDamagedError, match=f"{table.name}: the file is missing"):
        Graph.open(folder)


def test_a_table_with_other_bytes_is_damage(folder: Path) -> None:
    """The engine's checksums find it when the bytes are read."""
    for table in _tables(folder):
        _spoil(table)
    with pytest.raises(StoreDamagedError):
        Graph.open(folder).store.lines()


def test_an_index_of_names_that_is_no_index_is_damage(folder: Path) -> None:
    """Files of the same size with other bytes are found out when they are opened."""
    path = folder / "generations" / current(folder)[0] / "names" / "arrays"
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(StoreDamagedError, match="index"):
        _ = Graph.open(folder).names


def test_a_manifest_with_other_bytes_is_damage(folder: Path) -> None:
    """CURRENT holds the checksum of the manifest."""
    _spoil(folder / "generations" / current(folder)[0] / "manifest.json")
    with pytest.raises(StoreDamagedError, match="other bytes than were published"):
        Graph.open(folder)


@pytest.mark.parametrize("text", ["", "nonsense", "000001", "../../etc 0", "000009 " + "0" * 64])
def test_a_current_that_names_no_generation_is_damage(folder: Path, text: str) -> None:
    """Nothing outside the folder is ever opened."""
    (folder / "CURRENT").write_text(text)
    with pytest.raises(StoreDamagedError):
        Graph.open(folder)
    with pytest.raises(StoreDamagedError):
        update(Target(folder), "CLEAR ALL")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": 1}', b'{"format": 3}', b"\xff"])
def test_a_manifest_that_is_none_is_damage(data: bytes) -> None:
    """A store of a later format is refused as well."""
    with pytest.raises(StoreDamagedError):
        Manifest.decode(data)


def test_a_manifest_comes_back_from_its_bytes() -> None:
    """Names of graphs and files are kept, in any script."""
    manifest = Manifest(
        "v", "https://example.org/id/", 3, 1, ("http://example.org/é",), ("http://example.org/e",), {"quads/1.sst": 9}
    )
    assert Manifest.decode(manifest.encode()) == manifest


def test_a_damaged_store_is_not_written_to(folder: Path) -> None:
    """A writer begins with a whole graph or not at all."""
    _tables(folder)[0].unlink()
    before = current(folder)
    with pytest.raises(StoreDamagedError):
        replace_documents(Target(folder), DOCUMENTS)
    assert current(folder) == before


def test_a_generation_is_kept_while_somebody_reads_it(folder: Path) -> None:
    """Old generations go when nobody holds them; the one before the published one stays for who is just opening it."""
    held = Lease.take(folder)
    for number in range(4):
        update(Target(folder), f"INSERT DATA {{ id:x rdfs:label '{number}' }}")
    names = {path.name for path in (folder / "generations").iterdir()}
    assert names == {"000001", "000004", "000005"}
    assert held.path.name == "000001"
    del held
    with locked(folder):
        sweep(folder)
    assert {path.name for path in (folder / "generations").iterdir()} == {"000004", "000005"}


def _holders(path: Path) -> int:
    """How many descriptors of this process are open on a file."""
    return sum(os.path.realpath(one) == str(path) for one in Path("/proc/self/fd").iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells which files a process has open")
def test_a_reader_that_comes_as_a_generation_goes_opens_the_next(folder: Path) -> None:
    """A manifest that is unlinked while a reader waits for it is not taken for a graph."""
    path = folder / "generations" / current(folder)[0] / "manifest.json"
    data = path.read_bytes()
    removing = os.open(path, os.O_RDONLY)
    fcntl.flock(removing, fcntl.LOCK_EX)
    found: list[Lease] = []
    reader = threading.Thread(target=lambda: found.append(Lease.take(folder)))
    reader.start()
    while _holders(path) < 2:
        reader.join(0.01)
    path.unlink()
    path.write_bytes(data)
    os.close(removing)
    reader.join(60)
    assert [lease.manifest for lease in found] == [Manifest.decode(data)]
    assert _holders(path) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of eight megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    done = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted: {done.stderr.decode().strip()}")
    yield disk
    subprocess.run(["/bin/umount", "-l", str(disk)], check=True)


def test_a_full_disk_refuses_the_write_and_keeps_the_graph(small_disk: Path) -> None:
    """The message says that the store is as it was; with room again, writing goes on."""
    folder = small_disk / "store"
    replace_documents(Target(folder), DOCUMENTS)
    before = lines(folder)
    graph = small.IRIS.graph("large")
    large = [
        f'<http://example.org/{i}> <http://example.org/p> "{i * 7919} {i * 104729}" <{graph}> .' for i in range(120_000)
    ]
    with pytest.raises(StoreFullError, match="the disk is full; the store is as it was before"):
        replace_documents(Target(folder), [(graph, large)])
    assert lines(folder) == before
    assert not list((folder / "generations").glob("*.partial"))
    update(Target(folder), "INSERT DATA { id:x rdfs:label 'room again' }")
    assert len(lines(folder)) == len(before) + 1
