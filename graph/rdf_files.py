"""RDF files and bodies as canonical N-Quads lines; what would harm a parser is refused before it is parsed."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from graph.nquads import encode, split
from graph.store import Readable, parse
from ontology.errors import RdfSyntaxError, StoreError, UnsupportedFormatError

MEDIA_TYPES: Final = {
    ".jsonld": "application/ld+json",
    ".n3": "text/n3",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".owl": "application/rdf+xml",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
}
"""Media types of RDF files, by suffix; each may be followed by `.gz`."""

MAX_DEPTH: Final = 500
"""Nested JSON containers or triple terms: the engine's stack ends at 3,136 of the first, 17,920 of the second."""

MAX_ENTITY_BYTES: Final = 16_000_000
"""What the entities of an RDF/XML document may expand to."""

MAX_LINE: Final = 64_000_000
"""Bytes of a line of N-Quads: four terms as large as the engine takes them."""

_BY_LINE: Final = ("application/n-quads", "application/n-triples")
_BLOCK: Final = 1 << 23
"""Bytes that are read at once."""
_PARSED: Final = 10_000
"""Quads that are handed on at once."""

_JSON_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_ENTITY: Final = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s\"'>]+)\s+(\"[^\"]*\"|'[^']*')")


def media_type_of(path: Path) -> str | None:
    """The media type of an RDF file by its name, or None if it is not one.

    >>> media_type_of(Path("facts.ttl.gz"))
    'text/turtle'
    """
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return MEDIA_TYPES.get(name.suffix.lower())


def file_lines(path: Path) -> Iterator[str]:
    """The quads of a file, in its order.

    A blank node is labelled by the file's content and its place in it, so that a file loaded twice adds nothing.

    Raises:
        UnsupportedFormatError: the suffix is not that of an RDF file.
        RdfSyntaxError: the file does not parse; the message names it.
        StoreError: the file cannot be read.
    """
    with RdfFile(path) as file:
        yield from file.lines()


