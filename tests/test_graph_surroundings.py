"""What surrounds nodes in random small networks, beside a plain search."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.searches import Direction
from graph.walking import Terrain
from graph.walks.surroundings import Surroundings

Edge = tuple[int, int, int]

NODES, PREDICATES = 12, 3
EDGES = st.frozensets(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, PREDICATES - 1), st.integers(0, NODES - 1)), max_size=40
)


@cache
def network(edges: frozenset[Edge]) -> Network:
    """The network of some edges in which every node and predicate has its number."""
    lines = [f"<n:{s:02}> <p:{p}> <n:{o:02}> ." for s, p, o in edges]
    lines += [f"<n:{node:02}> <p:{p}> <n:{node:02}> ." for node in range(NODES) for p in range(PREDICATES)]
    return Network.of_nquads("".join(f"{text}\n" for text in set(lines)).encode())


def beside(edges: list[Edge], node: int, direction: Direction) -> Iterator[int]:
    """The other ends of a node's edges."""
    for s, _, o in edges:
        if s == node and direction != "backward":
            yield o
        if o == node and direction != "forward":
            yield s


class Question(NamedTuple):
    """Where to look from, how, and what is closed."""

    edges: frozenset[Edge]
    seeds: list[int]
    direction: Direction
    hops: int
    room: int
    closed: set[int]
    shut: set[int]


QUESTIONS = st.builds(
    Question,
    EDGES,
    st.lists(st.integers(0, NODES - 1), min_size=1, max_size=3, unique=True),
    st.sampled_from(("forward", "backward", "both")),
    st.integers(0, 3),
    st.integers(0, NODES),
    st.sets(st.integers(0, PREDICATES - 1)),
    st.sets(st.integers(0, NODES - 1)),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(QUESTIONS)
def test_what_is_found_is_what_a_plain_search_finds(question: Question) -> None:
    """Nodes by distance, cost and number; whether some were cut; and every open edge between what was found."""
    edges, seeds, direction, hops, room, closed, shut = question
    world = network(edges)
    loops = {(node, p, node) for node in range(NODES) for p in range(PREDICATES)}
    walked = sorted(one for one in edges | loops if one[1] not in closed)
    predicates = world.open_predicates(None, sorted(closed)) if closed else np.zeros(0, np.uint8)
    nodes = world.open_nodes(None, sorted(shut)) if shut else np.zeros(0, np.uint8)
    around = Surroundings.of(world, Terrain.whole(world))
    found = around.around(np.array(seeds, np.int32), len(seeds), (direction, hops, room), (predicates, nodes))

    cost = world.arrays["node_cost"]
    seen, frontier, cut = set(seeds), seeds, False
    expected: list[tuple[int, int]] = []
    for hop in range(1, hops + 1):
        near = {other for node in frontier for other in beside(walked, node, direction)} - seen - shut
        seen |= near
        frontier = sorted(near, key=lambda node: (int(cost[node]), node))
        cut, frontier = cut or len(frontier) > room - len(expected), frontier[: room - len(expected)]
        expected += [(node, hop) for node in frontier]
    assert list(zip(found.nodes.tolist(), found.depths, strict=True)) == expected
    assert found.cut == cut
    inside = {*seeds, *(node for node, _ in expected)}
    columns = (column.tolist() for column in found.edges)
    assert list(zip(*columns, strict=True)) == [one for one in walked if one[0] in inside and one[2] in inside]
