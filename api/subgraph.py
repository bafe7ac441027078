"""`/subgraph`, `/neighbors` and `/why`: what surrounds things, and who says that an edge is there."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PoolDep
from api.negotiation import choose
from api.path_models import Neighbors, Subgraph, Summary, Why
from api.reading import Asked, Limit, Offset, Question, answered, told
from graph.searches import Direction
from queries.formats import GRAPHS, JSON, Offer
from queries.neighbors import NeighborsRequest, Way
from queries.quotes import Amount
from queries.subgraph import FARTHEST, MOST, SubgraphRequest
from queries.summary import MOST as MOST_CENTRAL
from queries.summary import SummaryRequest
from queries.why import WhyRequest

router = APIRouter(tags=["paths"])

_FORMS: Final = GRAPHS.media_types[1:]
_JSON: Final = Offer((JSON,), JSON, JSON)

Names = Annotated[list[str], Field(max_length=10_000)]


class SubgraphAsked(Asked):
    """Which neighbourhood is asked for; things are given by IRI, `kind/slug` or name."""

    seed: Annotated[Names, Field(min_length=1, description="where it begins", examples=["Mérida Initiative"])]
    hops: Annotated[int, Field(ge=0, le=FARTHEST, description="edges from the nearest seed at most")] = 1
    direction: Annotated[Direction, Field(description="how edges may be walked")] = "both"
    predicate: Annotated[Names, Field(description="walk only these", examples=["comity:invokes"])] = []  # noqa: RUF012 - copied
    not_predicate: Annotated[Names, Field(description="do not walk these")] = []  # noqa: RUF012
    node_class: Annotated[Names, Field(description="reach only these classes")] = []  # noqa: RUF012
    document: Annotated[Names, Field(description="walk only what these say")] = []  # noqa: RUF012
    evidence: Annotated[Amount, Field(description="passages of each edge, in the form json")] = "count"
    limit: Annotated[int, Field(ge=1, le=MOST, description="how many nodes come back at most")] = 500


class NeighborsAsked(Asked):
    """Which node, and which of its edges to follow."""

    node: Annotated[str, Field(description="IRI, kind/slug or name", examples=["MLAT"])]
    predicate: Annotated[str | None, Field(description="follow this one", examples=["comity:invokes"])] = None
    direction: Annotated[Way, Field(description="along the edges, or against them")] = "forward"
    limit: Limit = 100
    offset: Offset = 0


class SummaryAsked(Asked):
    """How much of the graph is told."""

    limit: Annotated[int, Field(ge=1, le=MOST_CENTRAL, description="how many of the most central things")] = 20


class WhyAsked(Asked):
    """A statement."""

    s: Annotated[str, Field(description="subject: IRI, kind/slug or name")]
    p: Annotated[str, Field(description="predicate", examples=["comity:invokes"])]
    o: Annotated[str, Field(description="object: IRI, kind/slug, name, or the words of a literal")]


@router.get("/subgraph", summary="What surrounds things", responses=told(Subgraph, *_FORMS, missing=True))
@router.head("/subgraph", include_in_schema=False)
async def subgraph(request: Request, pool: PoolDep, asked: Annotated[SubgraphAsked, Query()]) -> Response:
    """The nearest nodes first, of those as near the most particular, and every edge between them."""
    return await answered(request, pool, surrounding(request, asked))


def surrounding(request: Request, asked: SubgraphAsked) -> Question:
    """What a request for `/subgraph` asks.

    Raises:
        FormatError: there is no such format, or the client takes none that there is.
    """
    form = choose(request.headers.get("accept"), asked.format, GRAPHS).format.name
    question = SubgraphRequest(
        seed=tuple(asked.seed),
        hops=asked.hops,
        direction=asked.direction,
        predicate=tuple(asked.predicate),
        not_predicate=tuple(asked.not_predicate),
        node_class=tuple(asked.node_class),
        document=tuple(asked.document),
        limit=asked.limit,
        evidence=asked.evidence,
        form=form,
    )
    return Question("subgraph", question, asked.timeout)


@router.get("/neighbors", summary="A thing's edges by predicate", responses=told(Neighbors, missing=True))
@router.head("/neighbors", include_in_schema=False)
async def neighbors(request: Request, pool: PoolDep, asked: Annotated[NeighborsAsked, Query()]) -> Response:
    """How many edges of each kind a thing has, and for one kind a page of the things they lead to."""
    return await answered(request, pool, beside(request, asked))


def beside(request: Request, asked: NeighborsAsked) -> Question:
    """What a request for `/neighbors` asks.

    Raises:
        FormatError: the client does not take JSON.
    """
    choose(request.headers.get("accept"), asked.format, _JSON)
    question = NeighborsRequest(asked.node, asked.predicate, asked.direction, asked.limit, asked.offset)
    return Question("neighbors", question, asked.timeout)


@router.get("/graph/summary", summary="The graph at a glance", responses=told(Summary))
@router.head("/graph/summary", include_in_schema=False)
async def summary(request: Request, pool: PoolDep, asked: Annotated[SummaryAsked, Query()]) -> Response:
    """Classes, predicates, degrees and components, and what is most central by PageRank and by betweenness."""
    choose(request.headers.get("accept"), asked.format, _JSON)
    return await answered(request, pool, Question("summary", SummaryRequest(asked.limit), asked.timeout))


@router.get("/why", summary="Every passage that supports a statement", responses=told(Why, missing=True))
@router.head("/why", include_in_schema=False)
async def why(request: Request, pool: PoolDep, asked: Annotated[WhyAsked, Query()]) -> Response:
    """The passages by document and place; none if no document says so."""
    return await answered(request, pool, stated(request, asked))


def stated(request: Request, asked: WhyAsked) -> Question:
    """What a request for `/why` asks.

    Raises:
        FormatError: the client does not take JSON.
    """
    choose(request.headers.get("accept"), asked.format, _JSON)
    return Question("why", WhyRequest(asked.s, asked.p, asked.o), asked.timeout)
