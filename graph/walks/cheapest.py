"""Kernels that grow the two balls by cost: Dijkstra's algorithm from both ends at once.

The cost of an edge is a share of each of its nodes and one of its predicate. A state is therefore expanded in the order
not of the cost of reaching it but of leaving it, up to the middle of an edge: a hub that is cheap to reach and dear to
leave is not expanded before its turn. Whatever path costs no more than the two radii together has each of its edges
left from the near side, or from the far side, within that side's radius; so an edge between two states that neither
side expanded is of no use.

What waits to be expanded stands in the buckets of `graph.walks.buckets`.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, lacks, longs, shorts, soon
from graph.kernels import inner
from graph.walks.buckets import RING, WIDTH, first, leaving, leaving_cost, put, set_out, take
from graph.walks.slots import (
    BEST,
    BUCKET,
    CHEAPEST,
    COST,
    COUNT,
    DIRECTION,
    DONE,
    EDGE,
    FAR,
    GATED,
    INTO,
    LEVEL,
    NEAR,
    NODE,
    NODE_COST,
    OPEN_PREDICATE,
    ORDER,
    OUT,
    PARENT,
    PREDICATE,
    PREDICATE_COST,
    QUEUE,
    QUEUED,
    RADIUS,
    SOURCE,
    STEPS,
    TARGET,
    WAITING,
)
from graph.walks.states import (
    AGAINST,
    ALONG,
    EXPANDED,
    KNOWN,
    MANY,
    NEVER,
    UNKNOWN,
    behind,
    degree,
    lane,
    layer_behind,
    layer_of,
    next_run,
    node_of,
    onward,
    passable,
    row,
    tally,
)

_AHEAD = 32
"""How many entries of a row are fetched before they are looked at."""


@inner
def ignite(frame: Fields, side: int, state: int) -> None:
    """A ball that knows its centre and has expanded nothing."""
    at = tally(side)
    flags(frame, LEVEL)[2 * state + lane(side)] = KNOWN
    ints(frame, side + PARENT)[state] = -1
    ints(frame, side + COST)[state] = 0
    ints(frame, side + QUEUE)[0] = state
    frame[at + RADIUS] = EXPANDED
    frame[at + COUNT] = 1
    frame[at + DONE] = frame[at + EDGE] = 0
    set_out(frame, side, state)


@inner
def cheapest_predicate(frame: Fields) -> int:
    """The least cost of a predicate that may be walked."""
    cost, is_open = ints(frame, PREDICATE_COST), flags(frame, OPEN_PREDICATE)
    least = np.int64(NEVER)
    for i in range(cost.size):
        if is_open[i]:
            least = min(least, np.int64(cost[i]))
    return least


@inner
def advance(frame: Fields, side: int) -> bool:
    """Expand the next state of a ball; False if the workspace is too small."""
    at = tally(side)
    if lacks(frame, side + BUCKET, frame[at + QUEUED] + degree(frame, node_of(frame, first(frame, side)))):
        return False
    state = take(frame, side)
    outward, inward = (ALONG, AGAINST) if side == NEAR else (AGAINST, ALONG)
    stop = frame[TARGET] if side == NEAR else frame[SOURCE]
    flags(frame, LEVEL)[2 * state + lane(side)] = EXPANDED
    ints(frame, side + ORDER)[frame[at + DONE]] = state
    frame[at + DONE] += 1
    if node_of(frame, state) == stop and frame[at + DONE] > 1:
        return True
    if frame[DIRECTION] & outward:
        _relax(frame, side, OUT, state)
    if frame[DIRECTION] & inward:
        _relax(frame, side, INTO, state)
    return True


@inner
def _relax(frame: Fields, side: int, rows: int, state: int) -> None:
    if frame[GATED]:
        _relax_gated(frame, side, rows, state)
    else:
        _relax_all(frame, side, rows, state)


@inner
def _relax_all(frame: Fields, side: int, rows: int, state: int) -> None:
    """Look at every neighbour in one row of a state, where everything may be passed."""
    level, parent, costs = flags(frame, LEVEL), ints(frame, side + PARENT), ints(frame, side + COST)
    nodes, predicates, queue = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), ints(frame, side + QUEUE)
    node_cost, predicate_cost, bucket = (
        shorts(frame, NODE_COST),
        ints(frame, PREDICATE_COST),
        longs(frame, side + BUCKET),
    )
    others, at, mine = ints(frame, (FAR if side == NEAR else NEAR) + COST), tally(side), lane(side)
    left, (position, end) = leaving_cost(frame, side, state), row(frame, rows, state)
    _fetch_neighbours(frame, side, rows, position, min(end, position + _AHEAD))
    count, best, entry = frame[at + COUNT], frame[BEST], frame[at + QUEUED]
    filled = entry
    for place in range(np.uint64(position), np.uint64(end)):
        met = np.int64(nodes[place])
        found = level[2 * met + mine]
        if found == EXPANDED:
            continue
        own = np.int64(node_cost[met])
        cost = left + predicate_cost[predicates[place]] + own
        if found == UNKNOWN:
            level[2 * met + mine], parent[met] = KNOWN, state
            queue[count] = met
            count += 1
        else:
            if parent[met] != state:
                parent[met] = MANY
            if costs[met] <= cost:
                continue
        costs[met] = cost
        turn = ((cost + own) >> WIDTH) & (RING - 1)
        bucket[entry] = bucket[turn] << 32 | met
        bucket[turn] = entry
        entry += 1
        if level[(2 * met + mine) ^ 1] != UNKNOWN:
            best = min(best, cost + others[met])
    frame[STEPS] += end - position
    frame[at + WAITING] += entry - filled
    frame[at + COUNT], frame[BEST], frame[at + QUEUED] = count, best, entry


@inner
def _fetch_neighbours(frame: Fields, side: int, rows: int, position: int, end: int) -> None:
    """Have fetched what is known of some neighbours."""
    nodes, level, node_cost = ints(frame, rows + NODE), flags(frame, LEVEL), shorts(frame, NODE_COST)
    parent, costs = ints(frame, side + PARENT), ints(frame, side + COST)
    for at in range(position, end):
        met = np.int64(nodes[at])
        soon(level, 2 * met)
        soon(node_cost, met)
        soon(costs, met)
        soon(parent, met)


@inner
def _relax_gated(frame: Fields, side: int, rows: int, state: int) -> None:
    """Look at every neighbour in one row of a state that may be passed."""
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    node_cost, predicate_cost = shorts(frame, NODE_COST), ints(frame, PREDICATE_COST)
    layer = layer_of(frame, state) if side == NEAR else layer_behind(frame, state)
    left = leaving_cost(frame, side, state)
    position, end = row(frame, rows, node_of(frame, state))
    frame[STEPS] += end - position
    while position < end:
        if is_open[predicates[position]] == 0:
            position = next_run(frame, rows, position, end)
            continue
        other = nodes[position]
        met = onward(frame, layer, other) if side == NEAR else behind(frame, layer, other)
        if met >= 0 and passable(frame, other):
            _meet(frame, side, state, met, left + predicate_cost[predicates[position]] + np.int64(node_cost[other]))
        position += 1


@inner
def _meet(frame: Fields, side: int, state: int, met: int, cost: int) -> None:
    """A state can be reached from another for so much."""
    level, parent, costs = flags(frame, LEVEL), ints(frame, side + PARENT), ints(frame, side + COST)
    place = 2 * met + lane(side)
    if level[place] == EXPANDED:
        return
    if level[place] == UNKNOWN:
        at = tally(side)
        ints(frame, side + QUEUE)[frame[at + COUNT]] = met
        frame[at + COUNT] += 1
        level[place], parent[met] = KNOWN, state
    else:
        if parent[met] != state:
            parent[met] = MANY
        if costs[met] <= cost:
            return
    costs[met] = cost
    put(frame, side, met)
    other = FAR if side == NEAR else NEAR
    if level[place ^ 1] != UNKNOWN:
        frame[BEST] = min(frame[BEST], cost + ints(frame, other + COST)[met])


@inner
def widen(frame: Fields, bound: int) -> bool:
    """Grow both balls until every path of at most this cost lies in them; False if the workspace is too small.

    A bound of NEVER stands for the cost of the best path met, which falls as better ones are met.
    """
    while True:
        near, far = leaving(frame, NEAR), leaving(frame, FAR)
        limit = frame[BEST] if bound == NEVER else bound
        if near == NEVER or far == NEVER or near + far + frame[CHEAPEST] > limit:
            return True
        if not advance(frame, NEAR if near <= far else FAR):
            return False
