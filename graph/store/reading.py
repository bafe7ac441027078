"""A store as it is asked, listed and written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final, cast

import pyoxigraph as engine

from graph.bindings import bind
from graph.failures import REFUSED, evaluating, loading, refused
from graph.results import DEFAULT, Blank, Row, Term
from graph.sparql.syntax_errors import Request
from graph.store.columns import with_columns
from graph.store.functions import without_unknown_functions
from graph.store.results import Results
from graph.store.streams import Writable
from graph.store.terms import RDF_MEDIA_TYPES, graph_node, name_of, node_of, rdf_format, term_of
from graph.texts import Texts
from ontology.errors import FormatError
from ontology.statement import Literal
from ontology.terms import PREFIXES

_OTHER_GRAPHS: Final = ("GRAPH", "FROM", "\\U")
"""What a query must hold in capitals to mean another graph than the default one, or to hide that it does."""


_SHORT: Final = 8 * 1024
"""Characters of a query up to which it is remembered what it may mean."""


class Reading:
    """A set of quads that can be asked."""

    def __init__(self, opened: engine.Store, path: Path | None) -> None:
        """Wrap an engine's store; `path` is its folder, None in memory."""
        self._opened = opened
        self._default: engine.Store | None = None
        """The default graph alone, where it is held apart."""
        self.path: Final = path
        self.texts: Texts | None = None
        """The same quads as text, where that is at hand."""

    @property
    def _engine(self) -> engine.Store:
        """The engine's store, once it has all that was given to it."""
        self.settle()
        return self._opened

    def settle(self) -> None:
        """Wait until all that was given to the store is in it."""

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

        The columns of `SELECT *` stand in the order in which the query mentions them.
        A call of a function that nobody knows is an error of its expression, as the standard has it (SPARQL 1.1, 17.6).
        If either list of graphs is given, the two are the data set (SPARQL 1.1 Protocol, 2.1.4), in place of any FROM:
        the merge of `default_graphs` as default graph, and `named_graphs` for GRAPH.

        Raises:
            QuerySyntaxError: the text is not a SPARQL query.
            IriError: the name of a graph, or the base, is not an IRI.
            EvaluationError: the engine gave up.
        """
        options: dict[str, Any] = {"base_iri": base, "prefixes": dict(prefixes)}
        asked = self._engine_for(text)
        if default_graphs is not None or named_graphs is not None:
            asked = self._engine
            options["default_graph"] = [graph_node(name) for name in default_graphs or ()]
            options["named_graphs"] = [graph_node(name) for name in named_graphs or ()]
        try:
            whole = with_columns(text, prefixes, base)
            return Results(without_unknown_functions(asked.query, whole, options))
        except REFUSED as error:
            raise refused(Request(text, False, prefixes, base is not None), error) from error

    def _engine_for(self, text: str) -> engine.Store:
        """What a query is to be asked of: the default graph alone, if it is held apart and no other can be meant.

        In memory, the engine finds the quads of a term in a list of all of them, whatever their graph.
        """
        if self._default is None:
            return self._engine
        means = _remembered if len(text) <= _SHORT else _means_other_graphs
        return self._engine if means(text) else self._default

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
            None if subject is None else node_of(subject),
            None if predicate is None else node_of(predicate),
            None if value is None else node_of(value),
            None if graph is None else graph_node(graph),
        )
        with evaluating():
            for quad in self._engine.quads_for_pattern(*pattern):
                yield term_of(quad.subject), quad.predicate.value, term_of(quad.object), name_of(quad.graph_name)

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
        form = rdf_format(media_type)
        if graph is None and self.texts is not None and form == engine.RdfFormat.N_QUADS:
            self.texts.dump(stream)
            return
        if graph is None and not form.supports_datasets:
            raise FormatError(media_type, [m for m in RDF_MEDIA_TYPES if rdf_format(m).supports_datasets])
        name = None if graph is None else graph_node(graph)
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
        name = graph_node(graph)
        if self.texts is not None:
            end = f" {name}" if graph != DEFAULT else ""
            return [f"{text[: -2 - len(end)]} ." for text in self.texts.lines(graph)]
        with evaluating():
            written = self._engine.dump(format=engine.RdfFormat.N_TRIPLES, from_graph=name)
        return (written or b"").decode().split("\n")[:-1]

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
                yield f"{triple.triple} .", [name_of(quad.graph_name) for quad in found]

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
        name = graph_node(graph)
        with evaluating():
            return isinstance(name, engine.DefaultGraph) or self._engine.contains_named_graph(name)


def _means_other_graphs(text: str) -> bool:
    """Whether a query may mean another graph than the default one."""
    capitals = text.upper()
    return any(one in capitals for one in _OTHER_GRAPHS)


_remembered = lru_cache(maxsize=512)(_means_other_graphs)
"""The same for short queries, which are often asked again."""
