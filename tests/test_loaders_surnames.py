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