class RdfFile:
    """An open RDF file, whose quads are read one by one, or in blocks of lines of which most need no parser."""

    def __init__(self, path: Path) -> None:
        """Read this file.

        Raises:
            UnsupportedFormatError: the suffix is not that of an RDF file.
        """
        media_type = media_type_of(path)
        if media_type is None:
            expected = ", ".join(sorted(MEDIA_TYPES))
            raise UnsupportedFormatError(str(path), f"found another kind of file, expected one of {expected} (or .gz)")
        self._path: Final = path
        self._media_type: Final = media_type
        self._labels: dict[str, str] = {}
        self._digest: Final = cache(self._hashed)
        self._open = ExitStack()
        self.only_triples: Final = media_type == "application/n-triples"

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            StoreError: the file cannot be read.
        """
        with _reading(self._path):
            packed = self._path.suffix.lower() == ".gz"
            stream: Any = gzip.open(self._path, "rb") if packed else self._path.open("rb")
        self._stream = self._open.enter_context(stream)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._open.close()

    def lines(self) -> Iterator[str]:
        """All quads as canonical lines.

        Raises:
            RdfSyntaxError: the file does not parse; the message names it.
            StoreError: the file cannot be read.
        """
        with _reading(self._path):
            yield from self._parsed(self._stream)

    def blocks(self) -> Iterator[bytes | bytearray]:
        """The file as blocks of whole lines of N-Quads, as they stand in it where it has such lines.

        Raises:
            RdfSyntaxError: the file does not parse; the message names it.
            StoreError: the file cannot be read.
        """
        if self._media_type in _BY_LINE:
            with _reading(self._path):
                yield from self._read()
            return
        lines = self.lines()
        while some := list(islice(lines, _PARSED)):
            yield encode(some)

    def odd(self, lines: bytes) -> Iterator[str]:
        """The quads of some lines of its blocks, as canonical lines; each line is asked for once, in their order.

        Raises:
            RdfSyntaxError: a line is no N-Quads; the message names the file, and the line in it.
        """
        if self._media_type not in _BY_LINE:
            yield from lines.decode().split("\n")[:-1]
            return
        try:
            yield from self._parsed(io.BytesIO(lines))
        except RdfSyntaxError:
            with RdfFile(self._path) as again:
                deque(again.lines(), maxlen=0)
            raise

    def _read(self) -> Iterator[bytearray]:
        rest = bytearray()
        while True:
            block = bytearray(len(rest) + _BLOCK)
            block[: len(rest)] = rest
            with memoryview(block) as view, _unpacking():
                filled = len(rest) + self._stream.readinto(view[len(rest) :])
            if filled == len(rest):
                break
            end = block.rfind(b"\n", 0, filled) + 1
            rest = block[end:filled]
            if len(rest) > MAX_LINE:
                raise RdfSyntaxError(f"found a line over {MAX_LINE:,} bytes")
            del block[end:]
            if end:
                yield block
        if rest:
            yield rest + b"\n"

    def _parsed(self, stream: Readable) -> Iterator[str]:
        return _lines(stream, self._media_type, self._digest, None, self._labels)

    def _hashed(self) -> str:
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def body_lines(data: bytes, media_type: str, base: str | None = None) -> Iterator[str]:
    """The quads of a request's body, in its order; blank nodes are labelled as those of a file are.

    Raises:
        FormatError: the format does not exist.
        RdfSyntaxError: the body does not parse, or would harm the parser.
        IriError: the base is not an IRI.
    """
    return _lines(io.BytesIO(data), media_type, cache(lambda: hashlib.sha256(data).hexdigest()), base, {})


def refuse_harm(data: bytes, media_type: str) -> None:
    """Refuse what would exhaust the engine's stack or memory while it is parsed.

    Raises:
        RdfSyntaxError: containers nested too deeply, or XML entities that grow.
    """
    if "json" in media_type:
        _refuse_depth(data)
    elif "xml" in media_type:
        _refuse_entities(data)


def _lines(
    stream: Readable, media_type: str, digest: Callable[[], str], base: str | None, labels: dict[str, str]
) -> Iterator[str]:
    """The lines; the digest of the content is asked for with the first blank node, and most content has none."""
    source: Readable = _Measured(stream)
    if "json" in media_type or "xml" in media_type:
        data = source.read()
        refuse_harm(data, media_type)
        source = io.BytesIO(data)
    lines = parse(source, media_type, base)
    for text in lines:
        yield _relabelled(text, labels, digest()[:16]) if "_:" in text else text


def _relabelled(text: str, labels: dict[str, str], digest: str) -> str:
    def label(part: str) -> str:
        return labels.setdefault(part, f"_:b{digest}x{len(labels)}") if part.startswith("_:") else part

    subject, predicate, value, graph = split(text)
    parts = (
        (label(subject), predicate, label(value), label(graph)) if graph else (label(subject), predicate, label(value))
    )
    return f"{' '.join(parts)} ."


class _Measured(io.RawIOBase):
    """A stream whose triple terms (RDF 1.2) are not nested beyond measure: the engine parses those by recursion."""

    def __init__(self, stream: Readable) -> None:
        super().__init__()
        self._stream = stream
        self._depth = 0

    def read(self, size: int = -1) -> bytes:
        with _unpacking():
            data = self._stream.read(size)
        if b"<<" in data or self._depth:
            self._depth = max(0, self._depth + data.count(b"<<") - data.count(b">>"))
            if self._depth > MAX_DEPTH:
                raise RdfSyntaxError(f"found triple terms nested over {MAX_DEPTH} deep")
        return data


def _refuse_depth(data: bytes) -> None:
    depth = 0
    for match in _JSON_TOKEN.finditer(data):
        first = match.group()[:1]
        depth += (first in b"[{") - (first in b"]}")
        if depth > MAX_DEPTH:
            line = data.count(b"\n", 0, match.start()) + 1
            raise RdfSyntaxError(f"line {line}: found JSON nested over {MAX_DEPTH} deep", line)


def _refuse_entities(data: bytes) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        if "<!".encode(encoding) in data[:4096]:
            raise RdfSyntaxError("found XML in UTF-16 with a declaration, expected UTF-8")
    size = 0
    for match in _ENTITY.finditer(data):
        name, value = match[2], match[3]
        if b"&" in value or b"%" in value:
            raise RdfSyntaxError(f"found the XML entity {name.decode(errors='replace')!r}, whose value holds another")
        size += len(value) * data.count(b"&" + name + b";")
    if size > MAX_ENTITY_BYTES:
        raise RdfSyntaxError(f"found XML entities that expand to {size:,} bytes, expected at most {MAX_ENTITY_BYTES:,}")


@contextmanager
def _unpacking() -> Iterator[None]:
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise RdfSyntaxError(f"found damaged gzip data ({error})") from error


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except RdfSyntaxError as error:
        raise RdfSyntaxError(f"{path}: {error}", error.line, error.column) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
