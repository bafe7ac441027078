"""Who acts, and who is helped, where neither is named as a verb of commitment expects; the sentences are made up."""

import pytest

from ontology.terms import COMITY, ORG, SCHEMA
from tests.readings import facts, objects

ENGLISH = "JOINT STATEMENT OF CANADA AND KENYA\n\nCanada and Kenya met in Nairobi.\n\nDECISIONS\n\n"
SPANISH = "DECLARACIÓN CONJUNTA\n\nChile y Perú se reunieron en Santiago.\n\nDECISIONES\n\n"


def read(head: str, item: str, predicate: str) -> set[str]:
    """Whom an item of a text states something of, without the codes of the two countries."""
    return {slug.removeprefix("ca-").removeprefix("ke-") for slug in objects(f"{head}1. {item}\n\n2. .\n", predicate)}


@pytest.mark.parametrize(
    ("item", "actor"),
    [
        ("It was further agreed that the Wildlife Service should report each quarter.", "wildlife-service"),
        ("It falls to the Wildlife Service to issue permits.", "wildlife-service"),
        ("Responsibility for the census lies with the Wildlife Service.", "wildlife-service"),
        ("The Wildlife Service was tasked with drawing up a list.", "wildlife-service"),
        ("The Ministers directed the Wildlife Service to draw up a list.", "wildlife-service"),
        ("The Wildlife Service stands ready to host the seminar.", "wildlife-service"),
        ("Radios are to be supplied by the Wildlife Service.", "wildlife-service"),
        ("The costs shall be met by the Wildlife Service.", "wildlife-service"),
        ("The provision by Canada of two patrol boats begins in May.", "canada"),
        ("The Wildlife Service will receive two boats from Canada.", "canada"),
        ("The Wildlife Service, whose Rangers Unit is led by Ann Otieno, trained 40 guides.", "wildlife-service"),
        ("The Wildlife Service has given 40 guides radios.", "wildlife-service"),
        ("The Wildlife Service is working on a list.", "wildlife-service"),
        ("The Wildlife Service organised twelve courses.", "wildlife-service"),
        ("They resolved that the Wildlife Service mount joint patrols.", "wildlife-service"),
    ],
)
def test_those_charged_with_something_and_agents_act(item: str, actor: str) -> None:
    """No verb of commitment has them for its subject."""
    assert read(ENGLISH, item, COMITY.actor) == {actor}


@pytest.mark.parametrize(
    ("item", "actor"),
    [
        ("Se acordó que Chile elaborará una lista.", "chile"),
        ("Corresponderá a Chile remitir la nómina.", "chile"),
        ("Los Ministros encomendaron a Chile la elaboración de una lista.", "chile"),
        ("El financiamiento estará a cargo de Chile.", "chile"),
        ("Los cursos serán impartidos por Chile.", "chile"),
        ("Los cursos se impartirán por Chile.", "chile"),
        ("Toca a Chile remitir la nómina.", "chile"),
        ("La capacitación de fiscales por parte de Chile comenzará en mayo.", "chile"),
    ],
)
def test_they_act_in_spanish_too(item: str, actor: str) -> None:
    """The same, as a Spanish text puts it."""
    assert read(SPANISH, item, COMITY.actor) == {actor}


@pytest.mark.parametrize(
    "item",
    [
        "Training has been and is being provided by Canada.",
        "Two boats were delivered by Canada in 2012.",
        "The provision by Canada of two patrol boats was welcomed.",
        "The Wildlife Service is expected to meet in May.",
        "The Wildlife Service will be asked to share its lists.",
        "The Wildlife Service was asked to draw up a list.",
        "The patrols fell to the Wildlife Service.",
    ],
)
def test_what_was_done_and_what_others_ask_or_expect_commit_nobody(item: str) -> None:
    """Only an undertaking says who is to act."""
    assert read(ENGLISH, item, COMITY.actor) == set()


@pytest.mark.parametrize(
    "item", ["Los cursos fueron impartidos por Chile.", "La entrega de lanchas por parte de Chile fue saludada."]
)
def test_what_was_done_commits_nobody_in_spanish_either(item: str) -> None:
    """The same, as a Spanish text puts it."""
    assert read(SPANISH, item, COMITY.actor) == set()


@pytest.mark.parametrize(
    "item",
    [
        "Divers of the Wildlife Service will be trained by Canada.",
        "The Wildlife Service is to be equipped with two boats.",
        "The Wildlife Service will receive two boats from Canada.",
        "The provision by Canada of two boats to the Wildlife Service was welcomed.",
    ],
)
def test_who_is_taught_or_given_something_may_be_the_subject(item: str) -> None:
    """The one helped stands where the actor would."""
    assert read(ENGLISH, item, COMITY.recipient) == {"wildlife-service"}


