"""The data set that the protocol names beside an update."""

from __future__ import annotations

import pytest

from graph.store import Store
from ontology.errors import BodyTooLargeError, IriError, QueryForbiddenError, RequestError
from queries.update import UpdateRequest, prepared

G1, G2, NEW = "http://g.example/1", "http://g.example/2", "http://g.example/new"
DATA = f"INSERT DATA {{ GRAPH <{G1}> {{ <http://s> <http://p> 1 }} GRAPH <{G2}> {{ <http://s> <http://p> 2 }} }}"


def _after(update: str, using: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    store = Store.memory()
    store.update(DATA)
    store.update(prepared(UpdateRequest(update, using, named)))
    return {(str(graph), str(getattr(value, "value", value))) for _, _, value, graph in store.quads()}


def test_an_update_without_a_data_set_is_left_as_it_is() -> None:
    """Byte for byte."""
    text = "INSERT { ?s ?p 3 } # WHERE\nWHERE { ?s ?p ?o }"
    assert prepared(UpdateRequest(text)) == text


def test_using_is_the_default_graph_of_every_where() -> None:
    """SPARQL 1.1 Protocol, 2.2.3: as if each operation said USING."""
    update = f"INSERT {{ GRAPH <{NEW}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    assert (NEW, "1") not in _after(update)
    assert (NEW, "1") in _after(update, (G1,))
    assert {(NEW, "1"), (NEW, "2")} <= _after(f"{update} ; {update}", (G1, G2))


def test_using_named_is_what_graph_ranges_over() -> None:
    """A graph that was not named is not there."""
    update = f"INSERT {{ GRAPH <{NEW}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    found = _after(update, named=(G2,))
    assert (NEW, "2") in found
    assert (NEW, "1") not in found


def test_delete_where_is_given_a_place_for_it() -> None:
    """`DELETE WHERE {…}` has none in the grammar, and means `DELETE {…} WHERE {…}`."""
    update = f"DELETE WHERE {{ GRAPH <{G1}> {{ ?s ?p ?o }} }}"
    assert _after(update, named=(G1,)) == {(G2, "2")}
    assert _after(update, named=(G2,)) == {(G1, "1"), (G2, "2")}


@pytest.mark.parametrize(
    "update",
    [
        f"WITH <{G1}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"DELETE {{ ?s ?p ?o }} USING <{G1}> WHERE {{ ?s ?p ?o }}",
        f"CLEAR DEFAULT ; with <{G1}> INSERT {{ ?s ?p 1 }} WHERE {{ ?s ?p ?o }}",
    ],
)
def test_a_data_set_in_both_places_is_refused(update: str) -> None:
    """The protocol says so: one of them would be ignored."""
    with pytest.raises(RequestError, match="in the text"):
        prepared(UpdateRequest(update, (G2,)))


def test_words_in_names_and_literals_are_no_clauses() -> None:
    """Only a keyword outside of braces begins a clause."""
    update = "INSERT { <http://x/WITH> <http://x/WHERE> 'USING WHERE' } WHERE { ?s ?p ?WHERE }"
    assert prepared(UpdateRequest(update, (G1,))).count("USING <") == 1


@pytest.mark.parametrize("name", ["relative", "http://a b", "http://a>", ""])
def test_a_graph_that_is_no_iri_is_refused(name: str) -> None:
    """It stands in the text afterwards, so it must not be able to leave its brackets."""
    with pytest.raises(IriError, match="absolute IRI"):
        prepared(UpdateRequest("INSERT {} WHERE {}", (name,)))


def test_updates_pass_the_guard() -> None:
    """As queries do."""
    with pytest.raises(QueryForbiddenError):
        prepared(UpdateRequest("LOAD <http://127.0.0.1/>"))
    with pytest.raises(BodyTooLargeError):
        prepared(UpdateRequest("CLEAR ALL" + " " * 100, max_bytes=50))
