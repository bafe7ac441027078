"""What the shapes forbid in the graph of a document (SHACL Core, https://www.w3.org/TR/shacl/), by pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import pyshacl
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import DCTERMS, RDF, RDFS, SH
from rdflib.term import Node

from graph.nquads import parse_term, split
from graph.results import DEFAULT
from graph.store import Store
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import COMITY, OA

_SEVERITY: Final = {str(SH.Violation): "violation", str(SH.Warning): "warning", str(SH.Info): "info"}

_CLASSES: Final = {RDFS.subClassOf, DCTERMS.identifier}
"""What the shapes ask of classes."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that a shape forbids: a `violation` is a defect of the data, a `warning` something to look at.

    `path` is the predicate, with ^ before it where it is followed backwards; it and `value` are empty where the shape
    is about the focus as a whole.
    """

    severity: str
    focus: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        """The violation in one line."""
        told = " ".join(part for part in (self.path, self.value) if part)
        return f"{self.severity}: {self.focus}{' ' if told else ''}{told}: {self.message}"


def validate(lines: Iterable[str], context: Iterable[str] = ()) -> list[Violation]:
    """What the shapes forbid about the subjects of N-Quads lines, sorted; `context` is read beside them.

    The context holds what the lines rely on: the reference facts, and the ontology for what is a subclass of what. Only
    what the lines point to is read of it, and the classes of what that points to in turn. (pySHACL's own `focus_nodes`
    also silences shapes about a focus's values.)

    Raises:
        ValueError: a line is not canonical N-Quads.
    """
    data = Graph()
    for triple in _triples(lines):
        data.add(triple)
    subjects = {str(subject) for subject in data.subjects()}
    told = set(data.objects()) | set(data.predicates())
    around = list(_triples(context))
    known = [triple for triple in around if triple[0] in told or triple[1] in _CLASSES]
    beyond = {value for _, _, value in known}
    for triple in (*known, *(triple for triple in around if triple[1] == RDF.type and triple[0] in beyond)):
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", inplace=True)
    return sorted(violation for violation in _violations(report) if violation.focus in subjects)


def validate_store(store: Store, iris: Iris) -> Iterator[tuple[str, list[Violation]]]:
    """Each of Comity's named graphs but the ontology, by IRI, and what the shapes forbid in it.

    Raises:
        StoreDamagedError: the store cannot be read.
    """
    ontology, reference = iris.graph("ontology"), iris.graph("reference")
    context = [line for graph in (ontology, reference) for line in store.lines(graph)]
    for graph in store.graphs():
        if graph.startswith(iris.graph("")) and graph != ontology:
            lines = store.lines(graph)
            classes = list(_classes_elsewhere(lines, store))
            described = {split(text)[0][1:-1] for text in classes}
            found = validate(lines, [*context, *classes])
            yield graph, [one for one in found if one.focus not in described or one.path == COMITY.followsUp]


def _classes_elsewhere(lines: Iterable[str], store: Store) -> Iterator[str]:
    """The classes of the documents and provisions that a graph of links is about; their own graphs describe them."""
    links, sources, own = set[str](), set[str](), set[str]()
    for subject, predicate, value, _ in map(split, lines):
        if predicate == f"<{COMITY.followsUp}>":
            links |= {subject, value}
        elif predicate == f"<{OA.hasSource}>":
            sources.add(value)
        elif predicate == f"<{RDF.type}>":
            own.add(subject)
    for one in sorted((links | sources) - own) if links else ():
        for _, _, kind, _ in store.quads(parse_term(one), str(RDF.type), None, DEFAULT):
            yield f"{one} <{RDF.type}> <{kind}> ."


def _shapes() -> Graph:
    return Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")


def _triples(lines: Iterable[str]) -> Iterator[tuple[Node, Node, Node]]:
    for line in lines:
        subject, predicate, value, _ = split(line)
        yield _term(subject), _term(predicate), _term(value)


def _term(text: str) -> Node:
    if text.startswith("_:"):
        return BNode(text[2:])
    term = parse_term(text)
    if not isinstance(term, Literal):
        return URIRef(term)
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    return RdfLiteral(term.value, datatype=URIRef(term.datatype), normalize=False)


def _violations(report: Graph) -> Iterator[Violation]:
    for result in report.subjects(SH.focusNode):
        severity = str(report.value(result, SH.resultSeverity))
        yield Violation(
            _SEVERITY.get(severity, severity),
            str(report.value(result, SH.focusNode)),
            _path(report, report.value(result, SH.resultPath)),
            str(report.value(result, SH.value) or ""),
            " ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
        )


def _path(report: Graph, path: Node | None) -> str:
    if path is None or isinstance(path, URIRef):
        return str(path or "")
    inverse = report.value(path, SH.inversePath)
    return f"^{inverse}" if isinstance(inverse, URIRef) else "a path"