@pytest.mark.parametrize(
    "item", ["Records will be kept by 2020.", "Lists will be drawn up by consensus.", "Reports are published by law."]
)
def test_no_one_acts_where_by_brings_a_time_or_a_way(item: str) -> None:
    """A passive without an agent names nobody."""
    assert read(ENGLISH, item, COMITY.actor) == set()


@pytest.mark.parametrize("noun", ["Divers", "Costs", "Vessels", "Training", "Members", "Instructors"])
def test_the_noun_that_opens_a_sentence_is_no_part_of_the_body_after_it(noun: str) -> None:
    """A capital letter at the beginning of a sentence makes no name."""
    text = f"{ENGLISH}1. {noun} of the Revenue Authority will be noted.\n\n2. They meet.\n"
    assert {slug for slug in objects(text, SCHEMA.mentions) if "revenue" in slug} == {"ca-ke-revenue-authority"}


@pytest.mark.parametrize(
    "words",
    [
        "Peter Munya, who serves as Minister of Justice, spoke.",
        "Peter Munya was sworn in as Minister of Justice.",
        "It was signed by Peter Munya in his capacity as acting Minister of Justice.",
        "Peter Munya, the outgoing Minister of Justice, spoke.",
    ],
)
def test_a_post_is_held_in_many_words(words: str) -> None:
    """More may stand between a name and a post than a comma."""
    assert {slug.rsplit("-of-", 1)[-1] for slug in objects(ENGLISH + words, ORG.holds)} == {"justice"}


@pytest.mark.parametrize(
    "words",
    [
        "El Acuerdo sobre Pesca (por Chile, la ministra Rosa Vial; por el Perú, el ministro Luis Soto) rige desde hoy.",
        "Firmaron el Acuerdo sobre Pesca, por Chile, la ministra Rosa Vial, y por el Perú, el ministro Luis Soto.",
    ],
)
def test_signatories_are_told_after_their_sides(words: str) -> None:
    """The side comes first, then who signs for it."""
    signed = objects(SPANISH + words, COMITY.signedBy)
    assert {"rosa-vial", "luis-soto"} <= signed


def test_a_short_form_of_mixed_case_is_read_again_and_is_that_of_the_part() -> None:
    """The definition belongs to what the phrase names first, unless the whole is so spelt."""
    text = 'The Wildlife Unit of the Bank of Kenya (hereinafter "Wilu") agreed.\n\n1. Wilu will pay.\n\n2. .\n'
    assert objects(ENGLISH + text, COMITY.actor) == {"ca-ke-wildlife-unit"}


def test_the_same_title_of_two_countries_is_two_posts() -> None:
    """A bare title that one side's signature gives is not the other side's, named in full elsewhere."""
    text = (
        "Minister of Justice of Canada Jane Holt spoke.\n\n"
        "For the Government of Kenya:            For the Government of Canada:\n"
        "Peter Munya                             Jane Holt\n"
        "Minister of Justice                     Minister of Justice\n"
    )
    assert len(objects(ENGLISH + text, ORG.holds)) == 2


@pytest.mark.parametrize(
    ("words", "predicate"),
    [
        (
            "The Panel on Fish, led on the Kenyan side by Mr Peter Munya and on the Canadian side by Ms Jane Holt, sat",
            COMITY.ledBy,
        ),
        ("Minister Jane Holt, who co-chairs the Joint Commission with Minister Peter Munya, spoke.", COMITY.chairedBy),
        ("Joint Commission co-chairs Minister Jane Holt and Minister Peter Munya spoke.", COMITY.chairedBy),
    ],
)
def test_two_sides_lead_a_body_together(words: str, predicate: str) -> None:
    """Each side's leader leads it, however the sentence joins them."""
    assert objects(ENGLISH + words, predicate) == {"jane-holt", "peter-munya"}


@pytest.mark.parametrize(
    "words",
    [
        "Programme Manager: Inspector Jane Holt",
        "Jane Holt, the Kenya Navy's deputy commander, agreed.",
        "Sir Jane Holt, the first High Commissioner to Nairobi, was there.",
    ],
)
def test_a_post_stands_before_a_colon_after_its_body_and_after_an_ordinal(words: str) -> None:
    """As fact sheets and news give posts."""
    assert len(objects(ENGLISH + words, ORG.holds)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Canada finances the Maritime Security Programme.",
        "The Maritime Security Programme, funded by Canada, goes on.",
    ],
)
def test_who_pays_for_a_programme_supports_it(words: str) -> None:
    """Money is support."""
    assert facts(ENGLISH + words, COMITY.supports) == {("canada", "ca-ke-maritime-security-programme")}


def test_a_surname_that_is_a_spanish_word_for_gang_makes_no_gang() -> None:
    """Banda is a name in Zambia and Malawi."""
    assert not objects(ENGLISH + "By Mwape Chileshe-Banda in Nairobi\n", COMITY.operatesIn)
