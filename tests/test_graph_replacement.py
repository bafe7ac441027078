"""Graphs enter and leave a store, and the default graph is always what they say together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.nquads import line, without_graph
from graph.provenance import assertions, quads
from graph.replacement import replace
from graph.results import DEFAULT
from graph.store import Store
from ontology.statement import Literal
from ontology.terms import CNT, RDF
from tests import small_graph as small

IRIS = small.IRIS
GRAPHS = [IRIS.graph(name) for name in ("one", "two", "three")]
SUBJECTS = ["http://example.org/a", "http://example.org/b", f"{small.STRATEGY}#char=1,2", f"{IRIS.base}statement/9f"]
TRIPLES = st.sampled_from(
    [(subject, predicate, value) for subject in SUBJECTS for predicate in (RDF.type, CNT.chars) for value in "xy"]
)
DATASETS = st.dictionaries(st.sampled_from(GRAPHS), st.sets(TRIPLES, max_size=6))
Documents = list[tuple[str, list[str]]]


def documents(dataset: dict[str, set[tuple[str, str, str]]]) -> Documents:
    """A data set as graphs with their lines."""
    return [(graph, [line(s, p, Literal(o), graph) for s, p, o in triples]) for graph, triples in dataset.items()]


def filled(*batches: Documents) -> Store:
    """A store into which these went, one batch after another."""
    store = Store.memory()
    for batch in batches:
        replace(store, batch, IRIS)
    return store


def everything(store: Store) -> tuple[list[str], list[str]]:
    """The quads of a store, and its named graphs."""
    return sorted(store.lines()), store.graphs()


def merged(batches: Sequence[Documents]) -> set[str]:
    """What the default graph must hold: the assertions of the last state of each graph."""
    last = {graph: lines for batch in batches for graph, lines in batch}
    return {text for lines in last.values() for text in assertions(lines, IRIS)}


@given(st.lists(DATASETS, max_size=4))
def test_the_default_graph_is_the_merge_of_the_assertions(datasets: list[dict[str, set[tuple[str, str, str]]]]) -> None:
    """After any number of replacements each graph holds its last lines, and the default graph what they all say."""
    batches = [documents(dataset) for dataset in datasets]
    store = filled(*batches)
    last = {graph: lines for batch in batches for graph, lines in batch}
    assert set(store.lines(DEFAULT)) == merged(batches)
    assert store.graphs() == sorted(graph for graph, lines in last.items() if lines)
    for graph, lines in last.items():
        assert set(store.lines(graph)) == set(map(without_graph, lines))


@given(DATASETS)
def test_replacing_twice_is_replacing_once(dataset: dict[str, set[tuple[str, str, str]]]) -> None:
    """What is there already is not a change."""
    store = filled(documents(dataset))
    before = everything(store)
    assert not replace(store, documents(dataset), IRIS)
    assert everything(store) == before


@given(DATASETS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(dataset: dict[str, set[tuple[str, str, str]]], random: object) -> None:
    """One batch or one after another, forwards or backwards: the store is the same."""
    batch = documents(dataset)
    assert everything(filled(batch)) == everything(filled(batch[::-1])) == everything(filled(*([one] for one in batch)))


@given(DATASETS, st.sets(TRIPLES, min_size=1))
def test_removing_a_document_restores_what_was_there_before(
    dataset: dict[str, set[tuple[str, str, str]]], triples: set[tuple[str, str, str]]
) -> None:
    """A document leaves no trace."""
    guest = IRIS.graph("guest")
    store = filled(documents(dataset))
    before = everything(store)
    replace(store, documents({guest: triples}), IRIS)
    assert store.has_graph(guest)
    replace(store, [(guest, [])], IRIS)
    assert everything(store) == before


@given(DATASETS, DATASETS)
def test_a_change_counts_what_came_and_what_went(
    first: dict[str, set[tuple[str, str, str]]], second: dict[str, set[tuple[str, str, str]]]
) -> None:
    """The counts are of quads in named graphs, and a change without any is none."""
    store = filled(documents(first))
    change = replace(store, documents(second), IRIS)
    assert change.added == sum(len(triples - first.get(graph, set())) for graph, triples in second.items())
    assert change.removed == sum(len(first.get(graph, set()) - triples) for graph, triples in second.items())
    assert bool(change) == bool(change.added or change.removed)


def test_a_triple_written_straight_to_the_default_graph_stays() -> None:
    """What no document ever said is not the documents' to take."""
    store = small.store()
    store.update("INSERT DATA { id:x rdfs:label 'mine' }")
    replace(store, [(small.REPORT_GRAPH, []), (small.STRATEGY_GRAPH, [])], IRIS)
    assert store.rows("SELECT ?label WHERE { id:x rdfs:label ?label }") == [(Literal("mine"),)]


def test_a_document_that_changes_takes_its_old_statements_along() -> None:
    """Loading another version leaves nothing of the first."""
    old, new = quads(small.strategy(), IRIS), quads(small.report(), IRIS)
    moved = [text.replace(small.REPORT_GRAPH, small.STRATEGY_GRAPH) for text in new]
    store = filled([(small.STRATEGY_GRAPH, old)])
    replace(store, [(small.STRATEGY_GRAPH, moved)], IRIS)
    assert everything(store) == everything(filled([(small.STRATEGY_GRAPH, moved)]))


def test_a_number_spelt_otherwise_is_no_change() -> None:
    """The store keeps values, so "01" is the same quad as "1"."""
    typed = '<a:a> <a:p> "{}"^^<http://www.w3.org/2001/XMLSchema#integer> <{}> .'
    store = filled([(GRAPHS[0], [typed.format("1", GRAPHS[0])])])
    assert not replace(store, [(GRAPHS[0], [typed.format("01", GRAPHS[0])])], IRIS)
    assert store.count() == 2


def test_graphs_that_are_not_shared_leave_the_default_graph_alone() -> None:
    """Whoever replaces a graph says which ones the default graph repeats."""
    store = Store.memory()
    replace(store, [("http://example.org/g", ["<a:a> <a:p> <a:o> <http://example.org/g> ."])], IRIS, lambda _: False)
    assert store.lines(DEFAULT) == []
    assert store.count() == 1


def test_a_line_of_another_graph_is_refused() -> None:
    """A document writes to its own graph only."""
    with pytest.raises(ValueError, match="expected one of the graph"):
        replace(Store.memory(), [(GRAPHS[0], [f"<a:a> <a:p> <a:o> <{GRAPHS[1]}> ."])], IRIS)


def test_a_graph_that_comes_twice_is_refused() -> None:
    """Two documents cannot share a graph, or the second would silently take the place of the first."""
    with pytest.raises(ValueError, match="twice"):
        replace(Store.memory(), [(GRAPHS[0], []), (GRAPHS[0], [])], IRIS)
