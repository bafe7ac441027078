"""Kernels that cut out of the network the part in which the paths between two ends lie.

A corridor is a small network of its own: the states in the two balls that a path may use, and the arcs among them, in
rows sorted by predicate, then node. Each row of the network is read once, however many paths go through it, and a
hub's row is not read at all when its arcs can be told from the rows of its few neighbours in the corridor.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.reach import AHEAD as ALONG
from graph.reach import BACK as AGAINST
from graph.reach import (
    MANY,
    UNKNOWN,
    behind,
    degree,
    lane,
    last_state,
    layer_behind,
    layer_of,
    next_run,
    node_of,
    onward,
    rim,
    row,
    tally,
)
from graph.slots import (
    AHEAD,
    ARC_PREDICATE,
    ARCS,
    BY_HOPS,
    COUNT,
    DIRECTION,
    DONE,
    EDGE,
    FAR,
    FIRST,
    HEAD,
    HUB,
    HUBS,
    INFORMATIVE,
    INTO,
    LAST,
    LATE,
    LATE_HEAD,
    LATE_KEY,
    LEVEL,
    MERGE,
    NEAR,
    NODE,
    NODE_COST,
    OPEN_PREDICATE,
    ORDER,
    OUT,
    PARENT,
    PLACE,
    POSITION,
    PREDICATE,
    PREDICATE_COST,
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
    TIGHT,
    TRAIL,
    TWIN,
    VIAS,
    WEIGHT,
)

_SEARCHED = 64
"""Entries of a row that are read in the time in which one is looked up by binary search."""
BEGIN, END = 0, 1
"""The two ends among the states of a corridor; where the ends are one node they are still two states."""


@inner
def fill(frame: Fields) -> bool:
    """The arcs among the states that were gathered; False if the workspace is too small."""
    room = _hubs(frame)
    frame[LATE] = 0
    hub = ints(frame, HUB)
    if frame[HUBS] and not _note_hubs(frame, room):
        return False
    room += frame[LATE]
    for slot in (SPARE_KEY, SPARE_HEAD, HEAD, ARC_PREDICATE, AHEAD, WEIGHT):
        if lacks(frame, slot, room):
            return False
    for i in range(frame[STATES]):
        if hub[i] < 0:
            _read_rows(frame, i)
    if frame[HUBS]:
        _settle(frame)
    if frame[MERGE]:
        _merge(frame)
    return True


@inner
def _note_hubs(frame: Fields, room: int) -> bool:
    """The arcs that leave hubs, unsorted; False if the workspace is too small."""
    if lacks(frame, LATE_KEY, room) or lacks(frame, LATE_HEAD, room):
        return False
    for i in range(1, frame[STATES]):
        if ints(frame, HUB)[i] < 0:
            _tell_hubs(frame, i)
    _join_hubs(frame)
    return not lacks(frame, LATE_KEY, frame[LATE]) and not lacks(frame, LATE_HEAD, frame[LATE])


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
def _hubs(frame: Fields) -> int:
    """Number the states whose rows are long beside the corridor (the others get -1); the length of the other rows."""
    state, hub, states = ints(frame, STATE), ints(frame, HUB), frame[STATES]
    hubs, total, room = 0, 0, 1
    for i in range(states):
        hub[i] = -1
        length = degree(frame, node_of(frame, state[i]))
        room += length
        if length > 8 * states + 32:
            hub[i] = hubs
            hubs += 1
            total += length
    # Two hubs are joined by binary searches in the runs of a row; above this many, reading the rows is cheaper.
    if 512 * hubs * hubs > total:
        for i in range(states):
            hub[i] = -1
        hubs = total = 0
    frame[HUBS] = hubs
    return room - total


@inner
def _place_of(frame: Fields, tail: int, entered: int, node: int) -> int:
    """Where an entered state stands in the corridor; -1 if it does not, or may not be entered from `tail`."""
    if entered < 0:
        return -1
    if node == frame[TARGET]:
        return END
    if node == frame[SOURCE]:
        return -1
    found = ints(frame, PLACE)[entered] - 1
    return found if found != tail else -1


@inner
def _key(predicate: int, node: int, against: int) -> int:
    """Order of the arcs in a row: predicate, then node, then along the edge before against it."""
    return (np.int64(predicate) << 33) | (np.int64(node) << 1) | against


@inner
def _add(frame: Fields, tail: int, key: int, head: int) -> None:
    """Append an arc."""
    at = frame[ARCS]
    ints(frame, HEAD)[at] = head
    shorts(frame, ARC_PREDICATE)[at] = key >> 33
    flags(frame, AHEAD)[at] = 1 - (key & 1)
    weight = np.int64(1)
    if frame[INFORMATIVE]:
        state, cost = ints(frame, STATE), shorts(frame, NODE_COST)
        weight = np.int64(ints(frame, PREDICATE_COST)[key >> 33])
        weight += np.int64(cost[node_of(frame, state[tail])]) + np.int64(cost[node_of(frame, state[head])])
    ints(frame, WEIGHT)[at] = weight
    frame[ARCS] = at + 1


@inner
def _read_rows(frame: Fields, tail: int) -> None:
    """The arcs of one state: what lies in the corridor of the two rows of its node, merged."""
    keys, heads = longs(frame, SPARE_KEY), ints(frame, SPARE_HEAD)
    ints(frame, FIRST)[tail] = frame[ARCS]
    middle = end = 0
    if tail != END:
        middle = _read_row(frame, tail, OUT, 0, 0) if frame[DIRECTION] & ALONG else 0
        end = _read_row(frame, tail, INTO, 1, middle) if frame[DIRECTION] & AGAINST else middle
    i, j = 0, middle
    while i < middle or j < end:
        if j >= end or (i < middle and keys[i] < keys[j]):
            _add(frame, tail, keys[i], heads[i])
            i += 1
        else:
            _add(frame, tail, keys[j], heads[j])
            j += 1
    ints(frame, LAST)[tail] = frame[ARCS]


@inner
def _read_row(frame: Fields, tail: int, rows: int, against: int, filled: int) -> int:
    """Note the arcs of one row of a state; how many there are then."""
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    keys, heads, place = longs(frame, SPARE_KEY), ints(frame, SPARE_HEAD), ints(frame, PLACE)
    state, many = ints(frame, STATE)[tail], frame[VIAS] != 0
    layer = layer_of(frame, state)
    start, end = row(frame, rows, node_of(frame, state))
    frame[STEPS] += end - start
    for at in range(np.uint64(start), np.uint64(end)):
        other = np.int64(nodes[at])
        if not many and place[np.uint64(other)] == 0:
            continue
        head = _place_of(frame, tail, onward(frame, layer, other), other)
        if head >= 0 and is_open[predicates[at]] and _in_step(frame, tail, head):
            keys[filled], heads[filled] = _key(predicates[at], other, against), head
            filled += 1
    return filled


@inner
def _in_step(frame: Fields, tail: int, head: int) -> bool:
    """Whether an arc can be on a path that is wanted: on the shortest paths alone, each arc leads one step on."""
    position = flags(frame, POSITION)
    return frame[TIGHT] == 0 or position[head] == position[tail] + 1


@inner
def _tell_hubs(frame: Fields, head: int) -> None:
    """The arcs from hubs to one state, told from the rows of its node."""
    if frame[DIRECTION] & ALONG:
        _tell_row(frame, head, INTO, 0)
    if frame[DIRECTION] & AGAINST:
        _tell_row(frame, head, OUT, 1)


@inner
def _tell_row(frame: Fields, head: int, rows: int, against: int) -> None:
    state, hub, place = ints(frame, STATE)[head], ints(frame, HUB), ints(frame, PLACE)
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    node, layer = node_of(frame, state), layer_behind(frame, state)
    position, end = row(frame, rows, node)
    while position < end:
        if is_open[predicates[position]] == 0:
            position = next_run(frame, rows, position, end)
            continue
        left = behind(frame, layer, nodes[position])
        tail = place[left] - 1 if left >= 0 else -1
        if left == frame[SOURCE]:
            tail = BEGIN
        if tail >= 0 and tail != END and tail != head and hub[tail] >= 0 and _in_step(frame, tail, head):
            _note(frame, tail, head, _key(predicates[position], node, against))
        position += 1


@inner
def _note(frame: Fields, tail: int, head: int, key: int) -> None:
    """Note an arc that leaves a hub, to be sorted into its row; beyond the room there is, only count it."""
    at, keys = frame[LATE], longs(frame, LATE_KEY)
    if at < keys.size:
        keys[at] = (np.int64(ints(frame, HUB)[tail]) << 49) | key
        ints(frame, LATE_HEAD)[at] = head
    frame[LATE] = at + 1


@inner
def _join_hubs(frame: Fields) -> None:
    """The arcs between two hubs, found by binary search."""
    state, hub, states = ints(frame, STATE), ints(frame, HUB), frame[STATES]
    for tail in range(states):
        if hub[tail] < 0 or tail == END:
            continue
        for head in range(1, states):
            if hub[head] < 0 or tail == head or not _in_step(frame, tail, head):
                continue
            node = node_of(frame, state[head])
            if onward(frame, layer_of(frame, state[tail]), node) == state[head]:
                _join(frame, tail, head)


@inner
def _join(frame: Fields, tail: int, head: int) -> None:
    """Note every arc from one state to another, as the shorter rows tell."""
    state = ints(frame, STATE)
    told = degree(frame, node_of(frame, state[head])) < degree(frame, node_of(frame, state[tail]))
    if frame[DIRECTION] & ALONG:
        _search_row(frame, INTO if told else OUT, tail, head, 0, told)
    if frame[DIRECTION] & AGAINST:
        _search_row(frame, OUT if told else INTO, tail, head, 1, told)


@inner
def _search_row(frame: Fields, rows: int, tail: int, head: int, against: int, told: bool) -> None:
    """Note every arc between two states: a binary search in each run of one predicate, of the head's row if `told`."""
    state = ints(frame, STATE)
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    reached = node_of(frame, state[head])
    here, node = (reached, node_of(frame, state[tail])) if told else (node_of(frame, state[tail]), reached)
    position, end = row(frame, rows, here)
    while position < end:
        limit = next_run(frame, rows, position, end)
        low, high = position, limit
        while low < high:
            middle = (low + high) >> 1
            if nodes[middle] < node:
                low = middle + 1
            else:
                high = middle
        if is_open[predicates[position]] and low < limit and nodes[low] == node:
            _note(frame, tail, head, _key(predicates[position], reached, against))
        position = limit


