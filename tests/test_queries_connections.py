"""Paths between things of the small graph: what is asked in words, and what is answered with evidence."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from ontology.errors import ParameterError, UnknownNameError
from ontology.terms import COMITY
from queries.connections import PathRequest, PathsRequest, as_text, path, paths
from tests import small_graph as small

BETWEEN = PathsRequest(("MLAT",), ("FIEA",))


def answered(request: PathsRequest) -> dict[str, Any]:
    """The answer, read."""
    found: dict[str, Any] = json.loads(paths(small.graph(), request).body)
    return found


def test_every_step_of_a_path_is_a_statement_of_the_graph() -> None:
    """Its ends, too, are those that were asked for."""
    found = answered(replace(BETWEEN, mode="all"))
    stated = {small.graph().network.iri(n) for n in range(small.graph().network.nodes)}
    assert found["paths"]
    for one in found["paths"]:
        assert one["nodes"][0] == one["source"] == small.MLAT
        assert one["nodes"][-1] == one["target"] == small.FIEA
        assert len(set(one["nodes"])) == len(one["nodes"]) == one["length"] + 1
        assert set(one["nodes"]) <= stated


def test_edges_say_how_they_are_walked() -> None:
    """Forward is from subject to object."""
    for one in answered(BETWEEN)["paths"]:
        for (here, there), edge in zip(zip(one["nodes"], one["nodes"][1:], strict=False), one["edges"], strict=True):
            ends = (edge["s"], edge["o"]) if edge["forward"] else (edge["o"], edge["s"])
            assert ends == (here, there)


def test_evidence_is_quoted_as_the_text_has_it() -> None:
    """The passage of the step is at its offsets in the document."""
    texts = {small.STRATEGY: small.STRATEGY_TEXT, small.REPORT: small.REPORT_TEXT}
    quotes = [
        quote
        for one in answered(replace(BETWEEN, evidence="all", mode="all"))["paths"]
        for edge in one["edges"]
        for quote in edge["evidence"]
    ]
    assert quotes
    for quote in quotes:
        assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["exact"]


def test_a_step_of_structure_quotes_the_part_itself() -> None:
    """That an action is part of a point is shown by the action's own words."""
    found = answered(PathsRequest((small.ACTION_1_1,), (small.POINT,), mode="shortest"))
    (edge,) = found["paths"][0]["edges"]
    assert "Mexico and the United States will use" in edge["evidence"][0]["exact"]


def test_filters_hold_before_selection() -> None:
    """A node that is avoided does not leave a gap: the next way is found."""
    free = answered(replace(BETWEEN, mode="shortest"))["paths"][0]
    avoided = answered(replace(BETWEEN, mode="shortest", not_node=(free["nodes"][1],)))["paths"]
    assert avoided
    assert free["nodes"][1] not in avoided[0]["nodes"]


def test_a_thing_on_the_way_is_passed() -> None:
    """`via` is between the ends."""
    found = answered(replace(BETWEEN, mode="shortest", via=("Treasury Department",)))["paths"]
    assert small.TREASURY in found[0]["nodes"][1:-1]


def test_only_the_predicates_asked_for_are_walked() -> None:
    """By prefixed name."""
    found = answered(replace(BETWEEN, predicate=("comity:invokes", "dcterms:isPartOf"), mode="all"))
    assert {edge["p"] for one in found["paths"] for edge in one["edges"]} <= {
        COMITY.invokes,
        "http://purl.org/dc/terms/isPartOf",
    }


def test_a_distance_is_a_number_without_a_path() -> None:
    """As many edges as the shortest path has."""
    shortest = answered(replace(BETWEEN, mode="shortest"))["paths"][0]["length"]
    assert answered(replace(BETWEEN, mode="distance"))["distances"] == [
        {"source": small.MLAT, "target": small.FIEA, "distance": shortest}
    ]


def test_a_limit_that_was_met_is_told() -> None:
    """`complete` is false."""
    found = answered(replace(BETWEEN, mode="all", limit=1))
    assert (found["complete"], found["limits_hit"], len(found["paths"])) == (False, ["limit"], 1)


def test_a_path_is_found_again_by_its_identifier() -> None:
    """The same nodes and edges."""
    one = answered(BETWEEN)["paths"][0]
    again = json.loads(path(small.graph(), PathRequest(one["id"], "first")).body)["paths"][0]
    assert (again["nodes"], again["edges"]) == (one["nodes"], one["edges"])


def test_every_path_has_an_identifier_of_its_own() -> None:
    """Which is told of this path alone, whatever its directions and predicates, and fits into an address."""
    found = answered(replace(BETWEEN, mode="all"))["paths"]
    told = [json.loads(path(small.graph(), PathRequest(one["id"], "first")).body)["paths"] for one in found]
    assert told == [[{**one, "cost": one["length"]}] for one in found]
    assert all(re.fullmatch(r"[\w-]{1,400}", one["id"], re.ASCII) for one in found)


def test_a_path_of_which_a_step_is_gone_is_unknown() -> None:
    """Any bit of any step, and the source."""
    identifier = answered(BETWEEN)["paths"][0]["id"]
    for at in range(0, len(identifier), 3):
        other = identifier[:at] + ("A" if identifier[at] != "A" else "B") + identifier[at + 1 :]
        with pytest.raises(UnknownNameError):
            path(small.graph(), PathRequest(other))


@pytest.mark.parametrize("identifier", ["", "x", "eNqLjgUAARUAuQ", "%%%", "A" * 400])
def test_what_is_no_identifier_is_an_unknown_path(identifier: str) -> None:
    """Whatever the characters."""
    with pytest.raises(UnknownNameError):
        path(small.graph(), PathRequest(identifier))


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    """One letter too many."""
    with pytest.raises(UnknownNameError) as refused:
        paths(small.graph(), PathsRequest(("MLATT",), ("FIEA",)))
    assert "MLAT" in str(refused.value)


@pytest.mark.parametrize(
    "request_",
    [
        PathsRequest(()),
        PathsRequest(("MLAT",)),
        replace(BETWEEN, max_length=13),
        replace(BETWEEN, min_length=7),
        replace(BETWEEN, limit=0),
        replace(BETWEEN, mode="longest"),  # type: ignore[arg-type] # what a caller without types may send
        replace(BETWEEN, predicate=("comity:nothing",)),
        replace(BETWEEN, node_class=("Nothing",)),
    ],
)
def test_what_is_out_of_bounds_is_refused(request_: PathsRequest) -> None:
    """Before anything is searched."""
    with pytest.raises(ParameterError):
        paths(small.graph(), request_)


def test_paths_are_told_in_words_with_a_quote() -> None:
    """For a terminal."""
    text = as_text(answered(replace(BETWEEN, mode="shortest")))
    assert text.startswith("1. Mutual Legal Assistance Treaty … Financial Information Exchange Agreement")
    assert "“" in text


def test_no_path_is_told_in_words() -> None:
    """Not an empty line."""
    text = as_text(answered(replace(BETWEEN, max_length=1)))
    assert text == "no path within these bounds"
