"""The text layer of a PDF, page by page, with a form feed between pages.

Lines come in the order in which the file draws them. The file says where each stands, not which belong together: a
blank line is set where the distance to the line above is more than the document's own leading, and where the size or
the weight of the type changes; blanks before a line show its indent, and the rows of tables
are lines with tabs between their cells. A page without text, such as a scan, is a warning;
if every page is one, the file is refused.

Source: ISO 32000 (PDF), 9.4 Text objects, by pypdf.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain, pairwise
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from loaders.files.conversion import Converted
from loaders.files.encodings import refuse_other_kinds, replace_controls
from loaders.files.pdf_tables import tables
from loaders.files.typesetting import printable, raised
from ontology.errors import BinaryDocumentError, DocumentError

_BROKEN: Final = (
    PyPdfError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    zlib.error,
)
"""What pypdf raises on a damaged file."""
_HEADER_WITHIN: Final = 1024
"""Bytes in which readers look for the header of a PDF (ISO 32000, Annex H, note 13)."""

_COMMON: Final = 0.1
"""Share of line distances that a leading has at least."""
_GAP: Final = 1.15
"""Distance, in leadings, from which a line begins a new paragraph; half-line spacing before one gives 1.5."""
_RESIZED: Final = 1.08
"""Ratio of type sizes from which a line is of another size: 12 to 11 points."""
_RAISED: Final = 0.8
"""Ratio to the size of its line up to which raised type is a superscript; word processors take 0.58 to 0.66."""
_COLUMN: Final = 3.0
"""Blank width, in ems, that separates columns."""
_EM: Final = 0.5
"""Width of a character, in ems, on average over western text."""
_DEEPEST: Final = 40
"""Blanks of indent at most; a centred line needs no more."""
_UNREADABLE: Final = 0.3
"""Share of characters without meaning from which a page has no usable text."""

_BOLD: Final = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_DOUBLED: Final = re.compile(r"(?<! ) {2}(?! )")
"""Two blanks are one that was drawn and one that the drawing moved by; more are a column."""
_MEANINGLESS: Final = re.compile("[\ufffd\ue000-\uf8ff]")


def convert(data: bytes, path: str) -> Converted:
    """The text of a PDF; its warnings name the pages without.

    Raises:
        BinaryDocumentError: the bytes are no PDF.
        DocumentError: no page has a text layer, or the file is encrypted or damaged.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        refuse_other_kinds(data, path, "a PDF file")
        raise BinaryDocumentError(path, "not a PDF file")
    try:
        pages = [_read(page) for page in _open(data, path).pages]
    except LimitReachedError as error:
        raise DocumentError(path, f"a PDF that swells beyond what any document needs ({_said(error)})") from error
    except _BROKEN as error:
        raise DocumentError(path, f"a damaged PDF ({_said(error)})") from error
    return _typeset(pages, path)


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _open(data: bytes, path: str) -> PdfReader:
    """The reader of a file, unlocked if its password is empty.

    Raises:
        DocumentError: the file needs a password.
    """
    reader = PdfReader(BytesIO(data))
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        raise DocumentError(path, "an encrypted PDF; save a copy without the encryption")
    return reader


@dataclass(slots=True)
class _Part:
    """What is drawn without a wide blank: left end and baseline in points from the page's corner, and size of type."""

    x: float
    y: float
    size: float
    text: str = ""


@dataclass(slots=True)
class _Line:
    """A line as it is drawn: where it begins, the size of its type, and its parts, between which columns may run."""

    x: float
    y: float
    size: float
    parts: list[_Part]
    bold: bool = True
    opens_bold: bool = False

    @property
    def text(self) -> str:
        """What it says, three blanks between columns."""
        return "   ".join(part.text for part in self.parts)


