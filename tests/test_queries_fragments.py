"""Answers that are written as text are the JSON that encoding them would give."""

from __future__ import annotations

import json

from queries.answer import as_joined, as_json, encode, text_of
from queries.captions import captions
from queries.drawing import Drawing, edges_of
from queries.fragments import Fragments
from tests import small_graph as small

GRAPH = small.graph()


def test_a_node_is_written_as_its_row_with_its_names() -> None:
    """Label, class, degree, steps from the seeds, and a name in every language, in this order."""
    nodes = tuple(range(GRAPH.network.nodes))
    drawing = Drawing(GRAPH, nodes, (), depth=tuple(node % 3 for node in nodes))
    rows = zip(drawing.node_rows(), captions(GRAPH.network, nodes), strict=True)
    wanted = [(row.pop("id"), {**row, "labels": labels}) for row, labels in rows]
    assert b"".join(drawing.written()[0]).decode() == text_of(dict(wanted))


def test_an_edge_is_written_as_its_row_with_its_passages() -> None:
    """Every edge of a graph that cites documents."""
    drawing = Drawing(GRAPH, (), tuple(edges_of(GRAPH)), "first")
    told = json.loads(b"".join(drawing.written()[1]))
    rows = list(drawing.edge_rows())
    assert [(one["id"], one["s"], one["p"], one["o"], one["passages"]) for one in told] == [
        (row["id"], row["source"], row["predicate"], row["target"], row["passages"]) for row in rows
    ]
    assert all(len(one["evidence"]) <= 1 for one in told)
    assert any(one["evidence"] for one in told)


def test_members_are_joined_as_they_would_be_encoded() -> None:
    """Limits come first, as in every answer."""
    value = {"a": [1, "é"], "b": {}}
    texts = {name: (encode(one),) for name, one in value.items()}
    for limits in ((), ("limit",)):
        assert as_joined(texts, limits) == as_json(value, limits)


def test_iris_are_quoted_once_each() -> None:
    """In the quotes of JSON."""
    fragments = Fragments(GRAPH.network)
    assert json.loads(fragments.iris[0]) == GRAPH.network.iri(0)
    assert fragments.iris[0] is fragments.iris[0]
