"""Graphs in memory: whoever asks is told the same, before, meanwhile and afterwards."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from api.keeper import supported
from graph import Graph
from graph.writer import Target, update
from tests.service import TOKEN, WRITER, Service, children, running, small_store

pytestmark = pytest.mark.skipif(not supported(), reason="this system cannot fork soundly")

ALL = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that takes writes."""
    folder = tmp_path_factory.mktemp("holding")
    small_store(folder / "store")
    with running(folder, WRITABLE=1, TOKEN=TOKEN) as started:
        yield started


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of it, once it answers from memory."""
    with service.client(headers=WRITER) as made:
        assert _eventually(lambda: _in_memory(service, made))
        yield made


def _in_memory(service: Service, client: httpx.Client) -> bool:
    """Whether every worker comes from what holds the graph, of which there is one."""
    holders = [one for one in children(children(service.process.pid)[0]) if children(one)]
    told = "comity_graph_in_memory 1.0" in client.get("/metrics").text
    return told and len(holders) == 1 and len(children(holders[0])) == 3


def _eventually(holds: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _count(client: httpx.Client) -> int:
    answer = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s <http://p> ?o }"})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_a_graph_in_memory_is_the_one_on_disk(tmp_path: Path) -> None:
    """Every quad, every graph, those without a triple among them; blank nodes keep their labels."""
    update(
        Target(tmp_path), "INSERT DATA { <http://s> <http://p> 01 , _:b . GRAPH <http://g> { _:b <http://p> 'x'@en } }"
    )
    update(Target(tmp_path), "CREATE GRAPH <http://empty>")
    stored, held = Graph.open(tmp_path), Graph.held(tmp_path, 100)
    assert held is not None
    assert sorted(held.store.lines()) == sorted(stored.store.lines())
    assert held.store.graphs() == stored.store.graphs() == ["http://empty", "http://g"]
    assert list(held.store.query(ALL).rows()) == list(stored.store.query(ALL).rows())
    assert held.version == stored.version


TRIPLES = """
    <http://a> <http://p> <http://b> , 1 . <http://b> <http://p> <http://c> . <http://c> <http://q> "x"@en .
"""
QUADS = """
    GRAPH <http://g> { <http://a> <http://p> <http://d> . <http://d> <http://q> "y" }
    GRAPH <http://h> { <http://a> <http://p> <http://b> }
"""
ASKED = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . graph<http://h>{ ?s ?p ?o } }",
    "SELECT * FROM <http://g> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://g> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX graph: <http://> SELECT * { graph:a ?p ?o }",
    "SELECT * { ?s <http://p>+ ?o FILTER NOT EXISTS { ?o <http://q> ?x } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { GRAPH <http://h> { ?s ?p ?o } } }",
    "SELECT (COUNT(DISTINCT ?o) AS ?n) { VALUES ?p { <http://p> <http://q> } ?s ?p ?o }",
    "CONSTRUCT { ?o ?p ?s } { ?s ?p ?o FILTER(isIRI(?o)) }",
    "DESCRIBE <http://a>",
    "ASK { <http://a> <http://p> <http://d> }",
)


@pytest.mark.parametrize("query", ASKED)
def test_a_graph_in_memory_answers_as_the_one_on_disk(tmp_path: Path, query: str) -> None:
    """Whichever graphs a question means, and whichever part of the memory it is answered from."""
    update(Target(tmp_path), f"INSERT DATA {{ {TRIPLES} {QUADS} }}")
    stored, held = Graph.open(tmp_path), Graph.held(tmp_path, 100)
    assert held is not None
    assert _answer(held, query) == _answer(stored, query) != []
    both = {"default_graphs": ["http://g", "http://h"], "named_graphs": []}
    assert _answer(held, "SELECT * { ?s ?p ?o }", **both) == _answer(stored, "SELECT * { ?s ?p ?o }", **both)


def _answer(graph: Graph, query: str, **dataset: list[str]) -> list[object]:
    results = graph.store.query(query, **dataset)  # type: ignore[arg-type]
    return [results.boolean] if results.kind == "boolean" else sorted(results.rows(), key=repr)


def test_a_graph_that_is_too_large_stays_on_disk(tmp_path: Path) -> None:
    """The limit is in quads."""
    small_store(tmp_path)
    assert Graph.held(tmp_path, 10) is None


def test_a_write_is_seen_at_once_and_taken_into_memory_later(service: Service, client: httpx.Client) -> None:
    """No answer is of a graph that is no longer published."""
    holder = _holder(service)
    for number in range(20):
        data = {"update": f"INSERT DATA {{ <http://s> <http://p> {number} }}"}
        assert client.post("/update", data=data).is_success
        assert _count(client) == number + 1
    assert _eventually(lambda: _in_memory(service, client) and _holder(service) != holder)
    assert _count(client) == 20


def _holder(service: Service) -> int:
    return next(one for one in children(children(service.process.pid)[0]) if children(one))


def test_whatever_holds_a_graph_may_be_killed(service: Service, client: httpx.Client) -> None:
    """Its workers end with it, and others answer from disk."""
    count, workers = _count(client), children(_holder(service))
    os.kill(_holder(service), signal.SIGKILL)
    assert _eventually(lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
    assert _count(client) == count
    assert _eventually(lambda: client.get("/ready").json().get("workers") == 3)
