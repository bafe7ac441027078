"""The worst that a client can send: each is answered in time with its own status, and the service is as it was."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from graph.writer import Target, update
from tests.service import Service, children, receive, running, workers_of

PEOPLE = 1500
SECONDS = 1.5
"""The limit of time; the service answers by then and a little more."""

PATIENCE = SECONDS + 5
"""When a test gives up waiting. Other work on the machine may delay an answer; that the limit is kept is measured in
the benchmarks, not here."""

X = "http://x.example/"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


@pytest.fixture(scope="module")
def tripwire() -> Iterator[list[str]]:
    """What came to a listener on this machine that nobody has business with; its port comes first."""
    caught: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        caught.append(str(listener.getsockname()[1]))
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                caught.append(connection.recv(100).decode("latin-1"))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield caught
        done.set()
        thread.join()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server with narrow limits over people who know one another."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [f"<{X}{one}> <{X}name> 'person {one}' ." for one in range(PEOPLE)]
    lines += [f"<{X}{one}> <{X}knows> <{X}{(one * step + 1) % PEOPLE}> ." for one in range(PEOPLE) for step in (3, 7)]
    update(Target(folder / "store"), f"INSERT DATA {{ {' '.join(lines)} }}")
    limits = {
        "TIMEOUT": SECONDS,
        "MEMORY_MB": 150,
        "RESULT_MB": 3,
        "QUEUE_SECONDS": 3,
        "STREAM_TIMEOUT": 5,
        "HEADER_SECONDS": 2,
        "STALL_SECONDS": 2,
    }
    with running(folder, **limits) as started:
        yield started


@pytest.fixture
def client(service: Service, tripwire: list[str]) -> Iterator[httpx.Client]:
    """A client; whatever the test does with it, the service is as it was afterwards."""
    before = _resident(service.process.pid)
    with service.client() as made:
        version = made.get("/ready").json()["version"]
        yield made
        assert made.get("/health").status_code == 200
        assert made.get("/ready").json()["version"] == version
        assert _eventually(lambda: made.get("/ready").json().get("workers") == 3)
        assert len(tripwire) == 1, f"a request went out: {tripwire[1:]}"
    assert _resident(service.process.pid) - before < 20_000_000


def _resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _eventually(holds: object, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def _ask(client: httpx.Client, query: str, **options: object) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, timeout=PATIENCE, **options)  # type: ignore[arg-type]


def _values(length: int) -> str:
    return " ".join(str(one) for one in range(length))


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        pytest.param("SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", {400}, id="parentheses"),
        pytest.param("SELECT * " + "{ FILTER EXISTS " * 5_000 + "{}" + "}" * 5_000, {400}, id="EXISTS"),
        pytest.param("SELECT (" + "IF(1," * 5_000 + "1" + ",1)" * 5_000 + " AS ?x) {}", {400}, id="IF"),
        pytest.param("SELECT * " + "{" * 3_000 + "}" * 3_000, {400}, id="groups"),
        pytest.param("SELECT * " + "{ SELECT * " * 2_000 + "{}" + "}" * 2_000, {400}, id="subselects"),
        pytest.param("SELECT * " + "{ OPTIONAL " * 5_000 + "{}" + "}" * 5_000, {400}, id="OPTIONAL"),
        pytest.param("SELECT * { FILTER(" + "1||" * 80_000 + "1) }", {400}, id="OR"),
        pytest.param("SELECT * {" + "{} UNION " * 20_000 + "{} }", {400}, id="UNION"),
        pytest.param("SELECT * {" + "FILTER(1) " * 10_000 + "}", {400}, id="FILTER"),
        pytest.param(
            "SELECT * { ?a " + "/".join([f"<{X}knows>"] * 512) + " ?b }", {504, 507}, id="a path of 512 steps"
        ),
        pytest.param(
            "SELECT * {" + "".join(f"?a{one} ?b{one} ?c{one} . " for one in range(1000)) + "}", {504, 507}, id="joins"
        ),
        pytest.param("SELECT * { ?s ?p " + "(1 " * 256 + ")" * 256 + " }", {400}, id="a collection of collections"),
        pytest.param("SELECT * { VALUES ?x { " + _values(1_000_000) + "} }", {413}, id="a million values"),
        pytest.param("SELECT * {} #" + "x" * 20_000_000, {413}, id="20 MB of text"),
        pytest.param(f"SELECT * {{ {CROSS} }} ORDER BY ?a ?f ?i LIMIT 10", {504, 507}, id="a product, ordered"),
        pytest.param(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", {504}, id="a product, counted"),
        pytest.param(f"SELECT (GROUP_CONCAT(?c) AS ?n) {{ {CROSS} }}", {504, 507}, id="a product, joined to one text"),
        pytest.param(f"SELECT * {{ ?a (<{X}knows>*)* ?b . ?c (<{X}knows>*)* ?d }}", {504, 507}, id="stars of stars"),
        pytest.param(f"SELECT (COUNT(*) AS ?n) {{ ?a (!<{X}nothing>)* ?b . ?c !<{X}n>* ?d }}", {504, 507}, id="not"),
        pytest.param(
            "SELECT * { BIND('"
            + "x" * 100
            + "' AS ?a0)"
            + "".join(f" BIND(CONCAT(?a{one}, ?a{one}) AS ?a{one + 1})" for one in range(30))
            + " }",
            {504, 507},
            id="doubling",
        ),
        pytest.param(
            "SELECT (STRLEN(" + "REPLACE(" * 9 + "'xxxxxxxxxx'" + ", 'x', 'xxxxxxxxxx')" * 9 + ") AS ?x) {}",
            {504, 507},
            id="growing by REPLACE",
        ),
        pytest.param(
            "SELECT (COUNT(*) AS ?n) {" + "".join(f" VALUES ?x{one} {{ {_values(100)} }}" for one in range(6)) + "}",
            {504, 507},
            id="a product of values",
        ),
        pytest.param(
            "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '(a{0,50}){0,50}(b{0,50}){0,50}$') || REGEX(?o, ?o)) }",
            {200, 504, 507},
            id="counted repeats",
        ),
        pytest.param("SELECT * { FILTER(REGEX('a', '" + "a{1000}" * 1000 + "')) }", {200}, id="a huge pattern"),
        pytest.param(f"SELECT * {{ {CROSS} }}", {507}, id="a product, listed"),
        pytest.param("CONSTRUCT { ?a ?e ?i } WHERE { " + CROSS + " }", {504, 507}, id="a product, constructed"),
        pytest.param("SELECT (1/0 AS ?x) (1e400 AS ?y) (99999999999999999999+1 AS ?z) {}", {200}, id="numbers"),
        pytest.param("SELECT * {} LIMIT 18446744073709551615 OFFSET 18446744073709551615", {200, 400}, id="LIMIT"),
        pytest.param("SELECT ('\\uD800' AS ?x) {}", {400}, id="half a pair"),
        pytest.param("SELECT * { ?s ?p '\x00' }", {200, 400}, id="NUL"),
        pytest.param('SELECT ("<script>alert(1)</script>" AS ?x) {}', {200}, id="markup"),
    ],
)
def test_a_query_that_means_harm_is_ended(client: httpx.Client, query: str, statuses: set[int]) -> None:
    """A true status for each; no cut answer, and the next question is answered."""
    answer = _ask(client, query)
    assert answer.status_code in statuses
    if answer.status_code != 200:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "Traceback" not in answer.text
    assert _ask(client, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize("keyword", ["SERVICE", "sErViCe", "SERVICE#c\n", "SERVICE SILENT", "\\u0053ERVICE"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "169.254.169.254"])
def test_no_query_makes_this_server_call_another(
    client: httpx.Client, tripwire: list[str], keyword: str, host: str
) -> None:
    """Refused by the text; the sandbox would refuse it too."""
    answer = _ask(client, f"SELECT * {{ {keyword} <http://{host}:{tripwire[0]}/> {{ ?s ?p ?o }} }}")
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("form", ["SERVICEex:a{}", "?s ?p trueSERVICEex:a{}", "?s ?p 1.SERVICE:a{}"])
def test_no_keyword_hides_by_touching_its_neighbour(client: httpx.Client, tripwire: list[str], form: str) -> None:
    """The engine takes `SERVICEex:a` for SERVICE and a name."""
    prefixes = f"PREFIX ex: <http://127.0.0.1:{tripwire[0]}/> PREFIX : <http://127.0.0.1:{tripwire[0]}/> "
    assert _ask(client, f"{prefixes} SELECT * {{ {form} }}").status_code == 403


@pytest.mark.parametrize(
    "place", ["'SERVICE <http://x/>'", '"""LOAD <http://x/>"""', "<http://x/SERVICE>", "1 # SERVICE\n"]
)
def test_a_word_is_not_what_it_would_mean_elsewhere(client: httpx.Client, place: str) -> None:
    """In a literal, a comment or an IRI, SERVICE and LOAD ask nobody, and nobody minds them."""
    assert _ask(client, f"SELECT * {{ ?s ?p {place} }}").status_code == 200


