"""Answers as HTTP responses: validators, conditions, and bodies from memory or from a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.replies import Reply
from api.streaming import Stream, StreamResponse
from ontology.errors import PreconditionError

_EXPOSED: Final = (
    "Comity-Complete, Comity-Limits, Comity-Version, ETag, Last-Modified, Link, Location, Query-Id, Retry-After"
)
COMMON: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", _EXPOSED.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
"""The headers of every response."""

_NOT_MODIFIED: Final = ("ETag", "Last-Modified", "Vary", "Cache-Control")
"""What a 304 says of what the client has (RFC 9110, section 15.4.5)."""

_AT_ONCE: Final = 1 << 20
"""Bytes of a body that are sent in one go, which saves a millisecond; they wait in memory for a slow client."""

_VARY: Final = "Accept, Accept-Encoding"
_LONGEST: Final = 1024
"""Characters of an Accept-Encoding header that are read."""

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
_PATH: Final = "/:@!$&'()*+,;=~-._%"
"""What a path may hold as it is (RFC 3986, section 3.3)."""


def address(request: Request) -> str | None:
    """The IRI of the request without its parameters, or None if the client named no host that could stand in one."""
    scope = request.scope
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return None
    return f"{scope['scheme']}://{host}{_quoted(scope['raw_path'])}"


@lru_cache(maxsize=64)
def _quoted(path: bytes) -> str:
    return quote(path.decode("ascii", "replace"), safe=_PATH)


def etag(request: Request, version: str, gzip: bool) -> str:
    """The validator of a reading: it changes with the graph, the address, the Accept header and the encoding.

    That it does not depend on the answer lets a condition be checked before anything is asked.
    """
    before, after = tag_key(request)
    key = before + request.scope["query_string"] + after + (b"gzip" if gzip else b"")
    return f'"{version[:16]}-{hashlib.sha256(key).hexdigest()[:16]}"'


def tag_key(request: Request) -> tuple[bytes, bytes]:
    """What a validator is made from, before the parameters in the address and after them; the encoding comes last."""
    path, accept = request.scope["path"], request.headers.get("accept", "")
    return f"{path}\n".encode("latin-1", "replace"), f"\n{accept}\n".encode("latin-1", "replace")


def lines(fields: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Header fields as they are sent."""
    return b"".join([b"%b: %b\r\n" % field for field in fields])


def unchanged(request: Request, version: str | None) -> Response | None:
    """304 if the client has what it would get from the graph of this version, else None."""
    condition = request.headers.get("if-none-match")
    if condition is None or version is None or request.method not in ("GET", "HEAD"):
        return None
    held = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    for gzip in (accepts_gzip(request), False):
        tag = etag(request, version, gzip)
        if tag in held:
            return Response(status_code=304, headers={"ETag": tag, "Vary": _VARY, "Cache-Control": "no-cache"})
    return None


def _unmodified(request: Request, since: int) -> bool:
    """Whether the client has what was published then; entity tags come first (RFC 9110, section 13.2.2)."""
    condition = request.headers.get("if-modified-since")
    if condition is None or "if-none-match" in request.headers or request.method not in ("GET", "HEAD"):
        return False
    seen = moment(condition)
    return seen is not None and seen >= since


def moment(date: str) -> float | None:
    """Seconds since 1970 of a date in a header; None if it is none, which is as if it had not been said."""
    try:
        return parsedate_to_datetime(date[:_LONGEST]).timestamp()
    except ValueError:
        return None


def _require_seen(request: Request, answer: Reply, tag: str | None) -> None:
    """Hold a reading to what the client has seen of it (RFC 9110, sections 13.1.1 and 13.1.4).

    Raises:
        PreconditionError: what it would get now is something else.
    """
    match, date = request.headers.get("if-match"), request.headers.get("if-unmodified-since")
    if request.method not in ("GET", "HEAD") or (match is None and date is None):
        return
    if match is not None:
        if match.strip() != "*" and tag not in [one.strip() for one in match.split(",")]:
            raise PreconditionError("the store, or what was asked for, is not what If-Match names")
    elif answer.since and (seen := moment(date or "")) is not None and seen < answer.since:
        raise PreconditionError("the store has changed since the date in If-Unmodified-Since")


