"""Work that gives way runs on a thread of its own, with a lower priority, and leaves that of others alone."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from graph.patience import aside


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell threads apart")
def test_only_the_thread_that_gives_way_has_a_lower_priority() -> None:
    """Which is a higher number, whatever the priority of the process is; the highest number is 19."""
    before = _priority()
    assert aside(_priority) == min(before + 3, 19)
    assert _priority() == before


def test_what_work_aside_raises_is_raised() -> None:
    """As if it had been called."""
    with pytest.raises(ZeroDivisionError):
        aside(lambda: 1 // 0)