@pytest.mark.parametrize("name", ['x"><img onerror=alert(1)>', "x\\r\\nSet-Cookie: a", "<script>"])
def test_what_an_error_quotes_is_only_quoted(client: httpx.Client, name: str) -> None:
    """In JSON that no browser takes for a page, on one line, under headers that nobody else wrote."""
    for answer in (_ask(client, f"SELECT * {{ {name}:y ?p ?o }}"), client.get("/graphs", params={"graph": name})):
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers


def test_a_range_of_ten_thousand_parts_is_no_work(client: httpx.Client) -> None:
    """Answers have no ranges; a page is sent whole, or the range refused."""
    ranges = "bytes=" + ",".join(f"{one}-{one}" for one in range(10_000))
    for path in ("/docs", "/sparql?query=ASK%7B%7D", "/openapi.json"):
        assert client.get(path, headers={"Range": ranges[:60_000]}).status_code in (200, 416)


@pytest.mark.parametrize("graph", ["FROM", "FROM NAMED"])
def test_a_graph_of_another_server_is_not_fetched(client: httpx.Client, tripwire: list[str], graph: str) -> None:
    """FROM names a graph of this store, whatever its address."""
    query = f"SELECT * {graph} <http://127.0.0.1:{tripwire[0]}/data> {{ ?s ?p ?o }}"
    assert _ask(client, query).json()["results"]["bindings"] == []


