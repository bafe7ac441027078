"""The measures of a network are those of networkx."""

from __future__ import annotations

import json

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from graph.network import Network
from ontology.errors import ParameterError
from queries.summary import SummaryRequest, summary
from tests import small_graph as small
from tests.path_oracle import Triple, World


@some.composite
def worlds(draw: some.DrawFn) -> World:
    """A few dozen edges."""
    node = some.integers(0, 11)
    triples: list[Triple] = draw(
        some.lists(some.tuples(node, some.just(0), node), min_size=1, max_size=40, unique=True)
    )
    return World(12, tuple(sorted(triples)), (0,) * 12)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(worlds())
def test_measures_are_those_of_networkx(world: World) -> None:
    """Components, PageRank along the edges, and betweenness between neighbours of either direction."""
    network = world.network()
    directed = nx.DiGraph((s, o) for s, _, o in world.triples)
    directed.add_nodes_from(range(world.nodes))
    plain = nx.Graph(directed.to_undirected())
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    measures = network.measures
    sizes = sorted((len(part) for part in nx.connected_components(plain)), reverse=True)
    assert measures.component_sizes() == sizes
    assert [
        set(np.flatnonzero(measures.component == min(part)).tolist()) for part in nx.connected_components(plain)
    ] == [set(part) for part in nx.connected_components(plain)]
    ranks = _pagerank_python(directed, tol=1e-12, max_iter=1000)  # the public one needs scipy
    assert measures.page_rank == pytest.approx([ranks[node] for node in range(world.nodes)], abs=1e-7)
    between = nx.betweenness_centrality(plain)
    assert measures.betweenness == pytest.approx([between[node] for node in range(world.nodes)], abs=1e-9)
    assert measures.degree.tolist() == [nx.MultiDiGraph(directed).degree(node) for node in range(world.nodes)]


def test_a_large_network_is_measured_from_some_sources() -> None:
    """The hub of a star is the most central thing all the same."""
    star: tuple[Triple, ...] = tuple((0, 0, node) for node in range(1, 700))
    network: Network = World(700, star, (0,) * 700).network()
    assert network.measures.sources == 64
    assert int(np.argmax(network.measures.betweenness)) == 0


def test_the_summary_counts_what_the_graph_holds() -> None:
    """Classes, predicates and degrees add up, and central things come with their labels."""
    found = json.loads(summary(small.graph(), SummaryRequest(limit=3)).body)
    network = small.graph().network
    assert found["complete"] is True
    assert (found["nodes"], found["edges"]) == (network.nodes, network.edges)
    assert sum(one["count"] for one in found["predicates"]) == network.edges
    assert sum(found["components"]["largest"]) <= network.nodes
    assert sum(bar["nodes"] for bar in found["degrees"]["histogram"]) == network.nodes
    assert found["degrees"]["mean"] == pytest.approx(2 * network.edges / network.nodes, abs=1e-3)
    for measure in ("pagerank", "betweenness"):
        values = [one["value"] for one in found["central"][measure]]
        assert values == sorted(values, reverse=True)
        assert len(values) == 3
        assert all(one["label"] for one in found["central"][measure])


def test_a_limit_out_of_bounds_is_refused() -> None:
    """It says what it may be."""
    with pytest.raises(ParameterError, match="1 to 1000"):
        summary(small.graph(), SummaryRequest(limit=0))
