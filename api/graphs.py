"""`/graphs`: the SPARQL 1.1 Graph Store HTTP Protocol, with graphs named by a parameter or by their address."""

from __future__ import annotations

import json
import re
import secrets
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.access import require_writer
from api.bodies import spooled
from api.dependencies import PoolDep
from api.inquiry import Inquiry
from api.negotiation import choose, named
from api.parameters import Parameters, media_type
from api.responses import address, moment, reply, unchanged
from api.update import written
from api.writer import GraphWrite, readable
from graph.results import DEFAULT
from ontology.errors import RequestError
from queries.formats import TRIPLES
from queries.graphs import GraphRequest

router = APIRouter(tags=["sparql"])

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_ETAG: Final = re.compile(r'(?:W/)?"([0-9a-f]{16})-[0-9a-f]{16}"')


@router.get("/graphs", summary="A graph, named by ?graph=IRI or ?default")
@router.head("/graphs", include_in_schema=False)
@router.get("/graphs/{path:path}", summary="The graph whose IRI is this address")
@router.head("/graphs/{path:path}", include_in_schema=False)
async def read(request: Request, pool: PoolDep) -> Response:
    """One whole graph, in a format of RDF."""
    parameters = Parameters(request.scope["query_string"])
    chosen = choose(request.headers.get("accept"), named(parameters), TRIPLES)
    name = _graph(request, parameters)
    if (same := unchanged(request, pool.pool.version)) is not None:
        return same
    answer = await pool.ask("graph", GraphRequest(name, chosen.format.name), parameters.seconds())
    return reply(request, answer, chosen.content_type)


@router.put("/graphs", summary="Make a graph hold exactly this; needs the token")
@router.put("/graphs/{path:path}", summary="Make the graph of this address hold exactly this; needs the token")
async def put(request: Request, pool: PoolDep) -> Response:
    """Replace a graph: 201 if it is new, else 204."""
    require_writer(request, pool.pool.settings)
    if "content-range" in request.headers:
        raise RequestError("found a part of a graph (Content-Range), expected a whole one")
    return await _send("put_graph", request, pool, _graph(request, Parameters(request.scope["query_string"])))


@router.post("/graphs", summary="Add to a graph, or make a new one where none is named; needs the token")
@router.post("/graphs/{path:path}", summary="Add to the graph of this address; needs the token")
async def post(request: Request, pool: PoolDep) -> Response:
    """Add to a graph: 201, with its address, if it is new, else 204."""
    require_writer(request, pool.pool.settings)
    parameters = Parameters(request.scope["query_string"])
    if _direct(request) or "graph" in parameters or "default" in parameters:
        return await _send("post_graph", request, pool, _graph(request, parameters))
    made = f"{_here(request).rstrip('/')}/{secrets.token_hex(8)}"
    return await _send("post_graph", request, pool, made, location=made)


@router.delete("/graphs", summary="Remove a graph, or empty the default graph; needs the token")
@router.delete("/graphs/{path:path}", summary="Remove the graph of this address; needs the token")
async def delete(request: Request, pool: PoolDep) -> Response:
    """Remove a graph: 204, or 404 if there is none."""
    require_writer(request, pool.pool.settings)
    name = _graph(request, Parameters(request.scope["query_string"]))
    return written(await pool.write("delete_graph", _write(request, name)), 204)


async def _send(question: str, request: Request, pool: Inquiry, name: str, location: str | None = None) -> Response:
    kind, _ = media_type(request.headers)
    if kind != "multipart/form-data":
        readable(kind)
    upload = await spooled(request, pool.pool.settings.upload_size)
    answer = await pool.write(question, _write(request, name), upload)
    if json.loads(answer.body)["created"]:
        return written(answer, 201, location or (name if _direct(request) else str(request.url)))
    return written(answer, 204)


def _write(request: Request, name: str) -> GraphWrite:
    match, none_match = request.headers.get("if-match"), request.headers.get("if-none-match")
    exists = {"*": True}.get((match or "").strip())
    if (none_match or "").strip() == "*":
        exists = False
    kind, base = request.headers.get("content-type", ""), name or _here(request)
    unseen = tuple(_ETAG.findall(none_match or ""))
    date = request.headers.get("if-unmodified-since") if match is None else None
    return GraphWrite(name, kind, base, _versions(match), unseen, exists, moment(date) if date else None)


def _versions(match: str | None) -> tuple[str, ...] | None:
    """The beginnings of the versions that If-Match names, or None if it does not say which."""
    return tuple(_ETAG.findall(match)) if match and match.strip() != "*" else None


def _graph(request: Request, parameters: Parameters) -> str:
    """The IRI of the graph that a request is about, or DEFAULT.

    Raises:
        RequestError: none or two are named, or the name is not an absolute IRI.
    """
    if _direct(request):
        others = [one for one in parameters.names() if one not in ("format", "timeout")]
        parameters.refuse(others, "the address names the graph; /graphs?graph= takes any IRI")
        return _here(request)
    name = parameters.one("graph")
    if (name is None) == ("default" not in parameters):
        raise RequestError("name one graph: ?default, or ?graph= with its IRI")
    if name is None:
        return DEFAULT
    if not _IRI.fullmatch(name):
        raise RequestError(f"found the graph {name[:200]!r}, expected an absolute IRI")
    return name


def _direct(request: Request) -> bool:
    return bool(request.path_params.get("path"))


def _here(request: Request) -> str:
    here = address(request)
    if here is None:
        raise RequestError("found no host that an IRI can have, in the header Host")
    return here
