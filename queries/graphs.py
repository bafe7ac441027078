"""One graph of the store, whole, in a format of RDF (SPARQL 1.1 Graph Store HTTP Protocol, section 5.2)."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from ontology.errors import UnknownNameError
from ontology.terms import PREFIXES
from queries.answer import Answer
from queries.formats import TRIPLES
from queries.sparql import fit_for

if TYPE_CHECKING:
    from graph import Graph


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """The graph's IRI, or "" for the default graph, and the short name of a format."""

    graph: str
    format: str = "turtle"


def graph(subject: Graph, request: GraphRequest) -> Answer:
    """The answer in memory; see `write`."""
    body = io.BytesIO()
    return replace(write(subject, request, body), body=body.getvalue())


def write(subject: Graph, request: GraphRequest, stream: IO[bytes]) -> Answer:
    """Write a graph to a stream, and return the answer without its body.

    Raises:
        UnknownNameError: there is no graph of this name.
        IriError: the name is not an IRI.
        FormatError: the format is unknown, or cannot hold one of the characters.
    """
    chosen = TRIPLES.named(request.format)
    if not subject.store.has_graph(request.graph):
        raise UnknownNameError(request.graph, kind="graph")
    subject.store.dump(fit_for(chosen, stream, TRIPLES), chosen.media_type, request.graph, PREFIXES)
    return Answer(chosen.media_type, b"")
