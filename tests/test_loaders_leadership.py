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
        "El Expert Group on Vessels informará de sus resultados al Steering Committee.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Permanent Secretary Ruth Lima and Mr. Omar Diallo presided over the Steering Group.",
        "Chaired by Ms. Ruth Lima and Mr. Omar Diallo, the Steering Group meets twice a year.",
        "The chairs of the Steering Group, Ruth Lima and Omar Diallo, spoke.",
        "On the Norwegian side, the Steering Group is chaired by Ruth Lima; on the Kenyan side, by Mr. Omar Diallo.",
        "El Steering Group fue presidido, por Noruega, por la Dra. Ruth Lima y, por Kenia, por el Lic. Omar Diallo.",
    ],
)
def test_both_chairs_are_found_whatever_words_tell_of_them(text: str) -> None:
    """A group that is named by its kind alone is a thing of its own where nothing else could be meant."""
    assert {who for _, who in names(text, COMITY.chairedBy)} == {"ruth-lima", "omar-diallo"}


def test_who_leads_a_side_speaks_for_its_country_and_leads_no_group() -> None:
    """The group named before is not what is led."""
    text = "Mr. Omar Diallo led the Kenyan delegation, while the Norwegian side was led by Ms. Ruth Lima.\n"
    assert ("ruth-lima", "norway") in names(text, COMITY.represents)
    assert {who for _, who in names(text, COMITY.ledBy)} == {"omar-diallo"}


@pytest.mark.parametrize(
    "text",
    [
        "The Committee on Ports, one of three committees of the Steering Group, met.",
        "Under the Steering Group there are two groups: the Committee on Ports and the Committee on Ships.",
        "The Steering Group oversees the Committee on Ports.",
        "The Steering Group's Committee on Ports met.",
    ],
)
def test_parts_are_read_in_many_wordings(text: str) -> None:
    """By noun, by verb, by possessive."""
    assert ("steering-group", "committee-on-ports") in names(text, ORG.hasSubOrganization)


@pytest.mark.parametrize(
    "text",
    [
        "The Committee on Ports shall submit its recommendations to the Steering Group.",
        "The Committee on Ports will keep the Steering Group informed of its work.",
        "The Steering Group, to which the Committee on Ports reports, met.",
    ],
)
def test_reports_are_read_in_many_wordings(text: str) -> None:
    """Also where the body above is named first."""
    assert ("committee-on-ports", "steering-group") in names(text, ORG.reportsTo)


@pytest.mark.parametrize(
    "text",
    [
        "The Ports Arrangement was signed for Norway by Ms. Ruth Lima and for Kenya by Mr. Omar Diallo.",
        "The Ports Arrangement bears the signatures of Ms. Ruth Lima and Mr. Omar Diallo.",
        "Mr. Omar Diallo and Ruth Lima initialled the Ports Arrangement.",
    ],
)
def test_signatories_are_read_in_many_wordings(text: str) -> None:
    """For one side and for the other; a name beside that of a person is a person's."""
    assert {who for _, who in names(text, COMITY.signedBy)} >= {"ruth-lima", "omar-diallo"}


@pytest.mark.parametrize(
    "text",
    [
        "For the Republic of Kenya\n\n(signed) Asha Mwinyi\n\nFor the Kingdom of Norway\n\n(signed) Odd Haugland\n",
        "ASHA MWINYI SOTO\nFor the Government of Kenya\n\nODD HAUGLAND\nFor the Government of Norway\n",
        "/s/ Asha Mwinyi\nMinister of Ports\n\n/s/ Odd Haugland\nMinister of Fisheries\n",
        "Asha Mwinyi, for the Government of Kenya\n\nOdd Haugland, for the Government of Norway\n",
        (
            "On behalf of the Republic     On behalf of the Kingdom\nof Kenya                      of Norway\n\n"
            "Hon. Asha Mwinyi, EGH         H.E. Odd Haugland\n"
        ),
    ],
)
def test_signatures_are_read_in_many_layouts(text: str) -> None:
    """The party above, below or beside the name; a mark where the hand stood; a post or none."""
    whole = (
        "Treaty on River Safety\n\nKenya and Norway agree to keep each other's vessels safe wherever they are.\n\n"
        f"Done at Oslo on 3 May 2001.\n\n{text}"
    )
    assert {who.removesuffix("-soto") for _, who in facts(whole, COMITY.signedBy)} == {"asha-mwinyi", "odd-haugland"}


