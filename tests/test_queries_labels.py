"""Everything in an answer has a name."""

from __future__ import annotations

import pytest

from graph import Graph
from graph.nquads import encode, line
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, RDF, SKOS
from queries.labels import expanded, nodes, prefixed
from tests import small_graph as small


def test_a_thing_has_its_names_in_both_languages() -> None:
    """Preferred labels are told by language; the English one is the label."""
    node = nodes(small.graph(), [small.MLAT])[small.MLAT]
    assert node.labels == {"en": "Mutual Legal Assistance Treaty", "es": "Tratado de Asistencia Jurídica Mutua"}
    assert (node.label, node.kind) == ("Mutual Legal Assistance Treaty", "Treaty")


def test_a_provision_is_called_by_its_place() -> None:
    """Class and number, after those of the provisions above it; the document is not said again."""
    found = nodes(small.graph(), [small.ACTION_1_1, small.ACCOMPLISHMENTS[1], small.POINT])
    assert [node.labels["en"] for node in found.values()] == [
        "Alliance Point 12, Action 1.1",
        "Accomplishment 2",
        "Alliance Point 12",
    ]


def test_a_provision_with_a_name_in_one_language_has_its_place_in_the_other() -> None:
    """What the graph calls it comes first; the other language is not left empty."""
    store = small.store()
    name = Literal("Alliance Point 12, Action 1.1 (banks)", language="en")
    store.insert_nquads(encode([line(small.ACTION_1_1, SKOS.prefLabel, name)]))
    node = nodes(Graph.of(store, small.IRIS), [small.ACTION_1_1])[small.ACTION_1_1]
    assert node.labels == {"en": name.value, "es": "Punto de la alianza 12, Acción 1.1"}


def test_a_number_that_holds_the_one_above_is_said_once() -> None:
    """Action 1.1.2 is a part of Action 1.1, and its number says so."""
    store = small.store()
    part = f"{small.ACTION_1_1}.2"
    facts = ((RDF.type, COMITY.Action), (COMITY.number, Literal("1.1.2")), (DCTERMS.isPartOf, small.ACTION_1_1))
    store.insert_nquads(encode([line(part, predicate, value) for predicate, value in facts]))
    found = nodes(Graph.of(store, small.IRIS), [part])[part]
    assert found.labels == {"en": "Alliance Point 12, Action 1.1.2", "es": "Punto de la alianza 12, Acción 1.1.2"}


def test_a_document_is_called_by_its_title() -> None:
    """The most specific class counts, and the title is the name."""
    node = nodes(small.graph(), [small.REPORT])[small.REPORT]
    assert (node.label, node.kind) == ("Report of the High-Level Contact Group", "WorkingGroupReport")


def test_what_nothing_names_is_called_by_its_address() -> None:
    """An IRI that the graph does not know still has something to show."""
    node = nodes(small.graph(), ["http://example.org/a/Thing"])["http://example.org/a/Thing"]
    assert (node.labels, node.kind) == ({"und": "Thing"}, None)


def test_the_order_is_that_of_the_question() -> None:
    """Names come in the order in which they were asked for, each once."""
    assert list(nodes(small.graph(), [small.PGR, small.MLAT, small.PGR])) == [small.PGR, small.MLAT]


@pytest.mark.parametrize("name", ["comity:actor", "skos:prefLabel", "schema:text"])
def test_a_prefixed_name_is_read_back(name: str) -> None:
    """Expanding and shortening are inverse."""
    iri = expanded(name)
    assert iri is not None
    assert prefixed(iri) == name


@pytest.mark.parametrize("name", ["", "actor", "nope:actor", "comity:", "comity:a b", "javascript:alert(1)"])
def test_what_is_no_name_of_a_term_is_not_expanded(name: str) -> None:
    """Neither an unknown prefix nor a scheme that is not ours becomes an IRI."""
    assert expanded(name) is None


def test_the_class_of_a_thing_is_the_most_specific() -> None:
    """An alliance point is told as one, not as a point."""
    assert nodes(small.graph(), [small.POINT])[small.POINT].classes == (COMITY.AlliancePoint,)
