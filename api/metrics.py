"""What is counted about the service, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

MEDIA_TYPE = CONTENT_TYPE_LATEST


class Meters:
    """The counters of one service, in a registry of their own."""

    def __init__(self) -> None:
        """Everything at zero."""
        self._registry = CollectorRegistry()
        self._of = cache(self._labelled)
        registry = self._registry
        self.questions = Counter(
            "comity_questions", "Questions by name and outcome", ("question", "outcome"), registry=registry
        )
        self.seconds = Histogram(
            "comity_question_seconds",
            "Time from a question's arrival to its outcome",
            ("question",),
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
            registry=registry,
        )
        self.waited = Histogram(
            "comity_queue_seconds",
            "Time that a question waited for a worker",
            buckets=(0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10),
            registry=registry,
        )
        self.crashes = Counter(
            "comity_worker_crashes", "Workers that ended in the middle of a question", registry=registry
        )

    def count(self, question: str, outcome: str, seconds: float) -> None:
        """Count a question that is over."""
        counter, histogram = self._of(question, outcome)
        counter.inc()
        histogram.observe(seconds)

    def gauge(self, name: str, help: str, read: Callable[[], float], **labels: str) -> None:
        """A figure that is read when somebody asks for it."""
        gauge = Gauge(name, help, tuple(labels), registry=self._registry)
        (gauge.labels(**labels) if labels else gauge).set_function(read)

    def _labelled(self, question: str, outcome: str) -> tuple[Counter, Histogram]:
        """The meters of a question and its outcome; to find them again takes the library 5 µs."""
        return self.questions.labels(question, outcome), self.seconds.labels(question)

    def text(self) -> bytes:
        """The state of all meters in the Prometheus text format."""
        return generate_latest(self._registry)
