"""The parts of a multipart body (RFC 2046, section 5.1; RFC 7578), read in the worker that writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ontology.errors import RequestError

_BOUNDARY: Final = re.compile(r'boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_TYPE: Final = re.compile(rb"^content-type[ \t]*:[ \t]*([^\r\n;]*)", re.IGNORECASE | re.MULTILINE)
_MOST: Final = 1000
"""Parts that are read from one body."""


def parts(body: bytes, parameters: str) -> Iterator[tuple[str, bytes]]:
    """Media type and content of each part; `parameters` are those of the body's Content-Type.

    A part that names no media type has the empty one.

    Raises:
        RequestError: there is no boundary, the body does not keep to it, or it has too many parts.
    """
    match = _BOUNDARY.search(parameters)
    if match is None:
        raise RequestError("found a multipart body without a boundary in its Content-Type")
    boundary = b"\r\n--" + (match[1] or match[2]).encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(boundary, _MOST + 1)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise RequestError(f"found a multipart body of {len(pieces) - 1} boundaries without a last one")
    for piece in pieces[1:-1]:
        head, separator, content = piece.partition(b"\r\n\r\n")
        if not separator:
            raise RequestError("found a part without an empty line between its head and its content")
        kind = _TYPE.search(head)
        yield (kind[1].decode("latin-1").strip().lower() if kind else ""), content
