"""Kernels that grow two balls, one around each end of the paths that are asked for.

Every path that is short enough lies in the two balls together: each edge of it is met from the near end's ball or from
the far end's. Lengths use breadth-first search, level by level; `graph.cheapest` has the same for costs. The side that
has less to scan goes first (bidirectional search, Pohl 1971), so a hub is scanned only if nothing else will do.

A *state* is a node together with how many of the must-pass nodes lie behind: `layer * nodes + node`. Without must-pass
nodes it is the node. `side` is NEAR or FAR, `rows` OUT or INTO.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Longs, flags, ints, shorts, size
from graph.kernels import inner
from graph.slots import (
    COUNT,
    DIRECTION,
    DONE,
    EDGE,
    EFFORT,
    FAR,
    GATED,
    INTO,
    LEVEL,
    LEVELS,
    NEAR,
    NODE,
    NODES,
    OPEN_NODE,
    OPEN_PREDICATE,
    OUT,
    PARENT,
    PREDICATE,
    QUEUE,
    RADIUS,
    SOURCE,
    START,
    STEPS,
    TALLIES,
    TALLY,
    TARGET,
    VIA,
    VIAS,
)

UNKNOWN = 0
EXPANDED, KNOWN = 1, 2
"""Levels in Dijkstra's algorithm; breadth-first search writes hops + 1."""
MANY = -2
"""Instead of a parent: the state was met from several."""
AHEAD, BACK = 1, 2
"""Bits of the direction: which way an edge may be walked, seen from the source."""
NEVER = 2**30
"""More than any cost."""


@inner
def tally(side: int) -> int:
    """Where the tally of a ball begins in the frame."""
    return TALLY + (TALLIES if side == FAR else 0)


@inner
def next_run(frame: Longs, rows: int, position: int, end: int) -> int:
    """The first position after this one whose predicate is another (binary search: a run can be a hub's whole row)."""
    predicates = shorts(frame, rows + PREDICATE)
    predicate = predicates[position]
    low, high = position + 1, end
    while low < high:
        middle = (low + high) >> 1
        if predicates[middle] == predicate:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def row(frame: Longs, rows: int, node: int) -> tuple[int, int]:
    """Where a node's row begins and ends."""
    start = ints(frame, rows + START)
    return start[node], start[node + 1]


@inner
def degree(frame: Longs, node: int) -> int:
    """How many edges a node has, in both directions."""
    out, into = ints(frame, OUT + START), ints(frame, INTO + START)
    return out[node + 1] - out[node] + into[node + 1] - into[node]


@inner
def passable(frame: Longs, node: int) -> bool:
    """Whether a path may go through a node; the ends of the paths are not filtered by class."""
    if size(frame, OPEN_NODE) == 0:
        return True
    return flags(frame, OPEN_NODE)[node] != 0 or node == frame[SOURCE] or node == frame[TARGET]


@inner
def onward(frame: Longs, layer: int, node: int) -> int:
    """The state that is entered by walking to a node from a state of this layer; -1 if no path may."""
    if frame[VIAS] == 0:
        return node
    if node == frame[TARGET]:
        return layer * frame[NODES] + node if layer == frame[VIAS] else -1
    if node == frame[SOURCE]:
        return -1
    via = ints(frame, VIA)
    for i in range(frame[VIAS]):
        if via[i] == node:
            return (layer + 1) * frame[NODES] + node if i == layer else -1
    return layer * frame[NODES] + node


@inner
def behind(frame: Longs, layer: int, node: int) -> int:
    """The state of a node in this layer, from which a path may have come; -1 if no path can."""
    if frame[VIAS] == 0:
        return node
    if node == frame[SOURCE]:
        return node if layer == 0 else -1
    if node == frame[TARGET]:
        return -1
    via = ints(frame, VIA)
    for i in range(frame[VIAS]):
        if via[i] == node:
            return layer * frame[NODES] + node if i + 1 == layer else -1
    return layer * frame[NODES] + node


@inner
def layer_behind(frame: Longs, state: int) -> int:
    """The layer of the states from which this one is entered: one less for a must-pass node."""
    if frame[VIAS] == 0:
        return 0
    layer, node = state // frame[NODES], state % frame[NODES]
    if layer > 0 and ints(frame, VIA)[layer - 1] == node and node != frame[TARGET]:
        return layer - 1
    return layer


