"""Kernels for what waits to be expanded by cost: states in buckets, by the cost of leaving them.

The buckets are a ring of lists (Dial, Algorithm 360: Shortest-path forest with topological ordering, 1969). From
leaving a state to leaving the next it is more than a bucket is wide, so the states of a bucket cannot better each
other, and are expanded in any order (Denardo and Fox, Shortest-route methods: 1. Reaching, pruning, and buckets, 1979).
The slot holds the first entry of each list, then all entries in the order in which they came.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, longs, shorts, soon
from graph.kernels import inner
from graph.walks.slots import BUCKET, COST, INTO, LEVEL, LOWEST, NODE, NODE_COST, OUT, PREDICATE, QUEUED, START, WAITING
from graph.walks.states import KNOWN, NEVER, lane, node_of, tally

WIDTH = 9
"""Bits of a bucket's width: 512, where it is 2,000 from leaving a state to leaving the next at the least."""
RING = 512
"""Buckets: it is 133,070 at the most, a predicate of 2,000 and twice the cost of a node."""
_STATE = 0xFFFFFFFF
"""Of an entry the state; above it stands which entry comes after it, 0 for none."""


@inner
def leaving_cost(frame: Fields, side: int, state: int) -> int:
    """What a state costs up to the middle of any edge that leaves it."""
    return np.int64(ints(frame, side + COST)[state]) + np.int64(shorts(frame, NODE_COST)[node_of(frame, state)])


@inner
def set_out(frame: Fields, side: int, state: int) -> None:
    """Buckets that hold the centre of a ball."""
    at, bucket = tally(side), longs(frame, side + BUCKET)
    for i in range(RING):
        bucket[i] = 0
    frame[at + QUEUED], frame[at + WAITING] = RING, 0
    frame[at + LOWEST] = leaving_cost(frame, side, state) >> WIDTH
    put(frame, side, state)


@inner
def put(frame: Fields, side: int, state: int) -> None:
    """Have a state wait in the bucket of its cost."""
    bucket, at = longs(frame, side + BUCKET), tally(side)
    turn, entry = (leaving_cost(frame, side, state) >> WIDTH) & (RING - 1), frame[at + QUEUED]
    bucket[entry] = bucket[turn] << 32 | state
    bucket[turn] = entry
    frame[at + QUEUED] = entry + 1
    frame[at + WAITING] += 1


@inner
def leaving(frame: Fields, side: int) -> int:
    """What leaving the next state of a ball costs at the least; NEVER if there is none."""
    at, bucket, level = tally(side), longs(frame, side + BUCKET), flags(frame, LEVEL)
    while frame[at + WAITING] > 0:
        entry = bucket[frame[at + LOWEST] & (RING - 1)]
        if entry == 0:
            frame[at + LOWEST] += 1
        elif level[2 * (bucket[entry] & _STATE) + lane(side)] == KNOWN:
            return frame[at + LOWEST] << WIDTH
        else:
            take(frame, side)
    return NEVER


@inner
def first(frame: Fields, side: int) -> int:
    """The next state of a ball, once `leaving` has told that there is one."""
    bucket = longs(frame, side + BUCKET)
    return bucket[bucket[frame[tally(side) + LOWEST] & (RING - 1)]] & _STATE


@inner
def take(frame: Fields, side: int) -> int:
    """The first state of the lowest bucket, which it leaves; the rows of those that follow are fetched."""
    at, bucket = tally(side), longs(frame, side + BUCKET)
    lowest = frame[at + LOWEST] & (RING - 1)
    entry = bucket[bucket[lowest]]
    bucket[lowest] = entry >> 32
    frame[at + WAITING] -= 1
    if entry >> 32:
        _fetch_rows(frame, side, bucket[entry >> 32])
    return entry & _STATE


@inner
def _fetch_rows(frame: Fields, side: int, entry: int) -> None:
    """Have the rows of a state fetched, and where those of the one after it begin."""
    out, into, node = ints(frame, OUT + START), ints(frame, INTO + START), node_of(frame, entry & _STATE)
    soon(ints(frame, OUT + NODE), out[node])
    soon(shorts(frame, OUT + PREDICATE), out[node])
    soon(ints(frame, INTO + NODE), into[node])
    soon(shorts(frame, INTO + PREDICATE), into[node])
    if entry >> 32:
        following = node_of(frame, longs(frame, side + BUCKET)[entry >> 32] & _STATE)
        soon(out, following)
        soon(into, following)
