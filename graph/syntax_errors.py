"""What is wrong with a query, where it is, and what to do about it, from the engine's terse message."""

from __future__ import annotations

import re
from typing import Final

from ontology.errors import QuerySyntaxError, TextPosition

_ENGINE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<expected>.*)", re.DOTALL)


def explain(text: str, message: str) -> QuerySyntaxError:
    """The error of a query or an update that the engine refused with this message."""
    match = _ENGINE.fullmatch(message)
    if match is None:
        return QuerySyntaxError(message)
    position = _position(text, int(match["line"]), int(match["column"]))
    lines = text.splitlines() or [""]
    excerpt = lines[min(position.line, len(lines)) - 1]
    return QuerySyntaxError(f"line {position.line}, column {position.column}: not SPARQL", position, excerpt)


def _position(text: str, line: int, column: int) -> TextPosition:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    start = starts[min(line, len(starts)) - 1]
    return TextPosition(line, column, min(start + column - 1, len(text)))
