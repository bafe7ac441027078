"""Reading everything finds damage that opening does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Graph
from graph.provenance import quads
from graph.scrub import scrub, scrub_derived
from graph.writer import Target, replace_documents
from ontology.errors import StoreDamagedError
from tests import small_graph as small


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with two documents."""
    replace_documents(Target(tmp_path / "store"), [(each.graph, quads(each, small.IRIS)) for each in small.readings()])
    return tmp_path / "store"


def test_a_whole_store_is_counted(folder: Path) -> None:
    """Nothing is wrong, and the count is that of the manifest; the texts stay in use."""
    graph = Graph.open(folder)
    assert scrub(graph.store) == graph.manifest.quads
    assert graph.store.texts is not None
    assert scrub(small.store()) == small.store().count()


@pytest.mark.parametrize(
    ("old", "new", "where"), [(b"Treasury", b"Treasurz", "the (tables|text)"), (b"> .\n", b"> .\n", None)]
)
def test_a_text_that_says_otherwise_is_damage(folder: Path, old: bytes, new: bytes, where: str | None) -> None:
    """One changed letter is found, with the quad that it stands in."""
    path = Graph.open(folder).store.path
    assert path is not None
    text = path.parent / "texts" / "default.nq"
    text.write_bytes(text.read_bytes().replace(old, new, 1))
    store = Graph.open(folder).store
    if where is None:
        scrub(store)
    else:
        with pytest.raises(StoreDamagedError, match=f"found a quad that is missing in {where}: .*Treasur"):
            scrub(store)


def test_a_table_that_cannot_be_read_is_damage(folder: Path) -> None:
    """A flipped bit in a table is found by its checksum."""
    path = Graph.open(folder).store.path
    assert path is not None
    for table in path.glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[10] ^= 1
        table.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        scrub(Graph.open(folder).store)


@pytest.mark.parametrize("part", ["names", "network"])
def test_what_was_derived_is_held_against_the_quads(folder: Path, part: str) -> None:
    """One changed byte among the arrays is found."""
    graph = Graph.open(folder)
    scrub_derived(graph)
    assert graph.lease is not None
    path = graph.lease.path / part / "arrays"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreDamagedError, match=f"in {part}/ that the quads do not give"):
        scrub_derived(Graph.open(folder))
