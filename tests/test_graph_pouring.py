"""A store takes lines in while they are made: all of them, or it says why not, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.edit import Edit
from graph.pouring import Pouring, supported
from graph.store import Store
from graph.texts import Texts
from ontology.errors import RdfSyntaxError

LINES = [f'<a:{number}> <a:b> "{"text " * 20}" <a:g> .' for number in range(5000)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store on disk."""
    made = Store.open(tmp_path / "quads")
    if not supported(made):
        pytest.skip("this system has no pipes with names")
    yield made
    made.close()


def _encoded(lines: list[str]) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in lines)


def _pour(pouring: Pouring, lines: list[str]) -> None:
    pouring.write(_encoded(lines))
    pouring.close()


def _give_up(store: Store) -> None:
    with Edit(store, 1000, flowing=True) as edit:
        edit.add("a:g", LINES)
        raise KeyError


def test_everything_that_was_poured_is_there(store: Store, tmp_path: Path) -> None:
    """And the pipe is gone."""
    pouring = Pouring(store, tmp_path)
    for start in range(0, len(LINES), 1000):
        pouring.write(_encoded(LINES[start : start + 1000]))
    pouring.close()
    assert sorted(store.lines()) == sorted(LINES)
    assert [path.name for path in tmp_path.iterdir()] == ["quads"]


def test_a_line_that_is_none_is_told(store: Store, tmp_path: Path) -> None:
    """Whether the engine stops before the last line is written, or after it."""
    for more in ([], LINES * 20):
        pouring = Pouring(store, tmp_path)
        with pytest.raises(RdfSyntaxError):
            _pour(pouring, ["no line at all", *more])
        pouring.write(_encoded(LINES))
        with pytest.raises(RdfSyntaxError):
            pouring.close()


def test_an_edit_that_flows_puts_in_what_any_other_does(store: Store, tmp_path: Path) -> None:
    """With its texts, and blank nodes, which go another way."""
    (tmp_path / "texts").mkdir()
    store.texts = Texts(tmp_path / "texts")
    blank = "_:b <a:b> <a:c> <a:g> ."
    with Edit(store, 10_000, flowing=True) as edit:
        for start in range(0, len(LINES), 100):
            edit.add("a:g", [*LINES[start : start + 100], blank])
        edit.apply()
    assert sorted(store.lines("a:g")) == sorted(f"{line.removesuffix(' <a:g> .')} ." for line in (*LINES, blank))
    assert Texts(tmp_path / "texts").lines("a:g") == sorted((*LINES, blank))


def test_an_edit_that_flows_can_be_given_up(store: Store) -> None:
    """It waits for what the engine has begun, and for nothing else."""
    with pytest.raises(KeyError):
        _give_up(store)
    assert store.count() <= len(LINES)
