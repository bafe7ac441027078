"""Reading whole documents: quotes, coverage, sameness, and files that cannot be read."""

import re
from collections import Counter
from pathlib import Path

import pytest

from comity.documents import bundled
from loaders import find, read
from loaders.pages.layout import Furniture, lines_of
from loaders.pages.outline import outline
from loaders.pages.run_in import parted
from ontology.errors import (
    BinaryDocumentError,
    DocumentError,
    EmptyDocumentError,
    EncodingError,
    SidecarError,
    UnsupportedFormatError,
)
from ontology.statement import Literal
from ontology.terms import SCHEMA
from tests.readings import IRIS, library

CORPUS = Path(__file__).parent / "corpus" / "dev"
DOCUMENTS = [path for path in find([bundled(), CORPUS]) if path.suffix == ".txt"]
MARKER = re.compile(r"\W|(?:§ |(?:\w+[°º]? ){0,3})\W?[\w.()-]{1,8}\W{0,2}")

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)


@every_document
def test_every_passage_quotes_the_text_at_its_offsets(path: Path) -> None:
    """The words of every piece of evidence stand in the served text where the evidence says."""
    reading = read(path, library(), IRIS)
    passages = {s.passage for s in reading.statements if s.passage is not None}
    assert passages
    assert all(p.exact == reading.text[p.start : p.end] and p.document == reading.document for p in passages)


@every_document
def test_every_visible_character_is_in_one_piece_of_the_outline(path: Path) -> None:
    """Blocks and furniture share out the text; only markers stand outside, at the beginnings of lines."""
    text = path.read_text(encoding="utf-8")
    found = outline(text, library().lexicon)
    spans = [span for block in found.blocks for span in block.spans]
    spans += [(line.start, line.end) for line, kind in found.furniture if kind is not Furniture.CHROME]
    covered = Counter(i for start, end in spans for i in range(start, end))
    assert max(covered.values()) == 1
    for line in parted(lines_of(text)):
        left = [i for i in range(line.start, line.end) if i not in covered and not text[i].isspace()]
        outside = text[line.start : left[-1] + 1].strip() if left else ""
        assert not outside or MARKER.fullmatch(outside)


def test_reading_twice_gives_equal_readings() -> None:
    """Nothing of a document depends on what was read before it."""
    path = bundled() / "binational-commission-report-2003.txt"
    first = read(path, library(), IRIS)
    read(bundled() / "joint-action-organized-crime.txt", library(), IRIS)
    assert read(path, library(), IRIS) == first


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", EmptyDocumentError),
        ("blank.txt", b" \n\t\n", EmptyDocumentError),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0", BinaryDocumentError),
        ("broken.txt", b"Los dos pa\xc3\xadses y \xc3(", EncodingError),
        ("letter.odt", b"text", UnsupportedFormatError),
        ("---.txt", b"text", DocumentError),
    ],
)
def test_a_file_that_is_no_text_says_so(tmp_path: Path, name: str, data: bytes, error: type[DocumentError]) -> None:
    """Each kind of failure has its own error, which names the file."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as raised:
        read(tmp_path / name, library(), IRIS)
    assert name in str(raised.value)


@pytest.mark.parametrize(
    "sidecar",
    [
        "title = ",
        'colour = "red"',
        'type = "Poem"',
        'issued = "May 2003"',
        'issued = "2003-02-30"',
        'issued = "2003-W10-1"',
        'slug = "Not A Slug"',
    ],
)
def test_a_sidecar_that_cannot_be_used_is_an_error(tmp_path: Path, sidecar: str) -> None:
    """What is not TOML, not a key, or not a value of its key is refused by name."""
    (tmp_path / "note.txt").write_text("The parties agree.")
    (tmp_path / "note.toml").write_text(sidecar)
    with pytest.raises(SidecarError, match=r"note\.toml"):
        read(tmp_path / "note.txt", library(), IRIS)


def test_a_named_file_is_found_whatever_its_ending_and_a_folder_gives_what_can_be_read(tmp_path: Path) -> None:
    """Sidecars and hidden files of a folder are left out; a path that does not exist is an error."""
    for name in ("b.txt", "a.txt", "a.toml", ".hidden.txt"):
        (tmp_path / name).write_text("text")
    assert [path.name for path in find([tmp_path])] == ["a.txt", "b.txt"]
    assert find([tmp_path / "a.toml"]) == [tmp_path / "a.toml"]
    with pytest.raises(DocumentError):
        find([tmp_path / "absent"])


def test_a_provision_has_its_text_with_white_space_folded() -> None:
    """Line breaks, page numbers and hyphens of typesetting are not part of a provision's text."""
    reading = read(bundled() / "binational-drug-strategy-1998.txt", library(), IRIS)
    texts = [s.object for s in reading.statements if s.predicate == SCHEMA.text]
    assert all(isinstance(text, Literal) and text.value == " ".join(text.value.split()) for text in texts)
