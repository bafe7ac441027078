"""Every write is one new state of the store, and says what it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Graph
from graph.provenance import quads
from graph.results import DEFAULT
from graph.writer import (
    Target,
    create,
    delete_graph,
    load_rdf,
    post_graph,
    put_graph,
    replace_documents,
    update,
)
from ontology.errors import (
    EvaluationError,
    IriError,
    QuerySyntaxError,
    RdfSyntaxError,
    StoreError,
    UnknownNameError,
)
from ontology.iris import Iris
from tests import small_graph as small

OTHER = "http://example.org/graph"
TURTLE = "text/turtle"
DOCUMENTS = [(each.graph, quads(each, small.IRIS)) for each in small.readings()]


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """A store's folder that is not there yet."""
    return Target(tmp_path / "store")


def lines(target: Target, graph: str | None = None) -> list[str]:
    """What the published graph holds."""
    return sorted(Graph.open(target.folder).store.lines(graph))


def generation(target: Target) -> str:
    """The name of what is published."""
    return (target.folder / "CURRENT").read_text().split()[0]


def test_documents_make_a_store(target: Target) -> None:
    """The first write makes the folder; its counts are those of the named graphs."""
    change = replace_documents(target, DOCUMENTS)
    assert change.added == sum(len(found) for _, found in DOCUMENTS)
    assert change.removed == 0
    manifest = Graph.open(target.folder).manifest
    assert manifest.quads == len(lines(target)) == change.added + len(lines(target, DEFAULT))
    assert manifest.graphs == 2


def test_a_write_that_changes_nothing_publishes_nothing(target: Target) -> None:
    """Loading the same documents again leaves the generation and the version."""
    replace_documents(target, DOCUMENTS)
    before = (target.folder / "CURRENT").read_bytes()
    assert not replace_documents(target, reversed(DOCUMENTS))
    assert (target.folder / "CURRENT").read_bytes() == before


def test_the_version_changes_when_the_triples_do(target: Target) -> None:
    """A reader knows by the version alone whether there is something new."""
    replace_documents(target, DOCUMENTS[:1])
    first = Graph.open(target.folder).version
    replace_documents(target, DOCUMENTS[1:])
    second = Graph.open(target.folder).version
    assert first != second
    assert len(second) == 64


def test_the_same_writes_give_the_same_versions(tmp_path: Path) -> None:
    """A version depends on nothing but what was written."""
    versions = set()
    for name in ("one", "two"):
        replace_documents(Target(tmp_path / name), DOCUMENTS)
        update(Target(tmp_path / name), "INSERT DATA { id:x rdfs:label 'x' }")
        versions.add(Graph.open(tmp_path / name).version)
    assert len(versions) == 1


def test_a_reader_keeps_the_graph_that_it_opened(target: Target) -> None:
    """What was opened before a write shows nothing of it, however many writes follow."""
    replace_documents(target, DOCUMENTS)
    reader = Graph.open(target.folder)
    before = sorted(reader.store.lines())
    for number in range(5):
        update(target, f"INSERT DATA {{ id:x rdfs:label '{number}' }}")
    assert sorted(reader.store.lines()) == before
    assert reader.names.resolve("FIEA") == small.FIEA
    assert len(lines(target)) == len(before) + 5


def test_an_empty_store_can_be_made(target: Target) -> None:
    """A service that is to be written to can begin with nothing."""
    create(target)
    assert lines(target) == []
    before = generation(target)
    create(target)
    assert generation(target) == before


def test_the_names_are_those_of_the_new_graph(target: Target) -> None:
    """The index that is kept beside the store is made with it."""
    replace_documents(target, DOCUMENTS)
    update(target, "INSERT DATA { id:x rdfs:label 'A brand new thing' }")
    graph = Graph.open(target.folder)
    assert graph.names.resolve("a brand new thing") == f"{small.IRIS.base}x"
    assert [match.iri for match in graph.names.search("FIEA", limit=1)] == [small.FIEA]


