"""Paragraphs, items and rows are set as plain text that the outline can be read from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.typesetting import Paragraph, letters, number, printable, raised, roman, row, typeset
from loaders.pages.markers import roman as value_of

written = st.text(st.sampled_from("ab \n\t\u00a0"), max_size=12)
paragraphs = st.lists(
    st.builds(Paragraph, written, st.sampled_from(["", "•", "1.", "(a)"]), st.integers(0, 3)), max_size=6
)


@given(paragraphs)
def test_paragraphs_stand_between_single_blank_lines(given_paragraphs: list[Paragraph]) -> None:
    """No line ends in a blank, none is doubled, and no letter is lost."""
    text = typeset(given_paragraphs)
    assert not re.search(r"\n{3}|[ \t]\n|\s\Z|\A\n", text)
    letters_in = "".join(one.text for one in given_paragraphs)
    assert re.findall("[ab]", re.sub(r"\(a\)", "", text)) == re.findall("[ab]", letters_in)


def test_a_marker_stands_before_the_first_line_of_its_item() -> None:
    """An item of two paragraphs has one marker; an item without text has none."""
    assert (
        typeset([Paragraph("a\n\nb", "1."), Paragraph(" ", "2."), Paragraph("c", "•", 2)]) == "1. a\n\nb\n\n      • c"
    )


def test_a_row_is_one_line_unless_a_cell_holds_more() -> None:
    """Cells without text leave no tab behind."""
    a, b, c = Paragraph("a"), Paragraph("b\nb"), Paragraph("c", "•")
    assert row([[a], [], [b], [c]]) == [Paragraph("a\tb b\t• c")]
    assert row([[a, b], [c]]) == [a, b, c]
    assert row([[c]]) == [c]


@given(st.integers(1, 89))
def test_roman_numerals_are_read_back(value: int) -> None:
    """What is printed is what the outline's markers read."""
    assert value_of(roman(value)) == value


@given(st.integers(1, 5000))
def test_letters_count_without_a_gap(value: int) -> None:
    """No two numbers share their letters, and the order of length and letters is that of the numbers."""
    here, after = letters(value), letters(value + 1)
    assert (len(here), here) < (len(after), after)


@pytest.mark.parametrize(
    ("value", "style", "expected"), [(0, "a", "0"), (-3, "i", "-3"), (4000, "I", "4000"), (7, "x", "7")]
)
def test_a_number_that_a_style_cannot_show_is_in_digits(value: int, style: str, expected: str) -> None:
    """As browsers print it."""
    assert number(value, style) == expected


def test_signs_of_symbol_fonts_become_those_that_are_seen() -> None:
    """What is not known stays, so that it can be seen to be unknown."""
    assert printable("\uf0b7 \ufb01nal \uf0fe") == "• final \uf0fe"


@pytest.mark.parametrize(("before", "expected"), [("10", "²"), ("80 km", "²"), ("program", ""), ("2019.", "")])
def test_a_raised_number_is_a_power_only_after_a_unit_or_a_number(before: str, expected: str) -> None:
    """Elsewhere it is the number of a note."""
    assert raised(before, "2") == expected
