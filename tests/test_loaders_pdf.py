"""The text layer of a PDF becomes text, page by page, with its paragraphs apart."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.conversion import Limits
from loaders.files.pdf import convert
from loaders.files.sandbox import read_apart
from ontology.errors import BinaryDocumentError, DocumentError
from tests.small_formats import TEXT, assemble, line, pdf, pdf_document, stream

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def text(*pages: bytes) -> str:
    """The text of a PDF of pages by their content streams."""
    return convert(pdf(pages), "plan.pdf").text


def compressed(content: bytes, times: int = 1) -> bytes:
    """A stream object that is packed several times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%s]" % (b"/FlateDecode" * times))


def test_every_word_of_a_document_is_read_in_order() -> None:
    """The pages give the words of the document, each page after its head and before its number."""
    pages = convert(pdf_document(), "plan.pdf").text.split("\f")
    assert len(pages) == 3
    words = [page.split() for page in pages]
    assert all(one[:5] == "Plan of the two Governments".split() for one in words)
    assert [one[5] for one in words] == ["1", "2", "3"]
    assert [word for one in words for word in one[6:]] == TEXT.split()


def test_lines_of_a_paragraph_stay_together_and_paragraphs_apart() -> None:
    """A blank line stands where the distance is more than the document's leading."""
    heights = [700, 686, 672, 650, 636, 600]
    assert text(b"".join(line(70, y, f"Line {y}") for y in heights)) == (
        "Line 700\nLine 686\nLine 672\n\nLine 650\nLine 636\n\nLine 600"
    )


def test_a_line_in_other_type_is_a_paragraph_of_its_own() -> None:
    """A heading may stand as close to its text as any line: its size or its weight sets it apart."""
    body = [line(70, 700 - 14 * n, f"text {n}") for n in range(3)]
    heading = [
        line(70, 658, "Larger", 14),
        line(70, 641, "text"),
        line(70, 627, "Bold", bold=True),
        line(70, 613, "text"),
    ]
    assert text(b"".join(body + heading)) == "text 0\ntext 1\ntext 2\n\nLarger\n\ntext\n\nBold\n\ntext"


def test_bold_words_at_the_start_of_a_line_set_nothing_apart() -> None:
    """A bold lead-in is part of its line, and of the paragraph."""
    lead = line(70, 686, "Training:", bold=True) + line(130, 686, "of officers")
    assert text(line(70, 700, "as agreed.") + lead + line(70, 672, "in Quito")).split("\n") == [
        "as agreed.",
        "Training: of officers",
        "in Quito",
    ]


def test_indents_are_seen() -> None:
    """Bullets of a deeper list stand further in, by about the blanks that the page shows."""
    read = text(line(70, 700, "• one") + line(70, 686, "text") + line(70, 672, "text") + line(98, 658, "• two"))
    assert read.split("\n")[-1] == "     • two"


def test_another_column_is_another_paragraph() -> None:
    """Where the drawing goes back up, the text does not go on in the same paragraph."""
    left = line(70, 700, "left") + line(70, 686, "column")
    assert text(left + line(320, 700, "right") + line(320, 686, "column")).split("\n\n")[0] == "left\ncolumn"


def test_columns_of_a_line_stand_apart() -> None:
    """Two signatures in one line, or the cells of a table, are set off by several blanks."""
    assert text(line(70, 700, "For Colombia:") + line(320, 700, "For Ecuador:")) == "For Colombia:   For Ecuador:"


def test_a_font_that_does_not_tell_its_letters_is_no_text() -> None:
    """Glyphs of which the file does not say what they mean are as good as a scan."""
    drawn = b"BT /F1 11 Tf 1 0 0 1 70 700 Tm (" + bytes([1, 2, 3, 4, 5, 6]) * 9 + b") Tj ET"
    read = convert(pdf([line(70, 700, "First"), drawn]), "plan.pdf")
    assert read.warnings == ("page 2 of 2 has no text layer (a scan?)",)


def test_raised_numbers_are_those_of_notes() -> None:
    """A small raised number goes; after a unit it is a power."""
    drawn = b"BT /F1 11 Tf 1 0 0 1 70 700 Tm (the Treaty) Tj /F1 7 Tf 1 0 0 1 122 704 Tm (12) Tj /F1 11 Tf "
    drawn += b"1 0 0 1 131 700 Tm ( of 80 km) Tj /F1 7 Tf 1 0 0 1 180 704 Tm (2) Tj ET"
    assert text(drawn) == "the Treaty of 80 km²"


