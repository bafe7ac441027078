"""comity.ttl, the terms of Python, and every file that uses a term agree."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

import owlrl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral

from ontology import terms
from ontology.files import CONTEXT, SHAPES, TOPICS, VOCABULARY, read_text
from ontology.iris import KINDS
from ontology.terms import COMITY, PREFIXES
from tests.shape_cases import GOOD, Change, changed, parse

REPOSITORY: Final = Path(__file__).resolve().parents[1]
NAMESPACE: Final = PREFIXES["comity"]
ONTOLOGY: Final = URIRef("https://w3id.org/comity/ontology")
KINDS_OF_TERM: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN: Final = ("rdf", "rdfs", "owl", "xsd")
"""Vocabularies that OWL 2 reserves: their terms need no declaration, and may have none."""


@cache
def _vocabulary() -> Graph:
    return Graph().parse(data=read_text(VOCABULARY), format="turtle")


@cache
def _declared() -> frozenset[str]:
    return frozenset(str(term) for kind in KINDS_OF_TERM for term in _vocabulary().subjects(RDF.type, kind))


def _own() -> list[URIRef]:
    return [URIRef(term) for term in sorted(_declared()) if term.startswith(NAMESPACE)]


def _constants(namespace: type) -> set[str]:
    return {value for name, value in vars(namespace).items() if not name.startswith("__") and isinstance(value, str)}


def _users() -> list[Path]:
    saved = sorted((REPOSITORY / "queries").rglob("*.rq"))
    words = sorted((REPOSITORY / "loaders").rglob("*.ttl"))
    return [*(REPOSITORY / "ontology" / name for name in (SHAPES, TOPICS, CONTEXT)), *saved, *words]


def test_the_terms_of_python_are_those_of_the_vocabulary() -> None:
    """Neither has a term that the other lacks."""
    assert _constants(COMITY) == {str(term) for term in _own()}


def test_a_constant_is_called_what_its_term_is_called() -> None:
    """`COMITY.actor` is comity:actor, in every namespace: the name in Python can be trusted."""
    namespaces = {name: value for name, value in vars(terms).items() if isinstance(value, type)}
    for namespace in namespaces.values():
        for name, value in vars(namespace).items():
            if not name.startswith("__"):
                assert re.split(r"[#/]", value)[-1] == name


def test_a_term_of_another_vocabulary_is_declared_once_it_has_a_constant() -> None:
    """An OWL tool must know the kind of each property and class that the data use."""
    namespaces = [value for name, value in vars(terms).items() if isinstance(value, type) and value is not COMITY]
    used = set().union(*(_constants(namespace) for namespace in namespaces))
    reserved = tuple(PREFIXES[prefix] for prefix in BUILT_IN)
    assert {term for term in used if not term.startswith(reserved)} - _declared() == set()


@pytest.mark.parametrize("path", _users(), ids=lambda path: path.name)
def test_a_file_uses_only_terms_that_exist(path: Path) -> None:
    """A mistyped term in a shape, a query, the context or a gazetteer would match nothing, and nobody would be told."""
    used = set(re.findall(r"(?<![\w-])comity:([A-Za-z]\w*)", path.read_text("utf-8")))
    assert {f"{NAMESPACE}{name}" for name in used} - _declared() == set()


@pytest.mark.parametrize("term", _own(), ids=lambda term: term.removeprefix(NAMESPACE))
def test_a_term_is_explained(term: URIRef) -> None:
    """A label in each language, a definition, and where it is defined; a class lies below one of another vocabulary."""
    graph = _vocabulary()
    labels = [label for label in graph.objects(term, RDFS.label) if isinstance(label, RdfLiteral)]
    assert sorted(str(label.language) for label in labels) == ["en", "es"]
    assert str(graph.value(term, SKOS.definition, any=False)).endswith(".")
    assert graph.value(term, RDFS.isDefinedBy, any=False) == ONTOLOGY
    if (term, RDF.type, OWL.Class) in graph:
        above = set(graph.transitive_objects(term, RDFS.subClassOf))
        assert any(not str(each).startswith(NAMESPACE) for each in above)


def test_a_term_is_of_one_kind() -> None:
    """OWL 2 DL: no IRI is a class and a property, or an object, a datatype and an annotation property at once."""
    for one, other in combinations(KINDS_OF_TERM, 2):
        assert set(_vocabulary().subjects(RDF.type, one)) & set(_vocabulary().subjects(RDF.type, other)) == set()


def test_whatever_an_axiom_names_is_declared() -> None:
    """No class or property is only alluded to; rdfs:seeAlso points wherever it likes."""
    graph = _vocabulary()
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.disjointWith)
    named = {str(value) for axiom in axioms for value in graph.objects(None, axiom)}
    assert {term for term in named if not term.startswith(PREFIXES["xsd"])} - _declared() == set()


def test_a_datatype_of_a_range_is_one_that_owl_knows() -> None:
    """xsd:date and xsd:gYear are not in OWL 2's datatype map, and make reasoners stop."""
    known = {URIRef(PREFIXES["xsd"] + name) for name in ("string", "integer", "decimal", "boolean")}
    datatypes = {term for term in _vocabulary().objects(None, RDFS.range) if str(term).startswith(PREFIXES["xsd"])}
    assert datatypes <= known


