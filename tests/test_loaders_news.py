"""What news and fact sheets say in passing: operations, gangs, chambers, counterparts, parts of bodies."""

import pytest

from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, ORG
from tests.readings import facts, labels, local, objects, reading

HEAD = "Kenya and Norway met in Nairobi. Kenya and Norway agree.\n\n"
"""Makes Kenya and Norway the two sides of what follows."""


def kinds(text: str) -> dict[str, str]:
    """The class of each thing that a text coins, by its name."""
    return {name: local(s.subject) and s.subject.split("/")[-2] for s in reading(HEAD + text).statements
            for name in [labels(HEAD + text).get(local(s.subject), "")] if name}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They were held in an operation code-named Silver Falcon.", "Silver Falcon", "operation"),
        ('Customs joined the operation "Mirage" in May.', "Mirage", "operation"),
        (
            'Police held nine members of the "Altyn Group", a gang that sold data.',
            "Altyn Group",
            "criminal-organization",
        ),
        ("The treaty was read by the Senate Committee on Ports.", "Senate Committee on Ports", "legislature"),
        ("It was paid for by the European Commission's EUROB programme.", "EUROB", "program"),
        ("It was paid for by the European Union's Regional Port Programme.", "Regional Port Programme", "program"),
        ("Two members of Jama'at Ansar al-Bahr were held.", "Jama'at Ansar al-Bahr", "criminal-organization"),
        ("Police held a courier of the Škaljevo clan.", "Škaljevo clan", "criminal-organization"),
        ("Police held the Red Reef gang of Tavita.", "Tavita", "place"),
        ("It was bound for Ombo Port and Sanga.", "Sanga", "place"),
        ("VELO MIRO, 17 September 2004 – Kenya and Norway will build a bridge there, they said.", "Velo Miro", "place"),
        ("Ships left from Ba Rua-Vung Tao and Kien Dang.", "Kien Dang", "place"),
        ("The Kazakh National Security Committee sent a note.", "Kazakh National Security Committee", "agency"),
    ],
)
def test_the_words_around_a_name_tell_what_it_names(text: str, name: str, kind: str) -> None:
    """A noun in apposition, a chamber, a programme."""
    assert kinds(text)[name] == kind


def test_an_operation_has_those_who_planned_it_and_whom_it_was_aimed_at() -> None:
    """The second in the sentence after, with a pronoun."""
    text = HEAD + (
        "The operation, code-named Silver Falcon, was planned by the Kenya Coast Guard Service with the help of the "
        "Norwegian Coast Guard. It was aimed at a cell of the Kavala Cartel.\n"
    )
    assert len(facts(text, COMITY.participant)) == 2
    assert facts(text, COMITY.targets) == {("silver-falcon", "kavala-cartel")}


def test_a_colleague_with_a_title_represents_the_country_of_the_adjective() -> None:
    """As in "his Norwegian colleague, Minister X"."""
    text = HEAD + "The Minister of Trade of Kenya, Asha Mwinyi, met her Norwegian colleague, Minister Odd Haugland.\n"
    assert ("odd-haugland", "norway") in facts(text, COMITY.represents)


def test_a_body_is_part_of_the_one_whose_possessive_stands_before_it() -> None:
    """As in "the Department of Justice's Office of X"."""
    text = HEAD + "The Ministry of Fisheries's Office of Harbour Patrols will open.\n"
    assert {"Ministry of Fisheries", "Office of Harbour Patrols"} <= set(labels(text).values())
    assert len(facts(text, ORG.hasSubOrganization)) == 1


def test_who_acted_stands_after_the_date_in_front_of_a_clause() -> None:
    """With a comma or without one."""
    text = "Kenya and Norway: results\n\n- In 2012 Kenya opened a port.\n- Since 2014, Norway seized nine boats.\n"
    assert {actor for _, actor in facts(text, COMITY.actor)} == {"kenya", "norway"}


@pytest.mark.parametrize(("text", "value"), [("N250 billion", "250000000000"), ("N1,200", "1200"), ("N95 masks", None)])
def test_a_letter_before_a_large_number_is_a_currency(text: str, value: str | None) -> None:
    """A letter before a small one is not."""
    found = [s.object for s in reading(f"Nigeria and Ghana lost {text} to it.\n").statements if "value" in s.predicate]
    assert [one.value for one in found if isinstance(one, Literal)] == ([value] if value else [])


