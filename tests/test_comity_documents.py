"""From files to a store, whole: the bundled documents, and the originals where they are at hand."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from comity.build import load
from comity.documents import Loaders, bundled
from comity.export import write
from comity.plan import Plan
from graph import Graph
from graph.results import Row
from graph.validation import validate_store
from ontology.statement import Literal

EVIDENCE = """
SELECT ?passage ?start ?end ?exact ?text {
  GRAPH ?g {
    ?passage a comity:Passage ; oa:start ?start ; oa:end ?end ; oa:exact ?exact ; oa:hasSource/cnt:chars ?text
  }
}"""

STATED = """
SELECT ?g ?s ?p ?o {
  VALUES ?p {
    comity:invokes comity:actor comity:recipient comity:ratifies comity:amends comity:chairedBy comity:ledBy
    comity:figure org:holds org:postIn org:hasSubOrganization org:reportsTo schema:mentions dcterms:subject
  }
  GRAPH ?g { ?s ?p ?o }
  FILTER(!STRENDS(STR(?g), "/reference") && !STRENDS(STR(?g), "/ontology"))
}"""

SUPPORTED = """
SELECT ?g ?s ?p ?o {
  GRAPH ?g { ?node rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom/oa:exact ?quote }
}"""


@pytest.fixture(scope="session")
def original_store(original_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the originals."""
    folder = tmp_path_factory.mktemp("originals") / "store"
    assert load([original_documents], folder, Plan(Loaders())).failures == ()
    return folder


@pytest.fixture(scope="session", params=["bundled", "originals"])
def graph(request: pytest.FixtureRequest) -> Graph:
    """The graph of the digests, then that of the originals."""
    name = "bundled_store" if request.param == "bundled" else "original_store"
    return Graph.open(request.getfixturevalue(name))


def words(row: Row) -> tuple[str, ...]:
    """A row as text."""
    return tuple(one.value if isinstance(one, Literal) else str(one) for one in row)


def exported(folder: Path) -> bytes:
    """A store as N-Quads."""
    stream = BytesIO()
    write(Graph.open(folder), "nquads", stream)
    return stream.getvalue()


def test_every_unit_of_the_strategy_is_there(graph: Graph) -> None:
    """Sixteen points with fifty-seven objectives and a hundred and forty-six actions."""
    query = """SELECT ?class (COUNT(DISTINCT ?part) AS ?parts) {
      VALUES ?class { comity:AlliancePoint comity:Objective comity:Action }
      ?part a ?class ; dcterms:isPartOf* ?document . ?document a comity:Strategy
    } GROUP BY ?class"""
    found = {row[0].rpartition("#")[2]: int(row[1]) for row in map(words, graph.store.query(query).rows())}
    assert found == {"AlliancePoint": 16, "Objective": 57, "Action": 146}


def test_every_quote_is_the_text_at_its_offsets(graph: Graph) -> None:
    """All passages of all documents, whatever they support."""
    rows = list(map(words, graph.store.query(EVIDENCE).rows()))
    assert len(rows) > 1000
    wrong = [passage for passage, start, end, exact, text in rows if text[int(start) : int(end)] != exact]
    assert wrong == []


def test_every_fact_of_a_document_has_its_words(graph: Graph) -> None:
    """No relation stands without a passage in the graph of the document that states it."""
    stated, supported = (set(graph.store.query(query).rows()) for query in (STATED, SUPPORTED))
    assert len(stated) > 500
    assert stated - supported == set()


def test_evidence_stays_out_of_the_merged_statements(graph: Graph) -> None:
    """A plain query sees what is said, not where."""
    assert not graph.store.query("ASK { ?s a comity:Passage }").boolean
    assert not graph.store.query("ASK { ?s a rdf:Statement }").boolean
    assert not graph.store.query("ASK { ?s cnt:chars ?text }").boolean


@pytest.mark.slow
def test_the_shapes_find_nothing_to_object_to(graph: Graph) -> None:
    """No violation in any graph."""
    found = [str(one) for _, some in validate_store(graph.store, graph.iris) for one in some]
    assert [one for one in found if one.startswith("violation")] == []


@pytest.mark.slow
def test_order_repetition_and_workers_change_no_byte(bundled_store: Path, tmp_path: Path) -> None:
    """One by one in reverse, or at once in two processes, or twice: the same export."""
    expected = exported(bundled_store)
    files = sorted(bundled().glob("*.txt"), reverse=True)
    load(files, tmp_path / "two", Plan(Loaders(), workers=2))
    assert exported(tmp_path / "two") == expected
    for file in files:
        load([file], tmp_path / "single", Plan(Loaders()))
    load(files[:2], tmp_path / "single", Plan(Loaders()))
    assert exported(tmp_path / "single") == expected


def test_every_document_keeps_the_name_of_its_file(graph: Graph) -> None:
    """So that a store can be compared with the folder that it came from."""
    rows = map(words, graph.store.query("SELECT ?name { ?document comity:fileName ?name }").rows())
    names = Counter(name for (name,) in rows)
    assert len(names) == 5
    assert set(names.values()) == {1}
    assert all(name.endswith(".txt") for name in names)
