"""The loaders, as the build wants them: one library of what is known, opened once in each process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.iris import Iris
from ontology.statement import Reading, Statement

if TYPE_CHECKING:
    from loaders.names.library import Library
    from loaders.wording import Wording


@dataclass(frozen=True, slots=True)
class Loaders:
    """Reads documents by the bundled lexicons and gazetteer, and by what an analyst adds to them.

    `gazetteer` are files or folders of Turtle; `recognizers` the names of recognisers from outside, which are asked for
    what the grammars leave.
    """

    gazetteer: tuple[Path, ...] = ()
    recognizers: tuple[str, ...] = ()

    def mark(self) -> str:
        """A digest of what was added."""
        digest = hashlib.sha256(repr(self).encode())
        for path in self.gazetteer:
            for file in sorted(path.glob("*.ttl")) if path.is_dir() else [path]:
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def find(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The documents that files and folders stand for, sorted.

        Raises:
            DocumentError: there is nothing at a path.
        """
        from loaders import find  # noqa: PLC0415, half a second, and a service with nothing new to read needs none

        return find(paths)

    def read(self, path: Path, iris: Iris) -> Reading:
        """What a document says.

        Raises:
            DocumentError: the file cannot become a document.
            LexiconError: a file of the gazetteer breaks a rule.
            RecognizerError: a recogniser is not installed, or cannot do its work.
        """
        from loaders import read  # noqa: PLC0415, as above
        from loaders.names.recognizers import installed  # noqa: PLC0415, as above

        return read(path, _library(iris.base, self.gazetteer), iris, installed(self.recognizers))

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
        from loaders.wording import Wording  # noqa: PLC0415, as above

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
    from loaders.names.library import Library  # noqa: PLC0415, as above

    return Library.open(base, gazetteer)
