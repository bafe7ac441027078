"""The clients that analysts use, at a real server: none needs to know that it is this one."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.service import TOKEN, WRITER, Service, running, small_store
from tests.small_graph import ACTION_1_1, MLAT

INVOKES = "SELECT ?action { ?action comity:invokes <" + MLAT + "> } ORDER BY ?action"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that takes writes, over the small graph."""
    folder = tmp_path_factory.mktemp("clients")
    small_store(folder / "store")
    with running(folder, WRITABLE=1, TOKEN=TOKEN) as started:
        yield started


@pytest.fixture
def wrapper(service: Service) -> SPARQLWrapper:
    """SPARQLWrapper at the endpoint."""
    return SPARQLWrapper(f"{service.url}/sparql", updateEndpoint=f"{service.url}/update")


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("way", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_gets_bindings(wrapper: SPARQLWrapper, method: str, way: str) -> None:
    """By GET, by a form, and with the query as the body."""
    wrapper.setQuery(INVOKES)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setReturnFormat(JSON)
    rows: Any = wrapper.queryAndConvert()
    assert ACTION_1_1 in {row["action"]["value"] for row in rows["results"]["bindings"]}


@pytest.mark.parametrize(("form", "shape"), [(XML, "getElementsByTagName"), (CSV, "decode")])
def test_sparqlwrapper_gets_the_other_formats(wrapper: SPARQLWrapper, form: str, shape: str) -> None:
    """XML as a document, CSV as bytes."""
    wrapper.setQuery(INVOKES)
    wrapper.setReturnFormat(form)
    assert hasattr(wrapper.queryAndConvert(), shape)


@pytest.mark.parametrize("form", [TURTLE, N3])
def test_sparqlwrapper_gets_a_graph(wrapper: SPARQLWrapper, form: str) -> None:
    """Of a CONSTRUCT."""
    wrapper.setQuery(f"CONSTRUCT WHERE {{ ?action comity:invokes <{MLAT}> }}")
    wrapper.setReturnFormat(form)
    found: Any = wrapper.queryAndConvert()
    assert ACTION_1_1.encode() in (found if isinstance(found, bytes) else found.serialize().encode())


def test_sparqlwrapper_knows_a_bad_query(wrapper: SPARQLWrapper) -> None:
    """Its exception for 400, with our explanation in it."""
    wrapper.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="line"):
        wrapper.query()


def test_sparqlwrapper_updates(service: Service, wrapper: SPARQLWrapper) -> None:
    """With the token as a header of its own."""
    wrapper.addCustomHttpHeader("Authorization", WRITER["Authorization"])
    wrapper.setMethod(POST)
    wrapper.setQuery("INSERT DATA { <http://s> <http://p> 'by wrapper' }")
    wrapper.query()
    asked = SPARQLWrapper(f"{service.url}/sparql", returnFormat=JSON)
    asked.setQuery("ASK { <http://s> <http://p> 'by wrapper' }")
    answer: Any = asked.queryAndConvert()
    assert answer["boolean"] is True


def test_rdflib_reads_the_endpoint_as_a_store(service: Service) -> None:
    """A graph whose triples are over there."""
    graph = rdflib.Graph(SPARQLStore(f"{service.url}/sparql"))
    invokes = rdflib.URIRef("https://w3id.org/comity/ontology#invokes")
    assert rdflib.URIRef(ACTION_1_1) in set(graph.subjects(invokes, rdflib.URIRef(MLAT)))
    rows: Any = graph.query(INVOKES)
    assert ACTION_1_1 in {str(row.action) for row in rows}


def test_rdflib_writes_to_the_endpoint_as_a_store(service: Service) -> None:
    """Additions are updates, sent as they are."""
    store = SPARQLUpdateStore(f"{service.url}/sparql", f"{service.url}/update", headers=WRITER)
    graph = rdflib.Graph(store, identifier=rdflib.URIRef("http://by-rdflib.example/"))
    triple = (rdflib.URIRef("http://s"), rdflib.URIRef("http://p"), rdflib.Literal("by rdflib"))
    graph.add(triple)
    assert list(graph) == [triple]


def test_pandas_reads_a_table(service: Service) -> None:
    """From the address of a query, as CSV."""
    address = rdflib.URIRef(f"{service.url}/sparql").toPython()
    query = "SELECT ?action ?number { ?action comity:number ?number } ORDER BY ?number"
    with service.client() as client:
        text = client.get(address, params={"query": query, "format": "csv"}).text
        rows = json.loads(client.get(address, params={"query": query}).text)["results"]["bindings"]
    table = pd.read_csv(io.StringIO(text), dtype=str)
    assert list(table.columns) == ["action", "number"]
    assert list(table["number"]) == [row["number"]["value"] for row in rows]
