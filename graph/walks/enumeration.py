"""Kernels that list the simple paths of a corridor in their total order, the first `WANTED` of them and no more.

The order is cost, then predicates, then nodes, then directions (along an edge before against it); predicates and nodes
are numbered in the order of their IRIs. Where all paths have one cost, `graph.walks.sequences` lists them so. Else the
search here is depth first. It goes on only where a table says that the far end can be reached with the edges that are
left, and, once enough paths are known, only where something better than the last of them can still come (branch and
bound, Land and Doig 1960), so what it lists is exact.

Paths stand in rows of the `FOUND` slots; `FOUND_ORDER` lists the rows, in this search as a heap with the worst first
until `arrange`. The row after the wanted ones holds the path being looked at.
"""

from __future__ import annotations

from graph.frame import CUT, ROOM, WHOLE, Fields, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END
from graph.walks.sequences import list_in_order, turns_back
from graph.walks.slots import (
    AHEAD,
    ARC_PREDICATE,
    BOUND,
    BUDGET,
    EXACT,
    FIRST,
    FOUND_AHEAD,
    FOUND_COST,
    FOUND_LENGTH,
    FOUND_NODE,
    FOUND_ORDER,
    FOUND_PREDICATE,
    HEAD,
    HOPS,
    INFORMATIVE,
    LAST,
    LEAST,
    MOST,
    ONLY_BEST,
    PATHS,
    PLACE,
    SOURCE,
    STATE,
    STATES,
    STEPS,
    TABLE,
    TIGHT,
    TRAIL,
    TRAIL_SIZE,
    TWIN,
    VIAS,
    VISITED,
    WANTED,
    WEIGHT,
)
from graph.walks.states import NEVER, node_of

# At each depth of the trail: the state, the next arc to try, the cost so far.
_ARC, _SPENT = 16, 32


@inner
def reserve(frame: Fields) -> bool:
    """Begin a list of paths; False if the workspace is too small."""
    rows, hops = frame[WANTED] + 1, frame[MOST]
    frame[PATHS] = frame[STEPS] = 0
    if lacks(frame, FOUND_COST, rows) or lacks(frame, FOUND_LENGTH, rows) or lacks(frame, FOUND_ORDER, rows):
        return False
    if lacks(frame, FOUND_NODE, rows * (hops + 1)) or lacks(frame, FOUND_PREDICATE, rows * hops):
        return False
    return not lacks(frame, FOUND_AHEAD, rows * hops) and not lacks(frame, TRAIL, TRAIL_SIZE)


@inner
def enumerate_paths(frame: Fields) -> int:
    """Add the corridor's paths within `HOPS` (`EXACT` or at most) and `BOUND` to those found; a status."""
    if lacks(frame, VISITED, frame[STATES]):
        return ROOM
    if frame[TIGHT]:
        _find_twins(frame)
        return list_in_order(frame)
    if lacks(frame, TABLE, (frame[HOPS] + 1) * frame[STATES]):
        return ROOM
    _remaining(frame)
    if ints(frame, TABLE)[frame[HOPS] * frame[STATES] + BEGIN] > frame[BOUND]:
        return WHOLE
    _find_twins(frame)
    return _search(frame) if frame[INFORMATIVE] else list_in_order(frame)


@inner
def _remaining(frame: Fields) -> None:
    """The table: the least weight from a state to the far end with `r` edges (exactly, or at most)."""
    table, states = ints(frame, TABLE), frame[STATES]
    first, last, head, weight = ints(frame, FIRST), ints(frame, LAST), ints(frame, HEAD), ints(frame, WEIGHT)
    for state in range(states):
        table[state] = NEVER
    table[END] = 0
    for left in range(1, frame[HOPS] + 1):
        before, now = (left - 1) * states, left * states
        for state in range(states):
            best = NEVER if frame[EXACT] else table[before + state]
            for arc in range(first[state], last[state]):
                best = min(best, weight[arc] + table[before + head[arc]])
            table[now + state] = best


