"""The parts of an Office Open XML package, of which nothing is believed: no declared size, no DTD, no depth.

Sources: ECMA-376 Part 2 (packages and relationships); for the bombs, OWASP on XML and D. Fifield, "A better zip bomb".
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from loaders.files.encodings import refuse_other_kinds
from ontology.errors import BinaryDocumentError, DocumentError

_LARGEST: Final = 64 << 20
"""Bytes of XML in one part; the main part of a thousand pages has about 20 MB."""
_DENSEST: Final = 100
"""Times that a part may grow when it is unpacked, past the first megabytes; WordprocessingML grows 10 to 40 times."""
_ANY: Final = 4 << 20
"""Bytes up to which a part may grow as it likes: a form of a thousand equal rows."""
_DEEPEST: Final = 256
"""Elements in one another; tables in tables in text boxes reach 60."""
_CHUNK: Final = 1 << 18

_WORDS: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""The namespaces of WordprocessingML, transitional and strict; names in them are given bare."""
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)
"""What zipfile raises on a damaged or encrypted archive."""


class Package:
    """A package, opened from its bytes; `path` is for messages."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open the archive.

        Raises:
            BinaryDocumentError: the bytes are no ZIP archive.
        """
        self._path = path
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _DAMAGED as error:
            if not data.startswith(b"PK"):
                refuse_other_kinds(data, path, "a Word document (.docx)")
            raise BinaryDocumentError(path, f"not a Word document, or a damaged one ({error})") from error

    def related(self, part: str, kind: str) -> str | None:
        """The part to which another one (or, as `""`, the package) has a relationship whose type ends in a word.

        Raises:
            DocumentError: as for `tree`.
        """
        folder, name = posixpath.split(part)
        relations = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for one in () if relations is None else relations.iter(_RELATION):
            if one.get("Type", "").rpartition("/")[2] == kind and one.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        return None

    def tree(self, part: str) -> Element | None:
        """The XML of a part, or None where there is no such part.

        Raises:
            DocumentError: the part is damaged, too large or too deep, unpacks as no document does, or declares a DTD.
        """
        try:
            info = self._archive.getinfo(part)
        except KeyError:
            return None
        parser = XMLParser(target=_Builder(self._path, part))  # noqa: S314, the builder refuses a DTD
        try:
            with self._archive.open(info) as stream:
                for chunk in self._bounded(stream, info):
                    parser.feed(chunk)
            found: Element = parser.close()
        except (ParseError, *_DAMAGED) as error:
            raise DocumentError(self._path, f"a damaged Word document ({part}: {error})") from error
        return found

    def _bounded(self, stream: IO[bytes], info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The unpacked bytes of a part, up to the size that a document may have, whatever the archive declares."""
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > max(_ANY, _DENSEST * info.compress_size):
                reason = f"an archive bomb ({info.filename} unpacks to over {_DENSEST} times its size)"
                raise DocumentError(self._path, reason)
            if size > _LARGEST:
                raise DocumentError(self._path, f"{info.filename} unpacks to more than {_LARGEST >> 20} MB")
            yield chunk


class _Builder(TreeBuilder):
    """Builds a tree with bare names for WordprocessingML, and stops at what no such part holds."""

    def __init__(self, path: str, part: str) -> None:
        super().__init__()
        self._path, self._part, self._depth = path, part, 0
        self._bare = _Bare()

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse a DTD: Office Open XML has none, and entities are a way to swell and to read other files."""
        del name, pubid, system
        raise DocumentError(self._path, f"{self._part} declares a DTD, which no Word document has")

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        """Open an element."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise DocumentError(self._path, f"{self._part} nests more than {_DEEPEST} elements")
        bare = self._bare
        return super().start(bare[tag], {bare[name]: value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(self._bare[tag])


class _Bare(dict[str, str]):
    """Names as they are met to names as they are used, each worked out once."""

    def __missing__(self, name: str) -> str:
        found = next((name[len(space) :] for space in _WORDS if name.startswith(space)), name)
        return self.setdefault(name, found)
