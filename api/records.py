"""What is kept of each question that is over: a count, its times, and a line in the log where it is worth one."""

from __future__ import annotations

import logging
from typing import Final

from api.jobs import Job
from api.metrics import Meters
from ontology.errors import ComityError

logger = logging.getLogger("comity.queries")

_SLOW: Final = 1.0
"""Seconds from which a question that went well is worth a line in the log; the meters count every one."""


class Records:
    """The records of one service."""

    def __init__(self, meters: Meters, texts: bool) -> None:
        """Count with `meters`; with `texts`, every question is logged, with what it says."""
        self._meters = meters
        self._texts = texts

    def over(self, job: Job, failure: BaseException | None, seconds: float) -> None:
        """A question is over; one that failed otherwise than with an error of ours was cancelled."""
        outcome = "ok" if failure is None else "cancelled"
        if isinstance(failure, ComityError):
            outcome = type(failure).__name__.removesuffix("Error")
        self._meters.count(job.ask.question, outcome, seconds)
        self._meters.waited.add(job.waited)
        level = logging.DEBUG if outcome == "ok" and seconds < _SLOW and not self._texts else logging.INFO
        if logger.isEnabledFor(level):
            text = str(getattr(job.ask.request, "query", job.ask.request)) or job.body.decode()
            self._log(level, (job.ask.question, job.id, text), outcome, seconds)

    def spared(self, question: str, query_id: str, query: str) -> None:
        """The answer to a question was kept from before: no worker was asked."""
        self._meters.spare(question, "kept")
        if self._texts and logger.isEnabledFor(logging.INFO):
            self._log(logging.INFO, (question, query_id, query), "kept", 0.0)

    def _log(self, level: int, told: tuple[str, str, str], outcome: str, seconds: float) -> None:
        question, query_id, text = told
        facts = {"query_id": query_id, "question": question, "outcome": outcome, "seconds": round(seconds, 6)}
        if self._texts:
            facts["query"] = text
        logger.log(level, "%s %s in %.3f s", question, outcome, seconds, extra={"facts": facts})
