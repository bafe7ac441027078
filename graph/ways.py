"""What decides how the nodes of a network are called, looked up for many of them at once.

A provision is called by its class and number after those of what it is part of, as far as these have numbers: two are
called the same whose way up has the same classes and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.frame import WHOLE, Fields, Frame, Longs, fields, flags, ints, longs
from graph.kernels import inner, kernel
from graph.pools import Array

# The arrays of a network; the nodes that are asked about, and what is told of each: its way, and how it is called.
_NUMBERS, _ENDS, _WHOLE, _STARTS, _KINDS, _TITLES, _NODES, _KEYS, _HOW = range(9)
_NAMES: Final = ("numbers", "numbers_ends", "whole", "class_start", "class", "title_start")
_DTYPES: Final = (np.uint8, np.int64, *[np.int32] * 5, np.int64, np.uint8)

_DEEPEST: Final = 8
_WIDE: Final = 8
"""Provisions within each other, and bytes of a number, up to which a key tells the way."""

_UNUSUAL, _PLACED, _NAMED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Called:
    """Some nodes by what they are called after, as places among them.

    Those that are `placed` have a number and no name; `keys` are their ways up. Those that are `named` have one name
    and no number. Both are of one class. All others are `unusual`, and so is a way that is too long for a key.
    """

    placed: Array
    keys: list[bytes]
    named: Array
    unusual: Array


class Ways:
    """Looks up ways in the arrays of a network, in one thread."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        """Those of a network."""
        self._frame = Frame(_DTYPES)
        for slot, name in enumerate(_NAMES):
            self._frame.put(slot, arrays[name])

    def of(self, nodes: Array) -> Called:
        """What some nodes are called after."""
        keys, how = np.zeros((nodes.size, 2 * _DEEPEST), np.int64), np.zeros(nodes.size, np.uint8)
        for slot, array in ((_NODES, nodes.astype(np.int32)), (_KEYS, keys.reshape(-1)), (_HOW, how)):
            self._frame.put(slot, array)
        self._frame.run(look_up)
        placed = np.flatnonzero(how == _PLACED)
        rows = keys[placed].view(f"V{keys.itemsize * 2 * _DEEPEST}").ravel().tolist()
        return Called(placed, rows, np.flatnonzero(how == _NAMED), np.flatnonzero(how == _UNUSUAL))


@inner
def _climb(frame: Fields, node: int, at: int) -> bool:
    """Write classes and numbers on the way up from a node, as far as there are numbers; whether that tells all."""
    ends, starts, keys = longs(frame, _ENDS), ints(frame, _STARTS), longs(frame, _KEYS)
    last = at + 2 * _DEEPEST
    while node >= 0 and ends[node + 1] > ends[node]:
        if at == last or ends[node + 1] - ends[node] > _WIDE or starts[node + 1] - starts[node] != 1:
            return False
        keys[at] = ints(frame, _KINDS)[starts[node]] + 1
        for j in range(ends[node], ends[node + 1]):
            keys[at + 1] = (keys[at + 1] << 8) | flags(frame, _NUMBERS)[j]
        node, at = ints(frame, _WHOLE)[node], at + 2
    return True


@kernel
def look_up(owned: Longs) -> int:
    """For each node how it is called, and for those that are placed their way."""
    frame = fields(owned)
    ends, starts, titles = longs(frame, _ENDS), ints(frame, _STARTS), ints(frame, _TITLES)
    nodes, how = ints(frame, _NODES), flags(frame, _HOW)
    for i in range(nodes.size):
        node = nodes[i]
        names = titles[node + 1] - titles[node]
        if ends[node + 1] == ends[node]:
            if names == 1 and starts[node + 1] - starts[node] == 1:
                how[i] = _NAMED
        elif names == 0 and _climb(frame, node, i * 2 * _DEEPEST):
            how[i] = _PLACED
    return WHOLE
