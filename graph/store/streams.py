"""What RDF is read from, and written to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO, Final, Protocol, cast

import pyoxigraph as engine

from graph.failures import loading
from graph.store.terms import rdf_format

_PARSED: Final = 10_000
"""Quads that are turned to text at once, which is twice as fast as one by one."""


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes, all if negative; none at the end."""
        ...


class Writable(Protocol):
    """A stream that takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take all of these bytes, and say how many they are."""
        ...

    def flush(self) -> None:
        """Pass on what is held back."""
        ...


def parse(source: bytes | Readable, media_type: str, base: str | None = None) -> Iterator[str]:
    """The quads of a file or a body as canonical N-Quads lines, in its order; blank nodes keep the labels they have.

    Raises:
        FormatError: the format does not exist.
        RdfSyntaxError: the data does not parse; lines before the fault may have been given already.
        IriError: the base is not an IRI.
    """
    form = rdf_format(media_type)
    with loading():
        quads = engine.parse(cast("bytes | IO[bytes]", source), form, base_iri=base)
        while batch := list(islice(quads, _PARSED)):
            yield from (engine.serialize(batch, format=engine.RdfFormat.N_QUADS) or b"").decode().split("\n")[:-1]
