"""A store that can be asked and changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as engine

from graph.failures import asking, loading, opening
from graph.feed import Stream, can_pipe, piped
from graph.patience import give_way
from graph.sparql.syntax_errors import Request
from graph.store.functions import without_unknown_functions
from graph.store.reading import Reading
from graph.store.streams import Readable
from graph.store.terms import graph_node, iri_node, rdf_format
from graph.texts import Texts
from ontology.errors import ComityError, StoreDamagedError, StoreReadOnlyError
from ontology.terms import PREFIXES

_REBUILT: Final = 10_000
"""From here on, writing what stays beats taking out what goes, if more goes than stays (both about 10 µs a quad)."""

_BULK_BYTES: Final = 1_000_000
"""From here on a bulk load beats a transaction on disk (60,000 quads, 10 MB: 0.6 s against 1.3 s)."""


class Store(Reading):
    """A set of quads that can be asked and, unless it was opened for reading, changed."""

    def __init__(self, opened: engine.Store, path: Path | None, *, writable: bool = True) -> None:
        """Wrap an engine's store; use `memory`, `open`, `read_only` or `held`.

        `path` is its folder, None in memory. Its `texts`, where it has any, hold the same quads; a change drops them.
        """
        super().__init__(opened, path)
        self._writable = writable
        self._coming: list[Future[None]] = []

    @classmethod
    def memory(cls) -> Store:
        """An empty store that vanishes with the object."""
        return cls(engine.Store(), None)

    @classmethod
    def open(cls, path: Path) -> Store:
        """The store in a folder, for reading and writing; an absent folder becomes an empty store.

        Raises:
            StoreLockedError: another process, or this one, has it open for writing.
            StoreDamagedError: the folder holds no whole store.
            StoreFullError: the disk is full.
        """
        with opening(path):
            return cls(engine.Store(path), path)

    @classmethod
    def read_only(cls, path: Path) -> Store:
        """The store in a folder that nobody writes to.

        Raises:
            StoreDamagedError: the folder holds no whole store.
        """
        with opening(path):
            return cls(engine.Store.read_only(str(path)), path, writable=False)

    @classmethod
    def held(cls, texts: Texts, empty: Iterable[str] = ()) -> Store:
        """The quads of texts, in memory and for reading; the graphs that are `empty` exist too.

        It takes about 460 bytes a quad, and answers two to five times as fast as the same on disk. The default graph
        is held a second time, alone: most questions that mean no other are answered 1.4 to 5 times as fast from there,
        and none more slowly.

        Raises:
            StoreDamagedError: a text cannot be read, or is not N-Quads.
        """
        made = engine.Store()
        try:
            made.bulk_extend(engine.parse(cast("IO[bytes]", texts.stream()), engine.RdfFormat.N_QUADS))
        except (OSError, SyntaxError) as error:
            raise StoreDamagedError(f"found a text that cannot be read ({error})") from error
        for name in empty:
            made.add_graph(iri_node(name))
        store = cls(made, None, writable=False)
        store._default = engine.Store()
        store._default.bulk_extend(made.quads_for_pattern(None, None, None, engine.DefaultGraph()))
        store.texts = texts
        return store

    def update(self, text: str, *, prefixes: Mapping[str, str] = PREFIXES, base: str | None = None) -> None:
        """Apply a SPARQL update, whole or not at all.

        Raises:
            QuerySyntaxError: the text is not a SPARQL update.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full; nothing was changed.
            EvaluationError: the engine gave up; nothing was changed.
        """
        self._begin_change()
        with asking(Request(text, True, prefixes, base is not None)):
            options = {"base_iri": base, "prefixes": dict(prefixes)}
            without_unknown_functions(self._engine.update, text, options)

    def insert_nquads(self, data: bytes) -> None:
        """Add quads, given as N-Quads; blank nodes keep their labels.

        Raises:
            RdfSyntaxError: the data is not N-Quads.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full.
        """
        self._begin_change()
        with loading():
            if b"_:" in data:
                self._engine.extend(engine.parse(data, engine.RdfFormat.N_QUADS))
            elif self.path and len(data) >= _BULK_BYTES:
                self._engine.bulk_load(data, engine.RdfFormat.N_QUADS)
            else:
                self._engine.load(data, engine.RdfFormat.N_QUADS)

    def bulk_load(self, source: Readable, *, blanks: bool = False) -> None:
        """Add many quads, given as N-Quads, in one go that may stop half-way; `blanks` if they have blank nodes.

        Raises:
            RdfSyntaxError: the data is not N-Quads.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full.
        """
        self._begin_change()
        self._bulk(source, blanks=blanks)

    def take_in(self, blocks: Iterator[bytes], *, blanks: bool = False, patient: bool = False) -> None:
        """Begin to add many quads, given as canonical N-Quads, on a thread of their own.

        They come in blocks of bytes; `blanks` if they have blank nodes, `patient` if the thread is to give way.

        Whatever is asked of the store next waits for them, and raises what they ran into; so does `settle`. What came
        by then is in the store.

        Raises:
            StoreReadOnlyError: the store was opened for reading.
        """
        self._begin_change()
        aside = ThreadPoolExecutor(1, initializer=give_way if patient else None)
        self._coming.append(aside.submit(self._take, blocks, blanks=blanks))
        aside.shutdown(wait=False)

    def _take(self, blocks: Iterator[bytes], *, blanks: bool) -> None:
        if blanks or not can_pipe():
            self._bulk(Stream(blocks), blanks=blanks, lenient=True)
            return
        with loading(), piped(blocks) as path:
            self._opened.bulk_load(path=path, format=engine.RdfFormat.N_QUADS, lenient=True)

    def _bulk(self, source: Readable, *, blanks: bool = False, lenient: bool = False) -> None:
        data = cast("IO[bytes]", source)
        with loading():
            if blanks:
                self._opened.bulk_extend(engine.parse(data, engine.RdfFormat.N_QUADS, lenient=lenient))
            else:
                self._opened.bulk_load(data, engine.RdfFormat.N_QUADS, lenient=lenient)

    @property
    def busy(self) -> bool:
        """Whether something is still coming in."""
        return not all(one.done() for one in self._coming)

    def settle(self) -> None:
        """Wait until all that was given to the store is in it.

        Raises:
            RdfSyntaxError: the data was not N-Quads.
            StoreFullError: the disk is full.
        """
        if self._coming:
            coming, self._coming = self._coming, []
            wait(coming)
            for one in coming:
                one.result()

    def remove_nquads(self, data: bytes) -> None:
        """Take out quads, given as canonical N-Quads; those that are not there are passed over.

        Raises:
            RdfSyntaxError: the data is not N-Quads.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full.
        """
        texts, count = self.texts, data.count(b"\n")
        self._begin_change()
        if count > _REBUILT and 2 * count > self.count():
            self._rebuild(data, texts)
            return
        with loading():
            for quad in engine.parse(data, engine.RdfFormat.N_QUADS):
                self._engine.remove(quad)

    def _rebuild(self, going: bytes, texts: Texts | None) -> None:
        """Write what stays anew."""
        self.texts = texts
        staying = set(self.lines()).difference(going.decode().split("\n"))
        with loading():
            graphs = list(self._engine.named_graphs())
            self._engine.clear()
            for name in graphs:
                self._engine.add_graph(name)
        self.insert_nquads("".join(f"{text}\n" for text in sorted(staying)).encode())

    def load(
        self, source: bytes | PathLike[str], media_type: str, graph: str | None = None, base: str | None = None
    ) -> None:
        """Add RDF in a standard format, whole or not at all; `graph` receives what names no graph of its own.

        Blank nodes get new labels.

        Raises:
            FormatError: the format does not exist.
            RdfSyntaxError: the data does not parse.
            IriError: the name of the graph is not an IRI.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full.
        """
        self._begin_change()
        form, to_graph = rdf_format(media_type), graph_node(graph) if graph else None
        with loading():
            if isinstance(source, bytes):
                self._engine.load(source, form, base_iri=base, to_graph=to_graph)
            else:
                self._engine.load(path=source, format=form, base_iri=base, to_graph=to_graph)

    def remove_graph(self, graph: str) -> None:
        """Take out a named graph, or empty the default graph; an absent one is no error.

        Raises:
            IriError: the name is not an IRI.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full.
        """
        self._begin_change()
        name = graph_node(graph)
        with loading():
            self._engine.remove_graph(name)

    def add_graph(self, graph: str) -> None:
        """Make a named graph exist, empty if it was absent.

        Raises:
            IriError: the name is not an IRI.
            StoreReadOnlyError: the store was opened for reading.
        """
        self._begin_change()
        name = graph_node(graph)
        with loading():
            self._engine.add_graph(name)

    @staticmethod
    def canonical(lines: Collection[str]) -> list[str]:
        """N-Quads lines as a store will give them back, which keeps numbers and times by value, not by spelling.

        ("01" and "+1" become "1", and an integer of a derived type an xsd:integer.)

        Raises:
            RdfSyntaxError: a line with a datatype is not N-Quads.
        """
        typed = [text for text in lines if '"^^<' in text]
        if not typed:
            return list(lines)
        scratch = Store.memory()
        scratch.insert_nquads("".join(f"{text}\n" for text in typed).encode())
        return [text for text in lines if '"^^<' not in text] + scratch.lines()

    def backup(self, path: Path) -> None:
        """Copy a store on disk to a new folder; files that never change are hard links.

        Raises:
            StoreError: the folder exists, or the store is in memory.
            StoreFullError: the disk is full.
        """
        with opening(path):
            self._engine.backup(path)

    def flush(self) -> None:
        """Put everything on the disk before returning.

        Raises:
            StoreFullError: the disk is full.
        """
        with loading():
            self._engine.flush()

    def close(self) -> None:
        """Let go of the store, and of its lock; it cannot be used afterwards."""
        with suppress(ComityError):
            self.settle()
        del self._opened

    def _begin_change(self) -> None:
        self.texts = None
        if not self._writable:
            raise StoreReadOnlyError("found a graph opened for reading, expected one opened for writing")
