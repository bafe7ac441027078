"""A thing's own address answers in RDF, with the evidence of what is said of it."""

from __future__ import annotations

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib import Graph as RdfGraph

from ontology.errors import FormatError, UnknownNameError
from ontology.terms import CNT, COMITY, OA, PROV
from ontology.terms import RDF as REIFIED
from queries.resources import ResourceRequest, resource
from tests import small_graph as small


def told(name: str) -> RdfGraph:
    """The description of a thing as rdflib reads it."""
    return RdfGraph().parse(data=resource(small.graph(), ResourceRequest(name)).body, format="turtle")


def test_a_thing_is_described_by_its_triples_both_ways() -> None:
    """Its names and class, and who invokes it."""
    read = told("agreement/mutual-legal-assistance-treaty")
    assert (URIRef(small.MLAT), RDF.type, URIRef(COMITY.Treaty)) in read
    assert (URIRef(small.ACTION_1_1), URIRef(COMITY.invokes), URIRef(small.MLAT)) in read


def test_what_is_said_of_a_thing_comes_with_its_evidence() -> None:
    """Statement node, passage, offsets and words."""
    read = told(small.ACTION_2_1)
    statements = [
        one for one in read.subjects(URIRef(REIFIED.object), URIRef(small.PGR))
        if (one, URIRef(REIFIED.predicate), URIRef(COMITY.recipient)) in read
    ]  # fmt: skip
    assert len(statements) == 1
    passage = read.value(statements[0], URIRef(PROV.wasDerivedFrom))
    assert read.value(passage, URIRef(OA.exact)) == Literal("Office of the Attorney\nGeneral (PGR)")


def test_a_statement_and_a_passage_have_addresses_too() -> None:
    """What stands only in a named graph is described from there."""
    (statement, *_), *_ = small.graph().store.rows(
        "SELECT ?st WHERE { GRAPH ?g { ?st rdf:predicate ?p } }", p=COMITY.ratifies
    )
    read = told(str(statement))
    assert (URIRef(str(statement)), URIRef(REIFIED.object), URIRef(small.PROTOCOL)) in read
    start = small.REPORT_TEXT.index("Elena")
    passage = f"{small.REPORT}#char={start},{start + len('Elena Ríos')}"
    assert (URIRef(passage), URIRef(COMITY.denotes), URIRef(small.RIOS)) in told(passage)


def test_a_document_is_described_without_its_text() -> None:
    """The text has an address of its own."""
    read = told(small.STRATEGY)
    assert (URIRef(small.STRATEGY), None, URIRef(small.POINT)) in read
    assert (None, URIRef(CNT.chars), None) not in read


def test_a_named_graph_is_given_whole() -> None:
    """All its triples, evidence included."""
    read = told("graph/report-of-the-high-level-contact-group-2009")
    assert len(read) == len(small.graph().store.lines(small.REPORT_GRAPH))


def test_many_incoming_triples_are_cut_and_said_to_be() -> None:
    """A country that everything points to does not make an endless answer."""
    answer = resource(small.graph(), ResourceRequest("country/mexico", incoming=2))
    assert (answer.complete, answer.limits_hit) == (False, ("incoming",))


def test_nothing_is_known_of_an_unknown_thing() -> None:
    """The error names what comes near."""
    with pytest.raises(UnknownNameError) as caught:
        told("agreement/mutual-legal-asistance-treaty")
    assert "Mutual Legal Assistance Treaty" in caught.value.nearest


def test_an_unknown_format_is_refused() -> None:
    """The error lists the formats."""
    with pytest.raises(FormatError, match="turtle"):
        resource(small.graph(), ResourceRequest("country/mexico", "docx"))
