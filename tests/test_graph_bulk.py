"""RDF files are loaded to the same store whether their lines are plain or not, and many lines as few are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import bulk, rdf_files
from graph.folder import Lease
from graph.nquads import apart, split
from graph.provenance import is_assertion
from graph.rdf_files import file_lines
from graph.store import Store
from graph.writer import Target, load_rdf, update
from ontology.errors import RdfSyntaxError
from ontology.iris import Iris
from ontology.terms import CNT, PREFIXES, XSD

IRIS = Iris()
OURS = f"<{IRIS.graph('d')}>"
TERMS = st.sampled_from(
    [
        *("<http://e/a>", "<http://e/b>", f"<{IRIS.base}statement/1>", "<http://e/d#char=1,2>", "_:a", "<http://é/>"),
        *(
            '"x"',
            '"x"@en',
            '"x"@EN',
            r'"\u00e9"',
            f'"1"^^<{XSD.integer}>',
            f'"01"^^<{XSD.integer}>',
            f'"1.0"^^<{XSD.decimal}>',
        ),
    ]
)
SUBJECTS = TERMS.filter(lambda term: term[0] != '"')
LINES = st.tuples(
    SUBJECTS,
    st.sampled_from(["<http://e/p>", f"<{CNT.chars}>"]),
    TERMS,
    st.sampled_from(["", " <http://e/g>", f" {OURS}", " _:g"]),
).map(lambda parts: f"{parts[0]} {parts[1]} {parts[2]}{parts[3]} .")


def _held(target: Target) -> tuple[set[str], set[str]]:
    """The quads of the published generation, by its texts and by its engine."""
    path = Lease.take(target.folder).path
    texts = {line for one in (path / "texts").glob("*.nq") for line in one.read_text("utf-8").split("\n")[:-1]}
    return texts, set(Store.read_only(path / "quads").lines())


def _expected(path: Path) -> set[str]:
    """What a file says, by the parser, and what of it holds in the default graph."""
    found = set(Store.canonical(list(file_lines(path))))
    for text in list(found):
        subject, predicate, _, graph = split(text)
        if graph and is_assertion(subject, predicate, IRIS):
            found.add(f"{apart(text)[0]} .")
    return found


@pytest.fixture(params=["few lines", "many lines", "very many lines"])
def _many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "few lines":
        monkeypatch.setattr(bulk, "_FEW", 0)
        monkeypatch.setattr(rdf_files, "_BLOCK", 200)
    if request.param == "very many lines":
        monkeypatch.setattr(bulk, "_MANY", 0)


@pytest.mark.usefixtures("_many")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=12), st.booleans())
def test_files_give_what_the_parser_finds_in_them(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str], packed: bool
) -> None:
    """Into a new store, and into one that has quads already."""
    folder = tmp_path_factory.mktemp("bulk")
    target, expected = Target(folder / "store"), set[str]()
    if len(first) > 6:
        update(target, "INSERT DATA { <http://e/a> <http://e/p> 'before' }")
    for number, lines in enumerate((first, second)):
        path = folder / f"{number}.nq{'.gz' if packed else ''}"
        text = "\n".join(lines).encode()
        path.write_bytes(gzip.compress(text) if packed else text)
        expected |= _expected(path)
        load_rdf(target, [path])
    texts, quads = _held(target)
    assert texts == quads
    assert texts - expected <= {'<http://e/a> <http://e/p> "before" .'}
    assert expected <= texts


def _lines(count: int) -> Iterator[str]:
    return (f'<http://e/{number}> <http://e/p> "{"text " * 10}" {OURS} .' for number in range(count))


@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize(
    "fault", ["<http://e/a> <http://e/p> what .", "<http://e/a b> <http://e/p> <a:b> .", '<a:a> <a:b> "']
)
def test_a_line_that_is_none_is_told_by_its_number(tmp_path: Path, fault: str) -> None:
    """In the words of the parser, had it read the whole file; and nothing was changed."""
    path, target = tmp_path / "bad.nq", Target(tmp_path / "store")
    path.write_text("\n".join([*_lines(40), "# a note", fault, *_lines(5)]), encoding="utf-8")
    with pytest.raises(RdfSyntaxError, match=r"bad\.nq: ") as caught:
        load_rdf(target, [path])
    with pytest.raises(RdfSyntaxError) as other:
        list(file_lines(path))
    assert (str(caught.value), caught.value.line) == (str(other.value), 42)
    assert not (target.folder / "CURRENT").exists()


def test_a_graph_has_no_place_in_a_file_of_triples(tmp_path: Path) -> None:
    """However plain its line is."""
    path = tmp_path / "bad.nt"
    path.write_text(f"<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:c> {OURS} .\n", encoding="utf-8")
    with pytest.raises(RdfSyntaxError) as caught:
        load_rdf(Target(tmp_path / "store"), [path])
    assert caught.value.line == 2


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it fills the memory."""
    monkeypatch.setattr(rdf_files, "_BLOCK", 1000)
    monkeypatch.setattr(rdf_files, "MAX_LINE", 10_000)
    path = tmp_path / "long.nq"
    path.write_text("# " + "x" * 20_000, encoding="utf-8")
    with pytest.raises(RdfSyntaxError, match="found a line over 10,000 bytes"):
        load_rdf(Target(tmp_path / "store"), [path])


def test_what_the_engine_runs_into_is_told_by_whoever_asks_next(tmp_path: Path) -> None:
    """A store takes lines in on threads of its own; it has all of them before it answers."""
    store = Store.open(tmp_path / "quads")
    good, bad = (f"<a:{n}> <a:b> <a:c> .\n".encode() for n in (1, 2)), iter([b"no line\n"])
    store.take_in(good)
    assert store.count() == 2
    store.take_in(bad)
    store.take_in(iter([b"_:a <a:b> <a:c> .\n"]), blanks=True)
    with pytest.raises(RdfSyntaxError):
        store.settle()
    assert store.lines(PREFIXES["comity"]) == []
    assert store.count() == 3
    store.take_in(iter([b"no line\n"]))
    store.close()
