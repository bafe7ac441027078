"""Persons whom no title introduces, read from whole documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import Library, read
from ontology.iris import Iris
from ontology.terms import FOAF, RDF, SKOS
from tests.readings import labels


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything that reading goes by."""
    return Library.open()


def persons(text: str, folder: Path, library: Library) -> set[str]:
    """The names of the persons that a text gives."""
    path = folder / "note.txt"
    path.write_text(f"Joint Note of Kenya and Peru\n\n{text}\n", encoding="utf-8")
    statements = read(path, library, Iris()).statements
    found = {s.subject for s in statements if (s.predicate, s.object) == (RDF.type, FOAF.Person)}
    return {
        getattr(s.object, "value", str(s.object))
        for s in statements
        if s.subject in found and s.predicate in (SKOS.prefLabel, FOAF.name)
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The proposal came from Patricia Wekesa in the first session.", "Patricia Wekesa"),
        ("The court heard the lawyer Tarquinio Quispe Huanca on Monday.", "Tarquinio Quispe Huanca"),
        ("Police arrested Zebulon Okoth, 34, near the frontier.", "Zebulon Okoth"),
    ],
)
def test_a_person_needs_no_title(text: str, name: str, tmp_path: Path, library: Library) -> None:
    """A given name, the noun of a role, or an age tells that it is one."""
    assert name in persons(text, tmp_path, library)


@pytest.mark.parametrize(
    "text",
    [
        "Both sides welcomed the Quispe Accord in the first session.",
        "Shipments pass through Mombasa Harbour every week.",
    ],
)
def test_other_capitalised_words_are_no_persons(text: str, tmp_path: Path, library: Library) -> None:
    """Without such a sign nothing is said."""
    assert persons(text, tmp_path, library) == set()


def test_a_place_that_was_told_once_is_one_wherever_it_is_named_again() -> None:
    """With what a list joins to it; a town that is named like a person is none."""
    text = (
        "AFLAO – Kenya and Norway will mount patrols along the border after a meeting of two days that ended here.\n\n"
        "The police will watch Aflao, Segbe and Batome. They met at Freeport, George Town and Great Inagua.\n"
    )
    assert {"Segbe", "Batome", "Freeport", "George Town", "Great Inagua"} <= set(labels(text).values())
