"""Sentences taken apart: things, activities, words, and which topics are only manners of working."""

from __future__ import annotations

import pytest

from loaders.wording import Clause, Named, Wording, stem
from tests.readings import library


def clauses(text: str, language: str = "en", **named: str) -> list[Clause]:
    """The sentences of a text in which things are named in the words given; `topic_` and `title_` tell their kind."""
    found = []
    for name, words in named.items():
        start = text.index(words)
        kind = name.split("_")[0]
        found.append(Named(start, start + len(words), name, kind if kind in ("topic", "title") else "name"))  # type: ignore[arg-type]
    return list(Wording(library().lexicon).clauses(text, 0, language, found))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["train", "trains", "trained", "training"]),
        ("en", ["extradite", "extradited", "extradition", "extraditions"]),
        ("en", ["agency", "agencies"]),
        ("en", ["plan", "planned", "planning"]),
        ("es", ["capacitar", "capacitará", "capacitación", "capacitados"]),
        ("es", ["intercambio", "intercambiar", "intercambiarán"]),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: list[str]) -> None:
    """Endings of nouns and verbs do not count."""
    assert len({stem(form, language) for form in forms}) == 1


def test_an_ending_that_names_who_acts_stays() -> None:
    """A prosecutor who is trained does not prosecute."""
    assert stem("prosecutor", "en") != stem("prosecute", "en")


def test_an_activity_is_one_whatever_the_language() -> None:
    """Verbs and the nouns made from them are gathered by the lexicon."""
    (english,), (spanish,) = clauses("Mexico extradited two fugitives."), clauses("Se concedió la extradición.", "es")
    assert list(english.activities) == list(spanish.activities) == ["extradite"]
    assert english.activities["extradite"] == "extradited"


def test_commonplaces_are_no_words() -> None:
    """What any provision may say tells nothing of what two share."""
    (clause,) = clauses("Both governments will strengthen cooperation on radar.")
    assert (list(clause.activities), list(clause.words)) == ([], ["radar"])


def test_a_word_that_qualifies_an_activity_is_not_told() -> None:
    """Forfeiture training is training."""
    (clause,) = clauses("The two sides will run forfeiture training for judges.")
    assert list(clause.activities) == ["train"]


def test_a_label_tells_of_no_activity() -> None:
    """It is a heading at the front of a sentence."""
    (clause,) = clauses("Training: the two sides published a handbook.")
    assert list(clause.activities) == ["publish"]


def test_a_name_tells_of_no_activity() -> None:
    """The Extradition Treaty extradites nobody, but it is a treaty."""
    (clause,) = clauses("Both sides signed the Extradition Treaty.", title_treaty="Extradition Treaty")
    assert (list(clause.activities), list(clause.words)) == (["sign"], ["treaty"])
    (clause,) = clauses("The Training Unit moved.", unit="Training Unit")
    assert (list(clause.activities), set(clause.things)) == ([], {"unit"})


def test_a_topic_in_words_of_activities_is_a_manner() -> None:
    """Training says how; firearms tracing says about what."""
    (clause,) = clauses("Canada will offer training to clerks.", topic_training="training")
    assert (list(clause.activities), set(clause.manners)) == (["train"], {"topic_training"})
    (clause,) = clauses("Firearms tracing grows.", topic_tracing="Firearms tracing")
    assert (list(clause.activities), set(clause.manners)) == (["trace"], set())


def test_a_clause_quotes_its_place() -> None:
    """Offsets count from where the passage begins."""
    text = "Canada will train clerks. Peru will mark firearms."
    found = list(Wording(library().lexicon).clauses(text, 100, "en", ()))
    assert [text[one.start - 100 :][: len(one.exact)] for one in found] == [one.exact for one in found]
    assert [list(one.activities) for one in found] == [["train"], ["mark"]]
