"""A web page, as a browser saves it, to plain text.

The document on the page is found by structure (`loaders.chrome`); its paragraphs, headings, list items and table rows
become lines between blank lines, list items with the number or bullet that a browser prints. Offsets count in that
text. Title, publisher, date and address in the head of the page are hints.

Sources: HTML Standard (lists, white space, encodings); CSS Lists and Counters Level 3 for the printed markers.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from loaders.chrome import HEADINGS, document_of
from loaders.conversion import Converted
from loaders.encodings import recognise, refuse_other_kinds
from loaders.markers import bullet, markers
from loaders.markup import Element, parse
from loaders.sandbox import read_apart
from loaders.source import Hints, Source
from loaders.typesetting import BULLETS, Paragraph, number, raised, row, typeset

_DECLARED: Final = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE
)
_DECLARED_WITHIN: Final = 4096
"""Bytes in which an encoding is looked for; the HTML Standard asks authors for 1024."""
_PAGE_ENCODINGS: Final = re.compile(
    r"utf-?8|(?:iso-?8859-?|latin-?|windows-?|cp-?)\d+|us-ascii|ascii|macintosh|koi8-[ru]|gb2312|gbk|gb18030|big5"
    r"|euc-(?:jp|kr)|shift_jis"
)
_LATIN_1: Final = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii")

_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_BLOCKS: Final = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer "
    "form header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LIST_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?"
    r"\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman)|disc|circle|square)\b"
)
_STYLES: Final = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "disc": "•", "circle": "◦", "square": "▪",
}  # fmt: skip
STOP: Final = "data-stop"
"""Attribute of a list that says what is printed after its numbers, if not a full stop."""
_OPENING: Final = 40
"""Characters of an item that tell whether it brings its own marker."""

_META: Final = {
    "title": ("dcterms.title", "dc.title", "og:title", "citation_title"),
    "publisher": ("dcterms.publisher", "dc.publisher", "og:site_name", "application-name"),
    "issued": ("dcterms.issued", "dcterms.date", "dc.date.issued", "dc.date", "article:published_time", "date"),
    "source": ("og:url",),
}
"""For each hint the names of `meta` that give it, the most trusted first."""


def read_html(path: Path) -> Source:
    """Read a web page, in a process of its own.

    Raises:
        EmptyDocumentError: the page shows no text.
        BinaryDocumentError, EncodingError: the bytes are no web page, or in no encoding that is known.
        DocumentError: the file cannot be read, or not converted within the limits.
    """
    return read_apart(path, f"{__name__}:convert")


def convert(data: bytes, path: str) -> Converted:
    """The text of a page, and what its head says.

    Raises:
        BinaryDocumentError, EncodingError: the bytes are no web page, or in no encoding that is known.
    """
    refuse_other_kinds(data, path, "a web page")
    page, saved_from = parse(_decode(data, path))
    hints = _hints(page, saved_from)
    return Converted(typeset(paragraphs_of(document_of(page))), (), hints)


def paragraphs_of(elements: list[Element]) -> list[Paragraph]:
    """The paragraphs of some elements, as a browser would set them."""
    setter = _Setter()
    for element in elements:
        setter.set(element)
    return setter.done()


def _decode(data: bytes, path: str) -> str:
    """Text by its mark or as UTF-8 where it is that, else as the page declares, else as a western text.

    Raises:
        BinaryDocumentError, EncodingError: it is none of these.
    """
    declared = _declared(data)
    if declared is None or _is_utf_8(data):
        return recognise(data, path)[0]
    try:
        return data.decode(declared)
    except UnicodeDecodeError:
        return recognise(data, path)[0]


def _declared(data: bytes) -> str | None:
    """The encoding that a page without a byte order mark declares, if it is one that browsers know."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    name = found[1].decode("ascii", "replace").lower() if found else ""
    if not _PAGE_ENCODINGS.fullmatch(name) or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    return "windows-1252" if _LATIN_1.fullmatch(name) else name


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Setter:
    """Walks elements in order; the paragraph that is being set, and the lists that are open, are its state."""

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._line: list[str] = []
        self._marker = ""
        self._depth = 0
        self._bullets = 0

    def done(self) -> list[Paragraph]:
        """The paragraphs so far; the last one is ended."""
        self._end()
        return self._done

    def set(self, element: Element) -> None:
        """Set an element."""
        block = element.tag in _BLOCKS
        if block:
            self._end()
        self._SETTERS.get(element.tag, _Setter._set_children)(self, element)
        if block:
            self._end()

    def _set_children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._write(_BLANKS.sub(" ", child))
            else:
                self.set(child)

    def _write(self, text: str) -> None:
        """Add text with its blanks folded; a blank after another, or at the start of a line, is none."""
        if text[:1] == " " and (not self._line or self._line[-1][-1:] in " \n"):
            text = text[1:]
        if text:
            self._line.append(text)

    def _end(self) -> None:
        """End the paragraph; the marker of an item stays with the first one that has text."""
        text = "".join(self._line).strip(" \n")
        self._line.clear()
        if text.strip():
            self._done.append(Paragraph(text, self._marker, max(0, self._depth - 1)))
            self._marker = ""

    def _break(self, _: Element) -> None:
        self._line.append("\n")

    def _set_quote(self, element: Element) -> None:
        self._write("“")
        self._set_children(element)
        self._write("”")

    def _set_raised(self, element: Element) -> None:
        """A power or a letter stays; the number of a note does not, for it is no part of the word before it."""
        text = element.text().strip()
        if text.strip("[]()*†‡ ").isdigit() or not text.strip("*†‡"):
            linked = any(child.tag == "a" for child in element.elements())
            self._write("" if linked else raised("".join(self._line[-3:]), text))
        else:
            self._set_children(element)

    def _set_preformatted(self, element: Element) -> None:
        self._line.append(element.text().strip("\n"))

    def _set_table(self, element: Element) -> None:
        """Rows in order, in whatever part of the table they lie, and anything else where it stands."""
        for child in element.elements():
            if child.tag == "tr":
                cells = [paragraphs_of([cell]) for cell in child.elements()]
                self._done += row(cells)
            elif child.tag in ("thead", "tbody", "tfoot"):
                self._set_table(child)
            else:
                self.set(child)

    def _set_list(self, element: Element) -> None:
        """Number or mark the items; those that bring their own markers keep them, and no other."""
        ordered = element.tag == "ol"
        items = [child for child in element.elements() if child.tag == "li"]
        style = "none" if _are_marked(items) else _style(element, ordered, self._bullets)
        value = _integer(element.get("start"), len(items) if "reversed" in element.attributes else 1)
        step = -1 if "reversed" in element.attributes else 1
        self._depth += 1
        self._bullets += not ordered
        for child in element.elements():
            if child.tag == "li":
                value = _integer(child.get("value"), value)
                self._set_item(child, style, value, element.get(STOP) or ".")
                value += step
            else:
                self.set(child)
        self._bullets -= not ordered
        self._depth -= 1

    def _set_item(self, element: Element, style: str, value: int, stop: str) -> None:
        own = _style(element, False, 0, style)
        self._end()
        self._marker = "" if own == "none" else own if own in BULLETS else f"{number(value, own)}{stop}"
        self._set_children(element)
        self._end()
        self._marker = ""

    _SETTERS: Final = {
        "br": _break,
        "q": _set_quote,
        "sup": _set_raised,
        "pre": _set_preformatted,
        "table": _set_table,
        "ul": _set_list,
        "ol": _set_list,
        "menu": _set_list,
        "dir": _set_list,
    }


