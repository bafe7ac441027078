"""`/queries`: the saved queries, as a list, as examples in RDF, and run with parameters."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PoolDep
from api.models import Library
from api.negotiation import choose, named
from api.parameters import Parameters
from api.reading import MOST, Asked, Question, answered, root, told
from api.shelf import library_page, query_page
from ontology.errors import ParameterError
from queries.description import DescriptionRequest
from queries.formats import HTML, JSON, RESULTS, TRIPLES, Offer
from queries.library import RESERVED, find
from queries.saved_queries import SPARQL, LibraryRequest, SavedRequest, offer

router = APIRouter(tags=["sparql"])

_LISTED: Final = Offer((JSON, HTML, *TRIPLES.formats), JSON, HTML)


@router.get("/queries", summary="The saved queries", responses=told(Library, HTML.media_type, *TRIPLES.media_types))
@router.head("/queries", include_in_schema=False)
async def queries(request: Request, pool: PoolDep, asked: Annotated[Asked, Query()]) -> Response:
    """Titles, descriptions, parameters and texts, in English and Spanish; in RDF as `sh:SPARQLExecutable`."""
    choice = choose(request.headers.get("accept"), asked.format, _LISTED)
    if choice.format is HTML:
        return await library_page(request, pool, asked.timeout)
    if choice.format is JSON:
        return await answered(request, pool, Question("library", LibraryRequest(), asked.timeout))
    question = DescriptionRequest(root(request), choice.format.name)
    return await answered(request, pool, Question("examples", question, asked.timeout, choice))


@router.get(
    "/queries/{name}",
    summary="Run a saved query",
    responses=told(None, HTML.media_type, *RESULTS.media_types, *TRIPLES.media_types, SPARQL.media_type, missing=True),
    openapi_extra={
        "parameters": [
            {
                "name": "parameters",
                "in": "query",
                "description": "the query's own parameters, each repeatable, as /queries lists them",
                "style": "form",
                "explode": True,
                "schema": {"type": "object", "additionalProperties": {"type": "string"}},
                "example": {"agreement": "MLAT"},
            },
            *(
                {"name": one, "in": "query", "description": words, "schema": {"type": kind}}
                for one, words, kind in (
                    ("format", "short name of a format, in place of Accept; rq for the query itself", "string"),
                    ("limit", "how many rows come back at most", "integer"),
                    ("offset", "how many rows to pass over", "integer"),
                    ("timeout", "seconds, below the service's limit", "number"),
                )
            ),
        ]
    },
)
@router.head("/queries/{name}", include_in_schema=False)
async def run(
    request: Request,
    pool: PoolDep,
    name: Annotated[str, Path(description="name of a saved query", examples=["actions-invoking-agreement"])],
) -> Response:
    """The rows or triples of a saved query, with values bound as RDF terms.

    `lang` is that of the page where the query has no such parameter of its own.
    """
    saved = find(name)
    parameters = Parameters(request.scope["query_string"])
    formats = offer(saved)
    browsed = Offer((*formats.formats, HTML), formats.default, HTML)
    choice = choose(request.headers.get("accept"), named(parameters), browsed)
    own = {one.name for one in saved.parameters}
    passed = RESERVED | ({"lang"} - own)
    values = tuple((one, value) for one in parameters.names() if one not in passed for value in parameters.all(one))
    media_type = RESULTS.default.media_type if choice.format is HTML else choice.format.media_type
    limit = _number(parameters, "limit", 1, MOST * 100)
    question = SavedRequest(name, values, media_type, limit, _number(parameters, "offset", 0, 10**9) or 0)
    if choice.format is HTML:
        return await query_page(request, pool, question, parameters.seconds())
    return await answered(request, pool, Question("saved", question, parameters.seconds(), choice))


def _number(parameters: Parameters, name: str, least: int, most: int) -> int | None:
    text = parameters.one(name)
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not least <= int(text[:12]) <= most:
        raise ParameterError(name, text, f"a whole number from {least} to {most}")
    return int(text)
