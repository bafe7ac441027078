"""`/queries`: the saved queries over HTTP."""

from __future__ import annotations

import pytest
from rdflib import Graph as RdfGraph

from api.models import Library
from queries.library import saved_queries
from tests import small_graph as small
from tests.direct import BROWSER, Site

INVOKING = "/queries/actions-invoking-agreement"


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


def test_the_list_answers_in_the_shape_that_the_api_describes(site: Site) -> None:
    """Every query of the library."""
    told = Library.model_validate(site.get("/queries").json())
    assert [one.name for one in told.queries] == list(saved_queries())


def test_the_list_is_rdf_for_who_asks_for_it(site: Site) -> None:
    """As examples for this endpoint."""
    read = RdfGraph().parse(data=site.get("/queries", {"Accept": "text/turtle"}).content, format="turtle")
    assert "http://data.example.org/queries/co-mentions" in {str(one) for one in read.subjects()}


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_a_query_runs_in_the_formats_of_sparql(site: Site, accept: str, content_type: str) -> None:
    """As at /sparql."""
    answer = site.get(INVOKING, {"Accept": accept}, agreement="MLAT")
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert small.ACTION_1_1 in answer.text


def test_a_parameter_may_be_repeated(site: Site) -> None:
    """Its values are alternatives."""
    answer = site.get(INVOKING, agreement=["MLAT", "FIEA"])
    assert len(answer.json()["results"]["bindings"]) == 3


def test_a_graph_comes_as_turtle(site: Site) -> None:
    """A saved CONSTRUCT has the formats of RDF."""
    answer = site.get("/queries/graph-of-institutions")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert len(RdfGraph().parse(data=answer.content, format="turtle")) > 0


def test_a_limit_says_whether_there_is_more(site: Site) -> None:
    """In the head, since a table has no place for it."""
    first = site.get("/queries/dates-in-text", limit=2, format="csv")
    assert first.headers["comity-complete"] == "false"
    assert site.get("/queries/dates-in-text", limit=2, offset=4, format="csv").headers["comity-complete"] == "true"


def test_the_query_itself_is_a_format(site: Site) -> None:
    """With its values bound."""
    answer = site.get(INVOKING, agreement="MLAT", format="rq")
    assert answer.headers["content-type"] == "application/sparql-query"
    assert f"VALUES ?agreement {{ <{small.MLAT}> }}" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/queries/nothing", 404),
        (f"{INVOKING}?agreement=No+such+treaty", 404),
        (f"{INVOKING}?treaty=MLAT", 400),
        (f"{INVOKING}?limit=0", 400),
        (f"{INVOKING}?limit=1&limit=2", 400),
        (f"{INVOKING}?offset=-1", 400),
        (f"{INVOKING}?agreement=%FF", 400),
        (f"{INVOKING}?format=docx", 406),
        ("/queries/co-mentions", 400),
    ],
)
def test_what_cannot_be_asked_is_a_problem(site: Site, path: str, status: int) -> None:
    """With the status that fits."""
    answer = site.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_browser_gets_a_form_and_the_rows(site: Site) -> None:
    """Without a required value only the form; with it the table, things under their names."""
    empty = site.get("/queries/co-mentions", BROWSER)
    assert (empty.status_code, "<table>" in empty.text) == (200, False)
    assert 'name="thing"' in empty.text
    asked = site.get("/queries/co-mentions", BROWSER, thing="Department of the Treasury", lang="es")
    assert "Procuraduría General de la República" in asked.text
    assert 'value="Department of the Treasury"' in asked.text
    graph = site.get("/queries/graph-of-institutions", BROWSER)
    assert "org:reportsTo" in graph.text
