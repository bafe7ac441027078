"""Kernels that grow two balls, one around each end of the paths that are asked for.

Every path that is short enough lies in the two balls together: each edge of it is met from the near end's ball or from
the far end's. Lengths use breadth-first search, level by level; `graph.walks.cheapest` has the same for costs. The
side that has less to scan goes first (bidirectional search, Pohl 1971), so a hub is scanned only if nothing else will
do.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, shorts, soon
from graph.kernels import inner
from graph.walks.slots import (
    COUNT,
    DIRECTION,
    DONE,
    EDGE,
    EFFORT,
    FAR,
    GATED,
    INFORMATIVE,
    INTO,
    LEAST,
    LEVEL,
    LEVELS,
    MET,
    NARROW,
    NEAR,
    NODE,
    ONLY_BEST,
    OPEN_PREDICATE,
    OUT,
    PARENT,
    PREDICATE,
    QUEUE,
    RADIUS,
    SOURCE,
    START,
    STEPS,
    TARGET,
    TIGHT,
    VIAS,
    WANTED,
)
from graph.walks.states import (
    AGAINST,
    ALONG,
    MANY,
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

_FEW = 16
"""Up to how many paths the shortest may well be enough; if they are not, the balls are grown again."""
_AHEAD = 4
"""How many states ahead rows are fetched."""


@inner
def begin(frame: Fields, side: int, state: int) -> None:
    """A ball of radius 0."""
    at = tally(side)
    frame[MET] = frame[NARROW] = 0
    flags(frame, LEVEL)[2 * state + lane(side)] = 1
    ints(frame, side + PARENT)[state] = -1
    ints(frame, side + QUEUE)[0] = state
    frame[at + RADIUS] = 0
    frame[at + COUNT] = 1
    frame[at + DONE] = 0
    frame[at + EDGE] = 0
    frame[at + EFFORT] = -1
    frame[at + LEVELS] = 0
    frame[at + LEVELS + 1] = 1


@inner
def clear(frame: Fields, side: int) -> None:
    """Forget every state, in time proportional to those that were met."""
    level, queue, mine = flags(frame, LEVEL), ints(frame, side + QUEUE), lane(side)
    for i in range(frame[tally(side) + COUNT]):
        level[2 * queue[i] + mine] = UNKNOWN
    frame[tally(side) + COUNT] = 0


@inner
def rim(frame: Fields, side: int) -> int:
    """How many states lie on the rim of a ball."""
    return frame[tally(side) + COUNT] - frame[tally(side) + EDGE]


@inner
def sweep(frame: Fields, side: int, rows: int, state: int) -> None:
    """Meet every neighbour in one row of a state, where everything may be passed."""
    level, parent, queue = flags(frame, LEVEL), ints(frame, side + PARENT), ints(frame, side + QUEUE)
    nodes, start, mine = ints(frame, rows + NODE), ints(frame, rows + START), np.uint64(lane(side))
    following = level[2 * state + mine] + np.uint8(1)
    count, touched, narrow = frame[tally(side) + COUNT], frame[MET], frame[NARROW]
    # Unsigned places spare the compiler the test for a negative one.
    for position in range(np.uint64(start[state]), np.uint64(start[state + 1])):
        met = np.uint64(nodes[position])
        place = np.uint64(2) * met + mine
        found = level[place]
        if found == UNKNOWN:
            if level[place ^ np.uint64(1)] != UNKNOWN:
                touched = touched or count + 1
            elif touched and narrow:
                continue
            level[place] = following
            parent[met] = state
            queue[count] = met
            count += 1
        elif found == following and parent[met] != state:
            parent[met] = MANY
    frame[STEPS] += start[state + 1] - start[state]
    frame[tally(side) + COUNT], frame[MET] = count, touched


@inner
def _sweep_gated(frame: Fields, side: int, rows: int, state: int) -> None:
    """Meet every neighbour in one row of a state that may be passed."""
    level, parent, queue = flags(frame, LEVEL), ints(frame, side + PARENT), ints(frame, side + QUEUE)
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    layer = layer_of(frame, state) if side == NEAR else layer_behind(frame, state)
    following = level[2 * state + lane(side)] + 1
    count = frame[tally(side) + COUNT]
    position, end = row(frame, rows, node_of(frame, state))
    frame[STEPS] += end - position
    while position < end:
        if is_open[predicates[position]] == 0:
            position = next_run(frame, rows, position, end)
            continue
        other = nodes[position]
        position += 1
        met = onward(frame, layer, other) if side == NEAR else behind(frame, layer, other)
        if met < 0:
            continue
        place = 2 * met + lane(side)
        if level[place] == UNKNOWN:
            if passable(frame, other):
                if level[place ^ 1] != UNKNOWN:
                    frame[MET] = frame[MET] or count + 1
                elif frame[MET] and frame[NARROW]:
                    continue
                level[place] = following
                parent[met] = state
                queue[count] = met
                count += 1
        elif level[place] == following and parent[met] != state:
            parent[met] = MANY
    frame[tally(side) + COUNT] = count


@inner
def _look(frame: Fields, side: int, rows: int, state: int) -> None:
    if frame[GATED]:
        _sweep_gated(frame, side, rows, state)
    else:
        sweep(frame, side, rows, state)


@inner
def _is_last(frame: Fields) -> bool:
    """Whether the level in which the balls meet is the last: only the shortest paths are wanted, and they lie in it."""
    length = frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS] + 1
    plain = frame[VIAS] == 0 and frame[INFORMATIVE] == 0 and frame[SOURCE] != frame[TARGET]
    return plain and is_tight(frame) and frame[MET] == 0 and length >= frame[LEAST]


@inner
def is_tight(frame: Fields) -> bool:
    """Whether the balls need to hold no more than the shortest paths: no others are wanted, or these may be enough."""
    return frame[ONLY_BEST] != 0 or (frame[TIGHT] != 0 and frame[WANTED] <= _FEW)


@inner
def look_ahead(frame: Fields, side: int, i: int, end: int) -> None:
    """Have the rows fetched of the states that are expanded soon."""
    queue, out, into = ints(frame, side + QUEUE), ints(frame, OUT + START), ints(frame, INTO + START)
    if i + 2 * _AHEAD < end:
        node = node_of(frame, queue[i + 2 * _AHEAD])
        soon(out, node)
        soon(into, node)
    if i + _AHEAD < end:
        node = node_of(frame, queue[i + _AHEAD])
        soon(ints(frame, OUT + NODE), out[node])
        soon(ints(frame, INTO + NODE), into[node])


@inner
def expand(frame: Fields, side: int) -> None:
    """Add one level to a ball, from the first touch on only what touches the other, where nothing else is wanted."""
    at, queue = tally(side), ints(frame, side + QUEUE)
    radius = frame[at + RADIUS]
    stop = frame[TARGET] if side == NEAR else frame[SOURCE]
    outward, inward = (ALONG, AGAINST) if side == NEAR else (AGAINST, ALONG)
    frame[NARROW] = side if _is_last(frame) else 0
    for i in range(frame[at + LEVELS + radius], frame[at + LEVELS + radius + 1]):
        look_ahead(frame, side, i, frame[at + LEVELS + radius + 1])
        if radius > 0 and node_of(frame, queue[i]) == stop:
            continue
        if frame[DIRECTION] & outward:
            _look(frame, side, OUT, queue[i])
        if frame[DIRECTION] & inward:
            _look(frame, side, INTO, queue[i])
    close_level(frame, side)


@inner
def close_level(frame: Fields, side: int) -> None:
    """Make what a ball has met last its rim."""
    at, radius = tally(side), frame[tally(side) + RADIUS]
    frame[at + RADIUS] = radius + 1
    frame[at + DONE] = frame[at + EDGE] = frame[at + LEVELS + radius + 1]
    frame[at + LEVELS + radius + 2] = frame[at + COUNT]
    frame[at + EFFORT] = -1


@inner
def effort(frame: Fields, side: int) -> int:
    """About how many entries the next level of a ball takes; exact for a small rim."""
    queue, at = ints(frame, side + QUEUE), tally(side)
    if frame[at + EFFORT] < 0:
        total = rim(frame, side) * 16
        if total <= 32768:
            total = 0
            for i in range(frame[at + EDGE], frame[at + COUNT]):
                total += degree(frame, node_of(frame, queue[i]))
        frame[at + EFFORT] = total
    return frame[at + EFFORT]
