"""What a head must be, and fields that come in several lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.heads import combined, refusal, without_upgrade
from tests.service import TOKEN, Service, running, small_store

ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n"
CLOSE = b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server over the small graph that takes writes."""
    folder = tmp_path_factory.mktemp("heads")
    small_store(folder / "store")
    with running(folder, WRITABLE="true", TOKEN=TOKEN) as started:
        yield started


@pytest.mark.parametrize(
    ("version", "fields", "status"),
    [
        ("1.1", [(b"host", b"a.example:80")], None),
        ("1.1", [(b"host", b"[::1]:80")], None),
        ("1.1", [(b"host", b"")], None),
        ("1.0", [], None),
        ("1.1", [], 400),
        ("1.1", [(b"host", b"a"), (b"host", b"a")], 400),
        ("1.1", [(b"host", b"a b")], 400),
        ("1.1", [(b"host", b"a@b")], 400),
        ("1.1", [(b"host", b"a/b")], 400),
        ("1.1", [(b"host", b"a"), (b"authorization", b"Bearer x"), (b"authorization", b"Bearer y")], 400),
        ("1.1", [(b"host", b"a"), (b"content-type", b"text/turtle"), (b"content-type", b"text/csv")], 400),
        ("2.0", [(b"host", b"a")], 505),
        ("0.9", [], 505),
        ("1.1", [(b"host", b"a"), (b"transfer-encoding", b"Chunked")], None),
        ("1.1", [(b"host", b"a"), (b"transfer-encoding", b"gzip, chunked")], 501),
        ("1.1", [(b"host", b"a"), (b"transfer-encoding", b"gzip"), (b"transfer-encoding", b"chunked")], 501),
        ("1.1", [(b"host", b"a"), (b"transfer-encoding", b"gzip")], 400),
        ("1.0", [(b"host", b"a"), (b"transfer-encoding", b"chunked")], 400),
    ],
)
def test_a_head_that_others_might_read_otherwise_is_refused(
    version: str, fields: list[tuple[bytes, bytes]], status: int | None
) -> None:
    """RFC 9112, sections 2.3, 3.2 and 6.1."""
    found = refusal(version, fields, frozenset())
    assert (found.status if found else None) == status


def test_a_server_of_certain_names_answers_for_no_other() -> None:
    """421 (RFC 9110, section 15.5.20)."""
    names = frozenset(("a.example", "[::1]"))
    for host, status in ((b"A.example:8000", None), (b"[::1]:8000", None), (b"b.example", 421)):
        found = refusal("1.1", [(b"host", host)], names)
        assert (found.status if found else None) == status


@given(st.lists(st.tuples(st.sampled_from([b"accept", b"vary", b"x"]), st.sampled_from([b"a", b"b;q=1", b""]))))
def test_fields_of_one_name_become_one_and_lose_no_value(fields: list[tuple[bytes, bytes]]) -> None:
    """In the order of their lines."""
    found = dict(combined(fields))
    assert len(combined(fields)) == len(found)
    for name, value in found.items():
        assert value == b", ".join(one for other, one in fields if other == name)


@pytest.mark.parametrize("times", [1, 2])
def test_media_ranges_in_several_lines_are_weighed_together(service: Service, times: int) -> None:
    """Also when the same request comes again."""
    one = (
        ASK + b"Host: a\r\nAccept: application/sparql-results+json;q=0.1\r\nAccept: application/sparql-results+xml\r\n"
    )
    told = service.raw((one + b"\r\n") * (times - 1) + one + CLOSE)
    assert told.count(b"content-type: application/sparql-results+xml") == times


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"BREW /sparql HTTP/1.1\r\nHost: a\r\n\r\n", b"501"),
        (b"\x16\x03\x01\x02\x00", b"400"),
        (b"GET /sparql HTTP/2.0\r\nHost: a\r\n\r\n", b"505"),
        (ASK + b"Host: a/b\r\n" + CLOSE, b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", b"501"),
    ],
)
def test_what_is_not_spoken_here_is_told_by_its_status(service: Service, data: bytes, status: bytes) -> None:
    """And once, before the connection is closed."""
    told = service.raw(data)
    assert told.startswith(b"HTTP/1.1 " + status)
    assert told.count(b"HTTP/1.1 ") == 1


def test_a_wish_for_another_protocol_is_ignored(service: Service) -> None:
    """The body is read, and the request after it (RFC 9110, section 7.8)."""
    wish = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
    body = b"ASK {} #\r\nUpgrade: h2c"
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    post = head + wish + b"Content-Length: %d\r\n\r\n" % 8 + body[:8]
    told = service.raw(post + ASK + b"Host: a\r\n" + CLOSE, 3)
    assert told.count(b"HTTP/1.1 200 OK") == 2
    assert without_upgrade(head + wish + b"\r\n" + body).endswith(body)


def test_a_write_with_two_tokens_is_refused(service: Service) -> None:
    """Whichever of them is the right one."""
    token = b"Authorization: Bearer " + TOKEN.encode() + b"\r\n"
    head = b"POST /update HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-update\r\nContent-Length: 0\r\n"
    assert service.raw(head + token + b"Authorization: Bearer x\r\n" + CLOSE).startswith(b"HTTP/1.1 400")
