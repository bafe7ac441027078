"""The loaders, as the build wants them: one library of what is known, opened once in each process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import loaders
from loaders.library import Library
from ontology.iris import Iris
from ontology.statement import Reading, Statement


@dataclass(frozen=True, slots=True)
class Loaders:
    """Reads documents by the bundled lexicons and gazetteer, and by an analyst's own gazetteer files or folders."""

    gazetteer: tuple[Path, ...] = ()

    def find(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The documents that files and folders stand for, sorted.

        Raises:
            DocumentError: there is nothing at a path.
        """
        return loaders.find(paths)

    def read(self, path: Path, iris: Iris) -> Reading:
        """What a document says.

        Raises:
            DocumentError: the file cannot become a document.
            LexiconError: a file of the gazetteer breaks a rule.
        """
        return loaders.read(path, _library(iris.base, self.gazetteer), iris)

    def reference(self, iris: Iris) -> Iterable[Statement]:
        """The facts of the gazetteer.

        Raises:
            LexiconError: a file of the gazetteer breaks a rule.
        """
        return _library(iris.base, self.gazetteer).reference


@cache
def _library(base: str, gazetteer: tuple[Path, ...]) -> Library:
    return Library.open(base, gazetteer)
