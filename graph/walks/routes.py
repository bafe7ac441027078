"""The kernel that finds the paths between two ends: shortest first, or cheapest first.

It works in rounds. A round has a bound, on length or on cost; it grows the two balls until every path within the bound
lies in them, cuts out the corridor, and lists the corridor's paths. The bound is raised until enough paths are known.
"""

from __future__ import annotations

from graph.frame import CUT, ROOM, WHOLE, Fields, Longs, fields, ints
from graph.kernels import inner, kernel
from graph.walks.arcs import BEGIN
from graph.walks.buckets import leaving
from graph.walks.cheapest import cheapest_predicate, ignite, widen
from graph.walks.corridor import close_corridor, fill, gather
from graph.walks.enumeration import arrange, enumerate_paths, reserve
from graph.walks.first import first_path
from graph.walks.hubs import leap
from graph.walks.layers import grow_layers
from graph.walks.reach import begin, clear, effort, expand, rim
from graph.walks.slots import (
    BEST,
    BOUND,
    BUDGET,
    BY_HOPS,
    CHEAPEST,
    EXACT,
    FAR,
    HOPS,
    INFORMATIVE,
    LEAST,
    LEFT_OUT,
    MERGE,
    MET,
    MOST,
    NARROW,
    NEAR,
    ONLY_BEST,
    PATHS,
    RADIUS,
    SOURCE,
    STATES,
    STEPS,
    TABLE,
    TARGET,
    TIGHT,
    VIAS,
    WANTED,
)
from graph.walks.states import NEVER, last_state, tally
from graph.walks.strands import gather_strands
from graph.walks.tracing import gather_cheapest
from graph.walks.winnow import gather_within

_PATIENCE = 50_000
"""Steps after which balls that grow by cost give way to others, where up to four edges may be walked."""
_MANY, _SOME, _LONG = 20 * _PATIENCE, 6, 8
"""The same where more may be, and how many edges that is at the most, with nodes that must be passed and without."""
_EDGES, _LAYERS = 1, 2
"""How the balls of an informative ranking grow, where not by cost: by edges alone, or by edges up to a cost."""
_NEAR, _FEW = 4, 16
"""Where at most so many edges may be walked and more paths than so many are wanted, the balls grow by edges at once.

Their cost leaves out few paths then, and balls that grow by cost take 2 ms where those that grow by edges take 0.05.
"""


@inner
def _radii(frame: Fields) -> int:
    return frame[tally(NEAR) + RADIUS] + frame[tally(FAR) + RADIUS]


@inner
def _grow(frame: Fields) -> bool:
    """Add a level to the ball that has less to scan; False if one of them already holds all that it ever will."""
    if rim(frame, NEAR) == 0 or rim(frame, FAR) == 0:
        return False
    expand(frame, NEAR if effort(frame, NEAR) <= effort(frame, FAR) else FAR)
    return True


@inner
def _reach(frame: Fields) -> int:
    """The least length of a walk between the ends, if it is at most `MOST`; else NEVER."""
    if frame[SOURCE] == frame[TARGET]:
        return 1
    while not frame[MET]:
        if _radii(frame) >= frame[MOST] or (not leap(frame) and not _grow(frame)):
            return NEVER
    return _radii(frame)


@inner
def _begin(frame: Fields) -> bool:
    """Centre the balls and find the first bound; False if the workspace is too small."""
    frame[BY_HOPS] = 0
    if not frame[INFORMATIVE]:
        begin(frame, NEAR, frame[SOURCE])
        begin(frame, FAR, last_state(frame))
        frame[TIGHT] = 1
        length = _reach(frame)
        frame[EXACT], frame[BOUND] = 1, max(length, frame[LEAST])
        frame[TIGHT] = frame[SOURCE] != frame[TARGET] and length >= frame[LEAST] and not frame[VIAS]
        return True
    frame[EXACT], frame[HOPS], frame[TIGHT] = 0, frame[MOST], 0
    if frame[MOST] <= _NEAR and frame[WANTED] > _FEW and not frame[ONLY_BEST]:
        frame[BY_HOPS], frame[BOUND] = _EDGES, NEVER - 1
        return True
    ignite(frame, NEAR, frame[SOURCE])
    ignite(frame, FAR, last_state(frame))
    frame[CHEAPEST], frame[BEST] = cheapest_predicate(frame), NEVER
    if frame[SOURCE] == frame[TARGET]:
        frame[BOUND] = frame[CHEAPEST]
        return True
    done = widen(frame, NEVER)
    frame[BOUND] = frame[BEST]
    return done


@inner
def _widen(frame: Fields) -> bool:
    """Grow the balls to the bound, anew where they hold no more than the shortest paths; False if room is lacking."""
    if frame[BY_HOPS] == _LAYERS:
        return grow_layers(frame)
    if frame[INFORMATIVE] and not frame[BY_HOPS]:
        return widen(frame, frame[BOUND])
    if frame[BY_HOPS] or (frame[NARROW] and not frame[TIGHT]):
        clear(frame, NEAR)
        clear(frame, FAR)
        begin(frame, NEAR, frame[SOURCE])
        begin(frame, FAR, last_state(frame))
    while _radii(frame) < min(frame[BOUND], frame[MOST]) and _grow(frame):
        pass
    if not frame[INFORMATIVE]:
        frame[HOPS] = frame[BOUND]
    return True


