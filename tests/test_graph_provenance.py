"""A reading becomes the quads of its named graph: what the document says, and where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.nquads import split
from graph.provenance import assertions, facts, quads
from ontology.errors import ShapeError
from ontology.iris import parse_passage
from ontology.statement import Literal, Passage, Reading, Statement
from ontology.terms import CNT, COMITY, OA, PROV, RDF, SCHEMA
from tests import small_graph as small

IRIS = small.IRIS
DOCUMENT = IRIS.document("note")
GRAPH = IRIS.graph("note")
TEXT = "Mexico invoked the MLAT."


def reading(*statements: Statement) -> Reading:
    """A document of one line with these statements."""
    return Reading(DOCUMENT, GRAPH, "note.txt", TEXT, statements)


def passage(quote: str) -> Passage:
    """Where the line has these words."""
    start = TEXT.index(quote)
    return Passage(DOCUMENT, start, start + len(quote), quote)


def objects(lines: list[str], subject: str, predicate: str) -> set[str]:
    """What the lines say of a subject."""
    found = (split(line) for line in lines)
    return {o for s, p, o, _ in found if s == f"<{subject}>" and p == f"<{predicate}>"}


def test_every_line_is_of_the_documents_graph_and_they_are_sorted() -> None:
    """The lines are one graph, in one order."""
    for each in small.readings():
        lines = quads(each, IRIS)
        assert lines == sorted(set(lines))
        assert {split(line)[3] for line in lines} == {f"<{each.graph}>"}


def test_the_order_of_statements_does_not_change_the_lines() -> None:
    """The same statements give the same bytes."""
    one = small.strategy()
    other = replace(one, statements=tuple(reversed(one.statements)))
    assert quads(one, IRIS) == quads(other, IRIS)


def test_a_document_brings_its_text_and_the_name_of_its_file() -> None:
    """The text that offsets count in is in the graph, exactly."""
    lines = quads(reading(), IRIS)
    assert objects(lines, DOCUMENT, CNT.chars) == {f'"{TEXT}"'}
    assert objects(lines, DOCUMENT, COMITY.fileName) == {'"note.txt"'}


def test_a_statement_with_a_passage_has_a_node_that_tells_where_it_was_read() -> None:
    """The node names subject, predicate, object and the passage; the passage names document, offsets and words."""
    spot = passage("invoked the MLAT")
    lines = quads(reading(Statement(small.MEXICO, COMITY.invokes, small.MLAT, spot)), IRIS)
    node = IRIS.statement(GRAPH, small.MEXICO, COMITY.invokes, small.MLAT, spot)
    assert objects(lines, small.MEXICO, COMITY.invokes) == {f"<{small.MLAT}>"}
    assert objects(lines, node, RDF.type) == {f"<{RDF.Statement}>"}
    assert objects(lines, node, RDF.subject) == {f"<{small.MEXICO}>"}
    assert objects(lines, node, RDF.predicate) == {f"<{COMITY.invokes}>"}
    assert objects(lines, node, RDF.object) == {f"<{small.MLAT}>"}
    assert objects(lines, node, PROV.wasDerivedFrom) == {f"<{spot.iri}>"}
    assert objects(lines, spot.iri, OA.exact) == {'"invoked the MLAT"'}
    assert objects(lines, spot.iri, OA.hasSource) == {f"<{DOCUMENT}>"}
    assert parse_passage(spot.iri) == (DOCUMENT, spot.start, spot.end)


def test_a_statement_read_in_two_places_has_two_nodes() -> None:
    """Each passage supports the statement by itself."""
    twice = [Statement(small.MEXICO, COMITY.invokes, small.MLAT, passage(quote)) for quote in ("Mexico", "MLAT")]
    lines = quads(reading(*twice), IRIS)
    assert sum(f"<{RDF.Statement}>" in line for line in lines) == 2
    assert sum(line.startswith(f"<{small.MEXICO}> <{COMITY.invokes}>") for line in lines) == 1


def test_structure_and_mentions_have_no_statement_node() -> None:
    """A label needs no evidence, and a mention is evidence itself."""
    spot = passage("MLAT")
    lines = quads(
        reading(
            Statement(DOCUMENT, RDF.type, COMITY.Document),
            Statement(spot.iri, COMITY.denotes, small.MLAT, spot),
        ),
        IRIS,
    )
    assert not any(f"<{RDF.Statement}>" in line for line in lines)
    assert objects(lines, spot.iri, COMITY.denotes) == {f"<{small.MLAT}>"}
    assert objects(lines, spot.iri, RDF.type) == {f"<{COMITY.Passage}>"}


def test_what_holds_in_the_default_graph_is_free_of_evidence() -> None:
    """Statement nodes, passages and the text of the document stay in the named graph; everything else does not."""
    for each in small.readings():
        lines = quads(each, IRIS)
        plain = assertions(lines, IRIS)
        said = {(s.subject, s.predicate) for s in each.statements if not IRIS.is_evidence(s.subject)}
        said.add((each.document, COMITY.fileName))
        assert {(split(line)[0][1:-1], split(line)[1][1:-1]) for line in plain} == said
        assert all(split(line)[3] == "" for line in plain)


def test_a_passage_that_does_not_quote_the_text_is_refused() -> None:
    """Evidence that cannot be found where it points is worse than none."""
    wrong = Passage(DOCUMENT, 0, 6, "Canada")
    with pytest.raises(ShapeError, match="quotes 'Canada', but the text there is 'Mexico'"):
        quads(reading(Statement(small.MEXICO, SCHEMA.mentions, small.MLAT, wrong)), IRIS)


def test_a_passage_of_another_document_is_refused() -> None:
    """A document's graph holds its own evidence only."""
    wrong = Passage(IRIS.document("other"), 0, 6, "Mexico")
    with pytest.raises(ShapeError, match="document/other"):
        quads(reading(Statement(small.MEXICO, SCHEMA.mentions, small.MLAT, wrong)), IRIS)


def test_facts_without_evidence_are_lines_of_their_graph() -> None:
    """The gazetteer and the ontology say things without a passage."""
    label = Statement(small.MLAT, RDF.type, COMITY.Agreement), Statement(small.MLAT, COMITY.year, Literal("1987"))
    assert facts((*label, *label), GRAPH) == sorted(facts(label, GRAPH))
    assert len(facts(label, GRAPH)) == 2