@dataclass(slots=True)
class _Page:
    """The lines of a page, from the pieces that pypdf meets, or the fault for which there are none."""

    lines: list[_Line] = field(default_factory=list)
    fault: str = ""
    end: float = 0.0
    broken: bool = True

    def visit(self, text: str, place: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        """Take a piece of text, drawn where two transformations put it; a line break ends the line."""
        x = matrix[4] * place[0] + matrix[5] * place[2] + place[4]
        y = matrix[4] * place[1] + matrix[5] * place[3] + place[5]
        height = size * abs(matrix[3] * place[3] + matrix[2] * place[1]) or size
        bold = bool(font and _BOLD.search(str(font.get("/BaseFont", ""))))
        for part in text.splitlines(keepends=True):
            self._add(_Line(x, y, height, [_Part(x, y, height, part.rstrip("\n"))], bold, bold))
            self.broken = self.broken or part.endswith("\n")

    def _add(self, piece: _Line) -> None:
        if not piece.text.strip():
            if self.lines and not self.broken:
                self.lines[-1].parts[-1].text += " "
            return
        width = _EM * piece.size * len(piece.text)
        if self.broken:
            piece.parts[0].text = piece.text.lstrip()
            self.lines.append(piece)
        else:
            _join(self.lines[-1], piece, piece.x - self.end)
        self.end = piece.x + width
        self.broken = False


def _join(line: _Line, piece: _Line, gap: float) -> None:
    """Draw a piece further along a line: raised digits are a power or the number of a note."""
    last, part = line.parts[-1], piece.parts[0]
    if piece.size <= _RAISED * line.size and piece.y > line.y and part.text.strip().isdigit():
        last.text += raised(last.text, part.text.strip())
    elif gap > _COLUMN * line.size:
        last.text = last.text.rstrip()
        part.text = part.text.lstrip()
        line.parts.append(part)
    else:
        last.text += part.text
    line.bold = line.bold and piece.bold
    line.size = max(line.size, piece.size)


def _read(page: PageObject) -> _Page:
    """A page in the order of drawing, or why it cannot be read.

    Raises:
        LimitReachedError: it swells beyond what any page needs.
    """
    found = _Page()
    try:
        page.extract_text(visitor_text=found.visit)
    except LimitReachedError:
        raise
    except _BROKEN as error:
        return _Page(fault=f"cannot be read ({_said(error)})")
    for part in (part for line in found.lines for part in line.parts):
        text = unicodedata.normalize("NFC", replace_controls(part.text))
        part.text = _DOUBLED.sub(" ", printable(text)).rstrip()
    if _is_empty(found.lines):
        found.fault = "has no text layer (a scan?)"
    return found


def _typeset(pages: Sequence[_Page], path: str) -> Converted:
    """One text of all pages, with warnings for those without.

    Raises:
        DocumentError: there is none with text.
    """
    faults = [f"page {place} of {len(pages)} {page.fault}" for place, page in enumerate(pages, start=1) if page.fault]
    if not pages:
        raise DocumentError(path, "the file has no page")
    if len(faults) == len(pages):
        raise DocumentError(path, f"{faults[0]}{', nor has any other' * (len(pages) > 1)}")
    leading, margin = _leading(pages), _margin(pages)
    return Converted("\f".join("".join(_set(page.lines, leading, margin)) for page in pages), tuple(faults))


def _is_empty(lines: Sequence[_Line]) -> bool:
    text = "".join(line.text for line in lines)
    return len(_MEANINGLESS.findall(text)) >= _UNREADABLE * len(text)


def _set(lines: Sequence[_Line], leading: float, margin: float) -> Iterator[str]:
    """The lines of a page and the rows of its tables, and before each what separates it from the one above."""
    above = None
    rows = _rows(lines)
    for i, line in enumerate(lines):
        if i in rows and not rows[i]:
            above = line
            continue
        if above is not None:
            yield "\n\n" if i in rows or _is_apart(above, line, leading) else "\n"
        blanks = round((line.x - margin) / (_EM * line.size)) if line.size and i not in rows else 0
        yield " " * max(0, min(blanks, _DEEPEST)) + rows.get(i, line.text)
        above = line


def _rows(lines: Sequence[_Line]) -> dict[int, str]:
    """What the rows of tables say, by the index of the first line of each; the other lines of a row say nothing."""
    place = [i for i, line in enumerate(lines) for _ in line.parts]
    parts = [part for line in lines for part in line.parts]
    found: dict[int, str] = {}
    for row in chain.from_iterable(tables(parts)):
        taken = sorted({place[k] for cell in row for k in cell})
        found.update(dict.fromkeys(taken, ""))
        found[taken[0]] = "\t".join(" ".join(parts[k].text for k in cell) for cell in row)
    return found


def _is_apart(above: _Line, line: _Line, leading: float) -> bool:
    """Whether a line begins a new paragraph: further down, further up (another column), or in other type."""
    larger, smaller = max(above.size, line.size), min(above.size, line.size)
    drop = above.y - line.y
    retyped = larger > _RESIZED * smaller or above.bold not in (line.bold, line.opens_bold)
    return retyped or drop < 0 or drop > _GAP * leading * larger


def _leading(pages: Sequence[_Page]) -> float:
    """The distance between lines of a paragraph, in type sizes: the smallest that is common in the document."""
    steps = Counter(
        round((above.y - line.y) / line.size, 2)
        for page in pages
        for above, line in pairwise(page.lines)
        if line.size and above.size == line.size and above.y - line.y >= 0.8 * line.size
    )
    common = [step for step, times in steps.items() if times >= _COMMON * steps.total()]
    return min(common, default=1.2)


def _margin(pages: Sequence[_Page]) -> float:
    """Where most lines begin."""
    starts = Counter(round(line.x) for page in pages for line in page.lines)
    return float(min(starts, key=lambda x: (-starts[x], x), default=0))
