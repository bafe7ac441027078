"""W3C's SPARQL suites, over HTTP against a running server: every failure is listed here with its reason, or is one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from graph.writer import Target, replace_documents
from tests import w3c
from tests.conftest import SHARED
from tests.service import TOKEN, WRITER, Service, running
from tests.w3c import Case

VALUES = "the engine keeps a number by its value, not by its spelling"
GRAPHS = "the engine does not bind the variable of GRAPH where the pattern inside has no triples of its own"
EMPTY = "the engine finds no zero-length path from a constant that no graph holds"
LENIENT = "the engine takes what this test wants refused"
LOADS = "LOAD is switched off here, which is told before anything else"

FAILURES = {
    "sparql10/distinct/distinct-1": VALUES,
    "sparql10/distinct/distinct-9": VALUES,
    "sparql10/expr-builtin/dawg-str-1": VALUES,
    "sparql10/expr-builtin/dawg-str-2": VALUES,
    "sparql10/expr-builtin/sameTerm-simple": VALUES,
    "sparql10/expr-builtin/sameTerm-eq": VALUES,
    "sparql10/expr-builtin/sameTerm-not-eq": VALUES,
    "sparql10/expr-equals/eq-graph-1": VALUES,
    "sparql10/expr-equals/eq-graph-2": VALUES,
    "sparql10/graph/graph-optional": GRAPHS,
    "sparql10/graph/graph-variable-scope": GRAPHS,
    "sparql10/open-world/date-2": "the engine compares a date that has a time zone to one that has none",
    "sparql10/open-world/open-eq-01": VALUES,
    "sparql10/syntax-sparql3/syn-bad-26": LENIENT,
    "sparql11/aggregates/agg-empty-group-count-graph": GRAPHS,
    "sparql11/aggregates/agg-groupconcat-04": "the engine keeps the language that all joined texts share",
    "sparql11/aggregates/agg-groupconcat-06": "the engine keeps the language that all joined texts share",
    "sparql11/bindings/graph": GRAPHS,
    "sparql11/csv-tsv-res/tsv03": VALUES,
    "sparql11/functions/bnode01": "the engine makes one blank node of BNODE('a') for all rows, not one for each",
    "sparql11/negation/graph-minus": GRAPHS,
    "sparql11/property-path/zero_or_more_set_end": EMPTY,
    "sparql11/property-path/zero_or_more_set_start": EMPTY,
    "sparql11/property-path/zero_or_one_set_end": EMPTY,
    "sparql11/property-path/zero_or_one_set_start": EMPTY,
    "sparql11/syntax-update-1/test_1": LOADS,
    "sparql11/syntax-update-1/test_2": LOADS,
    "sparql11/syntax-update-1/test_3": LOADS,
    "sparql11/syntax-update-1/test_4": LOADS,
    "sparql11/syntax-update-1/test_37": LOADS,
    "sparql11/syntax-update-1/test_41": LOADS,
    "sparql11/syntax-update-1/test_47": LOADS,
    "sparql11/syntax-update-1/test_48": LOADS,
    "sparql11/syntax-update-1/test_49": LOADS,
    "sparql11/update-silent/load-into-silent": LOADS,
    "sparql11/update-silent/load-silent": LOADS,
    "sparql12/grouping/group01": VALUES,
    "sparql12/grouping/select-variable-reuse": "SPARQL 1.2: the engine does not see a variable of the same SELECT",
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-03": LENIENT,
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-06": LENIENT,
    "sparql12/syntax/nested-aggregate-functions": LENIENT,
}
"""Tests that fail, each with its reason; one that no longer fails is a failure too."""

WITHOUT_FILES = ("entailment", "service", "syntax-fed")
"""Folders whose tests are about what is not offered here, and whose data is not in the copy of the suite."""

SUITE = SHARED / "w3c-sparql-tests"
FOLDERS = sorted(one.parent.relative_to(SUITE).as_posix() for one in SUITE.glob("*/*/manifest.ttl"))

_TEXT = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".srx": "application/sparql-results+xml",
}
_OTHERS = "application/sparql-results+json, application/n-triples"


@dataclass(frozen=True, slots=True)
class Services:
    """A client of a server that holds the suite's data, one of a server for updates, and the suite."""

    reading: httpx.Client
    writing: httpx.Client
    root: Path


@pytest.fixture(scope="module")
def services(sparql_suite: Path) -> Iterator[Services]:
    """Two servers; every data file is two named graphs of the first, one to be named and one to be a default graph."""
    with (
        _served(dict(_documents(sparql_suite))) as reading,
        _served({}) as writing,
        reading.client() as asking,
        writing.client(headers=WRITER) as changing,
    ):
        yield Services(asking, changing, sparql_suite)


