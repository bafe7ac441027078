"""Queries on their way to the engine: what they say of prefixes."""

from __future__ import annotations

import json

import pytest

from queries.sparql import sparql
from queries.sparql_request import SparqlRequest
from tests import small_graph as small


def _value(query: str) -> str:
    answer = sparql(small.graph(), SparqlRequest(query))
    return str(json.loads(answer.body)["results"]["bindings"][0]["x"]["value"])


@pytest.mark.parametrize(
    "prologue",
    [
        "",
        "# PREFIX skos: <http://other.example/>\n",
        "BASE <http://other.example/#PREFIX> # as in PREFIX skos: <no>\r\n",
        "PREFIX skosxl: <http://other.example/>",
        "PREFIX : <http://other.example/> prefix a.skos: <http://other.example/>",
    ],
)
def test_a_known_prefix_is_at_hand_where_none_is_declared(prologue: str) -> None:
    """What only looks like a declaration is none."""
    assert _value(prologue + ' SELECT ?x { BIND(STR(skos:x) AS ?x) FILTER("PREFIX skos: <a:>" != "") }').endswith(
        "www.w3.org/2004/02/skos/core#x"
    )


@pytest.mark.parametrize(
    "prologue",
    [
        "PREFIX skos: <http://other.example/>",
        "prefix skos:<http://first.example/>PREFIX skos:<http://other.example/>",
        "BASE <http://other.example/> # skos: is the base\nPREFIX org: <o> PREFIX skos: <>",
    ],
)
def test_a_prefix_that_a_query_declares_is_its_own(prologue: str) -> None:
    """The last time that it does."""
    assert _value(prologue + " SELECT ?x { BIND(STR(skos:x) AS ?x) }") == "http://other.example/x"
