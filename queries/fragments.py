"""What answers about the network repeat, as JSON text: IRIs, nodes and edges, each written once and kept.

A neighbourhood of 500 nodes and its 1,000 edges would take as long to encode as to find out about, and the next one
has many of the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring as quoted
from typing import Final

from graph.network import Network
from graph.things import local_name
from queries.captions import Captions, Placed
from queries.remembered import Remembered

_MOST: Final = 40_000
"""Nodes whose texts a thread keeps for its next answers: with all that belongs to them, about 25 MB."""


class Fragments:
    """Writes for answers; `iris` and `predicates` have the IRI of each node and predicate in its quotes."""

    def __init__(self, network: Network) -> None:
        """Write about a network."""
        nodes, predicates = network.pool("nodes"), network.pool("predicates")
        self.iris: Mapping[int, str] = Remembered(_MOST, lambda node: quoted(nodes[node]))
        self.predicates: Mapping[int, str] = Remembered(_MOST, lambda number: quoted(predicates[number]))
        self._network = network
        self._captions = Captions(network)
        self._classes: dict[tuple[str, ...], str] = {}
        self._nodes: Mapping[int, tuple[str, str]] = Remembered(_MOST, self._whole)
        self._places: dict[Placed, tuple[str, str]] = {}

    @classmethod
    def of(cls, network: Network) -> Fragments:
        """What this thread has written about a network, to go on with; begun anew when it has become too much."""
        kept: Fragments | None = getattr(network.local, "fragments", None)
        if kept is None or kept.places > _MOST:
            kept = network.local.fragments = cls(network)
        return kept

    @property
    def places(self) -> int:
        """How many places have texts that are kept."""
        return len(self._places)

    def node(self, node: int, depth: int | None = None) -> str:
        """A node with its names in every language; `depth` are the steps from the nearest seed."""
        head, tail = self._nodes[node]
        return f"{head}{tail}" if depth is None else f'{head},"depth":{depth}{tail}'

    def _whole(self, node: int) -> tuple[str, str]:
        head, tail = self.told(node)
        return f"{head}{self._network.degree(node)}", tail

    def told(self, node: int) -> tuple[str, str]:
        """What is said of a node before the number of its edges and its steps from the seeds, and after them."""
        label, names = self._named(node)
        return f'{{"label":{label},{self.kind(self._network.classes(node))},"degree":', f',"labels":{names}}}'

    def kind(self, classes: tuple[str, ...]) -> str:
        """The first of some classes as two members: its name and its IRI."""
        if classes not in self._classes:
            first = classes[0] if classes else ""
            self._classes[classes] = f'"class":{quoted(local_name(first) if first else "")},"type":{quoted(first)}'
        return self._classes[classes]

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
