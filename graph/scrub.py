"""A store read from end to end, to find out whether it can be."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from graph.runs import Runs
from graph.store import Store
from ontology.errors import StoreDamagedError

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
