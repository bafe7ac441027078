"""`/id/…`: a thing's address sends on to documents about it (https://www.w3.org/TR/cooluris/)."""

from __future__ import annotations

import pytest
from rdflib import Graph as RdfGraph
from rdflib import URIRef

from tests import small_graph as small
from tests.direct import BROWSER, Site

MEXICO = "/id/country/mexico"
ACTION = "/id/document/joint-strategy-against-illicit-finance-1998/point/12/action/1.1"


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("*/*", "ttl"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("application/json", "json"),
        (BROWSER["Accept"], "html"),
    ],
)
@pytest.mark.parametrize("path", [MEXICO, ACTION])
def test_a_thing_sends_on_to_what_the_client_reads(site: Site, path: str, accept: str, suffix: str) -> None:
    """303, and the document it names answers; a number at the end is no suffix."""
    sent = site.get(path, {"Accept": accept})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{path}.{suffix}")
    assert "Accept" in sent.headers["vary"]
    assert site.get(sent.headers["location"]).status_code == 200


def test_the_other_formats_are_told_as_links(site: Site) -> None:
    """`rel="alternate"` with a type each."""
    assert f'<{MEXICO}.jsonld>; rel="alternate"; type="application/ld+json"' in site.get(MEXICO).headers["link"]


def test_the_document_is_about_the_thing(site: Site) -> None:
    """RDF under the thing's own IRI, with a link back."""
    answer = site.get(f"{ACTION}.ttl")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert answer.headers["link"] == f'<{ACTION}>; rel="about"'
    read = RdfGraph().parse(data=answer.content, format="turtle")
    assert (URIRef(small.ACTION_1_1), None, URIRef(small.MLAT)) in read


def test_format_wins_over_accept(site: Site) -> None:
    """`format=` in the address of the thing."""
    assert site.get(MEXICO, BROWSER, format="jsonld").headers["location"] == f"{MEXICO}.jsonld"


def test_a_named_graph_is_a_resource(site: Site) -> None:
    """Whole, with its evidence."""
    answer = site.get("/id/graph/report-of-the-high-level-contact-group-2009.nt")
    assert answer.content.count(b"\n") == len(small.graph().store.lines(small.REPORT_GRAPH))


@pytest.mark.parametrize("path", ["/id/country/atlantis.ttl", "/id/country/atlantis.json", "/id/country/atlantis.html"])
def test_nothing_is_known_of_an_unknown_thing(site: Site, path: str) -> None:
    """404 for each document about it."""
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/id/a%20b.ttl", "/id/%3Cscript%3E.ttl", "/id/x%22y.ttl"])
def test_what_cannot_be_an_address_is_400(site: Site, path: str) -> None:
    """An IRI cannot hold it."""
    assert site.get(path).status_code == 400


def test_the_address_in_location_is_escaped(site: Site) -> None:
    """What a client sent never ends the header it stands in."""
    sent = site.get("/id/country/m%C3%A9xico%20%3Ca%3E,%22b%22")
    assert sent.headers["location"] == "/id/country/m%C3%A9xico%20%3Ca%3E,%22b%22.ttl"
    assert site.get("/id/country/me%0D%0ASet-Cookie:%20a=b").status_code == 404


def test_an_unacceptable_format_is_406(site: Site) -> None:
    """With the list of those that exist."""
    answer = site.get(MEXICO, {"Accept": "image/png"})
    assert (answer.status_code, "text/turtle" in answer.json()["offered"]) == (406, True)
