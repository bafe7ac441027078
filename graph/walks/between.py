"""Kernels for what hubs of two balls have in common, in which the balls touch.

Two hubs may share thousands of nodes. Where only the first path is wanted, one of them is enough, and always the same.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, Words, bits_of, first_bit, ints, shorts, words
from graph.kernels import inner
from graph.walks.sight import holds, meet, place_of, width_of
from graph.walks.slots import (
    BETWEEN,
    COMMON,
    FAR,
    HUB_BITS,
    HUB_NODE,
    HUBBED,
    INTO,
    NEAR,
    NODE,
    OUT,
    PREDICATE,
    SIGHT,
    SIGHTED,
    STEPS,
    WANTED,
)
from graph.walks.states import NEVER, degree, next_run, row, tally

_COMMON = 16
"""Entries of the hubs' rows that take as long to read as what a common neighbour has to say of both hubs."""
_SHORT = 32
"""Entries of a row that are read through; longer ones are searched."""


@inner
def meet_hubs(frame: Fields) -> None:
    """Where the balls are two edges apart: what hubs of both see, or as much as the first path may lead through."""
    for i in range(frame[tally(NEAR) + HUBBED]):
        near = place_of(frame, NEAR, i)
        if frame[WANTED] == 1:
            for j in range(frame[tally(FAR) + HUBBED]):
                node = _between(frame, near, place_of(frame, FAR, j))
                if node >= 0:
                    _meet_both(frame, node)
        else:
            _meet_shared(frame, near)


@inner
def _meet_shared(frame: Fields, near: int) -> None:
    """Have the balls touch in everything that a hub of the near ball shares with hubs of the far one."""
    bits, width = words(frame, HUB_BITS), width_of(frame)
    if frame[tally(FAR) + SIGHTED] and not _share(frame, bits, near * width, words(frame, SIGHT), width):
        return
    for j in range(frame[tally(FAR) + HUBBED]):
        if _share(frame, bits, near * width, bits, place_of(frame, FAR, j) * width):
            _meet_common(frame)


@inner
def _between(frame: Fields, near: int, far: int) -> int:
    """Of the nodes that two hubs share the one through which the first path leads, or -1; found once, then known."""
    known, hubs, width = ints(frame, BETWEEN), ints(frame, HUB_NODE), width_of(frame)
    at = near * hubs.size + far
    if known[at] == -2:
        bits = words(frame, HUB_BITS)
        shared = _share(frame, bits, near * width, bits, far * width)
        known[at] = _first_between(frame, np.int64(hubs[near]), np.int64(hubs[far])) if shared else -1
    return np.int64(known[at])


@inner
def _share(frame: Fields, one: Words, first: int, other: Words, second: int) -> bool:
    """Gather the nodes that are in both of two sets; whether there are any."""
    common, found = words(frame, COMMON), np.uint64(0)
    for word in range(width_of(frame)):
        common[word] = one[first + word] & other[second + word]
        found |= common[word]
    return found != np.uint64(0)


@inner
def _meet_common(frame: Fields) -> None:
    """Have the balls touch in everything that two hubs have in common."""
    common = words(frame, COMMON)
    for word in range(width_of(frame)):
        left = common[word]
        while left != np.uint64(0):
            _meet_both(frame, 64 * word + first_bit(left))
            left &= left - np.uint64(1)


@inner
def _meet_both(frame: Fields, node: int) -> None:
    meet(frame, NEAR, node)
    meet(frame, FAR, node)


@inner
def _first_between(frame: Fields, near: int, far: int) -> int:
    """Of the nodes that two hubs have in common the one through which the first path leads.

    Before and after the hubs all paths through both are alike, so it has the least predicate on the near side, then on
    the far side, then the least number.
    """
    common, width, count = words(frame, COMMON), width_of(frame), 0
    for word in range(width):
        count += bits_of(common[word])
    if _COMMON * count < degree(frame, near) + degree(frame, far):
        return _first_of_all(frame, near, far)
    _least_run(frame, near, 0, width)
    return _least_run(frame, far, width, -1)


@inner
def _first_of_all(frame: Fields, near: int, far: int) -> int:
    """The same, as the common nodes have it in their own rows."""
    common, first, least = words(frame, COMMON), np.int64(-1), np.int64(NEVER)
    for word in range(width_of(frame)):
        left = common[word]
        while left != np.uint64(0):
            node = 64 * word + first_bit(left)
            left &= left - np.uint64(1)
            key = _least_to(frame, node, near) << 16 | _least_to(frame, node, far)
            if first < 0 or key < least:
                first, least = np.int64(node), np.int64(key)
    return first


@inner
def _least_to(frame: Fields, node: int, hub: int) -> int:
    """The least predicate of the edges between two nodes."""
    return min(_least_in(frame, OUT, node, hub), _least_in(frame, INTO, node, hub))


@inner
def _least_in(frame: Fields, rows: int, node: int, hub: int) -> int:
    """The least predicate by which a row leads to a node, or one more than there can be."""
    nodes, predicates = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE)
    position, end = row(frame, rows, node)
    frame[STEPS] += min(end - position, _SHORT)
    if end - position <= _SHORT:
        for at in range(position, end):
            if nodes[at] == hub:
                return np.int64(predicates[at])
        return 1 << 16
    while position < end:
        last = next_run(frame, rows, position, end)
        found = position + np.int64(np.searchsorted(nodes[position:last], np.int32(hub)))
        if found < last and nodes[found] == hub:
            return np.int64(predicates[found])
        position = last
    return 1 << 16


@inner
def _least_run(frame: Fields, hub: int, given: int, kept: int) -> int:
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
def _keep(frame: Fields, rows: int, start: int, end: int, given: int, kept: int) -> int:
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
