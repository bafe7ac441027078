"""W3C's SPARQL tests: their manifests, their data and their expected results, and whether two results are equal.

Results are equal up to the names of blank nodes. Numbers and times are compared by value, since the engine keeps values
and not their spelling ("01" is stored as 1). The order of rows counts where the query orders them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph as engine
import rdflib
from rdflib import RDF, RDFS, URIRef
from rdflib.collection import Collection

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")

BASE = "https://w3c.github.io/rdf-tests/sparql/"
"""The address below which the files of the suite stand."""

_SRX = "{http://www.w3.org/2005/sparql-results#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ITS = "{http://www.w3.org/2005/11/its}"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_FORMATS = {
    ".ttl": engine.RdfFormat.TURTLE,
    ".rdf": engine.RdfFormat.RDF_XML,
    ".nt": engine.RdfFormat.N_TRIPLES,
    ".nq": engine.RdfFormat.N_QUADS,
    ".trig": engine.RdfFormat.TRIG,
}

Term = engine.NamedNode | engine.BlankNode | engine.Literal | engine.Triple
Row = dict[str, Term]


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its name, its kind, and the files it is made of (absent ones are None).

    `named` are the named graphs before the test, by IRI; `after` and `after_named` the graphs after an update.
    """

    name: str
    kind: str
    query: Path | None
    data: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()
    result: Path | None = None
    after: Path | None = None
    after_named: tuple[tuple[str, Path], ...] = ()
    lax: bool = False


def address(root: Path, path: Path) -> str:
    """The IRI of a file of the suite."""
    return BASE + path.relative_to(root).as_posix()


def cases(root: Path, folder: Path) -> Iterator[Case]:
    """The tests of a folder, in the order of its manifest."""
    manifest = folder / "manifest.ttl"
    graph = rdflib.Graph().parse(data=manifest.read_text(), format="turtle", publicID=address(root, manifest))
    for listed in graph.objects(None, MF.entries):
        for test in Collection(graph, listed):
            yield _case(root, graph, test)


def _case(root: Path, graph: rdflib.Graph, test: Any) -> Case:
    def path(iri: Any) -> Path | None:
        return None if iri is None else root / str(iri).removeprefix(BASE)

    def one(subject: Any, *predicates: URIRef) -> Any:
        return next((graph.value(subject, p) for p in predicates if graph.value(subject, p) is not None), None)

    def many(subject: Any, *predicates: URIRef) -> tuple[Path, ...]:
        found = [path(value) for p in predicates for value in graph.objects(subject, p)]
        return tuple(sorted(one for one in found if one is not None))

    def named(subject: Any) -> tuple[tuple[str, Path], ...]:
        found = []
        for value in (*graph.objects(subject, UT.graphData), *graph.objects(subject, QT.graphData)):
            file, label = graph.value(value, UT.graph), graph.value(value, RDFS.label)
            found.append((str(label or value), path(file or value)))
        return tuple(sorted((iri, file) for iri, file in found if file is not None))

    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    kind = str(graph.value(test, RDF.type)).rpartition("#")[2]
    update = "Update" in kind and "Evaluation" in kind
    return Case(
        name=str(test).rpartition("#")[2],
        kind=kind,
        query=path(one(action, QT.query, UT.request) or (action if isinstance(action, URIRef) else None)),
        data=many(action, QT.data, UT.data),
        named=named(action),
        result=None if update else path(result),
        after=path(one(result, UT.data)) if update else None,
        after_named=named(result) if update else (),
        lax=graph.value(test, MF.resultCardinality) == MF.LaxCardinality,
    )


def quads(root: Path, path: Path, graph: str | None = None) -> list[engine.Quad]:
    """The quads of a data file, those of its default graph in `graph`; its blank nodes are those of no other file."""
    base, form = address(root, path), _FORMATS[path.suffix]
    found = engine.parse(path=str(path), format=form, base_iri=base, rename_blank_nodes=True)
    target = engine.DefaultGraph() if graph is None else engine.NamedNode(graph)
    return [
        engine.Quad(one.subject, one.predicate, one.object, target)
        if isinstance(one.graph_name, engine.DefaultGraph)
        else one
        for one in found
    ]


