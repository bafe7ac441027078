"""SERVICE, where the operator allows it: asked of the endpoints on the list, by the service itself, and of no other."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import httpx
import pytest

from ontology.errors import ConfigurationError
from queries.federation import inlined
from queries.sparql_request import SparqlRequest
from tests.service import Service, running, small_store

X = "http://x.example/"
ROWS = [
    {"s": {"type": "uri", "value": f"{X}a"}, "o": {"type": "literal", "value": 'a "quote"\n and \\', "xml:lang": "en"}},
    {"s": {"type": "uri", "value": f"{X}b"}},
    {"s": {"type": "bnode", "value": "b0"}, "o": {"type": "literal", "value": "7", "datatype": f"{X}number"}},
]


class Elsewhere(BaseHTTPRequestHandler):
    """An endpoint that gives the same rows to every query, except where its path says otherwise."""

    asked: list[str] = []  # noqa: RUF012, one list for all requests is the point

    def do_POST(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(parse_qs(body.decode())["query"][0])
        if self.path == "/slow":
            time.sleep(3)
        told = json.dumps({"head": {"vars": ["s", "o"]}, "results": {"bindings": ROWS}}).encode()
        status, told = {"/broken": (500, b""), "/odd": (200, b"[" * 5000), "/away": (302, b"")}.get(
            self.path, (200, told)
        )
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/sparql")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of an endpoint that is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, elsewhere: str) -> Iterator[Service]:
    """A server that may ask some of its addresses."""
    folder = tmp_path_factory.mktemp("federation")
    small_store(folder / "store")
    allowed = [f"{elsewhere}/{name}" for name in ("sparql", "broken", "odd", "away", "slow")]
    with running(folder, SERVICES=" ".join(allowed)) as started:
        yield started


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of it; nothing was asked elsewhere yet."""
    Elsewhere.asked.clear()
    with service.client() as made:
        yield made


def _ask(client: httpx.Client, query: str, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters})


def _rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]


def test_what_another_endpoint_gives_is_joined(client: httpx.Client, elsewhere: str) -> None:
    """Terms of every kind come as they are; a blank node becomes an IRI of its endpoint; nothing is kept."""
    answer = _ask(client, f"SELECT ?s ?o {{ SERVICE <{elsewhere}/sparql> {{ ?s <p> ?o }} }} ORDER BY ?s")
    assert _rows(answer) == [
        {"s": f"{elsewhere}/.well-known/genid/b0", "o": "7"},
        {"s": f"{X}a", "o": 'a "quote"\n and \\'},
        {"s": f"{X}b"},
    ]
    assert "ETag" not in answer.headers
    joined = f"SELECT ?s {{ VALUES ?s {{ <{X}b> <{X}c> }} SERVICE <{elsewhere}/sparql> {{ ?s ?p ?o }} }}"
    assert _rows(_ask(client, joined)) == [{"s": f"{X}b"}]


def test_the_other_endpoint_is_asked_what_the_group_means(client: httpx.Client, elsewhere: str) -> None:
    """With the base and the prefixes that hold here."""
    query = f"PREFIX e: <{elsewhere}/> SELECT * {{ SERVICE e:sparql {{ ?s skos:prefLabel ?o ; <q> e:x }} }}"
    assert len(_rows(_ask(client, query))) == 3
    (asked,) = Elsewhere.asked
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in asked
    assert f"PREFIX e: <{elsewhere}/>" in asked
    assert asked.startswith(f"BASE <{client.base_url}/sparql>".replace("//sparql", "/sparql"))
    assert asked.endswith("SELECT * WHERE { ?s skos:prefLabel ?o ; <q> e:x }")


def test_a_query_that_waits_for_another_endpoint_is_listed_and_cancelled(client: httpx.Client, elsewhere: str) -> None:
    """By its id, as any other; and its id is then free."""
    query, name = f"SELECT ?s {{ SERVICE <{elsewhere}/slow> {{ ?s ?p ?o }} }}", {"Query-Id": "far-away"}
    with ThreadPoolExecutor(1) as other:
        begun = time.monotonic()
        asking = other.submit(client.get, "/sparql", params={"query": query}, headers=name)
        while not Elsewhere.asked:
            time.sleep(0.01)
        (told,) = client.get("/queries/running").json()["running"]
        assert (told["id"], told["question"], told["state"]) == ("far-away", "service", "waiting")
        assert client.get("/sparql", params={"query": query}, headers=name).status_code == 400
        assert client.delete("/queries/running/far-away").status_code == 204
        assert asking.result().status_code == 409
        assert time.monotonic() - begun < 2.5
    assert client.get("/queries/running").json()["running"] == []
    assert client.delete("/queries/running/far-away").status_code == 404


