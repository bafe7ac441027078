"""Kernels for the shortest paths alone: the states on them, and the first of them.

Where the two balls have just met, every shortest path leads from a state where they touch back to both ends, one level
at a time. These states are few, whatever the balls have taken in.
"""

from __future__ import annotations

from graph.frame import Fields, flags, ints, longs, shorts, words
from graph.kernels import inner
from graph.walks.arcs import BEGIN, END
from graph.walks.corridor import admit, open_corridor
from graph.walks.reach import rim
from graph.walks.sight import holds, is_hub, rank, width_of
from graph.walks.slots import (
    COUNT,
    DIRECTION,
    EDGE,
    FAR,
    FIRST,
    HUB_BITS,
    INTO,
    LEAPT,
    LEVEL,
    LEVELS,
    MET,
    NARROW,
    NEAR,
    NODE,
    OPEN_PREDICATE,
    OUT,
    PARENT,
    PLACE,
    POSITION,
    PREDICATE,
    QUEUE,
    RADIUS,
    STATE,
    STATES,
    STEPS,
    STRAND,
    STRAND_END,
    TRAIL,
)
from graph.walks.states import (
    AGAINST,
    ALONG,
    MANY,
    UNKNOWN,
    behind,
    degree,
    lane,
    layer_behind,
    layer_of,
    node_of,
    onward,
    row,
    tally,
)

_LIKELY = 4
"""Entries that a state has in its rows at least, as a rule."""


@inner
def gather_strands(frame: Fields) -> bool:
    """The states on the shortest paths; False if the workspace is too small."""
    if not open_corridor(frame, 2 + frame[tally(NEAR) + COUNT] + frame[tally(FAR) + COUNT]):
        return False
    _meeting(frame)
    met, length = frame[STATES], frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS]
    _note(frame, frame[tally(NEAR) + RADIUS], 2, met)
    for one in (NEAR, FAR):
        first, last = 2, met
        # A ball that has not grown is met at its centre.
        if frame[tally(NEAR) + RADIUS] == 0:
            first, last = BEGIN, BEGIN + 1
        elif frame[tally(FAR) + RADIUS] == 0:
            first, last = END, END + 1
        for radius in range(frame[tally(one) + RADIUS] - 1, 0, -1):
            start = frame[STATES]
            _step_in(frame, one, radius, first, last)
            first, last = start, frame[STATES]
            _note(frame, radius if one == NEAR else length - radius, first, last)
    _note(frame, 0, BEGIN, BEGIN + 1)
    _note(frame, length, END, END + 1)
    return True


@inner
def _meeting(frame: Fields) -> None:
    """Admit the states where the balls touch."""
    if frame[NARROW] > 0:
        _admit_from(frame, frame[NARROW], frame[MET] - 1)
        return
    if frame[NARROW] < 0:
        _admit_from(frame, NEAR, frame[tally(NEAR) + LEAPT])
        _admit_from(frame, FAR, frame[tally(FAR) + LEAPT])
        return
    side = NEAR if rim(frame, NEAR) <= rim(frame, FAR) else FAR
    queue, level, at = ints(frame, side + QUEUE), flags(frame, LEVEL), tally(side)
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if level[(2 * queue[i] + lane(side)) ^ 1] != UNKNOWN:
            admit(frame, queue[i])


@inner
def _admit_from(frame: Fields, side: int, first: int) -> None:
    queue = ints(frame, side + QUEUE)
    for i in range(first, frame[tally(side) + COUNT]):
        admit(frame, queue[i])


@inner
def _note(frame: Fields, step: int, first: int, last: int) -> None:
    """These states stand so many edges from the near end; none of their rows is read yet."""
    trail, position, read = longs(frame, TRAIL), flags(frame, POSITION), ints(frame, FIRST)
    trail[STRAND + step], trail[STRAND_END + step] = first, last
    for i in range(first, last):
        position[i], read[i] = step, -1


@inner
def _step_in(frame: Fields, side: int, radius: int, first: int, last: int) -> None:
    """Admit the states of one level from which some of the states admitted last were met."""
    state, parent = ints(frame, STATE), ints(frame, side + PARENT)
    queue, at = ints(frame, side + QUEUE), tally(side) + LEVELS + radius
    from_here = 0
    for i in range(first, last):
        from_here += _trace_back(frame, side, radius, state[i])
    if from_here == 0:
        return
    if _takes_more(frame, side, radius, from_here):
        for i in range(first, last):
            if parent[state[i]] == MANY and not _is_told(frame, side, radius, state[i]):
                _admit_parents(frame, side, state[i])
        return
    for i in range(frame[at], frame[at + 1]):
        if ints(frame, PLACE)[queue[i]] == 0 and _leads_to(frame, side, queue[i], first, last):
            admit(frame, queue[i])


