"""Kernels that cut out of the network the part in which the paths between two ends lie.

A corridor is a small network of its own: the states in the two balls that a path may use, and the arcs among them, in
rows sorted by predicate, then node. Each row of the network is read once, however many paths go through it, and a
hub's row is not read at all when its arcs can be told from the rows of its few neighbours in the corridor.
"""

from __future__ import annotations

from graph.frame import Fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END, read_rows
from graph.walks.hub_arcs import join, note_hubs, number_hubs, settle, settle_one
from graph.walks.reach import rim
from graph.walks.slots import (
    AHEAD,
    ARC_PREDICATE,
    ARCS,
    BY_HOPS,
    COUNT,
    DONE,
    EDGE,
    FAR,
    FIRST,
    HEAD,
    HUB,
    HUBS,
    INFORMATIVE,
    LAST,
    LATE,
    LATE_HEAD,
    LATE_KEY,
    LEVEL,
    MERGE,
    NEAR,
    ORDER,
    PARENT,
    PLACE,
    POSITION,
    QUEUE,
    SOURCE,
    SPARE_HEAD,
    SPARE_KEY,
    STATE,
    STATES,
    STEPS,
    STRAND,
    STRAND_END,
    TARGET,
    TRAIL,
    TWIN,
    WEIGHT,
)
from graph.walks.states import MANY, UNKNOWN, degree, lane, last_state, node_of, tally

_SEARCHED = 64
"""Entries of a row that are read in the time in which one is looked up by binary search."""


@inner
def fill(frame: Fields) -> bool:
    """The arcs among the states that were gathered; False if the workspace is too small."""
    room = number_hubs(frame)
    frame[LATE] = 0
    hub = ints(frame, HUB)
    if frame[HUBS] and not note_hubs(frame, room):
        return False
    room += frame[LATE]
    for slot in (SPARE_KEY, SPARE_HEAD, HEAD, ARC_PREDICATE, AHEAD, WEIGHT):
        if lacks(frame, slot, room):
            return False
    for i in range(frame[STATES]):
        if hub[i] < 0:
            read_rows(frame, i)
    if frame[HUBS]:
        settle(frame)
    if frame[MERGE]:
        _merge(frame)
    return True


@inner
def open_corridor(frame: Fields, room: int) -> bool:
    """A corridor of the two ends, with room for so many states; False if the workspace is too small."""
    frame[STATES] = frame[ARCS] = 0
    for slot in (STATE, FIRST, LAST, HUB, TWIN):
        if lacks(frame, slot, room):
            return False
    if lacks(frame, POSITION, room):
        return False
    state, place = ints(frame, STATE), ints(frame, PLACE)
    state[BEGIN], state[END] = frame[SOURCE], last_state(frame)
    place[state[BEGIN]] = BEGIN + 1
    place[state[END]] = END + 1
    frame[STATES] = 2
    return True


@inner
def close_corridor(frame: Fields) -> None:
    """Clear `PLACE`, which is all zeros but while a corridor is built."""
    place, state = ints(frame, PLACE), ints(frame, STATE)
    for i in range(frame[STATES]):
        place[state[i]] = 0


@inner
def gather(frame: Fields) -> bool:
    """Admit what either side has expanded, and where the rims touch; False if the workspace is too small."""
    side = NEAR if rim(frame, NEAR) <= rim(frame, FAR) else FAR
    if not open_corridor(frame, 2 + frame[tally(NEAR) + DONE] + frame[tally(FAR) + DONE] + rim(frame, side)):
        return False
    for one in (NEAR, FAR):
        order = ints(frame, one + (ORDER if frame[INFORMATIVE] and not frame[BY_HOPS] else QUEUE))
        for i in range(frame[tally(one) + DONE]):
            admit(frame, order[i])
    queue, level, at = ints(frame, side + QUEUE), flags(frame, LEVEL), tally(side)
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if level[(2 * queue[i] + lane(side)) ^ 1] != UNKNOWN and _leads_on(frame, queue[i]):
            admit(frame, queue[i])
    return True


@inner
def admit(frame: Fields, state: int) -> None:
    """Take a state into the corridor, once."""
    place = ints(frame, PLACE)
    if place[state] == 0:
        ints(frame, STATE)[frame[STATES]] = state
        frame[STATES] += 1
        place[state] = frame[STATES]


@inner
def _leads_on(frame: Fields, state: int) -> bool:
    """Whether a state where the rims touch has more than one neighbour: a path does not turn back, but for a cycle."""
    parent = ints(frame, NEAR + PARENT)[state]
    if frame[SOURCE] == frame[TARGET] and parent == frame[SOURCE]:
        return True
    return parent == MANY or parent != ints(frame, FAR + PARENT)[state]


@inner
def read_strand(frame: Fields, tail: int) -> bool:
    """The arcs of one state on the shortest paths, unless they are known; False if the workspace is too small.

    They lead to the states that stand one step on. Where these are few beside the row of the state, they are looked up.
    """
    if ints(frame, FIRST)[tail] >= 0:
        return True
    trail, step = longs(frame, TRAIL), flags(frame, POSITION)[tail] + 1
    first, last = trail[STRAND + step], trail[STRAND_END + step]
    length = degree(frame, node_of(frame, ints(frame, STATE)[tail]))
    looked_up = length > _SEARCHED * (last - first)
    if looked_up:
        frame[LATE], ints(frame, HUB)[tail] = 0, 0
        for head in range(first, last):
            join(frame, tail, head)
        frame[STEPS] += last - first
        length = frame[LATE]
    if lacks(frame, LATE_KEY, length) or lacks(frame, LATE_HEAD, length):
        return False
    for slot in (SPARE_KEY, SPARE_HEAD):
        if lacks(frame, slot, length):
            return False
    for slot in (HEAD, ARC_PREDICATE, AHEAD, WEIGHT):
        if lacks(frame, slot, frame[ARCS] + length):
            return False
    if looked_up:
        settle_one(frame, tail)
    else:
        read_rows(frame, tail)
    return True


@inner
def _merge(frame: Fields) -> None:
    """Keep one arc between two states: the first of those of the least weight."""
    first, last, best = ints(frame, FIRST), ints(frame, LAST), ints(frame, TWIN)
    head, weight = ints(frame, HEAD), ints(frame, WEIGHT)
    predicate, ahead = shorts(frame, ARC_PREDICATE), flags(frame, AHEAD)
    for state in range(frame[STATES]):
        best[state] = -1
    for tail in range(frame[STATES]):
        for arc in range(first[tail], last[tail]):
            known = best[head[arc]]
            if not first[tail] <= known < arc or weight[arc] < weight[known]:
                best[head[arc]] = arc
        filled = first[tail]
        for arc in range(first[tail], last[tail]):
            if best[head[arc]] != arc:
                continue
            head[filled], weight[filled] = head[arc], weight[arc]
            predicate[filled], ahead[filled] = predicate[arc], ahead[arc]
            filled += 1
        last[tail] = filled
