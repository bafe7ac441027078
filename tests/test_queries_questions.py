"""Every question, over what an RDF file may bring: it is answered, or refused with one of our own errors."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from graph import Graph
from ontology.errors import ComityError
from queries.annotations import AnnotationsRequest
from queries.answer import Answer
from queries.description import DescriptionRequest
from queries.documents import DocumentRequest, DocumentsRequest, TextRequest
from queries.entities import EntityRequest
from queries.library import saved_queries
from queries.outline import OutlineRequest
from queries.overview import OverviewRequest
from queries.questions import QUESTIONS
from queries.resources import ResourceRequest
from queries.saved_queries import LibraryRequest, SavedRequest
from queries.search import SearchRequest
from tests import small_graph as small

ODD = """
@prefix comity: <https://w3id.org/comity/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/comity/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

_:document comity:fileName "blank.txt" ; dcterms:title "A document without an address" .
<urn:odd:document> a _:class , "class" ; comity:fileName 7 ; dcterms:title "One" , "Two"@es , 3 ;
    dcterms:issued "yesterday" , 1998 ; dcterms:publisher _:publisher , "Nobody" ; dcterms:language _:language .
<urn:odd:part> dcterms:isPartOf _:whole , "whole" , <urn:odd:part> , <urn:odd:document> ;
    comity:order "first" , 2.5 , -1 ; comity:number 7 , _:number ; schema:text _:text , "Text" , "Texto"@es .
_:part dcterms:isPartOf <urn:odd:document> ; schema:text "Of a part without an address" .
_:statement rdf:subject <urn:odd:part> ; rdf:predicate schema:text ; rdf:object "Text" ;
    prov:wasDerivedFrom _:passage , <urn:odd:passage> , "passage" .
_:passage oa:hasSource "source" ; oa:start "one" ; oa:end 2.5 ; oa:exact 3 .
<urn:odd:passage> oa:hasSource <urn:odd:document> ; oa:start 90 , -5 ; oa:end 3 ; oa:exact _:exact ;
    comity:denotes "thing" , _:thing , <urn:odd:thing> ; comity:date _:date , "2000" .
<urn:odd:thing> skos:prefLabel _:label , "" , "x"@en-US , "y"@en , 9 ; skos:broader <urn:odd:thing> ;
    comity:figure _:figure ; rdf:type <urn:odd:thing> .
_:figure schema:value "many" ; comity:year _:year .
<urn:odd:thing> comity:actor [ comity:actor <urn:odd:thing> ] .
"""

REQUESTS: dict[str, list[Any]] = {
    "annotations": [AnnotationsRequest(name) for name in ("urn:odd:document", small.STRATEGY)],
    "document": [DocumentRequest(name) for name in ("urn:odd:document", small.STRATEGY)],
    "documents": [DocumentsRequest(), DocumentsRequest(0, 10)],
    "entity": [EntityRequest(name) for name in ("urn:odd:thing", "urn:odd:part", "urn:odd:document", small.MEXICO)],
    "examples": [DescriptionRequest("http://example.org/")],
    "library": [LibraryRequest(), LibraryRequest("co-mentions")],
    "outline": [OutlineRequest(name) for name in ("urn:odd:document", small.STRATEGY)],
    "overview": [OverviewRequest()],
    "resource": [ResourceRequest(f"urn:odd:{name}") for name in ("thing", "part", "document", "passage", "graph")],
    "saved": [
        SavedRequest(name, tuple((one.name, "urn:odd:thing") for one in query.parameters if one.type == "thing"))
        for name, query in saved_queries().items()
        if query.form == "SELECT"
    ],
    "search": [SearchRequest(), SearchRequest("x"), SearchRequest("One", limit=1000)],
    "service_description": [DescriptionRequest("http://example.org/", "jsonld", updates=True)],
    "text": [TextRequest(name) for name in ("urn:odd:document", small.STRATEGY)],
    "void": [DescriptionRequest("http://example.org/", "nquads")],
}
"""What is asked; the questions of other modules have tests of their own."""

CASES = [(name, request) for name, requests in REQUESTS.items() for request in requests]


@pytest.fixture(scope="module")
def odd() -> Graph:
    """The small graph, and what no loader of ours writes, in a named graph and in the default graph."""
    store = small.store()
    for graph in (None, "urn:odd:graph"):
        store.load(ODD.encode(), "text/turtle", graph)
    return Graph.of(store, small.IRIS)


@pytest.mark.parametrize(("name", "request_"), CASES, ids=[f"{name}-{place}" for place, (name, _) in enumerate(CASES)])
def test_odd_triples_break_no_question(odd: Graph, name: str, request_: Any) -> None:
    """Blank nodes, literals in wrong places, rings and offsets that are none."""
    try:
        answer = QUESTIONS[name](odd, request_)
    except ComityError:
        return
    assert isinstance(answer, Answer)
    assert answer.body
    assert b"Blank(" not in answer.body


@pytest.mark.parametrize(("name", "request_"), CASES, ids=[f"{name}-{place}" for place, (name, _) in enumerate(CASES)])
def test_a_request_crosses_to_a_worker_whole(name: str, request_: Any) -> None:
    """Requests are plain values."""
    assert name in QUESTIONS
    assert pickle.loads(pickle.dumps(request_)) == request_  # noqa: S301 - our own bytes


@pytest.mark.parametrize(("name", "request_"), CASES, ids=[f"{name}-{place}" for place, (name, _) in enumerate(CASES)])
def test_the_same_question_has_the_same_bytes(odd: Graph, name: str, request_: Any) -> None:
    """In another store with the same triples, loaded in another order."""
    store = small.store()
    for graph in ("urn:odd:graph", None):
        store.load(ODD.encode(), "text/turtle", graph)
    again = Graph.of(store, small.IRIS)
    try:
        first = QUESTIONS[name](odd, request_)
    except ComityError:
        return
    if b"_:" not in first.body and b'"blank"' not in first.body and b"bnode" not in first.body:
        assert QUESTIONS[name](again, request_) == first
