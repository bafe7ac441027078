"""Kernels that find the arcs between the states of a corridor and its hubs without reading the hubs' rows.

A hub's arcs are told from the rows of its few neighbours in the corridor; two hubs are joined by binary search.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END, add, in_step, key_of
from graph.walks.slots import (
    ARCS,
    DIRECTION,
    FIRST,
    HUB,
    HUBS,
    INTO,
    LAST,
    LATE,
    LATE_HEAD,
    LATE_KEY,
    NODE,
    OPEN_PREDICATE,
    OUT,
    PLACE,
    PREDICATE,
    SOURCE,
    SPARE_HEAD,
    SPARE_KEY,
    STATE,
    STATES,
)
from graph.walks.states import AGAINST, ALONG, behind, degree, layer_behind, layer_of, next_run, node_of, onward, row


@inner
def number_hubs(frame: Fields) -> int:
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
def note_hubs(frame: Fields, room: int) -> bool:
    """The arcs that leave hubs, unsorted; False if the workspace is too small."""
    if lacks(frame, LATE_KEY, room) or lacks(frame, LATE_HEAD, room):
        return False
    for i in range(1, frame[STATES]):
        if ints(frame, HUB)[i] < 0:
            _tell_hubs(frame, i)
    _join_hubs(frame)
    return not lacks(frame, LATE_KEY, frame[LATE]) and not lacks(frame, LATE_HEAD, frame[LATE])


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
        if tail >= 0 and tail != END and tail != head and hub[tail] >= 0 and in_step(frame, tail, head):
            _note(frame, tail, head, key_of(predicates[position], node, against))
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
            if hub[head] < 0 or tail == head or not in_step(frame, tail, head):
                continue
            node = node_of(frame, state[head])
            if onward(frame, layer_of(frame, state[tail]), node) == state[head]:
                join(frame, tail, head)


@inner
def join(frame: Fields, tail: int, head: int) -> None:
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
            _note(frame, tail, head, key_of(predicates[position], reached, against))
        position = limit


@inner
def settle(frame: Fields) -> None:
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
            add(frame, tail, keys[at] & (2**49 - 1), heads[at])
            at += 1
        last[tail] = frame[ARCS]


@inner
def settle_one(frame: Fields, tail: int) -> None:
    """Give one state its row of the arcs that were noted, sorted."""
    _sort_late(frame, frame[LATE])
    keys, heads = longs(frame, LATE_KEY), ints(frame, LATE_HEAD)
    ints(frame, FIRST)[tail] = frame[ARCS]
    for at in range(frame[LATE]):
        add(frame, tail, keys[at], heads[at])
    ints(frame, LAST)[tail] = frame[ARCS]


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
