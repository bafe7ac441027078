"""The data set described in VoID: how large it is, of what it speaks, and by which properties.

https://www.w3.org/TR/void/; the counts of properties by the class of their subjects and objects, and of datatypes
(`void-ext:`, http://ldf.fi/void-ext#), are those that query editors complete from (SIB's void-generator and editor).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, PREFIXES, RDF, XSD
from queries.answer import Answer
from queries.description import GRAPH_TRIPLES, DescriptionRequest, prefix_declarations
from queries.documents import sources
from queries.formats import TRIPLES
from queries.labels import nodes
from queries.rdf import Triples, Written, anchor

if TYPE_CHECKING:
    from graph import Graph
    from graph.results import Row

_DATATYPE_PARTITION: Final = "http://ldf.fi/void-ext#datatypePartition"
_DATATYPE: Final = "http://ldf.fi/void-ext#datatype"
_FORMATS: Final = "http://www.w3.org/ns/formats/"

_OWN: Final = ("comity", "cnt", "dcterms", "eli", "foaf", "oa", "org", "prov", "schema", "skos")
"""Prefixes of the vocabularies that data are written in."""


def void(graph: Graph, request: DescriptionRequest) -> Answer:
    """Counts of the default graph by class and property, and an entry for each named graph.

    Raises:
        FormatError: the format does not exist.
    """
    dataset = request.dataset
    told = Triples()
    told.add(_dataset(graph, request))
    told.add(_sizes(graph, dataset))
    told.add(_classes(graph, dataset))
    told.add(_properties(graph, dataset))
    told.add(_links(graph, dataset))
    told.add(_graphs(graph, request))
    told.add(prefix_declarations(request.endpoint))
    media_type = TRIPLES.named(request.media_type).media_type
    return Answer(media_type, told.write(media_type))


def _dataset(graph: Graph, request: DescriptionRequest) -> Iterator[Written]:
    dataset, page = request.dataset, f"{request.root}.well-known/void"
    yield page, RDF.type, "void:DatasetDescription"
    yield page, "foaf:primaryTopic", dataset
    yield dataset, RDF.type, "void:Dataset"
    yield dataset, DCTERMS.title, Literal("Comity: what governments wrote about working together", language="en")
    yield dataset, DCTERMS.title, Literal("Comity: lo que los gobiernos escribieron sobre cooperar", language="es")
    yield dataset, "void:sparqlEndpoint", request.endpoint
    yield dataset, "void:uriSpace", Literal(graph.iris.base)
    yield dataset, "foaf:homepage", request.root
    yield dataset, "void:dataDump", f"{request.root}graphs?default"
    for prefix in _OWN:
        yield dataset, "void:vocabulary", PREFIXES[prefix]
    for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        yield dataset, "void:feature", _FORMATS + name


def _sizes(graph: Graph, dataset: str) -> Iterator[Written]:
    yield dataset, "void:triples", _only(graph, _TRIPLES)
    yield dataset, "void:classes", _only(graph, _CLASSES)
    yield dataset, "void:properties", _only(graph, _PROPERTIES)
    yield dataset, "void:distinctSubjects", _only(graph, _SUBJECTS)
    yield dataset, "void:distinctObjects", _only(graph, _OBJECTS)
    yield dataset, "void:entities", _only(graph, _ENTITIES)
    yield dataset, "void:documents", _only(graph, _DOCUMENTS)


def _classes(graph: Graph, dataset: str) -> Iterator[Written]:
    for class_, entities in _rows(graph, _BY_CLASS):
        part = _part(dataset, "class", str(class_))
        yield dataset, "void:classPartition", part
        yield part, "void:class", str(class_)
        yield part, "void:entities", _counted(entities)


def _properties(graph: Graph, dataset: str) -> Iterator[Written]:
    for property_, triples, subjects, objects in _rows(graph, _BY_PROPERTY):
        part = _part(dataset, "property", str(property_))
        yield dataset, "void:propertyPartition", part
        yield part, "void:property", str(property_)
        yield part, "void:triples", _counted(triples)
        yield part, "void:distinctSubjects", _counted(subjects)
        yield part, "void:distinctObjects", _counted(objects)


def _links(graph: Graph, dataset: str) -> Iterator[Written]:
    """Which classes each property of a class leads to, and which datatypes."""
    ends = ((_BY_CLASSES, "void:classPartition", "void:class"), (_BY_DATATYPE, _DATATYPE_PARTITION, _DATATYPE))
    for query, partition, names in ends:
        for class_, property_, end, triples in _rows(graph, query):
            above = _part(dataset, "class", str(class_))
            part = _part(dataset, "class", str(class_), str(property_))
            target = _part(dataset, "class", str(class_), str(property_), str(end))
            yield above, "void:propertyPartition", part
            yield part, "void:property", str(property_)
            yield part, partition, target
            yield target, names, str(end)
            yield target, "void:triples", _counted(triples)


def _graphs(graph: Graph, request: DescriptionRequest) -> Iterator[Written]:
    """Each named graph as a subset, with the document that it was read from."""
    read_from = {source.graph: source.document for source in sources(graph)}
    known = nodes(graph, read_from.values())
    for name, triples in _rows(graph, GRAPH_TRIPLES):
        part = f"{request.root}.well-known/void#graph-{anchor(str(name))}"
        yield request.dataset, "void:subset", part
        yield part, RDF.type, "void:Dataset"
        yield part, "sd:name", str(name)
        yield part, "void:triples", _counted(triples)
        if str(name) in read_from:
            document = read_from[str(name)]
            yield part, DCTERMS.source, document
            yield part, DCTERMS.title, Literal(known[document].label)


def _part(dataset: str, kind: str, *iris: str) -> str:
    """The address of a partition."""
    return f"{dataset.rpartition('#')[0]}#{kind}-{anchor(*iris)}"


def _rows(graph: Graph, query: str) -> list[Row]:
    return list(graph.store.query(query).rows())


def _only(graph: Graph, query: str) -> Literal:
    return _counted(_rows(graph, query)[0][0])


def _counted(value: object) -> Literal:
    return value if isinstance(value, Literal) else Literal("0", XSD.integer)


_TRIPLES: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_CLASSES: Final = "SELECT (COUNT(DISTINCT ?class) AS ?n) WHERE { ?s a ?class }"
_PROPERTIES: Final = "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }"
_SUBJECTS: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"
_OBJECTS: Final = "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }"
_ENTITIES: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class }"
_DOCUMENTS: Final = f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s <{COMITY.fileName}> ?file }}"

_BY_CLASS: Final = """
SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) WHERE { ?s a ?class FILTER(ISIRI(?class)) }
GROUP BY ?class"""

_BY_PROPERTY: Final = """
SELECT ?p (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
WHERE { ?s ?p ?o }
GROUP BY ?p"""

_BY_CLASSES: Final = """
SELECT ?class ?p ?end (COUNT(*) AS ?triples) WHERE {
  ?s a ?class ; ?p ?o . ?o a ?end
  FILTER(ISIRI(?class) && ISIRI(?end) && ?p != rdf:type)
}
GROUP BY ?class ?p ?end"""

_BY_DATATYPE: Final = """
SELECT ?class ?p ?end (COUNT(*) AS ?triples) WHERE {
  ?s a ?class ; ?p ?o
  FILTER(ISLITERAL(?o) && ISIRI(?class))
  BIND(DATATYPE(?o) AS ?end)
}
GROUP BY ?class ?p ?end"""