@inner
def layer_of(frame: Longs, state: int) -> int:
    """How many must-pass nodes lie behind a state."""
    return 0 if frame[VIAS] == 0 else state // frame[NODES]


@inner
def node_of(frame: Longs, state: int) -> int:
    """The node of a state."""
    return state if frame[VIAS] == 0 else state % frame[NODES]


@inner
def last_state(frame: Longs) -> int:
    """The state in which every path ends."""
    return frame[VIAS] * frame[NODES] + frame[TARGET]


@inner
def begin(frame: Longs, side: int, state: int) -> None:
    """A ball of radius 0."""
    at = tally(side)
    flags(frame, side + LEVEL)[state] = 1
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
def clear(frame: Longs, side: int) -> None:
    """Forget every state, in time proportional to those that were met."""
    level, queue = flags(frame, side + LEVEL), ints(frame, side + QUEUE)
    for i in range(frame[tally(side) + COUNT]):
        level[queue[i]] = UNKNOWN
    frame[tally(side) + COUNT] = 0


@inner
def rim(frame: Longs, side: int) -> int:
    """How many states lie on the rim of a ball."""
    return frame[tally(side) + COUNT] - frame[tally(side) + EDGE]


@inner
def _sweep(frame: Longs, side: int, rows: int, state: int) -> None:
    """Meet every neighbour in one row of a state, where everything may be passed."""
    level, parent, queue = flags(frame, side + LEVEL), ints(frame, side + PARENT), ints(frame, side + QUEUE)
    nodes, start = ints(frame, rows + NODE), ints(frame, rows + START)
    following = level[state] + np.uint8(1)
    count = frame[tally(side) + COUNT]
    # Unsigned places spare the compiler the test for a negative one.
    for position in range(np.uint64(start[state]), np.uint64(start[state + 1])):
        met = np.uint64(nodes[position])
        found = level[met]
        if found == UNKNOWN:
            level[met] = following
            parent[met] = state
            queue[count] = met
            count += 1
        elif found == following and parent[met] != state:
            parent[met] = MANY
    frame[STEPS] += start[state + 1] - start[state]
    frame[tally(side) + COUNT] = count


@inner
def _sweep_gated(frame: Longs, side: int, rows: int, state: int) -> None:
    """Meet every neighbour in one row of a state that may be passed."""
    level, parent, queue = flags(frame, side + LEVEL), ints(frame, side + PARENT), ints(frame, side + QUEUE)
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    layer = layer_of(frame, state) if side == NEAR else layer_behind(frame, state)
    following = level[state] + 1
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
        if level[met] == UNKNOWN:
            if passable(frame, other):
                level[met] = following
                parent[met] = state
                queue[count] = met
                count += 1
        elif level[met] == following and parent[met] != state:
            parent[met] = MANY
    frame[tally(side) + COUNT] = count


@inner
def _look(frame: Longs, side: int, rows: int, state: int) -> None:
    if frame[GATED]:
        _sweep_gated(frame, side, rows, state)
    else:
        _sweep(frame, side, rows, state)


@inner
def expand(frame: Longs, side: int) -> None:
    """Add one level to a ball."""
    at, queue = tally(side), ints(frame, side + QUEUE)
    radius = frame[at + RADIUS]
    stop = frame[TARGET] if side == NEAR else frame[SOURCE]
    outward, inward = (AHEAD, BACK) if side == NEAR else (BACK, AHEAD)
    for i in range(frame[at + LEVELS + radius], frame[at + LEVELS + radius + 1]):
        if radius > 0 and node_of(frame, queue[i]) == stop:
            continue
        if frame[DIRECTION] & outward:
            _look(frame, side, OUT, queue[i])
        if frame[DIRECTION] & inward:
            _look(frame, side, INTO, queue[i])
    frame[at + RADIUS] = radius + 1
    frame[at + DONE] = frame[at + EDGE] = frame[at + LEVELS + radius + 1]
    frame[at + LEVELS + radius + 2] = frame[at + COUNT]
    frame[at + EFFORT] = -1


@inner
def effort(frame: Longs, side: int) -> int:
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


@inner
def meet(frame: Longs) -> bool:
    """Whether the rim of one ball touches the other ball."""
    side, other = (NEAR, FAR) if rim(frame, NEAR) <= rim(frame, FAR) else (FAR, NEAR)
    queue, level, at = ints(frame, side + QUEUE), flags(frame, other + LEVEL), tally(side)
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if level[queue[i]] != UNKNOWN:
            return True
    return False
