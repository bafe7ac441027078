"""`/documents`: the sources over HTTP."""

from __future__ import annotations

import pytest

from api.models import Document, Documents, Outline
from tests import small_graph as small
from tests.direct import BROWSER, Site

HERE = "/documents/joint-strategy-against-illicit-finance-1998"


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


def test_the_sources_answer_in_the_shapes_that_the_api_describes(site: Site) -> None:
    """The list, one of them, and its outline."""
    assert Documents.model_validate(site.get("/documents").json()).total == 2
    assert Document.model_validate(site.get(HERE).json()).provisions == 7
    assert Outline.model_validate(site.get(f"{HERE}/outline").json()).provisions[0].children[2].number == "1.1"


def test_the_text_is_plain_and_utf8(site: Site) -> None:
    """Whole, as the offsets count it."""
    answer = site.get(f"{HERE}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == small.STRATEGY_TEXT


@pytest.mark.parametrize(("char", "expected"), [("0,5", "Joint"), ("6,", small.STRATEGY_TEXT[6:])])
def test_a_span_of_the_text_is_asked_as_rfc_5147_writes_it(site: Site, char: str, expected: str) -> None:
    """Start and end, or from a start on."""
    assert site.get(f"{HERE}/text", char=char).text == expected


@pytest.mark.parametrize("char", ["5", "a,b", "9,3", "0,999999", "-1,3"])
def test_a_span_that_is_none_is_400(site: Site, char: str) -> None:
    """The problem names the parameter."""
    answer = site.get(f"{HERE}/text", char=char)
    assert (answer.status_code, answer.json()["parameter"]) == (400, "char")


def test_annotations_are_json_ld_with_the_profile(site: Site) -> None:
    """The media type of the Web Annotation Protocol; plain JSON by name."""
    answer = site.get(f"{HERE}/annotations", kind=["mention", "date"], limit=5)
    assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert len(answer.json()["items"]) == 5
    following = answer.json()["next"]
    assert site.get(f"{HERE}/{following}").json()["startIndex"] == 5
    assert site.get(f"{HERE}/annotations", format="json").headers["content-type"] == "application/json"


@pytest.mark.parametrize("rest", ["", "/text", "/outline", "/annotations"])
def test_an_unknown_document_is_404(site: Site, rest: str) -> None:
    """With the slugs that come near."""
    answer = site.get(f"/documents/joint-strategy{rest}")
    assert answer.status_code == 404
    assert answer.json()["nearest"] == ["joint-strategy-against-illicit-finance-1998"]


def test_a_browser_sees_the_outline_as_a_page(site: Site) -> None:
    """Title, date, and every provision with its words."""
    answer = site.get(HERE, BROWSER, lang="es")
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"] == "es"
    assert "Punto de la alianza 12" in answer.text
    assert "Progress will be reviewed once a year." in answer.text
    assert "Report of the High-Level Contact Group" in site.get("/documents", BROWSER).text


def test_an_unknown_kind_of_annotation_is_400(site: Site) -> None:
    """The kinds are listed."""
    answer = site.get(f"{HERE}/annotations", kind="opinion")
    assert answer.status_code == 400
    assert "mention" in answer.json()["detail"]
