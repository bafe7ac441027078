"""Paths: the compiled search agrees with networkx on every small multigraph, and keeps its promises on large ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from graph.network import Network
from graph.paths import Found, find
from graph.searches import Direction, Filter, Mode, Path, Search
from tests.path_oracle import Triple, World, expected

MODES: tuple[Mode, ...] = ("shortest", "all-shortest", "k-shortest", "all", "distance")
DIRECTIONS: tuple[Direction, ...] = ("forward", "backward", "both")


@some.composite
def worlds(draw: some.DrawFn) -> World:
    """Up to seven nodes, three predicates, loops and parallel edges; classes; two graphs that assert some of it."""
    size = draw(some.integers(2, 7))
    node = some.integers(0, size - 1)
    found = draw(some.lists(some.tuples(node, some.integers(0, 2), node), min_size=1, max_size=16, unique=True))
    used = sorted({p for _, p, _ in found})
    triples = tuple(sorted((s, used.index(p), o) for s, p, o in found))
    kinds = draw(some.lists(some.integers(0, 2), min_size=size, max_size=size))
    numbered = sorted(set(kinds))
    asserted = [tuple(draw(some.lists(some.sampled_from(triples), unique=True, min_size=1))) for _ in range(2)]
    return World(size, triples, tuple(numbered.index(kind) for kind in kinds), tuple(asserted))


@some.composite
def filters(draw: some.DrawFn, world: World) -> Filter:
    """Often none; else a few predicates, classes, nodes or graphs."""
    nodes = some.lists(some.integers(0, world.nodes - 1), max_size=2, unique=True).map(tuple)
    predicates = some.sets(some.integers(0, max(p for _, p, _ in world.triples)), min_size=1, max_size=2)
    numbers = predicates.map(lambda chosen: tuple(sorted(chosen)))
    rarely = some.integers(0, 3).map(lambda number: number == 0)
    return Filter(
        predicates=draw(numbers) if draw(rarely) else None,
        without=draw(numbers) if draw(rarely) else (),
        classes=(draw(some.sampled_from(world.classes)),) if draw(rarely) else None,
        avoided=draw(nodes) if draw(rarely) else (),
        via=draw(nodes) if draw(rarely) else (),
        graphs=draw(some.sampled_from([(0,), (1,), (0, 1)])) if draw(rarely) else None,
    )


@some.composite
def questions(draw: some.DrawFn) -> tuple[World, Search]:
    """A small graph and any question about it."""
    world = draw(worlds())
    ends = some.lists(some.integers(0, world.nodes - 1), min_size=1, max_size=2, unique=True).map(tuple)
    least = draw(some.sampled_from([1, 1, 1, 2, 3]))
    return world, Search(
        draw(ends),
        draw(ends),
        mode=draw(some.sampled_from(MODES)),
        k=draw(some.integers(1, 6)),
        min_length=least,
        max_length=draw(some.integers(least, 6)),
        direction=draw(some.sampled_from(DIRECTIONS)),
        informative=draw(some.booleans()),
        merge=draw(some.booleans()),
        cyclic=draw(some.sampled_from([False, False, True])),
        filter=draw(filters(world)),
        limit=draw(some.sampled_from([1, 3, 10, 1000])),
    )


def agrees(world: World, search: Search) -> None:
    """The search finds what the oracle finds, in the same order, and says when there is more."""
    wanted, found = expected(world, search), find(world.network(), search)
    assert list(found.paths) == wanted[: search.limit]
    assert found.limits_hit == (("limit",) if len(wanted) > search.limit else ())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(questions())
def test_every_question_has_the_answer_of_networkx(question: tuple[World, Search]) -> None:
    """Every mode, direction, filter and bound gives the same paths in the stated order, and misses none."""
    agrees(*question)


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, derandomize=True)
@given(questions())
def test_thousands_of_questions_have_the_answer_of_networkx(question: tuple[World, Search]) -> None:
    """The same, many more times."""
    agrees(*question)


@pytest.mark.parametrize("least", [2, 3, 4])
@settings(max_examples=200, deadline=None, derandomize=True)
@given(world=worlds(), mode=some.sampled_from(MODES[:2]), most=some.integers(1, 6), limit=some.integers(1, 5))
def test_looking_past_hubs_finds_what_networkx_finds(
    least: int, world: World, mode: Mode, most: int, limit: int
) -> None:
    """What hubs see in place of their rows is what their rows say, in the smallest of graphs."""
    ends = tuple(range(world.nodes))
    with hubs_from(least):
        agrees(world, Search(ends, ends, mode=mode, max_length=most, limit=limit))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(some.integers(70, 300), some.integers(1, 5), some.integers(0, 2**32 - 1))
def test_looking_past_hubs_changes_no_answer(size: int, hubs: int, seed: int) -> None:
    """The same in graphs of several words of 64 nodes, beside the search that reads every row."""
    random = Random(seed)  # noqa: S311, no secret
    world = hubbed(size, hubs, random)
    pairs = [(random.randrange(size), random.randrange(size)) for _ in range(40)]
    searches = [Search((one,), (other,), mode=mode, max_length=8) for one, other in pairs for mode in MODES[:2]]
    with hubs_from(2**30):
        network = world.network()
        wanted = [find(network, search) for search in searches]
    with hubs_from(12):
        network = world.network()
        assert [find(network, search) for search in searches] == wanted


@settings(max_examples=30, deadline=None, derandomize=True)
@given(some.integers(14, 24), some.integers(3, 6), some.integers(0, 2**32 - 1))
def test_telling_paths_of_few_edges_are_found_where_the_cheapest_has_more(size: int, most: int, seed: int) -> None:
    """What is short leads by nodes that everything knows: within few edges the best paths are those of networkx."""
    random = Random(seed)  # noqa: S311, no secret
    world = leafy(size, random)
    for allowed in (Filter(), Filter(avoided=(size,))):
        for mode in MODES[:3]:
            search = Search((0,), (size // 2,), mode=mode, k=4, max_length=most, informative=True, filter=allowed)
            agrees(world, search)


def leafy(size: int, random: Random) -> World:
    """A ring of so many nodes, and nodes with up to four hundred leaves that are joined to some of them."""
    found = {(one, random.randrange(3), (one + 1) % size) for one in range(size)}
    node = size
    for _ in range(4):
        hub, leaves = node, random.choice((10, 40, 100, 400))
        node += 1 + leaves
        beside = [*random.sample(range(size), 4), *range(hub + 1, node)]
        found |= {
            (hub, random.randrange(3), one) if random.random() < 0.5 else (one, random.randrange(3), hub)
            for one in beside
        }
    return World(node, tuple(sorted({*found, (0, 0, 1), (0, 1, 1), (0, 2, 1)})), (0,) * node, ())


def hubbed(size: int, hubs: int, random: Random) -> World:
    """A graph of so many nodes that hang together loosely, some of which have an edge to every third or so."""
    found = {(random.randrange(size), random.randrange(3), random.randrange(size)) for _ in range(size)}
    for hub in random.sample(range(size), hubs):
        for other in random.sample(range(size), size // 3):
            ends = (hub, other) if random.random() < 0.5 else (other, hub)
            found.add((ends[0], random.randrange(3), ends[1]))
    return World(size, tuple(sorted({*found, (0, 0, 1), (0, 1, 1), (0, 2, 1)})), (0,) * size, ())


@contextmanager
def hubs_from(least: int) -> Iterator[None]:
    """Nodes with so many edges are hubs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.walking.HUB", least)
        patch.setattr("graph.walking.SHARE", 10**9)
        yield


