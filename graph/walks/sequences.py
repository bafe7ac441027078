"""Kernels that list the simple paths of one length in their order, and stop when enough are known.

The order is that of predicates, then of nodes, then of directions (along an edge before against it). So the search is
made in that order too. Sequences of predicates are tried depth first, with the set of all states that a sequence leads
to at each depth, as an automaton without choice follows one with it (Rabin and Scott, Finite automata and their
decision problems, 1959); a sequence is followed only while the far end can be reached with the edges that are left. A
whole sequence has its nodes listed, in the states from which it leads to the far end, and each path its directions.
Whatever comes first is wanted, and nothing behind the last that is wanted is looked at.
"""

from __future__ import annotations

import numpy as np

from graph.frame import CUT, ROOM, WHOLE, Fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END
from graph.walks.corridor import read_strand
from graph.walks.slots import (
    AHEAD,
    ARC_PREDICATE,
    BUDGET,
    DIRECTION,
    FIRST,
    FOUND_AHEAD,
    FOUND_COST,
    FOUND_LENGTH,
    FOUND_NODE,
    FOUND_ORDER,
    FOUND_PREDICATE,
    GOOD,
    HEAD,
    HOPS,
    LAST,
    MERGE,
    MOST,
    PATHS,
    SEEN,
    SET,
    SOURCE,
    STATE,
    STATES,
    STEPS,
    TABLE,
    TARGET,
    TIGHT,
    TRAIL,
    TWIN,
    VISITED,
    WANTED,
)
from graph.walks.states import NEVER, node_of

# At each depth of the trail: where its set begins, the predicate tried last; then of one path the state, the next arc,
# the first arc to the chosen node, how many there are, and which of them is taken.
_TRIED, _AT, _ARC, _CHOSEN, _PARALLEL, _TAKEN = 16, 32, 48, 64, 80, 96


@inner
def list_in_order(frame: Fields) -> int:
    """Add the corridor's paths of `HOPS` edges to those found, until `WANTED` are; a status."""
    room = _line(frame, frame[HOPS] + 1)
    if lacks(frame, SET, room) or lacks(frame, SEEN, room) or lacks(frame, GOOD, room):
        return ROOM
    trail, seen, good = longs(frame, TRAIL), ints(frame, SEEN), ints(frame, GOOD)
    for i in range(room):
        seen[i] = good[i] = 0
    ints(frame, SET)[0] = BEGIN
    trail[0], trail[1], trail[_TRIED] = 0, 1, -1
    depth, sets = 0, 0
    if not _read(frame, depth):
        return ROOM
    while depth >= 0 and frame[PATHS] < frame[WANTED]:
        if frame[STEPS] > frame[BUDGET]:
            return CUT
        if depth == frame[HOPS]:
            sets += 1
            _narrow(frame, sets)
            if not _list_nodes(frame, sets):
                return CUT
            depth -= 1
            continue
        trail[_TRIED + depth] = _next_predicate(frame, depth)
        if trail[_TRIED + depth] == NEVER:
            depth -= 1
            continue
        sets += 1
        _follow(frame, depth, sets)
        depth += 1
        if not _read(frame, depth):
            return ROOM
        trail[_TRIED + depth] = -1
    return WHOLE


@inner
def _line(frame: Fields, depth: int) -> int:
    """Where the marks of a depth begin; on the shortest paths a state has one depth, and all share one line."""
    if frame[TIGHT]:
        return frame[STATES] if depth > frame[HOPS] else 0
    return depth * frame[STATES]


@inner
def _read(frame: Fields, depth: int) -> bool:
    """Read the rows of a set, which on the shortest paths are read when they are needed; False if room is lacking."""
    trail, states = longs(frame, TRAIL), ints(frame, SET)
    if frame[TIGHT] and depth < frame[HOPS]:
        for i in range(trail[depth], trail[depth + 1]):
            if not read_strand(frame, states[i]):
                return False
    return True


@inner
def _leads(frame: Fields, depth: int, head: int) -> bool:
    """Whether the far end can be reached from a state at a depth with exactly the edges that are left."""
    return frame[TIGHT] != 0 or ints(frame, TABLE)[(frame[HOPS] - depth) * frame[STATES] + head] < NEVER


@inner
def _run(frame: Fields, tail: int, predicate: int) -> int:
    """The first arc of a state's row whose predicate is this one or a later one (binary search)."""
    predicates = shorts(frame, ARC_PREDICATE)
    low, high = np.int64(ints(frame, FIRST)[tail]), np.int64(ints(frame, LAST)[tail])
    while low < high:
        middle = (low + high) >> 1
        if predicates[middle] < predicate:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def _next_predicate(frame: Fields, depth: int) -> int:
    """The least predicate after the one tried last that leads on from the set of a depth; NEVER if there is none."""
    trail, head, last = longs(frame, TRAIL), ints(frame, HEAD), ints(frame, LAST)
    predicates, states = shorts(frame, ARC_PREDICATE), ints(frame, SET)
    best = np.int64(NEVER)
    for i in range(trail[depth], trail[depth + 1]):
        arc = _run(frame, states[i], trail[_TRIED + depth] + 1)
        frame[STEPS] += 1
        while arc < last[states[i]] and predicates[arc] < best:
            frame[STEPS] += 1
            if _leads(frame, depth + 1, head[arc]):
                best = np.int64(predicates[arc])
            arc += 1
    return best