@inner
def _settle(frame: Fields) -> None:
    """Give the hubs their rows, sorted."""
    count = frame[LATE]
    _sort_late(frame, count)
    keys, heads, first, last = longs(frame, LATE_KEY), ints(frame, LATE_HEAD), ints(frame, FIRST), ints(frame, LAST)
    hub, at = ints(frame, HUB), 0
    for tail in range(frame[STATES]):
        if hub[tail] < 0:
            continue
        first[tail] = frame[ARCS]
        while at < count and keys[at] >> 49 == hub[tail]:
            _add(frame, tail, keys[at] & (2**49 - 1), heads[at])
            at += 1
        last[tail] = frame[ARCS]


@inner
def _sort_late(frame: Fields, count: int) -> None:
    """Sort the noted arcs by their keys (merge sort, from runs of one up)."""
    keys, heads = longs(frame, LATE_KEY), ints(frame, LATE_HEAD)
    new_keys, new_heads = longs(frame, SPARE_KEY), ints(frame, SPARE_HEAD)
    width = 1
    while width < count:
        for low in range(0, count, 2 * width):
            middle, high = min(low + width, count), min(low + 2 * width, count)
            left, right = low, middle
            for at in range(low, high):
                if left < middle and (right >= high or keys[left] <= keys[right]):
                    new_keys[at], new_heads[at] = keys[left], heads[left]
                    left += 1
                else:
                    new_keys[at], new_heads[at] = keys[right], heads[right]
                    right += 1
        for at in range(count):
            keys[at], heads[at] = new_keys[at], new_heads[at]
        width *= 2


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
            _join(frame, tail, head)
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
        _settle_one(frame, tail)
    else:
        _read_rows(frame, tail)
    return True


@inner
def _settle_one(frame: Fields, tail: int) -> None:
    """Give one state its row of the arcs that were noted, sorted."""
    _sort_late(frame, frame[LATE])
    keys, heads = longs(frame, LATE_KEY), ints(frame, LATE_HEAD)
    ints(frame, FIRST)[tail] = frame[ARCS]
    for at in range(frame[LATE]):
        _add(frame, tail, keys[at], heads[at])
    ints(frame, LAST)[tail] = frame[ARCS]


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
