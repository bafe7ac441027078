"""`/entities`: search and one thing, over HTTP."""

from __future__ import annotations

import pytest

from api.models import Entity, Matches
from ontology.terms import COMITY
from queries.entities import EntityRequest
from queries.search import SearchRequest
from tests import small_graph as small
from tests.direct import BROWSER, Site

PART = "report-of-the-high-level-contact-group-2009/accomplishment/2"
MLAT = "/entities/agreement/mutual-legal-assistance-treaty"


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


def test_search_answers_in_the_shape_that_the_api_describes(site: Site) -> None:
    """Members, types and nothing else."""
    answer = site.get("/entities", q="MLAT", limit=3)
    assert answer.status_code == 200
    assert Matches.model_validate(answer.json()).things[0].iri == small.MLAT
    assert answer.headers["comity-complete"] == "true"


def test_search_passes_on_what_was_asked(site: Site) -> None:
    """Words, kind and limit."""
    site.get("/entities", q="lavado", kind="topic", limit=7)
    assert site.pool.asked[-1] == ("search", SearchRequest("lavado", "topic", 7))


@pytest.mark.parametrize("path", [MLAT, "/entities/country/mexico", f"/entities/document/{PART}"])
def test_a_thing_answers_in_the_shape_that_the_api_describes(site: Site, path: str) -> None:
    """Countries, agreements and parts of documents alike."""
    answer = site.get(path)
    assert answer.status_code == 200
    assert Entity.model_validate(answer.json()).facts or Entity.model_validate(answer.json()).incoming


def test_predicates_may_be_prefixed_names(site: Site) -> None:
    """`comity:invokes` is enough."""
    site.get(MLAT, predicate=["comity:invokes", COMITY.ratifies], limit=2, offset=1)
    asked = EntityRequest("agreement/mutual-legal-assistance-treaty", 2, 1, (COMITY.invokes, COMITY.ratifies))
    assert site.pool.asked[-1] == ("entity", asked)


def test_a_cut_answer_says_so_in_its_head(site: Site) -> None:
    """A client that only looks at the head knows too."""
    answer = site.get(MLAT, limit=1)
    assert answer.headers["comity-complete"] == "false"
    assert answer.headers["comity-limits"] == "limit"
    assert answer.json()["complete"] is False


def test_an_unknown_thing_is_404_with_the_nearest_names(site: Site) -> None:
    """A problem document."""
    answer = site.get("/entities/agreement/mutual-legal-asistance-treaty")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "Mutual Legal Assistance Treaty" in answer.json()["nearest"]


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"kind": "planet"}, "kind"),
        ({"colour": "red"}, "colour"),
        ({"timeout": "-1"}, "timeout"),
        ({"q": "x" * 501}, "q"),
    ],
)
def test_what_cannot_be_asked_is_400_and_named(site: Site, parameters: dict[str, str], word: str) -> None:
    """The problem says which parameter it is."""
    answer = site.request("GET", "/entities", parameters=parameters)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]


def test_an_unknown_predicate_is_400(site: Site) -> None:
    """Neither an IRI nor a prefixed name."""
    assert site.get(MLAT, predicate="invokes").status_code == 400


def test_a_browser_gets_a_page_and_a_program_json(site: Site) -> None:
    """By Accept, or by `format`."""
    assert site.get(MLAT, BROWSER).headers["content-type"] == "text/html; charset=utf-8"
    assert site.get(MLAT, {"Accept": "*/*"}).headers["content-type"] == "application/json"
    assert site.get(MLAT, BROWSER, format="json").headers["content-type"] == "application/json"
    assert site.get(MLAT, {"Accept": "image/png"}).status_code == 406


def test_what_has_not_changed_is_not_asked_again(site: Site) -> None:
    """304 by ETag, before a worker is troubled."""
    tag = site.get(MLAT).headers["etag"]
    before = len(site.pool.asked)
    again = site.get(MLAT, {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert len(site.pool.asked) == before


def test_head_has_the_head_of_get(site: Site) -> None:
    """The length, and no body."""
    got, head = site.get(MLAT), site.request("HEAD", MLAT)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
