"""Things that may be one: marked, and kept apart."""

from __future__ import annotations

from pathlib import Path

from loaders import Library, read
from ontology.iris import Iris
from ontology.terms import RDF, SKOS

GAZETTEER = """@base <https://w3id.org/comity/id/> .
@prefix comity: <https://w3id.org/comity/ontology#> .
@prefix gaz: <https://w3id.org/comity/gazetteer#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def agency(slug: str, country: str) -> str:
    """A body of a country that is called as one of the other is."""
    return (
        f'<agency/{slug}> a comity:Agency ; skos:prefLabel "Harbour Watch Service"@en ;\n'
        f"    comity:country <country/{country}> ; gaz:needsContext true .\n"
    )


def matches(folder: Path, text: str) -> set[tuple[str, str, str]]:
    """What a text marks: the thing, the known thing, and the words."""
    known = folder / "own.ttl"
    known.write_text(GAZETTEER + agency("ke-harbour", "kenya") + agency("pe-harbour", "peru"), encoding="utf-8")
    path = folder / "note.txt"
    path.write_text(text, encoding="utf-8")
    statements = read(path, Library.open(extra=(known,)), Iris()).statements
    things = {s.subject for s in statements if s.predicate == RDF.type}
    found = [s for s in statements if s.predicate == SKOS.closeMatch and s.passage is not None]
    assert all(s.subject in things for s in found)
    return {(s.subject, str(s.object), s.passage.exact) for s in found if s.passage is not None}


def test_a_name_of_bodies_of_both_countries_is_marked(tmp_path: Path) -> None:
    """It is a third thing until somebody decides, and says which two it may be."""
    found = matches(tmp_path, "Joint Note of Kenya and Peru\n\nThe Harbour Watch Service of both took part.\n")
    assert {other.rpartition("/")[2] for _, other, _ in found} == {"ke-harbour", "pe-harbour"}
    assert {words for *_, words in found} == {"Harbour Watch Service"}
    assert len({thing for thing, *_ in found}) == 1


def test_a_name_that_means_one_body_is_not_marked(tmp_path: Path) -> None:
    """Where the document concerns one of the countries, or the words say which, nothing is in doubt."""
    assert matches(tmp_path, "Note of Kenya and Chile\n\nThe Harbour Watch Service took part.\n") == set()
    assert matches(tmp_path, "Note of Kenya and Peru\n\nThe Harbour Watch Service of Peru took part.\n") == set()
