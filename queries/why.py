"""Why the graph says something: every passage that supports a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.nquads import term
from graph.results import DEFAULT
from ontology.errors import ParameterError, UnknownNameError
from ontology.statement import Literal
from queries.answer import Answer, as_json
from queries.evidence import evidence_of
from queries.labels import expanded, nodes

if TYPE_CHECKING:
    from graph import Graph


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """A statement: subject and object by IRI, CURIE, `kind/slug` or name; the object may be the words of a literal."""

    s: str
    p: str
    o: str


def why(graph: Graph, request: WhyRequest) -> Answer:
    """The statement, whether the graph holds it, and its passages by document and place.

    Raises:
        UnknownNameError: nothing is called as the subject or the object is.
        AmbiguousNameError: several things carry the name.
        ParameterError: the predicate is neither an IRI nor a prefixed name.
    """
    predicate = expanded(request.p)
    if predicate is None:
        raise ParameterError("p", request.p, "an IRI or a prefixed name such as comity:invokes")
    subject = graph.names.resolve(request.s)
    meant = _meant(graph, subject, predicate, request.o)
    stated = [value for value in meant if any(True for _ in graph.store.quads(subject, predicate, value, DEFAULT))]
    found = evidence_of(graph, [(subject, predicate, value) for value in stated])
    evidence = [one.as_json() for passages in found.values() for one in passages]
    told = meant[0]
    known = nodes(graph, [iri for iri in (subject, told) if isinstance(iri, str)])
    body = {
        "s": subject,
        "p": predicate,
        "o": told.value if isinstance(told, Literal) else told,
        "stated": bool(stated),
        "evidence": evidence,
        "nodes": {iri: node.as_json() for iri, node in known.items()},
    }
    return as_json(body)


def _meant(graph: Graph, subject: str, predicate: str, wanted: str) -> list[str | Literal]:
    """The objects that are meant: the literals with these words that the thing has there, or else one IRI or words."""
    literals = [o for _, _, o, _ in graph.store.quads(subject, predicate, None, DEFAULT) if isinstance(o, Literal)]
    same = sorted((one for one in literals if one.value == wanted), key=term)
    if same:
        return [*same]
    try:
        return [graph.names.resolve(wanted)]
    except UnknownNameError:
        if literals:
            return [Literal(wanted)]
        raise
