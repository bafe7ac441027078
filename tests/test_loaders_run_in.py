"""Numbered paragraphs that are set one behind the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.pages.layout import lines_of
from loaders.pages.outline import outline
from loaders.pages.run_in import parted
from tests.readings import library

CLAUSES = (
    "Clause 1. Posts. (1) Malta shall open a post at Gozo. (2) Italy shall open\n"
    "one at Ragusa. (3) Both report to the Group.\n\n"
    "Clause 2. Costs. Each side bears its own.\n"
)


def items(text: str) -> list[tuple[str | None, str]]:
    """The numbers of the provisions with the texts that they begin with."""
    return [(node.number, text[slice(*node.pieces[0])]) for node in outline(text, library().lexicon).nodes()]


def test_numbers_that_open_sentences_within_a_paragraph_are_items_of_its_label() -> None:
    """Also where the paragraph is wrapped."""
    assert [(number, text.split()[0]) for number, text in items(CLAUSES)] == [
        ("1", "Posts."),
        ("1", "Malta"),
        ("2", "Italy"),
        ("3", "Both"),
        ("2", "Each"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The sides agreed on three things: (1) patrols, (2) training and (3) a hotline.",
        "As stated in paragraph (1) Malta pays. Under paragraph (2) Italy pays.",
        "The first post is at Gozo. (1) It opens in May.",
        "It opens in May. (2) Italy follows. (3) Malta leads.",
    ],
)
def test_references_and_lists_within_a_sentence_stay_whole(text: str) -> None:
    """So does a number that none follows, and one that counts on from nothing."""
    assert [line.text for line in parted(lines_of(text))] == [text]


@given(st.lists(st.sampled_from(["(1) ", "(2) ", "A. ", "b ", "\n", "\n\n", "\f", " "]), max_size=30).map("".join))
def test_dividing_loses_nothing_but_blanks(text: str) -> None:
    """And each line is what the text holds between its two ends."""
    lines = parted(lines_of(text))
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    assert all(text[line.start : line.end] == line.text for line in lines)
