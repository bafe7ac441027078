"""Bytes of a file to the text that every offset counts in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import BinaryDocumentError, DocumentError, EmptyDocumentError, EncodingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# C0 controls other than tab, line feed, vertical tab, form feed and carriage return never stand in a text document.
_CONTROLS = frozenset(map(chr, [*range(9), *range(14, 32), 127]))


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text as it was decoded, never altered afterwards, and the file it came from."""

    path: Path
    text: str


def read_text(path: Path) -> Source:
    """Read a plain-text file: UTF-8, or UTF-16 with a byte order mark. The mark is not part of the text.

    Raises:
        EmptyDocumentError: the file has no character other than white space.
        BinaryDocumentError: the file holds control characters that no text holds.
        EncodingError: the bytes are not valid in their encoding; the message gives the first bad byte.
        DocumentError: the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read ({error.strerror or error})") from error
    text = decode(data, str(path))
    if not text.strip():
        raise EmptyDocumentError(str(path), "the file holds no text")
    return Source(path, text)


def decode(data: bytes, path: str) -> str:
    """Decode bytes by their byte order mark, or as UTF-8.

    Raises:
        BinaryDocumentError: the bytes hold control characters that no text holds.
        EncodingError: the bytes are not valid in their encoding.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    if encoding == "utf-8" and b"\0" in data:
        raise BinaryDocumentError(path, f"not a text file (a NUL byte at {data.index(0)})")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            path, f"not {encoding.upper()} text (byte 0x{error.object[error.start]:02x} at {error.start + len(mark)})"
        ) from error
    control = next((i for i, c in enumerate(text) if c in _CONTROLS), None)
    if control is not None:
        raise BinaryDocumentError(path, f"not a text file (control character U+{ord(text[control]):04X} at {control})")
    return text
