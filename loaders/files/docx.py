"""A Word document to plain text: paragraphs, headings, list items and table rows, between blank lines.

List items carry the number that Word prints, which the file only implies (`loaders.files.numbering`). Headers, footers
and the table of contents are furniture and stay out, as do deleted and hidden text; so do notes, of which a warning
tells.

Source: ECMA-376 Part 1, 17 WordprocessingML; the transitional and the strict form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from loaders.files.conversion import Converted
from loaders.files.numbering import LEVELS, Marker, Numbering, flag, value
from loaders.files.package import Package
from loaders.files.typesetting import Paragraph, printable, raised, row, typeset
from ontology.errors import BinaryDocumentError

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_LEFT_OUT: Final = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "sectPr", "tblPr", "sdtPr", _FALLBACK}
)
_NOTES: Final = frozenset({"footnoteReference", "endnoteReference"})
_CONTENTS: Final = re.compile(r"(?:toc\d|tableoffigures)$", re.IGNORECASE)
_GALLERY: Final = "Table of Contents"


def convert(data: bytes, path: str) -> Converted:
    """The text of a Word document.

    Raises:
        BinaryDocumentError: the bytes are no Word document, or an encrypted one.
        DocumentError: the document is damaged, or unpacks as none does.
    """
    package = Package(data, path)
    main = package.related("", "officeDocument") or "word/document.xml"
    document = package.tree(main)
    body = None if document is None else document.find("body")
    if body is None:
        raise BinaryDocumentError(path, "an archive without a Word document in it")
    styles = package.tree(package.related(main, "styles") or "")
    numbering = package.tree(package.related(main, "numbering") or "")
    setter = _Setter(Numbering(numbering), _styles(styles))
    text = typeset(setter.blocks(body))
    notes = setter.notes
    return Converted(text, (f"{notes} note{'s' * (notes > 1)} left out",) if notes else ())


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: its name, the style it rests on, and the list and level it puts a paragraph in."""

    name: str
    base: str
    list: str
    level: str


def _styles(tree: Element | None) -> dict[str, _Style]:
    found = {}
    for one in () if tree is None else tree.findall("style"):
        place = one.find("pPr/numPr")
        number, level = ("", "") if place is None else (value(place, "numId"), value(place, "ilvl"))
        found[one.get("styleId", "")] = _Style(value(one, "name"), value(one, "basedOn"), number, level)
    return found


class _Setter:
    """Sets the blocks of a document in order; the counts of its lists are its state."""

    def __init__(self, numbering: Numbering, styles: dict[str, _Style]) -> None:
        self._numbering = numbering
        self._styles = styles
        self.notes = 0

    def blocks(self, parent: Element) -> Iterator[Paragraph]:
        """The paragraphs in an element: its own, those of its tables, and those in whatever wraps others."""
        for child in parent:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag not in _LEFT_OUT and not _is_contents(child):
                yield from self.blocks(child)

    def _table(self, table: Element) -> Iterator[Paragraph]:
        for line in _wrapped(table, "tr"):
            if line.find("trPr/del") is None:
                yield from row([list(self.blocks(cell)) for cell in _wrapped(line, "tc")])

    def _paragraph(self, paragraph: Element) -> Iterator[Paragraph]:
        """A paragraph, and after it those of the text boxes that hang on it; an empty item is counted all the same."""
        properties = paragraph.find("pPr")
        style = "" if properties is None else value(properties, "pStyle")
        marker = self._marker(properties, style) or Marker("")
        line: list[str] = []
        boxes: list[Element] = []
        self._write(paragraph, line, boxes)
        if not _CONTENTS.match(self._styles[style].name.replace(" ", "") if style in self._styles else style):
            yield Paragraph(printable("".join(line)), marker.text, marker.depth)
        for box in boxes:
            yield from self.blocks(box)

    def _write(self, element: Element, line: list[str], boxes: list[Element]) -> None:
        """Add the text that an element shows, and the text boxes in it."""
        for child in element:
            if child.tag == "r":
                self._write_run(child, line, boxes)
            elif child.tag == "txbxContent":
                boxes.append(child)
            elif child.tag not in _LEFT_OUT:
                self._write(child, line, boxes)

    def _write_run(self, run: Element, line: list[str], boxes: list[Element]) -> None:
        """Add a run: hidden text is not shown, and the raised number of a note is no part of the word before it."""
        properties = run.find("rPr")
        if properties is not None and flag(properties, "vanish"):
            return
        text = "".join(_shown(child) for child in run)
        if properties is not None and value(properties, "vertAlign") == "superscript" and text.strip().isdigit():
            text = raised("".join(line[-3:]), text.strip())
        line.append(text)
        self.notes += sum(child.tag in _NOTES for child in run)
        for child in run:
            if child.tag not in _LEFT_OUT:
                self._write(child, line, boxes)

    def _marker(self, properties: Element | None, style: str) -> Marker | None:
        """What numbers a paragraph: its own properties, or those of its style or of one that this rests on."""
        own = None if properties is None else properties.find("numPr")
        name, level = ("", "") if own is None else (value(own, "numId"), value(own, "ilvl"))
        if not name:
            name, inherited = self._list_of(style)
            level = level or inherited
        place = int(level) if level.isdigit() else self._numbering.level_of(name, style)
        return self._numbering.next(name, place) if place < LEVELS else None

    def _list_of(self, style: str) -> tuple[str, str]:
        """The list and the level of a style; a style may not rest on itself."""
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style]
            if found.list:
                return found.list, found.level
            style = found.base
        return "", ""


def _wrapped(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, some of which lie in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _wrapped(child, tag)


def _shown(child: Element) -> str:
    """What a part of a run shows."""
    if child.tag == "t":
        text = child.text or ""
        return text if child.get(_SPACE) == "preserve" else text.strip()
    if child.tag == "sym":
        code = child.get("char", "")
        return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and code[0] not in "dD" else ""
    return _SIGNS.get(child.tag, "")


def _is_contents(element: Element) -> bool:
    """Whether a content control holds a table of contents."""
    galleries = element.iterfind("sdtPr/docPartObj/docPartGallery")
    return element.tag == "sdt" and any(one.get("val") == _GALLERY for one in galleries)
