"""The sources: what they are, their text, and the tree of their provisions."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from graph import Graph
from graph.nquads import encode, line
from graph.store import Store
from ontology.errors import ParameterError, UnknownNameError
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS
from queries.documents import (
    DocumentRequest,
    DocumentsRequest,
    TextRequest,
    document,
    documents,
    find_source,
    text,
)
from queries.outline import DEEPEST, OutlineRequest, outline
from tests import small_graph as small

SLUG = "joint-strategy-against-illicit-finance-1998"


def listed(**window: int) -> dict[str, Any]:
    """The list of documents as a value."""
    answer: dict[str, Any] = json.loads(documents(small.graph(), DocumentsRequest(**window)).body)
    return answer


def tree(name: str) -> dict[str, Any]:
    """An outline as a value."""
    answer: dict[str, Any] = json.loads(outline(small.graph(), OutlineRequest(name)).body)
    return answer


def test_documents_come_in_the_order_of_their_dates() -> None:
    """Title, type, date and file of each."""
    assert [(one["issued"], one["class"], one["file_name"]) for one in listed()["documents"]] == [
        ("1998-02-06", "Strategy", "strategy.txt"),
        ("2009-03-12", "WorkingGroupReport", "report.txt"),
    ]


def test_a_document_says_what_was_read_from_it() -> None:
    """Counts of characters, provisions, mentions and things are those of its reading."""
    told = listed()["documents"][0]
    assert told["characters"] == len(small.STRATEGY_TEXT)
    assert (told["provisions"], told["mentions"], told["things"]) == (7, 13, 8)
    assert told["publishers"][0]["iri"] == small.COORDINATOR


def test_a_list_that_is_cut_says_so() -> None:
    """Two windows of one document each cover the list; only the first is incomplete."""
    windows = [listed(limit=1, offset=at) for at in (0, 1)]
    assert [(one["complete"], one["total"]) for one in windows] == [(False, 2), (True, 2)]
    assert [one["documents"][0]["iri"] for one in windows] == [small.STRATEGY, small.REPORT]


@pytest.mark.parametrize("name", [SLUG, small.STRATEGY])
def test_a_document_is_found_by_slug_and_by_iri(name: str) -> None:
    """One document is told with what it holds by class."""
    told = json.loads(document(small.graph(), DocumentRequest(name)).body)
    assert told["slug"] == SLUG
    assert told["provisions_by_class"] == {"Action": 4, "AlliancePoint": 1, "Objective": 2}
    assert told["things_by_class"] == {"Agency": 3, "Agreement": 1, "Country": 2, "Topic": 1, "Treaty": 1}


@pytest.mark.parametrize("name", ["joint-strategy-1998", "", "a/b", "document/" + SLUG, "urn:nothing", "no document"])
def test_an_unknown_document_is_refused(name: str) -> None:
    """What names no document is not taken for one."""
    with pytest.raises(UnknownNameError):
        find_source(small.graph(), name)


def test_a_mistyped_document_names_the_nearest() -> None:
    """The slugs that come close are told."""
    with pytest.raises(UnknownNameError) as caught:
        find_source(small.graph(), "joint-strategy-1998")
    assert caught.value.nearest == (SLUG,)


def test_the_text_is_the_one_that_was_read() -> None:
    """Not a character is added or lost."""
    answer = text(small.graph(), TextRequest(SLUG))
    assert answer.body.decode() == small.STRATEGY_TEXT
    assert answer.media_type == "text/plain; charset=utf-8"


def test_a_span_counts_code_points() -> None:
    """Offsets are those of the evidence, accents counting one."""
    start = small.REPORT_TEXT.index("Ríos")
    answer = text(small.graph(), TextRequest(small.REPORT, start, start + 4))
    assert answer.body.decode() == "Ríos"


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 4), (0, 100_000)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    """The error says how long the text is."""
    with pytest.raises(ParameterError, match=str(len(small.STRATEGY_TEXT))):
        text(small.graph(), TextRequest(SLUG, start, end))


def test_the_outline_is_the_tree_of_provisions() -> None:
    """A point holds its objectives and actions in their order."""
    told = tree(SLUG)
    (point,) = told["provisions"]
    assert (point["number"], point["class"], point["label"]) == ("12", "AlliancePoint", "Alliance Point 12")
    assert [(one["class"], one["number"]) for one in point["children"]] == [
        ("Objective", "1"),
        ("Objective", "2"),
        ("Action", "1.1"),
        ("Action", "1.2"),
        ("Action", "2.1"),
        ("Action", "2.2"),
    ]
    assert told["complete"]
    assert told["count"] == 7


def test_a_provision_says_where_its_words_stand() -> None:
    """Its pieces joined are its text, and start and end enclose them."""
    action = tree(SLUG)["provisions"][0]["children"][2]
    pieces = [small.STRATEGY_TEXT[start:end] for start, end in action["pieces"]]
    assert " ".join(pieces) == action["text"]
    assert (action["start"], action["end"]) == (action["pieces"][0][0], action["pieces"][-1][1])


def test_a_ring_of_parts_is_reported_and_not_followed() -> None:
    """An RDF file may say that two provisions are part of each other; the answer ends, and says it is not complete."""
    store = small.store()
    ring = [f"{small.STRATEGY}/ring/{number}" for number in range(2)]
    lines = [
        line(one, DCTERMS.isPartOf, other, small.STRATEGY_GRAPH) for one, other in zip(ring, ring[::-1], strict=True)
    ]
    store.insert_nquads(encode(lines))
    told = json.loads(outline(Graph.of(store, small.IRIS), OutlineRequest(SLUG)).body)
    assert (told["complete"], told["limits_hit"], told["count"]) == (False, ["depth"], 9)


def test_a_tree_that_is_too_deep_is_cut_and_says_so() -> None:
    """No document is so deep, but an RDF file may be."""
    store = Store.memory()
    graph, top = small.IRIS.graph("deep"), small.IRIS.document("deep")
    parts = [top, *(f"{top}/part/{number}" for number in range(DEEPEST + 5))]
    lines = [line(top, COMITY.fileName, Literal("deep.txt"), graph)]
    lines += [line(part, DCTERMS.isPartOf, whole, graph) for whole, part in pairwise(parts)]
    store.insert_nquads(encode(lines))
    told = json.loads(outline(Graph.of(store, small.IRIS), OutlineRequest("deep")).body)
    assert (told["complete"], told["count"]) == (False, DEEPEST + 5)
