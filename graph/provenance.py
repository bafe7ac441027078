"""A document's reading as the quads of its named graph: what it says, and where it says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from graph.nquads import iri_term, line, literal_term, split, term
from ontology.errors import ShapeError
from ontology.iris import Iris
from ontology.statement import Literal, Passage, Reading, Statement
from ontology.terms import CNT, COMITY, OA, PROV, RDF, XSD

_TEXT: Final = f"<{CNT.chars}>"
_A_PASSAGE: Final = f"{iri_term(RDF.type)} {iri_term(COMITY.Passage)}"
_A_STATEMENT: Final = f"{iri_term(RDF.type)} {iri_term(RDF.Statement)}"
_INTEGER: Final = iri_term(XSD.integer)
_SOURCE, _START, _END, _EXACT = map(iri_term, (OA.hasSource, OA.start, OA.end, OA.exact))
_SUBJECT, _PREDICATE, _OBJECT = map(iri_term, (RDF.subject, RDF.predicate, RDF.object))
_DERIVED: Final = iri_term(PROV.wasDerivedFrom)


def quads(reading: Reading, iris: Iris) -> list[str]:
    """The N-Quads lines of a document's named graph, sorted and distinct.

    They are its assertions, a statement node for each assertion that has a passage, the passages, the document's text
    (`cnt:chars`) and the name of its file.

    Raises:
        ShapeError: a passage is of another document, or does not quote the text at its offsets.
        IriError: a statement holds something that cannot be an IRI.
    """
    lines = {
        line(reading.document, CNT.chars, Literal(reading.text), reading.graph),
        line(reading.document, COMITY.fileName, Literal(reading.file_name), reading.graph),
    }
    for passage in {statement.passage for statement in reading.statements if statement.passage}:
        _check(passage, reading)
        lines.update(passage_lines(passage, reading.graph))
    for statement in reading.statements:
        lines.update(_stated(statement, reading.graph, iris))
    return sorted(lines)


def facts(statements: Iterable[Statement], graph: str) -> list[str]:
    """The N-Quads lines of statements that need no evidence (the gazetteer, the ontology), sorted and distinct.

    Raises:
        IriError: a statement holds something that cannot be an IRI.
    """
    return sorted({line(s.subject, s.predicate, s.object, graph) for s in statements})


def assertions(lines: Iterable[str], iris: Iris) -> list[str]:
    """The lines that also hold in the default graph, without their graph, in the order given.

    These are all but the statement nodes, the passages with what they denote, and the document's text.
    """
    return list(_assertions(lines, iris))


def _assertions(lines: Iterable[str], iris: Iris) -> Iterator[str]:
    for text in lines:
        subject, predicate, value, _ = split(text)
        if is_assertion(subject, predicate, iris):
            yield f"{subject} {predicate} {value} ."


def is_assertion(subject: str, predicate: str, iris: Iris) -> bool:
    """Whether a line with these terms also holds in the default graph."""
    return predicate != _TEXT and not iris.is_evidence(subject[1:-1])


def _check(passage: Passage, reading: Reading) -> None:
    if passage.document != reading.document:
        raise ShapeError(f"found a passage of {passage.document} among the statements of {reading.document}")
    found = reading.text[passage.start : passage.end]
    if found != passage.exact:
        raise ShapeError(f"{passage.iri} quotes {passage.exact!r}, but the text there is {found!r}")


def passage_lines(passage: Passage, graph: str) -> Iterator[str]:
    """The N-Quads lines that describe a passage in a graph."""
    this, end = f"<{passage.iri}>", f" {iri_term(graph)} ."
    yield f"{this} {_A_PASSAGE}{end}"
    yield f"{this} {_SOURCE} {iri_term(passage.document)}{end}"
    yield f'{this} {_START} "{passage.start}"^^{_INTEGER}{end}'
    yield f'{this} {_END} "{passage.end}"^^{_INTEGER}{end}'
    yield f"{this} {_EXACT} {literal_term(Literal(passage.exact))}{end}"


def _stated(statement: Statement, graph: str, iris: Iris) -> Iterator[str]:
    """A statement and its node; what a passage itself denotes needs none, since the passage is its evidence."""
    subject, predicate, value = iri_term(statement.subject), iri_term(statement.predicate), term(statement.object)
    passage, end = statement.passage, f" {iri_term(graph)} ."
    yield f"{subject} {predicate} {value}{end}"
    if passage is None or statement.subject == passage.iri:
        return
    node = f"<{iris.statement(graph, statement.subject, statement.predicate, statement.object, passage)}>"
    yield f"{node} {_A_STATEMENT}{end}"
    yield f"{node} {_SUBJECT} {subject}{end}"
    yield f"{node} {_PREDICATE} {predicate}{end}"
    yield f"{node} {_OBJECT} {value}{end}"
    yield f"{node} {_DERIVED} <{passage.iri}>{end}"
