"""An update that asks the store does what the engine would, and the texts follow it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.sparql import stepwise
from graph.sparql.operations import operations
from graph.sparql.stepwise import carry_out
from graph.store import Store
from graph.texts import Texts
from ontology.errors import ComityError, QuerySyntaxError

DATA = """INSERT DATA { <a:1> <a:p> <a:2> ; a <a:C> . <a:2> <a:q> 1 , "x"@en . <a:3> <a:p> 1.50
GRAPH <a:g> { <a:1> <a:p> <a:3> ; <a:q> 'y' , '}' } GRAPH <a:h> { <a:2> <a:p> <a:2> . <a:1> <a:p> <a:3> } } ;
CREATE GRAPH <a:empty>"""

TERM = st.sampled_from(["?s", "?p", "?o", "$x", "<a:1>", "<a:2>", "1", "01", '"x"@EN', '"}"', "a:3", "true"])
SUBJECT = st.sampled_from(["?s", "?o", "?x", "<a:1>", "a:2", "<3>"])
PREDICATE = st.sampled_from(["?p", "<a:p>", "a:q", "a", "<a:p>"])
TRIPLE = st.builds("{} {} {} .".format, SUBJECT, PREDICATE, TERM)
GRAPH = st.sampled_from(["<a:g>", "a:h", "?g", "<a:none>"])
FIXED = st.sampled_from(["<a:g>", "a:h", "<a:none>", "<a:empty>", "<g>"])
BLOCK = st.one_of(TRIPLE, st.builds("GRAPH {} {{ {} }}".format, GRAPH, TRIPLE))
QUADS = st.lists(BLOCK, min_size=1, max_size=3).map(" ".join)
WHERE = st.one_of(
    QUADS,
    st.builds("{} OPTIONAL {{ {} }} # a note }}".format, QUADS, QUADS).map(lambda text: f"{text}\n"),
    st.builds("{} FILTER (isIRI(?o) || ?o = 1)".format, QUADS),
    st.builds("{{ {} }} UNION {{ {} }} BIND (1 + 1 AS ?x)".format, QUADS, QUADS),
    st.builds("SELECT ?s (COUNT(*) AS ?o) {{ {} }} GROUP BY ?s".format, QUADS),
)
USING = st.sampled_from(["", "USING <a:g>", "USING <a:h> USING NAMED <a:g>", "USING NAMED a:h"])
WITH = st.sampled_from(["", "", "WITH <a:g>", "WITH a:none"])
SILENT = st.sampled_from(["", "SILENT"])
PLACE = st.one_of(FIXED, FIXED.map("GRAPH {}".format), st.just("DEFAULT"))
OPERATION = st.one_of(
    st.builds("{} DELETE {{ {} }} INSERT {{ {} }} {} WHERE {{ {} }}".format, WITH, QUADS, QUADS, USING, WHERE),
    st.builds("{} INSERT {{ {} }} {} WHERE {{ {} }}".format, WITH, QUADS, USING, WHERE),
    st.builds("{} delete {{ {} }} where {{ {} }}".format, WITH, QUADS, WHERE),
    st.builds("DELETE WHERE {{ {} }}".format, QUADS),
    st.builds("INSERT DATA {{ <a:1> <a:p> 'new' GRAPH {} {{ <4> <a:p> 02 }} }}".format, FIXED),
    st.builds("DELETE DATA {{ <a:2> a:q 01 . GRAPH {} {{ <a:1> <a:p> a:3 }} }}".format, FIXED),
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["CLEAR", "drop"]),
        SILENT,
        st.one_of(FIXED.map("GRAPH {}".format), st.sampled_from(["DEFAULT", "NAMED", "ALL"])),
    ),
    st.builds("{} {} {} TO {}".format, st.sampled_from(["ADD", "MOVE", "Copy"]), SILENT, PLACE, PLACE),
    st.builds("CREATE {} GRAPH {}".format, SILENT, FIXED),
)
DECLARED = st.sampled_from(["PREFIX a: <a:>", "BASE <b:> PREFIX a: <a:>", "PREFIX a: <a:> BASE <b:c>"])
UPDATES = st.builds(
    "{}\n{}".format, DECLARED, st.lists(OPERATION, min_size=1, max_size=3).map(" ; PREFIX b: <b:>\n".join)
)


@contextmanager
def _stores() -> Iterator[tuple[Store, Store]]:
    """Two stores with the same quads, the first with texts."""
    with TemporaryDirectory() as folder:
        store, other = Store.open(Path(folder, "quads")), Store.memory()
        (Path(folder) / "texts").mkdir()
        for one in (store, other):
            one.update(DATA)
        texts = Texts(Path(folder, "texts"))
        texts.rebuild(store)
        store.texts = texts
        yield store, other
        store.close()


def _told(store: Store) -> list[str]:
    """All quads by the texts, which are brought in line first if an update did not do so."""
    texts = store.texts
    assert texts is not None
    return sorted(line.decode() for name in texts.files() for line in texts.read(name))


def _outcome(store: Store, text: str, *, stepwise: bool) -> str:
    """What became of an update: nothing, or the kind of its error."""
    try:
        if stepwise:
            carry_out(store, text, "http://example.org/")
        else:
            store.update(text, base="http://example.org/")
    except ComityError as error:
        return type(error).__name__
    return ""


@settings(max_examples=300, deadline=None)
@given(UPDATES)
def test_an_update_does_what_the_engine_does(text: str) -> None:
    """With the same quads, the same graphs and the same errors."""
    with _stores() as (store, other):
        error = _outcome(store, text, stepwise=True)
        assert error == _outcome(other, text, stepwise=False)
        if error:
            return
        texts = store.texts
        store.texts = None
        assert sorted(store.lines()) == sorted(other.lines())
        assert store.graph_names() == other.graph_names()
        store.texts = texts
        if texts is not None:
            assert _told(store) == sorted(f"{line}\n" for line in other.lines())


@pytest.mark.parametrize(
    "text",
    [
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 'z' } WHERE { ?s ?p ?o FILTER (isLiteral(?o)) }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { [] <a:p> ?o } WHERE { ?s ?p ?o } ; INSERT DATA { _:b <a:p> <a:o> } ; CLEAR GRAPH <a:g>",
        "MOVE <a:g> TO DEFAULT ; COPY DEFAULT TO <a:new> ; DROP GRAPH <a:h> ; CREATE GRAPH <a:g>",
        "INSERT { <a:1> <a:p> <a:9> } WHERE { }",
    ],
)
def test_what_an_update_did_is_known_without_listing_the_store(text: str) -> None:
    """Its texts go on."""
    with _stores() as (store, _):
        carry_out(store, text)
        told = _told(store)
        store.texts = None
        assert told == sorted(f"{line}\n" for line in store.lines())


def test_each_solution_makes_blank_nodes_of_its_own() -> None:
    """As many as there are solutions, though no variable tells them apart."""
    with _stores() as (store, _):
        carry_out(store, "INSERT { GRAPH <a:b> { [] <a:p> 1 } } WHERE { ?s <a:p> ?o }")
        assert len(store.lines("a:b")) == 2


def test_blank_nodes_and_many_solutions_are_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows them by more than their labels; and its texts are to be written anew."""
    with _stores() as (store, other):
        for one in (store, other):
            one.insert_nquads(b"_:b <a:p> <a:2> .\n")
        texts = Texts(store.path.parent / "texts") if store.path else None
        store.texts = texts
        carry_out(store, "DELETE WHERE { ?s <a:p> <a:2> }")
        assert store.texts is None
        monkeypatch.setattr(stepwise, "MOST_ROWS", 1)
        store.texts = texts
        carry_out(store, "DELETE { ?s <a:q> ?o } WHERE { ?s <a:q> ?o }")
        assert store.texts is None
        other.update("DELETE WHERE { ?s <a:p> <a:2> } ; DELETE WHERE { ?s <a:q> ?o }")
        assert sorted(store.lines()) == sorted(other.lines())


def test_what_is_no_update_is_told_with_its_place() -> None:
    """Before any of its operations is carried out."""
    with _stores() as (store, other):
        with pytest.raises(QuerySyntaxError) as caught:
            carry_out(store, "DELETE WHERE { ?s ?p ?o } ;\nINSERT { ?s } WHERE { }")
        assert caught.value.position is not None
        assert caught.value.position.line == 2
        assert sorted(f"{line}\n" for line in other.lines()) == _told(store)


@pytest.mark.parametrize(
    "text", ["INSERT DATA { <a:\\u0062> <a:b> <a:c> }", "LOAD <a:b>", "DELETE WHERE { << ?s ?p ?o >> ?q ?r }"]
)
def test_what_tokens_do_not_tell_is_left_whole(text: str) -> None:
    """Codes that may stand for braces, what other servers hold, and what is newer."""
    assert operations(text) is None
