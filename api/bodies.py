"""Bodies of requests, unpacked and counted while they are read."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import zlib
from collections.abc import AsyncIterator
from typing import Final

from starlette.requests import Request

from api.replies import Upload
from ontology.errors import BodyTooLargeError, MediaTypeError, RequestError
from queries.spool import IN_MEMORY

_CHARSET: Final = re.compile(r'charset\s*=\s*"?([^\s";]+)', re.IGNORECASE)
_GZIP: Final = ("gzip", "x-gzip")
_PIECE: Final = 1 << 20
"""Bytes that are unpacked at once; others are served in between."""


def refuse_encoding(request: Request) -> None:
    """Refuse a body that is written in a way that is not read here.

    Raises:
        MediaTypeError: it is compressed by other means than gzip, or says another character encoding than UTF-8.
    """
    encoding = _encoding(request)
    if encoding not in ("", "identity", *_GZIP):
        raise MediaTypeError(
            f"found a body with the encoding {encoding[:40]!r}; send it as it is, or as gzip", codings=_GZIP
        )
    charset = _CHARSET.search(request.headers.get("content-type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise MediaTypeError(f"found a body in {charset[1][:40]!r}; send UTF-8")


async def read(request: Request, limit: int) -> bytes:
    """The whole body, unpacked, in memory.

    Raises:
        BodyTooLargeError: it is longer than `limit` bytes, or says that it will be.
        MediaTypeError: it is encoded in a way that is not read here.
        RequestError: it is not the gzip that it says it is.
    """
    body = bytearray()
    async for chunk in _unpacked(request, limit):
        body += chunk
    return bytes(body)


async def _unpacked(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body piece by piece, at most `limit` bytes of it: a small gzip may stand for gigabytes."""
    refuse_encoding(request)
    _refuse_length(request, limit)
    size = 0
    async for chunk in _gunzipped(request) if _encoding(request) in _GZIP else request.stream():
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        yield chunk


async def _gunzipped(request: Request) -> AsyncIterator[bytes]:
    """What a gzip (RFC 1952), of one or several members, stands for."""
    inflater = _inflater()
    async for chunk in request.stream():
        rest = chunk
        while rest:
            if inflater.eof:
                inflater = _inflater()
            try:
                yield inflater.decompress(rest, _PIECE)
            except zlib.error as error:
                raise RequestError(f"found a body that is no gzip ({error})") from error
            rest = inflater.unused_data or inflater.unconsumed_tail
            await asyncio.sleep(0)
    if not inflater.eof:
        raise RequestError("found a gzip without its end")


def _inflater() -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def _encoding(request: Request) -> str:
    return request.headers.get("content-encoding", "identity").strip().lower()


def _refuse_length(request: Request, limit: int) -> None:
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> BodyTooLargeError:
    return BodyTooLargeError(f"found a body of more than {limit:,} bytes, expected at most that")


async def spooled(request: Request, limit: int) -> Upload:
    """The whole body, unpacked: in memory if it is small, else in a file without a name.

    Raises:
        BodyTooLargeError: it is longer than `limit` bytes, or says that it will be.
        MediaTypeError: it is encoded in a way that is not read here.
        RequestError: it is not the gzip that it says it is.
    """
    size = 0
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        async for chunk in _unpacked(request, limit):
            size += len(chunk)
            file.write(chunk)
        if size <= IN_MEMORY:
            file.seek(0)
            return Upload(file.read())
        file.flush()
        return Upload(descriptor=os.dup(file.fileno()))
