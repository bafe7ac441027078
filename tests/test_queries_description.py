"""What the service says of itself is RDF that other tools read, and it is true."""

from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, Dataset, Literal, Namespace, URIRef
from rdflib import Graph as RdfGraph

from graph import Graph
from graph.nquads import encode, line
from graph.store import Store
from ontology.errors import FormatError
from ontology.terms import COMITY, PREFIXES
from queries.description import DescriptionRequest, example_text, examples, service_description
from queries.formats import TRIPLES
from queries.library import SavedQuery, saved_queries
from queries.void import void
from tests import small_graph as small

SD = Namespace(PREFIXES["sd"])
VOID = Namespace(PREFIXES["void"])
SH = Namespace(PREFIXES["sh"])
EXT = Namespace("http://ldf.fi/void-ext#")

ROOT = "http://data.example.org/comity/"
REQUEST = DescriptionRequest(ROOT)
ENDPOINT = URIRef(f"{ROOT}sparql")
DATASET = URIRef(f"{ROOT}.well-known/void#dataset")

SD_TERMS = {
    "Service", "Dataset", "Graph", "NamedGraph", "endpoint", "supportedLanguage", "SPARQL11Query", "SPARQL11Update",
    "defaultEntailmentRegime", "defaultDataset", "defaultGraph", "namedGraph", "name", "graph", "resultFormat",
    "feature", "EmptyGraphs", "BasicFederatedQuery",
}  # fmt: skip
VOID_TERMS = {
    "Dataset", "DatasetDescription", "sparqlEndpoint", "uriSpace", "dataDump", "vocabulary", "feature", "triples",
    "classes", "properties", "distinctSubjects", "distinctObjects", "entities", "documents", "classPartition", "class",
    "propertyPartition", "property", "subset",
}  # fmt: skip


def read(body: bytes, format: str = "turtle") -> RdfGraph:
    """The answer as rdflib reads it."""
    return RdfGraph().parse(data=body, format=format)


def count(pattern: str) -> int:
    """How many solutions a pattern has in the small graph."""
    return len(list(small.graph().store.query(f"SELECT * WHERE {{ {pattern} }}").rows()))


@pytest.fixture(scope="module")
def service() -> RdfGraph:
    """The service description."""
    return read(service_description(small.graph(), REQUEST).body)


@pytest.fixture(scope="module")
def described() -> RdfGraph:
    """The VoID description."""
    return read(void(small.graph(), REQUEST).body)


