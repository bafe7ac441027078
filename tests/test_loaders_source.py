"""A plain-text file becomes the text that every offset counts in, unaltered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.source import LARGEST, Hints, Source, read_text
from ontology.errors import BinaryDocumentError, DocumentError, EmptyDocumentError, UnsupportedFormatError


def write(folder: Path, data: bytes) -> Path:
    """A text file of some bytes."""
    path = folder / "plan.txt"
    path.write_bytes(data)
    return path


def test_a_text_is_not_altered(tmp_path: Path) -> None:
    """Line ends, trailing blanks, form feeds and soft hyphens stay as they are in the file."""
    text = "Plan\r\n\r\n 1.\tCo\u00adoperate  \r\f2. More\n\n"
    path = write(tmp_path, text.encode())
    assert read_text(path) == Source(path, text)


def test_a_guessed_encoding_is_a_warning(tmp_path: Path) -> None:
    """Whoever loads a file is told that its encoding was not certain."""
    text = "Acción conjunta contra el tráfico de armas en la región.\n"
    source = read_text(write(tmp_path, text.encode("windows-1252")))
    assert source.text == text
    assert source.warnings == ("read as Windows-1252, since it is not UTF-8",)


@pytest.mark.parametrize("data", [b"", b" \r\n\t\f", b"\xef\xbb\xbf\n"])
def test_a_file_without_text_is_empty(tmp_path: Path, data: bytes) -> None:
    """Blanks and a byte order mark are no text."""
    with pytest.raises(EmptyDocumentError, match=r"plan\.txt: the file holds no text"):
        read_text(write(tmp_path, data))


def test_a_picture_with_the_name_of_a_text_is_refused(tmp_path: Path) -> None:
    """The name of a file is not believed."""
    with pytest.raises(BinaryDocumentError, match=r"plan\.txt: found a JPEG image, expected plain text$"):
        read_text(write(tmp_path, b"\xff\xd8\xff\xe1Exif"))


@pytest.mark.parametrize("opening", [b"<!DOCTYPE html>\n<html>", b"  <HTML lang=es>"])
def test_a_web_page_with_the_name_of_a_text_is_refused(tmp_path: Path, opening: bytes) -> None:
    """Its tags would become part of what is quoted; the message says under which name it is read."""
    with pytest.raises(UnsupportedFormatError, match=r"rename it to \.html"):
        read_text(write(tmp_path, opening + b"<p>Plan"))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """The size in the directory is enough; a sparse file takes no room."""
    path = write(tmp_path, b"Plan")
    os.truncate(path, LARGEST + 1)
    with pytest.raises(DocumentError, match="more than the 64 MB allowed"):
        read_text(path)


def test_what_is_not_a_regular_file_is_refused(tmp_path: Path) -> None:
    """A pipe would keep the reader waiting for ever."""
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(DocumentError, match="not a regular file"):
        read_text(path)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    """The message says which file, and what the system said."""
    with pytest.raises(DocumentError, match=r"none\.txt: cannot be read \(No such file or directory\)"):
        read_text(tmp_path / "none.txt")


@given(st.builds(Hints, *[st.text(max_size=30) for _ in range(5)]))
def test_hints_are_in_the_form_they_promise(hints: Hints) -> None:
    """Whatever a page says of itself, checked hints can be used as they are; checking them again changes nothing."""
    checked = hints.checked()
    assert checked.checked() == checked
    assert len(checked.language) in (0, 2)
    assert checked.source == "" or checked.source.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2019-03-06T10:00:00Z", "2019-03-06"),
        ("2019-03", "2019-03"),
        ("2019", "2019"),
        ("6 March 2019", ""),
        ("2019-13-01", ""),
    ],
)
def test_a_date_is_taken_only_as_xml_schema_writes_it(issued: str, expected: str) -> None:
    """A time of day is dropped; what is no date is not said."""
    assert Hints(issued=issued).checked().issued == expected
