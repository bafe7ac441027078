"""Persons and posts by grammar: ranks, small titles, plural titles, and posts that are one."""

import pytest

from ontology.terms import COMITY, ORG
from tests.readings import facts, labels, objects

HEAD = "Kenya and Norway met in Nairobi. Kenya and Norway agree.\n\n"
"""Makes Kenya and Norway the two sides of what follows."""


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Odd Haugland, the Norwegian interior minister, spoke.", ("odd-haugland", "interior minister")),
        ("Bolat Iskakov, deputy chairman of the National Security Committee, spoke.",
         ("bolat-iskakov", "deputy chairman of the National Security Committee")),
        ("Kenya's foreign minister, Lauri Tamm, spoke.", ("lauri-tamm", "foreign minister")),
        ("The mayor of Mombasa, Asha Mwinyi Said, spoke.", ("asha-mwinyi-said", "mayor of Mombasa")),
    ],
)  # fmt: skip
def test_english_titles_in_small_letters_are_posts_beside_a_name(text: str, held: tuple[str, str]) -> None:
    """A small title is a post where a name, a country or what it is for stands with it."""
    assert {(person, labels(HEAD + text)[post]) for person, post in facts(HEAD + text, ORG.holds)} == {held}


def test_a_rank_tells_a_person_and_a_word_that_is_also_a_rank_does_not() -> None:
    """As in "Col. X", who is a person without a post; "General Objectives" is nobody."""
    text = HEAD + "Rear Admiral Peter Calloway came with Col. Farhod Yuldashev. The General Strategic Plan was read.\n"
    assert {"Peter Calloway", "Farhod Yuldashev"} <= set(labels(text).values())
    assert not [name for name in labels(text) if name.startswith("strategic")]


def test_the_holders_of_a_plural_post_are_listed_after_it() -> None:
    """As in "Presidents A and B", and "Ministers of X, A, and of Y, B" with a post for each."""
    text = HEAD + "The Presidents, Omar Diallo and Lars Berg, met. They will meet again.\n"
    assert {person for person, _ in facts(text, ORG.holds)} == {"omar-diallo", "lars-berg"}
    text = HEAD + "The Foreign Ministers of Kenya, Asha Mwinyi, and of Norway, Odd Haugland, met.\n"
    assert {person for person, _ in facts(text, ORG.holds)} == {"asha-mwinyi", "odd-haugland"}
    assert len(objects(text, ORG.holds)) == 2


def test_a_bare_title_of_a_person_is_the_post_that_says_more() -> None:
    """Who is "Ambassador" here and "Ambassador of Norway" there holds one post."""
    text = HEAD + "Odd Haugland, Ambassador of Norway, spoke. Ambassador Odd Haugland left.\n"
    assert len(facts(text, ORG.holds)) == 1


def test_a_given_name_that_is_a_country_is_one_after_an_honorific() -> None:
    """Nobody means Mauritius by "Lic. Mauricio Landaverde"."""
    text = (
        "México y Guatemala se reunieron. El ministro de Seguridad, Lic. Mauricio Landaverde Ruiz, habló con ellos.\n"
    )
    assert {person for person, _ in facts(text, ORG.holds)} == {"mauricio-landaverde-ruiz"}
    assert "mauritius" not in objects(text, COMITY.denotes)


def test_a_counterpart_between_commas_is_a_person() -> None:
    """As in "his Norwegian counterpart, Odd Haugland,"."""
    assert "Zakir Almatov" in labels(HEAD + "She met her Norwegian counterpart, Zakir Almatov, in Oslo.\n").values()


def test_a_country_after_the_name_is_whose_post_it_is() -> None:
    """Two presidents of two countries hold two posts, and each speaks for its own."""
    text = HEAD + "Done at Oslo by President Asha Mwinyi of Kenya and President Odd Haugland of Norway.\n"
    assert len(objects(text, ORG.holds)) == 2
    assert facts(text, COMITY.represents) == {("asha-mwinyi", "kenya"), ("odd-haugland", "norway")}


def test_presidents_may_be_listed_by_their_surnames() -> None:
    """As in "Presidents Diallo and Berg"."""
    assert {who for who, _ in facts(HEAD + "Presidents Diallo and Berg met in Oslo.\n", ORG.holds)} == {
        "diallo",
        "berg",
    }


def test_a_post_whose_address_is_that_of_a_known_one_is_the_known_one() -> None:
    """It has the name that the gazetteer gives it, and no second one."""
    text = (
        "South Africa and Mozambique met. President Jacob Berg of South Africa spoke of South Africa and Mozambique.\n"
    )
    assert ("jacob-berg", "za-president") in facts(text, ORG.holds)
    assert "za-president" not in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vice President and Minister of Justice Martha Kaguta spoke.",
        "Martha Kaguta, Vice President and Minister of Justice, spoke.",
        "The Vice President and Minister of Justice, Hon. Martha Kaguta, spoke.",
    ],
)
def test_one_person_may_hold_two_posts(text: str) -> None:
    """No article stands between them; "Justice" is a portfolio there and no rank."""
    held = {labels(HEAD + text)[post] for person, post in facts(HEAD + text, ORG.holds) if person == "martha-kaguta"}
    assert held == {"Vice President", "Minister of Justice"}


