"""Kernels that read the arcs of a corridor from the rows of the network, and add them to it.

The arcs of a state stand in a row, sorted by predicate, then by the node they lead to.
"""

from __future__ import annotations

import numpy as np

from graph.frame import Fields, flags, ints, longs, shorts
from graph.kernels import inner
from graph.walks.slots import (
    AHEAD,
    ARC_PREDICATE,
    ARCS,
    DIRECTION,
    FIRST,
    HEAD,
    INFORMATIVE,
    INTO,
    LAST,
    NODE,
    NODE_COST,
    OPEN_PREDICATE,
    OUT,
    PLACE,
    POSITION,
    PREDICATE,
    PREDICATE_COST,
    SOURCE,
    SPARE_HEAD,
    SPARE_KEY,
    STATE,
    STEPS,
    TARGET,
    TIGHT,
    VIAS,
    WEIGHT,
)
from graph.walks.states import AGAINST, ALONG, layer_of, node_of, onward, row

BEGIN, END = 0, 1
"""The two ends among the states of a corridor; where the ends are one node they are still two states."""


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
def key_of(predicate: int, node: int, against: int) -> int:
    """Order of the arcs in a row: predicate, then node, then along the edge before against it."""
    return (np.int64(predicate) << 33) | (np.int64(node) << 1) | against


@inner
def add(frame: Fields, tail: int, key: int, head: int) -> None:
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
def in_step(frame: Fields, tail: int, head: int) -> bool:
    """Whether an arc can be on a path that is wanted: on the shortest paths alone, each arc leads one step on."""
    position = flags(frame, POSITION)
    return frame[TIGHT] == 0 or position[head] == position[tail] + 1


@inner
def read_rows(frame: Fields, tail: int) -> None:
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
            add(frame, tail, keys[i], heads[i])
            i += 1
        else:
            add(frame, tail, keys[j], heads[j])
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
        if head >= 0 and is_open[predicates[at]] and in_step(frame, tail, head):
            keys[filled], heads[filled] = key_of(predicates[at], other, against), head
            filled += 1
    return filled
