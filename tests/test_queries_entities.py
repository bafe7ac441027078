"""One thing is told with its names, its facts both ways, and the words behind each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph import Graph
from ontology.errors import UnknownNameError
from ontology.terms import COMITY, DCTERMS, SCHEMA
from queries.entities import EntityRequest, entity
from tests import small_graph as small

TEXTS = {small.STRATEGY: small.STRATEGY_TEXT, small.REPORT: small.REPORT_TEXT}


def tell(name: str, **options: Any) -> dict[str, Any]:
    """The answer about a thing as a value."""
    answer: dict[str, Any] = json.loads(entity(small.graph(), EntityRequest(name, **options)).body)
    return answer


def group(told: dict[str, Any], direction: str, predicate: str) -> dict[str, Any]:
    """The facts of one predicate."""
    return next(one for one in told[direction] if one["predicate"] == predicate)


def evidence(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Every passage in an answer."""
    return [
        passage
        for direction in ("facts", "incoming")
        for one in told[direction]
        for value in one["values"]
        for source in value["sources"]
        for passage in source["evidence"]
    ]


def test_a_thing_is_found_by_acronym() -> None:
    """Kind, slug, both labels and all names are told, the preferred ones first."""
    told = tell("MLAT")
    assert (told["iri"], told["kind"], told["slug"]) == (small.MLAT, "agreement", "mutual-legal-assistance-treaty")
    assert told["labels"]["es"] == "Tratado de Asistencia Jurídica Mutua"
    assert [(name["value"], name["kind"]) for name in told["names"]] == [
        ("Mutual Legal Assistance Treaty", "preferred"),
        ("Tratado de Asistencia Jurídica Mutua", "preferred"),
        ("MLAT", "acronym"),
    ]


def test_incoming_facts_carry_the_words_that_say_so() -> None:
    """Who invokes the treaty, in which document, in which provision, in which words."""
    invokes = group(tell("MLAT"), "incoming", COMITY.invokes)
    assert invokes["total"] == 2
    assert [value["iri"] for value in invokes["values"]] == [small.ACTION_1_1, small.ACCOMPLISHMENTS[0]]
    (source,) = invokes["values"][0]["sources"]
    assert source["document"] == small.STRATEGY
    assert source["evidence"][0]["exact"] == "Mutual Legal Assistance Treaty"
    assert source["evidence"][0]["part"] == small.ACTION_1_1


@pytest.mark.parametrize("name", ["MLAT", "Mexico", "Elena Ríos", small.ACTION_2_1, small.STRATEGY])
def test_every_quote_stands_at_its_offsets(name: str) -> None:
    """What is quoted is the text from start to end."""
    passages = evidence(tell(name))
    assert passages
    for one in passages:
        assert TEXTS[one["document"]][one["start"] : one["end"]] == one["exact"]


def test_reference_facts_name_their_graph_and_no_document() -> None:
    """What the gazetteer says needs no passage, and is told apart from what a document says."""
    (value,) = group(tell("PGR"), "facts", COMITY.country)["values"]
    assert value["sources"] == [{"graph": small.REFERENCE_GRAPH, "document": None, "evidence": []}]


def test_literals_keep_their_datatype() -> None:
    """A date is told with its datatype, a text without."""
    signed = group(tell("Protocol to the Extradition Treaty"), "facts", COMITY.signedOn)
    assert signed["values"][0]["literal"] == "1997-11-13"
    assert signed["values"][0]["datatype"] == "xsd:date"
    text = group(tell(small.ACTION_2_2), "facts", SCHEMA.text)
    assert text["values"][0]["literal"] == "Progress will be reviewed once a year."


def test_a_part_of_a_document_is_a_thing() -> None:
    """A provision is found by its address below the document's."""
    told = tell("document/joint-strategy-against-illicit-finance-1998/point/12/action/2.1")
    assert told["labels"]["en"] == "Alliance Point 12, Action 2.1"
    predicates = [one["predicate"] for one in told["facts"]]
    assert predicates == sorted(predicates)


def test_mentions_are_counted_by_document_in_the_order_of_dates() -> None:
    """Where a thing appears over time."""
    assert tell("PGR")["mentions"] == [
        {"document": small.STRATEGY, "issued": "1998-02-06", "count": 1},
        {"document": small.REPORT, "issued": "2009-03-12", "count": 1},
    ]


def test_every_iri_of_the_answer_has_a_name() -> None:
    """`nodes` covers values, predicates, documents and parts."""
    told = tell("Mexico")
    used = {
        value["iri"] for way in ("facts", "incoming") for one in told[way] for value in one["values"] if "iri" in value
    }
    used |= {one["predicate"] for way in ("facts", "incoming") for one in told[way]}
    used |= {passage[key] for passage in evidence(told) for key in ("document", "part") if passage[key]}
    assert used <= told["nodes"].keys()


def test_a_cut_answer_says_so_and_goes_on_at_the_offset() -> None:
    """Windows of one value each cover all values once."""
    pages = [tell("MLAT", limit=1, offset=at, predicates=(COMITY.invokes,)) for at in (0, 1)]
    assert [page["complete"] for page in pages] == [False, True]
    assert [group(page, "incoming", COMITY.invokes)["values"][0]["iri"] for page in pages] == [
        small.ACTION_1_1,
        small.ACCOMPLISHMENTS[0],
    ]


def test_facts_can_be_narrowed_to_a_predicate() -> None:
    """Only what was asked for is told, in both directions."""
    told = tell(small.ACTION_1_1, predicates=(DCTERMS.isPartOf,))
    assert [one["predicate"] for one in told["facts"]] == [DCTERMS.isPartOf]
    assert told["incoming"] == []


@pytest.mark.parametrize("name", ["agency/departmant-of-treasury", "Departmant of the Treasurie"])
def test_an_unknown_thing_names_the_nearest(name: str) -> None:
    """A mistyped address or name is answered with names that exist."""
    with pytest.raises(UnknownNameError) as caught:
        tell(name)
    assert "Department of the Treasury" in caught.value.nearest


def test_the_same_graph_gives_the_same_bytes() -> None:
    """The store's own order does not show."""
    again = Graph.of(small.store(), small.IRIS)
    for name in ("MLAT", "Mexico", small.STRATEGY):
        assert entity(again, EntityRequest(name)) == entity(small.graph(), EntityRequest(name))
