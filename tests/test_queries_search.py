"""Search finds things by the words that people type."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ontology.errors import ParameterError
from queries.search import SearchRequest, search
from tests import small_graph as small


def find(text: str, **options: Any) -> dict[str, Any]:
    """The answer to a few words as a value."""
    answer: dict[str, Any] = json.loads(search(small.graph(), SearchRequest(text, **options)).body)
    return answer


@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("MLAT", small.MLAT, "exact"),
        ("mutual legal", small.MLAT, "prefix"),
        ("lavado de dinero", small.LAUNDERING, "exact"),
        ("merida", small.MERIDA, "prefix"),
        ("Departmant of the Treasury", small.TREASURY, "fuzzy"),
    ],
)
def test_a_thing_is_found_by_what_it_is_called(text: str, thing: str, how: str) -> None:
    """By acronym, by the beginning of a name, in either language, without accents, and misspelt."""
    first = find(text)["things"][0]
    assert (first["iri"], first["how"]) == (thing, how)


def test_a_find_is_told_with_kind_class_labels_and_how_often_it_is_cited() -> None:
    """What a list of results shows."""
    first = find("MLAT")["things"][0]
    assert (first["kind"], first["class"], first["cited"], first["name"]) == ("agreement", "Treaty", 3, "MLAT")
    assert first["labels"]["es"] == "Tratado de Asistencia Jurídica Mutua"


def test_a_provision_is_found_by_its_words() -> None:
    """Texts come after names."""
    found = find("bank records", kind="provision")["things"]
    assert {one["iri"] for one in found} == {small.OBJECTIVE_1, small.ACTION_1_1}
    assert {one["how"] for one in found} == {"text"}


def test_a_kind_narrows_and_no_word_lists_all() -> None:
    """Every country, the most cited first."""
    told = find("", kind="country")
    assert [one["iri"] for one in told["things"]] == [small.MEXICO, small.UNITED_STATES]
    assert told["complete"]


def test_a_cut_list_says_so() -> None:
    """More things were found than were asked for."""
    assert find("", limit=2)["limits_hit"] == ["limit"]


def test_nothing_found_is_an_empty_list() -> None:
    """No error: there is just nothing of that name."""
    told = find("qwertyuiop zxcvbnm")
    assert (told["things"], told["complete"]) == ([], True)


@pytest.mark.parametrize("options", [{"kind": "planet"}, {"limit": 0}, {"limit": -3}])
def test_what_cannot_be_asked_is_refused(options: dict[str, Any]) -> None:
    """An unknown kind, and a limit below one."""
    with pytest.raises(ParameterError):
        find("MLAT", **options)
