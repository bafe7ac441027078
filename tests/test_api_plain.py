"""Plain questions about paths and neighbourhoods take the short way, and nobody can tell but by the time it takes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.requests import Request

from api.app import Service as Application
from api.app import create_app
from api.settings import Settings
from api.short_way import Short
from tests import small_graph as small
from tests.direct import DirectPool
from tests.service import Service, running, small_store

LONG = {"If-None-Match": '"of-another-graph"'}
"""A condition, which only the long way looks at."""

MLAT, FIEA = quote(small.MLAT), quote(small.FIEA)
ASKED = (
    f"/paths?source={MLAT}&target={FIEA}",
    f"/paths?source={MLAT}&source={FIEA}&target={FIEA}&mode=k-shortest&k=3&rank=informative&evidence=all",
    f"/paths?source={MLAT}&target={FIEA}&format=graphml",
    f"/paths?source={MLAT}&cyclic=true&max_length=4&not_predicate=dcterms:isPartOf",
    f"/paths?source={MLAT}&target=Nobody+at+all",
    f"/paths?source={MLAT}&target={FIEA}&max_length=70",
    f"/paths?source={MLAT}&target={FIEA}&colour=red",
    "/paths?target=x",
    f"/paths?source={MLAT}&target={FIEA}&k=2&k=3",
    f"/paths?source={MLAT}&target={FIEA}&format=pdf",
    f"/paths?source={MLAT}&target=%ff",
    f"/subgraph?seed={MLAT}&hops=2&limit=20",
    f"/subgraph?seed={MLAT}&hops=far",
    f"/neighbors?node={MLAT}&predicate=schema:mentions&direction=backward&limit=2",
    "/neighbors?node=",
    f"/why?s={MLAT}&p=rdf:type&o=comity:Treaty",
    f"/why?s={MLAT}&p=rdf:type",
)
PLAIN = (*ASKED[:5], ASKED[11], *ASKED[13:16])


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server over the small graph."""
    folder = tmp_path_factory.mktemp("plain")
    small_store(folder / "store")
    with running(folder) as service:
        yield service


@pytest.mark.parametrize("address", ASKED)
@pytest.mark.parametrize("headers", [{}, {"Accept": "text/turtle"}, {"Accept-Encoding": "gzip"}], ids=str)
def test_both_ways_give_the_same_answer(service: Service, address: str, headers: dict[str, str]) -> None:
    """Status, headers and body, but for what differs each time."""
    with service.client() as client:
        short, long = (client.get(address, headers={**headers, **more}) for more in ({}, LONG))
    differing = {"date", "query-id"}
    assert (short.status_code, short.content) == (long.status_code, long.content)
    assert [one for one in short.headers.multi_items() if one[0] not in differing] == [
        one for one in long.headers.multi_items() if one[0] not in differing
    ]


def asked(application: Application, address: str) -> object:
    """What the short way makes of an address; None if it leaves it to the router."""
    path, _, query = address.partition("?")
    way: Short = application.short[path]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    return way.plain(Request(scope), b"")


def test_what_is_plain_takes_the_short_way() -> None:
    """And what the router refuses does not."""
    pool = DirectPool(small.graph(), Settings())
    application = create_app(pool)  # type: ignore[arg-type]
    assert [address for address in ASKED if asked(application, address) is not None] == list(PLAIN)
