"""The frame of the path kernels: what stands in which position, and which array in which slot."""

from __future__ import annotations

from typing import Final

import numpy as np

# Parameters of a question: node and predicate numbers, limits, and switches that are 0 or 1.
(SOURCE, TARGET, DIRECTION, LEAST, MOST, WANTED, ONLY_BEST, MERGE, INFORMATIVE, BUDGET, NODES, VIAS, GATED) = range(13)
PARAMETERS = 13
HUB_LEAST = 14
"""From how many edges on a node is a hub, of which the neighbours are kept as a set of bits."""
LEFT_OUT = 15
"""Whether balls that grow edge by edge have left anything out for its cost."""
# What kernels keep while they run, and report.
NARROW = 13
"""The ball whose next level is the last; from `MET - 1` on, its queue holds nothing but where the balls touch.

-1 after a leap: from `LEAPT` on, both queues hold nothing but that.
"""
(STEPS, _, _, PATHS, STATES, ARCS, LATE, HOPS, EXACT, BOUND, HUBS, BEST, CHEAPEST, TIGHT, BY_HOPS, MET) = range(16, 32)
# For each ball: radius, states known, states expanded, where in its queue the rim begins, how full its buckets are,
# what its next level takes, and where each level begins.
RADIUS, COUNT, DONE, EDGE, QUEUED, EFFORT, LEVELS = range(7)
HUBBED, SIGHTED, LEAPT = 24, 25, 26
"""How many hubs there are on a ball's rim; whether what they see is one set; where in the queue a leap begins."""
LOWEST, WAITING = 27, 28
"""Of a ball that grows by cost the lowest bucket that may hold something, and how many entries all buckets hold."""
TALLY, TALLIES = 32, 32
"""Where the first ball's tally begins, and how long one is."""

# The network (start, node, predicate; outward, then inward) and its costs; what may be passed; must-pass nodes.
OUT, INTO = 0, 3
START, NODE, PREDICATE = 0, 1, 2
NODE_COST, PREDICATE_COST, OPEN_PREDICATE, OPEN_NODE, VIA = range(6, 11)
# The two balls (`NEAR + ...`, `FAR + ...`); the levels of states, in the near ball and in the far, side by side; and
# where a state stands in the corridor.
NEAR, FAR = 12, 17
PARENT, COST, QUEUE, ORDER, BUCKET = range(5)
LEVEL, PLACE = 22, 24
# The corridor: states with the range of their arcs, arcs, the number of a hub, twins, flags; and what remains.
(STATE, FIRST, LAST, HEAD, ARC_PREDICATE, AHEAD, WEIGHT, HUB, TWIN, VISITED, TABLE) = range(25, 36)
LATE_KEY, LATE_HEAD, SPARE_KEY, SPARE_HEAD = range(36, 40)
# The paths found, in rows; the trail of the search.
(FOUND_COST, FOUND_LENGTH, FOUND_NODE, FOUND_PREDICATE, FOUND_AHEAD, FOUND_ORDER, TRAIL) = range(40, 47)
# How far along the shortest paths a state of the corridor stands.
POSITION = 47
# Of the search by sequences of predicates, for each depth: a set of states, who is in it, who leads to the far end.
SET, SEEN, GOOD = 48, 49, 50
# Hubs, sorted, and their neighbours as sets of bits; the hubs on each rim, then their places among all hubs; the sets
# of what they see; what two share; for any two hubs the first node between them, or -1, or -2 while it is not known.
HUB_NODE, HUB_BITS, RIM_HUB, SIGHT, COMMON, BETWEEN = 51, 52, 53, 54, 55, 56
SLOTS = 57
# In the trail: on the shortest paths, which states stand so many edges from the near end.
STRAND, STRAND_END, TRAIL_SIZE = 112, 128, 144

_TYPES: Final[dict[int, type[np.generic]]] = {
    **dict.fromkeys((OUT + PREDICATE, INTO + PREDICATE, NODE_COST, ARC_PREDICATE), np.uint16),
    **dict.fromkeys((OPEN_PREDICATE, OPEN_NODE, LEVEL, AHEAD, VISITED, FOUND_AHEAD, POSITION), np.uint8),
    **dict.fromkeys((HUB_BITS, SIGHT, COMMON), np.uint64),
    **dict.fromkeys((NEAR + BUCKET, FAR + BUCKET, LATE_KEY, SPARE_KEY, TRAIL), np.int64),
}
DTYPES: Final = tuple(_TYPES.get(slot, np.int32) for slot in range(SLOTS))
"""The types of the slots' elements: int32 unless said otherwise."""
