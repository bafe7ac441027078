"""The loaders, as the build wants them: one library of what is known, opened once in each process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.iris import Iris
from ontology.statement import Reading, Statement

if TYPE_CHECKING:
    from loaders.library import Library
from loaders.wording import Wording


@dataclass(frozen=True, slots=True)
class Loaders:
    """Reads documents by the bundled lexicons and gazetteer, and by an analyst's own gazetteer files or folders."""

    gazetteer: tuple[Path, ...] = ()

    def find(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The documents that files and folders stand for, sorted.

        Raises:
            DocumentError: there is nothing at a path.
        """
        from loaders import find  # noqa: PLC0415, grammars take half a second, and a service that has nothing new to read needs none

        return find(paths)

    def read(self, path: Path, iris: Iris) -> Reading:
        """What a document says.

        Raises:
            DocumentError: the file cannot become a document.
            LexiconError: a file of the gazetteer breaks a rule.
        """
        from loaders import read  # noqa: PLC0415, as above

        return read(path, _library(iris.base, self.gazetteer), iris)

    def reference(self, iris: Iris) -> Iterable[Statement]:
        """The facts of the gazetteer.

        Raises:
            LexiconError: a file of the gazetteer breaks a rule.
        """
        return _library(iris.base, self.gazetteer).reference

    def wording(self, iris: Iris) -> Wording:
        """What the lexicons say of words.

        Raises:
            LexiconError: a file of the gazetteer breaks a rule.
        """
        return Wording(_library(iris.base, self.gazetteer).lexicon)


def package_folder(name: str) -> Path:
    """Where a package lies, which is not imported for that.

    Raises:
        ModuleNotFoundError: there is no such package.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"found no package {name!r}")
    return Path(spec.origin).parent


def bundled() -> Path:
    """The folder of the documents that travel with Comity."""
    return package_folder("loaders") / "documents"


@cache
def _library(base: str, gazetteer: tuple[Path, ...]) -> Library:
    from loaders.library import Library  # noqa: PLC0415, as above

    return Library.open(base, gazetteer)
