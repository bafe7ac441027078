"""`/entities`: things by a few words, and one thing with its facts and their evidence."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PoolDep
from api.models import Entity, Matches
from api.negotiation import choose
from api.reading import JSON_OR_PAGE, Asked, Limit, Offset, Question, answered, told
from api.things import search_page, thing_page
from ontology.errors import ParameterError
from queries.entities import EntityRequest
from queries.formats import HTML
from queries.labels import expanded
from queries.search import SearchRequest

router = APIRouter(tags=["things"])

_LONGEST: Final = 500
"""Characters of a search: longer than any name, and short enough to compare with all of them."""


class SearchAsked(Asked):
    """What to search for."""

    q: Annotated[str, Field(max_length=_LONGEST, description="words of a name or a text", examples=["MLAT"])] = ""
    kind: Annotated[str | None, Field(description="keep to this kind", examples=["agreement"])] = None
    limit: Limit = 20


class EntityAsked(Asked):
    """How much to tell of a thing."""

    limit: Annotated[Limit, Field(description="how many values of each predicate come back at most")] = 50
    offset: Offset = 0
    predicate: Annotated[
        list[str], Field(description="keep to these predicates", examples=[["comity:invokes"]], max_length=100)
    ] = []  # noqa: RUF012 - pydantic copies it


@router.get("/entities", summary="Things by name, alias or text", responses=told(Matches, HTML.media_type))
@router.head("/entities", include_in_schema=False)
async def search(request: Request, pool: PoolDep, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Search, ranked: the name itself, then its beginning, its words, a similar spelling, and the text.

    Within each rank, what documents cite most comes first. Without words, all things.
    """
    choice = choose(request.headers.get("accept"), asked.format, JSON_OR_PAGE)
    question = SearchRequest(asked.q, asked.kind, asked.limit)
    if choice.format is HTML:
        return await search_page(request, pool, question, asked.timeout)
    return await answered(request, pool, Question("search", question, asked.timeout))


@router.get(
    "/entities/{kind}/{slug:path}",
    summary="One thing: names, facts with their evidence, mentions",
    responses=told(Entity, HTML.media_type, missing=True),
)
@router.head("/entities/{kind}/{slug:path}", include_in_schema=False)
async def entity(
    request: Request,
    pool: PoolDep,
    kind: Annotated[str, Path(description="kind of thing", examples=["agreement"])],
    slug: Annotated[str, Path(description="for a part of a document, with its path", examples=["merida-initiative"])],
    asked: Annotated[EntityAsked, Query()],
) -> Response:
    """Facts in both directions, by predicate, value and source; each with the passages that say so."""
    choice = choose(request.headers.get("accept"), asked.format, JSON_OR_PAGE)
    predicates = tuple(_predicate(name) for name in asked.predicate)
    question = EntityRequest(f"{kind}/{slug}", asked.limit, asked.offset, predicates)
    if choice.format is HTML:
        return await thing_page(request, pool, question, asked.timeout)
    return await answered(request, pool, Question("entity", question, asked.timeout))


def _predicate(name: str) -> str:
    iri = expanded(name)
    if iri is None:
        raise ParameterError("predicate", name, "an IRI or a prefixed name such as comity:invokes")
    return iri
