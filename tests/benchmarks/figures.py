"""How a figure is taken and printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, the figure and its unit."""

    what: str
    value: float
    unit: str

    def __str__(self) -> str:
        """The figure in one line."""
        return f"{self.what:<60} {self.value:>12,.3f} {self.unit}"


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor_seconds(work: Callable[[], object]) -> float:
    """How long the processor worked on some work, once: what else the machine does counts less."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median_ms(what: str, work: Callable[[], object], repeat: int) -> Figure:
    """The median of several runs after one that is not counted, in milliseconds."""
    work()
    return Figure(what, 1000 * statistics.median(seconds(work) for _ in range(repeat)), "ms")


def told(found: Iterable[Figure]) -> Iterator[Figure]:
    """Print figures as they come."""
    for one in found:
        print(one, flush=True)  # noqa: T201, printing is what this is for
        yield one
