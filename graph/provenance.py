"""A document's reading as the quads of its named graph: what it says, and where it says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from graph.nquads import iri_term, line, quoted, split, term
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
_FILE_NAME: Final = iri_term(COMITY.fileName)
_DERIVED: Final = iri_term(PROV.wasDerivedFrom)


def quads(reading: Reading, iris: Iris) -> list[str]:
    """The N-Quads lines of a document's named graph, sorted and distinct.

    They are its assertions, a statement node for each assertion that has a passage, the passages, the document's text
    (`cnt:chars`) and the name of its file.

    Raises:
        ShapeError: a passage is of another document, or does not quote the text at its offsets.
        IriError: a statement holds something that cannot be an IRI.
    """
    end = f" {iri_term(reading.graph)} ."
    about, nodes = _by_subject(reading, iris, end)
    for passage in {id(s.passage): s.passage for s in reading.statements if s.passage is not None}.values():
        _check(passage, reading)
        about[f"<{passage.iri}>"] += _described(passage, end)
    lines: list[str] = []
    # A subject ends in ">", so that none begins another: to order the subjects is to order the lines.
    for subject in sorted([*about, *nodes]):
        lines += nodes.get(subject) or sorted(set(about[subject]))
    return lines


def _by_subject(reading: Reading, iris: Iris, end: str) -> tuple[defaultdict[str, list[str]], dict[str, list[str]]]:
    """What a document says, by subject, and the node of each statement that has a passage, its lines in order.

    What a passage itself denotes needs none, since the passage is its evidence.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    nodes: dict[str, list[str]] = {}
    this = iri_term(reading.document)
    found[this] += [f"{this} {predicate} {term(Literal(value))}{end}" for predicate, value in _own(reading)]
    for s in reading.statements:
        subject, predicate, value, passage = iri_term(s.subject), iri_term(s.predicate), term(s.object), s.passage
        found[subject].append(f"{subject} {predicate} {value}{end}")
        if passage is not None and s.subject != passage.iri:
            node = f"<{iris.statement(reading.graph, s.subject, s.predicate, s.object, passage)}>"
            nodes[node] = [
                f"{node} {_OBJECT} {value}{end}",
                f"{node} {_PREDICATE} {predicate}{end}",
                f"{node} {_SUBJECT} {subject}{end}",
                f"{node} {_A_STATEMENT}{end}",
                f"{node} {_DERIVED} <{passage.iri}>{end}",
            ]
    return found, nodes


def _own(reading: Reading) -> tuple[tuple[str, str], ...]:
    return (_TEXT, reading.text), (_FILE_NAME, reading.file_name)


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


def passage_lines(passage: Passage, graph: str) -> list[str]:
    """The N-Quads lines that describe a passage in a graph, sorted."""
    return _described(passage, f" {iri_term(graph)} .")


def _described(passage: Passage, end: str) -> list[str]:
    this = f"<{passage.iri}>"
    return [
        f"{this} {_A_PASSAGE}{end}",
        f'{this} {_END} "{passage.end}"^^{_INTEGER}{end}',
        f"{this} {_EXACT} {quoted(passage.exact)}{end}",
        f"{this} {_SOURCE} {iri_term(passage.document)}{end}",
        f'{this} {_START} "{passage.start}"^^{_INTEGER}{end}',
    ]
