"""Captions are told from the arrays of the network as the store would tell them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from graph import Graph
from graph.nquads import encode, line
from graph.store import Store
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, PREFIXES, RDF, RDFS, SKOS
from queries.captions import Captions, captions
from queries.labels import nodes
from tests import small_graph as small

THINGS = [f"http://example.org/{letter}" for letter in "abcd"]
CLASSES = [COMITY.Action, COMITY.Treaty, "http://example.org/SmallThing"]
LANGUAGES = some.sampled_from(("en", "es", "fr"))
WORDS = some.text('ab"\\é\n', min_size=1, max_size=3)
LITERALS = some.builds(lambda text, language: Literal(text, language=language), WORDS, LANGUAGES)
TEXTS = LITERALS | some.builds(Literal, WORDS)
NUMBERS = some.builds(Literal, some.sampled_from(("1", "1.2", "1.2.3", "12", "a")))
LINES = some.one_of(
    some.builds(line, some.sampled_from(THINGS), some.sampled_from((SKOS.prefLabel, RDFS.label, DCTERMS.title)), TEXTS),
    some.builds(line, some.sampled_from(THINGS), some.sampled_from((COMITY.number, COMITY.order)), NUMBERS),
    some.builds(line, some.sampled_from(THINGS), some.just(DCTERMS.isPartOf), some.sampled_from(THINGS)),
    some.builds(line, some.sampled_from(THINGS), some.just(RDF.type), some.sampled_from(CLASSES)),
    some.builds(line, some.sampled_from(CLASSES), some.just(RDFS.label), TEXTS),
    some.builds(line, some.sampled_from(CLASSES), some.just(SKOS.prefLabel), TEXTS),
    some.just(line(CLASSES[0], RDFS.subClassOf, CLASSES[1])),
    some.just(line(CLASSES[2], RDFS.subClassOf, CLASSES[0])),
)


def agree(graph: Graph) -> None:
    """Every node has the same names from either side."""
    network = graph.network
    iris = [network.iri(node) for node in range(network.nodes)]
    told = nodes(graph, iris)
    assert dict(zip(iris, captions(network, range(network.nodes)), strict=True)) == {
        iri: dict(told[iri].labels) for iri in iris
    }
    writer = Captions(network)
    assert [writer.label(node) for node in range(network.nodes)] == [*map(network.label, range(network.nodes))]


def test_the_small_graph_is_told_alike() -> None:
    """Things with names in two languages, documents, provisions and classes."""
    agree(small.graph())


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some.sets(LINES, max_size=25))
def test_any_graph_is_told_alike(lines: set[str]) -> None:
    """Several names in a language, names without one, numbers, parts of parts, and classes with names of their own."""
    store = Store.memory()
    # Every thing is a node, and the class of what has none is named too.
    known = [line(thing, f"{PREFIXES['comity']}actor", THINGS[0]) for thing in THINGS]
    named = line(COMITY.Provision, RDFS.label, Literal("Provision", language="en"))
    typed = line(THINGS[3], RDF.type, COMITY.Provision)
    store.insert_nquads(encode(sorted({*lines, *known, named, typed})))
    agree(Graph.of(store, small.IRIS))
