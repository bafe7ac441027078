"""Texts that officials of other languages put into English, and news of countries whose names go by other rules."""

import pytest

from ontology.terms import COMITY, ORG, SCHEMA
from tests.readings import facts, labels, objects

HEAD = "Kenya and Norway met in Nairobi. Kenya and Norway agree.\n\n"
"""Makes Kenya and Norway the two sides of what follows."""
CUBA = "La República de Cuba y la República Dominicana se reunieron. Cuba y la República Dominicana acuerdan.\n\n"


def names(text: str, predicate: str) -> set[tuple[str, str]]:
    """The facts of one kind, each end by the name that the text gives it."""
    known = labels(text)
    return {(known.get(one, one), known.get(other, other)) for one, other in facts(text, predicate)}


def test_a_committee_has_a_joint_presidency_and_renders_account() -> None:
    """As treaties translated from French say who chairs, to whom one reports and who belongs to a body."""
    text = HEAD + (
        "1. There is created a Mixed Committee of Follow-up, placed under the joint presidency of the High Commander "
        "of the Gendarmerie of Norway and the Inspector General of Police of Kenya.\n"
        "2. The Committee renders account to the Joint Nordic Commission at the end of each year.\n"
        "3. The Kenya Immigration Department and the Norwegian Tax Office are members of the Committee by right.\n"
    )
    assert len(facts(text, COMITY.chairedBy)) == 2
    assert names(text, ORG.reportsTo) == {("Mixed Committee of Follow-up", "Joint Nordic Commission")}
    members = {other for _, other in names(text, COMITY.participant)}
    assert members >= {"Kenya Immigration Department", "Norwegian Tax Office"}


def test_surnames_in_capitals_are_part_of_the_names_of_those_who_sign() -> None:
    """As in "Hon. Sulayman Musa JATTA", also where a hyphen joins two."""
    text = (
        "Protocol between Kenya and Norway\n\nArticle 1\nThey meet.\n\n"
        "For the Republic of Kenya              For the Kingdom of Norway\n\n"
        "Hon. Sulayman Musa JATTA               General Ola Lund BERG-MOE\n"
        "Minister of Ports                      Minister of Fisheries\n"
    )
    assert {one for one, _ in facts(text, ORG.holds)} == {"sulayman-musa-jatta", "ola-lund-berg-moe"}


def test_a_meeting_is_chaired_by_who_speaks_of_it_and_by_whom_it_was_chaired_with() -> None:
    """As in "the X, which he co-chaired with Y, Z said"; later a first name alone is the person's too."""
    text = HEAD + (
        "Speaking after the 56th meeting of the General Border Committee (GBC), which he co-chaired with Norwegian "
        "Deputy Prime Minister General Prawit Lund, Home Minister Tan Sri Muhyiddin Yasrin said they agreed. "
        "Muhyiddin said boats were seized.\n\nThe GBC was established under the 1965 agreement between the two "
        "countries.\n"
    )
    chairs = {other for _, other in facts(text, COMITY.chairedBy)}
    assert chairs == {"prawit-lund", "muhyiddin-yasrin"}
    assert "muhyiddin" not in labels(text)
    assert "1965-agreement" in "".join(objects(text, COMITY.establishedBy))
    assert objects(text, COMITY.party) >= {"kenya", "norway"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "MERSA BARU, Nov 5 (Fjord News) — The ministers of Kenya and Norway met here on Monday to talk.",
            "Mersa Baru",
        ),
        ("They sent a mission to the airports of Sal and Bromma.", "Sal"),
    ],
)
def test_places_stand_in_datelines_with_a_date_and_after_airports(text: str, place: str) -> None:
    """A town in capitals is no acronym."""
    assert place in labels(HEAD + text).values()


def test_a_town_and_the_city_of_its_name_are_one_place() -> None:
    """As in "ZAMBOANGA CITY - …", and further down "Zamboanga"."""
    text = (
        HEAD
        + "MERSA CITY - Kenya and Norway will revive an old agreement on patrols, officials said.\n\nIt sat in Mersa."
    )
    assert len([name for name in labels(text).values() if "mersa" in name.lower()]) == 1


def test_a_title_in_the_case_of_a_sentence_ends_where_it_was_issued() -> None:
    """As in "the Joint Statement on the Strategic Partnership issued in Tokyo"."""
    text = HEAD + "They act on the Joint Statement on the Strategic Partnership issued in Tokyo in November 2010."
    assert "Joint Statement on the Strategic Partnership" in labels(text).values()


