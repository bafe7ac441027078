"""A thing in RDF: what is returned for its own address.

The description is the symmetric form of the concise bounded description (https://www.w3.org/submissions/CBD/): the
triples that have the thing as subject, their statement nodes and passages, and triples that have it as object.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from graph.nquads import term
from ontology.errors import UnknownNameError
from queries.answer import Answer
from queries.formats import TRIPLES
from queries.labels import local_name
from queries.rdf import SHORT, Triples

if TYPE_CHECKING:
    from graph import Graph


@dataclass(frozen=True, slots=True)
class ResourceRequest:
    """A thing, by its address or by what follows the base of it; `incoming` bounds the triples that point to it."""

    name: str
    media_type: str = TRIPLES.default.media_type
    incoming: int = 1000


def resource(graph: Graph, request: ResourceRequest) -> Answer:
    """The description of a thing, a part, a statement or a passage; for a named graph, all that it holds.

    Raises:
        UnknownNameError: the graph says nothing of it.
        FormatError: the format does not exist.
        IriError: the name holds a character that an address cannot.
    """
    iri = request.name if ":" in request.name.partition("/")[0] else graph.iris.base + request.name
    media_type = TRIPLES.named(request.media_type).media_type
    if graph.store.has_graph(iri):
        stream = BytesIO()
        graph.store.dump(stream, media_type, iri, SHORT)
        return Answer(media_type, stream.getvalue())
    told = Triples()
    for query in (_ABOUT, _EVIDENCE, _ITSELF):
        told.take(graph.store.query(query % {"thing": term(iri)}))
    found = told.take(graph.store.query(_INCOMING % {"thing": term(iri), "limit": request.incoming + 1}))
    if not len(told):
        name = local_name(iri).replace("-", " ")
        raise UnknownNameError(request.name, graph.names.nearest(name))
    limits_hit = ("incoming",) if found > request.incoming else ()
    return Answer(media_type, told.write(media_type), not limits_hit, limits_hit)


_ABOUT: Final = "CONSTRUCT { %(thing)s ?p ?o } WHERE { %(thing)s ?p ?o }"

_ITSELF: Final = """
CONSTRUCT { %(thing)s ?p ?o } WHERE { GRAPH ?graph { %(thing)s ?p ?o } FILTER(?p != cnt:chars) }"""

_EVIDENCE: Final = """
CONSTRUCT { ?statement ?p ?o . ?passage ?property ?value } WHERE {
  GRAPH ?graph {
    ?statement rdf:subject %(thing)s ; prov:wasDerivedFrom ?passage ; ?p ?o .
    ?passage ?property ?value
  }
}"""

_INCOMING: Final = """
CONSTRUCT { ?s ?p %(thing)s } WHERE { ?s ?p %(thing)s } ORDER BY ?s ?p LIMIT %(limit)d"""
