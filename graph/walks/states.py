"""What every kernel of paths asks of the network and of the two balls that grow in it, one around each end.

A *state* is a node together with how many of the must-pass nodes lie behind: `layer * nodes + node`. Without must-pass
nodes it is the node. `side` is NEAR or FAR, `rows` OUT or INTO.
"""

from __future__ import annotations

from graph.frame import Fields, flags, ints, shorts, size
from graph.kernels import inner
from graph.walks.slots import (
    FAR,
    INTO,
    NODES,
    OPEN_NODE,
    OUT,
    PREDICATE,
    SOURCE,
    START,
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
ALONG, AGAINST = 1, 2
"""Bits of the direction: which way an edge may be walked, seen from the source."""
NEVER = 2**30
"""More than any cost."""


@inner
def tally(side: int) -> int:
    """Where the tally of a ball begins in the frame."""
    return TALLY + (TALLIES if side == FAR else 0)


@inner
def lane(side: int) -> int:
    """Which of the two levels of a state is of this ball."""
    return 1 if side == FAR else 0


@inner
def next_run(frame: Fields, rows: int, position: int, end: int) -> int:
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
def row(frame: Fields, rows: int, node: int) -> tuple[int, int]:
    """Where a node's row begins and ends."""
    start = ints(frame, rows + START)
    return start[node], start[node + 1]


@inner
def degree(frame: Fields, node: int) -> int:
    """How many edges a node has, in both directions."""
    out, into = ints(frame, OUT + START), ints(frame, INTO + START)
    return out[node + 1] - out[node] + into[node + 1] - into[node]


@inner
def passable(frame: Fields, node: int) -> bool:
    """Whether a path may go through a node; the ends of the paths are not filtered by class."""
    if size(frame, OPEN_NODE) == 0:
        return True
    return flags(frame, OPEN_NODE)[node] != 0 or node == frame[SOURCE] or node == frame[TARGET]


@inner
def onward(frame: Fields, layer: int, node: int) -> int:
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
def behind(frame: Fields, layer: int, node: int) -> int:
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
def layer_behind(frame: Fields, state: int) -> int:
    """The layer of the states from which this one is entered: one less for a must-pass node."""
    if frame[VIAS] == 0:
        return 0
    layer, node = state // frame[NODES], state % frame[NODES]
    if layer > 0 and ints(frame, VIA)[layer - 1] == node and node != frame[TARGET]:
        return layer - 1
    return layer


@inner
def layer_of(frame: Fields, state: int) -> int:
    """How many must-pass nodes lie behind a state."""
    return 0 if frame[VIAS] == 0 else state // frame[NODES]


@inner
def node_of(frame: Fields, state: int) -> int:
    """The node of a state."""
    return state if frame[VIAS] == 0 else state % frame[NODES]


@inner
def last_state(frame: Fields) -> int:
    """The state in which every path ends."""
    return frame[VIAS] * frame[NODES] + frame[TARGET]
