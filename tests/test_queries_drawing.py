"""Nodes and edges in every graph format, each read back by a library that it is for."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import networkx as nx
import pytest
import rdflib

from ontology.errors import FormatError
from queries.drawing import drawn
from queries.formats import GRAPHS
from queries.subgraph import SubgraphRequest, subgraph
from tests import small_graph as small

Edges = set[tuple[str, str, str]]


def body(form: str) -> bytes:
    """Two steps around the MLAT."""
    return subgraph(small.graph(), SubgraphRequest(("MLAT",), 2, form=form)).body


@pytest.fixture(scope="module")
def expected() -> tuple[set[str], Edges]:
    """Nodes and edges as our own format has them."""
    told = json.loads(body("json"))
    return set(told["nodes"]), {(edge["s"], edge["p"], edge["o"]) for edge in told["edges"]}


def of_networkx(graph: Any) -> tuple[set[str], Edges]:
    """The same of a graph that networkx read; the predicate is an attribute."""
    return set(graph.nodes), {(s, data["predicate"], o) for s, o, data in graph.edges(data=True)}


def test_networkx_reads_node_link(expected: tuple[set[str], Edges]) -> None:
    """With the key that its newest version has."""
    assert of_networkx(nx.node_link_graph(json.loads(body("node-link")), edges="edges")) == expected


def test_networkx_reads_graphml(expected: tuple[set[str], Edges]) -> None:
    """Attributes are flat."""
    assert of_networkx(nx.read_graphml(io.BytesIO(body("graphml")))) == expected


def test_networkx_reads_gexf(expected: tuple[set[str], Edges]) -> None:
    """Parallel edges stay apart."""
    assert of_networkx(nx.read_gexf(io.BytesIO(body("gexf")))) == expected


def test_networkx_reads_cytoscape(expected: tuple[set[str], Edges]) -> None:
    """Elements by group."""
    told = json.loads(body("cytoscape"))
    nodes = {one["data"]["id"] for one in told["elements"]["nodes"]}
    edges = {
        (one["data"]["source"], one["data"]["predicate"], one["data"]["target"]) for one in told["elements"]["edges"]
    }
    assert (nodes, edges) == expected


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_rdflib_reads_the_edges_as_triples(form: str, expected: tuple[set[str], Edges]) -> None:
    """Beside labels and classes."""
    graph = rdflib.Graph().parse(data=body(form), format={"jsonld": "json-ld"}.get(form, form))
    found = {(str(s), str(p), str(o)) for s, p, o in graph if isinstance(o, rdflib.URIRef) and p != rdflib.RDF.type}
    assert found == expected[1]
    assert {str(s) for s in graph.subjects(rdflib.RDFS.label)} == expected[0]


@pytest.mark.parametrize("form", ["json", "node-link", "d3", "cytoscape", "graphology", "graphml", "gexf"])
def test_every_edge_has_an_id_of_its_own(form: str) -> None:
    """So that a canvas can tell parallel edges apart."""
    ids = edge_ids(form)
    assert len(set(ids)) == len(ids) > 0


def edge_ids(form: str) -> list[str]:
    """The ids of edges as a format has them."""
    if form in ("graphml", "gexf"):
        return re.findall(r'<edge [^>]*\bid="([^"]*)"', body(form).decode())
    told = json.loads(body(form))
    edges = told.get("links") or told.get("edges") or [one["data"] for one in told["elements"]["edges"]]
    return [edge.get("id") or edge["key"] for edge in edges]


@pytest.mark.parametrize("form", GRAPHS.names)
def test_equal_questions_have_equal_bytes(form: str) -> None:
    """No clock, no chance."""
    assert body(form) == body(form)


def test_an_unknown_format_is_refused() -> None:
    """With those that there are."""
    with pytest.raises(FormatError, match="cytoscape"):
        subgraph(small.graph(), SubgraphRequest(("MLAT",), form="dot"))


def test_a_whole_network_can_be_drawn() -> None:
    """Every edge of it."""
    from comity.export import whole  # noqa: PLC0415, the command line is above this layer

    network = small.graph().network
    told = json.loads(drawn(whole(small.graph()), "json").body)
    assert (len(told["nodes"]), len(told["edges"])) == (network.nodes, network.edges)
