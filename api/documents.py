"""`/documents`: the sources, their text, the tree of their provisions, and what was read from them."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PoolDep
from api.models import Document, Documents, Outline
from api.negotiation import choose
from api.reading import JSON_OR_PAGE, Asked, Limit, Offset, Question, answered, told
from api.sources import document_page, documents_page
from ontology.errors import ParameterError
from queries.annotations import AnnotationsRequest
from queries.documents import DocumentRequest, DocumentsRequest, TextRequest
from queries.formats import HTML, JSON, JSON_LD, Format, Offer
from queries.outline import OutlineRequest

router = APIRouter(prefix="/documents", tags=["documents"])

Slug = Annotated[str, Path(description="the end of the document's address", examples=["binational-drug-strategy-1998"])]

_ONLY_JSON: Final = Offer((JSON,), JSON, JSON)
_TEXT: Final = Format("text", "text/plain", "txt")
_ONLY_TEXT: Final = Offer((_TEXT,), _TEXT, _TEXT)
_ANNOTATIONS: Final = Offer((JSON_LD, JSON), JSON_LD, JSON_LD)

_SPAN: Final = re.compile(r"(\d{1,9}),(\d{1,9})?")


class ListAsked(Asked):
    """Which documents."""

    limit: Limit = 1000
    offset: Offset = 0


class TextAsked(Asked):
    """Which part of the text."""

    char: Annotated[
        str | None, Field(description="start and end in code points, end exclusive (RFC 5147)", examples=["120,240"])
    ] = None


class AnnotationsAsked(Asked):
    """Which annotations."""

    kind: Annotated[list[Literal["mention", "date", "provision", "statement"]], Field(description="keep to these")] = []  # noqa: RUF012
    limit: Annotated[Limit | None, Field(description="how many come back at most; all without it")] = None
    offset: Offset = 0


@router.get("", summary="The sources by date", responses=told(Documents, HTML.media_type))
@router.head("", include_in_schema=False)
async def documents(request: Request, pool: PoolDep, asked: Annotated[ListAsked, Query()]) -> Response:
    """Every document with its description, and how much was read from it."""
    question = DocumentsRequest(asked.limit, asked.offset)
    if choose(request.headers.get("accept"), asked.format, JSON_OR_PAGE).format is HTML:
        return await documents_page(request, pool, question, asked.timeout)
    return await answered(request, pool, Question("documents", question, asked.timeout))


@router.get("/{doc}", summary="One source", responses=told(Document, HTML.media_type, missing=True))
@router.head("/{doc}", include_in_schema=False)
async def document(request: Request, pool: PoolDep, doc: Slug, asked: Annotated[Asked, Query()]) -> Response:
    """One document, with how many provisions and things of each class it holds."""
    if choose(request.headers.get("accept"), asked.format, JSON_OR_PAGE).format is HTML:
        return await document_page(request, pool, doc, asked.timeout)
    return await answered(request, pool, Question("document", DocumentRequest(doc), asked.timeout))


@router.get(
    "/{doc}/text", summary="The text that all offsets count into", responses=told(None, "text/plain", missing=True)
)
@router.head("/{doc}/text", include_in_schema=False)
async def text(request: Request, pool: PoolDep, doc: Slug, asked: Annotated[TextAsked, Query()]) -> Response:
    """The text as it was read, whole or from one offset to another."""
    choose(request.headers.get("accept"), asked.format, _ONLY_TEXT)
    return await answered(request, pool, Question("text", TextRequest(doc, *_span(asked.char)), asked.timeout))


@router.get("/{doc}/outline", summary="The tree of provisions", responses=told(Outline, missing=True))
@router.head("/{doc}/outline", include_in_schema=False)
async def outline(request: Request, pool: PoolDep, doc: Slug, asked: Annotated[Asked, Query()]) -> Response:
    """Every provision below the one it is part of, with its number, its words, and where they stand."""
    choose(request.headers.get("accept"), asked.format, _ONLY_JSON)
    return await answered(request, pool, Question("outline", OutlineRequest(doc), asked.timeout))


@router.get(
    "/{doc}/annotations",
    summary="What was read, as W3C Web Annotations",
    responses=told(None, JSON_LD.media_type, missing=True),
)
@router.head("/{doc}/annotations", include_in_schema=False)
async def annotations_of(
    request: Request, pool: PoolDep, doc: Slug, asked: Annotated[AnnotationsAsked, Query()]
) -> Response:
    """Mentions, dates, provisions and statements over the text, each selected by position and by quote."""
    choice = choose(request.headers.get("accept"), asked.format, _ANNOTATIONS)
    question = AnnotationsRequest(doc, tuple(asked.kind), asked.limit, asked.offset)
    if choice.format is JSON_LD:
        return await answered(request, pool, Question("annotations", question, asked.timeout))
    return await answered(request, pool, Question("annotations", question, asked.timeout, choice))


def _span(char: str | None) -> tuple[int, int | None]:
    if char is None:
        return 0, None
    found = _SPAN.fullmatch(char)
    if found is None:
        raise ParameterError("char", char, "two offsets such as 120,240")
    return int(found[1]), int(found[2]) if found[2] else None
