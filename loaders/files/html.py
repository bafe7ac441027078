"""A web page, as a browser saves it, to plain text.

The document on the page is found by structure (`loaders.files.chrome`); its paragraphs, headings, list items and table
rows become lines between blank lines, list items with the number or bullet that a browser prints. Offsets count in that
text. Title, publisher, date and address in the head of the page are hints.

Sources: HTML Standard (lists, white space); CSS Lists and Counters Level 3 for the printed markers.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from loaders.files.chrome import HEADINGS, document_of
from loaders.files.conversion import Converted
from loaders.files.encodings import refuse_other_kinds
from loaders.files.markup import Element, parse
from loaders.files.page_head import decode_page, hints_of
from loaders.files.typesetting import BULLETS, Paragraph, number, raised, row, typeset
from loaders.pages.markers import bullet, markers

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
_NOTE: Final = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3})[\])]?")
"""The number or the mark of a note."""
_OPENING: Final = 20
"""Nodes of an item in which its first words stand, if it has any."""


def convert(data: bytes, path: str) -> Converted:
    """The text of a page, and what its head says.

    Raises:
        BinaryDocumentError, EncodingError: the bytes are no web page, or in no encoding that is known.
        DocumentError: the page has more elements than a document needs.
    """
    refuse_other_kinds(data, path, "a web page")
    page, saved_from = parse(decode_page(data, path), path)
    hints = hints_of(page, saved_from)
    return Converted(typeset(paragraphs_of(document_of(page))), (), hints)


def paragraphs_of(elements: list[Element]) -> list[Paragraph]:
    """The paragraphs of some elements, as a browser would set them."""
    setter = _Setter()
    for element in elements:
        setter.set(element)
    return setter.done()


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
        if _NOTE.fullmatch(text):
            linked = any(child.tag == "a" for child in element.elements())
            self._write("" if linked else raised("".join(self._line[-3:]), text))
        else:
            self._set_children(element)

    def _set_link(self, element: Element) -> None:
        """A link that leads from a text to its note, by the note's number, is no part of the text."""
        noted = element.get("href").startswith("#") and _NOTE.fullmatch(element.text().strip())
        if not (noted and self._line):
            self._set_children(element)

    def _set_preformatted(self, element: Element) -> None:
        self._line.append(element.text().strip("\n"))

    def _set_table(self, element: Element) -> None:
        """Rows in order, in whatever part of the table they lie, and anything else where it stands."""
        for child in element.children:
            if isinstance(child, str):
                self._write(_BLANKS.sub(" ", child))
            elif child.tag == "tr":
                self._end()
                cells = (Element("td", children=[part]) if isinstance(part, str) else part for part in child.children)
                self._done += row([paragraphs_of([cell]) for cell in cells])
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
        for child in element.children:
            if isinstance(child, str):
                self._write(_BLANKS.sub(" ", child))
            elif child.tag == "li":
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
        "a": _set_link,
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
    for node in islice(element.nodes(), _OPENING):
        found += node if isinstance(node, str) else ""
    return _BLANKS.sub(" ", found).lstrip()


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,9}\s*", text) else otherwise
