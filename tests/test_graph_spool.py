"""Lines reach the store, whether they waited in memory or in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.spool import Spool
from graph.store import Store

LINES = [f"<a:{i}> <a:b> {'_:n' if i % 3 else '<a:c>'} <g:g> ." for i in range(50)]


@pytest.mark.parametrize("in_memory", [1, 7, 49, 1000])
@pytest.mark.parametrize("where", ["memory", "disk"])
def test_every_line_arrives_however_few_memory_takes(in_memory: int, where: str, tmp_path: Path) -> None:
    """Lines keep their blank nodes' labels, and no file is left."""
    store = Store.memory() if where == "memory" else Store.open(tmp_path / "quads")
    with Spool(store, in_memory) as spool:
        spool.add(LINES[:20])
        spool.add(LINES[20:])
        spool.pour()
        assert sorted(store.lines()) == sorted(LINES)
        spool.add(["<a:more> <a:b> <a:c> ."])
        spool.pour()
    assert store.count() == len(LINES) + 1
    assert not list(tmp_path.rglob("tmp*"))


def test_lines_that_were_not_poured_are_gone() -> None:
    """A load that fails leaves nothing behind."""
    store = Store.memory()
    with Spool(store, 2) as spool:
        spool.add(LINES)
    assert store.count() == 0
