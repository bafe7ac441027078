"""Kernels that look past hubs: whether two balls meet beyond the long rows on their rims, told without reading those.

The neighbours of a hub are kept as a set of bits too, one for each node. Whether a hub is beside a node is then one
look, and what two hubs have in common is found 64 nodes at a time (Culpepper and Moffat, Efficient set intersection for
inverted indexing, 2010, keep long lists so, and short ones as numbers). A shortest path through hubs costs what the
rows beside them cost.
"""

from __future__ import annotations

from graph.frame import Fields, flags, ints, size
from graph.kernels import inner
from graph.walks.between import meet_hubs
from graph.walks.reach import close_level, effort, is_tight, rim
from graph.walks.sight import is_seen, look_from, meet, survey, width_of
from graph.walks.slots import (
    COUNT,
    DIRECTION,
    EDGE,
    FAR,
    GATED,
    HUB_NODE,
    HUBBED,
    INFORMATIVE,
    LEAPT,
    LEAST,
    LEVEL,
    LEVELS,
    MET,
    MOST,
    NARROW,
    NEAR,
    QUEUE,
    RADIUS,
    SOURCE,
    TARGET,
    VIAS,
)
from graph.walks.states import UNKNOWN, lane, tally

_RIM = 2048
"""How many states a rim may have: more take as long to look through as a hub."""


@inner
def leap(frame: Fields) -> bool:
    """Have two balls meet that are one or two edges apart, if this costs less than the next level and they do.

    Both balls grow by what the hubs on their rims leave out; the hubs' own neighbours join them only where the balls
    touch. If they do not touch, both are as they were.
    """
    if not _is_plain(frame) or rim(frame, NEAR) > _RIM or rim(frame, FAR) > _RIM:
        return False
    near_cost, far_cost = survey(frame, NEAR), survey(frame, FAR)
    near, far = frame[tally(NEAR) + HUBBED], frame[tally(FAR) + HUBBED]
    cost = near_cost + far_cost + ((2 * near + far) * width_of(frame) >> 3)
    if near + far == 0 or cost >= min(effort(frame, NEAR), effort(frame, FAR)):
        return False
    look_from(frame, NEAR, rim(frame, FAR) + far_cost)
    _note_leap(frame)
    _meet_rim(frame)
    if frame[MET]:
        close_level(frame, NEAR)
        return True
    if frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS] + 2 <= frame[MOST]:
        look_from(frame, FAR, near_cost)
        _note_leap(frame)
        _meet_between(frame)
        if frame[MET]:
            close_level(frame, NEAR)
            close_level(frame, FAR)
            return True
        _draw_back(frame, FAR)
    _draw_back(frame, NEAR)
    return False


@inner
def _is_plain(frame: Fields) -> bool:
    """Whether the shortest paths alone are looked for, through whatever there is, both ways, between two nodes."""
    if size(frame, HUB_NODE) == 0 or not is_tight(frame) or frame[INFORMATIVE] or frame[GATED] or frame[VIAS]:
        return False
    length = frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS] + 1
    return frame[DIRECTION] == 3 and frame[SOURCE] != frame[TARGET] and frame[LEAST] <= length


@inner
def _note_leap(frame: Fields) -> None:
    """Note that what the balls meet from now on is where they touch, unless they have touched."""
    if not frame[MET]:
        frame[tally(NEAR) + LEAPT], frame[tally(FAR) + LEAPT] = frame[tally(NEAR) + COUNT], frame[tally(FAR) + COUNT]
        frame[NARROW] = -1


@inner
def _meet_rim(frame: Fields) -> None:
    """Where the balls are one edge apart: what the near hubs see of the far rim."""
    queue, at = ints(frame, FAR + QUEUE), tally(FAR)
    for i in range(frame[at + EDGE], frame[at + COUNT]):
        if is_seen(frame, NEAR, queue[i]):
            meet(frame, NEAR, queue[i])


@inner
def _meet_between(frame: Fields) -> None:
    """Where the balls are two edges apart: what the hubs of either see of the other's next level, and both see."""
    for side in (NEAR, FAR):
        other = NEAR + FAR - side
        queue, at = ints(frame, side + QUEUE), tally(side)
        for i in range(_next_level(frame, side), frame[at + COUNT]):
            if is_seen(frame, other, queue[i]):
                meet(frame, other, queue[i])
    if frame[tally(NEAR) + HUBBED] and frame[tally(FAR) + HUBBED]:
        meet_hubs(frame)


@inner
def _next_level(frame: Fields, side: int) -> int:
    """Where in the queue of a ball the level begins that it does not have yet."""
    return frame[tally(side) + LEVELS + frame[tally(side) + RADIUS] + 1]


@inner
def _draw_back(frame: Fields, side: int) -> None:
    """Forget what a ball has of its next level."""
    at, level, queue = tally(side), flags(frame, LEVEL), ints(frame, side + QUEUE)
    first = _next_level(frame, side)
    for i in range(first, frame[at + COUNT]):
        level[2 * queue[i] + lane(side)] = UNKNOWN
    frame[at + COUNT] = first
