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
        (
            "They keep the 1995 and 2003 Memoranda of Understanding on Police Training.",
            "2003 Memoranda of Understanding",
        ),
        ("They signed the Letter of Intent on Fisheries Crime.", "Letter of Intent on Fisheries Crime"),
        ("Kenya will amend its Prevention of Terrorism Act No. 30 of 2012.", "Prevention of Terrorism Act"),
        ("Kenya applies the Proceeds of Crime Act 2009.", "Proceeds of Crime Act 2009"),
        (
            "The Agreement on cooperation in the field of customs was signed.",
            "Agreement on cooperation in the field of",
        ),
        (
            "They adopted Standard Operating Procedures for joint patrols off Mombasa.",
            "Standard Operating Procedures for",
        ),
        ("The Agreement of 12 March 2009 is to be extended.", "Agreement of 12 March 2009"),
        (
            "They recalled UN Security Council Resolutions 1373 (2001) and 1540 (2004).",
            "UN Security Council Resolutions",
        ),
        ("They act under the 2009 and 2013 Shiprider Agreements.", "2013 Shiprider Agreements"),
        ("Kenya will pass the Maritime Zones Bill.", "Maritime Zones Bill"),
        ("It replaces the Action Plan of 2016.", "Action Plan of 2016"),
        ("They keep to the Jeddah Amendment.", "Jeddah Amendment"),
        (
            "They keep the Treaty on Legal Assistance in Civil, Family and Criminal Matters.",
            "Treaty on Legal Assistance in Civil, Family and Criminal Matters",
        ),
        ("They apply the Legal Assistance (Criminal Matters) Treaty.", "Legal Assistance (Criminal Matters) Treaty"),
        ("They use the Egmont Group's Lima Charter.", "Lima Charter"),
        ("A Five-Year Strategic Plan was read.", "Five-Year Strategic Plan"),
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


def test_an_instrument_called_by_its_date_is_the_one_signed_on_that_date() -> None:
    """A second instrument of that head and another date stays apart."""
    text = HEAD + "They recalled the Convention on Legal Assistance signed in Oslo on 5 October 1957. The Convention "
    assert len(labels(text + "of 5 October 1957 is old.")) == 1
    assert len(labels(text + "of 5 October 1960 is old.")) == 2


def test_two_codes_of_law_are_two() -> None:
    """A criminal code is no code of criminal procedure, although its words are among those."""
    found = labels(HEAD + "Kenya will amend the Criminal Code and the Code of Criminal Procedure.").values()
    assert {"Criminal Code", "Code of Criminal Procedure"} <= set(found)


def test_a_heading_in_capitals_names_no_principles() -> None:
    """A weak head needs a name before it, and a heading's words are no name."""
    found = labels(HEAD + "CHAPTER ONE – PURPOSE AND PRINCIPLES\n\nThey meet.\n\nCHAPTER TWO – RULES\n")
    assert set(found) == {"1", "2"}


def test_a_town_is_no_constitution() -> None:
    """What follows "Ciudad" is the name of a place."""
    assert set(labels("México y Norway se reunieron en Ciudad Constitución.")) == {"ciudad-constitucion"}
