"""What surrounds some nodes: breadth first, the most particular first where there is room for some only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from graph.frame import ROOM, WHOLE, Array, Fields, Frame, Longs, fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner, kernel

if TYPE_CHECKING:
    from graph.network import Network
    from graph.searches import Direction
    from graph.walking import Terrain

_DIRECTIONS: Final = {"forward": 1, "backward": 2, "both": 3}
_AHEAD, _BACK = 1, 2

# Parameters, and what is told: how many seeds, how many of them count, the rest; up to where the queue is filled.
_SEEDS, _CHOSEN, _DIRECTION, _HOPS, _LEFT, _FOUND, _LINKS, _CUT = range(8)
_DEPTHS = 32
"""Where it stands how many nodes were found up to each distance."""

# The rows outward and inward (start, node, predicate), what each node costs, which predicates and nodes are open; which
# nodes were met, in which order, and their keys; the edges found.
_OUT, _INTO, _COST, _OPEN, _WANTED, _LEVEL, _QUEUE, _KEY = 0, 3, 6, 7, 8, 9, 10, 11
_SUBJECT, _PREDICATE, _OBJECT, _COUNTS, _PLACE = 12, 13, 14, 15, 16
_DTYPES: Final = (
    *(np.int32, np.int32, np.uint16, np.int32, np.int32, np.uint16, np.uint16, np.uint8, np.uint8, np.uint8),
    *(np.int32, np.int64, np.int32, np.int32, np.int32, np.int64, np.int32),
)
_EDGE: Final = (_SUBJECT, _PREDICATE, _OBJECT, _PLACE)
_MET, _KEPT = 1, 2
_SPARSE = 32
"""Nodes next to each other of which all are cleared in the time that one takes by itself."""
_BUCKETS, _BUCKET = 1024, 32 + 6
"""Costs are counted in so many buckets; a key of cost and node is shifted by so many bits to find its own."""


class Surrounded(NamedTuple):
    """Nodes by distance, cost and number, their distances, whether some were cut; and edges, by the subjects.

    Edges are columns of subjects, predicates and objects, between these nodes and the seeds; and where each stands in
    the rows of the terrain.
    """

    nodes: Array
    depths: list[int]
    cut: bool
    edges: tuple[Array, Array, Array]
    places: Array


class Surroundings:
    """Looks around in one terrain, in one thread."""

    def __init__(self, terrain: Terrain) -> None:
        """Make a workspace for a terrain."""
        self._frame = Frame(_DTYPES)
        for slot, array in enumerate((*terrain.rows, terrain.node_cost)):
            self._frame.put(slot, array)
        self._frame.room(_LEVEL, terrain.size)
        self._frame.room(_QUEUE, terrain.size)
        self._frame.room(_COUNTS, _BUCKETS)
        for slot in (_KEY, *_EDGE):
            self._frame.room(slot, 1024)

    @classmethod
    def of(cls, network: Network, terrain: Terrain) -> Surroundings:
        """Those of a part of a network; those of the whole are kept for each thread."""
        if terrain.nodes is not None:
            return cls(terrain)
        found: Surroundings | None = getattr(network.local, "surroundings", None)
        network.local.surroundings = found or cls(terrain)
        return network.local.surroundings  # type: ignore[no-any-return]

    def around(
        self, seeds: Array, chosen: int, bounds: tuple[Direction, int, int], gates: tuple[Array, Array]
    ) -> Surrounded:
        """What surrounds the seeds, of which the first `chosen` count as found.

        `bounds` are the direction, the greatest distance and how many nodes there is room for; `gates` have a flag for
        each predicate, and for each node, or none at all where everything is open.
        """
        frame, values = self._frame, self._frame.values
        direction, hops, left = bounds
        frame.get(_QUEUE)[: seeds.size] = seeds
        frame.put(_OPEN, gates[0])
        frame.put(_WANTED, gates[1])
        values[_SEEDS], values[_CHOSEN], values[_DIRECTION] = seeds.size, chosen, _DIRECTIONS[direction]
        values[_HOPS], values[_LEFT] = hops, left
        frame.run(look_around)
        found, links = seeds.size + values[_FOUND], values[_LINKS]
        *edges, places = (frame.get(slot)[:links].copy() for slot in _EDGE)
        nodes = frame.get(_QUEUE)[seeds.size : found].copy()
        depths, known = list[int](), 0
        for hop, upto in enumerate(values[_DEPTHS : _DEPTHS + hops], 1):
            depths += [hop] * (upto - known)
            known = upto
        return Surrounded(nodes, depths, values[_CUT] != 0, tuple(edges), places)  # type: ignore[arg-type]


@inner
def _meet(frame: Fields, rows: int, node: int, filled: int) -> int:
    """Put the neighbours of one row of a node that were not met into the queue; how much it holds then."""
    start, nodes, predicates = ints(frame, rows), ints(frame, rows + 1), shorts(frame, rows + 2)
    is_open, wanted, level, queue = (
        flags(frame, _OPEN),
        flags(frame, _WANTED),
        flags(frame, _LEVEL),
        ints(frame, _QUEUE),
    )
    for position in range(start[node], start[node + 1]):
        other = nodes[position]
        if level[other] or (is_open.size and not is_open[predicates[position]]):
            continue
        if wanted.size and not wanted[other]:
            continue
        level[other] = _MET
        queue[filled] = other
        filled += 1
    return filled


@inner
def _order(frame: Fields, begin: int, end: int, most: int) -> None:
    """Put the least of a part of the queue by cost and number in front, those that are wanted in their order."""
    queue, cost, keys, counts = ints(frame, _QUEUE), shorts(frame, _COST), longs(frame, _KEY), longs(frame, _COUNTS)
    size = end - begin
    for i in range(_BUCKETS):
        counts[i] = 0
    for i in range(size):
        keys[i] = (np.int64(cost[queue[begin + i]]) << 32) | np.int64(queue[begin + i])
        counts[keys[i] >> _BUCKET] += 1
    last, below = 0, counts[0]
    while below < min(most, size):
        last += 1
        below += counts[last]
    front, back = 0, end
    for i in range(size):
        key = keys[i]
        if key >> _BUCKET <= last:
            keys[front] = key
            front += 1
        else:
            back -= 1
            queue[back] = key & 0xFFFFFFFF
    keys[:front].sort()
    for i in range(front):
        queue[begin + i] = keys[i] & 0xFFFFFFFF


@inner
def _link(frame: Fields, node: int) -> None:
    """Note the edges of a node to what was found."""
    start, nodes, predicates = ints(frame, _OUT), ints(frame, _OUT + 1), shorts(frame, _OUT + 2)
    is_open, level, at = flags(frame, _OPEN), flags(frame, _LEVEL), frame[_LINKS]
    room = ints(frame, _SUBJECT).size
    for position in range(start[node], start[node + 1]):
        if level[nodes[position]] == _KEPT and (not is_open.size or is_open[predicates[position]]):
            if at < room:
                ints(frame, _SUBJECT)[at], ints(frame, _OBJECT)[at] = node, nodes[position]
                ints(frame, _PREDICATE)[at], ints(frame, _PLACE)[at] = predicates[position], position
            at += 1
    frame[_LINKS] = at


@inner
def _walk(frame: Fields) -> int:
    """Fill the queue level by level; up to where it is filled, or -1 if the workspace is too small."""
    queue = ints(frame, _QUEUE)
    begin, end, left = 0, frame[_SEEDS], frame[_LEFT]
    frame[_FOUND] = frame[_CUT] = 0
    filled = end
    for hop in range(frame[_HOPS]):
        for i in range(begin, end):
            if frame[_DIRECTION] & _AHEAD:
                filled = _meet(frame, _OUT, queue[i], filled)
            if frame[_DIRECTION] & _BACK:
                filled = _meet(frame, _INTO, queue[i], filled)
        if lacks(frame, _KEY, filled - end):
            frame[_FOUND] = filled
            return -1
        _order(frame, end, filled, left)
        kept = min(filled - end, left)
        left -= kept
        frame[_CUT] |= filled - end > kept
        frame[_FOUND] += kept
        frame[_DEPTHS + hop] = frame[_FOUND]
        begin, end = end, end + kept
        if frame[_CUT] or kept == 0:
            for later in range(hop + 1, frame[_HOPS]):
                frame[_DEPTHS + later] = frame[_FOUND]
            break
    return filled


@kernel
def look_around(owned: Longs) -> int:
    """The nodes around the seeds, and the edges between all of them."""
    frame = fields(owned)
    queue, level, seeds = ints(frame, _QUEUE), flags(frame, _LEVEL), frame[_SEEDS]
    for i in range(seeds):
        level[queue[i]] = _MET
    frame[_LINKS] = 0
    filled = _walk(frame)
    status = WHOLE if filled >= 0 else ROOM
    if status == WHOLE:
        found = np.empty(frame[_CHOSEN] + frame[_FOUND], np.int32)
        found[: frame[_CHOSEN]] = queue[: frame[_CHOSEN]]
        found[frame[_CHOSEN] :] = queue[seeds : seeds + frame[_FOUND]]
        for node in found:
            level[node] = _KEPT
        found.sort()
        for node in found:
            _link(frame, node)
        for slot in _EDGE:
            if lacks(frame, slot, frame[_LINKS]):
                status = ROOM
    used = filled if filled >= 0 else frame[_FOUND]
    if used * _SPARSE > level.size:
        level[:] = 0
    for i in range(used if used * _SPARSE <= level.size else 0):
        level[queue[i]] = 0
    return status
