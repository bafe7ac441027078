"""What a load did: document by document, failure by failure, and to the store as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ontology.errors import ComityError, DocumentError
from ontology.statement import Literal, Reading, Statement
from ontology.terms import COMITY, DCTERMS


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one document gave.

    `characters` are code points of its text, `provisions` its numbered or bulleted units, `things` what it names,
    `mentions` where it does, `facts` the statements that quote it, `figures` and `dates` those it states, and `quads`
    what its named graph holds. `warnings` say what of the file was not read.
    """

    file: str
    document: str
    title: str
    characters: int
    provisions: int
    things: int
    mentions: int
    facts: int
    figures: int
    dates: int
    quads: int
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: str, reading: Reading, quads: int) -> Loaded:
        """Count what a reading holds."""
        said = reading.statements
        denoted = [one.object for one in said if one.predicate == COMITY.denotes]
        return cls(
            file,
            reading.document,
            _title(reading),
            len(reading.text),
            provisions=_count(said, COMITY.order),
            things=len(set(denoted)),
            mentions=len(denoted),
            facts=sum(one.passage is not None and one.subject != one.passage.iri for one in said),
            figures=_count(said, COMITY.figure),
            dates=_count(said, COMITY.date),
            quads=quads,
            warnings=reading.warnings,
        )


@dataclass(frozen=True, slots=True)
class Failed:
    """A file of which nothing is in the store: the class of the error, and the reason in one line."""

    file: str
    error: str
    reason: str

    @classmethod
    def of(cls, file: str, error: Exception) -> Failed:
        """The failure that an error amounts to; one that nobody raised on purpose says so."""
        if isinstance(error, DocumentError):
            return cls(file, type(error).__name__, _line(error.reason))
        told = _line(str(error))
        known = isinstance(error, ComityError)
        return cls(file, type(error).__name__, told if known else f"a defect of Comity: {type(error).__name__}: {told}")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """A whole load: what came in, what failed, and how many quads that changed in the named graphs.

    `rdf` lists the RDF files that were taken as they are. `version` is that of the store afterwards, or empty if there
    is none.
    """

    documents: tuple[Loaded, ...] = ()
    rdf: tuple[str, ...] = ()
    failures: tuple[Failed, ...] = ()
    added: int = 0
    removed: int = 0
    version: str = ""

    def encode(self) -> bytes:
        """The report as JSON; the same load into the same store gives the same bytes."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n").encode()


def _title(reading: Reading) -> str:
    titles = [
        one.object.value
        for one in reading.statements
        if one.subject == reading.document and one.predicate == DCTERMS.title and isinstance(one.object, Literal)
    ]
    return min(titles, default="")


def _count(statements: Iterable[Statement], predicate: str) -> int:
    """Distinct subjects and objects of a predicate: a statement that two passages make counts once."""
    return len({(one.subject, one.object) for one in statements if one.predicate == predicate})


def _line(text: str) -> str:
    return " ".join(text.split())
