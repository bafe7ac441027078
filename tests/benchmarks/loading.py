"""How fast documents become a store, on the bundled ones."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from comity.build import Plan, load
from comity.documents import Loaders, bundled
from loaders import Library
from ontology.iris import Iris
from tests.benchmarks.figures import Figure, seconds


def figures(repeat: int) -> Iterator[Figure]:
    """Opening the library, reading each document again and again, and one whole load."""
    yield Figure("library opened", seconds(Library.open), "s")
    reader, iris = Loaders(), Iris()
    reader.reference(iris)
    paths = reader.find([bundled()])
    for path in paths:
        took = min(seconds(lambda path=path: reader.read(path, iris)) for _ in range(repeat))  # type: ignore[misc]
        yield Figure(f"read {path.name}", path.stat().st_size / took / 1e6, "MB/s")
    with tempfile.TemporaryDirectory() as folder:
        took = seconds(lambda: load([bundled()], Path(folder, "store"), Plan(reader, workers=1)))
        yield Figure(f"{len(paths)} documents loaded into a new store", took, "s")