@settings(max_examples=60, deadline=None, derandomize=True)
@given(worlds(), some.sampled_from(DIRECTIONS))
def test_paths_are_simple_and_within_their_bounds(world: World, direction: Direction) -> None:
    """No node comes twice, and every step is an edge, walked as the direction allows."""
    search = Search((0,), (1,), mode="all", min_length=2, max_length=4, direction=direction)
    for path in find(world.network(), search).paths:
        assert len(set(path.nodes)) == len(path.nodes)
        assert 2 <= len(path.predicates) <= 4
        assert set(path.edges()) <= set(world.triples)
        assert direction == "both" or set(path.ahead) == {direction == "forward"}


def _stars(hubs: int, spokes: int) -> World:
    """Hubs that share their many neighbours, which have nothing else, and a thin way round them."""
    triples: list[Triple] = [(hub, hub % 2, hubs + spoke) for hub in range(hubs) for spoke in range(spokes)]
    first, last = hubs + spokes, hubs + spokes + 3
    chain: list[Triple] = [(node, 1, node + 1) for node in range(first, last)]
    ends: list[Triple] = [(first, 0, hub) for hub in range(hubs)] + [(hub, 1, last) for hub in range(hubs)]
    joined: list[Triple] = [(hub, 0, hub + 1) for hub in range(hubs - 1)]
    return World(last + 1, tuple(sorted(triples + chain + ends + joined)))