@pytest.mark.parametrize(
    ("text", "person", "post"),
    [
        ("Mayor Lars Berg spoke.", "lars-berg", "Mayor"),
        ("Police chief Lars Berg spoke.", "lars-berg", "Police chief"),
        ("Norway's ambassador in Nairobi, Lars Berg, spoke.", "lars-berg", "ambassador in Nairobi"),
        ("Lars Berg, special agent in charge of the Ports Unit, spoke.", "lars-berg", "special agent in charge"),
    ],
)
def test_titles_of_cities_police_and_missions_are_posts(text: str, person: str, post: str) -> None:
    """Capitalised or not."""
    held = {(who, labels(HEAD + text)[what]) for who, what in facts(HEAD + text, ORG.holds)}
    assert {who for who, _ in held} == {person}
    assert any(name.startswith(post) for _, name in held)


@pytest.mark.parametrize(
    "text",
    [
        "The Additional Secretary for Security, Ambassador Lars Berg, spoke.",
        "Additional Secretary for Security, Ministry of Ports, Lars Berg, spoke.",
    ],
)
def test_a_holder_may_go_by_another_style_or_stand_after_a_body(text: str) -> None:
    """The post is what stands first."""
    held = {(who, labels(HEAD + text)[post]) for who, post in facts(HEAD + text, ORG.holds)}
    assert held == {("lars-berg", "Additional Secretary for Security")}


def test_posts_and_names_take_turns_in_a_list() -> None:
    """Each name belongs to the post before it, also where the next post follows a comma."""
    text = HEAD + (
        "There were the Minister of Trade, Asha Mwinyi, the Minister of Justice, Odd Haugland, and the Director "
        "of Customs, Siri Lie.\n"
    )
    held = {(person, labels(text)[post]) for person, post in facts(text, ORG.holds)}
    assert held == {
        ("asha-mwinyi", "Minister of Trade"),
        ("odd-haugland", "Minister of Justice"),
        ("siri-lie", "Director of Customs"),
    }


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The Hon Gregory Moore AO MP, Minister for Trade, spoke.", ("gregory-moore", "Minister for Trade")),
        ("Saleh Mahdi Al-Hasnawi, Minister of Health, spoke.", ("saleh-mahdi-al-hasnawi", "Minister of Health")),
        ("Lt. Gen. (Retd.) Omar El-Sayed, Secretary of State, spoke.", ("omar-el-sayed", "Secretary of State")),
        ("El Director de Aduanas, Ministro D. Ernesto Roca Paz, habló.", ("ernesto-roca-paz", "Director de Aduanas")),
        ("El Cónsul General en Oslo, Ministro D. Luis Roca Paz, habló.", ("luis-roca-paz", "Cónsul General en Oslo")),
    ],
)  # fmt: skip
def test_letters_particles_and_honorifics_around_a_name_are_read_as_such(text: str, held: tuple[str, str]) -> None:
    """Letters after a name say no more of it; an Arabic article belongs to it, a "D." and a "(Retd.)" do not."""
    assert {(person, labels(HEAD + text)[post]) for person, post in facts(HEAD + text, ORG.holds)} == {held}


def test_those_listed_as_the_ministers_of_a_country_represent_it() -> None:
    """As in "Participating Kenyan Ministers were: X, Minister for A; and Y"; they are no post of that name."""
    text = (
        HEAD
        + "Participating Kenyan Ministers were: Asha Mwinyi, Minister for Trade; and Ali Said, Minister for Health.\n"
    )
    assert facts(text, COMITY.represents) == {("asha-mwinyi", "kenya"), ("ali-said", "kenya")}
    assert "Ministers" not in labels(text).values()


def test_a_country_between_commas_after_a_post_is_whose_it_is() -> None:
    """As in "the Commissioner of Police, Norway, agreed"; not in a list of countries."""
    text = HEAD + "The Commissioner of Police, Norway, agreed.\n"
    assert {other for _, other in facts(text, ORG.postIn)} == {"norway"}
    text = HEAD + "The Commissioner of Police, Norway and Kenya agreed.\n"
    assert not facts(text, ORG.postIn)


def test_a_signature_may_have_an_honorific_with_an_article_and_two_posts() -> None:
    """As in "The Hon. X, Q.C." above "Attorney General and Minister of Home Affairs"."""
    text = (
        HEAD + "Memorandum of Understanding on Ports between Kenya and Norway\n\nDone at Nairobi on 3 May 2012.\n\n"
        "For the Government of Kenya               For the Government of Norway\n\n"
        "The Hon. Asha Mwinyi-Clarke, Q.C.         Dr. the Hon. Odd Haugland\n"
        "Attorney General and Minister of Trade    Minister of Foreign Affairs\n"
    )
    held = {(person, labels(text)[post]) for person, post in facts(text, ORG.holds)}
    assert {("asha-mwinyi-clarke", "Attorney General"), ("asha-mwinyi-clarke", "Minister of Trade")} <= held
    assert "odd-haugland" in {person for person, _ in held}
