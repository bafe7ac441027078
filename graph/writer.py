"""Every way to change a stored graph: each is one new generation, published whole or not at all.

A write copies the published generation, changes the copy and publishes it (see `graph.generation`). Readers see the old
graph, then the new one. A write that changes nothing publishes nothing.

Which named graphs share their assertions with the default graph: Comity's own (`…/id/graph/…`), and those that
`load_rdf` brought. Others, made by an update or through the Graph Store Protocol, stand by themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from graph.edit import Edit
from graph.generation import Draft, Target, digest_of, write
from graph.nquads import iri_term, split
from graph.provenance import assertions
from graph.rdf_files import body_lines
from graph.replacement import Change, replace
from graph.results import DEFAULT
from graph.sparql.data_updates import spelt_out
from graph.sparql.stepwise import carry_out, enter
from graph.store import Store
from ontology.errors import RdfSyntaxError, UnknownNameError
from ontology.iris import Iris

__all__ = [
    "Follow",
    "Target",
    "create",
    "delete_graph",
    "load_rdf",
    "post_graph",
    "put_graph",
    "replace_documents",
    "update",
]

Follow = Callable[[Store, Iris], Iterable[tuple[str, Iterable[str]]]]
"""What follows from all documents of a store: named graphs and their N-Quads lines."""


def create(target: Target) -> Change:
    """Make an empty store, unless there is one.

    Raises:
        StoreLockedError: another process is writing to the store.
        StoreError: the folder cannot be written.
    """
    return write(target, lambda _: Change())


def replace_documents(
    target: Target, documents: Iterable[tuple[str, Iterable[str]]], follow: Follow | None = None
) -> Change:
    """Make each named graph hold exactly its N-Quads lines (`graph.provenance.quads`); one without lines is removed.

    The graphs are taken one at a time; their order does not change the outcome. The store is made if it is absent. If
    anything changed, `follow` is asked for the graphs that depend on all documents, and these are replaced too.

    Raises:
        ValueError: a line does not belong to the graph it comes with, or a graph comes twice.
        RdfSyntaxError: a line is not N-Quads.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
        StoreDamagedError: the store that is there cannot be read.
    """

    def enter(draft: Draft) -> Change:
        done = replace(draft.store, documents, draft.iris, draft.merged)
        if not done or follow is None:
            return done
        return done.then(replace(draft.store, follow(draft.store, draft.iris), draft.iris, draft.merged))

    return write(target, enter)


def load_rdf(target: Target, paths: Sequence[Path]) -> Change:
    """Add the quads of RDF files to the graphs they name, and those of no graph to the default graph.

    What stands in a named graph also holds in the default graph, but for statement nodes, passages and texts, so that
    plain queries and paths cover it. Nothing is replaced; loading a file again changes nothing.

    Raises:
        UnsupportedFormatError: the suffix of a file is not that of an RDF file.
        RdfSyntaxError: a file does not parse; nothing was changed.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
        StoreDamagedError: the store that is there cannot be read.
    """
    return write(target, lambda draft: _load(draft, paths))


def update(target: Target, text: str, base: str | None = None) -> Change:
    """Apply a SPARQL update to the graphs that it names, and to no other; the counts are net.

    Raises:
        QuerySyntaxError: the text is not a SPARQL update.
        EvaluationError: the engine gave up; nothing was changed.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
        StoreDamagedError: the store that is there cannot be read.
    """

    def apply(draft: Draft) -> Change:
        quads = spelt_out(text, base)
        if quads is None:
            carry_out(draft.store, text, base)
        else:
            enter(draft.store, *quads)
        grown = draft.count() - draft.quads
        return Change(max(grown, 0), max(-grown, 0), hashlib.sha256(text.encode()).hexdigest())

    return write(target, apply)


def put_graph(target: Target, graph: str, data: bytes, media_type: str, base: str | None = None) -> Change:
    """Make a graph (or DEFAULT) hold exactly these triples; it exists afterwards, even if there are none.

    Raises:
        FormatError: the format does not exist.
        RdfSyntaxError: the data does not parse, or names graphs of its own; nothing was changed.
        IriError: the name of the graph, or the base, is not an IRI.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
    """
    lines = _triples(graph, body_lines(data, media_type, base))

    def put(draft: Draft) -> Change:
        created = not draft.store.has_graph(graph)
        if graph == DEFAULT:
            return _put_default(draft.store, lines)
        change = replace(draft.store, [(graph, lines)], draft.iris, draft.merged)
        draft.keep(graph)
        digest = change.digest or (digest_of("graph", graph) if created else "")
        return Change(change.added, change.removed, digest, created)

    return write(target, put)


def post_graph(target: Target, graph: str, data: bytes, media_type: str, base: str | None = None) -> Change:
    """Add triples to a graph (or DEFAULT); it exists afterwards, even if there are none.

    Raises:
        FormatError: the format does not exist.
        RdfSyntaxError: the data does not parse, or names graphs of its own; nothing was changed.
        IriError: the name of the graph, or the base, is not an IRI.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
    """
    lines = _triples(graph, body_lines(data, media_type, base))

    def post(draft: Draft) -> Change:
        created = not draft.store.has_graph(graph)
        with Edit(draft.store) as edit:
            edit.add(graph, lines)
            if graph != DEFAULT and draft.merged(graph):
                edit.add(DEFAULT, assertions(lines, draft.iris))
            edit.apply()
        draft.keep(graph)
        grown = draft.count() - draft.quads
        return Change(grown, 0, digest_of("post", *lines) if grown or created else "", created)

    return write(target, post)


def delete_graph(target: Target, graph: str) -> Change:
    """Remove a graph, or empty the default graph.

    Raises:
        UnknownNameError: there is no such graph.
        IriError: the name is not an IRI.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
    """

    def delete(draft: Draft) -> Change:
        if not draft.store.has_graph(graph):
            raise UnknownNameError(graph, kind="graph")
        if graph == DEFAULT:
            return _put_default(draft.store, [])
        change = replace(draft.store, [(graph, ())], draft.iris, draft.merged)
        return Change(0, change.removed, change.digest or digest_of("delete", graph))

    return write(target, delete)


def _put_default(store: Store, lines: Sequence[str]) -> Change:
    new, old = set(lines), set(store.lines(DEFAULT))
    with Edit(store) as edit:
        edit.add(DEFAULT, new - old)
        edit.remove(DEFAULT, old - new)
        edit.apply()
    digest = digest_of("default", *sorted(old ^ new)) if old != new else ""
    return Change(len(new - old), len(old - new), digest)


def _triples(graph: str, lines: Iterable[str]) -> list[str]:
    """Lines of no graph, as lines of this graph."""
    end = f" {iri_term(graph)} ." if graph != DEFAULT else " ."
    found = []
    for text in lines:
        name = split(text)[3]
        if name:
            raise RdfSyntaxError(f"found a quad of the graph {name}, expected triples")
        found.append(text.removesuffix(" .") + end)
    return Store.canonical(found)


def _load(draft: Draft, paths: Sequence[Path]) -> Change:
    from graph.bulk import load  # noqa: PLC0415, compiled code is only loaded where it runs

    said, digest = load(draft, paths)
    grown = draft.count() - draft.quads if draft.before else said
    return Change(grown, 0, digest if grown else "")