def _style(element: Element, ordered: bool, depth: int, inherited: str = "") -> str:
    """A bullet, or the `type` of a numbered list, or `none`: by the element's style, its `type`, or its list's."""
    found = _LIST_STYLE.search(element.get("style").lower())
    if found:
        return _STYLES.get(found[1], "none")
    kind = element.get("type")
    if kind in ("1", "a", "A", "i", "I"):
        return kind
    if kind.lower() in ("disc", "circle", "square"):
        return _STYLES[kind.lower()]
    return inherited or ("1" if ordered else BULLETS[min(depth, len(BULLETS) - 1)])


def _are_marked(items: list[Element]) -> bool:
    """Whether every item begins with a marker of its own; one lone "A. Smith" is a name."""
    openings = [_opening(item) for item in items]
    lone = len(openings) == 1 and openings[0][:1].isalpha()
    return bool(openings) and not lone and all(markers(text) or bullet(text) for text in openings)


def _opening(element: Element) -> str:
    """The first characters of an element's text."""
    found = ""
    for text in element.texts():
        found = (found + _BLANKS.sub(" ", text)).lstrip()
        if len(found) >= _OPENING:
            break
    return found


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,9}\s*", text) else otherwise


def _hints(page: Element, saved_from: str) -> Hints:
    """What the head of a page says."""
    meta: dict[str, str] = {}
    title = source = language = ""
    for element in page.walk():
        if element.tag == "meta":
            name = (element.get("name") or element.get("property")).lower()
            meta.setdefault(name, element.get("content").strip())
        elif element.tag == "title":
            title = title or element.text().strip()
        elif element.tag == "link" and element.get("rel").lower() == "canonical":
            source = source or element.get("href")
        elif element.tag == "html":
            language = element.get("lang")
    found = {hint: next((meta[name] for name in names if meta.get(name)), "") for hint, names in _META.items()}
    return Hints(
        title=found["title"] or title,
        publisher=found["publisher"],
        issued=found["issued"],
        language=language,
        source=source or found["source"] or saved_from,
    ).checked()