def test_it_was_signed_is_said_of_the_agreement_that_the_sentence_before_is_about() -> None:
    """Each signs for a side."""
    text = (
        "The Treaty on River Safety was drafted in Oslo. It was signed by Minister Asha Mwinyi for Kenya and by the "
        "Minister of Ports, Odd Haugland, for Norway.\n"
    )
    signed = names(text, COMITY.signedBy)
    assert {("treaty-on-river-safety", "asha-mwinyi"), ("treaty-on-river-safety", "odd-haugland")} <= signed


def test_the_board_is_the_one_that_its_kind_alone_has_named() -> None:
    """A shorter form of its kind points back to it."""
    text = "A Programme Board runs the plan. The Board has set up a Committee on Ports, which reports to it.\n"
    assert names(text, ORG.reportsTo) == {("committee-on-ports", "programme-board")}


def test_a_post_in_a_body_of_two_words_more_is_in_that_body() -> None:
    """One of them is no word of portfolios."""
    assert names("The President of the Central Electoral Board spoke.\n", ORG.postIn) == {
        ("president-of-central-electoral-board", "central-electoral-board")
    }


def test_a_body_that_another_reports_to_is_not_the_one_that_is_chaired() -> None:
    """In "a Group on X, reporting to the Commission on Y, chaired by Z" the Group is; a heading may name it, too."""
    text = "A Working Group on Ports, reporting to the Joint Commission on Trade, will be chaired in turn by Kenya."
    assert names(text, COMITY.chairedBy) == {("working-group-on-ports", "kenya")}
    text = "Committee on Ports\n\nCoordinators: Mr. Omar Diallo, Kenya Police; Ms. Ruth Lima, Customs.\n\nIt met."
    assert names(text, COMITY.ledBy) == {("committee-on-ports", "omar-diallo"), ("committee-on-ports", "ruth-lima")}


@pytest.mark.parametrize(
    "text",
    [
        "A Task Force on Ports meets each year. Ms. Ruth Lima and Mr. Lars Berg preside over it.",
        "The Task Force on Ports, co-chaired by Ms. Ruth Lima for Kenya and Mr. Lars Berg for Norway, met.",
    ],
)
def test_who_presides_over_it_is_read(text: str) -> None:
    """The body is a pronoun, or sides stand after the names."""
    assert names(text, COMITY.chairedBy) == {("task-force-on-ports", "ruth-lima"), ("task-force-on-ports", "lars-berg")}


def test_an_official_acts_for_the_side_that_stands_after_the_name() -> None:
    """The side named after the first official is not that of the second."""
    text = "The Task Force on Ports, led by Ms. Ruth Lima for Kenya and Mr. Lars Berg for Norway, met.\n"
    assert names(text, COMITY.represents) == {("ruth-lima", "kenya"), ("lars-berg", "norway")}


def test_a_body_whose_creation_is_approved_is_part_of_the_one_that_approves() -> None:
    """As minutes record it."""
    text = "The Joint Commission approved the creation of a Sub-Committee on Ports.\n"
    assert names(text, ORG.hasSubOrganization) == {("joint-commission", "sub-committee-on-ports")}


def test_bodies_take_part_in_an_operation_in_which_they_act() -> None:
    """Named in a relative clause, or as those who support it."""
    text = (
        "Operation Dawn, in which the Kenya Police Service seized boats, was led with the support of the Kenya Navy.\n"
    )
    found = {who for _, who in names(text, COMITY.participant)}
    assert {"kenya-police-service", "kenya-navy"} <= found or len(found) == 2
