"""`/update` as the SPARQL 1.1 Protocol says: whole or not at all, by whoever holds the token, seen by all at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest

from tests.service import TOKEN, WRITER, Service, running, small_store, workers_of

UPDATE = "application/sparql-update"
UTF_16 = {"Content-Type": f"{UPDATE}; charset=utf-16"}
DEEP = "INSERT { ?s ?p ?o } WHERE { FILTER(" + "(" * 60_000 + "1" + ")" * 60_000 + ") }"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that takes writes, over a folder that did not exist."""
    with running(tmp_path_factory.mktemp("update"), WRITABLE=1, TOKEN=TOKEN) as started:
        yield started


@pytest.fixture(scope="module")
def writer(service: Service) -> Iterator[httpx.Client]:
    """A client of it that holds the token."""
    with service.client(headers=WRITER) as made:
        yield made


@pytest.fixture
def client(writer: httpx.Client) -> httpx.Client:
    """The same, over an empty store."""
    assert writer.post("/update", data={"update": "DROP ALL"}).is_success
    return writer


def _count(client: httpx.Client, pattern: str = "?s ?p ?o") -> int:
    answer = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_a_folder_that_did_not_exist_is_an_empty_store(client: httpx.Client) -> None:
    """`--writable` begins one."""
    assert _count(client) == 0


def test_an_update_is_taken_in_both_forms_and_seen_at_once(client: httpx.Client) -> None:
    """A form, and the update as the body; the next question sees it."""
    client.post("/update", data={"update": "INSERT DATA { <a> <b> 1 }"}).raise_for_status()
    assert _count(client) == 1
    client.post("/update", content="INSERT DATA { <a> <b> 2 }", headers={"Content-Type": UPDATE}).raise_for_status()
    assert _count(client) == 2


def test_a_validator_changes_with_the_graph(client: httpx.Client) -> None:
    """What a client had is no longer what it would get."""
    query = {"query": "ASK { ?s ?p ?o }"}
    before = client.get("/sparql", params=query)
    client.post("/update", data={"update": "INSERT DATA { <a> <b> 1 }"})
    after = client.get("/sparql", params=query, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.json()["boolean"]) == (200, True)


def test_a_date_is_told_once_no_other_graph_can_have_it(client: httpx.Client) -> None:
    """Two graphs of one second are two: whoever has the first is not told that it is the second."""
    query, count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}, []
    for number in range(3):
        client.post("/update", data={"update": f"INSERT DATA {{ <a> <b> {number} }}"})
        answer = client.get("/sparql", params=query)
        assert "Last-Modified" not in answer.headers
        count.append(answer.content)
    assert len(set(count)) == 3


def test_a_description_is_found_once_for_each_graph(client: httpx.Client) -> None:
    """The second is not asked of a worker; after a write it is another one."""

    def asked() -> str:
        return next(line for line in client.get("/metrics").text.splitlines() if '"void"' in line and "_total" in line)

    first = client.get("/.well-known/void")
    count = asked()
    assert client.get("/.well-known/void").content == first.content
    assert asked() == count
    assert client.post("/update", data={"update": "INSERT DATA { <http://s> a <http://c> }"}).is_success
    assert client.get("/.well-known/void").content != first.content


def test_relative_iris_are_resolved_against_the_endpoint(service: Service, client: httpx.Client) -> None:
    """The protocol lets the service define the base."""
    client.post("/update", data={"update": "INSERT DATA { <http://s> <http://p> <test> }"})
    assert _count(client, f"?s ?p <{service.url}/test>") == 1