def test_the_vocabulary_has_no_blank_nodes() -> None:
    """It is served in a graph that is written as sorted lines, where a blank node would have no lasting name."""
    assert [triple for triple in _vocabulary() if any(isinstance(term, BNode) for term in triple)] == []


def test_kinds_are_disjoint_pair_by_pair() -> None:
    """The classes that have an identifier are the kinds, and no thing is of two."""
    graph = _vocabulary()
    kinds = list(graph.subjects(DCTERMS.identifier))
    for one, other in combinations(kinds, 2):
        assert (one, OWL.disjointWith, other) in graph or (other, OWL.disjointWith, one) in graph


def test_every_kind_of_address_has_a_class() -> None:
    """What stands in an address (`…/id/agency/…`) is the identifier of the class of what is there."""
    identifiers = [str(value) for value in _vocabulary().objects(None, DCTERMS.identifier)]
    assert sorted(identifiers) == sorted({*KINDS, "provision", "figure", "passage"})


def test_the_ontology_says_what_it_is() -> None:
    """Title in both languages, version, licence and prefix, as tools that list ontologies read them."""
    graph = _vocabulary()
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in graph
    assert {
        str(title.language) for title in graph.objects(ONTOLOGY, DCTERMS.title) if isinstance(title, RdfLiteral)
    } == {
        "en",
        "es",
    }
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert str(graph.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    vann = "http://purl.org/vocab/vann/preferredNamespace"
    assert str(graph.value(ONTOLOGY, URIRef(f"{vann}Uri"))) == NAMESPACE
    assert str(graph.value(ONTOLOGY, URIRef(f"{vann}Prefix"))) == "comity"
    assert graph.value(ONTOLOGY, DCTERMS.license) is not None


def _contradictions(data: Graph) -> list[str]:
    """What OWL 2 RL finds that cannot be true."""
    closed = data + _vocabulary()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return sorted(str(value) for value in closed.objects(None, URIRef(f"{owlrl.Namespaces.ERRNS}error")))


def test_a_reasoner_finds_nothing_wrong_with_a_good_graph() -> None:
    """Domains, ranges and disjointness hold of one of everything that the design names."""
    assert _contradictions(parse(GOOD)) == []


@pytest.mark.parametrize(
    "into",
    ["<agency/unit> a comity:Agreement .", '<agency/unit> comity:number "1" .', "<agency/unit> a comity:Treaty ."],
)
def test_a_reasoner_finds_a_thing_of_two_kinds(into: str) -> None:
    """Said outright, through a domain, or through a class below: the contradiction is found."""
    assert any("id/agency/unit" in found for found in _contradictions(changed(Change(into=into))))