def test_a_line_of_release_is_no_title() -> None:
    """Nor the name of a newspaper on the line above the dateline."""
    text = "FJORD AND SAVANNAH SHARE LISTS\n\nFor Immediate Release\n\n" + HEAD
    assert [local(s.object) for s in reading(text).statements if s.predicate == DCTERMS.title] == [
        "FJORD AND SAVANNAH SHARE LISTS"
    ]
    text = "Neighbours share lists\n\nFjord Ledger\nOSLO, 22 January 2019\n\n" + HEAD
    assert objects(text, DCTERMS.publisher) == {"Fjord Ledger"}


@pytest.mark.parametrize(
    ("item", "actor"),
    [
        ("Agreed that Norway will lend two boats.", "norway"),
        ("The Ministry of Fisheries's Mombasa Office trained nine officers.", "ke-no-mombasa-office"),
        ("The Joint Harbour Committee, co-chaired by Asha Mwinyi and Ola Berg, will meet in May.",
         "ke-no-joint-harbour-committee"),
    ],
)  # fmt: skip
def test_who_acts_is_found_past_what_stands_before_the_verb(item: str, actor: str) -> None:
    """A verb of agreement, the body that the actor belongs to, those who chair it."""
    assert objects(HEAD + f"1. {item}\n2. Kenya will meet.\n", COMITY.actor) - {"kenya"} == {actor}


def test_a_cell_that_a_body_makes_is_not_the_body_that_is_led() -> None:
    """As in "The A will create a cell, coordinated by X"."""
    text = HEAD + "The Kenya Coast Guard Service will create a cell on boats, coordinated by Commander Ola Berg.\n"
    assert not facts(text, COMITY.ledBy)


def test_a_spokesman_holds_a_post_and_the_minister_of_a_prime_minister_is_none() -> None:
    """In small letters too; the office of a prime minister is one body."""
    text = HEAD + (
        "Ola Berg, a spokesman for the Kenya Coast Guard Service, spoke. He left the Office of the Prime Minister "
        "of Norway.\n"
    )
    assert {post for _, post in facts(text, ORG.holds)} == {"ke-no-spokesman-for-kenya-coast-guard-service"}
    assert not [s for s in reading(text).statements if s.subject.endswith("minister-of-norway")]


def test_an_acronym_before_a_title_is_where_the_post_is_and_leads_nothing_itself() -> None:
    """As in "led by FBI Director X and NCA Director Y"."""
    text = (
        HEAD
        + "The Joint Harbour Task Force was led by FBI Deputy Director Ola Berg and NCA Director Germán Soto Paz.\n"
    )
    assert objects(text, COMITY.ledBy) == {"ola-berg", "german-soto-paz"}
    assert len(facts(text, ORG.postIn)) == 2
    assert not [s for s in reading(text).statements if local(s.subject) == "germany"]


def test_an_operation_may_be_against_several_gangs() -> None:
    """All that "and" joins."""
    text = (
        HEAD
        + "In June, Operation Silver Falcon ended in 92 arrests of members of the Sinaloa Cartel and Gulf Cartel.\n"
    )
    assert len(facts(text, COMITY.targets)) == 2


def test_a_name_between_places_is_a_place() -> None:
    """Though it is that of a person elsewhere."""
    text = HEAD + "Boats were seen in Mombasa, Lázaro Cárdenas and Oslo.\n"
    assert not [s for s in reading(text).statements if "/person/" in s.subject]


def test_an_item_whose_second_sentence_says_who_acts_does_not_take_the_actors_of_the_list() -> None:
    """As in "Reduce thefts. The Kenya Coast Guard Service will train …"."""
    text = HEAD + (
        "Both governments will:\n\n1. Reduce thefts. The Kenya Coast Guard Service will train nine officers.\n"
        "2. Increase patrols.\n"
    )
    assert len(facts(text, COMITY.actor)) == 3


def test_support_that_is_an_opinion_helps_nobody() -> None:
    """As in "their support for the Commission"; the name of a programme is no ability."""
    text = HEAD + (
        "1. Kenya and Norway reaffirmed their support for the African Union.\n"
        "2. Norway's Boat Capacity Building Program will go on.\n"
    )
    assert not facts(text, COMITY.recipient)