@pytest.mark.parametrize("form", ["SERVICE", "sErViCe", "SERVICE#c\n", "SERVICE SILENT"])
@pytest.mark.parametrize("path", ["/elsewhere", "/sparql?x", "/sparql/../other", "/sparql#a", "/SPARQL"])
def test_no_other_address_is_asked(client: httpx.Client, elsewhere: str, form: str, path: str) -> None:
    """However it is written, and silently or not: 403, and the list of those that may be asked."""
    answer = _ask(client, f"SELECT * {{ {form} <{elsewhere}{path}> {{ ?s ?p ?o }} }}")
    assert answer.status_code == 403
    assert f"{elsewhere}/sparql" in answer.json()["detail"]
    assert Elsewhere.asked == []


def test_no_address_is_asked_that_only_the_data_name(client: httpx.Client, elsewhere: str) -> None:
    """A SERVICE of a variable could be anything."""
    answer = _ask(client, f"SELECT * {{ VALUES ?e {{ <{elsewhere}/sparql> }} SERVICE ?e {{ ?s ?p ?o }} }}")
    assert (answer.status_code, answer.json()["line"]) == (400, 1)
    assert Elsewhere.asked == []


@pytest.mark.parametrize(("path", "status"), [("/broken", 502), ("/odd", 502), ("/away", 502)])
def test_an_endpoint_that_fails_is_told_and_may_do_so_in_silence(
    client: httpx.Client, elsewhere: str, path: str, status: int
) -> None:
    """No redirect is followed; SILENT binds nothing."""
    query = f"SELECT * {{ VALUES ?x {{ 1 }} SERVICE %s <{elsewhere}{path}> {{ ?s ?p ?o }} }}"
    assert _ask(client, query % "").status_code == status
    if path != "/odd":
        assert _rows(_ask(client, query % "SILENT")) == [{"x": "1"}]
    assert len(Elsewhere.asked) <= 2


def test_the_rest_of_the_query_is_judged_as_ever(client: httpx.Client, elsewhere: str) -> None:
    """Depth and syntax, at the lines where they are."""
    part = f"SERVICE <{elsewhere}/sparql> {{ ?s ?p ?o }}"
    deep = f"SELECT * {{ {part} FILTER({'(' * 100}1{')' * 100}) }}"
    assert _ask(client, deep).json()["type"].endswith("/query-too-complex")
    wrong = _ask(client, f"SELECT * {{\n {part}\n FILTER( }}")
    assert (wrong.status_code, wrong.json()["line"]) == (400, 3)
    assert Elsewhere.asked == []


def test_the_service_says_that_it_federates(client: httpx.Client) -> None:
    """sd:BasicFederatedQuery (SPARQL 1.1 Service Description, section 3.2.3)."""
    assert "sd:BasicFederatedQuery" in client.get("/sparql", headers={"Accept": "text/turtle"}).text.replace(
        "<http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery>", "sd:BasicFederatedQuery"
    )


def test_an_address_that_is_none_is_refused_at_start() -> None:
    """Before anything is served."""
    from api.settings import Settings  # noqa: PLC0415

    with pytest.raises(ConfigurationError, match="ftp"):
        Settings.from_env({"COMITY_SERVICES": "ftp://a.example/"})


def test_rows_stand_in_the_place_of_their_service() -> None:
    """On one line each, so that what follows keeps its line."""
    query = "SELECT * {\nSERVICE <http://e.example/>\n { ?s ?p ?o }\n ?a ?b ?c }"
    reply = json.dumps({"head": {"vars": []}, "results": {"bindings": [{}]}}).encode()
    text = inlined(SparqlRequest(query, replies=(reply,)))
    assert text == "SELECT * {\nVALUES () { () }\n\n ?a ?b ?c }"
