"""One fact and the sentence it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import total_ordering
from typing import NamedTuple

from ontology.terms import XSD


@total_ordering
@dataclass(frozen=True, slots=True)
class Literal:
    """An RDF 1.1 literal; `datatype` is ignored when `language` is set (it is then rdf:langString).

    Literals are ordered by value, then datatype, then language, none before any.
    """

    value: str
    datatype: str = XSD.string
    language: str | None = None

    def __lt__(self, other: Literal) -> bool:
        """Whether this literal comes first."""
        return self._key() < other._key()

    def _key(self) -> tuple[str, str, str]:
        return self.value, self.datatype, self.language or ""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span of a document's text: half-open offsets in Unicode code points, and the text between them.

    `document` is the IRI of the document, so that a passage can be cited by itself (RFC 5147 `#char=start,end`).
    """

    document: str
    start: int
    end: int
    exact: str
    iri: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the passage's address, `iri`, and refuse a span whose quote cannot be the text between its offsets.

        Raises:
            ValueError: the offsets are reversed, or the quote has another length.
        """
        if not 0 <= self.start < self.end or len(self.exact) != self.end - self.start:
            raise ValueError(f"passage {self.start}-{self.end} cannot quote {len(self.exact)} characters")
        object.__setattr__(self, "iri", f"{self.document}#char={self.start},{self.end}")


class Statement(NamedTuple):
    """A triple (`subject` and `predicate` are IRIs) and the passage that says so.

    Structure and labels need no passage. A mention is a statement whose subject is the passage itself
    (`comity:denotes`), and so is a date in the text (`comity:date`).
    """

    subject: str
    predicate: str
    object: str | Literal
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document became: its address, its text exactly as served, and its statements.

    `document` is the document's IRI, `graph` the IRI of the named graph that holds it, `file_name` the base name of
    the file it was read from. `warnings` say, each in one line, what of the file the text does not hold.
    """

    document: str
    graph: str
    file_name: str
    text: str
    statements: tuple[Statement, ...]
    warnings: tuple[str, ...] = ()
