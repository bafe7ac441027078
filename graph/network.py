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

import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from graph.nquads import parse_term
from graph.parts import Parts
from graph.pools import Array, Pool, open_arrays, save_arrays
from graph.summary import Measures, measure
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import PREFIXES

if TYPE_CHECKING:
    from graph.store import Store
    from graph.triples import Triples

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

_VIEWED: Final = (
    *("out_start", "out_node", "out_predicate", "into_start"),
    *("whole", "class", "class_start", "evidence_start", "words_start"),
    *(f"{of}title_{part}" for of in ("", "class_") for part in ("start", "language")),
)
_BLOCK: Final = 1 << 23
"""Bytes of N-Quads that are read at once."""


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
class Network:
    """A network; all its numbers are places in its arrays."""

    arrays: Mapping[str, Array]
    local: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    _pools: dict[str, Pool] = field(default_factory=dict, repr=False, compare=False)
    _known_kinds: dict[bytes, tuple[tuple[str, ...], int]] = field(default_factory=dict, repr=False, compare=False)
    _class_labels: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def build(cls, store: Store, iris: Iris | None = None) -> Network:
        """The network of a store's default graph."""
        from graph.assembling import assemble  # noqa: PLC0415, compiled code is only loaded where it runs
        from graph.triples import Triples  # noqa: PLC0415, the same

        triples = Triples(iris or Iris())
        with _Blocks(triples) as blocks:
            store.dump(blocks, "application/n-quads")
        return cls(_sealed(assemble(triples)))

    @classmethod
    def of_nquads(cls, data: bytes) -> Network:
        """The network of canonical N-Quads, whole lines that end in a line feed, no two of them equal."""
        from graph.assembling import assemble  # noqa: PLC0415, compiled code is only loaded where it runs
        from graph.triples import Triples  # noqa: PLC0415, the same

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

    def pool(self, name: str) -> Pool:
        """The texts of one kind: `nodes`, `predicates`, `classes`, `graphs`, `documents` (IRIs), and others."""
        if name not in self._pools:
            self._pools[name] = Pool(self.arrays[name], self.arrays[f"{name}_ends"])
        return self._pools[name]

    @cached_property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.pool("nodes"))

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

    def find(self, iri: str) -> int:
        """The number of a node, or -1."""
        return self.pool("nodes").find(iri)

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return self.pool("nodes")[node]

    def predicate(self, number: int) -> str:
        """The IRI of a predicate."""
        return self.pool("predicates")[number]

    def degree(self, node: int) -> int:
        """How many edges a node has, in both directions."""
        out, into = self._views["out_start"], self._views["into_start"]
        return out[node + 1] - out[node] + into[node + 1] - into[node]

    @cached_property
    def _views(self) -> dict[str, memoryview]:
        """Some arrays as views, whose elements are Python's numbers at a third of the cost."""
        return {name: self.arrays[name].data for name in _VIEWED}

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

    def titles(self, node: int) -> dict[str, str]:
        """A node's own names by language (`und` where none is stated), by the first predicate that names it.

        Of several in one language the first by its characters.
        """
        return self._titled("", node)

    def class_titles(self, kind: int) -> dict[str, str]:
        """The labels of a class, in the same way."""
        return self._titled("class_", kind)

    def _titled(self, of: str, key: int) -> dict[str, str]:
        starts, found = self._views[f"{of}title_start"], dict[str, str]()
        first, last = starts[key], starts[key + 1]
        if first == last:
            return found
        places = self._views[f"{of}title_language"]
        texts, languages = self.pool(f"{of}titles"), self.pool(f"{of}languages")
        for at in range(first, last):
            place = places[at]
            language = (languages[place] or "und") if place >= 0 else "en"
            text = _unescaped(texts[at])
            found[language] = min(text, found.get(language, text))
        return found

    def number(self, node: int) -> str:
        """A provision's number as printed, or else its place among its siblings; empty for anything else."""
        return _unescaped(self.pool("numbers")[node])

    def name(self, node: int) -> str:
        """A node's own English name, else the first by language; empty if it has none."""
        return _unescaped(self.pool("names")[node])

    def label(self, node: int) -> str:
        """What a node is called.

        Its English name, else the first by language; for a provision without a name its class and number after those
        of the provisions it is part of ("Alliance Point 12, Action 1.5"); else the end of its IRI.
        """
        return self.name(node) or self.place(node) or local_name(self.iri(node))

    def place(self, node: int) -> str:
        """Class and number of a provision, after those of the provisions it is part of; empty for anything else."""
        steps: list[str] = []
        seen = set()
        while node not in seen and (number := _unescaped(self.pool("numbers")[node])):
            seen.add(node)
            steps.insert(0, f"{self.class_label(node)} {number}")
            node = self._views["whole"][node]
            if node < 0:
                break
        return ", ".join(steps)

    def wholes(self, node: int) -> list[int]:
        """What a node is part of, and what that is part of, from the nearest on."""
        found: list[int] = []
        while (node := self._views["whole"][node]) >= 0 and node not in found:
            found.append(node)
        return found

    def classes(self, node: int) -> tuple[str, ...]:
        """The classes of a node: Comity's own first, then the most specific, then by IRI."""
        return self._kinds(node)[0]

    def first_class(self, node: int) -> int:
        """The number of the first of a node's classes, or -1."""
        return self._kinds(node)[1]

    def _kinds(self, node: int) -> tuple[tuple[str, ...], int]:
        """The classes of a node, and the number of the first; few nodes have a set of classes of their own."""
        starts = self._views["class_start"]
        key = self._views["class"][starts[node] : starts[node + 1]].tobytes()
        found = self._known_kinds.get(key)
        if found is None:
            kinds = sorted(np.frombuffer(key, np.int32).tolist(), key=self._order)
            found = tuple(map(self.pool("classes").__getitem__, kinds)), (kinds or [-1])[0]
            self._known_kinds[key] = found
        return found

    def class_label(self, node: int) -> str:
        """The name of a node's first class as documents head a provision with it ("Alliance Point")."""
        kind = self.first_class(node)
        if kind < 0:
            return "Provision"
        if kind not in self._class_labels:
            self._class_labels[kind] = self._class_label(kind)
        return self._class_labels[kind]

    def _class_label(self, kind: int) -> str:
        name = _unescaped(self.pool("class_names")[int(kind)]) or _spaced(local_name(self.pool("classes")[int(kind)]))
        return " ".join(word[:1].upper() + word[1:] for word in name.split(" "))

    def _order(self, kind: int) -> tuple[bool, int, int]:
        return self._class_order[kind]

    @cached_property
    def _class_order(self) -> list[tuple[bool, int, int]]:
        names = self.pool("classes")
        above = [len(self._related(kind, "narrow", "wide")) for kind in range(len(names))]
        return [(not names[kind].startswith(PREFIXES["comity"]), -above[kind], kind) for kind in range(len(names))]

    def classes_below(self, kind: int) -> set[int]:
        """A class and all below it."""
        return self._related(kind, "wide", "narrow")

    def _related(self, kind: int, given: str, sought: str) -> set[int]:
        found, waiting = {kind}, [kind]
        while waiting:
            following = self.arrays[sought][self.arrays[given] == waiting.pop()]
            waiting += [int(one) for one in following if int(one) not in found]
            found.update(waiting)
        return found

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


