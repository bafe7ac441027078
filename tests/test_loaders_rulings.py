"""A court that is named only in the name of its decision."""

from __future__ import annotations

from pathlib import Path

from loaders import Library, read
from ontology.iris import Iris
from ontology.terms import COMITY

TEXT = """Joint Note of Chile and Kenya

The landmark 2001 Chilean Supreme Court decision barred transfers.
Officials learned of the Supreme Court decision later.
"""


def test_the_court_of_a_decision_is_named_with_it(tmp_path: Path) -> None:
    """Without its country it is the court that was named before, and the decision the one that was."""
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    reading = read(path, Library.open(), Iris())
    found = [
        (str(s.subject).partition("#char=")[2], s.object) for s in reading.statements if s.predicate == COMITY.denotes
    ]
    named = {reading.text[slice(*map(int, span.split(",")))]: thing for span, thing in found}
    assert named["Chilean Supreme Court"] == named["Supreme Court"] == Iris().thing("agency", "cl-supreme-court")
    assert named["2001 Chilean Supreme Court decision"] == named["Supreme Court decision"]
