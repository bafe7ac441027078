"""What answers about the network repeat, as JSON text: IRIs, nodes and edges, each written once and kept.

A neighbourhood of 500 nodes and its 1,000 edges would take as long to encode as to find out about, and the next one
has many of the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from json.encoder import encode_basestring as quoted
from typing import Final

from graph.network import Network, local_name
from queries.captions import Captions, Placed

_MOST: Final = 40_000
"""IRIs whose texts a thread keeps for its next answers: with all that belongs to them, about 25 MB."""


class _Texts(dict[int, str]):
    """Texts by number, each made when it is asked for first."""

    def __init__(self, make: Callable[[int], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> str:
        text = self[number] = self._make(number)
        return text


class Fragments:
    """Writes for answers; `iris` and `predicates` have the IRI of each node and predicate in its quotes."""

    def __init__(self, network: Network) -> None:
        """Write about a network."""
        nodes, predicates = network.pool("nodes"), network.pool("predicates")
        self.iris: Mapping[int, str] = _Texts(lambda node: quoted(nodes[node]))
        self.predicates: Mapping[int, str] = _Texts(lambda number: quoted(predicates[number]))
        self._network = network
        self._captions = Captions(network)
        self._classes: dict[tuple[str, ...], str] = {}
        self._below: dict[str, Mapping[int, str]] = {}
        self._nodes: dict[int, tuple[str, str]] = {}
        self._places: dict[Placed, tuple[str, str]] = {}

    @classmethod
    def of(cls, network: Network) -> Fragments:
        """What this thread has written about a network, to go on with; begun anew when it has become too much."""
        kept: Fragments | None = getattr(network.local, "fragments", None)
        if kept is None or len(kept.iris) > _MOST:
            kept = network.local.fragments = cls(network)
        return kept

    def below(self, base: str) -> Mapping[int, str]:
        """The IRIs of nodes in quotes, without this base where they begin with it."""
        if base not in self._below:
            self._below[base] = _Texts(lambda node: _without(base, self.iris[node]))
        return self._below[base]

    def node(self, node: int, depth: int | None = None) -> str:
        """A node with its names in every language; `depth` are the steps from the nearest seed."""
        if node not in self._nodes:
            self._nodes[node] = self._told(node)
        head, tail = self._nodes[node]
        return f"{head}{tail}" if depth is None else f'{head},"depth":{depth}{tail}'

    def _told(self, node: int) -> tuple[str, str]:
        """What is said of a node before its steps from the seeds, and after them."""
        classes, (label, names) = self._network.classes(node), self._named(node)
        if classes not in self._classes:
            first = classes[0] if classes else ""
            self._classes[classes] = f'"class":{quoted(local_name(first) if first else "")},"type":{quoted(first)}'
        degree = self._network.degree(node)
        return f'{{"label":{label},{self._classes[classes]},"degree":{degree}', f',"labels":{names}}}'

    def _named(self, node: int) -> tuple[str, str]:
        """What a node is called, and its names by language; known for what has its name from its place alone."""
        placed = self._captions.placed(node)
        if placed is None or self._network.titles(node):
            return self._names(node)
        if placed not in self._places:
            self._places[placed] = self._names(node)
        return self._places[placed]

    def _names(self, node: int) -> tuple[str, str]:
        names = ",".join([f'"{one}":{quoted(text)}' for one, text in self._captions.caption(node).items()])
        return quoted(self._captions.label(node)), f"{{{names}}}"

    def ends(self, s: int, p: int, o: int) -> str:
        """Subject, predicate and object, as members of an object."""
        return f'"s":{self.iris[s]},"p":{self.predicates[p]},"o":{self.iris[o]}'

    def edge_id(self, s: int, p: int, o: int) -> str:
        """The three with spaces between them."""
        return f"{self.iris[s][:-1]} {self.predicates[p][1:-1]} {self.iris[o][1:]}"


def _without(base: str, quoted: str) -> str:
    return f'"{quoted[1 + len(base) :]}' if quoted.startswith(base, 1) else quoted
