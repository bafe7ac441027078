"""Dates of a text: their forms in English and Spanish, their precision, and what is no date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.words.dates import find_dates


def values(text: str) -> list[str]:
    """The dates of a text, each with the end of its period."""
    return [found.value + (f"/{found.until}" if found.until else "") for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 5 March 1998", "1998-03-05"),
        ("March 5, 1998", "1998-03-05"),
        ("05-March-1998 10:30", "1998-03-05"),
        ("el 5 de marzo de 1998", "1998-03-05"),
        ("el 1º de enero del año 2001", "2001-01-01"),
        ("3-5 March 1998", "1998-03-03/1998-03-05"),
        ("March 3-5, 1998", "1998-03-03/1998-03-05"),
        ("1998-03-05", "1998-03-05"),
        ("05/03/1998", "1998-03-05"),
        ("in March 1998", "1998-03"),
        ("en marzo de 1998", "1998-03"),
        ("by 20 June", "--06-20"),
        ("since October", "--10"),
        ("between 1998 and 2000", "1998/2000"),
        ("1995-96", "1995/1996"),
        ("during 2003", "2003"),
    ],
)
def test_a_date_has_the_precision_that_the_text_states(text: str, expected: str) -> None:
    """A day, a month, a year, or a day of no stated year, each with the end of its period."""
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["31 June 1998", "30 February", "1998-02-30", "they may march 5 miles", "2000 hectares", "No. 1998", "US$1998"],
)
def test_what_is_in_no_calendar_is_no_date(text: str) -> None:
    """Days that no month has, verbs, amounts and numbers of documents are left out."""
    assert values(text) == []


def test_a_period_that_does_not_go_forward_has_no_end() -> None:
    """As in "30-31 June", which has a first day only."""
    assert values("30-31 June 1998") == ["1998-06-30"]


def test_two_months_of_one_year_are_two_dates() -> None:
    """Each month has a passage of its own."""
    assert values("March and April 1998") == ["1998-03", "1998-04"]


def test_old_letters_are_read_as_those_they_are() -> None:
    """`re.IGNORECASE` takes a long s for an s."""
    assert values("3 ſeptember 1998, in Auguſt") == ["1998-09-03", "--08"]


def test_a_date_within_words_that_open_another_form_is_found() -> None:
    """The month of "in March" is part of a longer date in "in March 1998"."""
    assert values("in March 1998 and since early May") == ["1998-03", "--05"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_is_read_back_from_the_way_it_is_written(day: date) -> None:
    """Any day of the calendar in three forms is that day."""
    for form in ("{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0:%Y-%m-%d}"):
        assert values(form.format(day)) == [day.isoformat()]
