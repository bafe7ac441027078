"""A notebook's view of a store and of a service."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib

from comity.build import load
from comity.client import Client
from comity.plan import Plan
from graph import Graph
from ontology.errors import QuerySyntaxError, ServiceError, StoreMissingError, UnknownNameError
from ontology.terms import COMITY
from tests.small_graph import ACTION_1_1, MLAT, STRATEGY, STRATEGY_GRAPH, STRATEGY_TEXT
from tests.small_reader import SmallReader, write


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the small graph."""
    folder = tmp_path_factory.mktemp("small")
    load([write(folder / "in", a="strategy", b="report")], folder / "store", Plan(SmallReader()))
    return folder / "store"


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[Client]:
    """A client of that store, without a server."""
    with Client(store) as made:
        yield made


def test_a_select_is_a_typed_data_frame(client: Client) -> None:
    """Numbers are numbers, and rows are those of the query."""
    found = client.query("SELECT ?part ?order { ?part comity:order ?order } ORDER BY ?order")
    assert list(found.columns) == ["part", "order"]
    assert found["order"].dtype == "Int64"
    assert len(found) == 10


def test_an_ask_is_a_truth(client: Client) -> None:
    """Yes or no."""
    assert client.ask(f"ASK {{ ?action comity:invokes <{MLAT}> }}") is True
    assert client.ask("ASK { ?action comity:hosts ?x }") is False


def test_a_construct_is_an_rdf_graph(client: Client) -> None:
    """Triples come as rdflib holds them."""
    found = client.construct(f"CONSTRUCT WHERE {{ ?action comity:invokes <{MLAT}> }}")
    assert rdflib.URIRef(ACTION_1_1) in set(found.subjects())


def test_a_graph_comes_whole(client: Client, store: Path) -> None:
    """The merged statements, or one document's with its evidence."""
    held = Graph.open(store).store
    assert len(client.graph()) == len(held.lines(""))
    assert len(client.graph(STRATEGY_GRAPH)) == len(held.lines(STRATEGY_GRAPH))


def test_a_saved_query_takes_values(client: Client) -> None:
    """A thing is named as a person would."""
    assert ACTION_1_1 in client.saved("actions-invoking-agreement", agreement="MLAT")["action"].tolist()


def test_things_are_found_by_words(client: Client) -> None:
    """The best match first."""
    assert client.search("mlat", kind="agreement")["iri"].tolist()[0] == MLAT


@pytest.mark.parametrize("name", [MLAT, MLAT.split("/id/")[1], "MLAT"])
def test_a_thing_is_told_of_by_any_of_its_names(name: str, client: Client) -> None:
    """An IRI, a kind and slug, or a name."""
    assert client.entity(name)["iri"] == MLAT


def test_the_sources_and_their_texts_are_there(client: Client) -> None:
    """The text is the one that offsets count in."""
    assert STRATEGY in client.documents()["iri"].tolist()
    assert client.text(STRATEGY.rpartition("/")[2]) == STRATEGY_TEXT


def test_paths_name_every_step(client: Client) -> None:
    """As the address of the same name answers."""
    found = client.paths("MLAT", "FIEA", max_length=4)
    assert found["complete"]
    assert all(len(path["edges"]) == path["length"] for path in found["paths"])
    assert found["paths"][0]["source"] == MLAT


def test_a_neighbourhood_is_a_network(client: Client) -> None:
    """Edges keep their predicate as their key, and nodes their label."""
    found = client.subgraph("MLAT", hops=1)
    assert found.has_edge(ACTION_1_1, MLAT, key=COMITY.invokes)
    assert found.nodes[MLAT]["label"] == "Mutual Legal Assistance Treaty"


def test_a_statement_has_its_passages(client: Client) -> None:
    """One row for each, with the words."""
    found = client.why(ACTION_1_1, "comity:invokes", MLAT)
    assert found["exact"].tolist() == ["Mutual Legal Assistance Treaty"]
    assert found["document"].tolist() == [STRATEGY]


def test_a_mistake_is_raised_as_what_it_is(client: Client) -> None:
    """Errors of the service are those of the library, with their facts."""
    with pytest.raises(QuerySyntaxError) as syntax:
        client.query("SELECT ?x {")
    assert syntax.value.position is not None
    with pytest.raises(UnknownNameError):
        client.entity("no such thing at all")
    with pytest.raises(UnknownNameError):
        client.saved("no-such-query")


def test_a_client_works_where_an_event_loop_runs(client: Client) -> None:
    """As it does in every notebook."""

    async def cell() -> bool:
        return client.ask("ASK { ?s ?p ?o }")

    assert asyncio.run(cell())


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    """At once, not at the first question."""
    with pytest.raises(StoreMissingError):
        Client(tmp_path)


def test_a_service_that_cannot_be_reached_is_said_to_be_so() -> None:
    """With the address that was tried."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused", request=request)

    with (
        Client("http://data.example.org", transport=httpx.MockTransport(refuse)) as client,
        pytest.raises(ServiceError, match=r"http://data\.example\.org/sparql: connection refused"),
    ):
        client.ask("ASK {}")


def test_a_service_is_asked_over_http() -> None:
    """The query goes by POST, since it may be long, and the format is asked for."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"head": {}, "boolean": True})

    with Client("http://data.example.org/comity/", transport=httpx.MockTransport(answer)) as client:
        assert client.ask("ASK { ?s ?p ?o }")
    (request,) = asked
    assert (request.method, str(request.url)) == ("POST", "http://data.example.org/comity/sparql")
    assert request.headers["accept"] == "application/sparql-results+json"
    assert httpx.QueryParams(request.content.decode())["query"] == "ASK { ?s ?p ?o }"
