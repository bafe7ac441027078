"""Neighbourhoods, counts by predicate, and why a statement stands in the small graph."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ontology.errors import ParameterError, UnknownNameError
from ontology.terms import COMITY
from queries.neighbors import NeighborsRequest, neighbors
from queries.subgraph import SubgraphRequest, subgraph
from queries.why import WhyRequest, why
from tests import small_graph as small


def around(*seeds: str, **asked: Any) -> dict[str, Any]:
    """The neighbourhood, read."""
    found: dict[str, Any] = json.loads(subgraph(small.graph(), SubgraphRequest(seeds, **asked)).body)
    return found


def test_nodes_come_by_their_distance() -> None:
    """The seed first."""
    found = around("MLAT", hops=3)
    depths = [node["depth"] for node in found["nodes"].values()]
    assert next(iter(found["nodes"])) == small.MLAT
    assert depths == sorted(depths)
    assert depths[-1] == 3


def test_of_nodes_as_near_those_with_fewer_edges_come_first() -> None:
    """A cut keeps what is particular."""
    found = around("MLAT", hops=1)
    degrees = [node["degree"] for node in found["nodes"].values()][1:]
    assert degrees == sorted(degrees)


def test_a_cut_is_told() -> None:
    """With the parameter that made it."""
    found = around("Mexico", hops=2, limit=3)
    assert (len(found["nodes"]), found["complete"], found["limits_hit"]) == (3, False, ["limit"])


def test_edges_are_those_between_the_nodes() -> None:
    """All of them, and no others."""
    found = around("MLAT", hops=1)
    network = small.graph().network
    inside = [network.find(iri) for iri in found["nodes"]]
    everywhere = {
        (network.iri(s), network.predicate(int(p)), network.iri(int(o)))
        for s in inside
        for p, o in zip(
            network.arrays["out_predicate"][slice(*network.arrays["out_start"][s : s + 2])],
            network.arrays["out_node"][slice(*network.arrays["out_start"][s : s + 2])],
            strict=True,
        )
        if int(o) in inside
    }
    assert {(edge["s"], edge["p"], edge["o"]) for edge in found["edges"]} == everywhere


def test_no_hops_are_the_seeds_alone() -> None:
    """And what joins them."""
    found = around("MLAT", small.ACTION_1_1, hops=0)
    assert set(found["nodes"]) == {small.MLAT, small.ACTION_1_1}
    assert {edge["p"] for edge in found["edges"]} >= {COMITY.invokes}


def test_a_document_keeps_to_what_it_says() -> None:
    """The report does not speak of the strategy's actions."""
    found = around("MLAT", hops=2, document=("report-of-the-high-level-contact-group-2009",))
    assert small.ACCOMPLISHMENTS[0] in found["nodes"]
    assert small.ACTION_1_1 not in found["nodes"]


def test_directions_are_held() -> None:
    """Nothing in the small graph leaves the MLAT."""
    assert set(around("MLAT", direction="forward")["nodes"]) == {small.MLAT}


def test_classes_are_those_that_are_reached() -> None:
    """Actions only, beside the seed."""
    found = around("MLAT", node_class=("Action",))
    assert {node["class"] for iri, node in found["nodes"].items() if iri != small.MLAT} == {"Action"}


@pytest.mark.parametrize("asked", [{"hops": 7}, {"limit": 0}, {"direction": "sideways"}])
def test_what_is_out_of_bounds_is_refused(asked: dict[str, Any]) -> None:
    """With what was expected."""
    with pytest.raises(ParameterError):
        around("MLAT", **asked)


def test_neighbours_are_counted_before_they_are_drawn() -> None:
    """By predicate and direction; together the degree."""
    found = json.loads(neighbors(small.graph(), NeighborsRequest("Mexico")).body)
    assert sum(edge["count"] for edge in found["edges"]) == found["node"]["degree"]


def test_neighbours_come_by_pages() -> None:
    """Each once."""
    request = {"node": "Mexico", "predicate": "comity:actor", "direction": "backward"}
    seen: list[str] = []
    following: int | None = 0
    total = -1
    while following is not None:
        page = json.loads(neighbors(small.graph(), NeighborsRequest(**request, limit=1, offset=following)).body)  # type: ignore[arg-type] # a dict of words
        seen += [one["iri"] for one in page["neighbors"]]
        following, total = page["next"], page["total"]
    assert seen == sorted(set(seen))
    assert len(seen) == total


def test_a_statement_is_shown_by_its_passages() -> None:
    """Names stand for things."""
    found = json.loads(why(small.graph(), WhyRequest(small.ACTION_1_1, "comity:invokes", "MLAT")).body)
    assert found["stated"] is True
    assert [one["exact"] for one in found["evidence"]] == ["Mutual Legal Assistance Treaty"]


def test_a_literal_is_found_by_its_words() -> None:
    """The date a protocol was signed."""
    found = json.loads(why(small.graph(), WhyRequest(small.PROTOCOL, "comity:signedOn", "1997-11-13")).body)
    assert (found["stated"], len(found["evidence"])) == (True, 1)


def test_what_nobody_says_has_no_evidence() -> None:
    """It is answered, not refused."""
    found = json.loads(why(small.graph(), WhyRequest("FIEA", "comity:amends", "MLAT")).body)
    assert (found["stated"], found["evidence"]) == (False, [])


def test_who_asks_for_nobody_is_told_the_nearest() -> None:
    """In every one of these questions."""
    with pytest.raises(UnknownNameError, match="MLAT"):
        subgraph(small.graph(), SubgraphRequest(("MLATT",)))
    with pytest.raises(UnknownNameError, match="MLAT"):
        neighbors(small.graph(), NeighborsRequest("MLATT"))
    with pytest.raises(UnknownNameError, match="MLAT"):
        why(small.graph(), WhyRequest("MLATT", "comity:amends", "MLAT"))
