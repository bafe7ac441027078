"""The default graph as a network: who is joined to whom, by what, and who says so, in arrays of numbers.

The arrays are written beside the triples and mapped into memory, so that opening a network costs the same however large
it is, and all processes share one copy. Nodes are numbered in the order of their IRIs, and so are predicates, classes,
graphs and documents. An edge's number is its place among all edges by subject, predicate and object. The edges:

=====================================  ===============================================================================
`out_start`, `out_node`,               for node i, at `out_start[i]` up to `out_start[i + 1]`: objects and predicates,
`out_predicate`                        sorted by predicate, then object
`into_start`, …                        the same, seen from the objects
`node_cost`, `predicate_cost`          what `graph.ranking` makes of degrees and frequencies
=====================================  ===============================================================================

That is 12 bytes an edge and 10 a node. What names the nodes, and the passages behind each edge, stand in arrays of
their own: see `graph.assembling`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from graph.blocks import Blocks
from graph.parts import Parts
from graph.pools import Array, open_arrays, save_arrays
from graph.summary import Measures, measure
from graph.things import Things
from ontology.iris import Iris

if TYPE_CHECKING:
    from graph.store import Store

_POOLS: Final = (
    *("nodes", "predicates", "names", "numbers", "titles", "languages", "graphs", "documents", "waiting"),
    *("classes", "class_names", "class_titles", "class_languages"),
)
_ROWS: Final = ("start", "node", "predicate")
_PASSAGES: Final = ("start", "document", "begin", "end", "told")
NAMES: Final = (
    *(f"{pool}{end}" for pool in _POOLS for end in ("", "_ends")),
    *(f"{rows}_{part}" for rows in ("out", "into") for part in _ROWS),
    *("node_cost", "predicate_cost", "class_start", "class", "narrow", "wide", "whole"),
    *("title_start", "title_language", "class_title_start", "class_title_language"),
    *("run_start", "run_first", "run_last"),
    *(f"{kind}_{part}" for kind in ("evidence", "words") for part in _PASSAGES),
)
"""The arrays of a network."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a passage stands: the document's IRI, and offsets in code points, end exclusive."""

    document: str
    start: int
    end: int

    @property
    def iri(self) -> str:
        """The passage's address."""
        return f"{self.document}#char={self.start},{self.end}"


