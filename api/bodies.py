"""Bodies of requests, counted while they are read."""

from __future__ import annotations

import os
import re
import tempfile

from starlette.requests import Request

from api.pool import Upload
from ontology.errors import BodyTooLargeError, MediaTypeError
from queries.spool import IN_MEMORY

_CHARSET = re.compile(r'charset\s*=\s*"?([^\s";]+)', re.IGNORECASE)


def refuse_encoding(request: Request) -> None:
    """Refuse a body that is not sent as it is.

    Raises:
        MediaTypeError: it is compressed, or says another character encoding than UTF-8.
    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise MediaTypeError(f"found a body with the encoding {encoding[:40]!r}; send it as it is")
    charset = _CHARSET.search(request.headers.get("content-type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise MediaTypeError(f"found a body in {charset[1][:40]!r}; send UTF-8")


async def read(request: Request, limit: int) -> bytes:
    """The whole body, in memory.

    Raises:
        BodyTooLargeError: it is longer than `limit` bytes, or says that it will be.
        MediaTypeError: it is encoded.
    """
    refuse_encoding(request)
    _refuse_length(request, limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _refuse_length(request: Request, limit: int) -> None:
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> BodyTooLargeError:
    return BodyTooLargeError(f"found a body of more than {limit:,} bytes, expected at most that")


async def spooled(request: Request, limit: int) -> Upload:
    """The whole body: in memory if it is small, else in a file without a name.

    Raises:
        BodyTooLargeError: it is longer than `limit` bytes, or says that it will be.
        MediaTypeError: it is compressed.
    """
    refuse_encoding(request)
    _refuse_length(request, limit)
    size = 0
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise _too_large(limit)
            file.write(chunk)
        if size <= IN_MEMORY:
            file.seek(0)
            return Upload(file.read())
        file.flush()
        return Upload(descriptor=os.dup(file.fileno()))
