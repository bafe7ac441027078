"""Facts by grammar: one or two sentences each, and what is read from them."""

import pytest

from ontology.terms import COMITY, ORG, SCHEMA
from tests.readings import facts, labels, objects, reading

HEAD = "Mexico and the United States of America met in Mexico. Mexico and the United States agree.\n\n"
"""Makes Mexico and the United States the two sides of what follows."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Both governments will share lists.\n2. They meet.\n", {"mexico", "united-states"}),
        ("1. Mexico will share lists.\n2. They meet.\n", {"mexico"}),
        ("1. As agreed, the United States shall pay.\n2. They meet.\n", {"united-states"}),
        ("1. Lists will be shared.\n2. The border is long.\n", set()),
        ("The United States will:\n\n1. share lists;\n2. pay.\n", {"united-states"}),
        ("The Parties agreed:\n\n1. that Mexico will share lists;\n2. that it will pay.\n", {"mexico"}),
        (
            "1. The Border Working Group, chaired by Mr. Juan Torres, will act.\n2. They meet.\n",
            {"mx-us-border-working-group"},
        ),
    ],
)
def test_the_actor_is_the_subject_of_what_will_be_done(text: str, expected: set[str]) -> None:
    """A modal verb has a subject, in the item or in the text that introduces the list; a passive names nobody."""
    assert objects(HEAD + text, COMITY.actor) == expected


def test_who_is_given_training_is_a_recipient_and_no_actor() -> None:
    """The actor gives, the recipient is given to."""
    text = HEAD + "1. Mexico will provide training to the Federal Police.\n2. They meet.\n"
    assert facts(text, COMITY.recipient) == {("1", "mx-federal-police")}
    assert facts(text, COMITY.actor) == {("1", "mexico")}


@pytest.mark.parametrize(
    ("sentence", "predicate"),
    [
        ("Both governments will act under the Treaty on River Safety.", COMITY.invokes),
        ("Both governments will ratify the Treaty on River Safety.", COMITY.ratifies),
        ("Both governments will implement the Treaty on River Safety.", COMITY.implements),
    ],
)
def test_the_nearest_governing_word_says_what_is_done_with_an_agreement(sentence: str, predicate: str) -> None:
    """Each provision states one relation to the agreement that it names."""
    text = f"{HEAD}1. {sentence}\n2. They meet.\n"
    stated = {p for p in (COMITY.invokes, COMITY.ratifies, COMITY.implements) if facts(text, p)}
    assert stated == {predicate}
    assert objects(text, predicate) == {"mx-us-treaty-on-river-safety"}


def test_the_title_of_an_agreement_goes_on_over_its_field_and_not_over_a_place() -> None:
    """As in "Mutual Assistance in Criminal Matters", signed in Lima."""
    text = HEAD + "1. Both will act under the Treaty on Assistance in Criminal Matters in Lima.\n2. They meet.\n"
    assert objects(text, COMITY.invokes) == {"mx-us-treaty-on-assistance-in-criminal-matters"}


def test_an_agreement_that_is_only_to_be_made_is_not_invoked() -> None:
    """To negotiate a treaty is not to rely on it."""
    assert not facts(HEAD + "1. Both will negotiate a Treaty on River Safety.\n2. They meet.\n", COMITY.invokes)


def test_who_signed_and_when_stand_in_one_sentence() -> None:
    """Those who sign a treaty are its parties."""
    text = HEAD + "The Treaty on River Safety was signed by Mexico and the United States on 3 March 1998."
    sides = {("mx-us-treaty-on-river-safety", side) for side in ("mexico", "united-states")}
    assert facts(text, COMITY.signedBy) == facts(text, COMITY.party) == sides
    assert objects(text, COMITY.signedOn) == {"1998-03-03"}


def test_known_names_of_one_treaty_are_one_agreement() -> None:
    """The treaty on legal assistance is the same by its name and by its acronym."""
    text = HEAD + "1. Both will act under the Mutual Legal Assistance Treaty.\n2. They will use the MLAT.\n"
    assert facts(text, COMITY.invokes) == {("1", "mlat-mexico-united-states"), ("2", "mlat-mexico-united-states")}


def test_a_parenthesis_defines_an_acronym_for_the_whole_document() -> None:
    """The acronym denotes what the name before it denotes."""
    text = HEAD + "The Joint Commission on River Safety (JCRS) met. The JCRS reports to the Binational Council."
    assert facts(text, ORG.reportsTo) == {("mx-us-joint-commission-on-river-safety", "mx-us-binational-council")}


def test_a_parenthesis_may_hold_the_acronym_of_a_body_that_a_treaty_is_named_after() -> None:
    """The acronym of a known body is that body's own, and the code of a currency no acronym at all."""
    text = HEAD + "They recalled the Treaty of the Economic Community of West African States (ECOWAS)."
    assert "economic-community-of-west-african-states" in objects(text, SCHEMA.mentions)
    assert objects(HEAD + "The cost was MNT 320 million.", SCHEMA.mentions) <= {"mexico", "united-states"}


