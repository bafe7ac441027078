"""The same quads are always written as the same bytes."""

from __future__ import annotations

from io import BytesIO

from graph.export import write_nquads
from graph.nquads import encode
from graph.results import DEFAULT
from graph.store import Store
from tests import small_graph as small


def exported(store: Store, graph: str | None = None) -> bytes:
    """What is written."""
    stream = BytesIO()
    write_nquads(store, stream, graph)
    return stream.getvalue()


def test_lines_are_sorted_and_complete() -> None:
    """Every quad is written once, in order of code points."""
    store = small.store()
    lines = exported(store).decode().splitlines(keepends=False)
    assert lines == sorted(store.lines())
    assert len(lines) == store.count()


def test_the_order_in_which_quads_came_does_not_show() -> None:
    """Two stores with the same quads are written alike."""
    lines = small.store().lines()
    other = Store.memory()
    other.insert_nquads(encode(reversed(lines)))
    assert exported(other) == exported(small.store())


def test_one_graph_is_written_as_triples() -> None:
    """A named graph, or the default graph, is a list of triples."""
    store = small.store()
    for graph in (small.REPORT_GRAPH, DEFAULT):
        assert exported(store, graph) == encode(sorted(store.lines(graph)))


def test_an_empty_store_is_no_bytes() -> None:
    """Nothing is written for nothing."""
    assert exported(Store.memory()) == b""
