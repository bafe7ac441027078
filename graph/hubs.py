"""Kernels that look past hubs: whether two balls meet beyond the long rows on their rims, told without reading those.

The neighbours of a hub are kept as a set of bits too, one for each node. Whether a hub is beside a node is then one
look, and what two hubs have in common is found 64 nodes at a time (Culpepper and Moffat, Efficient set intersection for
inverted indexing, 2010, keep long lists so, and short ones as numbers). A shortest path through hubs costs what the
rows beside them cost.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Longs, Words, flags, ints, size, words
from graph.kernels import inner
from graph.reach import (
    MANY,
    NEVER,
    UNKNOWN,
    close_level,
    degree,
    effort,
    lane,
    rim,
    sweep,
    tally,
)
from graph.slots import (
    COUNT,
    DIRECTION,
    EDGE,
    FAR,
    GATED,
    HUB_BITS,
    HUB_LEAST,
    HUB_NODE,
    HUBBED,
    INFORMATIVE,
    INTO,
    LEAST,
    LEVEL,
    LEVELS,
    MET,
    MOST,
    NARROW,
    NEAR,
    NODES,
    ONLY_BEST,
    OUT,
    PARENT,
    QUEUE,
    RADIUS,
    RIM_HUB,
    SIGHT,
    SOURCE,
    TARGET,
    VIAS,
)

RIM_HUBS = 16
"""How many hubs a rim may have."""
_RIM = 2048
"""How many states a rim may have: more take as long to look through as a hub."""


@inner
def leap(frame: Longs) -> bool:
    """Have two balls meet that are one or two edges apart, if this costs less than the next level and they do.

    Both balls grow by what the hubs on their rims leave out; the hubs' own neighbours join them only where the balls
    touch. If they do not touch, both are as they were.
    """
    if not _is_plain(frame) or rim(frame, NEAR) > _RIM or rim(frame, FAR) > _RIM:
        return False
    cost = _survey(frame, NEAR) + _survey(frame, FAR)
    hubs = frame[tally(NEAR) + HUBBED] + frame[tally(FAR) + HUBBED]
    if hubs == 0 or cost + (hubs * _width(frame) >> 3) >= min(effort(frame, NEAR), effort(frame, FAR)):
        return False
    frame[NARROW] = 0
    _look_from(frame, NEAR)
    _meet_rim(frame)
    if frame[MET]:
        close_level(frame, NEAR)
        return True
    if frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS] + 2 <= frame[MOST]:
        _look_from(frame, FAR)
        _meet_between(frame)
        if frame[MET]:
            close_level(frame, NEAR)
            close_level(frame, FAR)
            return True
        _draw_back(frame, FAR)
    _draw_back(frame, NEAR)
    return False


@inner
def _is_plain(frame: Longs) -> bool:
    """Whether only the shortest paths are wanted, through whatever there is, both ways, between two nodes."""
    if size(frame, HUB_NODE) == 0 or frame[ONLY_BEST] == 0 or frame[INFORMATIVE] or frame[GATED] or frame[VIAS]:
        return False
    length = frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS] + 1
    return frame[DIRECTION] == 3 and frame[SOURCE] != frame[TARGET] and frame[LEAST] <= length


@inner
def _width(frame: Longs) -> int:
    """How many words a set of nodes has."""
    return (frame[NODES] + 63) >> 6


@inner
def _survey(frame: Longs, side: int) -> int:
    """Note the hubs on the rim of a ball; how many entries the rows of the other states on it have."""
    at, queue, hubs = tally(side), ints(frame, side + QUEUE), ints(frame, RIM_HUB)
    found, total = 0, 0
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        length = degree(frame, queue[i])
        if length < frame[HUB_LEAST]:
            total += length
        elif found < RIM_HUBS:
            hubs[lane(side) * RIM_HUBS + found] = queue[i]
            found += 1
        else:
            return NEVER
    frame[at + HUBBED] = found
    return total


@inner
def _look_from(frame: Longs, side: int) -> None:
    """Grow a ball from the states on its rim that are no hubs, and gather what its hubs see."""
    at, queue = tally(side), ints(frame, side + QUEUE)
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if degree(frame, queue[i]) < frame[HUB_LEAST]:
            sweep(frame, side, OUT, queue[i])
            sweep(frame, side, INTO, queue[i])
    width, bits, sight = _width(frame), words(frame, HUB_BITS), words(frame, SIGHT)
    base = lane(side) * width
    for i in range(frame[at + HUBBED]):
        start = _rank(frame, ints(frame, RIM_HUB)[lane(side) * RIM_HUBS + i]) * width
        for word in range(width):
            sight[base + word] = bits[start + word] if i == 0 else sight[base + word] | bits[start + word]


@inner
def _rank(frame: Longs, node: int) -> int:
    """Which of the hubs a node is (binary search)."""
    hubs = ints(frame, HUB_NODE)
    low, high = 0, hubs.size
    while low < high:
        middle = (low + high) >> 1
        if hubs[middle] < node:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def _holds(nodes: Words, start: int, node: int) -> bool:
    """Whether a node is in the set that begins at a word."""
    return (nodes[start + (node >> 6)] >> np.uint64(node & 63)) & np.uint64(1) != np.uint64(0)


@inner
def _is_seen(frame: Longs, side: int, node: int) -> bool:
    """Whether a hub on the rim of a ball is beside a node."""
    return frame[tally(side) + HUBBED] != 0 and _holds(words(frame, SIGHT), lane(side) * _width(frame), node)


@inner
def _meet(frame: Longs, side: int, node: int) -> None:
    """Take a node into the next level of a ball, as met from the hubs on its rim; it is where the balls touch."""
    at, level, parent = tally(side), flags(frame, LEVEL), ints(frame, side + PARENT)
    place, following = 2 * node + lane(side), frame[at + RADIUS] + 2
    frame[MET] = 1
    if level[place] == UNKNOWN:
        level[place] = following
        parent[node] = _hub_beside(frame, side, node)
        ints(frame, side + QUEUE)[frame[at + COUNT]] = node
        frame[at + COUNT] += 1
    else:
        parent[node] = MANY


@inner
def _hub_beside(frame: Longs, side: int, node: int) -> int:
    """The hub on the rim of a ball that is beside a node, or `MANY`."""
    hubs, found = ints(frame, RIM_HUB), -1
    for i in range(frame[tally(side) + HUBBED]):
        hub = hubs[lane(side) * RIM_HUBS + i]
        if _holds(words(frame, HUB_BITS), _rank(frame, hub) * _width(frame), node):
            if found >= 0:
                return MANY
            found = hub
    return found


@inner
def _meet_rim(frame: Longs) -> None:
    """Where the balls are one edge apart: what the near hubs see of the far rim."""
    queue, at = ints(frame, FAR + QUEUE), tally(FAR)
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if _is_seen(frame, NEAR, queue[i]):
            _meet(frame, NEAR, queue[i])


@inner
def _meet_between(frame: Longs) -> None:
    """Where the balls are two edges apart: what the hubs of either see of the other's next level, and both see."""
    for side in (NEAR, FAR):
        other = NEAR + FAR - side
        queue, at = ints(frame, side + QUEUE), tally(side)
        for i in range(_next_level(frame, side), frame[at + COUNT]):
            if _is_seen(frame, other, queue[i]):
                _meet(frame, other, queue[i])
    if frame[tally(NEAR) + HUBBED] and frame[tally(FAR) + HUBBED]:
        _meet_hubs(frame)


@inner
def _meet_hubs(frame: Longs) -> None:
    """Where the balls are two edges apart: what hubs of both see."""
    sight, width, none = words(frame, SIGHT), _width(frame), np.uint64(0)
    for word in range(width):
        common = sight[word] & sight[width + word]
        if common != none:
            for bit in range(64):
                if (common >> np.uint64(bit)) & np.uint64(1) != none:
                    _meet(frame, NEAR, 64 * word + bit)
                    _meet(frame, FAR, 64 * word + bit)


@inner
def _next_level(frame: Longs, side: int) -> int:
    """Where in the queue of a ball the level begins that it does not have yet."""
    return frame[tally(side) + LEVELS + frame[tally(side) + RADIUS] + 1]


@inner
def _draw_back(frame: Longs, side: int) -> None:
    """Forget what a ball has of its next level."""
    at, level, queue = tally(side), flags(frame, LEVEL), ints(frame, side + QUEUE)
    first = _next_level(frame, side)
    for i in range(first, frame[at + COUNT]):
        level[2 * queue[i] + lane(side)] = UNKNOWN
    frame[at + COUNT] = first