def test_a_client_that_hangs_up_ends_its_query(service: Service, client: httpx.Client) -> None:
    """Nobody waits for the answer, so nobody works on it."""
    body = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}".encode()
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
        b"Query-Id: gone-1\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(head + body)
        assert _eventually(lambda: "gone-1" in _running(client))
    assert _eventually(lambda: "gone-1" not in _running(client), SECONDS)
    assert 'outcome="cancelled"' in client.get("/metrics").text


def _running(client: httpx.Client) -> set[str]:
    return {one["id"] for one in client.get("/queries/running").json()["running"]}


def test_a_query_is_cancelled_by_its_id(service: Service, client: httpx.Client) -> None:
    """DELETE /queries/running/{id}, by whoever sent it."""
    query = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
    with ThreadPoolExecutor(1) as threads, service.client() as own:
        asked = threads.submit(_ask, own, query, headers={"Query-Id": "mine-7"})
        assert _eventually(lambda: "mine-7" in _running(client))
        assert client.delete("/queries/running/mine-7").status_code == 204
        answer = asked.result()
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "query-cancelled")
    assert client.delete("/queries/running/mine-7").status_code == 404


def test_many_runaway_queries_of_one_client_leave_room_for_others(service: Service, client: httpx.Client) -> None:
    """The one is told to wait; another, at another address, is answered."""
    query = {"query": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"}

    def run(_: int) -> httpx.Response:
        with service.client() as own:
            return own.post("/sparql", data=query, timeout=60)

    with ThreadPoolExecutor(100) as threads:
        asked = [threads.submit(run, one) for one in range(100)]
        time.sleep(0.5)
        other = httpx.HTTPTransport(local_address="127.0.0.2")
        with httpx.Client(base_url=service.url, transport=other, timeout=PATIENCE) as neighbour:
            for _ in range(5):
                assert _ask(neighbour, "ASK {}").status_code == 200
                assert neighbour.get("/health").status_code == 200
        answers = [one.result() for one in asked]
    refused = [one for one in answers if one.status_code in (429, 503)]
    assert {one.status_code for one in answers} <= {429, 503, 504}
    assert len(refused) > 20
    assert all(int(one.headers["Retry-After"]) >= 1 for one in refused)


def test_several_large_answers_at_once_are_whole(service: Service, client: httpx.Client) -> None:
    """Results belong to the thread that made them; here each has a process."""
    query = "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y } LIMIT 20000"

    def count(_: int) -> int:
        with service.client() as own:
            answer = _ask(own, query, headers={"Accept": "text/csv"})
            assert answer.status_code == 200, answer.text
            return len(answer.text.splitlines())

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(count, range(4))) == [20_001] * 4


