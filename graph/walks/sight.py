"""Kernels for what the hubs on the rim of a ball see: sets of nodes as bits, in words of 64 nodes.

`graph.walking.Terrain.hubs` makes the sets; `graph.walks.hubs` says what they are for.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, Words, flags, ints, words
from graph.kernels import inner
from graph.walks.reach import look_ahead, sweep
from graph.walks.slots import (
    COUNT,
    DIRECTION,
    EDGE,
    GATED,
    HUB_BITS,
    HUB_LEAST,
    HUB_NODE,
    HUBBED,
    INTO,
    LEVEL,
    MET,
    NARROW,
    NODES,
    OUT,
    PARENT,
    QUEUE,
    RADIUS,
    RIM_HUB,
    SIGHT,
    SIGHTED,
    VIAS,
)
from graph.walks.states import MANY, NEVER, UNKNOWN, degree, lane, tally

RIM_HUBS = 16
"""How many hubs a rim may have."""


@inner
def width_of(frame: Fields) -> int:
    """How many words a set of nodes has."""
    return (frame[NODES] + 63) >> 6


@inner
def is_hub(frame: Fields, length: int) -> bool:
    """Whether a node of so many edges is a hub whose bits tell all that may be walked from it."""
    plain = frame[GATED] == 0 and frame[VIAS] == 0 and frame[DIRECTION] == 3
    return plain and length >= frame[HUB_LEAST]


@inner
def survey(frame: Fields, side: int) -> int:
    """Note the hubs on the rim of a ball; how many entries the rows of the other states on it have."""
    at, queue, hubs, first = tally(side), ints(frame, side + QUEUE), ints(frame, RIM_HUB), lane(side) * RIM_HUBS
    found, total = 0, 0
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        look_ahead(frame, side, i, frame[at + COUNT])
        length = degree(frame, queue[i])
        if length < frame[HUB_LEAST]:
            total += length
        elif found < RIM_HUBS:
            hubs[first + found] = queue[i]
            hubs[2 * RIM_HUBS + first + found] = rank(frame, queue[i])
            found += 1
        else:
            return NEVER
    frame[at + HUBBED] = found
    return total


@inner
def look_from(frame: Fields, side: int, looked_at: int) -> None:
    """Grow a ball from the states on its rim that are no hubs; where much will be looked at, gather what hubs see."""
    at, queue = tally(side), ints(frame, side + QUEUE)
    frame[NARROW] = 0
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if degree(frame, queue[i]) < frame[HUB_LEAST]:
            sweep(frame, side, OUT, queue[i])
            sweep(frame, side, INTO, queue[i])
    width, bits, sight = width_of(frame), words(frame, HUB_BITS), words(frame, SIGHT)
    base = lane(side) * width
    frame[at + SIGHTED] = looked_at > width >> 3
    for i in range(frame[at + HUBBED] if frame[at + SIGHTED] else 0):
        start = place_of(frame, side, i) * width
        for word in range(width):
            sight[base + word] = bits[start + word] if i == 0 else sight[base + word] | bits[start + word]


@inner
def place_of(frame: Fields, side: int, i: int) -> int:
    """The place among all hubs of one on the rim of a ball."""
    return np.int64(ints(frame, RIM_HUB)[(2 + lane(side)) * RIM_HUBS + i])


@inner
def rank(frame: Fields, node: int) -> int:
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
def holds(nodes: Words, start: int, node: int) -> bool:
    """Whether a node is in the set that begins at a word."""
    return (nodes[start + (node >> 6)] >> np.uint64(node & 63)) & np.uint64(1) != np.uint64(0)


@inner
def is_seen(frame: Fields, side: int, node: int) -> bool:
    """Whether a hub on the rim of a ball is beside a node."""
    width = width_of(frame)
    if frame[tally(side) + SIGHTED]:
        return frame[tally(side) + HUBBED] != 0 and holds(words(frame, SIGHT), lane(side) * width, node)
    for i in range(frame[tally(side) + HUBBED]):
        if holds(words(frame, HUB_BITS), place_of(frame, side, i) * width, node):
            return True
    return False


@inner
def meet(frame: Fields, side: int, node: int) -> None:
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
def _hub_beside(frame: Fields, side: int, node: int) -> int:
    """The hub on the rim of a ball that is beside a node, or `MANY`."""
    hubs, found = ints(frame, RIM_HUB), np.int64(-1)
    for i in range(frame[tally(side) + HUBBED]):
        if holds(words(frame, HUB_BITS), place_of(frame, side, i) * width_of(frame), node):
            if found >= 0:
                return MANY
            found = np.int64(hubs[lane(side) * RIM_HUBS + i])
    return found
