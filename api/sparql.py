"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, and the service description without a query.

`/paths/sparql` is the same, and searches for paths where a query states a search without a SERVICE around it.

A bare ASGI route inside the application: a question costs 31 µs here and 94 µs behind a FastAPI route.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.bodies import read, refuse_encoding
from api.federation import Envoy
from api.inquiry import Inquiry
from api.kept import Kept
from api.negotiation import Choice, choose, named
from api.parameters import Parameters, decode, media_type
from api.pool import Pool
from api.problems import of_exception
from api.replies import Asker, Reply
from api.responses import accepts_gzip, address, reply, streamed, unchanged
from api.shapes import Shape
from api.short_way import Quick, Told
from ontology.errors import ComityError, FormatError, MediaTypeError, MethodError, RequestError
from queries.formats import CONSTRUCTED, RESULTS, TRIPLES, Offer
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


@dataclass(slots=True)
class Asking:
    """A query of a request on its way: what a worker is asked, for how many seconds at most, and the chosen formats."""

    pool: Pool
    memory: Kept
    request: Request
    asked: SparqlRequest
    seconds: float | None
    choices: tuple[Choice | None, ...]

    def begin(self, told: Told) -> Callable[[], None]:
        """As `short_way.Asking.begin`."""
        asker = Inquiry(self.pool, self.request).asker
        if (kept := self.kept(asker)) is not None:
            asyncio.get_running_loop().call_soon(told, kept)
            return _nothing

        def answered(outcome: Reply | Exception) -> None:
            told(outcome if isinstance(outcome, Exception) else self.keep(outcome))

        return self.pool.begin("sparql", self.asked, self.seconds, asker, accepts_gzip(self.request), answered)

    def kept(self, asker: Asker) -> Reply | None:
        """The answer, if it is kept from before; under the id by which it is asked for now."""
        found = self.memory.get(self.pool.version, self.key()) if self.memory else None
        if found is None:
            return None
        answer = replace(found, query_id=asker.query_id or secrets.token_hex(8))
        self.pool.spared(answer.query_id, self.asked.query)
        return answer

    def keep(self, answer: Reply) -> Reply:
        """The answer, which is kept if it may be."""
        self.memory.put(self.key(), answer)
        return answer

    def response(self, answer: Reply) -> Response:
        """The response with an answer."""
        return reply(self.request, answer, self.content_type(answer.media_type))

    def content_type(self, media_type: str) -> str | None:
        """The name by which the client asked for what it gets."""
        return next((one.content_type for one in self.choices if one and one.format.media_type == media_type), None)

    def key(self) -> Hashable:
        """Under which an answer is kept: the same query, formats, data set and encoding have the same one."""
        return self.asked.query, self.asked._replace(query=""), accepts_gzip(self.request)

    def shape(self) -> Shape | None:
        """As `short_way.Asking.shape`."""
        return Shape(self) if self.request.method == "GET" and not self.pool.settings.services else None

    def of(self, scope: Scope, asked: SparqlRequest) -> Asking:
        """The same with the query of another request."""
        return replace(self, request=Quick(scope), asked=asked)


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
        stated = self._stated(request, await self._body(request))
        if stated.query is None:
            return await self._describe(request, stated.parameters)
        asking = self._asking(request, stated.query, stated.parameters)
        if (same := unchanged(request, self._version(request))) is not None:
            return same
        inquiry = Inquiry(self._pool, request)
        if self._federated(stated.query):
            limit = min(asking.seconds or self._pool.settings.timeout, self._pool.settings.timeout)
            asking.asked = asking.asked._replace(replies=await self._envoy.replies(inquiry, asking.asked, limit))
        if stated.parameters.flag("stream") and request.method != "HEAD":
            stream = await inquiry.stream("sparql", asking.asked, asking.seconds)
            return streamed(stream, asking.content_type(stream.head.media_type))
        if (kept := asking.kept(inquiry.asker)) is not None:
            return asking.response(kept)
        return asking.response(asking.keep(await inquiry.ask("sparql", asking.asked, asking.seconds)))

    def plain(self, request: Request, body: bytes) -> Asking | None:
        """The question of a request that asks for nothing but an answer, else None."""
        try:
            refuse_encoding(request)
            stated = self._stated(request, body)
            if stated.query is None or self._federated(stated.query) or stated.parameters.flag("stream"):
                return None
            return self._asking(request, stated.query, stated.parameters)
        except ComityError:
            return None

    def _federated(self, query: str) -> bool:
        return bool(self._pool.settings.services and _FEDERATED.search(query))

    def _asking(self, request: Request, query: str, parameters: Parameters) -> Asking:
        """A query of a request, with how its answer is to be written.

        Raises:
            FormatError: the client takes no format that there is.
            ParameterError: a parameter is not what it should be.
        """
        results, triples = (_chosen(request, parameters, offer) for offer in (RESULTS, CONSTRUCTED))
        wanted = named(parameters) or request.headers.get("accept", "")[:200]
        _refuse_unacceptable(wanted, results, triples)
        asked = SparqlRequest(
            query,
            *_dataset(parameters),
            results.format.name if results else None,
            triples.format.name if triples else None,
            wanted,
            address(request),
            self._pool.settings.query_size,
            self._path_search,
        )
        return Asking(self._pool, self._kept, request, asked, parameters.seconds(), (results, triples))

    def _version(self, request: Request) -> str | None:
        return self._pool.version if "if-none-match" in request.headers else None

    async def _describe(self, request: Request, parameters: Parameters) -> Response:
        from api.reading import Question, described, root  # noqa: PLC0415, a quarter of a second before the first query
        from queries.description import DescriptionRequest  # noqa: PLC0415, as above

        chosen = choose(request.headers.get("accept"), named(parameters), TRIPLES)
        if (same := unchanged(request, self._version(request))) is not None:
            return same
        asked = DescriptionRequest(
            root(request), chosen.format.name, self._pool.settings.writable, bool(self._pool.settings.services)
        )
        question = Question("service_description", asked, parameters.seconds())
        answer = await described(request, Inquiry(self._pool, request), question)
        return reply(request, answer, chosen.content_type)

    async def _body(self, request: Request) -> bytes:
        """The body of a POST, once what is known of it is looked at; others have none."""
        if request.method != "POST":
            return b""
        limit = self._pool.settings.query_size
        return await read(request, limit if _kind(request) == QUERY else _ESCAPED * limit)

    def _stated(self, request: Request, body: bytes) -> Stated:
        url = Parameters(request.scope["query_string"])
        url.refuse(("update",), "updates are sent to /update by POST")
        if request.method in ("GET", "HEAD"):
            return Stated(url.one("query"), url)
        if request.method != "POST":
            raise MethodError(request.method, METHODS)
        if _kind(request) == QUERY:
            url.refuse(("query",), "the query is already in the body")
            return Stated(decode(body, "the query"), url)
        form = Parameters(request.scope["query_string"], body)
        form.refuse(("update",), "updates are sent to /update")
        if "query" not in form:
            raise RequestError("found a form without the parameter 'query'")
        return Stated(form.one("query"), form)


def _chosen(request: Request, parameters: Parameters, offer: Offer) -> Choice | None:
    """The format for one kind of result, or None if the client takes none of them."""
    try:
        return choose(request.headers.get("accept"), named(parameters), offer)
    except FormatError:
        return None


def _refuse_unacceptable(wanted: str, results: Choice | None, triples: Choice | None) -> None:
    if results is None and triples is None:
        raise FormatError(wanted, tuple(dict.fromkeys(RESULTS.media_types + CONSTRUCTED.media_types)))


def _dataset(parameters: Parameters) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    default, named = parameters.all("default-graph-uri"), parameters.all("named-graph-uri")
    return (default, named) if default or named else (None, None)


def _kind(request: Request) -> str:
    """The media type of a body, if it is one that a query may have."""
    kind, _ = media_type(request.headers)
    if kind not in (QUERY, FORM):
        raise MediaTypeError(f"found a body of type {kind[:80]!r}; send a query as {QUERY} or as {FORM}", (QUERY, FORM))
    return kind


def _nothing() -> None:
    """There is nothing to end."""
