"""The store answers, changes, and says in our own words what goes wrong."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from graph.nquads import encode
from graph.results import DEFAULT, Blank, TripleTerm
from graph.store import RDF_MEDIA_TYPES, RESULT_MEDIA_TYPES, Results, Store, parse
from ontology.errors import (
    EvaluationError,
    FormatError,
    IriError,
    QuerySyntaxError,
    RdfSyntaxError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreReadOnlyError,
)
from ontology.statement import Literal
from ontology.terms import COMITY, RDF, SCHEMA, XSD
from tests import small_graph as small

DATA = b"""
<http://example.org/a> <http://example.org/p> "in the default graph" .
<http://example.org/a> <http://example.org/p> "in one" <http://example.org/one> .
<http://example.org/a> <http://example.org/p> "in two" <http://example.org/two> .
"""
ASKED = "SELECT ?o { <http://example.org/a> <http://example.org/p> ?o } ORDER BY ?o"
NAMED = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def store() -> Store:
    """One triple in each of three graphs."""
    made = Store.memory()
    made.insert_nquads(DATA)
    return made


def written(results: Results, media_type: str) -> bytes:
    """Results in a format."""
    stream = BytesIO()
    results.serialize(media_type, stream)
    return stream.getvalue()


def test_rows_are_terms_of_our_own() -> None:
    """An IRI is a `str`, a literal a `Literal`, a blank node a `Blank`, and an unbound variable None."""
    made = Store.memory()
    made.update(
        'INSERT DATA { [] rdfs:label "uno"@ES , 7 ; rdfs:seeAlso id:x , "x"@ar--rtl , <<( id:a id:b "c" )>> }',
    )
    found = [row for (row,) in made.query("SELECT ?o { ?s ?p ?o }").rows()]
    assert Literal("uno", RDF.langString, "es") in found
    assert Literal("7", XSD.integer) in found
    assert "https://w3id.org/comity/id/x" in found
    assert Literal("x", RDF.langString, "ar--rtl") in found
    assert any(isinstance(one, TripleTerm) and one.object == Literal("c") for one in found)
    ((subject, missing),) = made.query("SELECT DISTINCT ?s ?none { ?s rdfs:label 7 }").rows()
    assert isinstance(subject, Blank)
    assert missing is None


def test_results_know_what_they_are() -> None:
    """A query gives solutions with their variables, a boolean, or triples."""
    solutions = store().query("SELECT ?b ?a { ?a ?p ?b }")
    assert (solutions.kind, solutions.variables) == ("solutions", ("b", "a"))
    assert store().query("ASK { ?s ?p ?o }").boolean is True
    triples = store().query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert triples.kind == "triples"
    assert list(triples.rows()) == [
        ("http://example.org/a", "http://example.org/p", Literal("in the default graph")),
    ]


def test_a_boolean_has_no_rows_and_rows_are_no_boolean() -> None:
    """What was not asked for is not made up."""
    with pytest.raises(TypeError):
        list(store().query("ASK {}").rows())
    with pytest.raises(TypeError):
        _ = store().query(ASKED).boolean


def test_the_default_graph_is_what_it_says_unless_others_are_named() -> None:
    """Without a data set the stored default graph is asked; with one, exactly the graphs that it lists."""
    one, two = "http://example.org/one", "http://example.org/two"

    def asked(default: list[str] | None, named: list[str] | None) -> tuple[list[str], list[str]]:
        texts = store().query(ASKED, default_graphs=default, named_graphs=named).rows()
        graphs = store().query(NAMED, default_graphs=default, named_graphs=named).rows()
        return [o.value for (o,) in texts if isinstance(o, Literal)], [str(g) for (g,) in graphs]

    assert asked(None, None) == (["in the default graph"], [one, two])
    assert asked([one, two], None) == (["in one", "in two"], [])
    assert asked(None, [one]) == ([], [one])
    assert asked([DEFAULT, one], [two]) == (["in one", "in the default graph"], [two])


def test_the_data_set_of_the_request_replaces_that_of_the_query() -> None:
    """FROM is not looked at when the request names graphs (SPARQL 1.1 Protocol, 2.1.4)."""
    text = ASKED.replace("{", "FROM <http://example.org/one> {", 1)
    assert store().rows(text) == [(Literal("in one"),)]
    assert [*store().query(text, default_graphs=["http://example.org/two"]).rows()] == [(Literal("in two"),)]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("SELECT DISTINCT * WHERE { ?what comity:invokes $by FILTER(?by != ?what) }", ["what", "by"]),
        ("# SELECT ?x *\nPREFIX x: <id:*> SELECT * { { SELECT ?z { ?z ?y ?x } } ?z x:a ?b }", ["z", "b"]),
        ("SELECT * { ?z a ?b MINUS { ?a a ?c } } ORDER BY ?b", ["z", "b"]),
        ("SELECT (COUNT(*) AS ?n) (SAMPLE(?s) AS ?a) { ?s ?p ?o }", ["n", "a"]),
        ("SELECT ?b ?a { { SELECT * { ?a ?c ?b } } }", ["b", "a"]),
        ("SELECT * { }", []),
    ],
)
def test_the_columns_of_a_star_stand_as_the_query_mentions_them(query: str, columns: list[str]) -> None:
    """Which there are is the engine's to say; those of a group that is not joined are none."""
    assert list(store().query(query).variables) == columns


