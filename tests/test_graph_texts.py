"""Beside the engine's tables stands the same in text, after every kind of write."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import Graph
from graph.edit import Edit
from graph.provenance import quads
from graph.results import DEFAULT
from graph.store import Store
from graph.texts import Texts
from graph.writer import Target, create, delete_graph, load_rdf, post_graph, put_graph, replace_documents, update
from ontology.errors import StoreDamagedError
from tests import small_graph as small

TURTLE = "text/turtle"
OTHER = "http://example.org/g"
NUMBERS = b'<a:a> <a:b> 01 , 1.50 , "x"@EN-us , [ <a:c> <a:d> ] .'
DOCUMENTS = [(each.graph, quads(each, small.IRIS)) for each in small.readings()]


def agree(folder: Path) -> None:
    """Check that the texts of a store hold what the engine holds, sorted, and no more."""
    store = Graph.open(folder).store
    texts = store.texts
    assert texts is not None
    stream = BytesIO()
    store.dump(stream, "application/n-quads")
    store.texts = None
    assert sorted(stream.getvalue().decode().split("\n")[:-1]) == sorted(store.lines())
    for graph in (DEFAULT, *store.graphs()):
        store.texts = texts
        told = store.lines(graph)
        store.texts = None
        assert told == sorted(store.lines(graph))
        assert texts.lines(graph) == sorted(texts.lines(graph))


def _load(target: Target, text: str) -> None:
    path = target.folder.parent / "data.trig"
    path.write_text(text, encoding="utf-8")
    load_rdf(target, [path])


WRITES: dict[str, Callable[[Target], object]] = {
    "documents": lambda target: replace_documents(target, DOCUMENTS),
    "one document": lambda target: replace_documents(target, DOCUMENTS[:1]),
    "a document less": lambda target: replace_documents(target, [(small.REPORT_GRAPH, [])]),
    "update": lambda target: update(
        target, "DELETE WHERE { ?s skos:prefLabel ?o } ; INSERT DATA { _:b rdfs:label 007 }"
    ),
    "put": lambda target: put_graph(target, OTHER, NUMBERS, TURTLE),
    "put less": lambda target: put_graph(target, OTHER, b"<a:a> <a:b> 1 .", TURTLE),
    "put nothing": lambda target: put_graph(target, OTHER, b"", TURTLE),
    "put default": lambda target: put_graph(target, DEFAULT, NUMBERS, TURTLE),
    "post": lambda target: post_graph(target, OTHER, NUMBERS + b"<a:a> <a:b> 2 .", TURTLE),
    "post default": lambda target: post_graph(target, DEFAULT, b"<a:a> <a:b> 3 .", TURTLE),
    "post to a document": lambda target: post_graph(target, small.REPORT_GRAPH, NUMBERS, TURTLE),
    "delete": lambda target: put_graph(target, OTHER, b"", TURTLE) and delete_graph(target, OTHER),
    "load": lambda target: _load(
        target, f"<{OTHER}> {{ <a:a> <a:b> 01 , 5 , [] }} _:g {{ <a:a> <a:b> [] }} <a:a> <a:b> 6 ."
    ),
    "load more": lambda target: _load(target, f"<{OTHER}> {{ <a:a> <a:b> 1 , 7 }}"),
}


@pytest.mark.parametrize("write", WRITES)
def test_each_write_keeps_text_and_engine_in_line(write: str, tmp_path: Path) -> None:
    """On a new store, and on one with documents."""
    target = Target(tmp_path / "store")
    for _ in range(2):
        create(target)
        WRITES[write](target)
        agree(target.folder)
        replace_documents(target, DOCUMENTS)


@pytest.mark.parametrize("first", [1, 5, 11])
def test_writes_in_a_row_keep_text_and_engine_in_line(first: int, tmp_path: Path) -> None:
    """One after another, beginning anywhere."""
    target = Target(tmp_path / "store")
    names = list(WRITES)
    for write in names[first:] + names[:first]:
        WRITES[write](target)
    agree(target.folder)


SETS = st.sets(st.sampled_from([f"<a:{i}> <a:b> <a:c> ." for i in range(6)]))


@given(st.lists(st.tuples(st.sampled_from(["", "g:g"]), SETS, SETS), max_size=6), st.sampled_from([1, 10_000]))
def test_an_edit_is_what_sets_would_give(edits: list[tuple[str, set[str], set[str]]], run_bytes: int) -> None:
    """Lines go before others come, in the store and as a set."""
    store = Store.memory()
    expected: dict[str, set[str]] = {"": set(), "g:g": set()}
    for graph, coming, going in edits:
        end = f" <{graph}> ." if graph else " ."
        with Edit(store, run_bytes) as edit:
            edit.add(graph, (line[:-2] + end for line in coming))
            edit.remove(graph, (line[:-2] + end for line in going))
            edit.apply()
        expected[graph] = expected[graph] - going | coming
    assert {graph: set(store.lines(graph)) for graph in expected} == expected


def test_what_was_not_applied_does_not_happen() -> None:
    """An edit that is given up leaves the store as it is."""
    store = Store.memory()
    with Edit(store) as edit:
        edit.add("", ["<a:a> <a:b> <a:c> ."])
    assert store.count() == 0


def test_a_copy_of_texts_shares_files_until_one_changes(tmp_path: Path) -> None:
    """The texts of the generation before are never written to."""
    (tmp_path / "one").mkdir()
    first = Texts(tmp_path / "one")
    first.change("g:g", [b"<a:a> <a:b> <a:c> <g:g> .\n"], ())
    second = first.copy(tmp_path / "two")
    second.change("g:g", [b"<a:a> <a:b> <a:d> <g:g> .\n"], {b"<a:a> <a:b> <a:c> <g:g> .\n"})
    assert first.lines("g:g") == ["<a:a> <a:b> <a:c> <g:g> ."]
    assert second.lines("g:g") == ["<a:a> <a:b> <a:d> <g:g> ."]
    second.change("g:g", (), {b"<a:a> <a:b> <a:d> <g:g> .\n"})
    assert list((tmp_path / "two").iterdir()) == []


def test_a_text_that_is_no_text_is_damage(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are said to be unreadable, with the file."""
    texts = Texts(tmp_path)
    texts.change("g:g", [b"\xff\n"], ())
    with pytest.raises(StoreDamagedError, match="text that cannot be read"):
        texts.lines("g:g")
