"""What answers about the network repeat, as JSON text: IRIs, nodes and edges, each written once for an answer.

A neighbourhood of 500 nodes and its 1,000 edges would take as long to encode as to find out about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from json.encoder import encode_basestring as quoted

from graph.network import Network, local_name
from queries.captions import Captions


class _Texts(dict[int, str]):
    """Texts by number, each made when it is asked for first."""

    def __init__(self, make: Callable[[int], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> str:
        text = self[number] = self._make(number)
        return text


class Fragments:
    """Writes for one answer; `iris` and `predicates` have the IRI of each node and predicate in its quotes."""

    def __init__(self, network: Network) -> None:
        """Write about a network."""
        nodes, predicates = network.pool("nodes"), network.pool("predicates")
        self.iris: Mapping[int, str] = _Texts(lambda node: quoted(nodes[node]))
        self.predicates: Mapping[int, str] = _Texts(lambda number: quoted(predicates[number]))
        self._network = network
        self._captions = Captions(network)
        self._classes: dict[tuple[str, ...], str] = {}

    def node(self, node: int, depth: int | None = None) -> str:
        """A node with its names in every language; `depth` are the steps from the nearest seed."""
        label, classes = quoted(self._captions.label(node)), self._network.classes(node)
        if classes not in self._classes:
            first = classes[0] if classes else ""
            self._classes[classes] = f'"class":{quoted(local_name(first) if first else "")},"type":{quoted(first)}'
        steps = "" if depth is None else f',"depth":{depth}'
        names = ",".join([f'"{one}":{quoted(text)}' for one, text in self._captions.caption(node).items()])
        degree = self._network.degree(node)
        return f'{{"label":{label},{self._classes[classes]},"degree":{degree}{steps},"labels":{{{names}}}}}'

    def ends(self, s: int, p: int, o: int) -> str:
        """Subject, predicate and object, as members of an object."""
        return f'"s":{self.iris[s]},"p":{self.predicates[p]},"o":{self.iris[o]}'

    def edge_id(self, s: int, p: int, o: int) -> str:
        """The three with spaces between them."""
        return f"{self.iris[s][:-1]} {self.predicates[p][1:-1]} {self.iris[o][1:]}"
