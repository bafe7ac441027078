"""Every way to change a stored graph: each is one new generation, published whole or not at all.

A write copies the published generation, changes the copy and publishes it (see `graph.folder`). Readers see the old
graph, then the new one. A write that changes nothing publishes nothing.

Which named graphs share their assertions with the default graph: Comity's own (`…/id/graph/…`), and those that
`load_rdf` brought. Others, made by an update or through the Graph Store Protocol, stand by themselves.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from graph.edit import Edit
from graph.folder import Lease, Manifest, locked, next_name, publish, refused, sweep
from graph.names import Names
from graph.network import Network
from graph.nquads import encode, iri_term, split
from graph.provenance import assertions, is_assertion
from graph.rdf_files import body_lines, file_lines
from graph.replacement import Change, replace
from graph.results import DEFAULT
from graph.store import Store
from graph.texts import Texts
from ontology.errors import RdfSyntaxError, StoreError, StoreFullError, StoreMissingError, UnknownNameError
from ontology.iris import Iris
from ontology.terms import PREFIXES

_BATCH: Final = 10_000
"""Lines of an RDF file that are looked at together."""


def _unwatched(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Target:
    """A store's folder and how it is written.

    `iris` is that of the store, or the default for a new one, unless given. `checkpoint` is called with the name of
    each step once it is done: `copied`, `changed`, `derived`, `written`, `named`, `ready`, `published`.
    """

    folder: Path
    iris: Iris | None = None
    checkpoint: Callable[[str], None] = _unwatched


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation in the making: its store, and the graphs outside Comity's own that share their assertions."""

    store: Store
    iris: Iris
    shared: set[str] = field(default_factory=set)

    def merged(self, graph: str) -> bool:
        """Whether the assertions of a named graph stand in the default graph too."""
        return graph.startswith(self.iris.graph("")) or graph in self.shared

    def keep(self, graph: str) -> None:
        """Let a graph exist, even if it is empty."""
        texts = self.store.texts
        if not self.store.has_graph(graph):
            self.store.add_graph(graph)
        self.store.texts = texts


_Write = Callable[[Draft], Change]

Follow = Callable[[Store, Iris], Iterable[tuple[str, Iterable[str]]]]
"""What follows from all documents of a store: named graphs and their N-Quads lines."""


def create(target: Target) -> Change:
    """Make an empty store, unless there is one.

    Raises:
        StoreLockedError: another process is writing to the store.
        StoreError: the folder cannot be written.
    """
    return _write(target, lambda _: Change())


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

    return _write(target, enter)


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
    return _write(target, lambda draft: _load(draft, paths))


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
        before = draft.store.count()
        draft.store.update(text, prefixes=PREFIXES, base=base)
        grown = draft.store.count() - before
        return Change(max(grown, 0), max(-grown, 0), hashlib.sha256(text.encode()).hexdigest())

    return _write(target, apply)


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
        digest = change.digest or (_digest("graph", graph) if created else "")
        return Change(change.added, change.removed, digest, created)

    return _write(target, put)


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
        before = draft.store.count()
        with Edit(draft.store) as edit:
            edit.add(graph, lines)
            if graph != DEFAULT and draft.merged(graph):
                edit.add(DEFAULT, assertions(lines, draft.iris))
            edit.apply()
        draft.keep(graph)
        grown = draft.store.count() - before
        return Change(grown, 0, _digest("post", *lines) if grown or created else "", created)

    return _write(target, post)


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
        return Change(0, change.removed, change.digest or _digest("delete", graph))

    return _write(target, delete)


def _put_default(store: Store, lines: Sequence[str]) -> Change:
    new, old = set(lines), set(store.lines(DEFAULT))
    with Edit(store) as edit:
        edit.add(DEFAULT, new - old)
        edit.remove(DEFAULT, old - new)
        edit.apply()
    digest = _digest("default", *sorted(old ^ new)) if old != new else ""
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
    before, digest = draft.store.count(), hashlib.sha256()
    with Edit(draft.store) as edit:
        for lines in map(file_lines, paths):
            while some := sorted(draft.store.canonical(list(islice(lines, _BATCH)))):
                digest.update(encode(some))
                _add(draft, edit, some)
        edit.apply()
    grown = draft.store.count() - before
    return Change(grown, 0, digest.hexdigest() if grown else "")


def _add(draft: Draft, edit: Edit, lines: Iterable[str]) -> None:
    """Add lines to the graphs that they name, and to the default graph what of them it shares."""
    by_graph: dict[str, list[str]] = defaultdict(list)
    for text in lines:
        subject, predicate, value, name = split(text)
        by_graph[name].append(text)
        if name and is_assertion(subject, predicate, draft.iris):
            by_graph[""].append(f"{subject} {predicate} {value} .")
    for name, some in by_graph.items():
        graph = name[1:-1] if name.startswith("<") else name
        edit.add(graph, some)
        if graph != DEFAULT and not draft.merged(graph):
            draft.shared.add(graph)


def _digest(*parts: str) -> str:
    return hashlib.sha256(encode(parts)).hexdigest()


def _write(target: Target, change: _Write) -> Change:
    with locked(target.folder):
        sweep(target.folder)
        draft = target.folder / "generations" / f"{next_name(target.folder)}.partial"
        try:
            return _generation(target, draft, change)
        except StoreFullError as error:
            raise StoreFullError(f"{target.folder}: the disk is full; the store is as it was before") from error
        except OSError as error:
            raise refused(target.folder, error) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _generation(target: Target, path: Path, change: _Write) -> Change:
    previous = _copied(target.folder, path)
    iris = _agreed(target, previous)
    target.checkpoint("copied")
    store = Store.open(path / "quads")
    store.texts = Texts(path / "texts")
    try:
        draft = Draft(store, iris, set(previous.merged if previous else ()))
        done = change(draft)
        if previous and not done:
            return done
        _told(store, path)
        target.checkpoint("changed")
        Names.build(store, iris).save(path / "names")
        Network.build(store, iris).save(path / "network")
        manifest = _manifest(draft, previous, done)
        store.flush()
        target.checkpoint("derived")
    finally:
        store.close()
    publish(target.folder, path, manifest, target.checkpoint)
    sweep(target.folder)
    return done


def _copied(folder: Path, path: Path) -> Manifest | None:
    """The published generation's store, copied; its manifest, or None if there is no such generation."""
    path.mkdir()
    try:
        lease = Lease.take(folder)
    except StoreMissingError:
        (path / "texts").mkdir()
        return None
    Store.read_only(lease.path / "quads").backup(path / "quads")
    Texts(lease.path / "texts").copy(path / "texts")
    return lease.manifest


def _told(store: Store, path: Path) -> None:
    """Bring the texts in line with the store, where the write itself could not."""
    if store.texts is None:
        texts = Texts(path / "texts")
        texts.rebuild(store)
        store.texts = texts


def _agreed(target: Target, previous: Manifest | None) -> Iris:
    if previous is None:
        return target.iris or Iris()
    if target.iris and target.iris.base != previous.base:
        found, expected = previous.base, target.iris.base
        raise StoreError(f"{target.folder}: found a store with addresses below {found}, expected {expected}")
    return Iris(previous.base)


def _manifest(draft: Draft, previous: Manifest | None, done: Change) -> Manifest:
    version = _digest(previous.version if previous else "", draft.iris.base, done.digest)
    names, texts = draft.store.graphs(), draft.store.texts
    empty = tuple(name for name in names if texts is not None and not texts.hold(name))
    return Manifest(version, draft.iris.base, draft.store.count(), len(names), tuple(sorted(draft.shared)), empty)
