"""A reader for tests of the build: a file's first word says what becomes of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.wording import Wording
from loaders.words.lexicon import Lexicon
from ontology.errors import DocumentError, EmptyDocumentError
from ontology.iris import Iris
from ontology.statement import Reading, Statement
from ontology.terms import COMITY, RDF
from tests.small_graph import REFERENCE, REPORT, report, strategy

ORPHAN = f"{REPORT}/action/1"
"""An action that is part of nothing and says nothing."""


@dataclass(frozen=True, slots=True)
class SmallReader:
    """Reads `strategy` and `report` as the documents of the small graph; `empty`, `orphan` and other words go wrong."""

    def mark(self) -> str:
        """It is given nothing."""
        return ""

    def find(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Every text file."""
        for path in paths:
            if not path.exists():
                raise DocumentError(str(path), "there is no such file or folder")
        return sorted({one for path in paths for one in (path.rglob("*.txt") if path.is_dir() else (path,))})

    def read(self, path: Path, iris: Iris) -> Reading:
        """The document that the file asks for."""
        match path.read_text(encoding="utf-8").split()[0]:
            case "strategy":
                return replace(strategy(), file_name=path.name)
            case "report":
                return replace(report(), file_name=path.name)
            case "orphan":
                return replace(report(), statements=(*report().statements, Statement(ORPHAN, RDF.type, COMITY.Action)))
            case "empty":
                raise EmptyDocumentError(str(path), "the file\nholds no text")
            case "death":
                os._exit(3)
            case word:
                raise LookupError(f"no document {word}")

    def reference(self, iris: Iris) -> Iterable[Statement]:
        """The facts of the small graph."""
        return REFERENCE

    def wording(self, iris: Iris) -> Wording:
        """No word is known, so that no provision takes up another."""
        return Wording(Lexicon({}))


def write(folder: Path, **words: str) -> Path:
    """A folder with one text file for each word."""
    folder.mkdir(exist_ok=True)
    for name, word in words.items():
        (folder / f"{name}.txt").write_text(word, encoding="utf-8")
    return folder
