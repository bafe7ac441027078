"""The desk of the one worker that writes: each write is a new generation, published whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.multipart import parts
from api.wire import Edition
from api.worker import Written
from graph import Graph, writer
from graph.folder import Lease, current
from graph.rdf_files import body_lines
from graph.replacement import Change
from graph.writer import Target
from ontology.errors import MediaTypeError, PreconditionError, StoreMissingError
from queries.answer import Answer, as_json
from queries.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from queries.sparql import Prepared
from queries.update import UpdateRequest, prepared

READABLE: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
"""Formats in which RDF is taken in; TriG and N-Quads may hold triples only."""


@dataclass(frozen=True, slots=True)
class GraphWrite:
    """RDF for a graph: its IRI ("" for the default graph), the Content-Type of the body, and the body.

    A write is refused unless the version of the store begins with one of `versions` and with none of `other_than`,
    unless the graph exists or not as `exists` says, and unless the store was published by `until`, in seconds since
    1970; None demands nothing.
    """

    graph: str
    content_type: str = ""
    base: str | None = None
    versions: tuple[str, ...] | None = None
    other_than: tuple[str, ...] = ()
    exists: bool | None = None
    until: float | None = None
    body: bytes = b""


class Writer:
    """The folder of the store, which is made if it is absent."""

    def __init__(self, folder: Path) -> None:
        """Write to this folder."""
        self.subject: Final = Target(folder)
        self.questions: Final[Mapping[str, Callable[[Any, Any], Answer]]] = {
            "update": update,
            "put_graph": put_graph,
            "post_graph": post_graph,
            "delete_graph": delete_graph,
        }
        self.written: Final[Mapping[str, Written]] = {}
        self.streamed: Final[Mapping[str, Callable[[Any, Any], Prepared]]] = {}

    @property
    def edition(self) -> Edition:
        """The graph as it is published now."""
        folder = self.subject.folder
        return Edition(Lease.take(folder).manifest.version, " ".join(current(folder)))

    def refresh(self) -> bool:
        """Make an empty store where there is none."""
        try:
            current(self.subject.folder)
        except StoreMissingError:
            writer.create(self.subject)
        return False


def update(target: Target, request: UpdateRequest) -> Answer:
    """Apply a SPARQL update.

    Raises:
        ComityError: as `queries.update.prepared` and `graph.writer.update`.
    """
    return _told(writer.update(target, prepared(request), request.base))


def put_graph(target: Target, request: GraphWrite) -> Answer:
    """Make a graph hold exactly what the body says.

    Raises:
        PreconditionError: the store is not as the request demands.
        MediaTypeError: the body is in no format of RDF.
        ComityError: as `graph.writer.put_graph`.
    """
    _require(target, request)
    return _told(writer.put_graph(target, request.graph, *_triples(request), request.base))


def post_graph(target: Target, request: GraphWrite) -> Answer:
    """Add what the body says to a graph.

    Raises:
        PreconditionError: the store is not as the request demands.
        MediaTypeError: the body is in no format of RDF.
        ComityError: as `graph.writer.post_graph`.
    """
    _require(target, request)
    return _told(writer.post_graph(target, request.graph, *_triples(request), request.base))


def delete_graph(target: Target, request: GraphWrite) -> Answer:
    """Remove a graph, or empty the default graph.

    Raises:
        PreconditionError: the store is not as the request demands.
        UnknownNameError: there is no such graph.
        ComityError: as `graph.writer.delete_graph`.
    """
    _require(target, request)
    return _told(writer.delete_graph(target, request.graph))


def _told(change: Change) -> Answer:
    return as_json({"added": change.added, "removed": change.removed, "created": change.created})


def _require(target: Target, request: GraphWrite) -> None:
    """Hold the request's conditions (RFC 9110, section 13) against the store as it is published now."""
    if (request.versions, request.exists, request.until) == (None, None, None) and not request.other_than:
        return
    now = Graph.open(target.folder)
    if request.versions is not None and not now.version.startswith(request.versions):
        raise PreconditionError("the store has changed since the version that If-Match names; read it again first")
    if now.version.startswith(request.other_than):
        raise PreconditionError("the store is of a version that If-None-Match names")
    if request.until is not None and int((target.folder / "CURRENT").stat().st_mtime) > request.until:
        raise PreconditionError("the store has changed since the date in If-Unmodified-Since; read it again first")
    if request.exists is not None and request.exists != now.store.has_graph(request.graph):
        expected = "exists not yet" if request.exists else "exists"
        raise PreconditionError(f"the graph {request.graph or 'by default'} {expected}")


def _triples(request: GraphWrite) -> tuple[bytes, str]:
    """The body and its media type; the parts of a multipart body become one."""
    kind, _, parameters = request.content_type.partition(";")
    kind = kind.strip().lower()
    if kind != "multipart/form-data":
        return request.body, readable(kind)
    lines = [
        line
        for part_type, body in parts(request.body, parameters)
        for line in body_lines(body, readable(part_type), request.base)
    ]
    return "".join(f"{line}\n" for line in lines).encode(), N_TRIPLES.media_type


def readable(kind: str) -> str:
    """The media type of RDF that a Content-Type stands for; a missing one is RDF/XML.

    Raises:
        MediaTypeError: it stands for none.
    """
    if not kind:
        return RDF_XML.media_type
    found = next((one for one in READABLE if kind in (one.media_type, *one.accepts)), None)
    if found is None:
        offered = [one.media_type for one in READABLE]
        raise MediaTypeError(f"found a body of type {kind[:80]!r}; send one of {', '.join(offered)}", offered)
    return found.media_type