def test_an_update_changes_what_it_names(target: Target) -> None:
    """Counts are net; relative addresses are those of the base."""
    create(target)
    assert update(target, "INSERT DATA { <a> <b> 1 , 2 }", "http://example.org/").added == 2
    assert update(target, "DELETE DATA { <http://example.org/a> <http://example.org/b> 1 }").removed == 1
    assert len(lines(target)) == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("INSERT DATA { id:a", QuerySyntaxError),
        ("INSERT DATA { id:x rdfs:label 'x' } ; DROP GRAPH id:none", EvaluationError),
    ],
)
def test_an_update_that_fails_changes_nothing(target: Target, text: str, error: type[Exception]) -> None:
    """Neither a part of it nor a new generation remains."""
    replace_documents(target, DOCUMENTS)
    before, state = lines(target), generation(target)
    with pytest.raises(error):
        update(target, text)
    assert (lines(target), generation(target)) == (before, state)
    assert not list((target.folder / "generations").glob("*.partial"))


def test_documents_that_fail_half_way_change_nothing(target: Target) -> None:
    """One bad line, after a thousand good ones, and the store is as it was."""
    replace_documents(target, DOCUMENTS[:1])
    before = lines(target)
    bad = (small.REPORT_GRAPH, [*DOCUMENTS[1][1], f"<a:a> broken <{small.REPORT_GRAPH}> ."])
    with pytest.raises(RdfSyntaxError):
        replace_documents(target, [bad])
    assert lines(target) == before


def test_a_store_keeps_the_base_of_its_addresses(target: Target) -> None:
    """Documents with other addresses do not mix with what is there."""
    replace_documents(Target(target.folder, small.IRIS), DOCUMENTS)
    with pytest.raises(StoreError, match=r"found a store with addresses below https://w3id\.org/comity/id/"):
        replace_documents(Target(target.folder, Iris("https://example.org/id/")), [])
    assert Graph.open(target.folder).iris == small.IRIS


def test_putting_a_graph_replaces_it(target: Target) -> None:
    """The graph holds what was put, and was made by the first put."""
    create(target)
    assert put_graph(target, OTHER, b"<a:a> <a:b> 1 , 2 .", TURTLE).created
    change = put_graph(target, OTHER, b"<a:a> <a:b> 2 , 3 .", TURTLE)
    assert (change.added, change.removed, change.created) == (1, 1, False)
    assert len(lines(target, OTHER)) == 2
    assert not put_graph(target, OTHER, b"<a:a> <a:b> 3 , 2 .", TURTLE)


def test_posting_to_a_graph_adds_to_it(target: Target) -> None:
    """What was there stays."""
    create(target)
    assert post_graph(target, OTHER, b"<a:a> <a:b> 1 .", TURTLE).created
    change = post_graph(target, OTHER, b"<a:a> <a:b> 1 , 2 .", TURTLE)
    assert (change.added, change.created) == (1, False)
    assert len(lines(target, OTHER)) == 2


def test_a_graph_can_be_empty(target: Target) -> None:
    """Putting or posting nothing makes the graph, and putting nothing empties it."""
    create(target)
    assert put_graph(target, OTHER, b"", TURTLE).created
    assert Graph.open(target.folder).store.has_graph(OTHER)
    put_graph(target, OTHER, b"<a:a> <a:b> 1 .", TURTLE)
    put_graph(target, OTHER, b"", TURTLE)
    assert Graph.open(target.folder).store.has_graph(OTHER)
    assert lines(target) == []
    assert post_graph(target, f"{OTHER}/2", b"", TURTLE).created
    assert Graph.open(target.folder).store.graphs() == [OTHER, f"{OTHER}/2"]


def test_deleting_a_graph_removes_it(target: Target) -> None:
    """What is not there cannot be deleted; an empty graph can."""
    create(target)
    put_graph(target, OTHER, b"", TURTLE)
    assert delete_graph(target, OTHER)
    assert Graph.open(target.folder).store.graphs() == []
    with pytest.raises(UnknownNameError, match="no graph is called"):
        delete_graph(target, OTHER)


def test_the_default_graph_is_put_posted_and_deleted_by_itself(target: Target) -> None:
    """Named graphs stay as they are."""
    create(target)
    put_graph(target, OTHER, b"<a:a> <a:b> 9 .", TURTLE)
    put_graph(target, DEFAULT, b"<a:a> <a:b> 1 , 2 .", TURTLE)
    change = put_graph(target, DEFAULT, b"<a:a> <a:b> 2 , 3 , 4 .", TURTLE)
    assert (change.added, change.removed) == (2, 1)
    assert post_graph(target, DEFAULT, b"<a:a> <a:b> 5 .", TURTLE).added == 1
    assert len(lines(target, DEFAULT)) == 4
    assert delete_graph(target, DEFAULT).removed == 4
    assert (lines(target, DEFAULT), len(lines(target, OTHER))) == ([], 1)


