"""The shapes are held against the graph of a document, read with what it relies on."""

from __future__ import annotations

from functools import cache

import pytest

from graph.nquads import line
from graph.provenance import quads
from graph.store import Store
from graph.validation import Violation, validate, validate_store
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, RDF, SKOS
from tests import small_graph as small

IRIS = small.IRIS
LINES = quads(small.report(), IRIS)


@cache
def context() -> tuple[str, ...]:
    """The reference facts and the ontology."""
    store = small.store()
    return tuple(text for graph in ("ontology", "reference") for text in store.lines(IRIS.graph(graph)))


def without(predicate: str, subject: str = small.REPORT) -> list[str]:
    """The report's lines but for what a predicate says of a subject."""
    return [text for text in LINES if not text.startswith(f"<{subject}> <{predicate}> ")]


def also(subject: str, predicate: str, value: str | Literal) -> list[str]:
    """The report's lines and one more."""
    return [*LINES, line(subject, predicate, value, small.REPORT_GRAPH)]


def told(lines: list[str]) -> list[Violation]:
    """The violations in a document."""
    return validate(lines, context())


def test_a_document_that_follows_the_shapes_has_no_violation() -> None:
    """Both documents are as they should be."""
    for reading in small.readings():
        assert told(quads(reading, IRIS)) == []


def test_a_document_without_a_title_is_a_violation() -> None:
    """What is missing is said of the document, with the predicate."""
    (violation,) = told(without(DCTERMS.title))
    assert (violation.severity, violation.focus, violation.path) == ("violation", small.REPORT, DCTERMS.title)
    assert "title" in violation.message
    assert str(violation) == f"violation: {small.REPORT} {DCTERMS.title}: {violation.message}"


def test_a_document_without_a_date_is_a_warning() -> None:
    """What an editor may want to add is not a defect."""
    assert [violation.severity for violation in told(without(DCTERMS.issued))] == ["warning"]


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (small.ACCOMPLISHMENTS[0], COMITY.actor, small.MLAT),
        (small.ACCOMPLISHMENTS[0], COMITY.invokes, small.TREASURY),
        (small.PROTOCOL, COMITY.amends, small.MEXICO),
    ],
)
def test_a_relation_to_the_wrong_kind_of_thing_is_a_violation(subject: str, predicate: str, value: str) -> None:
    """The kind of a thing is known from the reference facts, and its class from the ontology."""
    found = [violation for violation in told(also(subject, predicate, value)) if violation.path == predicate]
    assert (subject, value) in [(violation.focus, violation.value) for violation in found]


def test_a_figure_that_is_no_number_is_a_violation() -> None:
    """A value has the datatype that its property asks for."""
    figure = f"{small.ACCOMPLISHMENTS[0]}/figure/1"
    found = told(also(figure, COMITY.year, Literal("last year")))
    assert any(violation.focus == figure and violation.value == "last year" for violation in found)


def test_only_the_documents_own_subjects_are_judged() -> None:
    """A fault of the gazetteer is not one of every document that mentions the thing."""
    broken = [text for text in context() if not (text.startswith(f"<{small.MLAT}> <{SKOS.prefLabel}>"))]
    unnamed = [text for text in LINES if not text.startswith(f"<{small.MLAT}> ")]
    assert all(violation.focus != small.MLAT for violation in validate(unnamed, broken))


def test_violations_come_in_one_order() -> None:
    """Defects stand before warnings, and the same lines give the same list."""
    lines = [text for text in without(DCTERMS.issued) if f"<{COMITY.order}>" not in text]
    found = told(lines)
    assert found == sorted(found) == told(lines[::-1])
    assert len(found) > 2
    assert found[0].severity == "violation"
    assert found[-1].severity == "warning"


def test_a_store_is_judged_graph_by_graph() -> None:
    """Each document and the reference facts, but not the ontology."""
    store = Store.memory()
    store.insert_nquads("".join(f"{text}\n" for text in small.store().lines()).encode())
    store.update(f"DELETE WHERE {{ GRAPH <{small.REPORT_GRAPH}> {{ <{small.REPORT}> <{DCTERMS.title}> ?title }} }}")
    found = dict(validate_store(store, IRIS))
    assert sorted(found) == [small.STRATEGY_GRAPH, IRIS.graph("reference"), small.REPORT_GRAPH]
    assert found[small.STRATEGY_GRAPH] == []
    assert [violation.path for violation in found[small.REPORT_GRAPH]] == [DCTERMS.title]


def test_what_is_not_typed_is_not_a_subject_of_the_shapes() -> None:
    """Shapes speak of classes and properties; a thing without either is left alone."""
    assert told([line("http://example.org/x", RDF.type, "http://example.org/Y", small.REPORT_GRAPH)]) == []
