"""Running the path kernels over a network: which arrays they get, and what their results mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from struct import Struct
from typing import TYPE_CHECKING, Final

import numpy as np

from graph.frame import CUT, Frame
from graph.pools import Array
from graph.searches import OPEN, Path
from graph.walks import slots
from graph.walks.routes import find_paths
from graph.walks.sight import RIM_HUBS

if TYPE_CHECKING:
    from graph.network import Network
    from graph.searches import Direction, Filter, Search

_DIRECTIONS: Final = {"forward": 1, "backward": 2, "both": 3}
_WAYS: Final = {"forward": (0,), "backward": (3,), "both": (0, 3)}
_ROWS: Final = tuple(f"{rows}_{part}" for rows in ("out", "into") for part in ("start", "node", "predicate"))
_BALL: Final = (slots.PARENT, slots.COST, slots.QUEUE, slots.ORDER)
_CORRIDOR: Final = (*range(slots.STATE, slots.SPARE_HEAD + 1), *range(slots.POSITION, slots.GOOD + 1))
_ENTRIES: Final = 1 << 16
"""Room for a corridor at first: a search that lacks it begins again when it has more."""
_PARAMETERS: Final = Struct(f"{slots.PARAMETERS}q")
_FOUND: Final = (
    slots.FOUND_LENGTH,
    slots.FOUND_COST,
    slots.FOUND_NODE,
    slots.FOUND_PREDICATE,
    slots.FOUND_AHEAD,
    slots.FOUND_ORDER,
)
_DEEPEST: Final = 15
"""Edges of a path for which there is room in the trail."""
_NUMBERS: Final = tuple(Struct(f"{count}i").unpack_from for count in range(_DEEPEST + 2))
_FLAGS: Final = tuple(Struct(f"{count}?").unpack_from for count in range(_DEEPEST + 1))
"""Reading so many numbers, or flags, of a path at once, in a third of the time that a slice of them takes."""
HUB: Final = 128
"""The fewest edges of a hub."""
SHARE: Final = 512
"""A hub has an edge for so many nodes: the bits of its neighbours take no more room than its row then."""
_new: Final = tuple.__new__
"""Makes a named tuple of its values in a third of the time that its own constructor takes."""
_ONE_COST: Final = ("shortest", "all-shortest", "distance")


@dataclass(frozen=True, slots=True)
class Terrain:
    """A network, or the part of it that some graphs assert, as the kernels take it: rows and the cost of nodes.

    `nodes` are the numbers in the whole network of the nodes of a part; None for the whole.
    """

    rows: tuple[Array, ...]
    node_cost: Array
    nodes: Array | None = None

    @classmethod
    def whole(cls, network: Network) -> Terrain:
        """The whole network."""
        return cls(tuple(network.arrays[name] for name in _ROWS), network.arrays["node_cost"])

    @classmethod
    def asserted(cls, network: Network, graphs: tuple[int, ...]) -> Terrain:
        """The edges that at least one of these graphs asserts."""
        s, p, o = network.asserted(graphs)
        nodes = np.unique(np.concatenate((s, o)))
        one, other = np.searchsorted(nodes, s).astype(np.int32), np.searchsorted(nodes, o).astype(np.int32)
        back = np.lexsort((one, p, other))
        rows = (_starts(one, nodes.size), other, p, _starts(other, nodes.size), one[back], p[back])
        return cls(rows, network.arrays["node_cost"][nodes], nodes)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return int(self.node_cost.size)

    def hubs(self, least: int) -> tuple[Array, Array]:
        """The nodes that have so many edges, and for each a set of bits of its neighbours, in words of 64 nodes."""
        found = np.flatnonzero(np.diff(self.rows[0]) + np.diff(self.rows[3]) >= least).astype(np.int32)
        beside = np.zeros(-(-self.size // 64) * 64, bool)
        bits = np.zeros((found.size, beside.size // 8), np.uint8)
        for row, hub in zip(bits, found, strict=True):
            beside[:] = False
            beside[self.beside(np.array([hub]), "both")] = True
            row[:] = np.packbits(beside, bitorder="little")
        return found, bits.reshape(-1).view("<u8").astype(np.uint64, copy=False)

    def beside(self, places: Array, direction: Direction, is_open: Array | None = None) -> Array:
        """The nodes at the other end of the edges of some nodes, as often as there are edges.

        `is_open` has a flag for each predicate; None is all of them.
        """
        found = [np.zeros(0, np.int32)]
        for way in _WAYS[direction]:
            starts, nodes, predicates = self.rows[way : way + 3]
            edges = spread(starts, places)
            others = nodes[edges]
            found.append(others if is_open is None else others[is_open[predicates[edges]]])
        return np.concatenate(found)

    def whole_of(self, places: Array) -> Array:
        """The numbers in the whole network of some nodes here."""
        return places if self.nodes is None else self.nodes[places]

    def place(self, node: int) -> int:
        """The number here of a node of the network, or -1."""
        if self.nodes is None:
            return node
        at = int(np.searchsorted(self.nodes, node))
        return at if at < self.nodes.size and self.nodes[at] == node else -1


def spread(starts: Array, places: Array) -> Array:
    """The positions of all entries of some rows, row by row, where row i is from `starts[i]` up to `starts[i + 1]`."""
    first = starts[places].astype(np.int64)
    sizes = starts[places + 1] - first
    begun = np.cumsum(sizes) - sizes
    positions: Array = np.arange(int(sizes.sum())) + np.repeat(first - begun, sizes)
    return positions


def _starts(key: Array, size: int) -> Array:
    return np.concatenate(([0], np.cumsum(np.bincount(key, minlength=size)))).astype(np.int32)


class Walker:
    """Finds paths in one terrain, in one thread.

    `asked` is what was asked last, but for the ends: what is asked again of other ends need not be taken again.
    """

    def __init__(self, network: Network, terrain: Terrain) -> None:
        """Make a workspace for a terrain."""
        self._network = network
        self._terrain = terrain
        self._names, self._size = terrain.nodes, terrain.size
        self._allowed: Filter | None = None
        self.asked: tuple[object, ...] = ()
        self._frame = Frame(slots.DTYPES)
        self._values = self._frame.values
        for slot, array in enumerate((*terrain.rows, terrain.node_cost, network.arrays["predicate_cost"])):
            self._frame.put(slot, array)
        for side in (slots.NEAR, slots.FAR):
            self._frame.room(side + slots.BUCKET, 1 << 12)
        for slot in _CORRIDOR:
            self._frame.room(slot, min(_ENTRIES, terrain.rows[1].size // 4))
        self._note_hubs()

    def _note_hubs(self) -> None:
        """Keep the hubs of a whole network; a part of it is walked too seldom for that."""
        least = max(HUB, self._size // SHARE) if self._names is None else 2**62
        nodes, bits = self._terrain.hubs(least)
        self._frame.put(slots.HUB_NODE, nodes)
        self._frame.put(slots.HUB_BITS, bits)
        self._frame.put(slots.BETWEEN, np.full(nodes.size**2, -2, np.int32))
        self._frame.room(slots.RIM_HUB, 4 * RIM_HUBS)
        for slot in (slots.SIGHT, slots.COMMON):
            self._frame.room(slot, 2 * -(-self._size // 64))
        self._frame.values[slots.HUB_LEAST] = least

    @classmethod
    def of(cls, network: Network, allowed: Filter) -> Walker:
        """A new walker for the part that some graphs assert; or for the whole network, then kept for this thread."""
        if allowed.graphs is not None:
            return cls(network, Terrain.asserted(network, allowed.graphs))
        network.local.walker = cls(network, Terrain.whole(network))
        return network.local.walker  # type: ignore[no-any-return]

    def ask(self, search: Search) -> None:
        """Take what is asked for but the ends."""
        self.asked = ()
        self._open(search.filter)
        _PARAMETERS.pack_into(
            self._frame.values,
            0,
            0,
            0,
            _DIRECTIONS[search.direction],
            search.min_length,
            search.max_length,
            wanted(search),
            search.mode in _ONE_COST,
            search.merge,
            search.informative,
            search.steps,
            self._size,
            len(search.filter.via),
            self._gated,
        )
        self.asked = search[2:]

    def walk(self, source: int, target: int, steps: int) -> tuple[list[Path], int]:
        """The paths from one node to another, in order, and the steps that are left of those given; 0 if none are."""
        one, other = source, target
        if self._names is not None:
            one, other = self._terrain.place(source), self._terrain.place(target)
        if self._shut and (self._nowhere or one in self._shut or other in self._shut):
            return [], steps
        values, frame = self._values, self._frame
        values[slots.SOURCE], values[slots.TARGET], values[slots.BUDGET] = one, other, steps
        status = frame.run(find_paths)
        count, used = values[slots.PATHS], values[slots.STEPS]
        found = self._paths(count, values[slots.MOST]) if count else []
        if status == CUT or used >= steps:
            return found, 0 if status == CUT else 1
        return found, steps - used

    def _paths(self, count: int, most: int) -> list[Path]:
        """The paths that the kernel left in the frame."""
        lengths, costs, nodes, predicates, ahead, order = self._frame.views(_FOUND)
        names, found = self._names, []
        for at in range(count):
            row = order[at]
            length = lengths[row]
            walked = _NUMBERS[length + 1](nodes, 4 * row * (most + 1))
            found.append(
                _new(
                    Path,
                    (
                        walked if names is None else tuple(names[list(walked)].tolist()),
                        _NUMBERS[length](predicates, 4 * row * most),
                        _FLAGS[length](ahead, row * most),
                        costs[row],
                    ),
                )
            )
        return found

    def _open(self, allowed: Filter) -> None:
        """Say which predicates and nodes are open, which must be passed, and make room for every state there may be."""
        network, terrain, frame = self._network, self._terrain, self._frame
        if self._allowed is allowed or self._allowed == allowed:
            return
        self._allowed = allowed
        self._gated = replace(allowed, graphs=None) != OPEN
        frame.put(slots.OPEN_PREDICATE, network.open_predicates(allowed.predicates, allowed.without))
        nodes = np.zeros(0, np.uint8)
        if allowed.classes is not None or allowed.avoided:
            nodes = network.open_nodes(allowed.classes, allowed.avoided)
            nodes = nodes if terrain.nodes is None else nodes[terrain.nodes]
        frame.put(slots.OPEN_NODE, nodes)
        via = [terrain.place(node) for node in allowed.via]
        frame.put(slots.VIA, np.array(via, np.int32))
        shut = {terrain.place(node) for node in allowed.avoided} | set(via)
        self._shut = shut | {-1} if terrain.nodes is not None else shut
        self._nowhere = -1 in via
        states = terrain.size * (len(via) + 1) + 1
        for slot in _BALL:
            frame.room(slots.NEAR + slot, states)
            frame.room(slots.FAR + slot, states)
        frame.room(slots.LEVEL, 2 * states)
        frame.room(slots.PLACE, states)


def wanted(search: Search) -> int:
    """How many paths of one pair are to be found; one more than the limit tells whether there are more."""
    if search.mode in ("shortest", "distance"):
        return 1
    return min(search.k, search.limit + 1) if search.mode == "k-shortest" else search.limit + 1
