"""Bodies whose names stand before a country, after a person, or are joined by "and"; and what they do."""

import pytest

from ontology.terms import COMITY, ORG
from tests.readings import facts, labels, objects

HEAD = "Report of Bangladesh and New Zealand\n\nBangladesh and New Zealand met.\n\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Talks were led by Border Guard Bangladesh in Dhaka.", "Border Guard Bangladesh"),
        ("They met officers of Immigration New Zealand.", "Immigration New Zealand"),
        ("The Customs and Excise Division scans boxes.", "Customs and Excise Division"),
        ("Mr. Gregory Gibson of the Land Records Department spoke.", "Land Records Department"),
    ],
)
def test_bodies_are_named_whole(text: str, name: str) -> None:
    """With the country at the end, with both parts of a service at the border, and after the name of a person."""
    assert name in labels(HEAD + text).values()


def test_a_country_whose_adjective_is_its_name_acts() -> None:
    """New Zealand is no adjective where a verb follows."""
    assert objects(HEAD + "1. New Zealand will lend a boat.\n2. They meet.\n", COMITY.actor) == {"new-zealand"}


def test_each_sentence_of_a_provision_may_name_who_acted() -> None:
    """Also after an introduction that a comma ends."""
    text = "1. Bangladesh opened a school. In March 2019, New Zealand sent teachers.\n2. They meet.\n"
    assert {("1", "bangladesh"), ("1", "new-zealand")} <= facts(HEAD + text, COMITY.actor)


def test_the_latter_of_two_groups_has_a_leader_of_its_own() -> None:
    """As in "The former is led by X, the latter by Y"."""
    text = (
        "The Joint Committee has two working groups: the Working Group on Fish and the Working Group on Arms. The "
        "former is led by Inspector Ruth Mokis, the latter by Colonel James Ponga."
    )
    assert facts(HEAD + text, COMITY.ledBy) == {
        ("bd-nz-working-group-on-fish", "ruth-mokis"),
        ("bd-nz-working-group-on-arms", "james-ponga"),
    }


def test_a_row_of_a_table_is_no_menu() -> None:
    """Strokes at both ends make a row; what it names is read."""
    text = "| No. | Commitment | Lead |\n| 1 | Boats | Land Records Department of Bangladesh |\n"
    assert "bd-land-records-department" in labels(HEAD + text)


GOVERNANCE = (
    HEAD
    + "The Joint Ministerial Committee shall be assisted by a Technical Secretariat, headed by Eng. Halima Boru-Dida, "
    "and by two Working Parties: the Working Party on Fish and the Working Party on Arms. Each Working Party shall "
    "submit a report to the Technical Secretariat."
)


def test_what_assists_a_committee_is_part_of_it() -> None:
    """An abbreviated profession ends no sentence, and a phrase between commas no list."""
    assert facts(GOVERNANCE, ORG.hasSubOrganization) == {
        ("bd-nz-joint-ministerial-committee", "bd-nz-technical-secretariat"),
        ("bd-nz-joint-ministerial-committee", "bd-nz-working-party-on-fish"),
        ("bd-nz-joint-ministerial-committee", "bd-nz-working-party-on-arms"),
    }
    assert facts(GOVERNANCE, COMITY.ledBy) == {("bd-nz-technical-secretariat", "halima-boru-dida")}


def test_each_of_several_groups_reports_and_is_none_of_its_own() -> None:
    """As in "Each Working Party shall submit a report to the Secretariat"."""
    assert {one for one, _ in facts(GOVERNANCE, ORG.reportsTo)} == {
        "bd-nz-working-party-on-fish",
        "bd-nz-working-party-on-arms",
    }


def test_the_agent_of_a_passive_may_follow_a_list() -> None:
    """As in "shall be built in A, B and C by the D", but not what a participle brings after a comma."""
    text = "1. Posts shall be built in Kilifi, Kwale and Lamu by the Land Records Department.\n2. They meet.\n"
    assert objects(HEAD + text, COMITY.actor) == {"bd-nz-land-records-department"}


def test_a_service_and_its_directorate_are_two_bodies() -> None:
    """A possessive parts them, though "service" alone names little."""
    text = "They visited the National Harbour Service's Directorate of Pilots."
    assert facts(HEAD + text, ORG.hasSubOrganization) == {
        ("bd-nz-national-harbour-service", "bd-nz-directorate-of-pilots")
    }


def test_to_stands_for_will_in_a_short_line() -> None:
    """As in "Land Records Department (LRD) to second an officer"."""
    text = "• Land Records Department (LRD) to second one officer.\n• Bangladesh to pay.\n"
    assert objects(HEAD + text, COMITY.actor) == {"bd-nz-land-records-department", "bangladesh"}


@pytest.mark.parametrize(
    ("text", "predicate", "stated"),
    [
        (
            "The Drug Crime Cell is overseen by the Joint Security Commission.",
            ORG.reportsTo,
            {("ca-ke-drug-crime-cell", "ca-ke-joint-security-commission")},
        ),
        (
            "The Technical Committee, of guides, was formed by the Joint Security Commission and reports to it.",
            ORG.reportsTo,
            {("ca-ke-technical-committee", "ca-ke-joint-security-commission")},
        ),
        (
            "The Wildlife Service, whose Rangers Unit is small, met the Navy.",
            ORG.hasSubOrganization,
            {("ca-ke-wildlife-service", "ca-ke-rangers-unit")},
        ),
    ],
)
def test_bodies_stand_under_those_that_oversee_or_formed_them(
    text: str, predicate: str, stated: set[tuple[str, str]]
) -> None:
    """By a passive, by what formed them, and by "whose"."""
    head = "JOINT STATEMENT OF CANADA AND KENYA\n\nCanada and Kenya met in Nairobi.\n\n"
    assert facts(f"{head}{text}\n", predicate) == stated
