"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, and the service description without a query.

`/paths/sparql` is the same, and searches for paths where a query states a search without a SERVICE around it.

A bare ASGI route inside the application: a question costs 31 µs here and 94 µs behind a FastAPI route.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.bodies import read
from api.dependencies import Inquiry
from api.federation import Envoy
from api.kept import Kept
from api.negotiation import Choice, choose
from api.parameters import Parameters, decode, media_type
from api.pool import Pool, Reply
from api.problems import of_exception
from api.reading import Question, described, root
from api.responses import accepts_gzip, address, reply, streamed, unchanged
from ontology.errors import FormatError, MediaTypeError, MethodError, RequestError
from queries.description import DescriptionRequest
from queries.formats import RESULTS, TRIPLES, Offer
from queries.sparql import CONSTRUCTED
from queries.sparql_request import SparqlRequest

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"

_FEDERATED: Final = re.compile("SERVICE", re.IGNORECASE)
"""What a query says that asks another endpoint, and few others; a worker then reads which."""

_ESCAPED: Final = 3
"""A form can spell each byte with three."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a request asks: the query, or None for the service description, and the other parameters."""

    query: str | None
    parameters: Parameters


class Endpoint:
    """The ASGI application behind `/sparql`, or behind `/paths/sparql`."""

    def __init__(self, pool: Pool, path_search: bool = False) -> None:
        """Ask `pool`; with `path_search`, a search for paths needs no SERVICE around it."""
        self._pool = pool
        self._path_search = path_search
        self._kept = Kept(pool.settings.kept)
        self._envoy = Envoy(pool.settings.services)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; every failure is a problem document."""
        request = Request(scope, receive)
        try:
            response = await self.respond(request)
        except Exception as error:  # noqa: BLE001 - the edge of the application: nothing may pass it untold
            response = of_exception(error).response()
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        """The response to a request.

        Raises:
            ComityError: as `api.problems` tells.
        """
        question = await self._question(request)
        if question.query is None:
            return await self._describe(request, question.parameters)
        results, triples = (_chosen(request, question.parameters, offer) for offer in (RESULTS, CONSTRUCTED))
        wanted = question.parameters.one("format") or request.headers.get("accept", "")[:200]
        _refuse_unacceptable(wanted, results, triples)
        if (same := unchanged(request, self._version(request))) is not None:
            return same
        asked = SparqlRequest(
            question.query,
            *_dataset(question.parameters),
            results.format.name if results else None,
            triples.format.name if triples else None,
            wanted,
            address(request),
            self._pool.settings.query_size,
            self._path_search,
        )
        inquiry, seconds = Inquiry(self._pool, request), question.parameters.seconds()
        if self._pool.settings.services and _FEDERATED.search(question.query):
            limit = min(seconds or self._pool.settings.timeout, self._pool.settings.timeout)
            asked = replace(asked, replies=await self._envoy.replies(inquiry, asked, limit))
        if question.parameters.flag("stream") and request.method != "HEAD":
            stream = await inquiry.stream("sparql", asked, seconds)
            return streamed(stream, _content_type(stream.head.media_type, results, triples))
        answer = await self._answer(inquiry, asked, seconds)
        return reply(request, answer, _content_type(answer.media_type, results, triples))

    async def _answer(self, inquiry: Inquiry, asked: SparqlRequest, seconds: float | None) -> Reply:
        """The answer that is kept, or else one from a worker."""
        key = (asked, accepts_gzip(inquiry.request))
        kept = self._kept.get(self._pool.version, key)
        if kept is not None:
            return replace(kept, query_id=inquiry.asker.query_id or secrets.token_hex(8))
        answer = await inquiry.ask("sparql", asked, seconds)
        self._kept.put(key, answer)
        return answer

    def _version(self, request: Request) -> str | None:
        return self._pool.version if "if-none-match" in request.headers else None

    async def _describe(self, request: Request, parameters: Parameters) -> Response:
        chosen = choose(request.headers.get("accept"), parameters.one("format"), TRIPLES)
        if (same := unchanged(request, self._version(request))) is not None:
            return same
        asked = DescriptionRequest(
            root(request), chosen.format.name, self._pool.settings.writable, bool(self._pool.settings.services)
        )
        question = Question("service_description", asked, parameters.seconds())
        answer = await described(request, Inquiry(self._pool, request), question)
        return reply(request, answer, chosen.content_type)

    async def _question(self, request: Request) -> Stated:
        url = Parameters(request.scope["query_string"])
        url.refuse(("update",), "updates are sent to /update by POST")
        if request.method in ("GET", "HEAD"):
            return Stated(url.one("query"), url)
        if request.method != "POST":
            raise MethodError(request.method, METHODS)
        return await self._posted(request, url)

    async def _posted(self, request: Request, url: Parameters) -> Stated:
        kind, _ = media_type(request.headers)
        limit = self._pool.settings.query_size
        if kind == QUERY:
            url.refuse(("query",), "the query is already in the body")
            return Stated(decode(await read(request, limit), "the query"), url)
        if kind == FORM:
            form = Parameters(request.scope["query_string"], await read(request, _ESCAPED * limit))
            form.refuse(("update",), "updates are sent to /update")
            if "query" not in form:
                raise RequestError("found a form without the parameter 'query'")
            return Stated(form.one("query"), form)
        raise MediaTypeError(f"found a body of type {kind[:80]!r}; send a query as {QUERY} or as {FORM}")


def _chosen(request: Request, parameters: Parameters, offer: Offer) -> Choice | None:
    """The format for one kind of result, or None if the client takes none of them."""
    try:
        return choose(request.headers.get("accept"), parameters.one("format"), offer)
    except FormatError:
        return None


def _refuse_unacceptable(wanted: str, results: Choice | None, triples: Choice | None) -> None:
    if results is None and triples is None:
        raise FormatError(wanted, tuple(dict.fromkeys(RESULTS.media_types + CONSTRUCTED.media_types)))


def _dataset(parameters: Parameters) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    default, named = parameters.all("default-graph-uri"), parameters.all("named-graph-uri")
    return (default, named) if default or named else (None, None)


def _content_type(media_type: str, *choices: Choice | None) -> str | None:
    """The name by which the client asked for what it gets."""
    return next((one.content_type for one in choices if one and one.format.media_type == media_type), None)
