"""Who leads, reports to and is part of what, and who signed: also through pronouns, lists and headings."""

import pytest

from ontology.terms import COMITY, ORG
from tests.readings import facts

HEAD = "Kenya and Norway met in Nairobi. Kenya and Norway agree.\n\n"
"""Makes Kenya and Norway the two sides of what follows."""


def names(text: str, predicate: str) -> set[tuple[str, str]]:
    """Facts by the ends of the names of their subjects and objects, without the countries before them."""
    return {(_bare(one), _bare(other)) for one, other in facts(HEAD + text, predicate)}


def _bare(name: str) -> str:
    return name.removeprefix("ke-no-").removeprefix("ke-").removeprefix("no-")


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("The Task Force on Ports, under the leadership of Ms. Ruth Lima, met.", "ruth-lima"),
        ("The Task Force on Ports met. Its coordinator, Mr. Omar Diallo, spoke.", "omar-diallo"),
        ("The Task Force on Ports is new; Captain Omar Diallo is its coordinator.", "omar-diallo"),
        ("A Task Force on Ports was set up under Col. Lars Berg.", "lars-berg"),
        ("Superintendent Lars Berg will lead the Task Force on Ports.", "lars-berg"),
        ("The Task Force on Ports, which Mr. Lars Berg will lead, is new.", "lars-berg"),
        ("Task Force on Ports\n\nIts coordinator, Mr. Lars Berg, spoke.", "lars-berg"),
        ("El Task Force on Ports, bajo la dirección de la Dra. Ruth Lima, se reunió.", "ruth-lima"),
    ],
)
def test_who_leads_a_body_is_read_in_many_wordings(text: str, leader: str) -> None:
    """Before or after the body, by noun or by verb, with a pronoun or under a heading."""
    assert (("task-force-on-ports"), leader) in names(text, COMITY.ledBy)


def test_co_chairs_are_both_found_past_their_posts_and_honorifics() -> None:
    """The list goes on after "Minister of A of B (C), and H.E. Dr."."""
    text = (
        "The Joint Working Group on Drugs was co-chaired by H.E. Asha Mwinyi, Director for Security at the Ministry of "
        "Home Affairs (MHA), and H.E. Dr. Odd Haugland, Minister of Justice of Norway.\n"
    )
    assert {who for _, who in names(text, COMITY.chairedBy)} == {"asha-mwinyi", "odd-haugland"}


def test_they_and_the_former_are_the_groups_of_the_sentence_before() -> None:
    """Pronouns stand for what a list named."""
    text = "The Joint Dialogue set up the Working Group on Ports and the Working Group on Drugs. "
    led = names(text + "They will be led by Mr. Lars Berg.\n", COMITY.ledBy)
    assert led == {("working-group-on-ports", "lars-berg"), ("working-group-on-drugs", "lars-berg")}
    led = names(text + "The former will be led by Mr. Lars Berg.\n", COMITY.ledBy)
    assert led == {("working-group-on-ports", "lars-berg")}


@pytest.mark.parametrize(
    "text",
    [
        "The Steering Committee has set up an Expert Group on Vessels.",
        "The Steering Committee met. Its Expert Group on Vessels met too.",
        "An Expert Group on Vessels will be formed under the Steering Committee.",
    ],
)
def test_a_group_is_part_of_what_made_it_or_owns_it(text: str) -> None:
    """By a verb, a possessive, or "under"."""
    assert names(text, ORG.hasSubOrganization) == {("steering-committee", "expert-group-on-vessels")}


@pytest.mark.parametrize(
    "text",
    [
        "The Expert Group on Vessels is accountable to the Steering Committee.",
        "The Expert Group on Vessels was moved to the Steering Committee, to which it will report.",
        "The Steering Committee has an Expert Group on Vessels, which reports to it.",
        "The reports of the Expert Group on Vessels will be sent to the Steering Committee.",
        "El Expert Group on Vessels rendirá cuentas al Steering Committee.",
    ],
)
def test_to_whom_a_group_reports_is_read_in_many_wordings(text: str) -> None:
    """Also where "it" stands for one of the two."""
    assert ("expert-group-on-vessels", "steering-committee") in names(text, ORG.reportsTo)


def test_who_signed_is_read_from_relative_clauses_and_the_formula_of_signature() -> None:
    """As in "which A and B signed", "signed in X on DATE by A", "Done … by A and B" below the document's own title."""
    text = "The Treaty on River Safety, which the foreign minister of Kenya, Asha Mwinyi, signed in Oslo, is old.\n"
    assert ("treaty-on-river-safety", "asha-mwinyi") in names(text, COMITY.signedBy)
    text = "The Treaty on River Safety was signed in Oslo on 3 May 2001 by Kenya and Norway.\n"
    assert {who for _, who in names(text, COMITY.signedBy)} == {"kenya", "norway"}
    text = (
        "Treaty on River Safety\n\nKenya and Norway agree.\n\nSigned in Oslo on 3 May 2001 by Ms. Asha Mwinyi Said.\n"
    )
    assert {who for _, who in facts(text, COMITY.signedBy)} == {"asha-mwinyi-said"}


def test_the_meeting_of_a_body_is_an_event_and_the_body_a_group() -> None:
    """A short form in parentheses is that of the body."""
    text = (
        "The Fifth Meeting of the Joint Commission on Fisheries (JCF) was held. The JCF has a Working Group on Ports.\n"
    )
    assert names(text, ORG.hasSubOrganization) == {("joint-commission-on-fisheries", "working-group-on-ports")}


def test_a_name_below_the_party_it_signs_for_is_a_signature() -> None:
    """No post stands below it; the ministry signs for its state."""
    text = (
        "Treaty on River Safety\n\nKenya and Norway agree.\n\nDone at Oslo on 3 May 2001.\n\n"
        "For the Ministry of Justice\n\nAsha Mwinyi Said\n\nFor the Government of Norway\n\nOdd Emil Haugland\n"
    )
    assert {who for _, who in facts(text, COMITY.signedBy)} == {"asha-mwinyi-said", "odd-emil-haugland"}


def test_the_meeting_that_the_sentence_before_names_was_chaired() -> None:
    """As in "The meeting was co-chaired by …"."""
    text = "The Fifth Meeting of the Joint Commission on Ports took place. The meeting was chaired by Mr. Lars Berg.\n"
    assert {who for _, who in names(text, COMITY.chairedBy)} == {"lars-berg"}
