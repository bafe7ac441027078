"""A store read from end to end, to find out whether it can be."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np

from graph.names import Names
from graph.network import Network
from graph.runs import Runs
from graph.store import Store
from ontology.errors import StoreDamagedError

if TYPE_CHECKING:
    from graph import Graph

_QUADS: Final = "application/n-quads"


def scrub(store: Store) -> int:
    """Read every quad, from the engine and from the texts beside it, and count them.

    The engine's own checksums are looked at on the way; opening a store does neither.

    Raises:
        StoreDamagedError: something cannot be read, or the engine and the texts hold different quads.
    """
    texts, count = store.texts, 0
    with Runs() as told, Runs() as held:
        store.dump(told, _QUADS)
        store.texts = None
        try:
            store.dump(held, _QUADS)
        finally:
            store.texts = texts
        for one, other in zip_longest(told, held):
            if one != other:
                line = (one or other or b"").decode(errors="replace").strip()
                where = "the tables" if one and (not other or one < other) else "the text"
                raise StoreDamagedError(f"{store.path}: found a quad that is missing in {where}: {line[:200]}")
            count += 1
    return count


def scrub_derived(graph: Graph) -> None:
    """Derive names and network anew, and compare them with those that are kept.

    A change derives them from those before it, so that damage in them would stay.

    Raises:
        StoreDamagedError: they differ, or something cannot be read.
    """
    for what, kept, anew in (
        ("names", graph.names.arrays, Names.build(graph.store, graph.iris).arrays),
        ("network", graph.network.arrays, Network.build(graph.store, graph.iris).arrays),
    ):
        for name, values in kept.items():
            if not np.array_equal(values, anew[name]):
                raise StoreDamagedError(f"{graph.store.path}: found {name} in {what}/ that the quads do not give")