def test_the_protocols_data_set_is_that_of_every_where(client: httpx.Client) -> None:
    """2.2.3: using-graph-uri and using-named-graph-uri."""
    client.post("/update", data={"update": "INSERT DATA { GRAPH <http://g> { <http://s> <http://p> 1 } }"})
    copy = "INSERT { GRAPH <http://new> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    client.post("/update", params={"using-graph-uri": "http://g"}, content=copy, headers={"Content-Type": UPDATE})
    assert _count(client, "GRAPH <http://new> { ?s ?p ?o }") == 1


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"update": "DROP ALL"}}, 405),
        ("PUT", {"data": {"update": "DROP ALL"}}, 405),
        ("POST", {"content": "DROP ALL", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": "DROP ALL"}, 415),
        ("POST", {"content": "update=DROP+ALL", "headers": {"Content-Type": "text/plain"}}, 415),
        (
            "POST",
            {"content": "DROP ALL".encode("utf-16"), "headers": {"Content-Type": f"{UPDATE}; charset=utf-16"}},
            415,
        ),
        ("POST", {"data": {"update": ["DROP ALL", "DROP ALL"]}}, 400),
        ("POST", {"data": {"query": "ASK {}"}}, 400),
        ("POST", {"data": {"update": "DROP ALL", "query": "ASK {}"}}, 400),
        ("POST", {"data": {"update": "DROP XYZ"}}, 400),
        ("POST", {"data": {"update": "DROP ALL", "default-graph-uri": "http://g"}}, 400),
        ("POST", {"params": {"update": "DROP ALL"}, "content": "DROP ALL", "headers": {"Content-Type": UPDATE}}, 400),
        (
            "POST",
            {"data": {"update": "WITH <http://g> DELETE {?s ?p 1} WHERE {}", "using-graph-uri": "http://a"}},
            400,
        ),
        ("POST", {"data": {"update": "LOAD <http://127.0.0.1:9/>"}}, 403),
        ("POST", {"data": {"update": "LOAD <file:///etc/passwd>"}}, 403),
        (
            "POST",
            {"data": {"update": DEEP}},
            400,
        ),
        ("POST", {"data": {"update": "DROP ALL"}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
        ("POST", {"data": {"update": "DROP ALL"}, "headers": {"Origin": "https://evil.example"}}, 403),
        ("POST", {"data": {"update": "DROP ALL"}, "headers": {"Authorization": "Bearer wrong"}}, 401),
        ("POST", {"data": {"update": "DROP ALL"}, "headers": {"Authorization": f"Basic {TOKEN}"}}, 401),
        ("POST", {"data": {"update": "DROP ALL"}, "headers": {"Authorization": ""}}, 401),
    ],
)
def test_what_is_refused_changes_nothing(
    writer: httpx.Client, method: str, options: dict[str, object], status: int
) -> None:
    """Each with its own status, and the store as it was."""
    before = writer.get("/ready").json()["version"]
    answer = writer.request(method, "/update", **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert writer.get("/ready").json()["version"] == before


def test_an_update_that_fails_midway_changes_nothing(client: httpx.Client) -> None:
    """The second operation cannot be done, so the first is not."""
    answer = client.post("/update", data={"update": "INSERT DATA { <a> <b> 1 } ; CLEAR GRAPH <http://nowhere>"})
    assert answer.status_code == 409
    assert _count(client) == 0
    assert client.post("/update", data={"update": "INSERT DATA { <a> <b> 1 }"}).is_success


def test_an_update_that_takes_too_long_or_too_much_changes_nothing(client: httpx.Client) -> None:
    """The writer is ended, and the next one begins where the last acknowledged update left off."""
    values = " ".join(f"<http://s/{one}>" for one in range(3000))
    fill = "INSERT { ?s <http://p> ?s } WHERE { VALUES ?s { VALUES } }".replace("VALUES }", values + "}")
    client.post("/update", data={"update": fill}).raise_for_status()
    runaway = "INSERT { ?a ?b ?e } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = client.post("/update", data={"update": runaway, "timeout": "1"})
    assert answer.status_code in (504, 507)
    assert _count(client) == 3000
    assert client.post("/update", data={"update": "INSERT DATA { <a> <b> 1 }"}).is_success
    assert _count(client) == 3001


def test_concurrent_updates_lose_nothing(service: Service, client: httpx.Client) -> None:
    """Four clients add one, again and again, to one number."""
    client.post("/update", data={"update": "INSERT DATA { <http://n> <http://is> 0 }"})
    increment = "DELETE { ?n ?is ?o } INSERT { ?n ?is ?more } WHERE { ?n ?is ?o BIND(?o + 1 AS ?more) }"

    def add(_: int) -> None:
        with service.client(headers=WRITER) as own:
            for _ in range(5):
                own.post("/update", data={"update": increment}).raise_for_status()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    answer = client.get("/sparql", params={"query": "SELECT ?o { <http://n> ?p ?o }"})
    assert [row["o"]["value"] for row in answer.json()["results"]["bindings"]] == ["20"]


def test_what_was_acknowledged_survives_whatever_is_killed(service: Service, client: httpx.Client) -> None:
    """Every worker, the writer among them, is killed again and again while updates come in, and then less often.

    On a busy machine, a writer needs longer to begin than it is left alive at first.
    """
    stop = threading.Event()

    def kill() -> None:
        pause = 0.3
        while not stop.wait(pause):
            pause *= 1.1
            for worker in workers_of(service):
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)

    acknowledged = []
    thread = threading.Thread(target=kill)
    thread.start()
    try:
        for number in range(200):
            answer = client.post("/update", data={"update": f"INSERT DATA {{ <http://s> <http://p> {number} }}"})
            if answer.is_success:
                acknowledged.append(number)
            if number >= 24 and 0 < len(acknowledged) <= number:
                break
    finally:
        stop.set()
        thread.join()
    found = set()
    for _ in range(20):
        answer = client.get("/sparql", params={"query": "SELECT ?o { <http://s> <http://p> ?o }"})
        if answer.is_success:
            found = {int(row["o"]["value"]) for row in answer.json()["results"]["bindings"]}
            break
    assert 0 < len(acknowledged) <= number
    assert set(acknowledged) <= found
    assert client.post("/update", data={"update": "INSERT DATA { <a> <b> 1 }"}).is_success


def test_a_service_that_only_answers_takes_no_update(tmp_path_factory: pytest.TempPathFactory) -> None:
    """403, with a token or without."""
    folder = tmp_path_factory.mktemp("reading")
    small_store(folder / "store")
    with running(folder) as reading, reading.client() as client:
        for headers in ({}, WRITER):
            answer = client.post("/update", data={"update": "DROP ALL"}, headers=headers)
            assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "store-read-only")
        assert _count(client) > 0


def test_a_second_server_that_writes_to_the_same_folder_says_so(service: Service) -> None:
    """One plain sentence and a failure, not two writers."""
    with (
        pytest.raises(RuntimeError, match="another server writes to"),
        running(service.store.parent, WRITABLE=1, TOKEN=TOKEN),
    ):
        pass
