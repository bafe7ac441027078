"""A process that has rehearsed finds everything made that the first question about paths would make."""

from __future__ import annotations

import sys

import pytest

from graph import Graph
from graph.store import Store
from queries.rehearsal import rehearsal
from tests import small_graph as small


def test_after_a_rehearsal_a_search_has_what_it_works_in() -> None:
    """On the thread that rehearsed; one that was broken off can be begun anew."""
    # Without compiled code nothing is rehearsed.
    from graph import walking, ways  # noqa: F401, PLC0415
    from graph.walks import surroundings  # noqa: F401, PLC0415

    graph = small.graph()
    graph.network.local.__dict__.clear()
    next(rehearsal(graph))
    assert "walker" not in vars(graph.network.local)
    assert len(list(rehearsal(graph))) > len(graph.network.arrays)
    assert {"walker", "fragments"} <= vars(graph.network.local).keys()


def test_what_has_no_edges_is_not_rehearsed() -> None:
    """There is nothing to ask."""
    assert not list(rehearsal(Graph.of(Store.memory(), small.IRIS)))


def test_nobody_waits_for_compiled_code_to_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that was started without it leaves that to the first question."""
    monkeypatch.delitem(sys.modules, "graph.walking", raising=False)
    assert not list(rehearsal(small.graph()))