PAIRS = "SELECT * { ?a ?p ?x . ?b ?q ?y }"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_large_answer_is_streamed_to_whoever_asks_for_that(
    service: Service, client: httpx.Client, encoding: str
) -> None:
    """It is over the limit of a finished answer, and whole; the web process does not hold it."""
    assert _ask(client, f"{PAIRS} LIMIT 50000").status_code == 507
    headers = {"Accept": "text/csv", "Accept-Encoding": encoding}
    data = {"query": f"{PAIRS} LIMIT 50000"}
    with client.stream("POST", "/sparql", params={"stream": "true"}, data=data, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert "Content-Length" not in answer.headers
        assert len(answer.read().splitlines()) == 50_001


def test_a_stream_that_breaks_off_does_not_end_cleanly(service: Service) -> None:
    """Nobody can take a part of the answer for all of it; its deadline is what ends this one."""
    data = {"query": f"SELECT * {{ {CROSS} }}"}
    with service.client() as own, own.stream("POST", "/sparql?stream=true", data=data) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            answer.read()


def test_what_is_wrong_before_the_first_byte_of_a_stream_has_its_status(client: httpx.Client) -> None:
    """A query that does not parse, a format that does not exist, a flag that is none."""
    assert _ask(client, "SELECT * {", params={"stream": "true"}).status_code == 400
    assert _ask(client, "ASK {}", params={"stream": "true", "format": "turtle"}).status_code == 406
    assert _ask(client, "ASK {}", params={"stream": "perhaps"}).status_code == 400


def test_a_client_that_leaves_a_stream_ends_its_query(service: Service, client: httpx.Client) -> None:
    """The worker is free for others."""
    with service.client() as own:
        headers = {"Query-Id": "stream-1"}
        with own.stream(
            "POST", "/sparql?stream=1", data={"query": f"SELECT * {{ {CROSS} }}"}, headers=headers
        ) as answer:
            assert next(answer.iter_raw())
    assert _eventually(lambda: "stream-1" not in _running(client))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET /health HTTP/1.1\r\nHos",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK",
    ],
    ids=["idle", "half a head", "half a body"],
)
def test_connections_that_say_nothing_are_closed(service: Service, client: httpx.Client, data: bytes) -> None:
    """Two hundred of them, and others are served meanwhile."""
    held = [socket.create_connection(("127.0.0.1", service.port), timeout=15) for _ in range(200)]
    try:
        for one in held:
            one.sendall(data)
        assert client.get("/health").status_code == 200
        for one in held:
            received = receive(one)
            assert received == b"" or received.startswith(b"HTTP/1.1 408")
    finally:
        for one in held:
            one.close()


def test_a_body_that_drips_is_cut_off(service: Service) -> None:
    """A byte now and then is not a body on its way."""
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 5000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", service.port), timeout=15) as connection:
        connection.sendall(head)
        for _ in range(60):
            try:
                connection.sendall(b"#")
            except ConnectionError:
                return
            time.sleep(0.2)
    raise AssertionError("the connection was still open after 12 s")


