"""How files are to be read into a store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.reading import Reader
    from ontology.iris import Iris

Watch = Callable[[int, int, str], None]
"""Called with the number of files that are done, the number of all, and the name of the last one."""


def _unwatched(*_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Plan:
    """How to load.

    `reader` reads the documents, in `workers` processes, or in as many as pay. `iris` is that of the store, or the
    default for a new one, unless given. With `check`, a document that the shapes forbid fails as one that cannot be
    read does; it costs many times what reading costs.
    """

    reader: Reader
    workers: int | None = None
    iris: Iris | None = None
    check: bool = False
    watch: Watch = _unwatched
