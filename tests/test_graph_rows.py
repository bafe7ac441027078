"""Triples in rows are found there, whatever their order was, and rows by object hold what rows by subject hold."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from graph.network import Network
from graph.nquads import encode, line
from graph.tables.rows import Rows
from ontology.iris import Iris
from ontology.terms import COMITY, DCTERMS

SIZE = 7
NUMBERS = st.integers(0, SIZE - 1)
TRIPLES = st.tuples(NUMBERS, NUMBERS, NUMBERS)
MANY = {(number % 2, (number * 7) % SIZE, (number * 11) % SIZE) for number in range(2 * SIZE * SIZE)}
"""Rows of more triples than are put in order one by one."""


def columns(triples: Iterable[tuple[int, int, int]]) -> list[np.ndarray]:
    """Subjects, predicates and objects."""
    rows = np.array(list(triples), np.int32).reshape(-1, 3)
    return [np.ascontiguousarray(rows[:, i]) for i in range(3)]


@given(st.sets(TRIPLES), st.lists(TRIPLES))
@example(MANY, [(0, 0, 0), (1, 1, 4)])
def test_triples_are_found_in_rows(triples: set[tuple[int, int, int]], sought: list[tuple[int, int, int]]) -> None:
    """At their places in order; what is no triple is at none."""
    rows = Rows.of(columns(triples), SIZE)
    places = {triple: place for place, triple in enumerate(sorted(triples))}
    assert rows.find(*columns(sought)).tolist() == [places.get(one, -1) for one in sought]
    assert rows.find(*columns((-1, p, o) for _, p, o in sought)).tolist() == [-1] * len(sought)


@given(st.sets(TRIPLES, max_size=60))
@example(MANY)
def test_both_directions_hold_the_same_edges(triples: set[tuple[int, int, int]]) -> None:
    """Rows by subject are sorted by predicate and object, rows by object by predicate and subject."""
    lines = {line(f"a:{s}", f"b:{p}", f"a:{o}") for s, p, o in triples}
    network = Network.of_nquads(encode(lines))
    predicates, nodes = list(network.pool("predicates")), list(network.pool("nodes"))
    expected = [(nodes.index(f"a:{s}"), predicates.index(f"b:{p}"), nodes.index(f"a:{o}")) for s, p, o in triples]
    for rows, order in (("out", (0, 1, 2)), ("into", (2, 1, 0))):
        start, node, predicate = (network.arrays[f"{rows}_{part}"] for part in ("start", "node", "predicate"))
        key = np.repeat(np.arange(network.nodes), np.diff(start))
        found = list(zip(key.tolist(), predicate.tolist(), node.tolist(), strict=True))
        assert found == sorted(tuple(one[i] for i in order) for one in expected)


def test_the_first_whole_is_noted() -> None:
    """Of several that a node is part of, the first by its address."""
    lines = [line("a:a", DCTERMS.isPartOf, one) for one in ("a:c", "a:b")] + [line("a:b", COMITY.actor, "a:c")]
    network = Network.of_nquads(encode(lines))
    assert network.wholes(network.find("a:a")) == [network.find("a:b")]
    assert network.wholes(network.find("a:b")) == []


def test_what_the_ontology_says_is_no_edge() -> None:
    """Though the default graph says it too; another graph that says it does not wait."""
    graph, other = Iris().graph("ontology"), Iris().graph("d")
    said = [line("a:a", COMITY.actor, "a:b", one) for one in (graph, other)]
    network = Network.of_nquads(
        encode([line("a:a", COMITY.actor, "a:b"), *said, line("a:c", COMITY.actor, "a:d", other)])
    )
    assert (network.edges, list(network.pool("waiting"))) == (0, [other])
    network = Network.of_nquads(encode([line("a:a", COMITY.actor, "a:b"), *said]))
    assert (network.edges, list(network.pool("waiting"))) == (0, [])
