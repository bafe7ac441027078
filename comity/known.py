"""What every store holds before any document is in it: the ontology with its topics, and the facts of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final

from graph.provenance import facts
from graph.rdf_files import body_lines
from ontology.iris import DEFAULT_BASE, Iris
from ontology.statement import Statement

_VOCABULARY: Final = ("comity.ttl", "topics.ttl")
"""The files of the ontology that are part of every store; the shapes are rules about it, not facts."""

RESERVED: Final = ("ontology", "reference", "follow-through")
"""The names of graphs that hold no document."""


def vocabulary(iris: Iris) -> list[str]:
    """The N-Quads lines of the ontology and of the topic scheme, in the graph that holds them."""
    end = f" <{iris.graph('ontology')}> ."
    return sorted({text.removesuffix(" .") + end for name in _VOCABULARY for text in _terms(name, iris)})


def reference(statements: Iterable[Statement], iris: Iris) -> list[str]:
    """The N-Quads lines of the gazetteer's facts, in the graph that holds them."""
    return facts(statements, iris.graph("reference"))


def _terms(name: str, iris: Iris) -> Iterator[str]:
    data = (files("ontology") / name).read_bytes()
    return body_lines(data.replace(f"<{DEFAULT_BASE}>".encode(), f"<{iris.base}>".encode()), "text/turtle")