@lru_cache(maxsize=8)
def _http_date(since: int) -> str:
    return formatdate(since, usegmt=True)


def with_common_head(send: Send) -> Send:
    """What sends a response with the headers that every one has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *COMMON]
        await send(message)

    return sending


def accepts_gzip(request: Request) -> bool:
    """Whether the client takes a compressed body (RFC 9110, section 12.5.3)."""
    return _takes_gzip(request.headers.get("accept-encoding", "")[:_LONGEST])


@lru_cache(maxsize=512)
def _takes_gzip(codings: str) -> bool:
    for part in codings.lower().split(","):
        name, _, parameters = part.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def reply(
    request: Request, answer: Reply, content_type: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """A response with an answer; 304 if the client has it.

    `content_type` replaces the answer's media type where the client knows it by another name.

    Raises:
        PreconditionError: it is not the answer that the request demands.
    """
    tagged = not answer.volatile and request.method in ("GET", "HEAD")
    told = facts(answer, answer.query_id, etag(request, answer.version, answer.gzip) if tagged else None)
    _require_seen(request, answer, told.get("ETag"))
    any_will_do = tagged and request.headers.get("if-none-match", "").strip() == "*"
    if any_will_do or ("Last-Modified" in told and _unmodified(request, answer.since)):
        answer.close()
        return Response(status_code=304, headers={name: told[name] for name in _NOT_MODIFIED if name in told})
    same = None if answer.volatile else unchanged(request, answer.version)
    if same is not None:
        answer.close()
        return same
    return AnswerResponse(
        answer, {**told, **(headers or {}), "Content-Type": content_type or with_charset(answer.media_type)}
    )


def facts(answer: Reply, query_id: str, tag: str | None) -> dict[str, str]:
    """The headers that tell of an answer, which was asked under this id; `tag` is its validator, if it has one."""
    told = {"Vary": _VARY, "Query-Id": query_id, "Comity-Version": answer.version}
    told["Cache-Control"] = "no-store" if answer.volatile else "no-cache"
    told["Comity-Complete"] = "true" if answer.complete else "false"
    if answer.limits_hit:
        told["Comity-Limits"] = ", ".join(answer.limits_hit)
    if answer.gzip:
        told["Content-Encoding"] = "gzip"
    if tag is not None:
        told["ETag"] = tag
        if answer.since:
            told["Last-Modified"] = _http_date(answer.since)
    return told


def streamed(stream: Stream, content_type: str | None = None) -> Response:
    """A response with an answer that is sent while it is found; it has no validator, and nobody may keep it."""
    head = stream.head
    told = {"Vary": _VARY, "Query-Id": stream.query_id, "Comity-Version": head.edition.version}
    told |= {"Cache-Control": "no-store", "Content-Type": content_type or with_charset(head.media_type)}
    return StreamResponse(stream, told | ({"Content-Encoding": "gzip"} if head.gzip else {}))


def with_charset(media_type: str) -> str:
    """The Content-Type of a media type: text says that it is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") and ";" not in media_type else media_type


class AnswerResponse(Response):
    """A finished answer on its way; its file is closed whatever happens."""

    def __init__(self, answer: Reply, headers: Mapping[str, str]) -> None:
        """A 200 with this body."""
        self.status_code = 200
        self.background = None
        self.body = b""
        self._told = {**headers, "Content-Length": str(answer.size)}
        self._answer = answer

    def head(self) -> bytes:
        """The headers as they are sent."""
        return "".join([f"{name.lower()}: {value}\r\n" for name, value in self._told.items()]).encode(
            "latin-1", "replace"
        )

    def in_memory(self) -> bytes | None:
        """The body; None where it is in a large file, of which clients are sent no more than they take."""
        if self._answer.descriptor is not None and self._answer.size > _AT_ONCE:
            return None
        return b"".join(self._answer.chunks())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send the head, then the body in pieces, waiting for the client between them."""
        answer = self._answer
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self._fields()})
            if scope["method"] == "HEAD" or answer.descriptor is None:
                await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})
                return
            for chunk in answer.chunks():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            answer.close()

    def _fields(self) -> list[tuple[bytes, bytes]]:
        return [
            (name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in self._told.items()
        ]