def test_a_definite_head_points_back_to_the_name_before_it() -> None:
    """The word "Commission" is the commission that was named; a head that fits nothing denotes nothing."""
    text = (
        HEAD
        + "The Joint Commission on River Safety met. The Commission was chaired by Jorge Pruebas, Minister of Ports."
    )
    assert objects(text, COMITY.chairedBy) == {"jorge-pruebas"}
    assert {one for one, _ in facts(text, COMITY.chairedBy)} == {"mx-us-joint-commission-on-river-safety"}
    assert "mx-us-committee" not in labels(HEAD + "The Committee met.")


def test_groups_that_a_body_has_are_its_parts() -> None:
    """The list after "has two working groups" names the parts."""
    text = (
        HEAD
        + "The Binational Council has two working groups: the Working Group on Rivers and the Working Group on Roads."
    )
    parts = {"mx-us-working-group-on-rivers", "mx-us-working-group-on-roads"}
    assert facts(text, ORG.hasSubOrganization) == {("mx-us-binational-council", part) for part in parts}


@pytest.mark.parametrize(
    "text",
    [
        "The Minister of Public Works, Jorge Pruebas, spoke.",
        "Minister of Public Works Jorge Pruebas spoke.",
        "Jorge Pruebas, Minister of Public Works, spoke.",
        "Minister of Public Works Admiral Jorge Pruebas spoke.",
    ],
)
def test_a_person_holds_the_post_before_or_after_the_name(text: str) -> None:
    """Post and name stand side by side, with a rank between them or a comma."""
    assert facts(HEAD + text, ORG.holds) == {("jorge-pruebas", "mx-us-minister-of-public-works")}


def test_a_spanish_title_is_read_in_lower_case() -> None:
    """Spanish writes titles small."""
    text = HEAD + "El secretario de Marina, Juan Pruebas Solís, dijo que sí."
    assert {person for person, _ in facts(text, ORG.holds)} == {"juan-pruebas-solis"}


def test_signatures_in_two_columns_are_two_persons_with_their_posts() -> None:
    """Each column is read by itself; the government above a name is whom its bearer signs for."""
    text = HEAD + (
        "Done in Mexico.\n\nFOR THE GOVERNMENT OF MEXICO      FOR THE GOVERNMENT OF THE UNITED STATES\n"
        "Jorge Pruebas                     Ann Sample\nMinister of Ports                 Secretary of Rivers\n"
    )
    assert {person for person, _ in facts(text, ORG.holds)} == {"jorge-pruebas", "ann-sample"}
    assert facts(text, COMITY.represents) == {("jorge-pruebas", "mexico"), ("ann-sample", "united-states")}


