"""Kernels for the first of the shortest paths, where no other is wanted.

Whatever stands on a shortest path leads on to the far end. So the least predicate of each step is known once the arcs
of that step are looked at, and nothing is tried that has to be taken back; of the nodes between the least are chosen
at the end, among those from which these predicates lead to the far end.
"""

from __future__ import annotations

import numpy as np

from graph.frame import ROOM, WHOLE, Fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END
from graph.walks.slots import (
    AHEAD,
    ARCS,
    DIRECTION,
    FOUND_AHEAD,
    FOUND_COST,
    FOUND_LENGTH,
    FOUND_NODE,
    FOUND_ORDER,
    FOUND_PREDICATE,
    HEAD,
    HOPS,
    INTO,
    NODE,
    OPEN_PREDICATE,
    OUT,
    PATHS,
    PLACE,
    PREDICATE,
    SET,
    SOURCE,
    STATE,
    STATES,
    STEPS,
    STRAND,
    STRAND_END,
    TRAIL,
    VISITED,
    WEIGHT,
)
from graph.walks.states import AGAINST, ALONG, NEVER, degree, next_run, row

_FIRST, _LEAST = 0, 16
"""In the trail for each step: where its arcs begin, and their predicate."""
_TAIL = WEIGHT
"""The slot of the tails of the arcs; their weight is not asked for."""
_SEEN, _GOOD = 1, 2
"""Marks of a state: the predicates so far lead to it; and the others lead from it to the far end."""
_SHORT = 64
"""Entries of a row that are read through in the time in which one is looked up in a longer row."""


@inner
def first_path(frame: Fields) -> int:
    """The first path on the strands that `graph.walks.strands` has gathered; a status."""
    if lacks(frame, VISITED, frame[STATES]) or lacks(frame, SET, frame[STATES]):
        return ROOM
    marks, states, trail = flags(frame, VISITED), ints(frame, SET), longs(frame, TRAIL)
    for i in range(frame[STATES]):
        marks[i] = 0
    states[0], begin, end, frame[ARCS] = BEGIN, 0, 1, 0
    for step in range(frame[HOPS]):
        trail[_FIRST + step], trail[_LEAST + step] = frame[ARCS], NEVER
        for i in range(begin, end):
            if not _look_on(frame, step, np.int64(states[i])):
                return ROOM
        begin, end = end, _enter(frame, step, end)
    trail[_FIRST + frame[HOPS]] = frame[ARCS]
    _mark_good(frame)
    _note(frame)
    return WHOLE


@inner
def _look_on(frame: Fields, step: int, tail: int) -> bool:
    """Offer the arcs of a state, as the shorter rows tell; False if the workspace is too small."""
    trail, state = longs(frame, TRAIL), ints(frame, STATE)
    first, last = trail[STRAND + step + 1], trail[STRAND_END + step + 1]
    for slot in (HEAD, _TAIL, AHEAD):
        if lacks(frame, slot, frame[ARCS] + 2 * (last - first)):
            return False
    length = min(degree(frame, state[tail]), _SHORT if last == first + 1 else NEVER)
    told = 0
    for head in range(first, last):
        told += min(degree(frame, state[head]), _SHORT)
    for way in (1, 0):
        if not frame[DIRECTION] & (ALONG if way else AGAINST):
            continue
        if told < length:
            for head in range(first, last):
                _look_up(frame, INTO if way else OUT, step, tail, head, way)
        elif last == first + 1:
            _look_up(frame, OUT if way else INTO, step, tail, first, way)
        else:
            _read(frame, OUT if way else INTO, step, tail, way)
    return True


@inner
def _read(frame: Fields, rows: int, step: int, tail: int, way: int) -> None:
    """Offer what a row of a state has that leads one step on."""
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    place, trail = ints(frame, PLACE), longs(frame, TRAIL)
    first, last = trail[STRAND + step + 1], trail[STRAND_END + step + 1]
    position, end = row(frame, rows, ints(frame, STATE)[tail])
    frame[STEPS] += end - position
    for at in range(np.uint64(position), np.uint64(end)):
        head = np.int64(place[np.uint64(nodes[at])]) - 1
        if first <= head < last and is_open[predicates[at]]:
            if predicates[at] > trail[_LEAST + step]:
                break
            _offer(frame, step, np.int64(predicates[at]), tail, head, way)


