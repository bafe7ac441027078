"""Kernels for what hubs of two balls have in common, in which the balls touch.

Two hubs may share thousands of nodes. Where only the first path is wanted, one of them is enough.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Longs, Words, ints, shorts, words
from graph.kernels import inner
from graph.reach import NEVER, next_run, row, tally
from graph.sight import RIM_HUBS, holds, meet, rank, width_of
from graph.slots import COMMON, FAR, HUB_BITS, HUBBED, INTO, NEAR, NODE, OUT, PREDICATE, RIM_HUB, SIGHT, STEPS, WANTED

_FEW = 4
"""Words of common neighbours that are met one by one although only the first path is wanted."""


@inner
def meet_hubs(frame: Longs) -> None:
    """Where the balls are two edges apart: what hubs of both see, or as much as the first path may lead through."""
    hubs, bits, width = ints(frame, RIM_HUB), words(frame, HUB_BITS), width_of(frame)
    for i in range(frame[tally(NEAR) + HUBBED]):
        near = np.int64(hubs[i])
        if _share(frame, bits, rank(frame, near) * width, words(frame, SIGHT), width) == 0:
            continue
        for j in range(frame[tally(FAR) + HUBBED]):
            far = np.int64(hubs[RIM_HUBS + j])
            found = _share(frame, bits, rank(frame, near) * width, bits, rank(frame, far) * width)
            if frame[WANTED] == 1 and found > _FEW:
                _meet_both(frame, _first_between(frame, near, far))
            elif found > 0:
                _meet_common(frame)


@inner
def _share(frame: Longs, one: Words, first: int, other: Words, second: int) -> int:
    """Gather the nodes that are in both of two sets; how many words have some."""
    common, found = words(frame, COMMON), 0
    for word in range(width_of(frame)):
        common[word] = one[first + word] & other[second + word]
        found += common[word] != np.uint64(0)
    return found


@inner
def _meet_common(frame: Longs) -> None:
    """Have the balls touch in everything that two hubs have in common."""
    common, none = words(frame, COMMON), np.uint64(0)
    for word in range(width_of(frame)):
        if common[word] != none:
            for bit in range(64):
                if (common[word] >> np.uint64(bit)) & np.uint64(1) != none:
                    _meet_both(frame, 64 * word + bit)


@inner
def _meet_both(frame: Longs, node: int) -> None:
    meet(frame, NEAR, node)
    meet(frame, FAR, node)


@inner
def _first_between(frame: Longs, near: int, far: int) -> int:
    """Of the nodes that two hubs have in common the one through which the first path leads.

    Before and after the hubs all paths through both are alike, so it has the least predicate on the near side, then on
    the far side, then the least number.
    """
    width = width_of(frame)
    _least_run(frame, near, 0, width)
    return _least_run(frame, far, width, -1)


@inner
def _least_run(frame: Longs, hub: int, given: int, kept: int) -> int:
    """Keep of a set of neighbours those by the least predicate, unless `kept` is -1; the first of them."""
    common = words(frame, COMMON)
    if kept >= 0:
        for word in range(width_of(frame)):
            common[kept + word] = 0
    out, out_end = row(frame, OUT, hub)
    into, into_end = row(frame, INTO, hub)
    ahead, back = shorts(frame, OUT + PREDICATE), shorts(frame, INTO + PREDICATE)
    least = np.int64(NEVER)
    while least == NEVER and (out < out_end or into < into_end):
        predicate = np.int64(NEVER)
        if out < out_end:
            predicate = np.int64(ahead[out])
        if into < into_end:
            predicate = min(predicate, np.int64(back[into]))
        if out < out_end and ahead[out] == predicate:
            end = next_run(frame, OUT, out, out_end)
            least = min(least, _keep(frame, OUT, out, end, given, kept))
            out = end
        if into < into_end and back[into] == predicate:
            end = next_run(frame, INTO, into, into_end)
            least = min(least, _keep(frame, INTO, into, end, given, kept))
            into = end
    return least


@inner
def _keep(frame: Longs, rows: int, start: int, end: int, given: int, kept: int) -> int:
    """Keep what of a set stands in a part of a row; the first of it, or NEVER."""
    nodes, common, first = ints(frame, rows + NODE), words(frame, COMMON), np.int64(NEVER)
    frame[STEPS] += end - start
    for at in range(start, end):
        node = np.int64(nodes[at])
        if holds(common, given, node):
            if kept < 0:
                return node
            common[kept + (node >> 6)] |= np.uint64(1) << np.uint64(node & 63)
            first = min(first, node)
    return first
