"""Values enter a query as terms, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store import Store
from ontology.errors import IriError, QuerySyntaxError
from ontology.statement import Literal
from queries.binding import bind

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(TEXT)
def test_a_value_comes_back_as_it_was_given(value: str) -> None:
    """Quotes, braces, comments and line ends in a value are data."""
    text = bind("SELECT ?value WHERE { }", {"value": [Literal(value)]})
    assert list(Store.memory().query(text).rows()) == [(Literal(value),)]


def test_several_values_are_alternatives() -> None:
    """A repeated parameter gives the rows of each of its values."""
    text = bind("SELECT ?a ?b WHERE {\n}", {"a": ["urn:1", "urn:2"], "b": [Literal("x")]})
    assert sorted(Store.memory().query(text).rows(), key=str) == [("urn:1", Literal("x")), ("urn:2", Literal("x"))]


def test_a_variable_without_a_value_stays_free() -> None:
    """No value means no line in the query."""
    assert bind("SELECT ?a WHERE { }", {"a": []}) == "SELECT ?a WHERE { }"


def test_the_outermost_group_is_bound() -> None:
    """Neither a comment, nor a string, nor a template, nor a subquery is taken for it."""
    text = '# WHERE {\nCONSTRUCT { ?s ?p "WHERE {" } WHERE { { SELECT ?s WHERE { ?s ?p ?o } } }'
    bound = bind(text, {"s": ["urn:a"]})
    assert bound.startswith('# WHERE {\nCONSTRUCT { ?s ?p "WHERE {" } WHERE {\n  VALUES ?s { <urn:a> }\n { SELECT')


def test_what_is_no_iri_is_refused() -> None:
    """An IRI cannot carry SPARQL into the query."""
    with pytest.raises(IriError):
        bind("SELECT ?a WHERE { }", {"a": ["urn:a> } DROP ALL #"]})


def test_a_query_without_a_group_is_refused() -> None:
    """There is nowhere to bind."""
    with pytest.raises(QuerySyntaxError, match="WHERE"):
        bind("ASK { }", {"a": ["urn:a"]})
