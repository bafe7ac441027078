"""Every question by the name under which a worker is asked it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from queries.answer import Answer
from queries.graphs import graph
from queries.sparql import sparql

Question = Callable[[Any, Any], Answer]
"""A function of the graph and of one frozen request; the request's class is the function's own."""

QUESTIONS: Final[dict[str, Question]] = {
    "graph": graph,
    "sparql": sparql,
}
