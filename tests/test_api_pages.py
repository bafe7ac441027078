"""The pages: whole without another host or a script, in two languages, and safe against hostile values."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from api.markup import POLICY
from comity.build import load
from comity.plan import Plan
from graph import Graph
from graph.nquads import encode, line
from ontology.statement import Literal
from ontology.terms import COMITY, RDF, SKOS
from queries.library import saved_queries
from tests import small_graph as small
from tests.direct import BROWSER, Site
from tests.service import Service, running
from tests.small_reader import SmallReader, write
from tests.test_api_markup import Reader

PAGES = (
    "/",
    "/docs",
    "/documents",
    "/documents/joint-strategy-against-illicit-finance-1998",
    "/entities?q=treaty",
    "/entities?q=zzzzqqqq",
    "/entities/agreement/mutual-legal-assistance-treaty",
    "/id/person/elena-rios.html",
    "/queries",
    "/queries/actions-invoking-agreement?agreement=MLAT",
)


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A real server over the small graph."""
    folder = tmp_path_factory.mktemp("pages")
    documents = write(folder / "documents", strategy="strategy", report="report")
    load([documents], folder / "store", Plan(SmallReader(), workers=1))
    with running(folder) as started:
        yield started


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_runs_nothing(site: Site, path: str, language: str) -> None:
    """No script, no style in it, nothing from another host, in the language asked for."""
    answer = site.get(path, {**BROWSER, "Accept-Language": f"fr, {language};q=0.9"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["content-language"] == language
    read = Reader(answer.text)
    assert ("html", {"lang": language}) in read.tags
    for tag, attributes in read.tags:
        assert tag not in ("script", "style", "iframe", "object", "embed")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag in ("link", "img"):
            assert (attributes.get("href") or attributes.get("src") or "").startswith("/assets/")


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(site: Site, path: str) -> None:
    """What it points to in this service answers; paths and subgraphs are asked where they are served."""
    read = Reader(site.get(path, BROWSER).text)
    links = {attributes["href"] for tag, attributes in read.tags if tag == "a" and attributes.get("href")}
    here = {one for one in links if one and one.startswith("/")}
    assert here
    for address in sorted(here):
        if not address.startswith(("/paths", "/subgraph", "/sparql", "/metrics", "/health")):
            assert site.get(address, BROWSER).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_fields_have_labels_and_headings_are_in_order(site: Site, path: str) -> None:
    """What a screen reader needs: one first heading, and a name for each field."""
    body = site.get(path, BROWSER).text
    read = Reader(body)
    assert [tag for tag, _ in read.tags].count("h1") == 1
    for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", body):
        before = body[: body.index(field)]
        labelled = before.rfind("<label>") > before.rfind("</label>")
        assert labelled or "aria-label=" in field or 'type="hidden"' in field, field


def test_the_first_page_leads_to_everything(site: Site) -> None:
    """Documents, saved queries, the API, the descriptions, and a form for SPARQL."""
    read = Reader(site.get("/", BROWSER).text)
    links = {str(attributes.get("href")).partition("?")[0] for tag, attributes in read.tags if tag == "a"}
    assert {f"/queries/{name}" for name in saved_queries()} <= links
    assert {"/docs", "/openapi.json", "/.well-known/void", "/documents", "/entities", "/sparql"} <= links
    forms = {attributes.get("action") for tag, attributes in read.tags if tag == "form"}
    assert forms == {"/entities", "/paths", "/sparql"}


def test_the_api_page_names_every_address(site: Site) -> None:
    """Nothing of openapi.json is missing."""
    body = site.get("/docs", BROWSER).text
    for path in site.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in body


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    """304 by a validator of its own content, which the language is part of."""
    tag = site.get("/", BROWSER).headers["etag"]
    assert site.get("/", {**BROWSER, "If-None-Match": tag}).status_code == 304
    assert site.get("/", {**BROWSER, "If-None-Match": tag}, lang="es").status_code == 200


HOSTILE = (
    '<img src=x onerror="alert(1)">',
    "</title><script>alert(1)</script>",
    "\u202egnp.exe",
    "x" * 10_000,
    "{{7*7}} %s {lang}",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_text(name: str) -> None:
    """As a label, in a search, in a title."""
    store = small.store()
    thing = small.IRIS.thing("agency", "hostile")
    lines = [
        line(thing, RDF.type, COMITY.Agency),
        line(thing, SKOS.prefLabel, Literal(name, language="en")),
        line(thing, COMITY.country, "javascript:alert(1)"),
    ]
    store.insert_nquads(encode(lines))
    site = Site(Graph.of(store, small.IRIS))
    for path in ("/entities/agency/hostile", "/entities?kind=agency"):
        answer = site.get(path, BROWSER)
        read = Reader(answer.text)
        assert name in read.words
        assert not {tag for tag, _ in read.tags} & {"script", "img"}
        assert not any("javascript" in str(attributes.get("href")) for _, attributes in read.tags)


def test_assets_are_those_of_the_package(site: Site) -> None:
    """The style sheet and the mark, and nothing else."""
    assert site.get("/assets/comity.css").headers["content-type"] == "text/css; charset=utf-8"
    assert site.get("/assets/comity.svg").headers["content-type"] == "image/svg+xml"
    assert "http" not in site.get("/assets/comity.css").text
    assert site.get("/assets/..%2Fpages.py").status_code == 404


def test_every_reading_address_answers_from_a_real_server(served: Service) -> None:
    """Workers and all: the routes and the questions behind them fit together."""
    paths = [
        *PAGES,
        "/id/country/mexico.ttl",
        "/.well-known/void",
        "/.well-known/sparql-examples",
        "/prefixes",
        "/documents/joint-strategy-against-illicit-finance-1998/text",
        "/documents/joint-strategy-against-illicit-finance-1998/outline",
        "/documents/joint-strategy-against-illicit-finance-1998/annotations",
        "/queries/graph-of-commitments",
    ]
    with served.client() as client:
        answers: dict[str, httpx.Response] = {path: client.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(paths, 200)
