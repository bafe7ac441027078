"""What a file says beside its text: hints for the description, and warnings for whoever loads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.cli import run
from loaders import Library, find, read
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import DCTERMS

PAGE = """<html><head><title>Note on Ferries</title>
<meta name="author" content="Harbour Board"><meta property="article:published_time" content="2011-04-09T08:00Z">
</head><body><article><p>the two sides shall share what they know of ferries, ports and crews, and shall meet each
spring to see what came of it, in one port and then in the other, for as long as both of them wish to do so.</p>
</article></body></html>"""


def described(path: Path) -> dict[str, str]:
    """Title, publisher and date of a document."""
    reading = read(path, Library.open(), Iris())
    about = (s for s in reading.statements if s.subject == reading.document)
    return {s.predicate: s.object.value for s in about if isinstance(s.object, Literal)}


def test_hints_stand_in_where_text_and_sidecar_say_nothing(tmp_path: Path) -> None:
    """The sidecar comes first."""
    path = tmp_path / "ferries.html"
    path.write_text(PAGE, encoding="utf-8")
    found = described(path)
    assert (found[DCTERMS.title], found[DCTERMS.issued]) == ("Note on Ferries", "2011-04-09")
    (tmp_path / "ferries.toml").write_text('title = "Ferries"', encoding="utf-8")
    assert described(path)[DCTERMS.title] == "Ferries"


def test_what_was_not_read_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """In the reading, and in one line of the error stream of a load."""
    path = tmp_path / "nota.txt"
    path.write_bytes("Nota conjunta de Perú y Kenia\n\nLas partes se reunirán.\n".encode("windows-1252"))
    assert len(read(path, Library.open(), Iris()).warnings) == 1
    assert run(["load", str(path), "--store", str(tmp_path / "store")]) == 0
    assert f"comity: {path}: warning: read as Windows-1252" in capfd.readouterr().err


def test_a_folder_gives_its_documents_and_not_what_lies_beside_them(tmp_path: Path) -> None:
    """A README and the parts of a saved page are no documents, unless they are named."""
    for name in ("a.txt", "README.md", "page.html", "page_files/ad.html", "nota_archivos/x.htm", "files/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text", encoding="utf-8")
    assert [str(p.relative_to(tmp_path)) for p in find([tmp_path])] == ["a.txt", "files/b.txt", "page.html"]
    assert find([tmp_path / "README.md"]) == [tmp_path / "README.md"]