def test_a_legislature_ratifies_what_it_approves_and_a_body_makes_its_parts() -> None:
    """With a date between commas, or with who presides in them."""
    text = HEAD + (
        "1. The National Assembly had approved, in May, the Convention on the Transfer of Sentenced Persons.\n"
        "2. The Permanent Joint Commission, presided over by the Ministers of Trade, shall create two Sub-Commissions: "
        "the Sub-Commission for Ports and the Sub-Commission for Fisheries.\n"
        "3. Kenya approved the Convention on Cybercrime.\n"
    )
    assert [one for one, _ in facts(text, COMITY.ratifies)] == ["ke-no-national-assembly"]
    assert len(facts(text, ORG.hasSubOrganization)) == 2


def test_a_counterpart_acts_beside_the_holder_of_a_post() -> None:
    """As in "the Home Secretary, X, and his counterpart, Dr. Y, will"."""
    text = HEAD + (
        "1. The Home Secretary of Kenya, Shri Gopal Nair, and his counterpart, Dr. Ola Lund, will finalise it.\n"
        "2. Norway will accept 12 officers of the Kenya Police every year for training.\n"
    )
    assert {"ola-lund", "norway"} <= objects(text, COMITY.actor)
    assert objects(text, COMITY.recipient) == {"ke-national-police-service"}


def test_both_sides_act_where_and_joins_what_each_shall_do() -> None:
    """As in "The A side shall provide premises, and the B side shall furnish them"."""
    text = HEAD + "1. The Kenyan side shall provide rooms, and the Norwegian side shall furnish them.\n2. They met.\n"
    assert facts(text, COMITY.actor) >= {("1", "kenya"), ("1", "norway")}


def test_malay_honorifics_and_posts_abroad_stand_before_names() -> None:
    """As in "Commissioner Dato' X", "the Consul of Kenya in Oslo, Encik Y", "Governor of North Sumatra, H. Z"."""
    text = HEAD + (
        "1. They called on the Governor of North Mersa, H. Raja Inal Siregar, and on the Consul of Kenya in Oslo, "
        "Encik Zul Mat Noor. The two Police Forces met.\n"
        "2. Both sides decided to set up a Joint Task Group on Ports. The Task Group will be headed by Dato' Jamil "
        "Abas and will report to the two Chiefs every quarter.\n"
    )
    held = {labels(text).get(post, post) for _, post in facts(text, ORG.holds)}
    assert held == {"Governor of North Mersa", "Consul of Kenya in Oslo"}
    assert objects(text, COMITY.ledBy) == {"jamil-abas"}
    assert objects(text, COMITY.establishedBy) == {"kenya", "norway"}
    assert len(facts(text, ORG.reportsTo)) == 1
    assert "Police Forces" not in labels(text).values()


def test_spanish_verbs_of_motion_lead_to_places() -> None:
    """As in "llegó a Calama", "zarparon de Talcahuano rumbo a Zarza"."""
    text = CUBA + "La droga llegó a Calmara. Los buques zarparon de Talcura rumbo a Zarza.\n"
    assert {"Calmara", "Talcura", "Zarza"} <= set(labels(text).values())


def test_spanish_delegations_act_and_found_groups() -> None:
    """The adjective of a country follows its noun; a commission that a text makes is no agency."""
    text = CUBA + (
        "1. La delegación cubana informó que creció la pesca.\n"
        "2. Se crea la Comisión de Seguimiento del Tratado, copresidida por el Fiscal General de la República de Cuba "
        "y el Procurador General de la República Dominicana. La Comisión rendirá cuenta a los Cancilleres.\n"
        "3. Ambas partes convinieron en conformar un Grupo Técnico de Puertos, a cargo de la División de Mar del DPF.\n"
    )
    assert ("1", "cuba") in facts(text, COMITY.actor)
    assert len(facts(text, COMITY.chairedBy)) == 2
    assert "dominicana" not in labels(text)
    assert len(facts(text, ORG.reportsTo)) == 1
    assert {other for _, other in facts(text, COMITY.establishedBy)} >= {"cuba", "dominican-republic"}
    assert len(facts(text, ORG.hasSubOrganization)) == 1


