"""Questions that ended the worker that was at them, which are refused for a while."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from api.jobs import Job
from api.worker import out_of_memory
from ontology.errors import ResultTooLargeError

_REMEMBERED: Final = 1024
_SECONDS: Final = 600.0
"""How long a question is refused, and how many such questions are remembered."""


class Refusals:
    """What is refused at once, and until when."""

    def __init__(self, memory: int) -> None:
        """Nothing yet; `memory` is what one question may take, in bytes."""
        self._memory = memory
        self._until: OrderedDict[bytes, float] = OrderedDict()

    def __bool__(self) -> bool:
        """Whether anything is, or was until a moment ago."""
        return bool(self._until)

    def remember(self, job: Job, now: float) -> None:
        """Refuse the question of a job from now on."""
        self._until[job.key()] = now + _SECONDS
        while len(self._until) > _REMEMBERED:
            self._until.popitem(last=False)

    def check(self, job: Job, now: float) -> None:
        """Refuse a job whose question is remembered.

        Raises:
            ResultTooLargeError: it is.
        """
        if self._until.get(job.key(), 0.0) > now:
            raise ResultTooLargeError(f"{out_of_memory(self._memory)} (it did a moment ago; not tried again)")