def test_the_service_says_what_it_speaks(service: RdfGraph) -> None:
    """Endpoint, language and the formats of results and of graphs."""
    assert (ENDPOINT, RDF.type, SD.Service) in service
    assert service.value(ENDPOINT, SD.endpoint) == ENDPOINT
    assert set(service.objects(ENDPOINT, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert len(set(service.objects(ENDPOINT, SD.resultFormat))) == 10


def test_updates_are_told_only_where_they_are_taken(service: RdfGraph) -> None:
    """A read-only service claims no update language."""
    writable = read(service_description(small.graph(), DescriptionRequest(ROOT, updates=True)).body)
    assert (None, SD.supportedLanguage, SD.SPARQL11Update) not in service
    assert (URIRef(f"{ROOT}update"), SD.supportedLanguage, SD.SPARQL11Update) in writable


def test_every_named_graph_is_told_with_its_size(service: RdfGraph) -> None:
    """The data set is the default graph and the named ones, counted."""
    dataset = service.value(ENDPOINT, SD.defaultDataset)
    names = {service.value(named, SD.name): named for named in service.objects(dataset, SD.namedGraph)}
    assert {str(name) for name in names} == set(small.graph().store.graphs())
    held = service.value(names[URIRef(small.STRATEGY_GRAPH)], SD.graph)
    assert service.value(held, VOID.triples) == Literal(count(f"GRAPH <{small.STRATEGY_GRAPH}> {{ ?s ?p ?o }}"))
    default = service.value(dataset, SD.defaultGraph)
    assert service.value(default, VOID.triples) == Literal(count("?s ?p ?o"))


def test_prefixes_are_declared_as_shacl_does(service: RdfGraph) -> None:
    """Those that a query need not declare, all of them."""
    holder = service.value(ENDPOINT, SH.prefixes)
    declared = {
        str(service.value(one, SH.prefix)): str(service.value(one, SH.namespace))
        for one in service.objects(holder, SH.declare)
    }
    assert declared == PREFIXES


@pytest.mark.parametrize(("space", "terms"), [("sd", SD_TERMS), ("void", VOID_TERMS)])
def test_only_terms_that_exist_are_used(service: RdfGraph, described: RdfGraph, space: str, terms: set[str]) -> None:
    """A mistyped term breaks clients without a word."""
    used = {
        str(node).removeprefix(PREFIXES[space])
        for told in (service, described)
        for triple in told
        for node in triple
        if isinstance(node, URIRef) and node.startswith(PREFIXES[space])
    }
    assert used <= terms


def test_the_data_set_is_counted(described: RdfGraph) -> None:
    """Triples, documents and classes are those of the default graph."""
    assert described.value(DATASET, VOID.triples) == Literal(count("?s ?p ?o"))
    assert described.value(DATASET, VOID.documents) == Literal(2)
    assert described.value(DATASET, VOID.sparqlEndpoint) == ENDPOINT


def test_classes_and_properties_are_partitions(described: RdfGraph) -> None:
    """How many actions there are, and how often something invokes."""
    classes = {described.value(part, VOID["class"]): part for part in described.objects(DATASET, VOID.classPartition)}
    assert described.value(classes[URIRef(COMITY.Action)], VOID.entities) == Literal(4)
    properties = {
        described.value(part, VOID.property): part for part in described.objects(DATASET, VOID.propertyPartition)
    }
    invokes = properties[URIRef(COMITY.invokes)]
    assert described.value(invokes, VOID.triples) == Literal(3)
    assert described.value(invokes, VOID.distinctObjects) == Literal(2)


def test_an_editor_can_complete_from_class_to_property_to_class(described: RdfGraph) -> None:
    """An action invokes a treaty; its order is an integer."""
    (action,) = [
        part
        for part in described.objects(DATASET, VOID.classPartition)
        if described.value(part, VOID["class"]) == URIRef(COMITY.Action)
    ]
    below = {described.value(part, VOID.property): part for part in described.objects(action, VOID.propertyPartition)}
    leads = {
        described.value(part, VOID["class"])
        for part in described.objects(below[URIRef(COMITY.invokes)], VOID.classPartition)
    }
    assert leads == {URIRef(COMITY.Treaty), URIRef(COMITY.Agreement)}
    types = {
        described.value(part, EXT.datatype)
        for part in described.objects(below[URIRef(COMITY.order)], EXT.datatypePartition)
    }
    assert types == {URIRef(f"{PREFIXES['xsd']}integer")}


def test_named_graphs_are_subsets_with_their_document(described: RdfGraph) -> None:
    """Each document's graph says which document it holds; sizes are counted."""
    subsets = {described.value(part, SD.name): part for part in described.objects(DATASET, VOID.subset)}
    assert len(subsets) == 4
    part = subsets[URIRef(small.REPORT_GRAPH)]
    assert described.value(part, URIRef(f"{PREFIXES['dcterms']}source")) == URIRef(small.REPORT)


@pytest.mark.parametrize("question", [service_description, void, examples])
@pytest.mark.parametrize("name", TRIPLES.names)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own, in its parsers
def test_every_format_says_the_same(question: object, name: str) -> None:
    """Rdflib reads as many triples from each."""
    readers = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    assert callable(question)
    answer = question(small.graph(), DescriptionRequest(ROOT, name))
    assert answer.media_type == TRIPLES.named(name).media_type
    found = Dataset() if name in ("trig", "nquads") else RdfGraph()
    found.parse(data=answer.body, format=readers.get(name, name))
    assert len(found) == len(read(question(small.graph(), REQUEST).body))


def test_the_same_graph_is_described_in_the_same_bytes() -> None:
    """The store's own order does not show."""
    again = Graph.of(small.store(), small.IRIS)
    for question in (service_description, void, examples):
        assert question(again, REQUEST) == question(small.graph(), REQUEST)


def test_a_graph_may_have_any_name() -> None:
    """A name with a fragment does not break the description."""
    store = Store.memory()
    store.insert_nquads(encode([line("urn:a", "urn:b", "urn:c", "http://example.org/x#y")]))
    told = read(service_description(Graph.of(store), REQUEST).body)
    assert (None, SD.name, URIRef("http://example.org/x#y")) in told


def test_saved_queries_are_examples() -> None:
    """One executable each, with a title in both languages, for this endpoint."""
    told = read(examples(small.graph(), REQUEST).body)
    found = set(told.subjects(RDF.type, SH.SPARQLExecutable))
    assert found == {URIRef(f"{ROOT}queries/{name}") for name in saved_queries()}
    for one in found:
        assert {label.language for label in told.objects(one, RDFS.label) if isinstance(label, Literal)} == {"en", "es"}
        assert told.value(one, URIRef(f"{PREFIXES['schema']}target")) == ENDPOINT


@pytest.mark.parametrize("query", saved_queries().values(), ids=saved_queries())
def test_an_example_runs_as_it_stands(query: SavedQuery) -> None:
    """Without a prefix from outside, and without a value to fill in."""
    list(small.graph().store.query(example_text(small.graph(), query), prefixes={}).rows())


def test_an_unknown_format_is_refused() -> None:
    """The error lists the formats."""
    with pytest.raises(FormatError, match="turtle"):
        void(small.graph(), DescriptionRequest(ROOT, "docx"))
