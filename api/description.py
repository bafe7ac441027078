"""`/.well-known/void` and its neighbours: what the data set is, in RDF."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.dependencies import PoolDep
from api.models import Prefixes
from api.negotiation import choose
from api.reading import Asked, Question, described, kept, root, told
from api.responses import reply
from ontology.terms import PREFIXES
from queries.description import DescriptionRequest
from queries.formats import TRIPLES

router = APIRouter(tags=["description"])


@router.get("/.well-known/void", summary="The data set in VoID", responses=told(None, *TRIPLES.media_types))
@router.head("/.well-known/void", include_in_schema=False)
async def void(request: Request, pool: PoolDep, asked: Annotated[Asked, Query()]) -> Response:
    """How large the data set is, by class and property, and which graphs it consists of."""
    return await _described(request, pool, "void", asked)


@router.get(
    "/.well-known/sparql-examples", summary="The saved queries in RDF", responses=told(None, *TRIPLES.media_types)
)
@router.head("/.well-known/sparql-examples", include_in_schema=False)
async def examples(request: Request, pool: PoolDep, asked: Annotated[Asked, Query()]) -> Response:
    """Examples that run as they stand (`sh:SPARQLExecutable`), as query editors load them."""
    return await _described(request, pool, "examples", asked)


@router.get("/prefixes", summary="The prefixes that a query need not declare", responses=told(Prefixes))
@router.head("/prefixes", include_in_schema=False)
async def prefixes() -> Response:
    """Prefixes and namespaces."""
    return JSONResponse(
        {"complete": True, "limits_hit": [], "prefixes": PREFIXES}, headers={"Cache-Control": "no-cache"}
    )


async def _described(request: Request, pool: PoolDep, question: str, asked: Asked) -> Response:
    choice = choose(request.headers.get("accept"), asked.format, TRIPLES)
    value = DescriptionRequest(root(request), choice.format.name, pool.pool.settings.writable)
    if (same := kept(request, pool)) is not None:
        return same
    answer = await described(request, pool, Question(question, value, asked.timeout))
    return reply(request, answer, choice.content_type)
