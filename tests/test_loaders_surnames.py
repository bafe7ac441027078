"""Persons called by their surname, and delegates listed after or below their country."""

from ontology.terms import COMITY, FOAF
from tests.readings import facts, objects, reading

HEAD = "Minutes of the Ghana-Togo Joint Boundary Commission\n\n"


def persons(text: str) -> set[str]:
    """The persons that a text names."""
    return {s.subject.rsplit("/", 1)[-1] for s in reading(text).statements if s.object == FOAF.Person}


def test_a_surname_alone_means_the_one_person_who_bears_it() -> None:
    """With or without a rank, and with what a hyphen or a particle joins to it."""
    text = (
        HEAD + "Interior Minister Kwesi Amponsah-Boateng and Captain Ama van Dyck met. Mr. Amponsah-Boateng spoke; "
        "Captain van Dyck agreed. Van Dyck left."
    )
    assert persons(text) == {"kwesi-amponsah-boateng", "ama-van-dyck"}


def test_a_surname_that_two_persons_bear_means_neither() -> None:
    """When in doubt nobody is named."""
    text = HEAD + "Minister Kofi Mensah met Ambassador Yao Mensah. Yesterday Mensah left."
    assert persons(text) == {"kofi-mensah", "yao-mensah"}


def test_delegates_represent_the_country_before_the_colon() -> None:
    """Each of those between semicolons, up to the next country."""
    text = (
        HEAD + "Ghana: Nana Prempeh, Ambassador; Ms. Efua Sarpong, Customs Division.\n\nTogo: Colonel Komlan Agbeko.\n"
    )
    assert facts(text, COMITY.represents) == {
        ("nana-prempeh", "ghana"),
        ("efua-sarpong", "ghana"),
        ("komlan-agbeko", "togo"),
    }


def test_delegates_represent_the_country_of_the_line_above() -> None:
    """A list goes on until a paragraph names nobody at its beginning."""
    text = (
        HEAD
        + "Delegation of Ghana\n\n1. Dr. Kwesi Boateng, Minister for the Interior\n2. Ms. Efua Sarpong, Director\n\n"
        "Delegation of Togo\n\n1. Colonel Komlan Agbeko, Minister of Security\n\nThe sides met again in Accra in the "
        "evening, and Ambassador Yao Kuma spoke.\n"
    )
    found = facts(text, COMITY.represents)
    assert {("kwesi-boateng", "ghana"), ("efua-sarpong", "ghana"), ("komlan-agbeko", "togo")} <= found
    assert "yao-kuma" not in {person for person, _ in found}


def test_a_participant_told_by_its_country_acts() -> None:
    """As in "The Ghanaian Participant will …"."""
    assert objects(HEAD + "1. The Ghanaian Participant will open a post.\n2. They meet.\n", COMITY.actor) == {"ghana"}


ROLL = (
    HEAD
    + "1. The meeting was opened by the Chairman of the Ghanaian Part of the Commission.\n\n2. The Togolese Part will "
    "host the next one.\n\nLIST OF PARTICIPANTS\n\nGHANA\n\nMr. Kofi BAAH, Head of Unit, Ministry of the Interior "
    "(Chairman)\nMs. Ama KUMA, Adviser\n\nTOGO\n\nMr. Yao AGBO, Director of Customs\n"
)


def test_a_list_of_participants_names_the_country_alone_above_each_part() -> None:
    """Surnames may be in capitals, and a role in parentheses is no name of what stands before it."""
    assert {("kofi-baah", "ghana"), ("ama-kuma", "ghana"), ("yao-agbo", "togo")} <= facts(ROLL, COMITY.represents)
    assert persons(ROLL) == {"kofi-baah", "ama-kuma", "yao-agbo"}


def test_the_part_of_a_country_in_a_commission_is_that_country() -> None:
    """It is no person and no agency, and it acts for its country."""
    assert ("2", "togo") in facts(ROLL, COMITY.actor)


def test_a_post_in_a_group_ends_with_what_the_group_deals_with() -> None:
    """What follows "on" is no name of a person."""
    text = HEAD + "The Chairperson of the Sub-Committee on Stolen Cars, Colonel Risto Haapala, left."
    assert persons(text) == {"risto-haapala"}


def test_two_surnames_mean_the_one_person_who_bears_both() -> None:
    """As in "President Castañeda Ruz"."""
    text = HEAD + "President Raúl Castañeda Ruz spoke. Later President Castañeda Ruz left."
    assert persons(text) == {"raul-castaneda-ruz"}