@pytest.mark.parametrize(("hubs", "spokes"), [(1, 700), (2, 1300)])
@pytest.mark.parametrize("informative", [False, True])
@pytest.mark.parametrize("merge", [False, True])
def test_hubs_hide_no_path(hubs: int, spokes: int, informative: bool, merge: bool) -> None:
    """Rows that are too long to read are told from the rows of their neighbours."""
    world = _stars(hubs, spokes)
    first, last = hubs + spokes, hubs + spokes + 3
    for mode in MODES:
        for direction in DIRECTIONS:
            search = Search((first,), (last,), mode=mode, k=3, max_length=3, direction=direction)
            agrees(world, search._replace(informative=informative, merge=merge))


def test_the_budget_of_steps_is_told_when_it_runs_out() -> None:
    """An answer that was cut short never looks whole."""
    network = _stars(2, 400).network()
    found = find(network, Search((402,), (405,), mode="all", max_length=6, limit=1000, steps=500))
    assert found.limits_hit == ("steps",)


def test_the_ranking_by_what_they_tell_leaves_hubs_aside() -> None:
    """The thin way round a hub comes first, though it is longer."""
    network = _stars(1, 700).network()
    search = Search((701,), (704,), mode="shortest", max_length=4)
    assert find(network, search).paths[0].nodes == (701, 0, 704)
    assert find(network, search._replace(informative=True)).paths[0].nodes == (701, 702, 703, 704)


def test_three_ordinary_nodes_tell_more_than_one_that_everything_knows() -> None:
    """Two agreements share a country of six hundred edges, and two actions of one point: the actions come first."""
    hub, first, last, chain = 0, 1, 2, (3, 4, 5)
    spokes = range(6, 606)
    way = [(first, 1, 3), (3, 1, 4), (4, 1, 5), (5, 1, last), (first, 0, hub), (last, 0, hub)]
    leaves = [(node, 1, 606 + 7 * number + one) for number, node in enumerate(chain) for one in range(7)]
    triples = tuple(sorted([*way, *leaves, *((spoke, 0, hub) for spoke in spokes)]))
    network = World(606 + 21, triples).network()
    found = find(network, Search((first,), (last,), mode="k-shortest", k=2, max_length=6, informative=True))
    assert [path.nodes for path in found.paths] == [(first, *chain, last), (first, hub, last)]


def test_what_many_hubs_cost_together_is_counted() -> None:
    """A chain of nine of them costs more than the buckets hold at once."""
    chain = [(node, 0, node + 1) for node in range(10)]
    spokes = [(hub, 1, 11 + 1000 * (hub - 1) + spoke) for hub in range(1, 10) for spoke in range(1000)]
    world = World(9011, tuple(sorted([*chain, *spokes])))
    search = Search((0,), (10,), mode="shortest", max_length=10, informative=True)
    path = find(world.network(), search).paths[0]
    assert path.nodes == tuple(range(11))
    assert path.cost == sum(world.cost(search, *edge) for edge in path.edges()) > 262_144


def test_threads_do_not_disturb_each_other() -> None:
    """Each thread has a workspace of its own."""
    world = _stars(2, 300)
    network = world.network()
    search = Search((302,), (305,), mode="all", max_length=4, limit=1000)
    wanted, found = find(network, search), {}

    def ask(number: int) -> None:
        found[number] = [find(network, search) for _ in range(20)]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one == wanted for answers in found.values() for one in answers)


def test_a_node_without_edges_has_no_paths() -> None:
    """It is known, and joined to nothing."""
    network = World(3, ((0, 0, 1),), (0, 0, 0)).network()
    assert find(network, Search((0,), (2,))) == Found(())
    assert find(network, Search((2,), (2,), cyclic=True)) == Found(())


def test_the_same_edge_is_one_path_however_often_it_is_asserted() -> None:
    """A network holds each triple once."""
    network = World(2, ((0, 0, 1),), (0, 0), (((0, 0, 1),), ((0, 0, 1),))).network()
    assert find(network, Search((0,), (1,), filter=Filter(graphs=(0, 1)))).paths == (Path((0, 1), (0,), (True,), 1),)


def test_no_terrain_is_left_behind_by_a_filter() -> None:
    """A question without a filter sees everything again."""
    network: Network = World(3, ((0, 0, 1), (1, 1, 2)), (0, 0, 0)).network()
    plain = Search((0,), (2,))
    before = find(network, plain)
    assert find(network, plain._replace(filter=Filter(without=(1,)))) == Found(())
    assert find(network, plain._replace(filter=Filter(avoided=(1,)))) == Found(())
    assert find(network, plain) == before
