"""Files in, one new state of the store out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.build import load
from comity.known import vocabulary
from comity.plan import Plan
from comity.report import LoadReport
from graph import Graph
from graph.folder import locked
from ontology.errors import DocumentError, StoreLockedError, StoreMissingError
from ontology.iris import Iris
from ontology.terms import COMITY, RDF
from tests.small_graph import MLAT, REPORT_GRAPH, STRATEGY, STRATEGY_GRAPH
from tests.small_reader import SmallReader, write

IRIS = Iris()


def run(store: Path, *paths: Path, workers: int = 1) -> LoadReport:
    """Load with the small reader."""
    return load(paths, store, Plan(SmallReader(), workers))


def content(store: Path) -> list[str]:
    """Every quad of a store, sorted."""
    return sorted(Graph.open(store).store.lines())


def test_a_document_enters_with_its_evidence_and_what_is_known(tmp_path: Path) -> None:
    """The document's graph, the reference facts and the ontology are all there, and the default graph says them all."""
    run(tmp_path / "store", write(tmp_path / "in", a="strategy"))
    store = Graph.open(tmp_path / "store").store
    assert store.graphs() == sorted([STRATEGY_GRAPH, IRIS.graph("reference"), IRIS.graph("ontology")])
    said = "ASK { ?action comity:invokes ?treaty . ?treaty skos:notation 'MLAT' . comity:Treaty a owl:Class }"
    assert store.query(said).boolean


def test_the_report_says_what_a_document_gave(tmp_path: Path) -> None:
    """Each count is that of what stands in the store."""
    report = run(tmp_path / "store", write(tmp_path / "in", a="strategy"))
    (one,) = report.documents
    store = Graph.open(tmp_path / "store").store
    assert (one.document, one.title[:14]) == (STRATEGY, "Joint Strategy")
    assert one.quads == len(store.lines(STRATEGY_GRAPH))
    assert one.mentions == len(list(store.quads(None, COMITY.denotes, None, STRATEGY_GRAPH)))
    assert one.figures == len(list(store.quads(None, RDF.type, COMITY.Figure, STRATEGY_GRAPH)))
    assert (one.provisions, one.dates, report.version) == (7, 2, Graph.open(tmp_path / "store").version)


def test_a_load_goes_on_past_files_that_fail(tmp_path: Path) -> None:
    """What fails is listed with a reason in one line, a defect by its name; the rest is in the store."""
    report = run(tmp_path / "store", write(tmp_path / "in", a="empty", b="strategy", c="defect"))
    assert [one.document for one in report.documents] == [STRATEGY]
    assert [(Path(one.file).name, one.error) for one in report.failures] == [
        ("a.txt", "EmptyDocumentError"),
        ("c.txt", "LookupError"),
    ]
    assert report.failures[0].reason == "the file holds no text"
    assert "a defect of Comity: LookupError: " in report.failures[1].reason


def test_a_load_of_nothing_but_failures_makes_no_store(tmp_path: Path) -> None:
    """A store is made by the first document that can be read."""
    report = run(tmp_path / "store", write(tmp_path / "in", a="empty"))
    assert (report.documents, report.version, len(report.failures)) == ((), "", 1)
    with pytest.raises(StoreMissingError):
        Graph.open(tmp_path / "store")


def test_order_and_workers_change_no_byte(tmp_path: Path) -> None:
    """One process or two, this order or that, at once or one after the other: the same quads."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    run(tmp_path / "one", folder)
    run(tmp_path / "two", folder / "b.txt", folder / "a.txt", workers=2)
    run(tmp_path / "three", folder / "b.txt")
    run(tmp_path / "three", folder / "a.txt")
    assert content(tmp_path / "one") == content(tmp_path / "two") == content(tmp_path / "three")


def test_a_process_that_dies_takes_no_other_file_with_it(tmp_path: Path) -> None:
    """The file that kills its reader is reported; those around it are read."""
    folder = write(tmp_path / "in", a="strategy", b="death", c="report")
    report = run(tmp_path / "store", folder, workers=2)
    assert [Path(one.file).name for one in report.documents] == ["a.txt", "c.txt"]
    assert [one.reason for one in report.failures] == ["the process that read it was killed or crashed"]


def test_loading_again_replaces_a_document(tmp_path: Path) -> None:
    """A second load of the same file changes nothing, and publishes nothing."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    first = run(tmp_path / "store", folder)
    again = run(tmp_path / "store", folder)
    assert (again.added, again.removed, again.version) == (0, 0, first.version)


