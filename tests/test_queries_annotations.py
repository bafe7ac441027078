"""Annotations are W3C Web Annotations that select the words they are about."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import Graph as RdfGraph
from rdflib import Namespace, URIRef

from ontology.errors import ParameterError, UnknownNameError
from ontology.terms import COMITY
from queries.annotations import KINDS, MEDIA_TYPE, AnnotationsRequest, annotation_page
from tests import small_graph as small

TEXTS = {small.STRATEGY: small.STRATEGY_TEXT, small.REPORT: small.REPORT_TEXT}
OA = Namespace("http://www.w3.org/ns/oa#")

CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@id"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "AnnotationCollection": "as:OrderedCollection",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "next": {"@id": "as:next", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "identifying": "oa:identifying",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "value": "rdf:value",
    "format": "dc:format",
    "label": "rdfs:label",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
}
"""The terms of the Web Annotation context that are used here, so that no test needs another host."""


def page(name: str, **options: Any) -> dict[str, Any]:
    """A page of annotations as a value."""
    answer = annotation_page(small.graph(), AnnotationsRequest(name, **options))
    assert answer.media_type == MEDIA_TYPE
    told: dict[str, Any] = json.loads(answer.body)
    return told


@pytest.mark.parametrize("name", TEXTS)
def test_each_annotation_selects_its_words_by_position_and_by_quote(name: str) -> None:
    """Both selectors name the same words of the text, with the words around them."""
    items = page(name)["items"]
    assert items
    for item in items:
        position, quote = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert TEXTS[name][start:end] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around in TEXTS[name]
        assert len(quote["prefix"]) == min(32, start)


def test_annotations_come_in_the_order_of_the_text() -> None:
    """By start, the longer first."""
    places = [item["target"]["selector"][0] for item in page(small.REPORT)["items"]]
    order = [(place["start"], -place["end"]) for place in places]
    assert order == sorted(order)


def test_a_mention_identifies_a_thing_and_says_its_class() -> None:
    """What a highlight needs: the thing, its label, and a class to colour by."""
    item = next(
        one for one in page(small.REPORT, kinds=("mention",))["items"] if one["body"][0]["source"]["id"] == small.PGR
    )
    assert item["motivation"] == "identifying"
    assert item["body"][0]["source"]["label"] == "Office of the Attorney General"
    assert item["body"][1] == {"type": "TextualBody", "purpose": "tagging", "value": "Agency", "format": "text/plain"}


def test_a_date_is_tagged_with_its_value() -> None:
    """The typed value of the words."""
    dates = page(small.REPORT, kinds=("date",))["items"]
    assert [one["body"][0]["value"] for one in dates] == ["2009-03-12", "2008", "1997-11-13"]


def test_a_statement_carries_its_triple() -> None:
    """Subject, predicate and object, under the address of the statement in the graph."""
    statements = page(small.STRATEGY, kinds=("statement",))["items"]
    body = next(one["body"][0] for one in statements if one["body"][0]["rdf:predicate"]["id"] == COMITY.invokes)
    assert body["rdf:subject"]["id"] == small.ACTION_1_1
    assert body["rdf:object"]["id"] == small.MLAT
    assert list(small.graph().store.quads(body["id"], None, None, small.STRATEGY_GRAPH))


def test_kinds_divide_the_whole() -> None:
    """Every annotation is of one kind."""
    whole = page(small.STRATEGY)["partOf"]["total"]
    assert sum(page(small.STRATEGY, kinds=(kind,))["partOf"]["total"] for kind in KINDS) == whole


def test_pages_follow_each_other() -> None:
    """A page that is not the last is incomplete and says where the next one is."""
    first, second = page(small.REPORT, limit=5), page(small.REPORT, limit=1000, offset=5)
    assert (first["complete"], second["complete"]) == (False, True)
    assert first["next"] == "annotations?limit=5&offset=5"
    assert "next" not in second
    assert first["items"] + second["items"] == page(small.REPORT)["items"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own, in its parsers
def test_rdflib_reads_the_annotations() -> None:
    """As JSON-LD the page says what the Web Annotation vocabulary means by it."""
    told = page(small.REPORT)
    told["@context"] = [CONTEXT, told["@context"][1]]
    read = RdfGraph().parse(data=json.dumps(told), format="json-ld", publicID="http://example.org/documents/report/")
    assert len(set(read.subjects(OA.hasTarget))) == told["partOf"]["total"]
    identified = {thing for body in read.objects(None, OA.hasBody) for thing in read.objects(body, OA.hasSource)}
    assert URIRef(small.RIOS) in identified


def test_an_unknown_kind_is_refused() -> None:
    """The error lists the kinds."""
    with pytest.raises(ParameterError, match="mention, date, provision, statement"):
        page(small.REPORT, kinds=("opinion",))


def test_an_unknown_document_is_refused() -> None:
    """There is nothing to annotate."""
    with pytest.raises(UnknownNameError):
        page("nothing")
