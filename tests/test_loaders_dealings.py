"""Who takes part, who is trained or given something, and whose post it is."""

import pytest

from ontology.terms import COMITY, ORG
from tests.readings import facts, objects

HEAD = "Kenya and Ghana met in Nairobi. Kenya and Ghana agree.\n\n"
"""Makes Kenya and Ghana the two sides of what follows."""


@pytest.mark.parametrize(
    "text",
    [
        "The Steering Committee, composed of the Ghana Navy and the Kenya Police Service, met.",
        "A Steering Committee runs the plan. Its members are the Ghana Navy and the Kenya Police Service.",
        "El Steering Committee, integrado por la Ghana Navy y la Kenya Police Service, se reunió.",
    ],
)
def test_the_members_of_a_body_take_part_in_it(text: str) -> None:
    """By a participle, or a sentence of their own."""
    assert {who.split("-", 1)[1] for who in objects(HEAD + text, COMITY.participant)} == {
        "navy",
        "national-police-service",
    }


def test_who_holds_an_exercise_takes_part_in_it() -> None:
    """The subjects of the verb."""
    text = HEAD + "The Ghana Navy and the Kenya Police Service will hold Exercise Blue Wave.\n"
    assert len(facts(text, COMITY.participant)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "1. Kenya will equip the Ghana Navy with radios.\n2. They meet.\n",
        "1. Kenya will train fifty officers of the Ghana Navy.\n2. They meet.\n",
        "1. Kenya will lend the Ghana Navy two boats.\n2. They meet.\n",
        "1. Kenya will give the Ghana Navy access to courses at the College of Ports.\n2. They meet.\n",
    ],
)
def test_the_body_is_given_something_and_not_the_country_in_its_name(text: str) -> None:
    """Nor the school at which its people learn."""
    assert {who.split("-", 1)[1] for who in objects(HEAD + text, COMITY.recipient)} == {"navy"}


def test_a_parenthesis_between_two_subjects_does_not_part_them() -> None:
    """As in "the A (B) and the C (D) will …"."""
    text = (
        HEAD + "1. The Ghana Ports Authority (GPA) and the Kenya Ports Agency (KPA) will share lists.\n2. They meet.\n"
    )
    assert len(objects(text, COMITY.actor)) == 2


def test_a_post_is_in_the_body_whose_name_holds_a_country() -> None:
    """The post "Head of the Ghana Navy" is of the navy, and "Minister of Justice of Ghana" of the country."""
    text = HEAD + "The Director of the Ghana Ports Authority, Efua Badu, spoke.\n"
    assert [kind for kind in objects(text, ORG.postIn) if kind == "ghana"] == []
    assert "ghana" in objects(HEAD + "The Minister of Justice of Ghana, Efua Badu, spoke.\n", ORG.postIn)


MEMORANDUM = """MEMORANDUM OF UNDERSTANDING

BETWEEN THE KENYA REVENUE AUTHORITY AND
THE NORWEGIAN CUSTOMS SERVICE

ON THE EXCHANGE OF CARGO DATA

The Kenya Revenue Authority (KRA) and the Norwegian Customs Service, hereinafter referred to as "the Participants",
noting that Kenya and Norway trade more each year, have reached the following understanding:

SECTION I

1. The Participants will share data on cargo.

2. Both countries will gain by this. Requests go to the Director General of the KRA.

SECTION II

1. This Memorandum lasts for five years.

Signed in Oslo on 3 May 2012.

For the Kenya Revenue Authority

Asha Mwinyi
Director General

For the Norwegian Customs Service

Odd Haugland
Commander
"""


def test_the_parties_of_a_memorandum_between_agencies_are_the_agencies() -> None:
    """They act as "the Participants"; "both countries" still means the countries."""
    acting = facts(MEMORANDUM, COMITY.actor)
    bodies = {who for _, who in acting} - {"kenya", "norway"}
    assert len(bodies) == 2
    assert {what for what, who in acting if who in bodies} == {"1"}
    assert bodies <= {who for _, who in facts(MEMORANDUM, COMITY.party)}


