"""What is told to somebody who writes a gazetteer file."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.cli import run
from comity.documents import package_folder
from loaders.gazetteer_faults import faults
from ontology.errors import LexiconError
from ontology.iris import DEFAULT_BASE

HEAD = """@base <https://w3id.org/comity/id/> .
@prefix comity: <https://w3id.org/comity/ontology#> .
@prefix gaz: <https://w3id.org/comity/gazetteer#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
GOOD = '<agency/ke-harbour> a comity:Agency ; skos:prefLabel "Harbour Watch"@en ; comity:country <country/kenya> .'
BUNDLED = package_folder("loaders") / "gazetteer"


def told(folder: Path, text: str) -> list[str]:
    """The faults of a file with these things."""
    path = folder / "own.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return faults([path], [BUNDLED], DEFAULT_BASE)


def test_the_bundled_files_have_none() -> None:
    """They keep the rules that others are held to."""
    assert faults([BUNDLED], [BUNDLED], DEFAULT_BASE) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD.replace("comity:Agency", "comity:Agencia"), "found the classes"),
        (GOOD.replace("@en", "@sw"), "found 0 skos:prefLabel in English"),
        (GOOD.replace("kenya", "nowhere"), "which no file describes"),
        (GOOD.replace("comity:country", "comity:land"), "which nothing reads"),
        (GOOD.replace(" .", ' ; gaz:validFrom "soon" .'), "expected a year"),
        (GOOD.replace(" .", " ; gaz:needsContext false ."), "expected true or nothing"),
        (GOOD.replace(" .", ' ; skos:notation "HW"@en .'), "found the language 'en' on the acronym"),
        (GOOD.replace("Harbour Watch", "Supreme Court"), "so each of them needs gaz:needsContext"),
    ],
)
def test_a_fault_is_told_with_what_was_expected(tmp_path: Path, text: str, fault: str) -> None:
    """One line for each, which names the thing or the label."""
    assert told(tmp_path, GOOD) == []
    (line,) = told(tmp_path, text)
    assert fault in line
    assert line.startswith(("<https://w3id.org/comity/id/agency/ke-harbour>", "'supreme court'"))


def test_a_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    """With the place that the parser tells."""
    with pytest.raises(LexiconError, match=r"own\.ttl: not Turtle"):
        told(tmp_path, "<a> <b>")


def test_the_command_prints_faults_and_counts_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its exit code is that of a check."""
    path = tmp_path / "own.ttl"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    assert run(["validate", "--gazetteer", str(path)]) == 0
    path.write_text(HEAD + GOOD.replace("@en", "@sw"), encoding="utf-8")
    assert run(["validate", "--gazetteer", str(path)]) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "1 gazetteer paths, 1 violations"
