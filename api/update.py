"""`/update`: the update operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.access import require_writer
from api.bodies import read
from api.dependencies import PoolDep
from api.inquiry import Inquiry
from api.parameters import Parameters, decode, media_type
from api.replies import Reply
from api.responses import address
from ontology.errors import MediaTypeError, RequestError
from queries.update import UpdateRequest

FORM: Final = "application/x-www-form-urlencoded"
UPDATE: Final = "application/sparql-update"
_ESCAPED: Final = 3
"""A form can spell each byte with three."""

router = APIRouter(tags=["sparql"])


@router.post(
    "/update",
    summary="Apply a SPARQL 1.1 update, whole or not at all; needs the token",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {UPDATE: {"schema": {"type": "string"}}, FORM: {"schema": {"type": "object"}}},
        }
    },
)
async def update(request: Request, pool: PoolDep) -> Response:
    """Apply an update; it is on the disk when this answers, and every question asked from then on sees it."""
    require_writer(request, pool.pool.settings)
    asked, seconds = await _asked(request, pool)
    return written(await pool.write("update", asked, seconds=seconds))


async def _asked(request: Request, pool: Inquiry) -> tuple[UpdateRequest, float | None]:
    url = Parameters(request.scope["query_string"])
    kind, _ = media_type(request.headers)
    limit = pool.pool.settings.update_size
    if kind == UPDATE:
        url.refuse(("update",), "the update is already in the body")
        text, parameters = decode(await read(request, limit), "the update"), url
    elif kind == FORM:
        parameters = Parameters(request.scope["query_string"], await read(request, _ESCAPED * limit))
        found = parameters.one("update")
        if found is None:
            raise RequestError("found a form without the parameter 'update'")
        text = found
    else:
        raise MediaTypeError(
            f"found a body of type {kind[:80]!r}; send an update as {UPDATE} or as {FORM}", (UPDATE, FORM)
        )
    parameters.refuse(("query",), "queries are sent to /sparql")
    parameters.refuse(
        ("default-graph-uri", "named-graph-uri"), "an update has using-graph-uri and using-named-graph-uri"
    )
    using, named = parameters.all("using-graph-uri"), parameters.all("using-named-graph-uri")
    return UpdateRequest(text, using, named, address(request), limit), parameters.seconds()


def written(answer: Reply, status: int = 200, location: str | None = None) -> Response:
    """A response to a write: what it did, and the version that the graph has since."""
    headers = {"Query-Id": answer.query_id, "Comity-Version": answer.version, "Cache-Control": "no-store"}
    if location is not None:
        headers["Location"] = location
    body = b"" if status == 204 else b"".join(answer.chunks())
    return Response(body, status, headers, answer.media_type if body else None)
