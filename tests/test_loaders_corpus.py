"""What is read from annotated documents, against the annotation: no change may make it worse than this."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from graph.provenance import quads
from loaders import read
from tests.readings import IRIS, library

DEVELOPMENT = Path(__file__).parent / "corpus" / "dev"

pytestmark = pytest.mark.slow

Scores = dict[str, Any]


def score(paths: Iterable[Path], annotation: Path, programs: Path, folder: Path) -> Scores:
    """What the comparing program says of what is read from some documents."""
    lines = [line for path in sorted(paths) for line in quads(read(path, library(), IRIS), IRIS)]
    (folder / "all.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _run(programs / "extract.py", folder / "all.nq", folder / "found")
    found: Scores = json.loads(_run(programs / "score.py", annotation, folder / "found", "--json", "--by-class"))
    return found


def _run(program: Path, *arguments: object) -> str:
    command = [sys.executable, str(program), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def originals(original_documents: Path, gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """The scores of the five originals."""
    return score(original_documents.glob("*.txt"), gold, gold, tmp_path_factory.mktemp("originals"))


@pytest.fixture(scope="module")
def development(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """The scores of the corpus that the rules were made with."""
    return score(DEVELOPMENT.glob("*.txt"), DEVELOPMENT, gold, tmp_path_factory.mktemp("development"))


def test_every_provision_of_the_strategy_is_found_with_its_number_parent_and_text(originals: Scores) -> None:
    """203 of 203: 57 objectives and 146 actions; the points come on top."""
    strategy = next(v for name, v in originals["documents"].items() if name.startswith("003"))
    assert strategy["structure"]["fn"] == strategy["structure"]["fp"] == 0
    assert strategy["structure"]["tp"] >= 203


@pytest.mark.parametrize(
    ("name", "recall"),
    [
        ("Agency", 0.94),
        ("WorkingGroup", 0.95),
        ("Agreement", 0.95),
        ("Person", 0.95),
        ("Post", 0.95),
        ("Country", 0.95),
    ],
)
def test_the_things_of_the_originals_are_found(originals: Scores, name: str, recall: float) -> None:
    """Each class is found with hardly anything missing, and nothing wrong."""
    found = originals["by_class"]["entities"][name]
    assert found["precision"] >= 0.95
    assert found["recall"] >= recall


@pytest.mark.parametrize("kind", ["figures", "dates"])
def test_the_figures_and_dates_of_the_originals_are_found(originals: Scores, kind: str) -> None:
    """Value, unit and place agree with the annotation."""
    assert originals["micro"][kind]["f1"] >= 0.95


@pytest.mark.parametrize(
    ("kind", "bar"),
    [
        ("structure", 0.98),
        ("entities", 0.96),
        ("relations", 0.85),
        ("relations_closed", 0.92),
        ("dates", 0.95),
        ("figures", 0.96),
    ],
)
def test_documents_of_other_countries_are_read_as_well(development: Scores, kind: str, bar: float) -> None:
    """Strategies, agreements, reports and news of more than two dozen pairs of countries, in two languages."""
    assert development["micro"][kind]["f1"] >= bar