def test_bindings_are_terms_and_never_text() -> None:
    """A value that looks like SPARQL is only a value; a filter sees it."""
    made = store()
    text = "SELECT ?s WHERE { ?s ?p ?o FILTER(STRLEN(STR(?o)) > 0) }"
    assert made.rows(text, o=Literal("in the default graph")) == [("http://example.org/a",)]
    for hostile in ('" } #', "' ) } ; DROP ALL", "\\", "\n?o } {", "<http://example.org/a>"):
        assert made.rows(text, o=Literal(hostile)) == []
    assert made.rows(text, s="http://example.org/a", o=Literal("in the default graph")) == [("http://example.org/a",)]
    with pytest.raises(IriError):
        made.rows(text, s="http://example.org/a> ?p ?o } #")


def test_a_where_inside_a_literal_or_a_comment_is_not_taken_for_the_group() -> None:
    """Values are bound at the start of the WHERE group, wherever else the word stands."""
    text = '# WHERE {\nSELECT ?o ("where { }" AS ?x) <http://example.org/where> { }'
    with pytest.raises(QuerySyntaxError, match="no WHERE"):
        store().rows(text, o=Literal("x"))


def test_known_prefixes_need_no_declaration_and_can_be_redefined() -> None:
    """`comity:` works as it is; a query that declares it otherwise means otherwise."""
    assert small.store().query("ASK { ?s comity:actor ?o }").boolean
    assert not small.store().query("PREFIX comity: <http://example.org/> ASK { ?s comity:actor ?o }").boolean


@pytest.mark.parametrize("media_type", RESULT_MEDIA_TYPES)
def test_solutions_are_written_in_each_format(media_type: str) -> None:
    """Every results format holds the value."""
    assert b"in the default graph" in written(store().query(ASKED), media_type)


def test_a_boolean_is_written_as_json() -> None:
    """An ASK is an answer of its own form."""
    assert json.loads(written(store().query("ASK {}"), "application/sparql-results+json")) == {
        "head": {},
        "boolean": True,
    }


@pytest.mark.parametrize("media_type", RDF_MEDIA_TYPES)
def test_triples_are_written_and_read_in_each_format(media_type: str) -> None:
    """What is written in a format is read back as the same triple."""
    data = written(store().query("CONSTRUCT WHERE { ?s ?p ?o }"), media_type)
    assert list(parse(data, media_type)) == [
        '<http://example.org/a> <http://example.org/p> "in the default graph" .',
    ]
    again = Store.memory()
    again.load(data, media_type, "http://example.org/g")
    assert list(again.quads(graph="http://example.org/g")) == [
        ("http://example.org/a", "http://example.org/p", Literal("in the default graph"), "http://example.org/g"),
    ]


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    """The message lists what is offered."""
    with pytest.raises(FormatError, match="application/sparql-results"):
        written(store().query(ASKED), "text/html")
    with pytest.raises(FormatError, match="text/turtle"):
        written(store().query("CONSTRUCT WHERE { ?s ?p ?o }"), "text/html")
    with pytest.raises(FormatError, match="application/trig, application/n-quads"):
        store().dump(BytesIO(), "text/turtle")


