"""The terms that a query gives back, beside IRIs (`str`) and `ontology.statement.Literal`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias
from typing import Literal as Choice

from ontology.statement import Literal

DEFAULT: Final = ""
"""The default graph, where the name of a graph is asked for; no IRI is empty."""

Kind: TypeAlias = Choice["solutions", "boolean", "triples"]


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; `id` is its label in the store."""

    id: str


@dataclass(frozen=True, slots=True)
class TripleTerm:
    """A triple as a term (RDF 1.2), which an update or a file may bring; Comity itself writes none."""

    subject: Term
    predicate: str
    object: Term


Term: TypeAlias = "str | Literal | Blank | TripleTerm"
Row: TypeAlias = "tuple[Term | None, ...]"
