"""Path searches in SPARQL over HTTP: at `/sparql`, and at `/paths/sparql` for another store that federates."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
import rdflib

from tests.service import Service, running, small_store
from tests.small_graph import FIEA, MLAT

PATH = "PREFIX path: <http://www.ontotext.com/path#>\n"
SEARCH = """
  [] path:findPath path:shortestPath ; path:sourceNode ?src ; path:destinationNode ?dst ; path:bidirectional true ;
     path:pathIndex ?path ; path:resultBindingIndex ?index ; path:startNode ?start ; path:propertyBinding ?property ;
     path:endNode ?end .
"""
ENDS = f"VALUES (?src ?dst) {{ ( <{MLAT}> <{FIEA}> ) }}"
HERE = f"{PATH} SELECT * {{ {ENDS} SERVICE path:search {{ {SEARCH} }} }}"
QUERY = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that only answers, over the small graph."""
    folder = tmp_path_factory.mktemp("path-service")
    small_store(folder / "store")
    with running(folder) as started:
        yield started


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of it."""
    with service.client() as made:
        yield made


def edges(answer: httpx.Response) -> set[tuple[str, ...]]:
    """The rows of an answer, values as text."""
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return {tuple(row[name]["value"] for name in ("path", "index", "start", "property", "end")) for row in rows}


def test_both_addresses_answer_a_search(client: httpx.Client) -> None:
    """With a SERVICE around it at either, without one at the second."""
    bare = f"{PATH} SELECT * {{ {SEARCH} {ENDS} }}"
    here = edges(client.post("/sparql", content=HERE, headers=QUERY))
    assert here
    assert edges(client.post("/paths/sparql", content=HERE, headers=QUERY)) == here
    assert edges(client.post("/paths/sparql", content=bare, headers=QUERY)) == here
    assert edges(client.get("/paths/sparql", params={"query": bare})) == here


@pytest.mark.parametrize("wrong", ["path:maxPathLength 'far'", "path:nothing 3"])
def test_a_fault_in_a_search_is_a_problem_with_its_place(client: httpx.Client, wrong: str) -> None:
    """400, with line and column."""
    text = f"{PATH}SELECT * {{ {ENDS}\n SERVICE path:search {{ [] path:findPath path:allPaths ;\n {wrong} }} }}"
    told = client.post("/sparql", content=text, headers=QUERY)
    assert told.status_code == 400
    assert told.json()["line"] == 4
    assert told.json()["column"] in (2, 21)


def test_another_service_is_not_called(client: httpx.Client) -> None:
    """403, beside a search too."""
    text = HERE.replace("SERVICE", "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } SERVICE", 1)
    for at in ("/sparql", "/paths/sparql"):
        assert client.post(at, content=text, headers=QUERY).status_code == 403


def test_another_store_finds_paths_by_federation(service: Service) -> None:
    """Its query holds the ends, which it sends with the search; here the other store is rdflib."""
    elsewhere = rdflib.Graph()
    ours = rdflib.Namespace("urn:ours:")
    elsewhere.add((ours.question, ours["from"], rdflib.URIRef(MLAT)))
    elsewhere.add((ours.question, ours.to, rdflib.URIRef(FIEA)))
    query = f"""
    PREFIX path: <http://www.ontotext.com/path#>
    PREFIX ours: <urn:ours:>
    SELECT ?path ?index ?start ?property ?end {{
      ours:question ours:from ?src ; ours:to ?dst .
      SERVICE <{service.url}/paths/sparql> {{ {SEARCH} }}
    }}"""
    found = {tuple(str(value) for value in row) for row in elsewhere.query(query)}  # type: ignore[union-attr]
    with service.client() as client:
        assert found == edges(client.post("/sparql", content=HERE, headers=QUERY))
