"""Work that gives way to other work of the process, as the engine's, which is what a load waits for in the end."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, TypeVar

_STEP: Final = 3
"""Half the weight of other threads: two that give way share one of two cores, and leave the other to the engine."""
_LOWEST: Final = 19
"""The lowest priority that Linux has, as a niceness."""

T = TypeVar("T")


def give_way() -> None:
    """Lower the priority of this thread, and of those it starts, for good; only Linux tells threads apart."""
    if sys.platform == "linux":
        with suppress(OSError):
            usual = os.getpriority(os.PRIO_PROCESS, os.getpid())
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), min(usual + _STEP, _LOWEST))


def aside(work: Callable[[], T]) -> T:
    """Do something on a thread that gives way, and wait for it; what it raises is raised here."""
    with ThreadPoolExecutor(1, initializer=give_way) as thread:
        return thread.submit(work).result()
