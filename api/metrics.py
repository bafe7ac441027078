"""What is counted about the service, for Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import CounterMetricFamily, HistogramMetricFamily, Metric

MEDIA_TYPE = CONTENT_TYPE_LATEST

_DURATIONS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_WAITS: Final = (0.001, 0.01, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0)


class Tally:
    """How many durations there were, by their length, and how long they are together."""

    def __init__(self, bounds: Sequence[float]) -> None:
        """None yet; `bounds` are the longest durations of the groups, but for the last."""
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        """Count a duration: a tenth of what it takes the library."""
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._sum += seconds

    def told(self) -> tuple[list[tuple[str, float]], float]:
        """How many were at most so long, by bound as it is written, and all of them together in seconds."""
        names = [*map(str, self._bounds), "+Inf"]
        return list(zip(names, map(float, accumulate(self._counts)), strict=True)), self._sum


class Meters:
    """The counters of one service, in a registry of their own.

    What is counted at every question is counted in plain numbers, and made series of when somebody asks for them.
    """

    def __init__(self) -> None:
        """Everything at zero."""
        self._registry = CollectorRegistry()
        self._questions: dict[tuple[str, str], int] = {}
        self._seconds: dict[str, Tally] = {}
        self.waited = Tally(_WAITS)
        self.crashes = Counter(
            "comity_worker_crashes", "Workers that ended in the middle of a question", registry=self._registry
        )
        self.kills = Counter(
            "comity_worker_kills",
            "Workers that were ended in the middle of a question, and why",
            ("reason",),
            registry=self._registry,
        )
        self._registry.register(self)

    def count(self, question: str, outcome: str, seconds: float) -> None:
        """Count a question that is over."""
        self.spare(question, outcome)
        tally = self._seconds.get(question)
        if tally is None:
            tally = self._seconds[question] = Tally(_DURATIONS)
        tally.add(seconds)

    def spare(self, question: str, outcome: str) -> None:
        """Count a question that no worker was asked; the time that others take is not told by it."""
        key = (question, outcome)
        self._questions[key] = self._questions.get(key, 0) + 1

    def collect(self) -> Iterator[Metric]:
        """The series of what is counted here, as a registry wants them."""
        counter = CounterMetricFamily(
            "comity_questions", "Questions by name and outcome", labels=("question", "outcome")
        )
        for key, number in self._questions.items():
            counter.add_metric(key, number)
        yield counter
        histogram = HistogramMetricFamily(
            "comity_question_seconds", "Time from a question's arrival to its outcome", labels=("question",)
        )
        for question, tally in self._seconds.items():
            histogram.add_metric((question,), *tally.told())
        yield histogram
        yield HistogramMetricFamily(
            "comity_queue_seconds", "Time that a question waited for a worker", *self.waited.told()
        )

    def gauge(self, name: str, help: str, read: Callable[[], float], **labels: str) -> None:
        """A figure that is read when somebody asks for it."""
        gauge = Gauge(name, help, tuple(labels), registry=self._registry)
        (gauge.labels(**labels) if labels else gauge).set_function(read)

    def text(self) -> bytes:
        """The state of all meters in the Prometheus text format."""
        return generate_latest(self._registry)
