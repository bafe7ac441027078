"""The garbage collector, held back while many objects are made that all stay alive."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Collect nothing for a while: each collection would walk everything made so far, and find nothing to drop.

    It is 10 % of the time in which a document is read. What counts as garbage meanwhile is collected afterwards.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