def test_the_title_below_a_signature_is_the_post_that_the_text_names_in_full() -> None:
    """There is one Director General in it."""
    held = {post for who, post in facts(MEMORANDUM, ORG.holds) if who == "asha-mwinyi"}
    assert len(held) == 1
    assert held.pop().endswith("director-general-of-kra")


@pytest.mark.parametrize(
    "text",
    [
        "Kenya ratified the Treaty on River Safety in 2010.",
        "They apply the Treaty on River Safety of 1993, which Kenya ratified in 1999.",
        "The Treaty on River Safety was signed in 2009, and Kenya ratified it in 2010.",
        "The Treaty on River Safety was ratified by Kenya.",
    ],
)
def test_a_state_ratifies_an_agreement_in_narrative_too(text: str) -> None:
    """By an active verb, a relative clause, a pronoun or the passive."""
    assert objects(HEAD + text, COMITY.ratifies) == {"gh-ke-treaty-on-river-safety"}
    assert {who for who, _ in facts(HEAD + text, COMITY.ratifies)} == {"kenya"}


HEAD_ES = "COMUNICADO CONJUNTO DE CHILE Y PERÚ\n\nChile y Perú se reunieron en Santiago.\n\n"


def test_a_protocol_amends_the_treaty_in_its_name() -> None:
    """Whether it is joined by "del", or by "al" to the name after it."""
    text = (
        "Se firmó el Protocolo Modificatorio del Tratado de Extradición Simplificada. Rige el Protocolo Adicional al "
        "Convenio de Pesca Artesanal.\n"
    )
    amended = {other for _, other in facts(HEAD_ES + text, COMITY.amends)}
    assert amended == {"cl-pe-tratado-de-extradicion-simplificada", "cl-pe-convenio-de-pesca-artesanal"}


def test_the_sides_of_a_lead_in_sign_and_act_in_its_items() -> None:
    """As in "The two sides: – signed a Memorandum on X; – decided to establish a Y"."""
    text = (
        "JOINT COMMUNIQUE OF CANADA AND KENYA\n\nThe two sides:\n\n- signed a Memorandum on Maritime Search;\n\n"
        "- decided to meet again.\n"
    )
    assert {who for _, who in facts(text, COMITY.signedBy)} == {"canada", "kenya"}
    assert {who for _, who in facts(text, COMITY.actor)} == {"canada", "kenya"}


def test_names_with_their_posts_below_the_parties_sign() -> None:
    """On one line, below "For the Government of X:", once the formula of signature stands above."""
    text = (
        "AGREEMENT BETWEEN CANADA AND KENYA ON FISHERIES\n\nDone at Ottawa on 4 May 2010.\n\nFor Canada:\n"
        "Ann Tremblay, Minister of Fisheries\n\nFor Kenya:\nJane Wanjiru, Minister of Fisheries\n"
    )
    assert {who for _, who in facts(text, COMITY.signedBy)} == {"ann-tremblay", "jane-wanjiru"}


def test_delegates_with_the_role_of_chair_preside_over_the_group() -> None:
    """As a list of participants puts it in parentheses."""
    text = (
        "REPORT OF THE CANADA-KENYA WORKING GROUP ON FISHERIES\n\nPARTICIPANTS\n\nCanada\n"
        "Ann Tremblay, Director of Fisheries (Co-Chair)\n\nKenya\nJane Wanjiru, Director of Ports (Co-Chair)\n"
    )
    assert {who for _, who in facts(text, COMITY.chairedBy)} == {"ann-tremblay", "jane-wanjiru"}


def test_the_delegation_that_a_pronoun_means_is_the_other_country_s() -> None:
    """And a counterpart told by an adjective speaks for its country, whatever honorific stands before the name."""
    text = (
        "The Kenya delegation was led by Mr. Jackson Otieno, Minister of Trade, while that of Ghana was headed by Mr. "
        "Kofi Baah, Minister of Mines. Mr. John Kamau and his Ghanaian colleague, Mr. Yaw Mensah, attended.\n"
    )
    told = facts(HEAD + text, COMITY.represents)
    assert {("jackson-otieno", "kenya"), ("kofi-baah", "ghana"), ("yaw-mensah", "ghana")} <= told
    assert ("kofi-baah", "kenya") not in told
