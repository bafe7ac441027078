"""A Word document becomes the text that Word shows, with the numbers that it prints."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from loaders.files.conversion import Limits
from loaders.files.docx import convert
from loaders.files.sandbox import read_apart
from ontology.errors import BinaryDocumentError, DocumentError
from tests.small_formats import PARAGRAPHS, archive, paragraph, part, run, word, word_document


def text(body: str) -> str:
    """The text of a document with a body."""
    return convert(word(body), "plan.docx").text


def one(inner: str) -> str:
    """The text of a document of one paragraph."""
    return text(f"<w:p>{inner}</w:p>")


def test_a_document_is_read_with_the_numbers_that_word_prints() -> None:
    """Every marker of the small document is a list's; none stands in its paragraphs."""
    read = convert(word_document(), "plan.docx").text.split("\n\n")
    assert [" ".join(found.split()) for found in read] == PARAGRAPHS


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("a") + run("b"), "ab"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a\tb"),
        (run("a") + "<w:r><w:br/></w:r>" + run("b"), "a\nb"),
        ("<w:r><w:t>U.S.</w:t><w:noBreakHyphen/><w:t>Mexico</w:t></w:r>", "U.S.-Mexico"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t></w:r>", "co\u00adoperate"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" done"), "✓ done"),
        (f"<w:del>{run('no')}</w:del><w:ins>{run('yes')}</w:ins>", "yes"),
        (run("no", "<w:vanish/>") + run("yes", '<w:vanish w:val="0"/>'), "yes"),
        (f"<w:hyperlink>{run('a link')}</w:hyperlink>", "a link"),
        ('<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="X">' + run("7") + "</w:fldSimple>", "7"),
        (run("km") + run("2", '<w:vertAlign w:val="superscript"/>'), "km²"),
        (run("Treaty") + run("2", '<w:vertAlign w:val="superscript"/>') + run(" of"), "Treaty of"),
        (run("4") + run("th", '<w:vertAlign w:val="superscript"/>'), "4th"),
        ("<w:sdt><w:sdtContent>" + run("a control") + "</w:sdtContent></w:sdt>", "a control"),
        (run("o\ufb03cial"), "official"),
    ],
)
def test_a_paragraph_is_what_it_shows(inner: str, expected: str) -> None:
    """Deleted, hidden and computed parts are not shown; links, fields and controls show what lies in them."""
    assert one(inner) == expected


def test_notes_are_left_out_and_counted() -> None:
    """The reference is no part of the word before it, and a warning tells that there are notes."""
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    read = convert(word(f"<w:p>{run('the Treaty')}{note}{run(' of 1978')}</w:p>"), "plan.docx")
    assert read.text == "the Treaty of 1978"
    assert read.warnings == ("1 note left out",)


def test_tables_are_set_row_by_row() -> None:
    """Cells of a row stand in one line, deleted rows do not stand, and a cell of several paragraphs is set in turn."""

    def cells(*contents: str) -> str:
        return "".join(f"<w:tc><w:tcPr/>{content}</w:tc>" for content in contents)

    a, b = paragraph("a"), paragraph("b")
    rows = f"<w:tr>{cells(a, b)}</w:tr><w:tr>{cells(a + b, b)}</w:tr><w:tr>{cells(a)}</w:tr>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cells(a)}</w:tr>"
    nested = f"<w:tr>{cells(f'<w:tbl><w:tr>{cells(a, b)}</w:tr></w:tbl>' + paragraph('c'))}</w:tr>"
    assert text(f"<w:tbl><w:tblPr/>{rows}{deleted}{nested}</w:tbl>") == "a\tb\n\na\n\nb\n\nb\n\na\n\na\tb\n\nc"


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    """Word writes a box twice, the second time for older readers."""
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
    shape = f"<m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback>"
    shape = f'<m:AlternateContent xmlns:m="{space}">{shape}</m:AlternateContent>'
    assert one(f"{run('a')}<w:r>{shape}</w:r>{run('b')}") == "ab\n\nbox"


def test_a_table_of_contents_is_furniture() -> None:
    """It repeats headings with page numbers, by its paragraphs' style or in a control of its own."""
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('One 1')}</w:sdtContent></w:sdt>"
    styles = '<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
    body = control + paragraph("One 1", "TOC1") + paragraph("One 1", "Verzeichnis1") + paragraph("One")
    assert convert(word(body, {"styles": styles}), "plan.docx").text == "One"


def test_the_strict_form_is_read() -> None:
    """ISO 29500 Strict has other names for the same elements."""
    document = part("document", f"<w:body>{paragraph('Plan')}</w:body>")
    strict = document.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert convert(archive({"word/document.xml": strict.encode()}), "plan.docx").text == "Plan"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Plan", "not a Word document"),
        (b"PK\x03\x04 and no more", "not a Word document, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of before 2007, or an encrypted one"),
        (archive({"xl/workbook.xml": b"<x/>"}), "an archive without a Word document"),
        (archive({"word/document.xml": b"<x>"}), "a damaged Word document"),
    ],
)
def test_a_file_of_another_kind_is_refused(data: bytes, expected: str) -> None:
    """The name of a file is not believed."""
    with pytest.raises(DocumentError, match=expected):
        convert(data, "plan.docx")


def test_other_kinds_are_binary_documents() -> None:
    """The leaf of the exception tree tells a wrong kind from a damaged document."""
    with pytest.raises(BinaryDocumentError):
        convert(b"%PDF-1.7", "plan.docx")


def lying() -> bytes:
    """An archive whose directory says that a part of 100 MB has 100 bytes."""
    data = bytearray(archive({"word/document.xml": b"<a>" + b" " * (100 << 20)}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(signature) + offset
        data[place : place + 4] = struct.pack("<I", 100)
    return bytes(data)


def dtd(declaration: str) -> bytes:
    """A document after a DTD, with an entity in it."""
    document = part("document", "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>")
    return archive({"word/document.xml": f"<!DOCTYPE w [{declaration}]>{document}".encode()})


def body(inner: str) -> bytes:
    """A document of one part."""
    return archive({"word/document.xml": part("document", f"<w:body>{inner}</w:body>").encode()})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (body("<w:p><w:r><w:t>" + "a" * (100 << 20) + "</w:t></w:r></w:p>"), "an archive bomb"),
        (body("<w:p/>" * 2_000_000), "an archive bomb"),
        (lying(), "damaged|bomb"),
        (dtd('<!ENTITY e SYSTEM "file:///etc/passwd">'), "declares a DTD"),
        (dtd('<!ENTITY a "aaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;">'), "declares a DTD"),
        (body("<w:p>" * 100_000 + "</w:p>" * 100_000), "nests more than 256 elements"),
    ],
    ids=["long", "many", "lie", "external entity", "laughs", "deep"],
)
def test_a_bomb_is_refused_in_one_line(tmp_path: Path, data: bytes, expected: str) -> None:
    """Archives that unpack without end, and XML that swells, reads files or nests."""
    path = tmp_path / "bomb.docx"
    path.write_bytes(data)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(DocumentError, match=expected) as caught:
        read_apart(path, "loaders.files.docx:convert", Limits(seconds=15))
    assert "\n" not in str(caught.value)
