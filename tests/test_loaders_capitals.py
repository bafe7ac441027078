"""Texts in capitals throughout, and the numbers of notes that touch words."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.words.capitals import sentence_case
from ontology.terms import COMITY, ORG
from tests.readings import facts, labels, library

MINUTES = (
    "MINUTES OF THE JOINT COMMITTEE OF PAKISTAN AND IRAN\n\n"
    "1. THE DELEGATION OF PAKISTAN WAS LED BY MR. S. A. WAHAB RIZVI, DIRECTOR GENERAL OF THE ANTI-NARCOTICS FORCE.\n\n"
    "2. THE FRONTIER CORPS AND THE LAW ENFORCEMENT FORCE WOULD ESTABLISH A HOT LINE BETWEEN TAFTAN AND MIRJAVEH.\n"
)


def test_prose_in_capitals_is_read_as_if_it_were_written_small() -> None:
    """Names, posts and actors are those of the same text in lower case."""
    held = {(person, labels(MINUTES)[post]) for person, post in facts(MINUTES, ORG.holds)}
    assert held == {("s-a-wahab-rizvi", "Director General of the Anti-Narcotics Force")}
    assert facts(MINUTES, COMITY.actor) == {("2", "ir-pk-frontier-corps"), ("2", "ir-pk-law-enforcement-force")}
    assert {"Taftan", "Mirjaveh"} <= set(labels(MINUTES).values())


def test_an_acronym_a_heading_and_an_initial_keep_their_capitals() -> None:
    """A known acronym stays one; what does not end as prose does may be a title."""
    words, known = library().lexicon, library().is_acronym
    assert sentence_case("THE DEA WILL TRAIN TWENTY OFFICERS OF THE JOINT UNIT.", words, known) == (
        "The DEA will train twenty officers of the Joint Unit."
    )
    title = "AGREEMENT ON THE RETURN OF PERSONS AND OF STOLEN VEHICLES"
    assert sentence_case(title, words, known) == title


@given(st.text(max_size=120))
def test_only_the_case_of_letters_changes(text: str) -> None:
    """Every character stays where it was, whatever the text."""
    found = sentence_case(
        f"{text.upper()} AND ALL THE OTHER WORDS OF THE TEXT.", library().lexicon, library().is_acronym
    )
    assert found.lower() == f"{text.upper()} AND ALL THE OTHER WORDS OF THE TEXT.".lower()


def test_the_number_of_a_note_is_no_part_of_a_name_and_counts_nothing() -> None:
    """As in "of The Gambia2", which a page printed small."""
    text = (
        "Senegal and Gambia met.\n\nThe Ministry of Health of Senegal1 and the Department of Health of Gambia2 agree."
    )
    assert {"Ministry of Health of Senegal", "Department of Health of Gambia"} <= set(labels(text).values())
    assert not facts(text, COMITY.figure)