def test_quads_are_found_by_any_part() -> None:
    """None matches everything, DEFAULT the default graph only."""
    made = store()
    assert len(list(made.quads())) == made.count() == 3
    assert len(list(made.quads(graph=DEFAULT))) == 1
    assert len(list(made.quads(value=Literal("in two")))) == 1
    assert list(made.quads("http://example.org/none")) == []
    assert made.graphs() == ["http://example.org/one", "http://example.org/two"]
    assert made.has_graph("http://example.org/one")
    assert not made.has_graph("http://example.org/none")


def test_lines_are_what_the_store_holds() -> None:
    """All quads with their graphs, or the triples of one graph without."""
    assert sorted(store().lines()) == sorted(DATA.decode().split("\n")[1:-1])
    assert store().lines("http://example.org/one") == ['<http://example.org/a> <http://example.org/p> "in one" .']


def test_canonical_lines_are_the_ones_that_a_store_gives_back() -> None:
    """Numbers keep their value, not their spelling, and an integer of a derived type becomes an integer."""
    lines = [
        f'<a:a> <a:p> "01"^^<{XSD.integer}> .',
        f'<a:a> <a:p> "5"^^<{XSD.nonNegativeInteger}> .',
        f'<a:a> <a:p> "1.50"^^<{XSD.decimal}> .',
        '<a:a> <a:p> "kept" .',
    ]
    made = Store.memory()
    made.insert_nquads(encode(lines))
    assert sorted(Store.canonical(lines)) == sorted(made.lines())
    assert sorted(Store.canonical(lines)) == [
        '<a:a> <a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<a:a> <a:p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        '<a:a> <a:p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<a:a> <a:p> "kept" .',
    ]


def test_blank_nodes_keep_the_labels_of_their_lines() -> None:
    """A graph that was written can be written again, with the same nodes."""
    line = "_:b1 <http://example.org/p> _:b2 <http://example.org/g> ."
    made = Store.memory()
    made.insert_nquads(encode([line]))
    made.insert_nquads(encode([line]))
    assert made.lines() == [line]
    made.remove_nquads(encode([line]))
    assert made.lines() == []


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_taking_out_most_of_a_store_leaves_the_rest(where: str, tmp_path: Path) -> None:
    """A large removal writes what stays anew, and nothing else is lost."""
    made = Store.memory() if where == "memory" else Store.open(tmp_path / "quads")
    lines = [
        f'<http://example.org/{i}> <http://example.org/p> "{i}" <http://example.org/g{i % 3}> .' for i in range(15_000)
    ]
    made.insert_nquads(encode(lines))
    made.remove_nquads(encode(lines[:14_999]))
    assert made.lines() == lines[14_999:]
    assert made.count() == 1


def test_graphs_that_say_a_triple_are_told() -> None:
    """A triple's graphs are found whether or not the default graph is among them."""
    made = store()
    made.insert_nquads(b'<http://example.org/a> <http://example.org/p> "in one" .\n')
    said = dict(made.graphs_saying(b'<http://example.org/a> <http://example.org/p> "in one" .\n'))
    ((triple, graphs),) = said.items()
    assert triple == '<http://example.org/a> <http://example.org/p> "in one" .'
    assert {str(graph) for graph in graphs} == {DEFAULT, "http://example.org/one"}


def test_an_update_is_whole_or_not_at_all() -> None:
    """An operation that fails takes those before it with it."""
    made = store()
    with pytest.raises(EvaluationError, match="does not exist"):
        made.update("CLEAR DEFAULT ; DROP GRAPH <http://example.org/none>")
    assert made.count() == 3


def test_graphs_are_added_and_removed() -> None:
    """An empty graph can exist; an absent one can be removed; the default graph can only be emptied."""
    made = store()
    made.add_graph("http://example.org/new")
    assert made.has_graph("http://example.org/new")
    made.remove_graph("http://example.org/one")
    made.remove_graph("http://example.org/none")
    made.remove_graph(DEFAULT)
    assert made.graphs() == ["http://example.org/new", "http://example.org/two"]
    assert made.has_graph(DEFAULT)
    assert made.count() == 1


