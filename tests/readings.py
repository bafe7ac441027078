"""Small texts read for tests: one library for all, and facts by the names of what they are about."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders import Library, read
from ontology.iris import Iris
from ontology.statement import Literal, Reading
from ontology.terms import SKOS

IRIS = Iris()


@lru_cache(maxsize=1)
def library() -> Library:
    """The bundled lexicons, gazetteer and topics."""
    return Library.open()


@lru_cache(maxsize=512)
def reading(text: str, name: str = "note.txt") -> Reading:
    """The reading of a text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8", newline="")
        return read(path, library(), IRIS)


def local(value: str | Literal) -> str:
    """The last part of an address, or the value of a literal."""
    return value.value if isinstance(value, Literal) else value.rsplit("/", 1)[-1]


def facts(text: str, predicate: str) -> set[tuple[str, str]]:
    """Subject and object of the facts with a predicate that a text states."""
    return {(local(s.subject), local(s.object)) for s in reading(text).statements if s.predicate == predicate}


def objects(text: str, predicate: str) -> set[str]:
    """The objects of the facts with a predicate."""
    return {one for _, one in facts(text, predicate)}


def labels(text: str) -> dict[str, str]:
    """The preferred label of each thing that a text coins."""
    return {local(s.subject): local(s.object) for s in reading(text).statements if s.predicate == SKOS.prefLabel}
