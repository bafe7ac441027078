"""The triple store behind one small interface; the only module that knows the engine (Oxigraph).

Results, and iterators over quads, belong to the thread that made them: the engine ends the process when they are used
in another. A query or a load of hostile text can end the process too; only sandboxed workers give it such text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import IO, Any, Final, Protocol, cast

import pyoxigraph as engine

from graph.bindings import bind
from graph.failures import asking, evaluating, loading, opening
from graph.results import DEFAULT, Blank, Kind, Row, Term, TripleTerm
from graph.syntax_errors import Request
from graph.texts import Texts
from ontology.errors import FormatError, IriError, StoreDamagedError, StoreReadOnlyError
from ontology.statement import Literal
from ontology.terms import PREFIXES, RDF

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

_REBUILT: Final = 10_000
"""From here on, writing what stays beats taking out what goes, if more goes than stays (both about 10 µs a quad)."""

_PARSED: Final = 10_000
"""Quads that are turned to text at once, which is twice as fast as one by one."""

_BULK_BYTES: Final = 1_000_000
"""From here on a bulk load beats a transaction on disk (60,000 quads, 10 MB: 0.6 s against 1.3 s)."""


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes, all if negative; none at the end."""
        ...


class Writable(Protocol):
    """A stream that takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take all of these bytes, and say how many they are."""
        ...

    def flush(self) -> None:
        """Pass on what is held back."""
        ...


class Results:
    """What a query gave: `kind` says which of solutions, a boolean or triples it is.

    It is consumed once, by `serialize` or by `rows`, on the thread that made it.
    """

    def __init__(self, found: engine.QuerySolutions | engine.QueryBoolean | engine.QueryTriples) -> None:
        """Wrap what the engine gave."""
        self._found = found
        self.variables: tuple[str, ...] = ()
        self.kind: Kind = "triples"
        if isinstance(found, engine.QuerySolutions):
            self.kind, self.variables = "solutions", tuple(v.value for v in found.variables)
        elif isinstance(found, engine.QueryBoolean):
            self.kind = "boolean"

    @property
    def boolean(self) -> bool:
        """The answer of an ASK.

        Raises:
            TypeError: the query was not an ASK.
        """
        if not isinstance(self._found, engine.QueryBoolean):
            raise TypeError(f"found {self.kind}, expected a boolean")
        return bool(self._found)

    def rows(self) -> Iterator[Row]:
        """The solutions in the order of `variables` (None where unbound), or the triples.

        Raises:
            TypeError: the query was an ASK.
            EvaluationError: the engine gave up midway.
        """
        if isinstance(self._found, engine.QueryBoolean):
            raise TypeError("found a boolean, expected solutions or triples")
        with evaluating():
            if isinstance(self._found, engine.QueryTriples):
                for triple in self._found:
                    yield _term(triple.subject), triple.predicate.value, _term(triple.object)
            else:
                for solution in self._found:
                    yield tuple(None if value is None else _term(value) for value in solution)

    def serialize(self, media_type: str, stream: IO[bytes], prefixes: Mapping[str, str] | None = None) -> None:
        """Write the results in a standard format; `prefixes` shorten the Turtle, TriG, RDF/XML or JSON-LD of triples.

        Raises:
            FormatError: the format does not exist, or not for this kind of result.
            EvaluationError: the engine gave up midway; what was written is then cut short.
        """
        if isinstance(self._found, engine.QueryTriples):
            form = _rdf_format(media_type)
            with evaluating():
                if prefixes:
                    engine.serialize(self._found, stream, form, prefixes=dict(prefixes))
                else:
                    self._found.serialize(stream, form)
            return
        results_form = engine.QueryResultsFormat.from_media_type(media_type)
        if results_form is None:
            raise FormatError(media_type, RESULT_MEDIA_TYPES)
        with evaluating():
            self._found.serialize(stream, results_form)


