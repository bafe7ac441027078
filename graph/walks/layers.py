"""Kernels that grow the two balls of costs edge by edge: for paths that may have few edges.

The cheapest way round a hub is often longer than may be walked, and a path that is short enough then costs several
times as much: balls that grow by cost alone would hold all that is cheap and far away. Here a ball takes half of the
edges that may be walked, one after another, and keeps the least cost of each state with so many (Bellman, On a routing
problem, 1958). What must cost more than the bound before the far end is reached is left out, so a hub is read only if a
path through it may be wanted. The first half of each path within the bound lies in one ball, the rest in the other.

A cost may be that of a way of a few more edges, so it is never too great; which paths are short enough is told where
they are listed.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, lacks, shorts
from graph.kernels import inner
from graph.walks.reach import clear
from graph.walks.slots import (
    BOUND,
    CHEAPEST,
    COST,
    COUNT,
    DIRECTION,
    DONE,
    FAR,
    GATED,
    INTO,
    LEFT_OUT,
    LEVEL,
    MOST,
    NEAR,
    NODE,
    NODE_COST,
    NODES,
    OPEN_PREDICATE,
    ORDER,
    OUT,
    PARENT,
    PREDICATE,
    PREDICATE_COST,
    QUEUE,
    SOURCE,
    STEPS,
    TARGET,
)
from graph.walks.states import AGAINST, ALONG, EXPANDED, KNOWN, UNKNOWN, degree, lane, passable, row, tally


@inner
def grow_layers(frame: Fields) -> bool:
    """Grow both balls anew, without must-pass nodes, to the bound; False if the workspace is too small.

    `LEFT_OUT` tells whether anything was, so that a greater bound may bring more.
    """
    clear(frame, NEAR)
    clear(frame, FAR)
    frame[LEFT_OUT] = 0
    first = NEAR if degree(frame, frame[SOURCE]) <= degree(frame, frame[TARGET]) else FAR
    half = frame[MOST] // 2
    return _grow(frame, first, frame[MOST] - half, False) and _grow(frame, NEAR + FAR - first, half, True)


@inner
def _grow(frame: Fields, side: int, depth: int, last: bool) -> bool:
    """Grow one ball by so many edges; of the last ones, if it is the `last` ball, only to what the other knows."""
    at, order, done, filled = tally(side), ints(frame, side + ORDER), 0, 1
    centre = frame[SOURCE] if side == NEAR else frame[TARGET]
    flags(frame, LEVEL)[2 * centre + lane(side)] = KNOWN
    ints(frame, side + COST)[centre] = ints(frame, side + PARENT)[centre] = 0
    ints(frame, side + QUEUE)[0] = order[0] = centre
    frame[at + COUNT], frame[at + DONE] = 1, 0
    for layer in range(1, depth + 1):
        end, entries = filled, 0
        for i in range(done, end):
            entries += degree(frame, np.int64(order[i]))
        if lacks(frame, side + ORDER, end + min(entries, frame[NODES])):
            return False
        for i in range(done, end):
            filled = _expand(frame, side, np.int64(order[i]), layer, filled, last and layer == depth)
        frame[at + DONE] = done = end
    return True


@inner
def _expand(frame: Fields, side: int, state: int, layer: int, filled: int, touching: bool) -> int:
    """Look at all neighbours of a state; how many states wait then."""
    if state == (frame[TARGET] if side == NEAR else frame[SOURCE]):
        return filled
    flags(frame, LEVEL)[2 * state + lane(side)] = EXPANDED
    outward, inward = (ALONG, AGAINST) if side == NEAR else (AGAINST, ALONG)
    if frame[DIRECTION] & outward:
        filled = _look(frame, side, OUT, state, layer, filled, touching)
    if frame[DIRECTION] & inward:
        filled = _look(frame, side, INTO, state, layer, filled, touching)
    return filled


@inner
def _look(frame: Fields, side: int, rows: int, state: int, layer: int, filled: int, touching: bool) -> int:
    """Better the costs of the neighbours in one row; each that is bettered waits once for the next edge."""
    level, costs, listed = flags(frame, LEVEL), ints(frame, side + COST), ints(frame, side + PARENT)
    nodes, predicates = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE)
    node_cost, predicate_cost = shorts(frame, NODE_COST), ints(frame, PREDICATE_COST)
    queue, others = ints(frame, side + QUEUE), ints(frame, NEAR + FAR - side + COST)
    stop, mine, limit = frame[TARGET] if side == NEAR else frame[SOURCE], lane(side), frame[BOUND]
    left, rest = np.int64(costs[state]) + np.int64(node_cost[state]), frame[CHEAPEST] + np.int64(node_cost[stop])
    position, end = row(frame, rows, state)
    count, dear = frame[tally(side) + COUNT], False
    for place in range(np.uint64(position), np.uint64(end)):
        met = np.int64(nodes[place])
        own = np.int64(node_cost[met])
        cost = left + np.int64(predicate_cost[predicates[place]]) + own
        known = level[2 * met + mine] != UNKNOWN
        if known and costs[met] <= cost:
            continue
        if cost + (0 if met == stop else own + rest) > limit:
            dear = True
            continue
        if not _may_pass(frame, np.int64(predicates[place]), met):
            continue
        if touching:
            if level[(2 * met + mine) ^ 1] == UNKNOWN:
                continue
            if cost + np.int64(others[met]) > limit:
                dear = True
                continue
        costs[met] = cost
        if not known:
            level[2 * met + mine], listed[met] = KNOWN, 0
            queue[count] = met
            count += 1
        filled = _wait(frame, side, met, layer, filled)
    frame[STEPS] += end - position
    frame[tally(side) + COUNT] = count
    if dear:
        frame[LEFT_OUT] = 1
    return filled


@inner
def _wait(frame: Fields, side: int, state: int, layer: int, filled: int) -> int:
    """Have a state wait for the next edge, once; how many wait then."""
    listed = ints(frame, side + PARENT)
    if listed[state] == layer:
        return filled
    listed[state], ints(frame, side + ORDER)[filled] = layer, state
    return filled + 1


@inner
def _may_pass(frame: Fields, predicate: int, node: int) -> bool:
    """Whether an edge may be walked, and its end passed."""
    return frame[GATED] == 0 or (flags(frame, OPEN_PREDICATE)[predicate] != 0 and passable(frame, node))
