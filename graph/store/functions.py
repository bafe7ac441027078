"""Calls of functions that nobody knows: errors of their expressions, as the standard has it (SPARQL 1.1, 17.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import pyoxigraph as engine

_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <([^>]*)> is not supported")
_UNKNOWN_FUNCTIONS: Final = 100
"""A query that calls more of them is refused: each costs one more parsing."""


def without_unknown_functions(run: Callable[..., Any], text: str, options: Mapping[str, Any]) -> Any:
    """The outcome of a query or an update in which a call of an unknown function has no value, not a refusal."""
    unknown: dict[engine.NamedNode, Callable[..., None]] = {}
    while True:
        try:
            return run(text, **options, custom_functions=unknown) if unknown else run(text, **options)
        except RuntimeError as error:
            found = _UNKNOWN_FUNCTION.fullmatch(str(error))
            if found is None or len(unknown) >= _UNKNOWN_FUNCTIONS:
                raise
            unknown[engine.NamedNode(found[1])] = _no_value


def _no_value(*_: object) -> None:
    return None
