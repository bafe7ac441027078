"""The files that say what may be said; they are part of the package, and are read from wherever it is installed."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

VOCABULARY: Final = "comity.ttl"
"""Classes and properties (OWL 2, Turtle)."""

SHAPES: Final = "shapes.ttl"
"""What must hold in the graph of a document (SHACL Core, Turtle)."""

TOPICS: Final = "topics.ttl"
"""Topics and the words for them, in English and Spanish (SKOS, Turtle)."""

CONTEXT: Final = "context.jsonld"
"""Short names of all terms (JSON-LD 1.1 context)."""

NAMES: Final = (VOCABULARY, SHAPES, TOPICS, CONTEXT)


def read_text(name: str) -> str:
    """The text of one of `NAMES`.

    Raises:
        ValueError: there is no such file.
    """
    if name not in NAMES:
        raise ValueError(f"found the file name {name!r}, expected one of {', '.join(NAMES)}")
    return files("ontology").joinpath(name).read_text(encoding="utf-8")
