"""Kernels that keep, of two balls of costs, only the states on paths within a bound.

The balls hold hundreds of states for each that is on a path that is wanted, and reading the rows of all of them would
take most of a search. A path within the bound has a state that both balls know; whatever stands before it the near ball
has expanded, whatever stands after it the far one. So states are traced back to both ends from those that both know,
each with the least cost from it on, as far as that and the cost up to it are within the bound.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, lacks, shorts, words
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END
from graph.walks.corridor import admit, open_corridor
from graph.walks.sight import holds, is_hub, rank, width_of
from graph.walks.slots import (
    BOUND,
    CHEAPEST,
    COST,
    COUNT,
    DIRECTION,
    DONE,
    FAR,
    GOOD,
    HUB_BITS,
    INTO,
    LEVEL,
    NEAR,
    NODE,
    NODE_COST,
    OPEN_PREDICATE,
    ORDER,
    OUT,
    PLACE,
    PREDICATE,
    PREDICATE_COST,
    QUEUE,
    SEEN,
    STATE,
    STATES,
    STEPS,
    VISITED,
)
from graph.walks.states import AGAINST, ALONG, EXPANDED, NEVER, UNKNOWN, degree, lane, row, tally


@inner
def gather_within(frame: Fields) -> bool:
    """The states on paths within the bound, without must-pass nodes; False if the workspace is too small."""
    side = NEAR if frame[tally(NEAR) + COUNT] <= frame[tally(FAR) + COUNT] else FAR
    room = 2 + frame[tally(NEAR) + DONE] + frame[tally(FAR) + DONE] + frame[tally(side) + COUNT]
    if lacks(frame, SEEN, room) or lacks(frame, GOOD, room) or lacks(frame, VISITED, room):
        return False
    if not open_corridor(frame, room):
        return False
    for i in (BEGIN, END):
        ints(frame, SEEN)[i] = ints(frame, GOOD)[i] = NEVER
    _touching(frame, side)
    met = frame[STATES]
    _trace(frame, NEAR, met)
    _trace(frame, FAR, met)
    return True


@inner
def _touching(frame: Fields, side: int) -> None:
    """Admit the states that both balls know at a cost within the bound, each with what is left of it on either side."""
    queue, level = ints(frame, side + QUEUE), flags(frame, LEVEL)
    near, far = ints(frame, NEAR + COST), ints(frame, FAR + COST)
    for i in range(frame[tally(side) + COUNT]):
        state = np.int64(queue[i])
        if level[(2 * state + lane(side)) ^ 1] == UNKNOWN:
            continue
        if np.int64(near[state]) + np.int64(far[state]) <= frame[BOUND]:
            at = _enter(frame, state)
            ints(frame, SEEN)[at], ints(frame, GOOD)[at] = far[state], near[state]


@inner
def _enter(frame: Fields, state: int) -> int:
    """Where a state stands in the corridor, admitted if it was not."""
    place = ints(frame, PLACE)
    if place[state] == 0:
        admit(frame, state)
        at = np.int64(place[state]) - 1
        ints(frame, SEEN)[at] = ints(frame, GOOD)[at] = NEVER
    return np.int64(place[state]) - 1


@inner
def _trace(frame: Fields, side: int, met: int) -> None:
    """Admit what lies between the centre of a ball and the first `met` states, until no cost from there on falls."""
    waits, left, centre = flags(frame, VISITED), ints(frame, _left(side)), BEGIN if side == NEAR else END
    for i in range(met):
        waits[i] = left[i] < NEVER
    for i in range(met, frame[STATES]):
        waits[i] = 0
    at, first = 0, frame[STATES]
    while at < frame[STATES]:
        first = frame[STATES]
        if waits[at] and at != centre:
            first = _trace_back(frame, side, at)
        waits[at] = 0
        at = min(at + 1, first)


@inner
def _left(side: int) -> int:
    """The slot with the costs from the states of a ball to the end that is not its centre."""
    return SEEN if side == NEAR else GOOD


@inner
def _trace_back(frame: Fields, side: int, at: int) -> int:
    """Admit what leads to a state; the first place in the corridor whose cost has fallen."""
    node, ways = np.int64(ints(frame, STATE)[at]), frame[DIRECTION]
    if is_hub(frame, degree(frame, node)):
        return _look_beside(frame, side, at)
    first = frame[STATES]
    if ways & (ALONG if side == NEAR else AGAINST):
        first = min(first, _read_row(frame, side, INTO, at))
    if ways & (AGAINST if side == NEAR else ALONG):
        first = min(first, _read_row(frame, side, OUT, at))
    return first


@inner
def _read_row(frame: Fields, side: int, rows: int, at: int) -> int:
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    level, node_cost, predicate_cost = flags(frame, LEVEL), shorts(frame, NODE_COST), ints(frame, PREDICATE_COST)
    node, first = np.int64(ints(frame, STATE)[at]), frame[STATES]
    position, end = row(frame, rows, node)
    frame[STEPS] += end - position
    left = np.int64(ints(frame, _left(side))[at]) + np.int64(node_cost[node])
    for place in range(np.uint64(position), np.uint64(end)):
        other = np.int64(nodes[place])
        if level[2 * other + lane(side)] == EXPANDED and is_open[predicates[place]]:
            cost = left + np.int64(predicate_cost[predicates[place]]) + np.int64(node_cost[other])
            first = min(first, _reach(frame, side, other, cost))
    return first


@inner
def _look_beside(frame: Fields, side: int, at: int) -> int:
    """The same for a hub, told by its bits; as if each edge had the cheapest predicate."""
    node_cost, order, first = shorts(frame, NODE_COST), ints(frame, side + ORDER), frame[STATES]
    node = np.int64(ints(frame, STATE)[at])
    left = np.int64(ints(frame, _left(side))[at]) + np.int64(node_cost[node]) + frame[CHEAPEST]
    start = rank(frame, node) * width_of(frame)
    frame[STEPS] += frame[tally(side) + DONE]
    for i in range(frame[tally(side) + DONE]):
        other = np.int64(order[i])
        if other != node and holds(words(frame, HUB_BITS), start, other):
            first = min(first, _reach(frame, side, other, left + np.int64(node_cost[other])))
    return first


@inner
def _reach(frame: Fields, side: int, state: int, cost: int) -> int:
    """Admit a state that a ball has expanded, if the far side of it costs so much; its place if that is less."""
    if np.int64(ints(frame, side + COST)[state]) + cost > frame[BOUND]:
        return NEVER
    at, left = _enter(frame, state), ints(frame, _left(side))
    if left[at] <= cost:
        return NEVER
    left[at] = cost
    flags(frame, VISITED)[at] = 1
    return at
