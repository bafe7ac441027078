"""Kernels that grow the two balls by cost: Dijkstra's algorithm from both ends at once.

The cost of an edge is a share of each of its nodes and one of its predicate. A state is therefore expanded in the order
not of the cost of reaching it but of leaving it, up to the middle of an edge: a hub that is cheap to reach and dear to
leave is not expanded before its turn. Whatever path costs no more than the two radii together has each of its edges
left from the near side, or from the far side, within that side's radius; so an edge between two states that neither
side expanded is of no use.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Longs, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.reach import (
    AHEAD,
    BACK,
    EXPANDED,
    KNOWN,
    MANY,
    NEVER,
    UNKNOWN,
    behind,
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
from graph.slots import (
    BEST,
    CHEAPEST,
    COST,
    COUNT,
    DIRECTION,
    DONE,
    EDGE,
    FAR,
    GATED,
    HEAP,
    HEAPED,
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
    RADIUS,
    SOURCE,
    STEPS,
    TARGET,
)


@inner
def ignite(frame: Longs, side: int, state: int) -> None:
    """A ball that knows its centre and has expanded nothing."""
    at = tally(side)
    flags(frame, LEVEL)[2 * state + lane(side)] = KNOWN
    ints(frame, side + PARENT)[state] = -1
    ints(frame, side + COST)[state] = 0
    ints(frame, side + QUEUE)[0] = state
    frame[at + RADIUS] = EXPANDED
    frame[at + COUNT] = 1
    frame[at + DONE] = frame[at + EDGE] = frame[at + HEAPED] = 0
    _push(frame, side, state)


@inner
def cheapest_predicate(frame: Longs) -> int:
    """The least cost of a predicate that may be walked."""
    cost, is_open = ints(frame, PREDICATE_COST), flags(frame, OPEN_PREDICATE)
    least = np.int64(NEVER)
    for i in range(cost.size):
        if is_open[i]:
            least = min(least, np.int64(cost[i]))
    return least


@inner
def leaving(frame: Longs, side: int) -> int:
    """The cost of leaving the next state of a ball; NEVER if there is none."""
    while frame[tally(side) + HEAPED] > 0:
        top = longs(frame, side + HEAP)[0]
        state = top & 0xFFFFFFFF
        if flags(frame, LEVEL)[2 * state + lane(side)] == KNOWN and _leaving(frame, side, state) == top >> 32:
            return top >> 32
        _pop(frame, side)
    return NEVER


@inner
def advance(frame: Longs, side: int) -> bool:
    """Expand the next state of a ball; False if the workspace is too small."""
    at = tally(side)
    state = longs(frame, side + HEAP)[0] & 0xFFFFFFFF
    node = node_of(frame, state)
    outward, inward = (AHEAD, BACK) if side == NEAR else (BACK, AHEAD)
    stop = frame[TARGET] if side == NEAR else frame[SOURCE]
    size = row(frame, OUT, node)[1] - row(frame, OUT, node)[0] + row(frame, INTO, node)[1] - row(frame, INTO, node)[0]
    if lacks(frame, side + HEAP, frame[at + HEAPED] + size + 1):
        return False
    _pop(frame, side)
    flags(frame, LEVEL)[2 * state + lane(side)] = EXPANDED
    ints(frame, side + ORDER)[frame[at + DONE]] = state
    frame[at + DONE] += 1
    if node == stop and frame[at + DONE] > 1:
        return True
    if frame[DIRECTION] & outward:
        _relax(frame, side, OUT, state)
    if frame[DIRECTION] & inward:
        _relax(frame, side, INTO, state)
    return True


@inner
def _relax(frame: Longs, side: int, rows: int, state: int) -> None:
    """Look at every neighbour in one row of a state."""
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    node_cost, predicate_cost = shorts(frame, NODE_COST), ints(frame, PREDICATE_COST)
    layer = layer_of(frame, state) if side == NEAR else layer_behind(frame, state)
    left = _leaving(frame, side, state)
    position, end = row(frame, rows, node_of(frame, state))
    frame[STEPS] += end - position
    if frame[GATED] == 0:
        level, mine = flags(frame, LEVEL), np.uint64(lane(side))
        for at in range(np.uint64(position), np.uint64(end)):
            there = np.uint64(nodes[at])
            if level[np.uint64(2) * there + mine] != EXPANDED:
                _meet(frame, side, state, there, left + predicate_cost[predicates[at]] + np.int64(node_cost[there]))
        return
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
def _meet(frame: Longs, side: int, state: int, met: int, cost: int) -> None:
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
    _push(frame, side, met)
    other = FAR if side == NEAR else NEAR
    if level[place ^ 1] != UNKNOWN:
        frame[BEST] = min(frame[BEST], cost + ints(frame, other + COST)[met])


@inner
def _leaving(frame: Longs, side: int, state: int) -> int:
    return np.int64(ints(frame, side + COST)[state]) + np.int64(shorts(frame, NODE_COST)[node_of(frame, state)])


@inner
def _push(frame: Longs, side: int, state: int) -> None:
    heap, at = longs(frame, side + HEAP), frame[tally(side) + HEAPED]
    frame[tally(side) + HEAPED] = at + 1
    value = (_leaving(frame, side, state) << 32) | state
    while at > 0 and heap[(at - 1) >> 1] > value:
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at] = value


@inner
def _pop(frame: Longs, side: int) -> None:
    heap = longs(frame, side + HEAP)
    frame[tally(side) + HEAPED] -= 1
    size = frame[tally(side) + HEAPED]
    value, at = heap[size], 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= value:
            break
        heap[at] = heap[below]
        at = below
    heap[at] = value


@inner
def widen(frame: Longs, bound: int) -> bool:
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