def test_rdf_that_does_not_parse_says_where() -> None:
    """Line and column are those of the parser."""
    with pytest.raises(RdfSyntaxError) as caught:
        store().load(b"<http://a> <http://b>\n  c .", "text/turtle")
    assert (caught.value.line, caught.value.column) == (2, 3)
    with pytest.raises(RdfSyntaxError):
        list(parse(b'{"a":', "application/ld+json"))


@pytest.mark.parametrize("name", ["no iri", "http://a b", "relative"])
def test_a_graph_is_named_by_an_iri(name: str) -> None:
    """What is no address names no graph."""
    for call in (store().lines, store().remove_graph, store().has_graph, store().add_graph):
        with pytest.raises(IriError):
            call(name)
    with pytest.raises(IriError):
        store().query(ASKED, default_graphs=[name])


def test_half_a_character_is_no_query() -> None:
    """A lone surrogate, which Python's text may hold, is refused as text."""
    with pytest.raises(QuerySyntaxError, match="surrogate"):
        store().query("SELECT * { ?s ?p '\ud800' }")


def test_a_store_on_disk_is_there_again(tmp_path: Path) -> None:
    """What was flushed is found by the next one who opens the folder, and cannot be changed by a reader."""
    made = Store.open(tmp_path / "quads")
    made.insert_nquads(DATA)
    made.flush()
    made.close()
    reader = Store.read_only(tmp_path / "quads")
    assert sorted(reader.lines()) == sorted(store().lines())
    changes: list[Callable[[], None]] = [
        lambda: reader.update("CLEAR ALL"),
        lambda: reader.insert_nquads(DATA),
        lambda: reader.load(DATA, "application/n-quads"),
        lambda: reader.remove_graph(DEFAULT),
    ]
    for change in changes:
        with pytest.raises(StoreReadOnlyError):
            change()


def test_a_folder_opens_for_one_writer_only(tmp_path: Path) -> None:
    """A second one is told so."""
    first = Store.open(tmp_path / "quads")
    with pytest.raises(StoreLockedError, match="another process is writing"):
        Store.open(tmp_path / "quads")
    first.close()
    Store.open(tmp_path / "quads").close()


def test_a_copy_stands_by_itself(tmp_path: Path) -> None:
    """Changing the copy leaves what it was copied from, and nothing is copied over something else."""
    first = Store.open(tmp_path / "one")
    first.insert_nquads(DATA)
    first.backup(tmp_path / "two")
    copy = Store.open(tmp_path / "two")
    copy.update("CLEAR ALL")
    assert (first.count(), copy.count()) == (3, 0)
    with pytest.raises(StoreError):
        first.backup(tmp_path / "two")


def test_damage_is_named(tmp_path: Path) -> None:
    """A missing or changed file of the engine is damage, not an empty store."""
    made = Store.open(tmp_path / "quads")
    made.insert_nquads(DATA * 100)
    made.flush()
    made.close()
    table = max((tmp_path / "quads").glob("*.sst"), key=lambda path: path.stat().st_size)
    data = bytearray(table.read_bytes())
    for place in range(len(data) // 2):
        data[place] ^= 0xFF
    table.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        Store.read_only(tmp_path / "quads").lines()
    table.unlink()
    with pytest.raises(StoreDamagedError):
        Store.read_only(tmp_path / "quads").lines()


def _consume_elsewhere() -> None:
    import threading  # noqa: PLC0415, the child alone needs it

    results = small.store().query("SELECT * { ?s ?p ?o }")
    thread = threading.Thread(target=lambda: list(results.rows()))
    thread.start()
    thread.join()


def test_results_belong_to_their_thread() -> None:
    """Using them in another thread ends the process, as the documentation of the store says."""
    child = multiprocessing.get_context("spawn").Process(target=_consume_elsewhere)
    child.start()
    child.join(60)
    assert child.exitcode is not None
    assert child.exitcode < 0


def test_the_small_graph_answers() -> None:
    """A question over documents needs no GRAPH."""
    found = small.store().rows(
        f"SELECT ?text WHERE {{ ?part <{COMITY.invokes}> ?treaty ; <{SCHEMA.text}> ?text }}", treaty=small.FIEA
    )
    assert [value.value for (value,) in found if isinstance(value, Literal)]
