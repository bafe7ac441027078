"""A file to the text that every offset counts in."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from loaders.files.encodings import decode
from ontology.errors import DocumentError, EmptyDocumentError, UnsupportedFormatError

LARGEST: Final = 64 << 20
"""Bytes of the largest file that is read; a thousand pages of text are about 3 MB."""

_MARKUP: Final = ("<!doctype html", "<html")
_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?=$|[T\s])")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2}(?=$|[-_])")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+$")


@dataclass(frozen=True, slots=True)
class Hints:
    """What a format says of a document outside its text: in the head of a web page, or before a Markdown text.

    `issued` is a date as XML Schema writes it (YYYY, YYYY-MM or YYYY-MM-DD), `language` a two-letter code, `source` the
    address the document was published at. An empty string is: not said.
    """

    title: str = ""
    publisher: str = ""
    issued: str = ""
    language: str = ""
    source: str = ""

    def checked(self) -> Hints:
        """These hints in the form that they promise; one that cannot be brought into it is left out.

        >>> Hints(title="The  Plan", issued="2019-03-06T10:00Z", language="en-US", source="about:blank").checked()
        Hints(title='The Plan', publisher='', issued='2019-03-06', language='en', source='')
        """
        issued, language = _DATE.match(self.issued.strip()), _LANGUAGE.match(self.language.strip())
        return Hints(
            title=" ".join(self.title.split()),
            publisher=" ".join(self.publisher.split()),
            issued=issued.group() if issued else "",
            language=language.group().lower() if language else "",
            source=self.source.strip() if _ADDRESS.match(self.source.strip()) else "",
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text, never altered afterwards, and the file it came from.

    `warnings` say, each in one line, what of the file the text does not hold ("page 3 of 9 has no text layer").
    """

    path: Path
    text: str
    warnings: tuple[str, ...] = ()
    hints: Hints = field(default=Hints())


def read_text(path: Path) -> Source:
    """Read a plain-text file: UTF-8, UTF-16 or UTF-32, or Windows-1252 (Latin-1) where the bytes can be nothing else.

    A byte order mark is not part of the text. A guessed encoding is a warning.

    Raises:
        EmptyDocumentError: the file has no character other than white space.
        BinaryDocumentError: the file is of another kind, or holds control characters that no text holds.
        EncodingError: the bytes are not valid in their encoding; the message gives the first bad byte.
        UnsupportedFormatError: the file is a web page; it would be read under another name.
        DocumentError: the file is too large or cannot be read.
    """
    text, encoding = decode(read_bytes(path), str(path))
    if text[:512].lstrip().lower().startswith(_MARKUP):
        raise UnsupportedFormatError(str(path), "found a web page, expected plain text; rename it to .html")
    guessed = encoding == "windows-1252"
    return whole(Source(path, text, ("read as Windows-1252, since it is not UTF-8",) if guessed else ()))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of ordinary size.

    Raises:
        DocumentError: it is no regular file, is too large, or cannot be read.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise DocumentError(str(path), "not a regular file")
        if found.st_size > LARGEST:
            size, most = found.st_size >> 20, LARGEST >> 20
            raise DocumentError(str(path), f"the file has {size} MB, more than the {most} MB allowed")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read ({error.strerror or error})") from error


def whole(source: Source) -> Source:
    """The source, if it has any text.

    Raises:
        EmptyDocumentError: it has no character other than white space.
    """
    if not source.text.strip():
        raise EmptyDocumentError(str(source.path), "the file holds no text")
    return source