class _Blocks(RawIOBase):
    """A stream that hands what is written to it on, in blocks of whole lines."""

    def __init__(self, triples: Triples) -> None:
        """Hand it on to these triples."""
        self._triples = triples
        self._pending: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._pending.append(bytes(data))
        self._size += len(data)
        if self._size >= _BLOCK:
            self._pass()
        return len(data)

    def close(self) -> None:
        """Hand on what is left."""
        self._pass()
        super().close()

    def _pass(self) -> None:
        """Hand on whole lines; what comes from a text ends with one, and nothing is cut off."""
        block = b"".join(self._pending)
        end = block.rfind(b"\n") + 1
        rest = block[end:]
        self._pending, self._size = [rest], len(rest)
        if end:
            self._triples.feed(block[:end])


def _sealed(arrays: dict[str, Array]) -> dict[str, Array]:
    for one in arrays.values():
        one.flags.writeable = False
    return arrays


def local_name(iri: str) -> str:
    """What follows the last `#`, `/` or `:` of an IRI.

    >>> local_name("https://w3id.org/comity/ontology#Action")
    'Action'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1 :] or iri


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    value = parse_term(f'"{text}"')
    return value.value if isinstance(value, Literal) else value


def some(texts: Iterable[str], limit: int = 20) -> str:
    """A few of the texts, for a message."""
    found = sorted(texts)
    return ", ".join(found[:limit]) + (", …" if len(found) > limit else "")
