"""The shapes allow a good graph, and each of them catches what it is there for."""

from __future__ import annotations

from functools import cache
from typing import Final

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef

from ontology.files import SHAPES, VOCABULARY, read_text
from tests.shape_cases import BAD, GOOD, Change, changed, parse

SHAPE: Final = "https://w3id.org/comity/shapes#"


@cache
def _file(name: str) -> Graph:
    return Graph().parse(data=read_text(name), format="turtle")


def _reported(data: Graph) -> set[tuple[str, str]]:
    """The name of each shape that was broken, and the severity.

    The vocabulary is part of the data graph, since of an `ont_graph` pySHACL reads the axioms of RDFS and OWL only.
    """
    _, report, _ = pyshacl.validate(data + _file(VOCABULARY), shacl_graph=_file(SHAPES), inference="none", inplace=True)
    return {
        (str(report.value(result, SH.sourceShape)).removeprefix(SHAPE), str(report.value(result, SH.resultSeverity)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def _names() -> set[str]:
    shapes = {*_file(SHAPES).subjects(RDF.type, SH.NodeShape), *_file(SHAPES).subjects(RDF.type, SH.PropertyShape)}
    return {str(shape).removeprefix(SHAPE) for shape in shapes}


def test_a_good_graph_breaks_no_shape() -> None:
    """One of everything that the design names, whole: neither a violation nor a warning."""
    assert _reported(parse(GOOD)) == set()


def test_a_thing_may_carry_the_classes_above_its_own() -> None:
    """A treaty that is also said to be an agreement is still of one kind."""
    assert _reported(changed(Change(into="<agreement/protocol> a comity:Agreement, comity:Convention ."))) == set()


def test_every_shape_has_a_graph_that_breaks_it() -> None:
    """A shape without a case could be one that nothing ever breaks."""
    assert set(BAD) == _names()


@pytest.mark.parametrize(
    ("name", "change"), [pytest.param(name, change, id=name) for name, changes in BAD.items() for change in changes]
)
def test_a_shape_reports_what_it_forbids(name: str, change: Change) -> None:
    """The shape that is meant is among those reported, with its own severity."""
    severity = _file(SHAPES).value(URIRef(SHAPE + name), SH.severity, default=SH.Violation)
    assert (name, str(severity)) in _reported(changed(change))


def test_every_shape_tells_what_is_expected() -> None:
    """A report must teach, so no shape falls back on the validator's own words."""
    untold = [name for name in _names() if not _file(SHAPES).value(URIRef(SHAPE + name), SH.message)]
    assert untold == []


def test_the_shapes_are_shacl_core() -> None:
    """Any SHACL processor can run them: none of the SPARQL extension is used."""
    assert not list(_file(SHAPES).triples((None, SH.sparql, None)))
