"""`/.well-known/void` and its neighbours over HTTP."""

from __future__ import annotations

import pytest
from rdflib import Graph as RdfGraph
from rdflib import URIRef

from api.models import Prefixes
from ontology.terms import PREFIXES
from queries.formats import TRIPLES
from tests.direct import BROWSER, Site


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


@pytest.mark.parametrize("path", ["/.well-known/void", "/.well-known/sparql-examples"])
@pytest.mark.parametrize("media_type", TRIPLES.media_types)
def test_descriptions_come_in_every_format_of_rdf(site: Site, path: str, media_type: str) -> None:
    """By Accept."""
    answer = site.get(path, {"Accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_the_description_is_of_the_service_that_was_asked(site: Site) -> None:
    """Its endpoint is under the host by which the client reached it."""
    read = RdfGraph().parse(data=site.get("/.well-known/void").content, format="turtle")
    assert (None, URIRef(f"{PREFIXES['void']}sparqlEndpoint"), URIRef("http://data.example.org/sparql")) in read


def test_a_host_that_cannot_stand_in_an_iri_is_not_used(site: Site) -> None:
    """The settings' address is, instead."""
    answer = site.get("/.well-known/void", {"Host": 'evil"> .'})
    assert answer.status_code == 200
    assert b"evil" not in answer.content


def test_a_browser_gets_turtle(site: Site) -> None:
    """There is no page about it."""
    assert site.get("/.well-known/void", BROWSER).headers["content-type"] == "text/turtle; charset=utf-8"


def test_the_prefixes_are_those_of_queries(site: Site) -> None:
    """What need not be declared."""
    assert Prefixes.model_validate(site.get("/prefixes").json()).prefixes == PREFIXES