def test_spanish_posts_have_portfolios_of_two_and_holders_who_retired() -> None:
    """As in "Viceministro de A y B C, Lic. X", "el general retirado X, exdirector de la Y"."""
    text = CUBA + (
        "La presidió el Viceministro de Defensa Social y Sustancias Controladas, Lic. Renán Cárdenas Paz. El general "
        "retirado José Soto Mora, exdirector de la Dirección Nacional de Puertos, y el primer ministro cubano, Luis "
        "Paz Rojas, asistieron.\n"
    )
    held = {(one, labels(text).get(post, post)) for one, post in facts(text, ORG.holds)}
    assert ("renan-cardenas-paz", "Viceministro de Defensa Social y Sustancias Controladas") in held
    assert ("jose-soto-mora", "exdirector de la Dirección Nacional de Puertos") in held
    assert "cuba" in {other for _, other in facts(text, ORG.postIn)}
    assert "united-states" not in objects(text, SCHEMA.mentions)


def test_posts_may_stand_above_the_names_of_those_who_sign() -> None:
    """As Chinese and Kyrgyz officials sign, in two columns."""
    text = (
        "Programme of Kenya and Norway\n\nArticle 1\nThey meet.\n\n"
        "Minister of Public Security             Minister of Internal Affairs\n"
        "of the Republic of Kenya                of the Kingdom of Norway\n\n"
        "Guo Shenglin                            Turganbaev Melis\n"
    )
    held = {(one, labels(text).get(post, post)) for one, post in facts(text, ORG.holds)}
    assert held == {
        ("guo-shenglin", "Minister of Public Security of the Republic of Kenya"),
        ("turganbaev-melis", "Minister of Internal Affairs of the Kingdom of Norway"),
    }


def test_units_within_bodies_and_schools_by_whose_they_are_have_names() -> None:
    """As in "A Unit is set up within the X", "the Academy of the Y"; a country's adjective leads nothing."""
    text = HEAD + (
        "1. A Technical Harbour Unit (THU), directed by a Kenyan officer, is set up within the Directorate of Ports.\n"
        "2. Norway will receive three teachers at the Academy of the Ministry of Internal Affairs.\n"
    )
    pairs = names(text, ORG.hasSubOrganization)
    assert ("Directorate of Ports", "Technical Harbour Unit") in pairs
    assert "Academy of the Ministry of Internal Affairs" in labels(text).values()
    assert not facts(text, COMITY.ledBy)


def test_people_of_a_country_are_trained_for_it() -> None:
    """As in "train 75 Iranian officers": the adjective counts people."""
    text = HEAD + "1. The Norwegian Police will train 75 Kenyan officers in Oslo.\n2. Norway met Kenyan officers.\n"
    assert facts(text, COMITY.recipient) == {("1", "kenya")}


def test_a_memorandum_against_gangs_is_signed_by_presidents_named_after_the_verb() -> None:
    """As in "el Memorándum para el Combate a las Pandillas, que suscribieron los presidentes X y Z"."""
    text = CUBA + (
        "Se apoya en el Memorándum de Entendimiento para el Combate a las Pandillas, que suscribieron los presidentes "
        "Jaime Morales Paz y Luis Soto Mora el 23 de agosto. Su homólogo cubano, el ministro de Pesca, Mauricio "
        "Ramírez Landa, y el Ejército asistieron.\n"
    )
    assert objects(text, COMITY.signedBy) == {"jaime-morales-paz", "luis-soto-mora"}
    assert "Memorándum de Entendimiento para el Combate a las Pandillas" in labels(text).values()
    assert {"Mauricio Ramírez Landa", "Ejército"} <= set(labels(text).values())


def test_a_treaty_recalls_what_its_parties_are_guided_by() -> None:
    """A recital may follow the names of the parties, and operations have names in quotation marks."""
    text = (
        "Programme of Kenya and Norway\n\nThe Ministry of Ports of Kenya and the Ministry of Fisheries of Norway, "
        "guided by the Nairobi Convention on Ports of 2001,\n\nhave agreed:\n\n"
        '1°) The Parties will carry out Operation "Blue Sea-Dawn" '
        "against the East Turkestan Islamic Movement (ETIM).\n\n2°) The Parties will buy boats of the type VSR 1200.\n"
    )
    assert any("nairobi-convention" in one for one in objects(text, COMITY.invokes))
    assert objects(text, COMITY.targets) == {"east-turkestan-islamic-movement"}
    assert {one for one, _ in facts(text, COMITY.actor)} == {"1", "2"}
    assert "VSR" not in labels(text).values()
