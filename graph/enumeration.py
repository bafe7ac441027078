"""Kernels that list the simple paths of a corridor in their total order, the first `WANTED` of them and no more.

The order is cost, then predicates, then nodes, then directions (along an edge before against it); predicates and nodes
are numbered in the order of their IRIs. The search is depth first. It goes on only where a table says that the far end
can be reached with the edges that are left, and, once enough paths are known, only where something better than the
last of them can still come (branch and bound, Land and Doig 1960), so what it lists is exact.

Paths stand in rows of the `FOUND` slots; `FOUND_ORDER` lists the rows, as a heap with the worst first until `arrange`.
The row after the wanted ones holds the path being looked at.
"""

from __future__ import annotations

import numpy as np

from graph.corridor import BEGIN, END
from graph.frame import CUT, ROOM, WHOLE, Longs, flags, ints, lacks, longs, shorts
from graph.kernels import inner
from graph.reach import NEVER, node_of
from graph.slots import (
    AHEAD,
    ARC_PREDICATE,
    BOUND,
    BUDGET,
    DIRECTION,
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
    MERGE,
    MOST,
    ONLY_BEST,
    PATHS,
    PLACE,
    SOURCE,
    STATE,
    STATES,
    STEPS,
    TABLE,
    TARGET,
    TIGHT,
    TRAIL,
    TWIN,
    VIAS,
    VISITED,
    WANTED,
    WEIGHT,
)

# At each depth of the trail: the state, the next arc to try, the cost so far.
_ARC, _SPENT, _DEEPEST = 16, 32, 48


@inner
def reserve(frame: Longs) -> bool:
    """Begin a list of paths; False if the workspace is too small."""
    rows, hops = frame[WANTED] + 1, frame[MOST]
    frame[PATHS] = frame[STEPS] = 0
    if lacks(frame, FOUND_COST, rows) or lacks(frame, FOUND_LENGTH, rows) or lacks(frame, FOUND_ORDER, rows):
        return False
    if lacks(frame, FOUND_NODE, rows * (hops + 1)) or lacks(frame, FOUND_PREDICATE, rows * hops):
        return False
    return not lacks(frame, FOUND_AHEAD, rows * hops) and not lacks(frame, TRAIL, _DEEPEST)


@inner
def _list_first(frame: Longs) -> None:
    """The first of the shortest paths: predicates first, level by level, then nodes (each state is of one level).

    Every arc of a corridor of strands is on a shortest path. The least predicate that leads on from the states so far
    is the next one; then the states are narrowed from the far end to those that keep to these predicates, and the
    least node is taken at each step.
    """
    states, hops, spare = frame[STATES], frame[HOPS], frame[WANTED]
    chosen, reached = ints(frame, FOUND_PREDICATE), ints(frame, TWIN)
    first, last, head = ints(frame, FIRST), ints(frame, LAST), ints(frame, HEAD)
    predicate, mark, trail = shorts(frame, ARC_PREDICATE), flags(frame, VISITED), longs(frame, TRAIL)
    for state in range(states):
        mark[state] = 0
    reached[0], trail[0], trail[1] = BEGIN, 0, 1
    for depth in range(hops):
        best = np.int64(NEVER)
        for i in range(trail[depth], trail[depth + 1]):
            best = min(best, np.int64(predicate[first[reached[i]]]))
        chosen[spare * frame[MOST] + depth] = best
        filled = trail[depth + 1]
        for i in range(trail[depth], trail[depth + 1]):
            for arc in range(first[reached[i]], last[reached[i]]):
                if predicate[arc] == best and mark[head[arc]] == 0:
                    mark[head[arc]] = 1
                    reached[filled] = head[arc]
                    filled += 1
        trail[depth + 2] = filled
    _narrow(frame)
    _take_least(frame)


@inner
def _narrow(frame: Longs) -> None:
    """Mark the reached states from which the far end is reached by the chosen predicates."""
    spare, mark, trail = frame[WANTED], flags(frame, VISITED), longs(frame, TRAIL)
    head, predicate, reached = ints(frame, HEAD), shorts(frame, ARC_PREDICATE), ints(frame, TWIN)
    mark[END] = 2
    for depth in range(frame[HOPS] - 1, 0, -1):
        chosen = ints(frame, FOUND_PREDICATE)[spare * frame[MOST] + depth]
        for i in range(trail[depth], trail[depth + 1]):
            for arc in range(ints(frame, FIRST)[reached[i]], ints(frame, LAST)[reached[i]]):
                if predicate[arc] == chosen and mark[head[arc]] == 2:
                    mark[reached[i]] = 2


@inner
def _take_least(frame: Longs) -> None:
    """The path of marked states with the chosen predicates whose nodes come first."""
    spare, state = frame[WANTED], BEGIN
    head, predicate, mark = ints(frame, HEAD), shorts(frame, ARC_PREDICATE), flags(frame, VISITED)
    node, chosen = ints(frame, FOUND_NODE), ints(frame, FOUND_PREDICATE)
    node[spare * (frame[MOST] + 1)] = frame[SOURCE]
    for depth in range(frame[HOPS]):
        for arc in range(ints(frame, FIRST)[state], ints(frame, LAST)[state]):
            # A row is sorted by node within a predicate, and along an edge before against it.
            if predicate[arc] == chosen[spare * frame[MOST] + depth] and mark[head[arc]] == 2:
                flags(frame, FOUND_AHEAD)[spare * frame[MOST] + depth] = flags(frame, AHEAD)[arc]
                node[spare * (frame[MOST] + 1) + depth + 1] = node_of(frame, ints(frame, STATE)[head[arc]])
                state = head[arc]
                break
    ints(frame, FOUND_COST)[spare], ints(frame, FOUND_LENGTH)[spare] = frame[HOPS], frame[HOPS]
    _offer(frame)