def test_a_checked_load_refuses_what_the_shapes_forbid(tmp_path: Path) -> None:
    """A document that breaks a shape fails with the first violation; the others are in."""
    folder = write(tmp_path / "in", strategy="strategy", report="orphan")
    report = load([folder], tmp_path / "store", Plan(SmallReader(), check=True))
    assert [one.document for one in report.documents] == [STRATEGY]
    (failure,) = report.failures
    assert (Path(failure.file).name, failure.error) == ("report.txt", "ShapeError")
    assert failure.reason.startswith("3 violations of the shapes, the first: violation: ")


def test_two_files_of_one_address_are_reported(tmp_path: Path) -> None:
    """The first file in order has the address; the second is told whose it is."""
    report = run(tmp_path / "store", write(tmp_path / "in", a="strategy", b="strategy"))
    assert [Path(one.file).name for one in report.documents] == ["a.txt"]
    assert [Path(one.file).name for one in report.failures] == ["b.txt"]
    assert "a.txt already is" in report.failures[0].reason


def test_a_load_keeps_other_documents(tmp_path: Path) -> None:
    """A load adds to what is there."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    run(tmp_path / "store", folder / "b.txt")
    run(tmp_path / "store", folder / "a.txt")
    assert {STRATEGY_GRAPH, REPORT_GRAPH} <= set(Graph.open(tmp_path / "store").store.graphs())


def test_rdf_files_enter_beside_documents(tmp_path: Path) -> None:
    """A folder's RDF files are taken as they are; one that does not parse is reported and the others are in."""
    folder = write(tmp_path / "in", a="strategy")
    (folder / "more.ttl").write_text(f"<{MLAT}> <urn:note> 'more' .", encoding="utf-8")
    (folder / "bad.ttl").write_text("<urn:s> <urn:p>", encoding="utf-8")
    report = run(tmp_path / "store", folder)
    assert [Path(one).name for one in report.rdf] == ["more.ttl"]
    assert [(Path(one.file).name, one.error) for one in report.failures] == [("bad.ttl", "RdfSyntaxError")]
    assert Graph.open(tmp_path / "store").store.query(f"ASK {{ <{MLAT}> <urn:note> 'more' }}").boolean


def test_a_path_with_nothing_at_it_is_an_error(tmp_path: Path) -> None:
    """A mistyped path stops the load, and so does a folder without documents."""
    with pytest.raises(DocumentError, match=r"nowhere: there is no such file"):
        run(tmp_path / "store", tmp_path / "nowhere")
    with pytest.raises(DocumentError, match="found no document there"):
        run(tmp_path / "store", write(tmp_path / "empty"))


def test_a_store_that_is_being_written_is_not_a_fault_of_a_file(tmp_path: Path) -> None:
    """A locked store ends the load, for RDF files too."""
    (tmp_path / "own.nq").write_text("<urn:s> <urn:p> <urn:o> .\n", encoding="utf-8")
    with locked(tmp_path / "store"), pytest.raises(StoreLockedError):
        run(tmp_path / "store", tmp_path / "own.nq")


def test_the_watcher_hears_of_every_file(tmp_path: Path) -> None:
    """Progress counts the files that failed as well."""
    heard: list[tuple[int, int, str]] = []
    folder = write(tmp_path / "in", a="empty", b="strategy")
    load([folder], tmp_path / "store", Plan(SmallReader(), watch=lambda *told: heard.append(told)))
    assert [(done, total, Path(file).name) for done, total, file in heard] == [(1, 2, "a.txt"), (2, 2, "b.txt")]


def test_the_report_is_json(tmp_path: Path) -> None:
    """A program reads what a person is told, and the same load gives the same bytes."""
    folder = write(tmp_path / "in", a="strategy", b="empty")
    first, second = run(tmp_path / "one", folder), run(tmp_path / "two", folder)
    assert first.encode() == second.encode()
    told = json.loads(first.encode())
    assert told["documents"][0]["document"] == STRATEGY
    assert told["failures"][0]["reason"] == "the file holds no text"


def test_the_vocabulary_follows_the_base_of_a_store() -> None:
    """Topics lie below the base of the store, terms of the ontology where they always are."""
    here = "https://example.org/id/"
    lines = vocabulary(Iris(here))
    assert all(line.endswith(f" <{here}graph/ontology> .") for line in lines)
    assert any(line.startswith(f"<{here}topic/") for line in lines)
    assert any(line.startswith(f"<{COMITY.Treaty}>") for line in lines)
    assert not any("<https://w3id.org/comity/id/" in line for line in lines)
