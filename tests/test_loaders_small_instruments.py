"""Instruments whose names are written small, or are a kind and a number."""

import pytest

from tests.readings import labels

HEAD = "Kenya and Norway met in Nairobi. Kenya and Norway agree.\n\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They relied on the 1998 extradition treaty.", "1998 extradition treaty"),
        ("A customs mutual assistance agreement was signed in 2004.", "customs mutual assistance agreement"),
        ("They apply the treaty on extradition.", "treaty on extradition"),
        ("They signed an MoU on fisheries crime.", "MoU on fisheries crime"),
        ("Both apply Law No. 52 of 1996.", "Law No. 52 of 1996"),
        ("They follow Council Decision 2009/371/JHA.", "Council Decision 2009/371/JHA"),
        ("They keep the Agreement between the Kenya Ports Authority and the Oslo Police.", "Agreement between"),
        ("Aplican el acuerdo de cooperación policial.", "acuerdo de cooperación policial"),
        ("Se aplica la Ley Orgánica 4/2000.", "Ley Orgánica 4/2000"),
    ],
)
def test_instruments_in_small_letters_or_with_a_number_are_named(text: str, name: str) -> None:
    """By their field, their year, their number, or those between whom they are."""
    assert any(label.startswith(name) for label in labels(HEAD + text).values())


@pytest.mark.parametrize("text", ["They hope for an extradition treaty.", "Most countries have extradition treaties."])
def test_instruments_that_nobody_has_made_are_none(text: str) -> None:
    """An indefinite article asks for a word that says it was signed."""
    assert not any("treat" in label for label in labels(HEAD + text).values())
