"""What the routes that read have in common: their parameters, their conditions, and how they are described."""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.inquiry import Inquiry
from api.kept import Kept
from api.negotiation import Choice
from api.problems import MEDIA_TYPE
from api.replies import Reply
from api.responses import accepts_gzip, address, reply, unchanged
from queries.formats import HTML, JSON, Offer

JSON_OR_PAGE: Final = Offer((JSON, HTML), JSON, HTML)
"""JSON for programs, a page for a browser."""

MOST: Final = 10_000
"""The largest `limit`: an answer of so many entries still fits well below the size of an answer."""

Limit = Annotated[int, Field(ge=1, le=MOST, description="how many come back at most")]
Offset = Annotated[int, Field(ge=0, le=1_000_000_000, description="how many to pass over")]

_PROBLEM: Final[dict[str, Any]] = {
    "description": "A problem document (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
}


class Asked(BaseModel):
    """The query parameters of a route; a name that means nothing there is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")

    format: Annotated[str | None, Field(description="short name of a format, in place of Accept")] = None
    lang: Annotated[
        Literal["en", "es"] | None, Field(description="language of a page, in place of Accept-Language")
    ] = None
    timeout: Annotated[
        float | None, Field(gt=0, allow_inf_nan=False, description="seconds, below the service's limit")
    ] = None


def told(
    model: type[BaseModel] | None = None, *media_types: str, missing: bool = False
) -> dict[int | str, dict[str, Any]]:
    """The responses of a route for the API's description: a JSON model, further media types, and its problems."""
    content = {media_type: {"schema": {"type": "string"}} for media_type in media_types}
    good: dict[str, Any] = {"description": "The answer", **({"content": content} if content else {})}
    if model is not None:
        good["model"] = model
    problems = ("400", "404", "406", "503", "504") if missing else ("400", "406", "503", "504")
    return {
        200: good,
        304: {"description": "The client has what it would get"},
        **{int(one): _PROBLEM for one in problems},
    }


@dataclass(frozen=True, slots=True)
class Question:
    """What a route asks: the question's name and value, and how its answer is sent."""

    name: str
    value: Any
    timeout: float | None = None
    choice: Choice | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


async def answered(request: Request, pool: Inquiry, question: Question) -> Response:
    """The response to a question, asked only if the client does not have the answer already.

    Raises:
        ComityError: as the question.
    """
    if (same := kept(request, pool)) is not None:
        return same
    return sent(request, question, await pool.ask(question.name, question.value, question.timeout))


def sent(request: Request, question: Question, answer: Reply) -> Response:
    """The response with the answer to a question."""
    return reply(request, answer, question.choice.content_type if question.choice else None, question.headers)


async def described(request: Request, pool: Inquiry, question: Question) -> Reply:
    """The answer to a question about all of a graph, which takes long where that is large: found once, then kept.

    Raises:
        ComityError: as the question.
    """
    key = (question.name, question.value, accepts_gzip(request))
    known: Kept = request.app.state.described
    found = known.get(pool.pool.version, key)
    if found is not None:
        return replace(found, query_id=pool.asker.query_id or secrets.token_hex(8))
    answer = await pool.ask(question.name, question.value, question.timeout)
    known.put(key, answer)
    return answer


async def fetched(pool: Inquiry, question: Question) -> tuple[Any, str]:
    """The value of a JSON answer, for a page, and the version of the graph that it was read from.

    Raises:
        ComityError: as the question.
    """
    answer = await pool.ask(question.name, question.value, question.timeout)
    return json.loads(plain(answer)), answer.version


def plain(answer: Reply) -> bytes:
    """The body of an answer as it was before it was compressed for the way."""
    body = b"".join(answer.chunks())
    return gzip.decompress(body) if answer.gzip else body


def kept(request: Request, pool: Inquiry) -> Response | None:
    """304 if the client has what it would get, else None."""
    return unchanged(request, pool.pool.version) if "if-none-match" in request.headers else None


def root(request: Request) -> str:
    """The address under which the client reaches the service, ending in a slash."""
    here = address(request)
    if here is None:
        settings = request.app.state.settings
        return f"http://{settings.host}:{settings.port}/"
    parts = urlsplit(here)
    return f"{parts.scheme}://{parts.netloc}{request.scope.get('root_path', '')}/"
