"""The short way of plain questions: nobody can tell it from the long one, but by the time it takes."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.service import Service, receive, running, small_store, workers_of

LONG = {"If-None-Match": '"of-another-graph"'}
"""A condition, which only the long way looks at."""

ASK = f"/sparql?query={quote('ASK {}')}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server over the small graph."""
    folder = tmp_path_factory.mktemp("short")
    small_store(folder / "store")
    with running(folder) as service:
        yield service


def _get(path: str, *headers: str) -> bytes:
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: x.example", *headers, "", "")).encode()


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 3", {"Accept": "text/csv"}),
        ("SELECT * { ?s ?p ?o } LIMIT 300", {"Accept-Encoding": "gzip"}),
        ("SELECT * { GRAPH ?g { ?a ?b ?c } ?s ?p ?o } LIMIT 2000", {"Accept-Encoding": "identity"}),
        ("CONSTRUCT WHERE { ?s a ?o }", {"Accept": "application/n-triples"}),
        ("SELECT ?x { ?x", {}),
        ("SELECT (STRLEN(STRUUID()) AS ?x) {}", {}),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", {}),
        ("CONSTRUCT WHERE { ?s a ?o }", {"Accept": "text/csv"}),
        ("ASK {}", {"Accept": "image/png"}),
        ("ASK {}", {"Query-Id": "an id with blanks"}),
    ],
    ids=["csv", "gzip", "file", "graph", "syntax", "volatile", "service", "other kind", "no format", "bad id"],
)
def test_both_ways_give_the_same_answer(service: Service, query: str, headers: dict[str, str]) -> None:
    """Status, headers and body, but for what differs each time."""
    with service.client() as client:
        short, long = (
            client.get("/sparql", params={"query": query}, headers={**headers, **more}) for more in ({}, LONG)
        )
    assert short.status_code == long.status_code
    differing = {"date", "query-id"}
    assert [one for one in short.headers.multi_items() if one[0] not in differing] == [
        one for one in long.headers.multi_items() if one[0] not in differing
    ]
    assert short.content == long.content


def test_a_body_may_come_in_pieces(service: Service) -> None:
    """The question is asked once it is whole."""
    body = f"query={quote('ASK {}')}".encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM['Content-Type']}\r\n"
    with socket.create_connection(("127.0.0.1", service.port), timeout=1) as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body[:4])
        time.sleep(0.2)
        connection.sendall(body[4:])
        told = receive(connection)
    assert told.startswith(b"HTTP/1.1 200 ")
    assert b"connection: close\r\n" in told
    assert told.endswith(b'"boolean":true}')


def test_a_body_in_another_encoding_is_refused(service: Service) -> None:
    """As on the long way."""
    with service.client() as client:
        answer = client.post(
            "/sparql", content="query=ASK{}", headers={"Content-Type": f"{FORM['Content-Type']}; charset=utf-16"}
        )
    assert answer.status_code == 415


def test_requests_that_come_at_once_are_answered_in_their_order(service: Service) -> None:
    """Whichever way each goes; also hundreds of them, whose answers are kept."""
    asked = [f"/sparql?query={quote(f'SELECT ({number} AS ?n) {{}}')}&format=csv" for number in range(3)]
    requests = [_get(asked[0]), _get("/health"), _get(asked[1]), _get(asked[2], "If-None-Match: x")]
    told = service.raw(b"".join(requests), 1)
    places = [told.index(one) for one in (b"\r\n\r\nn\r\n0", b'"ok"', b"\r\n\r\nn\r\n1", b"\r\n\r\nn\r\n2")]
    assert places == sorted(places)
    assert service.raw(_get(ASK) * 300, 1).count(b'"boolean":true') == 300


def test_a_head_alone_has_no_body(service: Service) -> None:
    """HEAD goes the long way."""
    with service.client() as client:
        answer = client.head(ASK)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_a_client_that_leaves_at_once_ends_no_worker(service: Service) -> None:
    """What it asked is done sooner than a worker is replaced."""
    before = workers_of(service)
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", service.port), timeout=1) as connection:
            connection.sendall(_get(f"/sparql?query={quote('SELECT (RAND() AS ?x) {}')}"))
    time.sleep(0.3)
    assert workers_of(service) == before


def test_an_answer_that_was_kept_is_counted_and_logged(tmp_path: Path) -> None:
    """Whichever way its question comes: the first asks a worker, the others none."""
    small_store(tmp_path / "store")
    with running(tmp_path, LOG_QUERIES="true") as service, service.client() as client:
        told = [client.get(ASK), client.get(ASK), client.get(ASK), client.get(ASK, headers=LONG)]
        kept = 'comity_questions_total{outcome="kept",question="sparql"} 3.0'
        assert kept in client.get("/metrics").text
        log = service.log.read_text()
    assert all(answer.headers["Query-Id"] in log for answer in told)
    assert log.count("ASK {}") >= len(told)