@inner
def enumerate_paths(frame: Longs) -> int:
    """Add the corridor's paths within `HOPS` (`EXACT` or at most) and `BOUND` to those found; a status."""
    if lacks(frame, TABLE, (frame[HOPS] + 1) * frame[STATES]) or lacks(frame, VISITED, frame[STATES]):
        return ROOM
    if frame[TIGHT] and frame[WANTED] == 1:
        _list_first(frame)
        return WHOLE
    _remaining(frame)
    if ints(frame, TABLE)[frame[HOPS] * frame[STATES] + BEGIN] > frame[BOUND]:
        return WHOLE
    _find_twins(frame)
    return _search(frame)


@inner
def _remaining(frame: Longs) -> None:
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
def _find_twins(frame: Longs) -> None:
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
def _search(frame: Longs) -> int:
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
def _worth(frame: Longs, depth: int, at: int) -> bool:
    """Whether a path that is wanted may come of walking this arc."""
    trail, head = longs(frame, TRAIL), ints(frame, HEAD)[at]
    left = (frame[HOPS] - depth - 1) * frame[STATES]
    cost = trail[_SPENT + depth] + ints(frame, WEIGHT)[at] + ints(frame, TABLE)[left + head]
    if cost > frame[BOUND] or flags(frame, VISITED)[ints(frame, TWIN)[head]]:
        return False
    ints(frame, FOUND_PREDICATE)[frame[WANTED] * frame[MOST] + depth] = shorts(frame, ARC_PREDICATE)[at]
    if frame[PATHS] < frame[WANTED] or not _too_late(frame, depth, cost):
        return True
    if not frame[INFORMATIVE]:
        # Every later arc of the row has this predicate or a later one, and all paths of a round have one cost.
        trail[_ARC + depth] = ints(frame, LAST)[trail[depth]]
    return False


@inner
def _walk(frame: Longs, depth: int, at: int) -> int:
    """Take an arc: note the path if it is whole, else go one deeper; the depth that follows."""
    trail, head, spare = longs(frame, TRAIL), ints(frame, HEAD)[at], frame[WANTED]
    cost = trail[_SPENT + depth] + ints(frame, WEIGHT)[at]
    flags(frame, FOUND_AHEAD)[spare * frame[MOST] + depth] = flags(frame, AHEAD)[at]
    node = node_of(frame, ints(frame, STATE)[head])
    ints(frame, FOUND_NODE)[spare * (frame[MOST] + 1) + depth + 1] = node
    if head == END:
        if depth + 1 >= frame[LEAST] and not _turns_back(frame, depth, at):
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
def _turns_back(frame: Longs, depth: int, at: int) -> bool:
    """Whether a cycle of two edges uses one edge twice."""
    if depth != 1 or frame[SOURCE] != frame[TARGET]:
        return False
    first, ahead, predicate = longs(frame, TRAIL)[_ARC] - 1, flags(frame, AHEAD), shorts(frame, ARC_PREDICATE)
    if ahead[first] == ahead[at]:
        return frame[MERGE] != 0 and frame[DIRECTION] == 3
    return frame[MERGE] != 0 or predicate[first] == predicate[at]


@inner
def _too_late(frame: Longs, depth: int, cost: int) -> bool:
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
def _before(frame: Longs, a: int, b: int) -> bool:
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
def _offer(frame: Longs) -> None:
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
def _copy(frame: Longs, source: int, target: int) -> None:
    cost, length, most = ints(frame, FOUND_COST), ints(frame, FOUND_LENGTH), frame[MOST]
    predicate, node, ahead = ints(frame, FOUND_PREDICATE), ints(frame, FOUND_NODE), flags(frame, FOUND_AHEAD)
    cost[target], length[target] = cost[source], length[source]
    for i in range(length[source]):
        predicate[target * most + i] = predicate[source * most + i]
        ahead[target * most + i] = ahead[source * most + i]
    for i in range(length[source] + 1):
        node[target * (most + 1) + i] = node[source * (most + 1) + i]


@inner
def _rise(frame: Longs, at: int) -> None:
    order = ints(frame, FOUND_ORDER)
    while at > 0:
        above = (at - 1) >> 1
        if not _before(frame, order[above], order[at]):
            return
        order[above], order[at] = order[at], order[above]
        at = above


@inner
def _sink(frame: Longs, at: int, size: int) -> None:
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
def arrange(frame: Longs) -> None:
    """Put the rows in order, the best first (heapsort), and let go of the others if only the best are wanted."""
    order, cost = ints(frame, FOUND_ORDER), ints(frame, FOUND_COST)
    for size in range(frame[PATHS] - 1, 0, -1):
        order[0], order[size] = order[size], order[0]
        _sink(frame, 0, size)
    while frame[ONLY_BEST] and frame[PATHS] and cost[order[frame[PATHS] - 1]] != cost[order[0]]:
        frame[PATHS] -= 1