@inner
def _follow(frame: Fields, depth: int, mark: int) -> None:
    """The set of the next depth: what the predicate just chosen leads to."""
    trail, head, last = longs(frame, TRAIL), ints(frame, HEAD), ints(frame, LAST)
    predicates, states, seen = shorts(frame, ARC_PREDICATE), ints(frame, SET), ints(frame, SEEN)
    chosen, filled, row = trail[_TRIED + depth], trail[depth + 1], _line(frame, depth + 1)
    for i in range(trail[depth], trail[depth + 1]):
        arc = _run(frame, states[i], chosen)
        while arc < last[states[i]] and predicates[arc] == chosen:
            frame[STEPS] += 1
            if seen[row + head[arc]] != mark and _leads(frame, depth + 1, head[arc]):
                seen[row + head[arc]] = mark
                states[filled] = head[arc]
                filled += 1
            arc += 1
    trail[depth + 2] = filled


@inner
def _narrow(frame: Fields, mark: int) -> None:
    """Mark, at each depth, the states from which the rest of the sequence leads to the far end."""
    trail, head, last = longs(frame, TRAIL), ints(frame, HEAD), ints(frame, LAST)
    predicates, states, good = shorts(frame, ARC_PREDICATE), ints(frame, SET), ints(frame, GOOD)
    good[_line(frame, frame[HOPS]) + END] = mark
    for depth in range(frame[HOPS] - 1, 0, -1):
        chosen, row = trail[_TRIED + depth], _line(frame, depth + 1)
        for i in range(trail[depth], trail[depth + 1]):
            arc = _run(frame, states[i], chosen)
            while arc < last[states[i]] and predicates[arc] == chosen:
                frame[STEPS] += 1
                if good[row + head[arc]] == mark:
                    good[_line(frame, depth) + states[i]] = mark
                    break
                arc += 1


@inner
def _list_nodes(frame: Fields, mark: int) -> bool:
    """The paths of one sequence of predicates, depth first in the order of their nodes; False if the budget ran out."""
    trail, visited, twin = longs(frame, TRAIL), flags(frame, VISITED), ints(frame, TWIN)
    trail[_AT], trail[_ARC] = BEGIN, _run(frame, BEGIN, trail[_TRIED])
    depth = 0
    while depth >= 0 and frame[PATHS] < frame[WANTED]:
        frame[STEPS] += 1
        if frame[STEPS] > frame[BUDGET]:
            return False
        tail = trail[_AT + depth]
        head = _step(frame, depth)
        if head < 0:
            visited[twin[tail]] = 0
            depth -= 1
        elif ints(frame, GOOD)[_line(frame, depth + 1) + head] == mark and not visited[twin[head]]:
            if depth + 1 == frame[HOPS]:
                _list_directions(frame)
                continue
            depth += 1
            visited[twin[head]] = 1
            trail[_AT + depth], trail[_ARC + depth] = head, _run(frame, head, trail[_TRIED + depth])
    return True


@inner
def _step(frame: Fields, depth: int) -> int:
    """The next state by the chosen predicate, with all arcs that lead to it; -1 if there is none."""
    trail, heads, predicates = longs(frame, TRAIL), ints(frame, HEAD), shorts(frame, ARC_PREDICATE)
    arc, last = trail[_ARC + depth], ints(frame, LAST)[trail[_AT + depth]]
    if arc >= last or predicates[arc] != trail[_TRIED + depth]:
        return -1
    after = arc + 1
    while after < last and predicates[after] == predicates[arc] and heads[after] == heads[arc]:
        after += 1
    trail[_CHOSEN + depth], trail[_PARALLEL + depth], trail[_ARC + depth] = arc, after - arc, after
    return np.int64(heads[arc])


@inner
def _list_directions(frame: Fields) -> None:
    """Note the path being looked at, once for each way of taking its edges along or against their direction."""
    trail, hops = longs(frame, TRAIL), frame[HOPS]
    for depth in range(hops):
        trail[_TAKEN + depth] = 0
    depth = 0
    while depth >= 0 and frame[PATHS] < frame[WANTED]:
        first, second = trail[_CHOSEN] + trail[_TAKEN], trail[_CHOSEN + 1] + trail[_TAKEN + 1]
        if hops != 2 or not turns_back(frame, first, second):
            _note(frame)
        depth = hops - 1
        while depth >= 0:
            trail[_TAKEN + depth] += 1
            if trail[_TAKEN + depth] < trail[_PARALLEL + depth]:
                break
            trail[_TAKEN + depth] = 0
            depth -= 1


@inner
def turns_back(frame: Fields, first: int, second: int) -> bool:
    """Whether a path of two edges, given as arcs, is a cycle that uses one edge twice."""
    if frame[SOURCE] != frame[TARGET]:
        return False
    ahead, predicate = flags(frame, AHEAD), shorts(frame, ARC_PREDICATE)
    if ahead[first] == ahead[second]:
        return frame[MERGE] != 0 and frame[DIRECTION] == 3
    return frame[MERGE] != 0 or predicate[first] == predicate[second]


@inner
def _note(frame: Fields) -> None:
    """Append the path being looked at to those found."""
    trail, at, hops = longs(frame, TRAIL), frame[PATHS], frame[HOPS]
    node, predicate, ahead = ints(frame, FOUND_NODE), ints(frame, FOUND_PREDICATE), flags(frame, FOUND_AHEAD)
    nodes, edges = at * (frame[MOST] + 1), at * frame[MOST]
    node[nodes] = frame[SOURCE]
    for depth in range(hops):
        arc = trail[_CHOSEN + depth] + trail[_TAKEN + depth]
        node[nodes + depth + 1] = node_of(frame, ints(frame, STATE)[ints(frame, HEAD)[arc]])
        predicate[edges + depth] = trail[_TRIED + depth]
        ahead[edges + depth] = flags(frame, AHEAD)[arc]
    ints(frame, FOUND_COST)[at] = ints(frame, FOUND_LENGTH)[at] = hops
    ints(frame, FOUND_ORDER)[at] = at
    frame[PATHS] = at + 1
