"""`/paths`: how things are connected, and one path by its identifier."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.bodies import read
from api.dependencies import PoolDep
from api.negotiation import choose
from api.parameters import media_type
from api.path_models import Paths
from api.reading import Asked, Question, answered, told
from graph.searches import Direction, Mode
from ontology.errors import MediaTypeError, RequestError
from queries.connections import LONGEST, MOST, Parallel, PathRequest, PathsRequest, Rank
from queries.formats import GRAPHS
from queries.quotes import Amount

router = APIRouter(tags=["paths"])

_FORMS: Final = GRAPHS.media_types[1:]
_BODY: Final = 1_000_000
"""Bytes of a request: room for ten thousand IRIs."""

Names = Annotated[list[str], Field(max_length=10_000)]


class PathsAsked(Asked):
    """Which paths are asked for; things are given by IRI, `kind/slug` or name."""

    source: Annotated[Names, Field(min_length=1, description="where paths begin", examples=["MLAT"])]
    target: Annotated[Names, Field(description="where they end", examples=["FIEA"])] = []  # noqa: RUF012 - copied
    mode: Annotated[Mode, Field(description="for each pair of source and target")] = "all-shortest"
    k: Annotated[int, Field(ge=1, le=MOST, description="how many, in the mode k-shortest")] = 5
    min_length: Annotated[int, Field(ge=1, le=LONGEST, description="edges")] = 1
    max_length: Annotated[int, Field(ge=1, le=LONGEST, description="edges")] = 6
    direction: Annotated[Direction, Field(description="how edges may be walked")] = "both"
    predicate: Annotated[Names, Field(description="walk only these", examples=["comity:invokes"])] = []  # noqa: RUF012
    not_predicate: Annotated[Names, Field(description="do not walk these")] = []  # noqa: RUF012
    node_class: Annotated[Names, Field(description="between the ends only these classes")] = []  # noqa: RUF012
    not_node: Annotated[Names, Field(description="do not pass these")] = []  # noqa: RUF012
    via: Annotated[Names, Field(description="pass these, in this order")] = []  # noqa: RUF012
    document: Annotated[Names, Field(description="walk only what these say")] = []  # noqa: RUF012
    rank: Annotated[Rank, Field(description="fewest edges, or specific nodes and predicates, first")] = "length"
    evidence: Annotated[Amount, Field(description="passages of each edge")] = "first"
    parallel: Annotated[Parallel, Field(description="edges between the same two nodes")] = "distinct"
    cyclic: Annotated[bool, Field(description="cycles through each source; there is no target")] = False
    limit: Annotated[int, Field(ge=1, le=MOST, description="how many come back at most")] = 100

    def question(self, form: str) -> PathsRequest:
        """The same as the question that workers answer, in a form by name."""
        given = vars(self)
        frozen: dict[str, Any] = {
            name: tuple(given[name]) if isinstance(given[name], list) else given[name] for name in _OWN
        }
        return PathsRequest(**frozen, form=form)


_OWN: Final = tuple(name for name in PathsAsked.model_fields if name not in Asked.model_fields)
"""The parameters that say which paths are asked for."""


class PathAsked(Asked):
    """How much of a path to give."""

    evidence: Annotated[Amount, Field(description="passages of each edge")] = "all"


@router.get("/paths", summary="How things are connected, and who says so", responses=told(Paths, *_FORMS, missing=True))
@router.head("/paths", include_in_schema=False)
async def paths(request: Request, pool: PoolDep, asked: Annotated[PathsAsked, Query()]) -> Response:
    """Simple paths in a total order, each edge with the sentences that state it.

    Filters hold before paths are selected; an edge may be walked both ways unless `direction` says otherwise.
    """
    return await answered(request, pool, question(request, asked))


@router.post(
    "/paths",
    summary="The same, with the parameters as a JSON object",
    responses=told(Paths, *_FORMS, missing=True),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": PathsAsked.model_json_schema(ref_template="#/{model}")}},
        }
    },
)
async def paths_by_json(request: Request, pool: PoolDep) -> Response:
    """As GET, for many names; a name that stands alone need not be in a list."""
    kind, _ = media_type(request.headers)
    if kind != "application/json":
        raise MediaTypeError(f"found a body of type {kind[:80]!r}; send the parameters as application/json")
    given = _listed(await read(request, _BODY))
    try:
        asked = PathsAsked.model_validate(given)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise RequestValidationError(faults) from error
    return await answered(request, pool, question(request, asked))


def _listed(body: bytes) -> dict[str, object]:
    """The members of a JSON object, those that may be repeated as lists."""
    try:
        given = json.loads(body)
    except ValueError as error:
        raise RequestError(f"found a body that is not JSON ({error}), expected an object with parameters") from error
    if not isinstance(given, dict):
        raise RequestError("found a body that is not a JSON object, expected one with parameters")
    many = {name for name, field in PathsAsked.model_fields.items() if "list" in str(field.annotation)}
    return {name: [value] if name in many and isinstance(value, str) else value for name, value in given.items()}


def question(request: Request, asked: PathsAsked) -> Question:
    """What a request with these parameters asks.

    Raises:
        FormatError: there is no such format, or the client takes none that there is.
    """
    form = choose(request.headers.get("accept"), asked.format, GRAPHS).format.name
    return Question("paths", asked.question(form), asked.timeout)


@router.get("/paths/{id}", summary="One path, by the id it came with", responses=told(Paths, *_FORMS, missing=True))
@router.head("/paths/{id}", include_in_schema=False)
async def path(
    request: Request,
    pool: PoolDep,
    id: Annotated[str, Path(max_length=20_000, description="as in an answer of /paths")],
    asked: Annotated[PathAsked, Query()],
) -> Response:
    """The path as long as the graph holds all its steps: the identifier is made of them, not of a version."""
    form = choose(request.headers.get("accept"), asked.format, GRAPHS).format.name
    return await answered(request, pool, Question("path", PathRequest(id, asked.evidence, form), asked.timeout))