@inner
def _raise(frame: Fields) -> None:
    """The bound of the next round: one more edge; or the cost of the best path that is short enough, or a part more.

    Once the balls hold all that can be reached, there is one round without a bound, and no other.
    """
    bound, frame[TIGHT] = frame[BOUND], 0
    if not frame[INFORMATIVE]:
        frame[BOUND] = bound + 1 if bound < frame[MOST] else NEVER
    elif bound >= NEVER - 1:
        frame[BOUND] = NEVER
    elif _holds_all(frame):
        frame[BOUND] = NEVER - 1
    elif frame[BY_HOPS] == 0 and _tries_patience(frame):
        _turn_to_edges(frame)
    else:
        _raise_cost(frame, 4 if frame[BY_HOPS] == _LAYERS else 8)


@inner
def _holds_all(frame: Fields) -> bool:
    """Whether the balls hold all that they ever will."""
    if frame[BY_HOPS] == _LAYERS:
        return frame[LEFT_OUT] == 0
    return leaving(frame, NEAR) == NEVER or leaving(frame, FAR) == NEVER


@inner
def _raise_cost(frame: Fields, part: int) -> None:
    best, bound = ints(frame, TABLE)[frame[HOPS] * frame[STATES] + BEGIN], frame[BOUND]
    frame[BOUND] = best if bound < best < NEVER else bound + max(bound // part, 500)


@inner
def _tries_patience(frame: Fields) -> bool:
    """Whether balls that grow by cost hold too much: what is cheap is long, or there is little of any cost."""
    if frame[MOST] > (_LONG if _is_plain(frame) else _SOME):
        return False
    if frame[PATHS] == 0 and _is_plain(frame):
        return True
    return frame[STEPS] > (_PATIENCE if frame[MOST] <= _NEAR else _MANY)


@inner
def _is_plain(frame: Fields) -> bool:
    """Whether paths lead from one node to another, with none that must be passed."""
    return frame[VIAS] == 0 and frame[SOURCE] != frame[TARGET]


@inner
def _turn_to_edges(frame: Fields) -> None:
    """Have the balls grow by edges from now on, if any path has no more of them than may be walked."""
    if not _is_plain(frame):
        frame[BOUND], frame[BY_HOPS] = NEVER - 1, _EDGES
    elif frame[PATHS] == 0 and not _is_near(frame):
        frame[BOUND] = NEVER
    else:
        frame[BY_HOPS] = _LAYERS
        _raise_cost(frame, 2)


@inner
def _is_near(frame: Fields) -> bool:
    """Whether the ends are at most `MOST` edges apart, as the search for the shortest paths tells it."""
    clear(frame, NEAR)
    clear(frame, FAR)
    frame[INFORMATIVE], frame[TIGHT] = 0, 1
    begin(frame, NEAR, frame[SOURCE])
    begin(frame, FAR, last_state(frame))
    length = _reach(frame)
    frame[INFORMATIVE], frame[TIGHT] = 1, 0
    return length <= frame[MOST]


@inner
def _gather(frame: Fields) -> bool:
    """The states of the corridor; False if the workspace is too small."""
    if frame[TIGHT]:
        return gather_strands(frame)
    if frame[BY_HOPS] == _LAYERS:
        return gather_within(frame)
    plain = _is_plain(frame) and frame[BY_HOPS] == 0
    if plain and frame[INFORMATIVE] and frame[ONLY_BEST] and frame[BOUND] == frame[BEST]:
        return gather_cheapest(frame)
    if plain and frame[INFORMATIVE] and frame[BOUND] < NEVER - 1:
        return gather_within(frame)
    return gather(frame)


@inner
def _round(frame: Fields) -> int:
    """List the paths within the bound; a status."""
    if not _widen(frame):
        return ROOM
    if frame[STEPS] > frame[BUDGET]:
        return CUT
    if frame[TIGHT] and not frame[MERGE]:
        status = ROOM
        if gather_strands(frame):
            status = first_path(frame) if frame[WANTED] == 1 else enumerate_paths(frame)
        close_corridor(frame)
        return status
    done = _gather(frame) and fill(frame)
    close_corridor(frame)
    if not done:
        return ROOM
    if frame[INFORMATIVE]:
        frame[PATHS] = 0
    return enumerate_paths(frame)


@kernel
def find_paths(owned: Longs) -> int:
    """The first paths in the order of cost, predicates and nodes."""
    frame = fields(owned)
    if not reserve(frame):
        return ROOM
    status = WHOLE if _begin(frame) else ROOM
    while status == WHOLE and frame[BOUND] < NEVER and frame[PATHS] < frame[WANTED]:
        if frame[ONLY_BEST] and frame[PATHS]:
            break
        status = _round(frame)
        if status == WHOLE:
            _raise(frame)
    clear(frame, NEAR)
    clear(frame, FAR)
    if status != ROOM:
        arrange(frame)
    return status