@contextmanager
def _served(documents: dict[str, list[str]]) -> Iterator[Service]:
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - so that no update waits for a disk
    folder = Path(tempfile.mkdtemp(prefix="comity-w3c-", dir=memory))
    try:
        if documents:
            replace_documents(Target(folder / "store"), documents.items())
        with running(folder, WRITABLE=1, TOKEN=TOKEN) as started:
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _documents(root: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(root.rglob("*")):
        if path.suffix in (".ttl", ".rdf", ".nt") and path.name != "manifest.ttl":
            for name in (w3c.address(root, path), _as_default(root, path)):
                with suppress(SyntaxError):
                    yield name, [f"{one} ." for one in w3c.quads(root, path, name)]


def _as_default(root: Path, path: Path) -> str:
    return f"{w3c.address(root, path)}#default"


@pytest.mark.parametrize("folder", FOLDERS or ["w3c-sparql-tests"])
def test_w3cs_suites_give_what_they_expect(services: Services, folder: str) -> None:
    """Except those listed above."""
    failed = {}
    for case in w3c.cases(services.root, services.root / folder):
        if case.query is None or not case.query.exists():
            assert folder.rpartition("/")[2] in (*WITHOUT_FILES, "service-description")
            continue
        reason = _failure(services, case)
        if reason:
            failed[f"{folder}/{case.name}"] = reason
    expected = {name for name in FAILURES if name.rpartition("/")[0] == folder}
    assert {name: why for name, why in failed.items() if name not in expected} == {}
    assert expected - failed.keys() == set()


def test_the_suites_are_there_whole(services: Services) -> None:
    """Over 1,200 tests were asked, so that a suite that is not found is not one that passes."""
    cases = [case for one in FOLDERS for case in w3c.cases(services.root, services.root / one)]
    assert sum(case.query is not None and case.query.exists() for case in cases) > 1200


def _failure(services: Services, case: Case) -> str:
    """What is wrong with the outcome of a test, or nothing."""
    if "UpdateEvaluation" in case.kind:
        return _updated(services, case)
    if "Syntax" in case.kind:
        return _parsed(services, case)
    return _evaluated(services, case)


def _text(services: Services, case: Case) -> str:
    assert case.query is not None
    return (
        f"BASE <{w3c.address(services.root, case.query)}>\n{case.query.read_bytes().decode('utf-8', 'surrogatepass')}"
    )


def _parsed(services: Services, case: Case) -> str:
    if "Update" in case.kind:
        answer = services.writing.post("/update", data={"update": _text(services, case)})
    else:
        answer = services.reading.post("/sparql", data={"query": _text(services, case)})
    if "Positive" in case.kind:
        return "" if answer.status_code in (200, 409) else _told(answer)
    return "" if answer.status_code == 400 else _told(answer)


def _told(answer: httpx.Response) -> str:
    return f"{answer.status_code}: {answer.text[:200]}"


def _evaluated(services: Services, case: Case) -> str:
    assert case.result is not None
    client, parameters = services.reading, _dataset(services.root, case)
    if any(one.suffix == ".trig" for one in case.data):
        client, parameters = services.writing, httpx.QueryParams()
        _fill(services, case)
    accept = _TEXT.get(case.result.suffix, _OTHERS)
    data = {"query": _text(services, case)}
    answer = client.post("/sparql", data=data, params=parameters, headers={"Accept": accept})
    return _compared(services.root, case, answer) if answer.is_success else _told(answer)


def _dataset(root: Path, case: Case) -> httpx.QueryParams:
    """The parameters that name the data set of a test; a query with FROM names its own."""
    if "FROM" in (case.query or Path()).read_text(errors="replace"):
        return httpx.QueryParams()
    default = [_as_default(root, one) for one in case.data] or ["http://empty.example/"]
    return httpx.QueryParams({"default-graph-uri": default, "named-graph-uri": [iri for iri, _ in case.named]})


def _compared(root: Path, case: Case, answer: httpx.Response) -> str:
    result = case.result or Path()
    if result.suffix in (".csv", ".tsv"):
        same = w3c.same_table(answer.content, result.read_bytes(), "," if result.suffix == ".csv" else "\t")
        return "" if same else _told(answer)
    expected = w3c.expected_rows(root, result)
    if expected is None:
        found = list(parse(answer.content, format=RdfFormat.N_TRIPLES))
        return "" if w3c.same_quads(found, w3c.quads(root, result)) else _told(answer)
    read = w3c.rows_of_xml if "xml" in answer.headers["Content-Type"] else w3c.rows_of_json
    given = read(answer.content)
    if isinstance(expected, bool) or isinstance(given, bool):
        return "" if expected == given else _told(answer)
    return "" if w3c.same_rows(given[0], expected[0], expected[1], case.lax) else _told(answer)


def _updated(services: Services, case: Case) -> str:
    _fill(services, case)
    answer = services.writing.post("/update", data={"update": _text(services, case)})
    if not answer.is_success:
        return _told(answer)
    expected = w3c.quads(services.root, case.after) if case.after else []
    for iri, path in case.after_named:
        expected += w3c.quads(services.root, path, iri)
    found = _everything(services.writing)
    return "" if w3c.same_quads(found, expected) else "\n".join(map(str, found))


def _fill(services: Services, case: Case) -> None:
    """Make the data of a test all that the store for updates holds."""
    initial = [quad for path in case.data for quad in w3c.quads(services.root, path)]
    initial += [quad for iri, path in case.named for quad in w3c.quads(services.root, path, iri)]
    groups = [
        f"{one.triple} ." if isinstance(one.graph_name, DefaultGraph) else f"GRAPH {one.graph_name} {{ {one.triple} }}"
        for one in initial
    ]
    text = "DROP ALL ; INSERT DATA {\n" + "\n".join(groups) + "\n}"
    services.writing.post("/update", data={"update": text}).raise_for_status()


def _everything(client: httpx.Client) -> list[Quad]:
    rows = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()
    names = [row["g"]["value"] for row in rows["results"]["bindings"]]
    accept = {"Accept": "application/n-triples"}
    found = list(parse(client.get("/graphs?default", headers=accept).content, format=RdfFormat.N_TRIPLES))
    for name in names:
        answer = client.get("/graphs", params={"graph": name}, headers=accept)
        triples = parse(answer.content, format=RdfFormat.N_TRIPLES)
        found += [Quad(one.subject, one.predicate, one.object, NamedNode(name)) for one in triples]
    return found
