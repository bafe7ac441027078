"""A store, or one document of it, as a file in a standard format."""

from __future__ import annotations

from typing import IO, Final

from graph import Graph
from graph.export import write_nquads
from graph.nquads import iri_term
from graph.results import DEFAULT
from ontology.errors import UnknownNameError
from queries.drawing import Drawing, drawn, edges_of
from queries.formats import GRAPHS, JSON_LD, N_QUADS, TRIG, TURTLE
from queries.rdf import SHORT

RDF: Final = {one.name: one for one in (N_QUADS, TRIG, TURTLE, JSON_LD)}
"""Formats that hold statements."""

NETWORK: Final = tuple(name for name in GRAPHS.names if name not in (*RDF, "json"))
"""Formats that hold nodes and edges."""

FORMATS: Final = (*RDF, *NETWORK)


def write(graph: Graph, form: str, stream: IO[bytes], document: str | None = None) -> None:
    """Write everything, or what one document says, in a format by name.

    Raises:
        UnknownNameError: no document is called so.
        FormatError: there is no format of that name.
        OSError: the system would not write.
    """
    name = None if document is None else graph_of(graph, document)
    if form == N_QUADS.name:
        _write_nquads(graph, stream, name)
    elif form in NETWORK:
        stream.write(drawn(whole(graph, name), form).body)
    else:
        chosen = RDF[form]
        only = name or (DEFAULT if chosen is TURTLE else None)
        graph.store.dump(stream, chosen.media_type, only, SHORT)


def graph_of(graph: Graph, document: str) -> str:
    """The named graph of a document, by its IRI, its slug, its title, or the IRI of the graph itself.

    Raises:
        UnknownNameError: no document is called so.
        AmbiguousNameError: several are.
    """
    named = graph.store.graphs()
    slug = document.removeprefix(graph.iris.base).removeprefix("graph/").removeprefix("document/")
    if graph.iris.graph(slug) in named:
        return graph.iris.graph(slug)
    found = graph.iris.graph(graph.names.resolve(document).removeprefix(f"{graph.iris.base}document/"))
    if found not in named:
        raise UnknownNameError(document, graph.names.nearest(document), "document")
    return found


def _write_nquads(graph: Graph, stream: IO[bytes], name: str | None) -> None:
    if name is None:
        write_nquads(graph.store, stream)
        return
    end = f" {iri_term(name)} .\n"
    for text in sorted(graph.store.lines(name)):
        stream.write((text.removesuffix(" .") + end).encode())


def whole(graph: Graph, name: str | None = None) -> Drawing:
    """The whole network, or the edges that one named graph states with the nodes at their ends."""
    links = tuple(edges_of(graph, name))
    nodes = range(graph.network.nodes) if name is None else sorted({end for s, _, o in links for end in (s, o)})
    return Drawing(graph, tuple(nodes), links)