def test_a_client_that_never_reads_is_cut_off(service: Service, client: httpx.Client) -> None:
    """Its answer waits in a file, not in memory, and not for ever."""
    query = b"query=SELECT+*+{+?a+?b+?c+.+?d+?e+?f+}+LIMIT+6000"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", service.port))
        for _ in range(3):
            connection.sendall(b"GET /sparql?" + query + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.5)
        assert client.get("/health").status_code == 200
        assert _eventually(lambda: _closed_by_peer(connection))


def _closed_by_peer(connection: socket.socket) -> bool:
    try:
        connection.sendall(b"G")
    except ConnectionError:
        return True
    return False


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 5_000_000, 431),
        (b"GET /health HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 5_000 + b"\r\n", 431),
        (b"GET /sparql?query=" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nquery", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nquery", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nquery", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\nquery", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"GET /health HTTP/1.1\nHost: a\n\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    ],
)
def test_what_is_not_http_is_answered_and_closed(service: Service, data: bytes, status: int) -> None:
    """Above all what two servers in a row would read as different requests (RFC 9112, section 11)."""
    received = service.raw(data)
    assert received.startswith(b"HTTP/1.1 %d " % status)
    assert received.count(b"HTTP/1.1 ") == 1


def test_a_worker_killed_from_outside_is_replaced(service: Service, client: httpx.Client) -> None:
    """By the system when memory is short, or by an operator; the service is ready all the while, and answers."""
    assert _eventually(lambda: len(workers_of(service)) == 3)
    workers = workers_of(service)
    for one in workers:
        os.kill(one, signal.SIGKILL)
    assert client.get("/ready").status_code == 200
    assert _ask(client, "ASK {}").status_code == 200
    assert _eventually(lambda: client.get("/ready").json().get("workers") == 3)
    assert _ask(client, "ASK {}").status_code == 200


def test_a_keeper_killed_from_outside_is_replaced_and_leaves_no_orphan(service: Service, client: httpx.Client) -> None:
    """Its workers end with it."""
    keeper = children(service.process.pid)[0]
    workers = workers_of(service)
    os.kill(keeper, signal.SIGKILL)
    assert _eventually(lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
    assert _eventually(lambda: client.get("/ready").json().get("workers") == 3)
    assert _ask(client, "ASK {}").status_code == 200


def test_a_server_ends_in_time_whoever_holds_it(tmp_path: Path) -> None:
    """SIGTERM beside half requests and running queries."""
    update(Target(tmp_path / "store"), f"INSERT DATA {{ <{X}a> <{X}b> <{X}c>, <{X}d> }}")
    held = []
    with running(tmp_path, TIMEOUT=60, HEADER_SECONDS=60) as service:
        keeper = children(service.process.pid)[0]
        for _ in range(20):
            one = socket.create_connection(("127.0.0.1", service.port))
            one.sendall(b"GET /health HTTP/1.1\r\nHos")
            held.append(one)
        product = " ".join(f"?a{one} ?b{one} ?c{one} ." for one in range(40))
        query = f"SELECT+(COUNT(*)+AS+?n)+{{{product.replace(' ', '+')}}}".encode()
        held[0].close()
        held[0] = socket.create_connection(("127.0.0.1", service.port))
        held[0].sendall(b"GET /sparql?query=" + query + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.5)
        service.process.terminate()
        service.process.wait(15)
        assert _eventually(lambda: not Path(f"/proc/{keeper}").exists())
    for one in held:
        one.close()


def test_texts_that_were_ever_a_trouble_are_only_texts(client: httpx.Client) -> None:
    """Whatever the words: an answer or a problem, in a format that holds them."""
    pieces = [
        "'",
        '"',
        "\\",
        "\n",
        "\t",
        "\u2028",
        "\ufeff",
        "<b>",
        "&amp;",
        "%00",
        "{{7*7}}",
        "=cmd|'/c calc'!A0",
        "😀",
    ]
    for first, second in itertools.pairwise(pieces):
        text = (first + second).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
        for name in ("json", "xml", "csv", "tsv"):
            answer = _ask(client, f"SELECT ('{text}' AS ?x) {{}}", params={"format": name})
            assert answer.status_code == 200
            if name == "json":
                assert answer.json()["results"]["bindings"][0]["x"]["value"] == first + second
