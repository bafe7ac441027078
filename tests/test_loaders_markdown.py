"""A Markdown file becomes the text that its rendered page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.conversion import Limits
from loaders.files.encodings import replace_controls
from loaders.files.markdown import convert
from loaders.files.sandbox import read_apart
from ontology.errors import DocumentError
from tests.small_formats import MARKDOWN, PARAGRAPHS


def text(written: str) -> str:
    """The text of a file."""
    return convert(written.encode(), "plan.md").text


def test_markup_is_not_part_of_the_text() -> None:
    """Headings, emphasis, links, code and lists leave their words, in lines as they were written."""
    assert [" ".join(one.split()) for one in text(MARKDOWN).split("\n\n")] == PARAGRAPHS


def test_the_block_before_the_text_gives_hints() -> None:
    """Title and date come from there, and are no part of the text."""
    hints = convert(MARKDOWN.encode(), "plan.md").hints
    assert (hints.title, hints.issued) == ("Joint Action Plan", "2019-03-06")


def test_footnotes_are_left_out_and_counted() -> None:
    """Neither the reference nor the note stands in a provision; a warning tells of them."""
    read = convert(b"Plan[^a].\n\n[^a]: By two\nofficers.\n\nNext[^b].\n\n[^b]: Yes.\n", "plan.md")
    assert read.text == "Plan.\n\nNext."
    assert read.warnings == ("2 footnotes left out",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1. a\n2. b\n4. c", "1. a\n\n2. b\n\n4. c"),
        ("1. a\n1. b\n1. c", "1. a\n\n2. b\n\n3. c"),
        ("3) a\n4) b", "3) a\n\n4) b"),
        ("1. a\n\nbetween\n\n2. b", "1. a\n\nbetween\n\n2. b"),
        ("- a\n  - b\n- c", "• a\n\n   ◦ b\n\n• c"),
        ("* a\n+ b", "• a\n\n• b"),
        ("1.1 a\n1.2 b\n(a) c", "1.1 a\n1.2 b\n(a) c"),
        ("a\nb  \nc", "a\nb\nc"),
        ("# a\nb", "a\n\nb"),
        ("a\n---\nb", "a\n\nb"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n\n1\t2"),
        ("a \\* b \\_c\\_ &amp; d", "a * b _c_ & d"),
        ("U.S.-Mexico *joint* __plan__ `x`", "U.S.-Mexico joint plan x"),
        ("<div>a</div>\n\nb <br> c", "a\n\nb\nc"),
        ("<script>a</script>\n\nb", "b"),
        ("a <!-- x --> b", "a b"),
        ("![a picture](x.png) b", "b"),
        ("- [x] a\n- [ ] b [x] c", "• a\n\n• b [x] c"),
        ("## Track 1: War crimes {#track-1 .wide}\n\nText {#a}", "Track 1: War crimes\n\nText {#a}"),
    ],
)
def test_markdown_is_read_as_common_mark_says(written: str, expected: str) -> None:
    """Lists keep their numbers; what Markdown takes for lines of one paragraph stays in lines."""
    assert text(written) == expected


@given(st.text(st.sampled_from("ab1. -*_#>[]()`|\n\t<&\\~=:^!"), max_size=80))
def test_any_text_can_be_read(written: str) -> None:
    """There is no Markdown that is wrong."""
    assert replace_controls(text(written)) == text(written)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"> " * 50_000 + b"x",
        b"*a " * 300_000,
        b"`" + b"`a" * 300_000,
        b"|a" * 20_000 + b"\n" + b"|-" * 20_000,
    ],
    ids=["brackets", "quotations", "stars", "ticks", "cells"],
)
def test_a_file_that_is_made_to_be_slow_is_read_or_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    """Whatever it nests or leaves open, it takes no more than it may."""
    path = tmp_path / "slow.md"
    path.write_bytes(data)
    try:
        told = read_apart(path, "loaders.files.markdown:convert", Limits(seconds=2)).text
    except DocumentError as error:
        told = error.reason
    assert told
    assert "\n" not in told
