"""A name finds the thing that is meant, or says what comes near it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.folding import fold
from graph.names import Names
from graph.nquads import encode, line
from graph.store import Store
from ontology.errors import AmbiguousNameError, ParameterError, StoreDamagedError, UnknownNameError
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, RDF, RDFS, SCHEMA, SKOS
from tests import small_graph as small

IRIS = small.IRIS
SMALL = Names.build(small.store(), IRIS)


def names(things: Mapping[str, Sequence[tuple[str, str]]], cited: Mapping[str, int] | None = None) -> Names:
    """An index over `kind/slug` things with (predicate, name) pairs, some cited a number of times."""
    lines = [
        line(f"{IRIS.base}{thing}", predicate, Literal(name, language="en"))
        for thing, pairs in things.items()
        for predicate, name in pairs
    ]
    lines += [
        line(f"{small.REPORT}#char={n},{n + 1}", COMITY.denotes, f"{IRIS.base}{thing}", small.REPORT_GRAPH)
        for thing, times in (cited or {}).items()
        for n in range(times)
    ]
    store = Store.memory()
    store.insert_nquads(encode(lines))
    return Names.build(store, IRIS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mérida Initiative", "merida  initiative"),
        ("U.S. Department of State", "US Department of State"),
        ("The Departments of Justice & State", "departments of justice and state"),
        ("Attorney General’s Office", "Attorney General's Office"),
        ("High-Level Contact Group", "high level contact group"),
        ("Procuraduría", "PROCURADURI\u0301A"),
        ("“Operation” – Firewall", "operation firewall"),
    ],
)
def test_names_are_compared_without_what_does_not_tell_them_apart(one: str, other: str) -> None:
    """Case, accents, punctuation, the article and the ampersand do not count."""
    assert fold(one) == fold(other) != ""


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded name is its own folded form."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("MLAT", small.MLAT),
        ("Mutual Legal Assistance Treaty", small.MLAT),
        ("Merida Initiative", small.MERIDA),
        ("  mérida initiative ", small.MERIDA),
        ("PGR", small.PGR),
        ("agreement/merida-initiative", small.MERIDA),
        (small.MERIDA, small.MERIDA),
        (f"<{small.MERIDA}>", small.MERIDA),
        ("id:agreement/merida-initiative", small.MERIDA),
        ("comity:actor", COMITY.actor),
        ("document/joint-strategy-against-illicit-finance-1998/point/12", small.POINT),
        ("Joint Strategy of Mexico and the United States against Illicit Finance", small.STRATEGY),
    ],
)
def test_a_thing_is_found_by_each_of_its_names(name: str, thing: str) -> None:
    """IRI, CURIE, kind and slug, label, alias, acronym or title."""
    assert SMALL.resolve(name) == thing


def test_an_unknown_name_comes_with_the_nearest() -> None:
    """A misspelt name is answered with the one that was meant, first."""
    for asked, meant in (
        ("Merida Initative", "Mérida Initiative"),
        ("Departmnt of the Tresury", "Department of the Treasury"),
        ("Legal Assistance Treaty", "Mutual Legal Assistance Treaty"),
        ("Rios Elena", "Elena Ríos"),
    ):
        with pytest.raises(UnknownNameError) as caught:
            SMALL.resolve(asked)
        assert fold(caught.value.nearest[0]) == fold(meant)
        assert len(caught.value.nearest) <= 5


def test_a_name_that_is_like_nothing_has_no_nearest() -> None:
    """No suggestion is better than a wrong one."""
    for asked in ("Xyzzyx", "", "  ", "!?"):
        with pytest.raises(UnknownNameError) as caught:
            SMALL.resolve(asked)
        assert caught.value.nearest == ()


def test_an_own_name_beats_an_alias() -> None:
    """A thing that is called so comes before one that is also called so."""
    found = names(
        {"agreement/mlat": [(SKOS.prefLabel, "MLAT")], "agreement/other": [(SKOS.altLabel, "MLAT")]},
        {"agreement/other": 9},
    )
    assert found.resolve("mlat") == IRIS.thing("agreement", "mlat")


def test_an_acronym_is_an_own_name() -> None:
    """A notation names a thing as its label does."""
    found = names({"agency/a": [(SKOS.notation, "DEA")], "agency/b": [(SKOS.altLabel, "DEA")]})
    assert found.resolve("D.E.A.") == IRIS.thing("agency", "a")


def test_of_two_with_the_name_the_one_that_is_cited_is_meant() -> None:
    """The gazetteer knows many treaties; the documents speak of one."""
    things = {f"agreement/{slug}": [(SKOS.altLabel, "MLAT")] for slug in ("canada", "mexico")}
    assert names(things, {"agreement/mexico": 1}).resolve("MLAT") == IRIS.thing("agreement", "mexico")


@pytest.mark.parametrize("cited", [{}, {"agreement/canada": 1, "agreement/mexico": 5}])
def test_two_with_as_good_a_claim_are_ambiguous(cited: dict[str, int]) -> None:
    """The candidates are told with their labels, the most cited first."""
    things = {
        f"agreement/{slug}": [(SKOS.altLabel, "MLAT"), (SKOS.prefLabel, f"{slug.title()} treaty")]
        for slug in ("canada", "mexico")
    }
    with pytest.raises(AmbiguousNameError) as caught:
        names(things, cited).resolve("MLAT")
    slugs = ("mexico", "canada") if cited else ("canada", "mexico")
    assert caught.value.candidates == tuple((IRIS.thing("agreement", slug), f"{slug.title()} treaty") for slug in slugs)


def test_a_search_ranks_exact_then_beginning_then_word_then_spelling_then_text() -> None:
    """How a name matches comes before how often its thing is cited."""
    store = Store.memory()
    store.update(
        """BASE <https://w3id.org/comity/id/>
        INSERT DATA {
            <agency/a> skos:prefLabel "Treasury"@en . <agency/b> skos:prefLabel "Treasury Police"@en .
            <agency/c> skos:prefLabel "Department of the Treasury"@en . <agency/d> skos:prefLabel "Tresury"@en .
            <document/x/point/1> schema:text "The treasury will act." .
            GRAPH <graph/x> { <p1> comity:denotes <agency/c> , <agency/d> . <p2> comity:denotes <agency/d> } }"""
    )
    found = Names.build(store, IRIS).search("treasury")
    assert [(match.iri.rpartition("id/")[2], match.how) for match in found] == [
        ("agency/a", "exact"),
        ("agency/b", "prefix"),
        ("agency/c", "word"),
        ("agency/d", "fuzzy"),
        ("document/x/point/1", "text"),
    ]
    assert [match.cited for match in found] == [0, 0, 1, 2, 0]
    assert [match.name for match in found][-2:] == ["Tresury", ""]


def test_the_more_cited_thing_comes_first_and_then_the_label() -> None:
    """Among equals in how they match, use decides, and then the alphabet."""
    things = {f"agency/{slug}": [(SKOS.prefLabel, f"Customs {slug}")] for slug in ("c", "b", "a")}
    found = names(things, {"agency/b": 2}).search("customs")
    assert [match.label for match in found] == ["Customs b", "Customs a", "Customs c"]


def test_a_search_reads_as_it_is_typed() -> None:
    """The last word may be cut short; earlier ones may stand anywhere in the name."""
    assert SMALL.search("legal assist")[0].iri == small.MLAT
    assert SMALL.search("treasury dep")[0].iri == small.TREASURY
    assert SMALL.search("assistance mutual")[0].iri == small.MLAT


def test_a_search_can_be_held_to_a_kind_and_a_number() -> None:
    """Only things of the kind, and no more than asked for."""
    assert {match.kind for match in SMALL.search("mexico", kind="place")} == {"place"}
    assert len(SMALL.search("mexico", limit=1)) == 1
    with pytest.raises(ParameterError, match=r"kind: found 'planet', expected one of agency, agreement"):
        SMALL.search("mexico", kind="planet")
    with pytest.raises(ParameterError, match="limit"):
        SMALL.search("mexico", limit=0)


def test_a_search_without_a_word_lists_the_most_cited() -> None:
    """Browsing begins with what the documents speak of most."""
    found = SMALL.search("", kind="agreement", limit=50)
    assert [match.cited for match in found] == sorted((match.cited for match in found), reverse=True)
    assert {match.iri for match in found} >= {small.MLAT, small.FIEA, small.MERIDA}


def test_a_longer_list_begins_with_the_shorter() -> None:
    """The order is total, so a limit only cuts."""
    for text in ("treaty", "mexico", "money laundering", "", "the"):
        whole = SMALL.search(text, limit=100)
        assert whole == SMALL.search(text, limit=100)
        assert SMALL.search(text, limit=3) == whole[:3]
        assert len({match.iri for match in whole}) == len(whole)


def test_the_terms_of_the_ontology_are_not_things() -> None:
    """Asking for a treaty does not find the class of treaties."""
    assert not any(match.iri.startswith("https://w3id.org/comity/ontology#") for match in SMALL.search("", limit=1000))


def test_a_topic_of_the_ontologys_graph_is_a_thing() -> None:
    """The topic scheme travels with the ontology, but people look for its topics."""
    store = Store.memory()
    topic, scheme, graph = f"{IRIS.base}topic/asylum", f"{IRIS.base}topic-scheme", IRIS.graph("ontology")
    for one, name in ((topic, "asylum"), (scheme, "topics"), (COMITY.Topic, "topic")):
        store.insert_nquads(encode([line(one, SKOS.prefLabel, Literal(name), where) for where in ("", graph)]))
    assert [match.iri for match in Names.build(store, IRIS).search("")] == [topic]


def test_the_english_label_is_shown() -> None:
    """A thing with labels in several languages is shown in English; titles, labels and acronyms stand in."""
    store = Store.memory()
    iri, other, titled = (IRIS.thing("agency", slug) for slug in ("a", "b", "c"))
    store.insert_nquads(
        encode(
            [
                line(iri, SKOS.prefLabel, Literal("Aduanas", language="es")),
                line(iri, SKOS.prefLabel, Literal("Customs", language="en")),
                line(other, SKOS.prefLabel, Literal("Policía", language="es")),
                line(other, SKOS.notation, Literal("PF")),
                line(titled, DCTERMS.title, Literal("A title")),
                line(titled, RDFS.label, Literal("A label")),
                line(titled, RDF.type, COMITY.Agency),
            ]
        )
    )
    found = Names.build(store, IRIS)
    assert [found.label(one) for one in (iri, other, titled, small.MLAT)] == ["Customs", "Policía", "A title", None]
    assert found.resolve("aduanas") == iri


def test_foreign_addresses_are_things_too() -> None:
    """RDF of other origin is found by its labels."""
    store = Store.memory()
    store.insert_nquads(encode([line("http://example.org/x", RDFS.label, Literal("Elsewhere"))]))
    (match,) = Names.build(store, IRIS).search("elsewhere")
    assert (match.iri, match.kind) == ("http://example.org/x", "thing")


def test_a_provision_without_a_name_is_found_by_its_text() -> None:
    """The words of what was agreed lead to where it stands."""
    found = SMALL.search("will use the mutual legal assistance treaty")
    assert small.ACTION_1_1 in [match.iri for match in found if match.how == "text"]


def test_an_index_is_the_same_after_it_was_saved(tmp_path: Path) -> None:
    """What is mapped from files answers as what was built."""
    SMALL.save(tmp_path / "names")
    opened = Names.open(tmp_path / "names", IRIS.base)
    assert len(opened) == len(SMALL)
    assert opened.kinds() == SMALL.kinds()
    for text in ("treaty", "tresury", "", "money", "prosecutors"):
        assert opened.search(text, limit=100) == SMALL.search(text, limit=100)
    assert opened.resolve("MLAT") == small.MLAT
    assert opened.nearest("MLTA treaty") == SMALL.nearest("MLTA treaty")


def test_the_same_graph_gives_the_same_files(tmp_path: Path) -> None:
    """An index depends on the triples, not on the order in which they came."""
    store = Store.memory()
    store.insert_nquads(encode(sorted(small.store().lines(), reverse=True)))
    SMALL.save(tmp_path / "one")
    Names.build(store, IRIS).save(tmp_path / "two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_an_index_that_is_not_whole_is_damage(tmp_path: Path) -> None:
    """A missing or foreign file is not an empty index."""
    SMALL.save(tmp_path / "names")
    (tmp_path / "names" / "arrays").write_bytes(b"nothing")
    with pytest.raises(StoreDamagedError):
        Names.open(tmp_path / "names", IRIS.base)


def test_an_empty_graph_has_no_names() -> None:
    """Nothing is found, and nothing fails."""
    empty = Names.build(Store.memory(), IRIS)
    assert (len(empty), empty.kinds(), empty.search("x"), empty.search("")) == (0, (), [], [])
    assert empty.nearest("x") == ()
    with pytest.raises(UnknownNameError):
        empty.resolve("x")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=8, unique_by=fold), st.data())
def test_every_name_is_found_by_itself(labels: list[str], data: st.DataObject) -> None:
    """Whatever script a name is in, it leads to its thing, exactly."""
    found = names({f"agency/a{n}": [(SKOS.prefLabel, label)] for n, label in enumerate(labels)})
    number = data.draw(st.integers(0, len(labels) - 1))
    thing = IRIS.thing("agency", f"a{number}")
    if fold(labels[number]):
        first = found.search(labels[number], limit=1)[0]
        assert (first.iri, first.how) == (thing, "exact")


def test_text_of_a_document_is_not_a_name() -> None:
    """A quotation may hold any words; only names resolve."""
    store = Store.memory()
    store.insert_nquads(encode([line(small.POINT, SCHEMA.text, Literal("Act together"))]))
    with pytest.raises(UnknownNameError):
        Names.build(store, IRIS).resolve("Act together")
