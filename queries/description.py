"""What the service says of itself in RDF: SPARQL 1.1 Service Description, and the saved queries as examples.

https://www.w3.org/TR/sparql11-service-description/; examples as `sh:SPARQLExecutable`, in the form that SIB's editor
and other tools load (https://github.com/sib-swiss/sparql-examples).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ontology.errors import AmbiguousNameError, UnknownNameError
from ontology.statement import Literal
from ontology.terms import PREFIXES, RDF, XSD
from queries.answer import Answer
from queries.formats import RESULTS, TRIPLES
from queries.library import LANGUAGES, SavedQuery, saved_queries
from queries.rdf import Triples, Written, anchor, number
from queries.rows import whole
from queries.saved_queries import with_values

if TYPE_CHECKING:
    from graph import Graph

_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES: Final = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}
"""The names of formats that the W3C keeps (https://www.w3.org/ns/formats/)."""

_FORMS: Final = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
}


@dataclass(frozen=True, slots=True)
class DescriptionRequest:
    """Where the service stands, and the RDF format.

    `root` is the address under which the service was reached, ending in a slash; `updates` says whether it takes them,
    and `federates` whether a query may ask some other endpoints.
    """

    root: str
    media_type: str = TRIPLES.default.media_type
    updates: bool = False
    federates: bool = False

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL endpoint."""
        return f"{self.root}sparql"

    @property
    def dataset(self) -> str:
        """The address of the data set, in the VoID description of it."""
        return f"{self.root}.well-known/void#dataset"


def service_description(graph: Graph, request: DescriptionRequest) -> Answer:
    """Languages, formats and prefixes of the endpoint, and the graphs of its data set.

    Raises:
        FormatError: the format does not exist.
    """
    told = Triples()
    told.add(_service(request))
    told.add(_dataset(graph, request))
    told.add(prefix_declarations(request.endpoint))
    return _answer(told, request)


def examples(graph: Graph, request: DescriptionRequest) -> Answer:
    """Every saved query as an example that runs as it stands, with its example values where they name a thing here.

    Raises:
        FormatError: the format does not exist.
    """
    told = Triples()
    for query in saved_queries().values():
        told.add(_example(graph, query, request))
    told.add(prefix_declarations(request.endpoint))
    return _answer(told, request)


def _answer(told: Triples, request: DescriptionRequest) -> Answer:
    media_type = TRIPLES.named(request.media_type).media_type
    return Answer(media_type, told.write(media_type))


def _service(request: DescriptionRequest) -> Iterator[Written]:
    endpoint = request.endpoint
    yield endpoint, RDF.type, "sd:Service"
    yield endpoint, "sd:endpoint", endpoint
    yield endpoint, "sd:supportedLanguage", "sd:SPARQL11Query"
    yield endpoint, "sd:defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple"
    yield endpoint, "sd:defaultDataset", f"{endpoint}#dataset"
    for media_type in (*RESULTS.media_types, *TRIPLES.media_types):
        yield endpoint, "sd:resultFormat", _FORMATS + _FORMAT_NAMES[media_type]
    yield endpoint, "sd:feature", "sd:EmptyGraphs"
    if request.federates:
        yield endpoint, "sd:feature", "sd:BasicFederatedQuery"
    if request.updates:
        update = f"{request.root}update"
        yield update, RDF.type, "sd:Service"
        yield update, "sd:endpoint", update
        yield update, "sd:supportedLanguage", "sd:SPARQL11Update"
        yield update, "sd:defaultDataset", f"{endpoint}#dataset"


def _dataset(graph: Graph, request: DescriptionRequest) -> Iterator[Written]:
    dataset, default = f"{request.endpoint}#dataset", f"{request.endpoint}#default-graph"
    yield dataset, RDF.type, "sd:Dataset"
    yield dataset, "rdfs:seeAlso", request.dataset
    yield dataset, "sd:defaultGraph", default
    yield default, RDF.type, "sd:Graph"
    yield default, "void:triples", number(_count(graph, _DEFAULT_TRIPLES))
    for name, triples in graph.store.query(GRAPH_TRIPLES).rows():
        described = f"{request.endpoint}#graph-{anchor(str(name))}"
        named = f"{request.endpoint}#named-{anchor(str(name))}"
        yield dataset, "sd:namedGraph", named
        yield named, RDF.type, "sd:NamedGraph"
        yield named, "sd:name", str(name)
        yield named, "sd:graph", described
        yield described, RDF.type, "sd:Graph"
        if isinstance(triples, Literal):
            yield described, "void:triples", triples


def prefix_declarations(endpoint: str) -> Iterator[Written]:
    """The prefixes that a query need not declare, as SHACL declares prefixes."""
    holder = f"{endpoint}#prefixes"
    yield endpoint, "sh:prefixes", holder
    for prefix, namespace in PREFIXES.items():
        yield holder, "sh:declare", f"{holder}/{prefix}"
        yield f"{holder}/{prefix}", RDF.type, "sh:PrefixDeclaration"
        yield f"{holder}/{prefix}", "sh:prefix", Literal(prefix)
        yield f"{holder}/{prefix}", "sh:namespace", Literal(namespace, XSD.anyURI)


def _example(graph: Graph, query: SavedQuery, request: DescriptionRequest) -> Iterator[Written]:
    iri = f"{request.root}queries/{query.name}"
    form, holds = _FORMS[query.form]
    yield iri, RDF.type, "sh:SPARQLExecutable"
    yield iri, RDF.type, form
    for language in LANGUAGES:
        yield iri, "rdfs:label", Literal(query.title[language], language=language)
        yield iri, "rdfs:comment", Literal(query.description[language], language=language)
    yield iri, "sh:prefixes", f"{request.endpoint}#prefixes"
    yield iri, holds, Literal(example_text(graph, query))
    yield iri, "schema:target", request.endpoint
    for keyword in query.keywords:
        yield iri, "schema:keywords", Literal(keyword)


def example_text(graph: Graph, query: SavedQuery) -> str:
    """A saved query with its defaults and examples bound; an example that names nothing in this graph is left out.

    A required parameter whose example names nothing here is left free, so that the text runs in any case.
    """
    values = tuple((p.name, p.example) for p in query.parameters if p.example is not None and p.required)
    try:
        return with_values(graph, query, values)
    except (UnknownNameError, AmbiguousNameError):
        return query.text


def _count(graph: Graph, query: str) -> int:
    return whole(next(graph.store.query(query).rows())[0])


_DEFAULT_TRIPLES: Final = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"

GRAPH_TRIPLES: Final = """
SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } FILTER(ISIRI(?graph)) }
GROUP BY ?graph ORDER BY ?graph"""
"""Every named graph with its size."""
