"""The same document is the same outline, and every passage is exact, whatever the format of its file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from loaders.files.formats import read_docx, read_html, read_markdown, read_pdf
from loaders.files.source import Source, read_text
from loaders.files.typesetting import Paragraph, typeset
from loaders.names.library import Library
from loaders.pages.outline import outline
from loaders.words.lexicon import Lexicon, read_lexicon
from loaders.words.view import fold_spans
from ontology.iris import Iris
from ontology.statement import Literal, Reading
from tests.conftest import REPOSITORY
from tests.small_formats import MARKDOWN, PAGE, TEXT, pdf_document, word_document

Provision: TypeAlias = "tuple[int, str, str, str | None, str]"

FORMATS = {
    "plan.txt": (read_text, TEXT.encode()),
    "plan-utf16.txt": (read_text, TEXT.encode("utf-16")),
    "plan-windows.txt": (read_text, TEXT.replace("Ipiales", "Ipialés").encode("windows-1252")),
    "plan.html": (read_html, PAGE.encode()),
    "plan.md": (read_markdown, MARKDOWN.encode()),
    "plan.docx": (read_docx, word_document()),
    "plan.pdf": (read_pdf, pdf_document()),
}

every_format = pytest.mark.parametrize("name", FORMATS)


@cache
def bundled_lexicon() -> Lexicon:
    """The bundled lexicons."""
    return read_lexicon(REPOSITORY / "loaders" / "lexicon")


def write(name: str, folder: Path) -> Path:
    """The small document as a file of a format."""
    path = folder / name
    path.write_bytes(FORMATS[name][1])
    return path


def read(name: str, folder: Path) -> Source:
    """The small document, read from a file of a format."""
    return FORMATS[name][0](write(name, folder))


def provisions(text: str) -> list[Provision]:
    """Depth, class, label, number and words of every provision."""
    found = []
    for node in outline(text, bundled_lexicon()).nodes():
        above, depth = node.parent, 0
        while above is not None:
            above, depth = above.parent, depth + 1
        words = fold_spans(text, node.pieces).text
        found.append((depth, node.mints.rpartition("#")[2], node.label, node.number, words))
    return found


@every_format
def test_every_format_gives_the_same_provisions(name: str, tmp_path: Path) -> None:
    """Numbers, classes, depths and words are those of the plain text."""
    expected = provisions(TEXT)
    assert len(expected) == 9
    assert provisions(read(name, tmp_path).text) == expected


@every_format
def test_a_file_gives_the_same_text_each_time(name: str, tmp_path: Path) -> None:
    """Offsets would mean nothing else."""
    assert read(name, tmp_path) == read(name, tmp_path)


@pytest.fixture(scope="module")
def library() -> Library:
    """Lexicons and gazetteer."""
    return Library.open()


def said(reading: Reading) -> set[tuple[str | Literal, ...]]:
    """What a reading states with the words of the passage, without the offsets in addresses."""
    return {
        (_placeless(one.subject), one.predicate, _placeless(one.object), " ".join(one.passage.exact.split()))
        for one in reading.statements
        if one.passage is not None
    }


def _placeless(node: str | Literal) -> str | Literal:
    return node if isinstance(node, Literal) else re.sub(r"#char=.*|(?<=/figure/)\d+-\d+", "", node)


@pytest.mark.parametrize("name", ["plan.html", "plan.md", "plan.docx", "plan.pdf"])
def test_every_format_gives_the_same_facts(name: str, tmp_path: Path, library: Library) -> None:
    """Names, facts, figures and dates are those of the plain text, and are quoted from the text that is served."""
    expected = loaders.read(write("plan.txt", tmp_path), library, Iris())
    found = loaders.read(write(name, tmp_path), library, Iris())
    passages = [one.passage for one in found.statements if one.passage is not None]
    assert len(passages) > 20
    assert all(found.text[one.start : one.end] == one.exact for one in passages)
    assert said(found) == said(expected)


blocks = st.lists(
    st.builds(
        Paragraph,
        st.sampled_from(["The parties will meet.", "They train officers", "Border posts", "a\nb", "In 2019,"]),
        st.sampled_from(["", "•", "1.", "2.", "(a)", "(b)", "Article 1. "]),
        st.integers(0, 2),
    ),
    max_size=12,
)


@given(blocks)
def test_the_outline_of_a_set_text_quotes_it_line_by_line(paragraphs: list[Paragraph]) -> None:
    """What a provision quotes of a converted text stands in one line of it, without the blanks around it."""
    text = typeset(paragraphs)
    quoted = [text[start:end] for node in outline(text, bundled_lexicon()).nodes() for start, end in node.pieces]
    assert all(one and one == one.strip() and "\n" not in one for one in quoted)