def test_a_page_without_text_is_reported_beside_the_others() -> None:
    """What was scanned between typed pages is not silently missing."""
    read = convert(pdf([line(70, 700, "First"), b"q 1 0 0 1 0 0 cm Q", line(70, 700, "Last")]), "plan.pdf")
    assert read.text == "First\f\fLast"
    assert read.warnings == ("page 2 of 3 has no text layer (a scan?)",)


def test_a_page_that_is_damaged_is_reported_beside_the_others() -> None:
    """The rest of the document is read."""
    read = convert(pdf([line(70, 700, "First"), stream(b"x", b"/Filter/NoSuchFilter")]), "plan.pdf")
    assert read.text == "First\f"
    assert read.warnings[0].startswith("page 2 of 2 cannot be read (")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([b"q Q"], r"page 1 of 1 has no text layer \(a scan\?\)$"),
        ([b"q Q", b""], r"page 1 of 2 has no text layer \(a scan\?\), nor has any other"),
        ([], "the file has no page"),
    ],
)
def test_a_file_without_any_text_is_refused(pages: list[bytes], expected: str) -> None:
    """A scan becomes no empty document."""
    with pytest.raises(DocumentError, match=expected):
        convert(pdf(pages), "plan.pdf")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Plan", "not a PDF file"),
        (b"PK\x03\x04", "found a ZIP archive"),
    ],
)
def test_a_file_of_another_kind_is_refused(data: bytes, expected: str) -> None:
    """The name of a file is not believed."""
    with pytest.raises(BinaryDocumentError, match=expected):
        convert(data, "plan.pdf")


def test_an_encrypted_file_says_so() -> None:
    """A password that is not empty is asked for by nobody here."""
    key = b"/O<%s>/U<%s>" % (b"61" * 32, b"62" * 32)
    objects = [CATALOG, b"<</Type/Pages/Count 0/Kids[]>>", b"<</Filter/Standard/V 1/R 2/P -4%s>>" % key]
    locked = assemble(objects).replace(b"trailer<<", b"trailer<</Encrypt 3 0 R/ID[<61><61>]")
    with pytest.raises(DocumentError, match="an encrypted PDF"):
        convert(locked, "plan.pdf")


@given(st.integers(0, 400), st.integers(1, 60))
def test_a_cut_file_is_read_or_refused_in_one_line(start: int, length: int) -> None:
    """Whatever is missing from a file, no error of the parser comes through."""
    whole = pdf([line(70, 700, "Plan")])
    cut = whole[: start % len(whole)] + whole[start % len(whole) + length :]
    try:
        told = convert(cut, "plan.pdf").text
    except DocumentError as error:
        told = error.reason
    assert told
    assert "\n" not in told.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf([compressed(b" " * (200 << 20))]), "swells beyond"),
        (pdf([compressed(b" " * (200 << 20), 2)]), "swells beyond"),
        (pdf([compressed(b"BT /F1 12 Tf " + b"(a)Tj " * 3_000_000)]), "swells beyond|processor time|memory"),
        (pdf([line(70, 700, "x")], b"[2 0 R 2 0 R]"), "cyclic"),
        (pdf([line(70, 700, "x")], b"[" * 200_000), "damaged|nests"),
    ],
    ids=["flate", "flate twice", "operators", "cycle", "brackets"],
)
def test_a_bomb_is_refused_in_one_line(tmp_path: Path, data: bytes, expected: str) -> None:
    """Small files that unpack, count or nest without end."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=expected) as caught:
        read_apart(path, "loaders.files.pdf:convert", Limits(seconds=6))
    assert "\n" not in str(caught.value)


def test_the_rows_of_a_table_are_lines_with_tabs() -> None:
    """A cell may have several lines; two columns of text are no table."""
    row = [line(70, 700, "No."), line(120, 700, "Action"), line(300, 700, "Lead")]
    row += [line(70, 670, "1"), line(120, 670, "Patrol the"), line(120, 656, "Drina"), line(300, 670, "Police")]
    row += [line(70, 630, "2"), line(120, 630, "Meet"), line(300, 630, "Both"), line(70, 590, "It ends.")]
    assert text(b"".join(row)) == "No.\tAction\tLead\n\n1\tPatrol the Drina\tPolice\n\n2\tMeet\tBoth\n\nIt ends."
    columns = [line(70, y, "left") for y in (700, 686)] + [line(300, y, "right") for y in (700, 686)]
    assert "\t" not in text(b"".join(columns))
