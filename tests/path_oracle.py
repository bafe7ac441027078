"""Paths found the slow way, by networkx over every simple path: what the compiled search must agree with."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import networkx as nx

from graph.network import Network
from graph.searches import Path, Search
from graph.store import Store

BASE = "http://example.org/"
Triple: TypeAlias = "tuple[int, int, int]"
Arc: TypeAlias = "tuple[int, int, tuple[int, bool]]"

_END = -1
"""The target of a cycle: the source, seen as another node."""


@dataclass(frozen=True)
class World:
    """A small graph: triples over numbers of nodes and predicates, the class of each node, and graphs that assert."""

    nodes: int
    triples: tuple[Triple, ...]
    classes: tuple[int, ...] = ()
    graphs: tuple[tuple[Triple, ...], ...] = ()

    def network(self) -> Network:
        """The same as a network; its nodes and predicates have the same numbers."""
        lines = [f"<{BASE}n{node:04}> <{_TYPE}> <{BASE}C{kind}> ." for node, kind in enumerate(self._classes())]
        lines += [_line(*triple) for triple in self.triples]
        for number, graph in enumerate(self.graphs):
            lines += [f"{_line(*triple)[:-2]} <{BASE}g{number}> ." for triple in graph]
        # Every predicate is used, so that its number is its place among the IRIs.
        store = Store.memory()
        store.insert_nquads("".join(f"{line}\n" for line in lines).encode())
        return Network.build(store)

    def _classes(self) -> tuple[int, ...]:
        return self.classes or (0,) * self.nodes

    def cost(self, search: Search, s: int, p: int, o: int) -> int:
        """What an edge costs in the ranking of a search."""
        if not search.informative:
            return 1
        share = round(1000 * (1 + math.log1p(self._frequency[p]) / math.log1p(len(self.triples))))
        return share + round(500 * math.sqrt(self._degree[s])) + round(500 * math.sqrt(self._degree[o]))

    @cached_property
    def _frequency(self) -> Counter[int]:
        return Counter(triple[1] for triple in self.triples)

    @cached_property
    def _degree(self) -> Counter[int]:
        return Counter(node for one, _, other in self.triples for node in (one, other))


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _line(s: int, p: int, o: int) -> str:
    return f"<{BASE}n{s:04}> <{BASE}p{p}> <{BASE}n{o:04}> ."


def expected(world: World, search: Search) -> list[Path]:
    """All paths that a search selects, in order, as if there were no limit."""
    chosen: list[Path] = []
    for source, target in _pairs(search):
        found = sorted(_paths(world, search, source, target), key=lambda path: path.key)
        chosen += _selected(found, search)
    return sorted(chosen, key=lambda path: path.key)


def _pairs(search: Search) -> list[tuple[int, int]]:
    if search.cyclic:
        return [(source, source) for source in search.sources]
    return [(source, target) for source in search.sources for target in search.targets if source != target]


def _selected(found: list[Path], search: Search) -> list[Path]:
    if search.mode == "all":
        return found
    if search.mode == "k-shortest":
        return found[: search.k]
    best = [path for path in found if path.cost == found[0].cost]
    return best if search.mode == "all-shortest" else best[:1]


def _paths(world: World, search: Search, source: int, target: int) -> Iterator[Path]:
    if search.cyclic:
        target = _END
    if {source, target} & set(search.filter.avoided + search.filter.via):
        return
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((source, target))
    graph.add_edges_from(_arcs(world, search, source, target))
    walked = nx.all_simple_edge_paths(graph, source, target, cutoff=search.max_length)
    paths = [arcs for arcs in walked if len(arcs) >= search.min_length and not _same_edge(arcs, search)]
    for path in (_path(world, search, arcs) for arcs in paths):
        if _passes(path, search.filter.via):
            yield path


def _arcs(world: World, search: Search, source: int, target: int) -> Iterator[Arc]:
    steps: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    for s, p, o in _allowed(world, search):
        for one, other, ahead in ((s, o, True), (o, s, False)):
            if search.direction == "both" or (search.direction == "forward") == ahead:
                steps.setdefault((one, other), []).append((p, ahead))
    for (one, other), edges in steps.items():
        if not all(_open(world, search, node, source, target) for node in (one, other)):
            continue
        end = target if target == _END and other == source else other
        for edge in [_cheapest(world, search, one, other, edges)] if search.merge else edges:
            yield one, end, edge


def _cheapest(world: World, search: Search, one: int, other: int, edges: list[tuple[int, bool]]) -> tuple[int, bool]:
    """The edge that stands for all those between two nodes."""
    return min(edges, key=lambda edge: (world.cost(search, one, edge[0], other), edge[0], not edge[1]))


def _allowed(world: World, search: Search) -> Iterator[Triple]:
    given = search.filter
    for triple in world.triples:
        if given.predicates is not None and triple[1] not in given.predicates:
            continue
        if given.graphs is not None and not any(triple in world.graphs[graph] for graph in given.graphs):
            continue
        if triple[1] not in given.without:
            yield triple


def _open(world: World, search: Search, node: int, source: int, target: int) -> bool:
    if node in search.filter.avoided:
        return False
    wanted = search.filter.classes
    return wanted is None or node in (source, target) or world.classes[node] in wanted


def _same_edge(arcs: list[Arc], search: Search) -> bool:
    """Whether a cycle of two edges goes back on the one it came by."""
    if not search.cyclic or len(arcs) != 2:
        return False
    (_, _, (p, ahead)), (_, _, (q, back)) = arcs
    if search.merge:
        return search.direction == "both"
    return p == q and ahead != back


def _path(world: World, search: Search, arcs: list[Arc]) -> Path:
    nodes = (*(arc[0] for arc in arcs), arcs[0][0] if arcs[-1][1] == _END else arcs[-1][1])
    predicates, ahead = tuple(arc[2][0] for arc in arcs), tuple(arc[2][1] for arc in arcs)
    cost = sum(world.cost(search, nodes[at], arc[2][0], nodes[at + 1]) for at, arc in enumerate(arcs))
    return Path(nodes, predicates, ahead, cost)


def _passes(path: Path, via: tuple[int, ...]) -> bool:
    """Whether the nodes come between the ends, in this order."""
    between = iter(path.nodes[1:-1])
    return all(node in between for node in via)
