"""Terms, names of graphs and formats, between ours and the engine's."""

from __future__ import annotations

from typing import Any, Final

import pyoxigraph as engine

from graph.results import DEFAULT, Blank, Term, TripleTerm
from ontology.errors import FormatError, IriError
from ontology.statement import Literal
from ontology.terms import RDF

RESULT_MEDIA_TYPES: Final = tuple(
    f.media_type
    for f in (
        engine.QueryResultsFormat.JSON,
        engine.QueryResultsFormat.XML,
        engine.QueryResultsFormat.CSV,
        engine.QueryResultsFormat.TSV,
    )
)
"""Media types in which solutions and a boolean can be written (CSV and TSV: solutions only)."""

RDF_MEDIA_TYPES: Final = tuple(
    f.media_type
    for f in (
        engine.RdfFormat.TURTLE,
        engine.RdfFormat.N_TRIPLES,
        engine.RdfFormat.RDF_XML,
        engine.RdfFormat.JSON_LD,
        engine.RdfFormat.TRIG,
        engine.RdfFormat.N_QUADS,
        engine.RdfFormat.N3,
    )
)
"""Media types in which RDF can be read and written."""


def rdf_format(media_type: str) -> engine.RdfFormat:
    """The format of RDF that a media type names.

    Raises:
        FormatError: it names none.
    """
    form = engine.RdfFormat.from_media_type(media_type)
    if form is None:
        raise FormatError(media_type, RDF_MEDIA_TYPES)
    return form


def graph_node(name: str) -> engine.NamedNode | engine.BlankNode | engine.DefaultGraph:
    """A graph as the engine names it: by an IRI, by the label of a blank node in a line (`_:b`), or DEFAULT.

    Raises:
        IriError: the name is none of these.
    """
    if name.startswith("_:"):
        return engine.BlankNode(name[2:])
    return engine.DefaultGraph() if name == DEFAULT else iri_node(name)


def name_of(name: engine.NamedNode | engine.BlankNode | engine.DefaultGraph) -> str | Blank:
    """A graph as we name it."""
    if isinstance(name, engine.DefaultGraph):
        return DEFAULT
    return name.value if isinstance(name, engine.NamedNode) else Blank(name.value)


def iri_node(text: str) -> engine.NamedNode:
    """An IRI.

    Raises:
        IriError: the text is none.
    """
    try:
        return engine.NamedNode(text)
    except ValueError as error:
        raise IriError(f"found {text!r}, expected an absolute IRI ({error})") from error


def node_of(value: Term) -> Any:
    """A term of ours as the engine's.

    Raises:
        IriError: something in it that should be an IRI is not.
    """
    match value:
        case str():
            return iri_node(value)
        case Literal():
            return (
                engine.Literal(value.value, datatype=iri_node(value.datatype)) if not value.language else _tagged(value)
            )
        case Blank():
            return engine.BlankNode(value.id)
        case TripleTerm():
            return engine.Triple(node_of(value.subject), iri_node(value.predicate), node_of(value.object))


def _tagged(literal: Literal) -> engine.Literal:
    language, _, direction = (literal.language or "").partition("--")
    if direction:
        return engine.Literal(literal.value, language=language, direction=engine.BaseDirection(direction))
    return engine.Literal(literal.value, language=language)


def term_of(value: Any) -> Term:
    """A term of the engine's as ours."""
    match value:
        case engine.NamedNode():
            return str(value.value)
        case engine.Literal():
            return _literal(value)
        case engine.BlankNode():
            return Blank(value.value)
        case _:
            return TripleTerm(term_of(value.subject), value.predicate.value, term_of(value.object))


def _literal(value: engine.Literal) -> Literal:
    if value.language is None:
        return Literal(value.value, value.datatype.value)
    language = value.language if value.direction is None else f"{value.language}--{value.direction.value}"
    return Literal(value.value, RDF.langString, language)