@inner
def _look_up(frame: Fields, rows: int, step: int, tail: int, head: int, way: int) -> None:
    """Offer the first arc between two states that a row of either tells: a short one is read, a long one searched."""
    one, other = (tail, head) if (rows == OUT) == (way == 1) else (head, tail)
    here, sought = ints(frame, STATE)[one], ints(frame, STATE)[other]
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    position, end = row(frame, rows, here)
    frame[STEPS] += min(end - position, _SHORT)
    if end - position <= _SHORT:
        for at in range(np.uint64(position), np.uint64(end)):
            if nodes[at] == sought and is_open[predicates[at]]:
                _offer(frame, step, np.int64(predicates[at]), tail, head, way)
                return
        return
    while position < end and predicates[position] <= longs(frame, TRAIL)[_LEAST + step]:
        limit = next_run(frame, rows, position, end)
        found = position + np.int64(np.searchsorted(nodes[position:limit], np.int32(sought)))
        if found < limit and nodes[found] == sought and is_open[predicates[found]]:
            _offer(frame, step, np.int64(predicates[found]), tail, head, way)
            return
        position = limit


@inner
def _offer(frame: Fields, step: int, predicate: int, tail: int, head: int, way: int) -> None:
    """Keep an arc if no other of its step has a lesser predicate; let go of those that have a greater one."""
    trail = longs(frame, TRAIL)
    if predicate > trail[_LEAST + step]:
        return
    if predicate < trail[_LEAST + step]:
        trail[_LEAST + step], frame[ARCS] = predicate, trail[_FIRST + step]
    at = frame[ARCS]
    ints(frame, _TAIL)[at], ints(frame, HEAD)[at], flags(frame, AHEAD)[at] = tail, head, way
    frame[ARCS] = at + 1


@inner
def _enter(frame: Fields, step: int, filled: int) -> int:
    """Append the heads of the arcs of a step, each once; how many states there are then."""
    marks, states, head = flags(frame, VISITED), ints(frame, SET), ints(frame, HEAD)
    for arc in range(longs(frame, TRAIL)[_FIRST + step], frame[ARCS]):
        if marks[head[arc]] == 0:
            marks[head[arc]] = _SEEN
            states[filled] = head[arc]
            filled += 1
    return filled


@inner
def _mark_good(frame: Fields) -> None:
    """Mark the states from which the rest of the predicates leads to the far end."""
    marks, tail, head = flags(frame, VISITED), ints(frame, _TAIL), ints(frame, HEAD)
    marks[END] = _GOOD
    for arc in range(frame[ARCS] - 1, -1, -1):
        if marks[head[arc]] == _GOOD:
            marks[tail[arc]] = _GOOD


@inner
def _note(frame: Fields) -> None:
    """Note the path of the least nodes."""
    trail, state, hops = longs(frame, TRAIL), ints(frame, STATE), frame[HOPS]
    head, ahead = ints(frame, HEAD), flags(frame, AHEAD)
    node, predicate, way = ints(frame, FOUND_NODE), ints(frame, FOUND_PREDICATE), flags(frame, FOUND_AHEAD)
    node[0], at = frame[SOURCE], np.int64(BEGIN)
    for step in range(hops):
        arc = _least_arc(frame, step, at)
        at = np.int64(head[arc])
        node[step + 1], predicate[step], way[step] = state[at], trail[_LEAST + step], ahead[arc]
    ints(frame, FOUND_COST)[0] = ints(frame, FOUND_LENGTH)[0] = hops
    ints(frame, FOUND_ORDER)[0] = 0
    frame[PATHS] = 1


@inner
def _least_arc(frame: Fields, step: int, at: int) -> int:
    """Of the arcs that leave a state and lead to the far end that to the least node; along its edge if it can be."""
    trail, marks, state = longs(frame, TRAIL), flags(frame, VISITED), ints(frame, STATE)
    tail, head, ahead = ints(frame, _TAIL), ints(frame, HEAD), flags(frame, AHEAD)
    best = np.int64(-1)
    for arc in range(trail[_FIRST + step], trail[_FIRST + step + 1]):
        if tail[arc] != at or marks[head[arc]] != _GOOD:
            continue
        if best < 0 or state[head[arc]] < state[head[best]] or (head[arc] == head[best] and ahead[arc] > ahead[best]):
            best = np.int64(arc)
    return best