class Store:
    """A set of quads that can be asked and, unless it was opened for reading, changed."""

    def __init__(self, opened: engine.Store, path: Path | None, *, writable: bool = True) -> None:
        """Wrap an engine's store; use `memory`, `open` or `read_only`.

        `path` is its folder, None in memory. `texts`, where there are any, hold the same quads; a change drops them.
        """
        self._engine = opened
        self.path: Final = path
        self.texts: Texts | None = None
        self._writable = writable

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

        It takes about 320 bytes a quad, and answers two to five times as fast as the same on disk.

        Raises:
            StoreDamagedError: a text cannot be read, or is not N-Quads.
        """
        made = engine.Store()
        try:
            made.bulk_extend(engine.parse(cast("IO[bytes]", texts.stream()), engine.RdfFormat.N_QUADS))
        except (OSError, SyntaxError) as error:
            raise StoreDamagedError(f"found a text that cannot be read ({error})") from error
        for name in empty:
            made.add_graph(_iri(name))
        store = cls(made, None, writable=False)
        store.texts = texts
        return store

    def query(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        prefixes: Mapping[str, str] = PREFIXES,
        base: str | None = None,
    ) -> Results:
        """Ask a SPARQL query; `prefixes` need not be declared in it.

        A call of a function that nobody knows is an error of its expression, as the standard has it (SPARQL 1.1, 17.6).
        If either list of graphs is given, the two are the data set (SPARQL 1.1 Protocol, 2.1.4), in place of any FROM:
        the merge of `default_graphs` as default graph, and `named_graphs` for GRAPH.

        Raises:
            QuerySyntaxError: the text is not a SPARQL query.
            IriError: the name of a graph, or the base, is not an IRI.
            EvaluationError: the engine gave up.
        """
        dataset: dict[str, Any] = {}
        if default_graphs is not None or named_graphs is not None:
            dataset = {
                "default_graph": [_graph(name) for name in default_graphs or ()],
                "named_graphs": [_graph(name) for name in named_graphs or ()],
            }
        with asking(Request(text, False, prefixes, base is not None)):
            run = partial(self._engine.query, text, base_iri=base, prefixes=dict(prefixes), **dataset)
            return Results(_without_unknown_functions(run))

    def rows(self, text: str, **bindings: str | Literal) -> list[Row]:
        """The rows of one of our own queries, with variables bound to terms (`str` is an IRI).

        The terms enter the query as one VALUES line at the start of its WHERE group, so that no value is ever read as
        SPARQL.

        Raises:
            QuerySyntaxError: the text is not a SPARQL query.
            IriError: a binding is not an IRI or a literal.
            EvaluationError: the engine gave up.
        """
        return list(self.query(bind(text, bindings)).rows())

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
            _without_unknown_functions(partial(self._engine.update, text, base_iri=base, prefixes=dict(prefixes)))

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

    def bulk_load(self, stream: Readable, *, blanks: bool) -> None:
        """Add many quads, given as N-Quads, in one go that may stop half-way; `blanks` if they have blank nodes.

        Raises:
            RdfSyntaxError: the data is not N-Quads.
            StoreReadOnlyError: the store was opened for reading.
            StoreFullError: the disk is full.
        """
        self._begin_change()
        with loading():
            data = cast("IO[bytes]", stream)
            if blanks:
                self._engine.bulk_extend(engine.parse(data, engine.RdfFormat.N_QUADS))
            else:
                self._engine.bulk_load(data, engine.RdfFormat.N_QUADS)

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
        form, to_graph = _rdf_format(media_type), _graph(graph) if graph else None
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
        name = _graph(graph)
        with loading():
            self._engine.remove_graph(name)

    def add_graph(self, graph: str) -> None:
        """Make a named graph exist, empty if it was absent.

        Raises:
            IriError: the name is not an IRI.
            StoreReadOnlyError: the store was opened for reading.
        """
        self._begin_change()
        name = _graph(graph)
        with loading():
            self._engine.add_graph(name)

    def quads(
        self,
        subject: Term | None = None,
        predicate: str | None = None,
        value: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[tuple[Term, str, Term, str | Blank]]:
        """Subject, predicate, object and graph of the quads that match; None matches all, DEFAULT the default graph.

        Raises:
            IriError: something that should be an IRI is not.
            StoreDamagedError: the store cannot be read.
        """
        pattern = (
            None if subject is None else _node(subject),
            None if predicate is None else _node(predicate),
            None if value is None else _node(value),
            None if graph is None else _graph(graph),
        )
        with evaluating():
            for quad in self._engine.quads_for_pattern(*pattern):
                yield _term(quad.subject), quad.predicate.value, _term(quad.object), _graph_name(quad.graph_name)

    def dump(
        self,
        stream: Writable,
        media_type: str,
        graph: str | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write one graph, or all of them in a format that has graphs, in the order of the store.

        Raises:
            FormatError: the format does not exist, or holds one graph only and none was named.
            IriError: the name of the graph is not an IRI.
            StoreDamagedError: the store cannot be read.
        """
        form = _rdf_format(media_type)
        if graph is None and self.texts is not None and form == engine.RdfFormat.N_QUADS:
            self.texts.dump(stream)
            return
        if graph is None and not form.supports_datasets:
            raise FormatError(media_type, [m for m in RDF_MEDIA_TYPES if _rdf_format(m).supports_datasets])
        name = None if graph is None else _graph(graph)
        with evaluating():
            self._engine.dump(
                cast("IO[bytes]", stream), form, from_graph=name, prefixes=dict(prefixes) if prefixes else None
            )

    def lines(self, graph: str | None = None) -> list[str]:
        """The triples of a graph as canonical N-Triples lines, or all quads as N-Quads lines, in no order.

        Raises:
            IriError: the name of the graph is not an IRI.
            StoreDamagedError: the store cannot be read.
        """
        if graph is None:
            stream = BytesIO()
            self.dump(stream, "application/n-quads")
            return stream.getvalue().decode().split("\n")[:-1]
        name = _graph(graph)
        if self.texts is not None:
            end = f" {name}" if graph != DEFAULT else ""
            return [f"{text[: -2 - len(end)]} ." for text in self.texts.lines(graph)]
        with evaluating():
            written = self._engine.dump(format=engine.RdfFormat.N_TRIPLES, from_graph=name)
        return (written or b"").decode().split("\n")[:-1]

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

    def graphs_saying(self, triples: bytes) -> Iterator[tuple[str, list[str | Blank]]]:
        """Each triple (given as N-Triples, given back as a canonical line) and the graphs that hold it.

        Raises:
            RdfSyntaxError: the data is not N-Triples.
            StoreDamagedError: the store cannot be read.
        """
        with loading():
            wanted = list(engine.parse(triples, engine.RdfFormat.N_TRIPLES))
        with evaluating():
            for triple in wanted:
                found = self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
                yield f"{triple.triple} .", [_graph_name(quad.graph_name) for quad in found]

    def count(self) -> int:
        """How many quads there are, in all graphs."""
        with evaluating():
            return len(self._engine)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        with evaluating():
            return sorted(g.value for g in self._engine.named_graphs() if isinstance(g, engine.NamedNode))

    def graph_names(self) -> list[str]:
        """The names of the named graphs as they stand in lines: IRIs in angle brackets, and labels of blank nodes."""
        with evaluating():
            return sorted(map(str, self._engine.named_graphs()))

    def has_graph(self, graph: str) -> bool:
        """Whether the named graph exists; the default graph always does.

        Raises:
            IriError: the name is not an IRI.
        """
        name = _graph(graph)
        with evaluating():
            return isinstance(name, engine.DefaultGraph) or self._engine.contains_named_graph(name)

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
        del self._engine

    def _begin_change(self) -> None:
        self.texts = None
        if not self._writable:
            raise StoreReadOnlyError("found a graph opened for reading, expected one opened for writing")


