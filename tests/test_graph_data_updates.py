"""Updates that spell out their quads do what the engine makes of them; others are left to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sparql.data_updates import spelt_out
from graph.store import Store
from ontology.errors import QuerySyntaxError

QUADS = st.sampled_from(
    [
        "<a:s> a <a:C>",
        "GRAPH <a:g> { <a:s> <a:p> 'DELETE DATA'@en-US, 01, 1.5e0, true ; <a:q> \"x\"^^xsd:date . <a:t> <a:p> <a:o> }",
        "<a:s> rdfs:label 'INSERT # no comment' . # a comment: DELETE WHERE",
        "<r> <a:p> 'a'",
    ]
)
OPERATIONS = st.lists(st.builds("{} DATA {{ {}\n }}".format, st.sampled_from(["INSERT", "delete"]), QUADS), max_size=5)


@given(OPERATIONS, OPERATIONS)
def test_the_outcome_is_that_of_the_engine(first: list[str], second: list[str]) -> None:
    """Whatever the store held, and in whatever order quads come and go."""
    base = "http://example.org/"
    store, text = Store.memory(), " ; ".join(second)
    store.update(" ; ".join(first), base=base)
    before = set(store.lines())
    store.update(text, base=base)
    found = spelt_out(text, base)
    assert found is not None
    coming, going = map(set, found)
    assert before - going | coming == set(store.lines())


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT { <a:s> <a:p> <a:o> } WHERE {}",
        "INSERT DATA { _:b <a:p> <a:o> }",
        "INSERT DATA { [] <a:p> <a:o> }",
        "INSERT DATA { <a:s> <a:p> (1) }",
        "CLEAR ALL",
        "INSERT DATA { <a:s> <a:p> <a:o> } ; DROP GRAPH <a:g>",
        "WITH <a:g> DELETE { <a:s> <a:p> <a:o> } WHERE {}",
    ],
)
def test_what_depends_on_the_store_is_left_to_it(text: str) -> None:
    """Patterns, blank nodes and operations on whole graphs."""
    assert spelt_out(text) is None


def test_what_is_no_update_is_said() -> None:
    """With the place, as for any other."""
    with pytest.raises(QuerySyntaxError):
        spelt_out("INSERT DATA { <a:s> <a:p> }")
