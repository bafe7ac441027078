"""What the head of a request must be, and how fields that come several times are one (RFC 9110, section 5.3)."""

from __future__ import annotations

import re
from typing import Final

from api.problems import Problem, of_status

Fields = list[tuple[bytes, bytes]]
"""The fields of a head, by names in lower case, in their order."""

_VERSIONS: Final = ("1.1", "1.0")

_ONCE: Final = (b"host", b"authorization", b"content-type")
"""Fields of one value, of which servers and proxies might each read another; what else is of one value is refused by
whoever reads it, as two joined by a comma."""

_HOST: Final = re.compile(rb"(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?", re.ASCII)
"""A host and a port as an address has them (RFC 3986, section 3.2.2)."""


_UPGRADE: Final = re.compile(rb"(?<=\r\n)upgrade(?=:)", re.IGNORECASE)


def without_upgrade(data: bytes) -> bytes:
    """A head, and what follows it, without a wish to speak another protocol, which may be ignored (RFC 9110, 7.8).

    The parser would take the body, and every request after it, for that protocol. `curl --http2` and Java's client wish
    for HTTP/2 with every first request. No length changes.
    """
    end = data.find(b"\r\n\r\n")
    head = data if end < 0 else data[:end]
    return _UPGRADE.sub(b"X-grade", head) + data[len(head) :]


def refusal(version: str, fields: Fields, hosts: frozenset[str]) -> Problem | None:
    """Why a request with this head, in this version of HTTP, is not answered; None where it may be.

    `hosts` are the names that the server answers for, and empty where it does for any.
    """
    if version not in _VERSIONS:
        return of_status(505, f"found HTTP/{version}, expected HTTP/1.1")
    values = dict(fields)
    if len(values) < len(fields) and (name := _twice(fields)):
        return of_status(400, f"found more than one {name} header, expected one")
    return _of_host(version, values.get(b"host"), hosts) or _of_coding(version, fields, values)


def combined(fields: Fields) -> Fields:
    """Fields of which each name comes once, with all its values in their order."""
    if len(dict(fields)) == len(fields):
        return fields
    values: dict[bytes, list[bytes]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    return [(name, b", ".join(several)) for name, several in values.items()]


def _twice(fields: Fields) -> str | None:
    names = [name for name, _ in fields]
    return next((name.decode().title() for name in _ONCE if names.count(name) > 1), None)


def _of_host(version: str, host: bytes | None, hosts: frozenset[str]) -> Problem | None:
    if host is None and version == "1.1":
        return of_status(400, "found no Host header, expected one")
    if host is not None and not _HOST.fullmatch(host):
        return of_status(400, "found a Host header that no address can have")
    if hosts and _name(host or b"") not in hosts:
        return of_status(421, "this server does not answer for that host")
    return None


def _of_coding(version: str, fields: Fields, values: dict[bytes, bytes]) -> Problem | None:
    """A body is in chunks or has a length; what else it might be coded in is not read (RFC 9112, section 6.1)."""
    if b"transfer-encoding" not in values:
        return None
    if version != "1.1":
        return of_status(400, "found a Transfer-Encoding, which HTTP/1.0 does not have")
    codings = b",".join(value for name, value in fields if name == b"transfer-encoding").lower().split(b",")
    if codings[-1].strip() != b"chunked":
        return of_status(400, "found a Transfer-Encoding that does not end with chunked")
    return None if len(codings) == 1 else of_status(501, "found a Transfer-Encoding other than chunked")


def _name(host: bytes) -> str:
    text = host.decode("latin-1").lower()
    return text.rpartition(":")[0] if not text.endswith("]") and ":" in text else text
