"""RDF files into a store: most lines are never turned into an object, and the engine takes them in meanwhile.

Lines that are canonical as they stand (`graph.tables.plain_lines`) go straight to a sheaf of sorted lines; all others
are read by the engine's parser first. The texts are written from the sheaf, and the engine loads from it, on threads of
its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from graph.feed import Feed
from graph.generation import Draft
from graph.nquads import apart, encode
from graph.patience import aside
from graph.pieces import SUBJECTS
from graph.pools import Array
from graph.provenance import is_assertion
from graph.rdf_files import RdfFile
from graph.results import DEFAULT
from graph.store import Store
from graph.tables.plain_lines import DEFAULT as OF_DEFAULT
from graph.tables.plain_lines import ODD, SHARED, Lines
from graph.tables.sheaf import Data, Sheaf, Sorted
from graph.texts import Texts

_FEW: Final = 4_000_000
"""Bytes of lines that a transaction takes in; beyond them a bulk load pays."""

_MANY: Final = 500_000_000
"""Bytes of lines from which on the engine has one thread instead of three, as each takes 1 GB for a million quads."""

_THREADS: Final = 2
"""Of the engine: one for the default graph, and two for the others, whose quads stand in twice as many tables.

A thread writes tables once it has read a million quads, or all: so two are done before one would be. The second has
most to do, and all else gives way to it.
"""

_PACKED: Final = 10
"""How many times its size a gzipped file of quads has unpacked, about."""


def load(draft: Draft, paths: Sequence[Path]) -> tuple[int, str]:
    """Put the quads of RDF files into a draft; how many different ones they said, and a hash of it.

    What stands in a named graph is put into the default graph too, as far as that shares it.

    Raises:
        UnsupportedFormatError: the suffix of a file is not that of an RDF file.
        RdfSyntaxError: a file does not parse; the message names it.
        StoreError: a file cannot be read.
        StoreFullError: the disk is full.
    """
    with Sheaf(draft.store.path) as sheaf, _Loading(draft, sheaf, sum(map(_size, paths))) as loading:
        for path in paths:
            loading.read(path)
        return loading.finish()


def _size(path: Path) -> int:
    """How many bytes of lines a file has, about."""
    return path.stat().st_size * (_PACKED if path.suffix.lower() == ".gz" else 1) if path.is_file() else 0


class _Loading:
    """Lines on their way from files into a store."""

    def __init__(self, draft: Draft, sheaf: Sheaf, size: int) -> None:
        self._draft = draft
        self._texts = draft.store.texts
        self._sheaf = sheaf
        self._feeds = [sheaf.feed() for _ in range(1 if size >= _MANY else _THREADS)]
        self._turns = cycle(self._feeds[1:] or self._feeds)
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for feed in self._feeds:
                feed.drop()

    def read(self, path: Path) -> None:
        with RdfFile(path) as file:
            for block in file.blocks():
                lines = Lines.of(block, self._draft.iris)
                odd = lines.kinds == ODD
                if file.only_triples:
                    odd |= lines.kinds > OF_DEFAULT
                self._add_plain(lines, ~odd)
                if odd.any():
                    self._add_odd(file.odd(bytes(lines.gathered(np.flatnonzero(odd)))))
                if self._sheaf.size >= _FEW and not self._begun:
                    self._begin()

    def _begin(self) -> None:
        """Have the engine take in what was sent, and what will be."""
        self._begun = True
        for feed in self._feeds:
            self._draft.store.take_in(feed.blocks(), patient=feed is not self._feeds[-1])

    def _add_plain(self, lines: Lines, plain: Array) -> None:
        """Gather plain lines, and once more without their graph those that it shares with the default graph.

        The engine gets those of the default graph apart from the others: it keeps them in other tables.
        """
        in_default = lines.kinds == OF_DEFAULT
        for feed, some in ((self._feeds[0], plain & in_default), (next(self._turns), plain & ~in_default)):
            chosen = np.flatnonzero(some)
            self._gather(lines.gathered(chosen), lines.sizes(chosen), self._graphs(lines, chosen), feed=feed)
        shared = np.flatnonzero(plain & (lines.kinds == SHARED))
        if shared.size:
            self._gather(*lines.shortened(shared), np.zeros(shared.size, np.int32))

    def _graphs(self, lines: Lines, chosen: Array) -> Array:
        """The number of the graph of each line."""
        if not chosen.size:
            return np.zeros(0, np.int32)
        first = lines.fresh[chosen].astype(bool)
        first[0] = True
        names = [self._sheaf.number(lines.graph(number)) for number in chosen[first].tolist()]
        numbers: Array = np.array(names, np.int32)[np.cumsum(first) - 1]
        return numbers

    def _add_odd(self, lines: Iterator[str]) -> None:
        """Gather lines that the engine's parser gave, as a store will give them back."""
        iris, every = self._draft.iris, list[tuple[str, str]]()
        for text in Store.canonical(list(lines)):
            triple, graph = apart(text)
            every.append((text, graph))
            subject, predicate, _ = triple.split(" ", 2)
            if graph and is_assertion(subject, predicate, iris):
                every.append((f"{triple} .", ""))
        labelled = [("_:" in text, text, graph) for text, graph in every]
        for blank in (False, True):
            some = [(encode([text]), self._sheaf.number(graph)) for has, text, graph in labelled if has == blank]
            texts, numbers = [text for text, _ in some], [number for _, number in some]
            self._gather(b"".join(texts), np.array(list(map(len, texts))), np.array(numbers), labelled=blank)

    def _gather(
        self, text: Data, sizes: Array, graphs: Array, *, labelled: bool = False, feed: Feed | None = None
    ) -> None:
        if text:
            self._sheaf.add(text, sizes, graphs, labelled=labelled, feed=feed)

    def finish(self) -> tuple[int, str]:
        """Have the store take in all lines, and its texts with it."""
        for feed in self._feeds[1:]:
            feed.end()
        return aside(self._finish) if self._begun else self._finish()

    def _finish(self) -> tuple[int, str]:
        store, lines = self._draft.store, self._sheaf.sorted()
        graphs = {name: _named(name) for name in lines.graphs}
        self._draft.shared.update(graph for name, graph in graphs.items() if name and not self._draft.merged(graph))
        if self._begun:
            self._feeds[0].end(lines.unsent())
            store.take_in(lines.having(labelled=True), blanks=True)
        else:
            for labelled in (False, True):
                store.insert_nquads(b"".join(lines.having(labelled=labelled)))
        if self._texts is not None:
            for name, graph in graphs.items():
                _write(self._texts, graph, name, lines)
            if self._draft.before is None:
                self._texts.counted(len(lines))
        store.texts = self._texts
        return len(lines), lines.digest()


def _named(name: str) -> str:
    """A graph as the store names it: DEFAULT, an IRI without brackets, or the label of a blank node."""
    if not name:
        return DEFAULT
    return name[1:-1] if name.startswith("<") else name


def _write(texts: Texts, graph: str, name: str, lines: Sorted) -> None:
    """Put the lines of a graph into its text."""
    if texts.hold(graph):
        texts.change(graph, (line for block in lines.lines(name) for line in block.splitlines(keepends=True)), ())
    elif name:
        texts.put(graph, lines.lines(name))
    else:
        texts.begin(lines.parts(name, SUBJECTS))