def same_quads(found: Sequence[engine.Quad], expected: Sequence[engine.Quad]) -> bool:
    """Whether two sets of quads are equal up to the names of blank nodes."""
    return _canonical(map(_valued_quad, found)) == _canonical(map(_valued_quad, expected))


def _canonical(found: Iterator[engine.Quad]) -> set[engine.Quad]:
    data = engine.Dataset(found)
    data.canonicalize(engine.CanonicalizationAlgorithm.UNSTABLE)
    return set(data)


def _valued_quad(quad: engine.Quad) -> engine.Quad:
    return engine.Quad(_valued(quad.subject), quad.predicate, _valued(quad.object), quad.graph_name)


def _valued(term: Term) -> Any:
    """The term as a store gives it back, which is by value."""
    if isinstance(term, engine.Triple):
        return engine.Triple(_valued(term.subject), term.predicate, _valued(term.object))
    if not isinstance(term, engine.Literal) or term.datatype.value == _STRING or term.language:
        return term
    store = engine.Store()
    store.add(engine.Quad(engine.NamedNode("http://s"), engine.NamedNode("http://p"), term))
    return next(iter(store)).object


def expected_rows(root: Path, path: Path) -> tuple[list[Row], bool] | bool | None:
    """Rows and whether they are ordered, or a boolean, or None where the result is a graph."""
    if path.suffix == ".srx":
        return rows_of_xml(path.read_bytes())
    if path.suffix == ".srj":
        return rows_of_json(path.read_bytes())
    return _result_set(root, path)


def _result_set(root: Path, path: Path) -> tuple[list[Row], bool] | bool | None:
    if path.suffix not in (".ttl", ".rdf") or b"result-set#" not in path.read_bytes():
        return None
    graph = rdflib.Graph().parse(path, publicID=address(root, path))
    whole = graph.value(None, RDF.type, RS.ResultSet)
    boolean = graph.value(whole, RS.boolean)
    if boolean is not None:
        return bool(str(boolean) == "true")
    solutions = list(graph.objects(whole, RS.solution))
    ordered = any(graph.value(one, RS["index"]) is not None for one in solutions)
    if ordered:
        solutions.sort(key=lambda one: int(str(graph.value(one, RS["index"]))))
    return [
        {
            str(graph.value(binding, RS.variable)): _of_rdflib(graph.value(binding, RS.value))
            for binding in graph.objects(one, RS.binding)
        }
        for one in solutions
    ], ordered


def _of_rdflib(term: Any) -> Term:
    if isinstance(term, URIRef):
        return engine.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return engine.BlankNode(str(term))
    if term.language:
        return engine.Literal(str(term), language=term.language)
    return engine.Literal(str(term), datatype=engine.NamedNode(str(term.datatype or _STRING)))


def rows_of_json(data: bytes) -> tuple[list[Row], bool] | bool:
    """The rows or the boolean of SPARQL Query Results JSON."""
    found = json.loads(data)
    if "boolean" in found:
        return bool(found["boolean"])
    return [{name: _of_json(value) for name, value in row.items()} for row in found["results"]["bindings"]], False


def _of_json(found: dict[str, Any]) -> Term:
    value = found["value"]
    if found["type"] == "uri":
        return engine.NamedNode(value)
    if found["type"] == "bnode":
        return engine.BlankNode(f"b{value.encode().hex()}")
    if found["type"] == "triple":
        return _triple([_of_json(value[part]) for part in ("subject", "predicate", "object")])
    return _literal(value, found.get("datatype"), found.get("xml:lang"), found.get("its:dir"))


def _triple(parts: Sequence[Any]) -> engine.Triple:
    return engine.Triple(*parts)


