"""Requests that repeat another: answered as the first was, and never taken for what the parser would not have read."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import cast
from urllib.parse import quote

import httptools
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.types import Scope

from api.repeats import Repeats
from api.shapes import Shape
from tests.service import Service, receive, running, small_store

SHAPE = cast("Shape", object())
HEAD = b"Host: x.example\r\nAccept: text/csv\r\n\r\n"
LINE = b"GET /sparql?query=ASK%7B%7D&format=csv HTTP/1.1\r\n"


@pytest.fixture(scope="module", params=[0, 32], ids=["nothing kept", "answers kept"])
def service(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Service]:
    """A server over the small graph."""
    folder = tmp_path_factory.mktemp("repeats")
    small_store(folder / "store")
    with running(folder, KEPT_MB=request.param, HELD_QUADS=0) as service:
        yield service


def _answers(service: Service, *requests: bytes) -> list[bytes]:
    """What is answered to requests, each sent once the one before is answered, over one connection; dates left out."""
    told = []
    with socket.create_connection(("127.0.0.1", service.port), timeout=0.5) as connection:
        for one in requests:
            connection.sendall(one)
            lines = receive(connection).split(b"\r\n")
            told.append(b"\r\n".join(line for line in lines if not line.startswith((b"date:", b"query-id:"))))
    return told


@pytest.mark.parametrize(
    ("query", "others", "headers"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 3", "", "Accept: text/csv"),
        ("SELECT * { ?s ?p ?o } LIMIT 300", "&format=json", "Accept-Encoding: gzip"),
        ("SELECT * { GRAPH ?g { ?a ?b ?c } ?s ?p ?o } LIMIT 2000", "&timeout=9", "Accept: */*"),
        ("CONSTRUCT WHERE { ?s a ?o }", "&default-graph-uri=http://none.example/", "Accept: text/turtle"),
        ("SELECT ?x { ?x", "", "Accept: text/csv"),
        ("SELECT (STRLEN(STRUUID()) AS ?x) {}", "", "Accept: text/csv"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", "", "Accept: text/csv"),
        ("", "", "Accept: text/csv"),
    ],
    ids=["csv", "gzip", "file", "graph", "syntax", "volatile", "service", "empty"],
)
def test_a_repeated_request_is_answered_as_the_first_was(
    service: Service, query: str, others: str, headers: str
) -> None:
    """Status, headers and body; also where another query came first."""

    def asked(text: str) -> bytes:
        return f"GET /sparql?query={quote(text)}{others} HTTP/1.1\r\nHost: x.example\r\n{headers}\r\n\r\n".encode()

    first, again, other, third = _answers(service, asked(query), asked(query), asked("ASK { ?s ?p ?o }"), asked(query))
    assert first == again == third
    assert first.startswith(b"HTTP/1.1 ")
    assert other != first


def test_a_repeated_request_that_is_wrong_is_refused_as_the_first_was(service: Service) -> None:
    """A broken escape, and one that is no UTF-8."""
    good = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x.example\r\n\r\n"
    broken, bytes_ = good.replace(b"ASK%7B", b"ASK%7"), good.replace(b"ASK%7B", b"ASK%ff%7B")
    told = _answers(service, broken, bytes_, good, good, broken, bytes_, good)
    assert [one[:12] for one in told] == [f"HTTP/1.1 {code}".encode() for code in (400, 400, 200, 200, 400, 400, 200)]
    assert told[:2] == told[4:6]


def test_repeated_requests_may_come_before_an_answer(service: Service) -> None:
    """They are then read by the parser, and answered in their order."""
    asked = [
        f"GET /sparql?query={quote(f'SELECT ({number} AS ?n) {{}}')}&format=csv HTTP/1.1\r\nHost: x.example\r\n\r\n"
        for number in range(4)
    ]
    with socket.create_connection(("127.0.0.1", service.port), timeout=0.5) as connection:
        connection.sendall(asked[0].encode())
        receive(connection)
        connection.sendall(asked[1].encode())
        connection.sendall((asked[2] + asked[3]).encode())
        told = receive(connection)
    places = [told.index(f"n\r\n{number}".encode()) for number in (1, 2, 3)]
    assert places == sorted(places)


class _Read:
    """What the parser makes of some bytes."""

    def __init__(self, data: bytes) -> None:
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""
        self.ends = 0
        self.parser = httptools.HttpRequestParser(self)
        self.parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name, value))

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.ends += 1


@given(
    st.binary(max_size=30) | st.text("ASK%7BD&=#? \r\n\t\0\x7f", max_size=30).map(str.encode),
    st.sampled_from([HEAD, HEAD + LINE + HEAD, HEAD[:-2], HEAD.replace(b"\r\n", b"\n"), b" " + HEAD, b"\r\n" + HEAD]),
)
@example(b"ASK&query=ASK", HEAD)
@example(b"A HTTP/1.1\r\nHost: y\r\n\r\nGET /sparql?query=A", HEAD)
def test_what_is_taken_for_a_repeat_is_what_the_parser_reads(query: bytes, head: bytes) -> None:
    """One whole request, with the address and the headers that are taken for its own, and no body."""
    repeats = Repeats()
    repeats.learn(LINE + HEAD, _scope(), SHAPE)
    data = b"GET /sparql?query=" + query + b"&format=csv HTTP/1.1\r\n" + head
    found = repeats.find(data)
    if found is None:
        return
    read = _Read(data)
    assert (read.ends, read.body) == (1, b"")
    assert read.headers == [(b"Host", b"x.example"), (b"Accept", b"text/csv")]
    assert read.parser.should_keep_alive()
    address = httptools.parse_url(read.url)
    assert (address.path, address.query) == (b"/sparql", found[2])
    assert not address.fragment
    assert found[1:] == (query, b"query=" + query + b"&format=csv")


def _scope(*names: bytes) -> Scope:
    return {"headers": [(name, b"") for name in names]}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (LINE + HEAD + LINE + HEAD, b"host"),
        (LINE + HEAD + b"body", b"host"),
        (LINE + HEAD[:-2], b"host"),
        (b"\r\n" + LINE + HEAD, b"host"),
        (LINE.replace(b"HTTP/1.1", b"HTTP/1.0") + HEAD, b"host"),
        (LINE.replace(b"GET", b"POST") + HEAD, b"host"),
        (LINE + b"X: " + b"x" * 3000 + b"\r\n" + HEAD, b"host"),
        (LINE + HEAD, b"query-id"),
        (LINE + HEAD, b"content-length"),
        (LINE + HEAD, b"if-modified-since"),
    ],
)
def test_what_comes_once_is_not_remembered(data: bytes, name: bytes) -> None:
    """More or less than one request, another version or method, and headers that are each request's own."""
    repeats = Repeats()
    repeats.learn(data, _scope(name), SHAPE)
    assert repeats.find(data) is None
    assert repeats.find(LINE + HEAD) is None


def test_only_so_much_is_remembered() -> None:
    """Whoever sends ever new heads gains nothing but to have the old ones read again."""
    repeats = Repeats()
    for number in range(1000):
        repeats.learn(LINE + b"X: %d\r\n" % number + HEAD, _scope(), SHAPE)
    for number in range(1000):
        repeats.learn(LINE.replace(b"&format=csv", b"&a=%d" % number) + HEAD, _scope(), SHAPE)
    assert sum(repeats.find(LINE + b"X: %d\r\n" % number + HEAD) is not None for number in range(1000)) < 200
    shapes = (repeats.find(LINE.replace(b"&format=csv", b"&a=%d" % number) + HEAD) for number in range(1000))
    assert sum(found is not None for found in shapes) < 20
