"""Figures of a text: value, unit, what is counted, and what is no figure."""

import pytest

from loaders.words.figures import Figures
from loaders.words.numbers import decimal
from loaders.words.tokens import tokenize
from tests.readings import library


def figures(text: str, spanish: bool = False) -> list[tuple[str, str]]:
    """Value and unit of each figure of a text."""
    tokens = tokenize(text)
    found = Figures(library().lexicon).find(tokens, [False] * len(tokens), spanish)
    return [(f"{figure.value:f}", figure.unit) for figure in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 12,035 hectares of opium poppy", [("12035", "ha")]),
        ("some 300 officers were trained", [("300", "officers")]),
        ("$1.4 billion in assistance", [("1400000000.0", "USD")]),
        ("twenty-three helicopters", [("23", "helicopters")]),
        ("within sixty days of signature", [("60", "days")]),
        ("an increase of 90 percent", [("90", "percent")]),
        ("R184 million and S$1.5 million", [("184000000", "ZAR"), ("1500000.0", "SGD")]),
        ("NOK 18 million or £2.5bn", [("18000000", "NOK"), ("2500000000.0", "GBP")]),
        ("Rs 40 crore", [("400000000", "INR")]),
        ("86.5kg of heroin", [("86.5", "kg")]),
        ("12 million ringgit", [("12000000", "MYR")]),
        ("two hundred and fifty officers", [("250", "officers")]),
        ("a dozen boats over 18 feet long", [("12", "boats"), ("18", "ft")]),
        ("between 20 and 30 hostages", [("20", "hostages"), ("30", "hostages")]),
        ("3 000 rifles", [("3000", "rifles")]),
        ("one and a half tonnes of khat", [("1.5", "ton")]),
        ("two and a half million dollars", [("2500000.0", "USD")]),
        ("NRs. 2.3 crore and MNT 320 million", [("23000000.0", "NPR"), ("320000000", "MNT")]),
        ("1.7 billion Vietnamese dong", [("1700000000.0", "VND")]),
        ("smog was measured on 157 days", [("157", "days")]),
        ("not less than ten (10) and not more than twenty (20) guards", [("10", "guards"), ("20", "guards")]),
    ],
)
def test_an_english_figure_has_its_value_and_unit(text: str, expected: list[tuple[str, str]]) -> None:
    """Separators, scales and words of number are worked out; the unit is as the lexicon or the text names it."""
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.822 detenidos", [("2822", "detenidos")]),
        ("2 mil 400 policías", [("2400", "policías")]),
        ("4 mil 500 millones de dólares", [("4500000000", "USD")]),
        ("US$ 12,5 millones", [("12500000.0", "USD")]),
        ("ciento treinta y cinco agentes", [("135", "agentes")]),
        ("una veintena de agentes", [("20", "agentes")]),
        ("apenas mil agentes", [("1000", "agentes")]),
        ("dos millones y medio de euros", [("2500000.0", "EUR")]),
        ("3 millones y medio de dólares", [("3500000.0", "USD")]),
    ],
)
def test_a_spanish_figure_has_its_value_and_unit(text: str, expected: list[tuple[str, str]]) -> None:
    """A full stop separates thousands, and "mil" goes on with a number."""
    assert figures(text, spanish=True) == expected


@pytest.mark.parametrize("text", ["Articles 3, 12 and 13", "the two parties", "at 10:30", "one of the aims"])
def test_numbers_of_parts_and_of_the_sides_themselves_are_no_figures(text: str) -> None:
    """A number that names a part of a text, a time or the parties counts nothing."""
    assert figures(text) == []


def test_words_that_are_taken_hold_no_figure() -> None:
    """A year that was read as a date is not read again as a number."""
    tokens = tokenize("300 officers")
    assert list(Figures(library().lexicon).find(tokens, [True, False], False)) == []


def test_digits_that_are_no_number_have_no_value() -> None:
    """Commas in odd places are not guessed at."""
    assert decimal("1,2,3", False) is None


@pytest.mark.parametrize(
    ("text", "places", "code"),
    [
        ("1,200 million pesos", [(9, "mexico"), (-3, "colombia")], "COP"),
        ("1,200 million pesos", [], "MXN"),
        ("1,200 million Mexican pesos", [(5, "colombia")], "MXN"),
        ("40 million rupees", [(4, "pakistan"), (9, "india")], "PKR"),
        ("40 million dollars", [(4, "colombia")], "USD"),
    ],
)
def test_money_of_one_name_is_that_of_the_nearest_country_that_has_it(
    text: str, places: list[tuple[int, str]], code: str
) -> None:
    """A name that says whose money it is needs no country."""
    tokens = tokenize(text)
    found = list(Figures(library().lexicon).find(tokens, [False] * len(tokens), False, places))
    assert [figure.unit for figure in found] == [code]
