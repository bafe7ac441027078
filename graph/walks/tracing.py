"""Kernels for the cheapest paths alone: the states on them, traced back from where the two balls of costs touch.

Every prefix of a cheapest path is itself a cheapest way to where it ends. So the states on such paths are found from
those that both balls know at the least cost together, one edge back at a time; they are few, whatever the balls hold.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, shorts
from graph.kernels import inner
from graph.walks.corridor import admit, open_corridor
from graph.walks.slots import (
    BEST,
    COST,
    COUNT,
    DIRECTION,
    FAR,
    INTO,
    LEVEL,
    NEAR,
    NODE,
    NODE_COST,
    OPEN_PREDICATE,
    OUT,
    PARENT,
    PREDICATE,
    PREDICATE_COST,
    QUEUE,
    STATE,
    STATES,
    STEPS,
)
from graph.walks.states import AGAINST, ALONG, EXPANDED, MANY, UNKNOWN, lane, row, tally


@inner
def gather_cheapest(frame: Fields) -> bool:
    """The states on the paths of the cost `BEST`, without must-pass nodes; False if the workspace is too small."""
    if not open_corridor(frame, 2 + frame[tally(NEAR) + COUNT] + frame[tally(FAR) + COUNT]):
        return False
    _touching(frame)
    met = frame[STATES]
    _trace(frame, NEAR, met, met)
    _trace(frame, FAR, met, frame[STATES])
    return True


@inner
def _touching(frame: Fields) -> None:
    """Admit the states that both balls know, at the least cost together."""
    side = NEAR if frame[tally(NEAR) + COUNT] <= frame[tally(FAR) + COUNT] else FAR
    queue, level = ints(frame, side + QUEUE), flags(frame, LEVEL)
    near, far = ints(frame, NEAR + COST), ints(frame, FAR + COST)
    for i in range(frame[tally(side) + COUNT]):
        state = queue[i]
        if (
            level[(2 * state + lane(side)) ^ 1] != UNKNOWN
            and np.int64(near[state]) + np.int64(far[state]) == frame[BEST]
        ):
            admit(frame, state)


@inner
def _trace(frame: Fields, side: int, met: int, later: int) -> None:
    """Admit the states of one ball by which the first `met` states, and those admitted from `later` on, are reached."""
    state, parent, level, mine = ints(frame, STATE), ints(frame, side + PARENT), flags(frame, LEVEL), lane(side)
    at = 0
    while at < frame[STATES]:
        if at == met and met < later:
            at = later
            continue
        if level[2 * state[at] + mine] != UNKNOWN:
            if parent[state[at]] == MANY:
                _admit_parents(frame, side, state[at])
            elif parent[state[at]] >= 0:
                admit(frame, parent[state[at]])
        at += 1


@inner
def _admit_parents(frame: Fields, side: int, state: int) -> None:
    """Admit every state by which another is reached at its least cost."""
    if frame[DIRECTION] & (ALONG if side == NEAR else AGAINST):
        _admit_row(frame, side, INTO, state)
    if frame[DIRECTION] & (AGAINST if side == NEAR else ALONG):
        _admit_row(frame, side, OUT, state)


@inner
def _admit_row(frame: Fields, side: int, rows: int, state: int) -> None:
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    level, costs, mine = flags(frame, LEVEL), ints(frame, side + COST), lane(side)
    node_cost, predicate_cost = shorts(frame, NODE_COST), ints(frame, PREDICATE_COST)
    position, end = row(frame, rows, state)
    frame[STEPS] += end - position
    before = np.int64(costs[state]) - np.int64(node_cost[state])
    for at in range(position, end):
        other = nodes[at]
        reached = np.int64(costs[other]) + np.int64(node_cost[other]) + predicate_cost[predicates[at]]
        if level[2 * other + mine] == EXPANDED and is_open[predicates[at]] and reached == before:
            admit(frame, other)
