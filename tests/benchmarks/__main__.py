"""`python -m tests.benchmarks [NAME...]`: print the figures of some modules of this folder, or of all."""

from __future__ import annotations

import sys
from collections import deque
from importlib import import_module
from typing import Final

from tests.benchmarks.figures import told

NAMES: Final = (
    *("reading", "asking", "paths", "publishing", "rebuilding"),
    *("path_peers", "path_serving", "guarding", "starting", "loading"),
)
"""Modules with a function `figures(repeat)`."""

_REPEAT: Final = 20


def main(names: list[str]) -> None:
    """Print the figures of these modules, or of all."""
    for name in names or NAMES:
        deque(told(import_module(f"tests.benchmarks.{name}").figures(_REPEAT)), maxlen=0)


if __name__ == "__main__":
    main(sys.argv[1:])
