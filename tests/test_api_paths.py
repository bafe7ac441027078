"""`/paths`, `/subgraph`, `/neighbors` and `/why` over HTTP."""

from __future__ import annotations

import json

import pytest

from api.path_models import Neighbors, Paths, Subgraph, Summary, Why
from queries.connections import PathsRequest
from queries.formats import GRAPHS
from tests import small_graph as small
from tests.direct import Site


@pytest.fixture(scope="module")
def site() -> Site:
    """The application over the small graph."""
    return Site()


def test_paths_answer_in_the_shape_that_the_api_describes(site: Site) -> None:
    """Members, types and nothing else."""
    answer = site.get("/paths", source="MLAT", target="FIEA", evidence="all")
    assert answer.status_code == 200
    assert Paths.model_validate(answer.json()).paths
    assert answer.headers["comity-complete"] == "true"


def test_parameters_may_be_repeated(site: Site) -> None:
    """Sets of names."""
    site.get("/paths", source=["MLAT", "FIEA"], target="Mexico", not_node=["HLCG"], rank="informative", max_length=4)
    expected = PathsRequest(("MLAT", "FIEA"), ("Mexico",), not_node=("HLCG",), rank="informative", max_length=4)
    assert site.pool.asked[-1] == ("paths", expected)


def test_a_json_body_asks_the_same(site: Site) -> None:
    """One name need not be in a list."""
    body = json.dumps({"source": "MLAT", "target": ["FIEA"]})
    answer = site.request("POST", "/paths", {"Content-Type": "application/json"}, content=body)
    assert answer.json() == site.get("/paths", source="MLAT", target="FIEA").json()


@pytest.mark.parametrize(
    ("body", "told"),
    [("{", "JSON"), ("[]", "object"), ('{"source": "MLAT", "targt": "FIEA"}', "targt"), ('{"source": []}', "source")],
)
def test_a_body_that_asks_nothing_is_explained(site: Site, body: str, told: str) -> None:
    """With the member that is wrong."""
    answer = site.request("POST", "/paths", {"Content-Type": "application/json"}, content=body)
    assert answer.status_code == 400
    assert told in answer.json()["detail"]


def test_a_body_of_another_type_is_refused(site: Site) -> None:
    """A form is not JSON."""
    answer = site.request("POST", "/paths", {"Content-Type": "text/plain"}, content="source=MLAT")
    assert answer.status_code == 415


def test_a_path_has_an_address(site: Site) -> None:
    """That of its identifier."""
    one = site.get("/paths", source="MLAT", target="FIEA", evidence="all").json()["paths"][0]
    again = site.get(f"/paths/{one['id']}")
    assert (again.status_code, again.json()["paths"][0]["edges"]) == (200, one["edges"])
    assert site.get("/paths/nothing").status_code == 404


@pytest.mark.parametrize("form", GRAPHS.names)
@pytest.mark.parametrize("path", ["/paths?source=MLAT&target=FIEA", "/subgraph?seed=MLAT"])
def test_every_graph_format_is_served_with_its_media_type(site: Site, path: str, form: str) -> None:
    """By name."""
    answer = site.get(f"{path}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == GRAPHS.named(form).media_type


def test_a_client_may_ask_by_media_type(site: Site) -> None:
    """Turtle for an RDF library."""
    answer = site.get("/subgraph", {"Accept": "text/turtle"}, seed="MLAT")
    assert answer.headers["content-type"].startswith("text/turtle")


def test_an_unknown_name_is_told_with_the_nearest(site: Site) -> None:
    """As a problem document."""
    answer = site.get("/paths", source="MLATT", target="FIEA")
    assert (answer.status_code, answer.json()["nearest"][0]) == (404, "MLAT")


def test_bounds_are_held(site: Site) -> None:
    """Twelve edges at most."""
    assert site.get("/paths", source="MLAT", target="FIEA", max_length=13).status_code == 400
    assert site.get("/subgraph", seed="MLAT", hops=7).status_code == 400


def test_neighbourhoods_answer_in_the_shape_that_the_api_describes(site: Site) -> None:
    """All three of them."""
    Subgraph.model_validate(site.get("/subgraph", seed="MLAT", evidence="first").json())
    Subgraph.model_validate(site.get("/subgraph", seed="MLAT").json())
    Neighbors.model_validate(site.get("/neighbors", node="Mexico").json())
    Neighbors.model_validate(site.get("/neighbors", node="Mexico", predicate="comity:actor").json())
    told = Why.model_validate(site.get("/why", s=small.ACTION_1_1, p="comity:invokes", o="MLAT").json())
    assert told.stated
    assert told.evidence


def test_the_summary_answers_in_the_shape_that_the_api_describes(site: Site) -> None:
    """Members, types and nothing else; the limit is how many central things are named."""
    answer = site.get("/graph/summary", limit=2)
    assert answer.status_code == 200
    found = Summary.model_validate(answer.json())
    assert found.nodes == small.graph().network.nodes
    assert len(found.central.pagerank) == len(found.central.betweenness) == 2
    assert site.get("/graph/summary", limit=0).status_code == 400
