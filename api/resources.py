"""`/id/…`: the address of a thing itself, which sends on to a page, to JSON or to RDF about it.

A thing is not a document, so its address answers 303 (https://www.w3.org/TR/cooluris/); the address with a suffix
(`.ttl`, `.jsonld`, `.json`, `.html`, ...) is that of a document about it, and answers itself.
"""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PoolDep
from api.negotiation import choose, named
from api.parameters import Parameters
from api.reading import Question, answered, told
from api.shell import thing_address
from api.things import thing_page
from queries.entities import EntityRequest
from queries.formats import HTML, JSON, TRIPLES, Format, Offer
from queries.resources import ResourceRequest

router = APIRouter(tags=["things"])

_ABOUT: Final = Offer((*TRIPLES.formats, JSON, HTML), TRIPLES.default, HTML)
_SAFE: Final = "/:@!$&'()*+,;=~-._"
_PLAIN: Final = ("graph/", "statement/")
"""What the explorer has no page for."""


@router.get(
    "/id/{path:path}",
    summary="A thing's own address: 303 to a page or to RDF; with a suffix, the document itself",
    responses={
        303: {"description": "See the address in Location, which is about the thing"},
        **told(None, *_ABOUT.media_types, missing=True),
    },
)
@router.head("/id/{path:path}", include_in_schema=False)
async def resource(
    request: Request,
    pool: PoolDep,
    path: Annotated[
        str, Path(description="kind and slug, or below a document the path of a part", examples=["country/mexico"])
    ],
) -> Response:
    """A thing, a part of a document, a statement or a graph."""
    parameters = Parameters(request.scope["query_string"])
    name, suffix = _split(path)
    if suffix is None:
        choice = choose(request.headers.get("accept"), named(parameters), _ABOUT)
        return _see_other(request, path, choice.format)
    links = {"Link": f'</id/{quote(name, safe=_SAFE)}>; rel="about"'}
    if suffix is HTML:
        return await thing_page(request, pool, EntityRequest(name), parameters.seconds())
    if suffix is JSON:
        return await answered(
            request, pool, Question("entity", EntityRequest(name), parameters.seconds(), headers=links)
        )
    question = ResourceRequest(name, suffix.media_type)
    return await answered(request, pool, Question("resource", question, parameters.seconds(), headers=links))


def _split(path: str) -> tuple[str, Format | None]:
    """The name of the thing, and the format that a suffix asks for; a number such as 1.5 ends in no suffix."""
    name, dot, extension = path.rpartition(".")
    found = next((one for one in _ABOUT.formats if dot and name and one.extension == extension), None)
    return (path, None) if found is None else (name, found)


def _see_other(request: Request, path: str, chosen: Format) -> Response:
    there = quote(path, safe=_SAFE)
    alternates = ", ".join(
        f'</id/{there}.{one.extension}>; rel="alternate"; type="{one.media_type}"' for one in _ABOUT.formats
    )
    page = thing_address(request, there) if chosen is HTML and not path.startswith(_PLAIN) else None
    location = page or f"/id/{there}.{chosen.extension}"
    return Response(status_code=303, headers={"Location": location, "Vary": "Accept", "Link": alternates})
