"""What the head of a web page says: the encoding of its bytes, and what document it is.

Sources: HTML Standard, 13.2.3 (determining the encoding); DCMI Metadata Terms in HTML; the Open Graph protocol.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from loaders.files.encodings import recognise
from loaders.files.markup import Element
from loaders.files.source import Hints

_DECLARED: Final = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE
)
_DECLARED_WITHIN: Final = 4096
"""Bytes in which an encoding is looked for; the HTML Standard asks authors for 1024."""
_PAGE_ENCODINGS: Final = re.compile(
    r"utf-?8|iso-?8859-?\d\d?|latin-?[1-9]|(?:windows-?|cp-?)125[0-8]|us-ascii|ascii|macintosh|koi8-[ru]|gb2312|gbk"
    r"|gb18030|big5|euc-(?:jp|kr)|shift_jis"
)
_LATIN_1: Final = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii")

_META: Final = {
    "title": ("dcterms.title", "dc.title", "og:title", "citation_title"),
    "publisher": ("dcterms.publisher", "dc.publisher", "og:site_name", "application-name"),
    "issued": ("dcterms.issued", "dcterms.date", "dc.date.issued", "dc.date", "article:published_time", "date"),
    "source": ("og:url",),
}
"""For each hint the names of `meta` that give it, the most trusted first."""


def decode_page(data: bytes, path: str) -> str:
    """Text by its mark or as UTF-8 where it is that, else as the page declares, else as a western text.

    Raises:
        BinaryDocumentError, EncodingError: it is none of these.
    """
    declared = _declared(data)
    if declared is None or _is_utf_8(data):
        return recognise(data, path)[0]
    try:
        return data.decode(declared)
    except (UnicodeDecodeError, LookupError):
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


def hints_of(page: Element, saved_from: str) -> Hints:
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