@dataclass(frozen=True)
class Network(Things):
    """A network; all its numbers are places in its arrays."""

    @classmethod
    def build(cls, store: Store, iris: Iris | None = None) -> Network:
        """The network of a store's default graph."""
        from graph.assembling import assemble  # noqa: PLC0415, compiled code is only loaded where it runs
        from graph.tables.triples import Triples  # noqa: PLC0415, the same

        triples = Triples(iris or Iris())
        with Blocks(triples) as blocks:
            store.dump(blocks, "application/n-quads")
        return cls(_sealed(assemble(triples)))

    @classmethod
    def of_nquads(cls, data: bytes) -> Network:
        """The network of canonical N-Quads, whole lines that end in a line feed, no two of them equal."""
        from graph.assembling import assemble  # noqa: PLC0415, compiled code is only loaded where it runs
        from graph.tables.triples import Triples  # noqa: PLC0415, the same

        triples = Triples(Iris())
        if data:
            triples.feed(data)
        return cls(_sealed(assemble(triples)))

    def save(self, folder: Path) -> None:
        """Write the arrays to a new folder.

        Raises:
            OSError: the folder exists, or cannot be written.
        """
        save_arrays(folder, {name: self.arrays[name] for name in NAMES})

    @classmethod
    def open(cls, folder: Path) -> Network:
        """The network in a folder, mapped into memory.

        Raises:
            StoreDamagedError: the folder holds no whole network.
        """
        return cls(open_arrays(folder, NAMES))

    @cached_property
    def edges(self) -> int:
        """How many edges there are."""
        return int(self.arrays["out_node"].size)

    @cached_property
    def measures(self) -> Measures:
        """What hangs together and what is central; computed on first use, a second or two for a million edges."""
        return measure(self)

    @cached_property
    def parts(self) -> Parts:
        """The provisions by where their words stand; sorted on first use, a tenth of a second for ten million quads."""
        return Parts(self)

    def predicate(self, number: int) -> str:
        """The IRI of a predicate."""
        return self.pool("predicates")[number]

    def degree(self, node: int) -> int:
        """How many edges a node has, in both directions."""
        out, into = self._views["out_start"], self._views["into_start"]
        return out[node + 1] - out[node] + into[node + 1] - into[node]

    def edge(self, s: int, p: int, o: int) -> int:
        """The number of an edge, or -1."""
        first, last = self._run(s, p)
        nodes = self._views["out_node"]
        found = bisect_left(nodes, o, first, last)
        return found if found < last and nodes[found] == o else -1

    def _run(self, node: int, predicate: int) -> tuple[int, int]:
        """Where a subject's edges of one predicate stand."""
        starts, predicates = self._views["out_start"], self._views["out_predicate"]
        first = bisect_left(predicates, predicate, starts[node], starts[node + 1])
        return first, bisect_right(predicates, predicate, first, starts[node + 1])

    def objects(self, node: int, predicate: int) -> Array:
        """The nodes to which a node's edges of one predicate lead, sorted."""
        first, last = self._run(node, predicate)
        return self.arrays["out_node"][first:last]

    def asserted(self, graphs: Iterable[int]) -> tuple[Array, Array, Array]:
        """Subjects, predicates and objects of the edges that at least one of these graphs asserts, in order."""
        spans = [range(*self.arrays["run_start"][graph : graph + 2]) for graph in graphs]
        first, last = (
            np.concatenate([self.arrays[name][list(span)] for span in spans]) for name in ("run_first", "run_last")
        )
        runs = [np.arange(one, other) for one, other in zip(first.tolist(), last.tolist(), strict=True)]
        edges = np.unique(np.concatenate([np.zeros(0, np.int64), *runs]))
        subjects = np.searchsorted(self.arrays["out_start"], edges, "right") - 1
        return subjects.astype(np.int32), self.arrays["out_predicate"][edges], self.arrays["out_node"][edges]

    def open_predicates(self, only: Sequence[int] | None, without: Sequence[int]) -> Array:
        """A flag for each predicate: whether it is among `only` (None is all) and not among `without`."""
        flags = np.full(len(self.pool("predicates")), 1 if only is None else 0, np.uint8)
        flags[list(only or ())] = 1
        flags[list(without)] = 0
        return flags

    def open_nodes(self, classes: Sequence[int] | None, without: Sequence[int]) -> Array:
        """A flag for each node: whether it has one of the classes, or one below (None is any), and is not `without`."""
        flags = np.full(self.nodes, 1 if classes is None else 0, np.uint8)
        if classes is not None:
            wanted = np.zeros(len(self.pool("classes")), bool)
            wanted[sorted(set().union(*map(self.classes_below, classes)))] = True
            at = np.flatnonzero(wanted[self.arrays["class"]])
            flags[np.searchsorted(self.arrays["class_start"], at, "right") - 1] = 1
        flags[list(without)] = 0
        return flags

    def evidence(self, edge: int) -> list[Span]:
        """The passages that state an edge, by document and place."""
        return self._spans("evidence", edge)

    def words(self, node: int) -> list[Span]:
        """The passages that hold a provision's own words."""
        return self._spans("words", node)

    def _spans(self, kind: str, key: int) -> list[Span]:
        starts = self._views[f"{kind}_start"]
        first, last = starts[key], starts[key + 1]
        if first == last:
            return []
        columns = (self.arrays[f"{kind}_{part}"][first:last].tolist() for part in ("document", "begin", "end"))
        return [Span(self.pool("documents")[one], begin, end) for one, begin, end in zip(*columns, strict=True)]

    def evidence_count(self, edge: int) -> int:
        """How many passages state an edge."""
        starts = self._views["evidence_start"]
        return starts[edge + 1] - starts[edge]

    def evidence_counts(self, s: Array, p: Array, o: Array) -> list[int]:
        """The same for edges given as columns."""
        starts, edges = self.arrays["evidence_start"], self._places(s, p, o)
        counts: list[int] = (starts[edges + 1] - starts[edges]).tolist()
        return counts

    def _places(self, s: Array, p: Array, o: Array) -> Array:
        """The numbers of edges that there are: one binary search for all at once."""
        starts, predicates, nodes = (self.arrays[f"out_{part}"] for part in ("start", "predicate", "node"))
        low, high = starts[s], starts[s + 1]
        while (active := low < high).any():
            middle = (low + high) >> 1
            found = predicates[np.minimum(middle, predicates.size - 1)]
            below = active & ((found < p) | ((found == p) & (nodes[np.minimum(middle, nodes.size - 1)] < o)))
            low, high = np.where(below, middle + 1, low), np.where(active & ~below, middle, high)
        return low


def _sealed(arrays: dict[str, Array]) -> dict[str, Array]:
    for one in arrays.values():
        one.flags.writeable = False
    return arrays