def rows_of_xml(data: bytes) -> tuple[list[Row], bool] | bool:
    """The rows or the boolean of SPARQL Query Results XML."""
    root = ET.fromstring(data)  # noqa: S314 - W3C's files, and our own server's answers
    boolean = root.find(f"{_SRX}boolean")
    if boolean is not None:
        return (boolean.text or "").strip() == "true"
    return [
        {str(binding.get("name")): _of_xml(binding[0]) for binding in result.iter(f"{_SRX}binding")}
        for result in root.iter(f"{_SRX}result")
    ], False


def _of_xml(found: ET.Element) -> Term:
    text = found.text or ""
    kind = found.tag.removeprefix(_SRX)
    if kind == "uri":
        return engine.NamedNode(text)
    if kind == "bnode":
        return engine.BlankNode(f"b{text.encode().hex()}")
    if kind == "triple":
        parts = (found.find(f"{_SRX}{part}") for part in ("subject", "predicate", "object"))
        return _triple([_of_xml(part[0]) for part in parts if part is not None])
    return _literal(text, found.get("datatype"), found.get(f"{_XML}lang"), found.get(f"{_ITS}dir"))


def _literal(value: str, datatype: str | None, language: str | None, direction: str | None) -> engine.Literal:
    if direction is not None:
        return engine.Literal(value, language=language, direction=engine.BaseDirection(direction))
    if language is not None:
        return engine.Literal(value, language=language)
    return engine.Literal(value, datatype=engine.NamedNode(datatype or _STRING))


def same_rows(found: Sequence[Row], expected: Sequence[Row], ordered: bool, lax: bool) -> bool:
    """Whether rows are equal up to the names of blank nodes; `lax` leaves open how often each comes."""
    if lax:
        return same_rows(_distinct(found), _distinct(expected), ordered=False, lax=False) and len(found) <= len(
            expected
        )
    if ordered:
        return _canonical(_as_quads(found, True)) == _canonical(_as_quads(expected, True))
    return _canonical(_as_quads(found, False)) == _canonical(_as_quads(expected, False))


def _distinct(rows: Sequence[Row]) -> list[Row]:
    seen: dict[tuple[tuple[str, str], ...], Row] = {}
    for row in rows:
        seen.setdefault(tuple(sorted((name, str(_valued(value))) for name, value in row.items())), row)
    return list(seen.values())


def _as_quads(rows: Sequence[Row], ordered: bool) -> Iterator[engine.Quad]:
    """Rows as a graph in which each is a blank node; equal rows are told apart by a number of their own."""
    counts: Counter[str] = Counter()
    for place, row in enumerate(rows):
        node = engine.BlankNode()
        valued = {name: _valued(value) for name, value in sorted(row.items())}
        key = " ".join(f"{name} {value}" for name, value in valued.items())
        counts[key] += 1
        number = place if ordered else counts[key]
        yield engine.Quad(node, engine.NamedNode("urn:number"), engine.Literal(number))
        for name, value in valued.items():
            yield engine.Quad(node, engine.NamedNode(f"urn:variable:{name}"), value)


def same_table(found: bytes, expected: bytes, delimiter: str) -> bool:
    """Whether two CSV or TSV tables hold the same rows, in any order; blank nodes are equal to each other."""

    def rows(data: bytes) -> tuple[list[str], list[list[str]]]:
        text = io.StringIO(data.decode())
        quoted = delimiter == ","
        read = list(csv.reader(text) if quoted else csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE))
        heads = [one.removeprefix("?") for one in read[0]]
        order = sorted(range(len(heads)), key=lambda place: heads[place])
        return sorted(heads), sorted([[_cell(row[place]) for place in order] for row in read[1:]])

    return rows(found) == rows(expected)


_NUMBER = re.compile(r'[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|"([^"]*)"\^\^<[^>]*XMLSchema#(integer|decimal|double)>')


def _cell(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    match = _NUMBER.fullmatch(text)
    return text if match is None else repr(float(match[3] or text))
