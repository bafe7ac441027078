"""RDF files into a store: most lines are never turned into an object, and the engine takes them in meanwhile.

Lines that are canonical as they stand (`graph.plain_lines`) go straight to a sheaf of sorted lines; all others are read
by the engine's parser first. The texts are written from the sheaf, and the engine loads from it, on threads of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from graph.generation import Draft
from graph.nquads import apart, encode
from graph.pieces import begins
from graph.plain_lines import DEFAULT as OF_DEFAULT
from graph.plain_lines import ODD, SHARED, Lines
from graph.pools import Array
from graph.provenance import is_assertion
from graph.rdf_files import RdfFile
from graph.results import DEFAULT
from graph.sheaf import Sheaf, Sorted
from graph.store import Store
from graph.texts import Texts

_FEW: Final = 4_000_000
"""Bytes of lines that a transaction takes in; beyond them a bulk load pays."""

_MANY: Final = 500_000_000
"""Bytes of lines from which on the engine has enough to do on both its threads, each of which takes 1 GB of memory."""


def load(draft: Draft, paths: Iterable[Path]) -> str:
    """Put the quads of RDF files into a draft; a hash of what they said.

    What stands in a named graph is put into the default graph too, as far as that shares it.

    Raises:
        UnsupportedFormatError: the suffix of a file is not that of an RDF file.
        RdfSyntaxError: a file does not parse; the message names it.
        StoreError: a file cannot be read.
        StoreFullError: the disk is full.
    """
    with Sheaf(draft.store.path) as sheaf:
        loading = _Loading(draft, sheaf)
        for path in paths:
            loading.read(path)
        return loading.finish()


class _Loading:
    """Lines on their way from files into a store."""

    def __init__(self, draft: Draft, sheaf: Sheaf) -> None:
        self._draft = draft
        self._sheaf = sheaf
        self._hash = hashlib.sha256()

    def read(self, path: Path) -> None:
        with RdfFile(path) as file:
            for block in file.blocks():
                lines = Lines.of(block, self._draft.iris)
                odd = lines.kinds == ODD
                if file.only_triples:
                    odd |= lines.kinds > OF_DEFAULT
                self._add_plain(lines, np.flatnonzero(~odd))
                if odd.any():
                    self._add_odd(file.odd(lines.gathered(np.flatnonzero(odd))))

    def _add_plain(self, lines: Lines, chosen: Array) -> None:
        """Gather plain lines, and once more without their graph those that it shares with the default graph."""
        graphs = self._graphs(lines, chosen)
        self._gather(lines.gathered(chosen), lines.sizes(chosen), graphs)
        shared = chosen[lines.kinds[chosen] == SHARED]
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

    def _gather(self, text: bytes, sizes: Array, graphs: Array, *, labelled: bool = False) -> None:
        if text:
            self._hash.update(text)
            self._sheaf.add(text, sizes, graphs, labelled=labelled)

    def finish(self) -> str:
        """Have the store take in all lines, and its texts with it."""
        store, lines = self._draft.store, self._sheaf.sorted()
        graphs = {name: _named(name) for name in lines.graphs}
        self._draft.shared.update(graph for name, graph in graphs.items() if name and not self._draft.merged(graph))
        texts = store.texts
        _take_in(store, lines, self._sheaf.size)
        if texts is not None:
            for name, graph in graphs.items():
                _write(texts, graph, name, lines)
        store.texts = texts
        return self._hash.hexdigest()


def _named(name: str) -> str:
    """A graph as the store names it: DEFAULT, an IRI without brackets, or the label of a blank node."""
    if not name:
        return DEFAULT
    return name[1:-1] if name.startswith("<") else name


def _take_in(store: Store, lines: Sorted, size: int) -> None:
    plain, with_blanks = (lines.streams(labelled=blanks) for blanks in (False, True))
    if size < _FEW:
        for blocks in (*plain, *with_blanks):
            store.insert_nquads(b"".join(blocks))
    else:
        sources = plain if size < _MANY else [chain.from_iterable(plain)]
        store.take_in(map(Stream, sources), map(Stream, with_blanks))


def _write(texts: Texts, graph: str, name: str, lines: Sorted) -> None:
    """Put the lines of a graph into its text."""
    if texts.hold(graph):
        texts.change(graph, (line for block in lines.lines(name) for line in block.splitlines(keepends=True)), ())
    elif name:
        texts.put(graph, lines.lines(name))
    else:
        texts.begin(lines.parts(name, begins))


class Stream:
    """Blocks of bytes as a stream that is read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        """Read these blocks."""
        self._blocks = blocks
        self._block = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, a whole block if negative; none at the end."""
        if not self._block:
            self._block = memoryview(next(self._blocks, b""))
        end = size if size >= 0 else len(self._block)
        part, self._block = self._block[:end], self._block[end:]
        return part.tobytes()
