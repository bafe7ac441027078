"""A CONSTRUCT as nodes and edges to draw."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest

from ontology.errors import FormatError
from queries.formats import CONSTRUCTED, DRAWN
from queries.sparql import sparql
from queries.sparql_request import SparqlRequest
from tests.small_graph import ACTION_1_1, MLAT, graph

QUERY = f"""
    CONSTRUCT {{ ?s comity:invokes <{MLAT}> ; a ?class ; comity:number ?number ; <http://x/part> [ <http://x/of> ?s ] }}
    WHERE {{ ?s comity:invokes <{MLAT}> ; a ?class . OPTIONAL {{ ?s comity:number ?number }} }}
"""


def _asked(form: str) -> bytes:
    return sparql(graph(), SparqlRequest(QUERY, triples=form)).body


@pytest.mark.parametrize("form", [one.name for one in CONSTRUCTED.formats])
def test_every_format_of_a_construct_has_its_edges(form: str) -> None:
    """RDF or not, what was constructed is there."""
    body = _asked(form).decode()
    assert ACTION_1_1.rpartition("/")[2] in body
    assert MLAT.rpartition("/")[2] in body


def test_types_labels_and_literals_are_of_their_nodes() -> None:
    """What the triples do not say is taken from the network."""
    found = nx.node_link_graph(json.loads(_asked("node-link")), edges="edges")
    assert found.nodes[ACTION_1_1]["class"] == "Action"
    assert found.nodes[ACTION_1_1]["number"] == "1.1"
    assert found.nodes[MLAT]["label"] == "Mutual Legal Assistance Treaty"
    assert all(not predicate.endswith("#type") for _, _, predicate in found.edges(keys=True))


def test_an_edge_of_the_graph_says_how_many_passages_state_it() -> None:
    """One that was only constructed has none."""
    edges = json.loads(_asked("d3"))["links"]
    counts = {(one["source"], one["target"]): one["passages"] for one in edges}
    assert counts[ACTION_1_1, MLAT] >= 1
    assert {one["passages"] for one in edges if one["source"].startswith("_:")} == {0}


def test_graphml_and_gexf_are_read_by_networkx() -> None:
    """Attributes are flat, as both formats want them."""
    assert ACTION_1_1 in nx.read_graphml(io.BytesIO(_asked("graphml")))
    assert ACTION_1_1 in nx.read_gexf(io.BytesIO(_asked("gexf")))


def test_solutions_are_not_drawn() -> None:
    """A table has no edges."""
    with pytest.raises(FormatError):
        sparql(graph(), SparqlRequest("SELECT * { ?s ?p ?o }", solutions="cytoscape"))


def test_the_graph_formats_that_are_not_rdf_are_these() -> None:
    """As the design lists them."""
    assert {one.name for one in DRAWN} == {"json", "node-link", "d3", "cytoscape", "graphology", "graphml", "gexf"}