def test_coordinated_departments_are_one_body_each() -> None:
    """The plural before the list gives each member its full name."""
    names = set(labels(HEAD + "The Departments of Ports, Rivers and Inland Roads will attend.").values())
    assert {"Department of Ports", "Department of Rivers", "Department of Inland Roads"} <= names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ministry of Trade and Industry met.", {"Ministry of Trade and Industry"}),
        ("The Ministry of Trade and the Ministry of Ports met.", {"Ministry of Trade", "Ministry of Ports"}),
    ],
)
def test_and_joins_two_words_of_a_name_or_two_names(text: str, expected: set[str]) -> None:
    """What stands after "and" is a name of its own only if it has a head."""
    assert {name for name in labels(HEAD + text).values() if name.startswith("Ministry")} == expected


def test_names_of_one_pair_of_countries_are_not_those_of_another() -> None:
    """What only a document's sides can have carries their codes in its address."""
    other = HEAD.replace("Mexico", "Canada") + "The Joint Commission on River Safety met."
    assert "ca-us-joint-commission-on-river-safety" in labels(other)


def test_a_place_is_told_by_the_words_before_it() -> None:
    """A preposition of place introduces a name that no gazetteer knows."""
    assert {"pruebatitlan"} <= objects(HEAD + "They met in the village of Pruebatitlan.", COMITY.denotes)


def test_a_place_is_told_by_what_passes_through_it_or_lies_along_it() -> None:
    """As rivers are; and no acronym or body is one."""
    text = "Ghana and Togo met. Drugs pass through Aflao on their way north. Patrols go along the Mono and the Zio."
    assert set(labels(text).values()) >= {"Aflao", "Mono", "Zio"}


def test_those_who_bear_the_costs_are_the_actors() -> None:
    """As treaties say of both."""
    text = "Ghana and Togo agree:\n\nArticle 1\nThe costs are borne by the Contracting States in equal parts.\n"
    assert {one for _, one in facts(text, COMITY.actor)} == {"ghana", "togo"}


def test_an_actor_may_have_help() -> None:
    """Between commas, before the verb."""
    text = "Ghana and Togo agree.\n\n1. Ghana, with Togo's help, has built a road.\n\n2. It is long.\n"
    assert {one for _, one in facts(text, COMITY.actor)} == {"ghana"}


def test_an_army_that_is_fought_is_a_criminal_organisation() -> None:
    """And no agency."""
    text = "Ghana and Togo met. They wage a war against the Free People's Army (FPA)."
    assert COMITY.CriminalOrganization in {statement.object for statement in reading(text).statements}


def test_a_bureau_before_its_ministry_is_part_of_it() -> None:
    """In a line that names who is responsible."""
    text = "The United States and Mali agree.\n\n1. Train men.\nLead: Bureau of Logistics, Department of State\n\n"
    found = facts(f"{text}2. Buy boats.\nLead: Navy of Mali\n", ORG.hasSubOrganization)
    assert ("us-department-of-state", "ml-us-bureau-of-logistics") in found


def test_a_document_without_countries_has_no_sides() -> None:
    """The words "both governments" mean nobody where nobody is named."""
    assert not [
        s for s in reading("1. Both governments will act.\n2. They meet.\n").statements if s.predicate == COMITY.actor
    ]


def test_the_languages_of_a_treaty_are_no_countries() -> None:
    """In Spanish the noun stands before them."""
    text = "Chile y Brasil se reunieron. Hecho en Santiago en dos ejemplares en idiomas español y portugués.\n"
    assert objects(text, SCHEMA.mentions) >= {"chile", "brazil"}
    assert objects(text, SCHEMA.mentions).isdisjoint({"spain", "portugal"})


def test_a_post_is_one_where_its_country_is_not_said_again() -> None:
    """As below a signature: one who holds "X of Chile" and "X" holds one post."""
    text = (
        "El Ministro del Interior y Seguridad Pública de Chile, Andrés Chadwick Piñera, y el Ministro de Justicia del "
        "Brasil, José Eduardo Cardozo, firmaron la Declaración de Santiago.\n\nAndrés Chadwick Piñera\n"
        "Ministro del Interior y Seguridad Pública\n"
    )
    held = {post for person, post in facts(text, ORG.holds) if person == "andres-chadwick-pinera"}
    assert held == {"cl-minister-of-the-interior-and-public-security"}