def test_a_foreign_graph_stands_by_itself(target: Target) -> None:
    """A graph written through the Graph Store Protocol does not show in the default graph."""
    create(target)
    put_graph(target, OTHER, b"<a:a> <a:b> 1 .", TURTLE)
    update(target, "INSERT DATA { <a:a> <a:b> 1 }")
    delete_graph(target, OTHER)
    assert len(lines(target, DEFAULT)) == 1


def test_a_documents_graph_keeps_the_default_graph_in_line(target: Target) -> None:
    """Putting, posting to and deleting a document's graph is loading and removing the document."""
    replace_documents(target, DOCUMENTS)
    before = lines(target)
    delete_graph(target, small.REPORT_GRAPH)
    assert not any("report-of-the-high-level" in line for line in lines(target))
    data = "".join(f"{' '.join(line.rsplit(' ', 2)[:-2])} .\n" for line in DOCUMENTS[1][1]).encode()
    put_graph(target, small.REPORT_GRAPH, data, "application/n-triples")
    assert lines(target) == before
    post_graph(target, small.REPORT_GRAPH, b"<a:a> <a:b> 1 .", TURTLE)
    assert len(lines(target)) == len(before) + 2


def test_a_body_with_graphs_of_its_own_is_refused(target: Target) -> None:
    """A graph is put as triples; quads would go elsewhere."""
    create(target)
    with pytest.raises(RdfSyntaxError, match="found a quad of the graph <g:other>, expected triples"):
        put_graph(target, OTHER, b"<g:other> { <a:a> <a:b> 1 }", "application/trig")
    with pytest.raises(IriError):
        put_graph(target, "no iri", b"<a:a> <a:b> 1 .", TURTLE)


def test_rdf_files_go_to_the_graphs_they_name(target: Target, tmp_path: Path) -> None:
    """Quads stand in their graph and, but for evidence, in the default graph; triples in the default graph."""
    path = tmp_path / "data.trig"
    evidence = f"<{small.STRATEGY}#char=1,2> <a:p> 3 ."
    path.write_text(f"<{OTHER}> {{ <a:a> <a:b> 1 . {evidence} }} <a:a> <a:b> 2 .", encoding="utf-8")
    assert load_rdf(target, [path]).added == 4
    assert len(lines(target, OTHER)) == 2
    assert len(lines(target, DEFAULT)) == 2
    assert not load_rdf(target, [path])


def test_what_an_rdf_file_brought_leaves_the_default_graph_with_its_graph(target: Target, tmp_path: Path) -> None:
    """Deleting the graph later takes out what only it said."""
    path = tmp_path / "data.nq"
    path.write_text(f"<a:a> <a:b> <a:c> <{OTHER}> .\n<a:a> <a:b> <a:d> .\n", encoding="utf-8")
    load_rdf(target, [path])
    update(target, "INSERT DATA { id:x rdfs:label 'something else in between' }")
    delete_graph(target, OTHER)
    assert "<a:a> <a:b> <a:d> ." in lines(target)
    assert not any("<a:c>" in line for line in lines(target))


def test_an_exported_store_loads_back_as_it_was(target: Target, tmp_path: Path) -> None:
    """N-Quads out, N-Quads in: the same quads, and the default graph without evidence."""
    replace_documents(target, DOCUMENTS)
    path = tmp_path / "all.nq"
    path.write_text("".join(f"{line}\n" for line in lines(target)), encoding="utf-8")
    again = Target(tmp_path / "again")
    load_rdf(again, [path])
    assert lines(again) == lines(target)


def test_one_file_that_does_not_parse_keeps_all_out(target: Target, tmp_path: Path) -> None:
    """A load of several files is whole or not at all."""
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text("<a:a> <a:b> 1 .", encoding="utf-8")
    bad.write_text("<a:a> <a:b>", encoding="utf-8")
    create(target)
    with pytest.raises(RdfSyntaxError, match=r"bad\.ttl"):
        load_rdf(target, [good, bad])
    assert lines(target) == []