def parse(source: bytes | Readable, media_type: str, base: str | None = None) -> Iterator[str]:
    """The quads of a file or a body as canonical N-Quads lines, in its order; blank nodes keep the labels they have.

    Raises:
        FormatError: the format does not exist.
        RdfSyntaxError: the data does not parse; lines before the fault may have been given already.
        IriError: the base is not an IRI.
    """
    form = _rdf_format(media_type)
    with loading():
        quads = engine.parse(cast("bytes | IO[bytes]", source), form, base_iri=base)
        while batch := list(islice(quads, _PARSED)):
            yield from (engine.serialize(batch, format=engine.RdfFormat.N_QUADS) or b"").decode().split("\n")[:-1]


def _rdf_format(media_type: str) -> engine.RdfFormat:
    form = engine.RdfFormat.from_media_type(media_type)
    if form is None:
        raise FormatError(media_type, RDF_MEDIA_TYPES)
    return form


def _graph(name: str) -> engine.NamedNode | engine.BlankNode | engine.DefaultGraph:
    if name.startswith("_:"):
        return engine.BlankNode(name[2:])
    return engine.DefaultGraph() if name == DEFAULT else _iri(name)


def _graph_name(name: engine.NamedNode | engine.BlankNode | engine.DefaultGraph) -> str | Blank:
    if isinstance(name, engine.DefaultGraph):
        return DEFAULT
    return name.value if isinstance(name, engine.NamedNode) else Blank(name.value)


def _iri(text: str) -> engine.NamedNode:
    try:
        return engine.NamedNode(text)
    except ValueError as error:
        raise IriError(f"found {text!r}, expected an absolute IRI ({error})") from error


def _node(value: Term) -> Any:
    match value:
        case str():
            return _iri(value)
        case Literal():
            return engine.Literal(value.value, datatype=_iri(value.datatype)) if not value.language else _tagged(value)
        case Blank():
            return engine.BlankNode(value.id)
        case TripleTerm():
            return engine.Triple(_node(value.subject), _iri(value.predicate), _node(value.object))


def _tagged(literal: Literal) -> engine.Literal:
    language, _, direction = (literal.language or "").partition("--")
    if direction:
        return engine.Literal(literal.value, language=language, direction=engine.BaseDirection(direction))
    return engine.Literal(literal.value, language=language)


def _term(value: Any) -> Term:
    match value:
        case engine.NamedNode():
            return str(value.value)
        case engine.Literal():
            return _literal(value)
        case engine.BlankNode():
            return Blank(value.value)
        case _:
            return TripleTerm(_term(value.subject), value.predicate.value, _term(value.object))


def _literal(value: engine.Literal) -> Literal:
    if value.language is None:
        return Literal(value.value, value.datatype.value)
    language = value.language if value.direction is None else f"{value.language}--{value.direction.value}"
    return Literal(value.value, RDF.langString, language)


_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <([^>]*)> is not supported")
_UNKNOWN_FUNCTIONS: Final = 100
"""A query that calls more of them is refused: each costs one more parsing."""


def _without_unknown_functions(run: Callable[..., Any]) -> Any:
    """The outcome of a query or an update in which a call of an unknown function has no value, not a refusal."""
    unknown: dict[engine.NamedNode, Callable[..., None]] = {}
    while True:
        try:
            return run(custom_functions=unknown) if unknown else run()
        except RuntimeError as error:
            found = _UNKNOWN_FUNCTION.fullmatch(str(error))
            if found is None or len(unknown) >= _UNKNOWN_FUNCTIONS:
                raise
            unknown[engine.NamedNode(found[1])] = _no_value


def _no_value(*_: object) -> None:
    return None