@inner
def _find_twins(frame: Fields) -> None:
    """For each state the first state of the same node, so that a node is visited once in all layers; ends apart."""
    twin, visited = ints(frame, TWIN), flags(frame, VISITED)
    state, place = ints(frame, STATE), ints(frame, PLACE)
    for i in range(frame[STATES]):
        twin[i] = i
        visited[i] = 0
    if frame[VIAS] == 0:
        return
    for i in range(2, frame[STATES]):
        node = node_of(frame, state[i])
        if place[node] == 0:
            place[node] = i + 1
        twin[i] = place[node] - 1
    for i in range(2, frame[STATES]):
        place[node_of(frame, state[i])] = 0


@inner
def _search(frame: Fields) -> int:
    """The depth-first search; CUT when the budget of steps ran out."""
    trail, last, first = longs(frame, TRAIL), ints(frame, LAST), ints(frame, FIRST)
    visited, twin = flags(frame, VISITED), ints(frame, TWIN)
    trail[0], trail[_ARC], trail[_SPENT] = BEGIN, first[BEGIN], 0
    ints(frame, FOUND_NODE)[frame[WANTED] * (frame[MOST] + 1)] = frame[SOURCE]
    depth, steps = 0, frame[STEPS]
    while depth >= 0:
        steps += 1
        if steps > frame[BUDGET]:
            break
        at, tail = trail[_ARC + depth], trail[depth]
        if at >= last[tail]:
            visited[twin[tail]] = 0
            depth -= 1
            continue
        trail[_ARC + depth] = at + 1
        if _worth(frame, depth, at):
            depth = _walk(frame, depth, at)
    frame[STEPS] = steps
    return CUT if depth >= 0 else WHOLE


@inner
def _worth(frame: Fields, depth: int, at: int) -> bool:
    """Whether a path that is wanted may come of walking this arc."""
    trail, head = longs(frame, TRAIL), ints(frame, HEAD)[at]
    left = (frame[HOPS] - depth - 1) * frame[STATES]
    cost = trail[_SPENT + depth] + ints(frame, WEIGHT)[at] + ints(frame, TABLE)[left + head]
    if cost > frame[BOUND] or flags(frame, VISITED)[ints(frame, TWIN)[head]]:
        return False
    ints(frame, FOUND_PREDICATE)[frame[WANTED] * frame[MOST] + depth] = shorts(frame, ARC_PREDICATE)[at]
    return frame[PATHS] < frame[WANTED] or not _too_late(frame, depth, cost)


@inner
def _walk(frame: Fields, depth: int, at: int) -> int:
    """Take an arc: note the path if it is whole, else go one deeper; the depth that follows."""
    trail, head, spare = longs(frame, TRAIL), ints(frame, HEAD)[at], frame[WANTED]
    cost = trail[_SPENT + depth] + ints(frame, WEIGHT)[at]
    flags(frame, FOUND_AHEAD)[spare * frame[MOST] + depth] = flags(frame, AHEAD)[at]
    node = node_of(frame, ints(frame, STATE)[head])
    ints(frame, FOUND_NODE)[spare * (frame[MOST] + 1) + depth + 1] = node
    if head == END:
        back = depth == 1 and turns_back(frame, trail[_ARC] - 1, at)
        if depth + 1 >= frame[LEAST] and not back:
            ints(frame, FOUND_COST)[spare] = cost
            ints(frame, FOUND_LENGTH)[spare] = depth + 1
            _offer(frame)
        return depth
    flags(frame, VISITED)[ints(frame, TWIN)[head]] = 1
    trail[depth + 1] = head
    trail[_ARC + depth + 1] = ints(frame, FIRST)[head]
    trail[_SPENT + depth + 1] = cost
    return depth + 1


