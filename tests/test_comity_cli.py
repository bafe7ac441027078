"""The command line: what each command prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from click import Command, Group

from comity import __version__
from comity.build import load
from comity.cli import COMMANDS, group, run
from comity.plan import Plan
from graph import Graph
from queries.drawing import edges_of
from tests.small_graph import ACTION_1_1, MLAT, STRATEGY, STRATEGY_GRAPH
from tests.small_reader import SmallReader, write

TREATIES = "SELECT ?name { ?it a comity:Treaty ; skos:notation ?name }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the small graph."""
    folder = tmp_path_factory.mktemp("small")
    load([write(folder / "in", a="strategy", b="report")], folder / "store", Plan(SmallReader()))
    return str(folder / "store")


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """A command that only reads lets an interrupt end its process; that of the tests is to stay as it was."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands in this process and catches what they write, by descriptor, as a shell would."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        """Catch what this fixture catches."""
        self._capture = capture

    def __call__(self, *arguments: str) -> Ended:
        """Run one command."""
        self._capture.readouterr()
        code = run(arguments)
        written = self._capture.readouterr()
        return Ended(code, written.out, written.err)


@pytest.fixture
def comity(capfd: pytest.CaptureFixture[str]) -> Terminal:
    """The command line."""
    return Terminal(capfd)


def commands() -> dict[str, Command]:
    """Every command by name."""
    assert isinstance(group, Group)
    context = group.make_context("comity", ["query"])
    found = {name: group.get_command(context, name) for name in COMMANDS}
    return {name: command for name, command in found.items() if command}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_with_examples(name: str, comity: Terminal) -> None:
    """Each has help with an example, and each option says what it is for."""
    ended = comity(name, "--help")
    assert ended.code == 0
    assert f"  comity {name} " in ended.out
    unexplained = [
        p.name for p in commands()[name].params if p.param_type_name == "option" and not getattr(p, "help", "")
    ]
    assert unexplained == []


def test_the_program_says_its_version_and_commands(comity: Terminal) -> None:
    """`--version` is that of the package; a call without a command shows which there are."""
    assert comity("--version").out == f"comity {__version__}\n"
    ended = comity()
    assert ended.code == 2
    assert all(name in ended.err for name in COMMANDS)


def test_a_query_is_answered_as_a_table(store: str, comity: Terminal) -> None:
    """The header, a line and the row."""
    ended = comity("query", TREATIES, "--store", store)
    lines = [line.strip() for line in ended.out.splitlines()]
    assert (ended.code, lines[0], lines[2:], ended.err) == (0, "name", ["MLAT"], "")


def test_a_long_cell_of_a_table_is_folded_and_never_cut(store: str, comity: Terminal) -> None:
    """Every character of a value is there, on as many lines as it takes."""
    value = "word" * 100
    ended = comity("query", f"SELECT ?x {{ BIND('{value}' AS ?x) }}", "--store", store)
    assert "".join(ended.out.split()[2:]) == value


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_solutions_come_in_every_standard_format(form: str, store: str, comity: Terminal) -> None:
    """Each of them is read back by rdflib, with the same name."""
    ended = comity("query", TREATIES, "--store", store, "--format", form)
    assert ended.code == 0
    if form == "csv":
        assert list(csv.DictReader(io.StringIO(ended.out))) == [{"name": "MLAT"}]
    else:
        found = rdflib.query.Result.parse(io.BytesIO(ended.out.encode()), form)
        assert [str(value) for row in found.bindings for value in row.values()] == ["MLAT"]


@pytest.mark.parametrize("form", ["table", "turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"])
def test_triples_come_in_every_standard_format(form: str, store: str, comity: Terminal) -> None:
    """A table of triples is Turtle."""
    ended = comity(
        "query", f"CONSTRUCT {{ ?a a ?t }} {{ ?a comity:invokes <{MLAT}> ; a ?t }}", "--store", store, "--format", form
    )
    parser = {"table": "turtle", "rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}.get(form, form)
    data = rdflib.Dataset().parse(data=ended.out, format=parser)
    assert rdflib.URIRef(ACTION_1_1) in set(data.subjects())


def test_a_question_of_yes_or_no_is_answered_in_a_word(store: str, comity: Terminal) -> None:
    """ASK gives true or false."""
    assert comity("query", "ASK { ?a comity:invokes ?b }", "--store", store).out == "true\n"
    assert comity("query", "ASK { ?a comity:hosts ?b }", "--store", store).out == "false\n"


def test_a_query_may_search_for_paths(store: str, comity: Terminal) -> None:
    """As a table and in a format."""
    ends = f"path:sourceNode <{MLAT}> ; path:destinationNode <{ACTION_1_1}> ; path:bidirectional true"
    search = f"SERVICE path:search {{ [] path:findPath path:distance ; {ends} ; path:distanceBinding ?far }}"
    query = f"PREFIX path: <http://www.ontotext.com/path#> SELECT ?far {{ {search} }}"
    assert comity("query", query, "--store", store).out.split()[-1] == "1"
    assert comity("query", query, "--store", store, "--format", "csv").out.split() == ["far", "1"]


def test_a_query_comes_from_a_file_too(store: str, comity: Terminal, tmp_path: Path) -> None:
    """A text that ends in .rq names a file."""
    (tmp_path / "treaties.rq").write_text(TREATIES, encoding="utf-8")
    assert "MLAT" in comity("query", str(tmp_path / "treaties.rq"), "--store", store).out
    ended = comity("query", str(tmp_path / "none.rq"), "--store", store)
    assert (ended.code, ended.err) == (1, f"comity: {tmp_path}/none.rq: No such file or directory\n")


def test_a_saved_query_takes_its_parameters(store: str, comity: Terminal) -> None:
    """A name is resolved to the thing that carries it."""
    ended = comity(
        "query",
        "--name",
        "actions-invoking-agreement",
        "--param",
        "agreement=MLAT",
        "--store",
        store,
        "--format",
        "json",
    )
    rows = json.loads(ended.out)["results"]["bindings"]
    assert {row["action"]["value"] for row in rows} >= {ACTION_1_1}


def test_the_saved_queries_are_listed(comity: Terminal) -> None:
    """Each with its parameters, without a store."""
    ended = comity("query", "--list")
    assert ended.code == 0
    assert "actions-invoking-agreement: " in ended.out
    assert "--param agreement=" in ended.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("query", "SELECT ?x {"), 1, "line 1, column 1"),
        (("query", "SELECT ?x { ?x nope:p ?y }"), 1, "the prefix 'nope:' is not declared"),
        (("query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), 1, "SERVICE"),
        (("query", TREATIES, "--format", "turtle"), 1, "choose one of json, xml, csv, tsv"),
        (("query", "--name", "nope"), 1, "no saved query is called 'nope'"),
        (("query", "--name", "actions-invoking-agreement", "--param", "agreement=MLATT"), 1, "'MLAT'"),
        (("query",), 2, "give one of a query text"),
        (("query", "ASK {}", "--param", "a=b"), 2, "--param goes with --name"),
        (("query", "--name", "x", "--param", "ab"), 2, "found 'ab', expected NAME=VALUE"),
        (("path", "MLATT", "PGR"), 1, "no thing is called 'MLATT'; the nearest names are 'MLAT'"),
        (("path", "MLAT", "PGR", "--max-length", "99"), 2, "99 is not in the range"),
        (("export", "--format", "nope"), 2, "'nope' is not one of"),
        (("export", "--format", "trig", "--document", "nope"), 1, "'nope'"),
        (("nope",), 2, "No such command 'nope'"),
    ],
)
def test_an_error_is_told_in_words(
    arguments: tuple[str, ...], code: int, told: str, store: str, comity: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1 for what went wrong, in one line; 2 for a command that was not understood; nothing on the output."""
    monkeypatch.setenv("COMITY_STORE", store)
    ended = comity(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert code == 2 or (ended.err.count("\n") == 1 and ended.err.startswith("comity: "))


def test_a_store_that_is_not_there_is_named(comity: Terminal, tmp_path: Path) -> None:
    """The message says how to make one."""
    ended = comity("query", "ASK {}", "--store", str(tmp_path / "none"))
    assert ended.code == 1
    assert f"`comity load PATH --store {tmp_path}/none` makes one" in ended.err


def test_an_export_as_nquads_is_sorted_and_whole(store: str, comity: Terminal) -> None:
    """Every quad once, in order."""
    lines = comity("export", "--format", "nquads", "--store", store).out.splitlines()
    assert lines == sorted(lines, key=lambda line: line.encode())
    assert sorted(lines) == sorted(Graph.open(Path(store)).store.lines())


@pytest.mark.parametrize("document", [STRATEGY, STRATEGY_GRAPH, STRATEGY.rpartition("/")[2]])
def test_an_export_of_a_document_is_its_graph(document: str, store: str, comity: Terminal) -> None:
    """By IRI, by the IRI of its graph or by its slug; N-Quads keep the graph's name."""
    lines = comity("export", "--format", "nquads", "--document", document, "--store", store).out.splitlines()
    assert len(lines) == len(Graph.open(Path(store)).store.lines(STRATEGY_GRAPH))
    assert all(line.endswith(f" <{STRATEGY_GRAPH}> .") for line in lines)


@pytest.mark.parametrize(("form", "parser"), [("trig", "trig"), ("jsonld", "json-ld")])
def test_an_export_of_all_graphs_is_read_back(form: str, parser: str, store: str, comity: Terminal) -> None:
    """What rdflib reads has as many quads as the store."""
    data = rdflib.Dataset(default_union=False)
    data.parse(data=comity("export", "--format", form, "--store", store).out, format=parser)
    assert len(list(data.quads())) == Graph.open(Path(store)).store.count()


def test_an_export_as_turtle_holds_the_merged_statements(store: str, comity: Terminal) -> None:
    """The default graph: what the documents say, without the evidence."""
    data = rdflib.Graph().parse(data=comity("export", "--format", "turtle", "--store", store).out)
    assert len(data) == len(Graph.open(Path(store)).store.lines(""))


def test_a_path_is_told_in_words_with_its_quotes(store: str, comity: Terminal) -> None:
    """Each step, and the sentence that says so."""
    ended = comity("path", "MLAT", "PGR", "--store", store)
    assert ended.code == 0
    assert ended.out.startswith("1. Mutual Legal Assistance Treaty … ")
    assert "“" in ended.out


def test_a_path_obeys_its_bounds(store: str, comity: Terminal) -> None:
    """What is to be avoided is in no path, and what is to be passed in each."""
    avoiding = comity("path", "MLAT", "PGR", "--avoid", "Mexico", "--store", store, "--format", "json")
    assert not any(iri.endswith("country/mexico") for one in paths_of(avoiding) for iri in one["nodes"])
    passing = comity("path", "MLAT", "PGR", "--via", "Mexico", "--store", store, "--format", "json")
    assert paths_of(passing)
    assert all(any(iri.endswith("country/mexico") for iri in one["nodes"]) for one in paths_of(passing))


def paths_of(ended: Ended) -> list[dict[str, list[str]]]:
    """The paths of an answer in JSON."""
    found: list[dict[str, list[str]]] = json.loads(ended.out)["paths"]
    return found


@pytest.mark.parametrize("document", [None, STRATEGY])
@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape", "graphology", "node-link", "d3"])
def test_an_export_as_a_network_holds_every_edge(
    form: str, document: str | None, store: str, comity: Terminal, tmp_path: Path
) -> None:
    """Each format has an edge for each statement between two things, of all documents or of one."""
    ended = comity("export", "--format", form, "--store", store, *(("--document", document) if document else ()))
    graph = Graph.open(Path(store))
    name = STRATEGY_GRAPH if document else None
    assert edge_count(form, ended.out, tmp_path) == len(list(edges_of(graph, name))) > 20


def edge_count(form: str, text: str, folder: Path) -> int:
    """How many edges a file of a format holds, by the library that reads it."""
    (folder / "network").write_text(text, encoding="utf-8")
    if form in ("graphml", "gexf"):
        read = nx.read_graphml if form == "graphml" else nx.read_gexf
        return int(read(folder / "network").number_of_edges())
    data = json.loads(text)
    if form == "node-link":
        return int(nx.node_link_graph(data, edges="edges").number_of_edges())
    edges = data["elements"]["edges"] if form == "cytoscape" else data["links" if form == "d3" else "edges"]
    return len(edges)


def test_a_load_says_what_each_document_gave_and_which_failed(comity: Terminal, tmp_path: Path) -> None:
    """Counts on the output, failures on the error stream, the same in the report, and 1 since one failed."""
    (tmp_path / "note.txt").write_text("The Secretary of Defense met in Ottawa on May 3, 2011.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    ended = comity("load", str(tmp_path), "--store", str(tmp_path / "store"), "--report", str(tmp_path / "report.json"))
    assert ended.code == 1
    assert f"{tmp_path}/note.txt: " in ended.out
    assert "1 of 3 files are in " in ended.out
    empty, picture = ended.err.splitlines()
    assert empty == f"comity: {tmp_path}/empty.txt: the file holds no text"
    assert picture.startswith(f"comity: {tmp_path}/picture.txt: found a PNG image")
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert [one["file"] for one in report["documents"]] == [f"{tmp_path}/note.txt"]
    assert [one["error"] for one in report["failures"]] == ["EmptyDocumentError", "BinaryDocumentError"]


def test_a_load_needs_a_store(comity: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is ever written to a place that nobody named."""
    monkeypatch.delenv("COMITY_STORE", raising=False)
    ended = comity("load", str(tmp_path))
    assert ended.code == 2
    assert "COMITY_STORE" in ended.err


def test_a_valid_store_is_reported_as_such(store: str, comity: Terminal) -> None:
    """One line that counts, and 1 only if something is violated."""
    ended = comity("validate", "--store", store)
    last = ended.out.splitlines()[-1]
    assert re.match(r"[\d,]+ quads in 3 graphs, ", last)
    assert ended.code == (0 if " 0 violations" in last else 1)


def test_damage_in_a_store_is_found(store: str, tmp_path: Path, comity: Terminal) -> None:
    """A byte that turned over in an array of the network is told by its name, in one line."""
    damaged = shutil.copytree(store, tmp_path / "damaged")
    (arrays,) = damaged.glob("generations/*/network/arrays")
    whole = bytearray(arrays.read_bytes())
    whole[-1] ^= 1
    arrays.write_bytes(whole)
    ended = comity("validate", "--store", str(damaged))
    assert ended.code == 1
    assert ended.err.startswith(f"comity: {damaged}")
    assert ended.err.count("\n") == 1


def test_a_reader_that_has_enough_is_not_an_error(store: str) -> None:
    """`comity export | head` is quiet and succeeds."""
    arguments = [sys.executable, "-m", "comity", "export", "--format", "trig", "--store", store]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"@prefix")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_service_without_a_store_is_refused(comity: Terminal, tmp_path: Path) -> None:
    """What is to be served has to be there, unless writes are on."""
    ended = comity("serve", "--store", str(tmp_path / "none"))
    assert ended.code == 1
    assert "found no store there" in ended.err


def test_writes_need_a_token(comity: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--writable` alone opens nothing, and makes nothing."""
    monkeypatch.delenv("COMITY_TOKEN", raising=False)
    ended = comity("serve", "--store", str(tmp_path / "none"), "--writable")
    assert ended.code == 1
    assert "COMITY_TOKEN" in ended.err
    assert not (tmp_path / "none").exists()