@inner
def _trace_back(frame: Fields, side: int, radius: int, state: int) -> int:
    """Admit the states of a level from which another was met, if they are known; else how long its rows are."""
    parent = ints(frame, side + PARENT)[state]
    if parent != MANY:
        if parent >= 0:
            admit(frame, parent)
        return 0
    if not _is_told(frame, side, radius, state):
        return degree(frame, node_of(frame, state))
    _admit_beside(frame, state, side, radius)
    return 0


@inner
def _is_told(frame: Fields, side: int, radius: int, state: int) -> bool:
    """Whether a state is a hub, and its bits tell sooner than its rows from which states of a level it was met."""
    length, at = degree(frame, node_of(frame, state)), tally(side) + LEVELS + radius
    return is_hub(frame, length) and length > frame[at + 1] - frame[at]


@inner
def _admit_beside(frame: Fields, hub: int, side: int, radius: int) -> None:
    """Admit every state of a level that is beside a hub."""
    queue, at = ints(frame, side + QUEUE), tally(side) + LEVELS + radius
    start = rank(frame, hub) * width_of(frame)
    for i in range(frame[at], frame[at + 1]):
        if holds(words(frame, HUB_BITS), start, queue[i]):
            admit(frame, queue[i])


@inner
def _takes_more(frame: Fields, side: int, radius: int, limit: int) -> bool:
    """Whether a level has more entries in its rows than this, or is so large that it is likely."""
    queue, at = ints(frame, side + QUEUE), tally(side) + LEVELS + radius
    total = _LIKELY * (frame[at + 1] - frame[at])
    if total > limit:
        return True
    total = 0
    for i in range(frame[at], frame[at + 1]):
        total += degree(frame, node_of(frame, queue[i]))
        if total > limit:
            return True
    return False


@inner
def _admit_parents(frame: Fields, side: int, state: int) -> None:
    """Admit every state of the level before from which a state is met."""
    if frame[DIRECTION] & (ALONG if side == NEAR else AGAINST):
        _admit_row(frame, side, INTO, state)
    if frame[DIRECTION] & (AGAINST if side == NEAR else ALONG):
        _admit_row(frame, side, OUT, state)


@inner
def _admit_row(frame: Fields, side: int, rows: int, state: int) -> None:
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    layer = layer_behind(frame, state) if side == NEAR else layer_of(frame, state)
    position, end = row(frame, rows, node_of(frame, state))
    frame[STEPS] += end - position
    for at in range(position, end):
        before = behind(frame, layer, nodes[at]) if side == NEAR else onward(frame, layer, nodes[at])
        if before >= 0 and is_open[predicates[at]] and _is_before(frame, side, before, state):
            admit(frame, before)


@inner
def _is_before(frame: Fields, side: int, before: int, state: int) -> bool:
    """Whether a state was met one level before another."""
    level = flags(frame, LEVEL)
    found = level[2 * before + lane(side)]
    return found != UNKNOWN and found + 1 == level[2 * state + lane(side)]


@inner
def _leads_to(frame: Fields, side: int, state: int, first: int, last: int) -> bool:
    """Whether one of the states admitted last is met from a state."""
    if frame[DIRECTION] & (ALONG if side == NEAR else AGAINST) and _row_leads(frame, side, OUT, state, first, last):
        return True
    outward = frame[DIRECTION] & (AGAINST if side == NEAR else ALONG)
    return outward != 0 and _row_leads(frame, side, INTO, state, first, last)


@inner
def _row_leads(frame: Fields, side: int, rows: int, state: int, first: int, last: int) -> bool:
    nodes, predicates, is_open = ints(frame, rows + NODE), shorts(frame, rows + PREDICATE), flags(frame, OPEN_PREDICATE)
    place = ints(frame, PLACE)
    layer = layer_of(frame, state) if side == NEAR else layer_behind(frame, state)
    position, end = row(frame, rows, node_of(frame, state))
    frame[STEPS] += end - position
    for at in range(position, end):
        met = onward(frame, layer, nodes[at]) if side == NEAR else behind(frame, layer, nodes[at])
        if met >= 0 and is_open[predicates[at]] and first < place[met] <= last:
            return True
    return False