@inner
def _too_late(frame: Fields, depth: int, cost: int) -> bool:
    """Whether every path that begins like this one comes after all those that are wanted."""
    worst = ints(frame, FOUND_ORDER)[0]
    known = ints(frame, FOUND_COST)[worst]
    if cost != known:
        return cost > known
    predicate, length = ints(frame, FOUND_PREDICATE), ints(frame, FOUND_LENGTH)[worst]
    mine, other = frame[WANTED] * frame[MOST], worst * frame[MOST]
    for i in range(depth + 1):
        if i >= length:
            return True
        if predicate[mine + i] != predicate[other + i]:
            return predicate[mine + i] > predicate[other + i]
    return False


@inner
def _before(frame: Fields, a: int, b: int) -> bool:
    """The total order of two rows."""
    cost, length = ints(frame, FOUND_COST), ints(frame, FOUND_LENGTH)
    if cost[a] != cost[b]:
        return cost[a] < cost[b]
    most, shorter = frame[MOST], min(length[a], length[b])
    predicate, node, ahead = ints(frame, FOUND_PREDICATE), ints(frame, FOUND_NODE), flags(frame, FOUND_AHEAD)
    for i in range(shorter):
        if predicate[a * most + i] != predicate[b * most + i]:
            return predicate[a * most + i] < predicate[b * most + i]
    if length[a] != length[b]:
        return length[a] < length[b]
    for i in range(shorter + 1):
        if node[a * (most + 1) + i] != node[b * (most + 1) + i]:
            return node[a * (most + 1) + i] < node[b * (most + 1) + i]
    for i in range(shorter):
        if ahead[a * most + i] != ahead[b * most + i]:
            return ahead[a * most + i] > ahead[b * most + i]
    return False


@inner
def _offer(frame: Fields) -> None:
    """Keep the path being looked at if there is room, or if it comes before the worst that is kept."""
    order, spare, count = ints(frame, FOUND_ORDER), frame[WANTED], frame[PATHS]
    if count < spare:
        order[count] = count
        frame[PATHS] = count + 1
        _copy(frame, spare, count)
        _rise(frame, count)
    elif _before(frame, spare, order[0]):
        _copy(frame, spare, order[0])
        _sink(frame, 0, count)


@inner
def _copy(frame: Fields, source: int, target: int) -> None:
    cost, length, most = ints(frame, FOUND_COST), ints(frame, FOUND_LENGTH), frame[MOST]
    predicate, node, ahead = ints(frame, FOUND_PREDICATE), ints(frame, FOUND_NODE), flags(frame, FOUND_AHEAD)
    cost[target], length[target] = cost[source], length[source]
    for i in range(length[source]):
        predicate[target * most + i] = predicate[source * most + i]
        ahead[target * most + i] = ahead[source * most + i]
    for i in range(length[source] + 1):
        node[target * (most + 1) + i] = node[source * (most + 1) + i]


@inner
def _rise(frame: Fields, at: int) -> None:
    order = ints(frame, FOUND_ORDER)
    while at > 0:
        above = (at - 1) >> 1
        if not _before(frame, order[above], order[at]):
            return
        order[above], order[at] = order[at], order[above]
        at = above


@inner
def _sink(frame: Fields, at: int, size: int) -> None:
    order = ints(frame, FOUND_ORDER)
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and _before(frame, order[below], order[below + 1]):
            below += 1
        if not _before(frame, order[at], order[below]):
            return
        order[at], order[below] = order[below], order[at]
        at = below


@inner
def arrange(frame: Fields) -> None:
    """Put the rows in order, the best first (heapsort), and let go of the others if only the best are wanted."""
    order, cost = ints(frame, FOUND_ORDER), ints(frame, FOUND_COST)
    for size in range(frame[PATHS] - 1 if frame[INFORMATIVE] else 0, 0, -1):
        order[0], order[size] = order[size], order[0]
        _sink(frame, 0, size)
    while frame[ONLY_BEST] and frame[PATHS] and cost[order[frame[PATHS] - 1]] != cost[order[0]]:
        frame[PATHS] -= 1
