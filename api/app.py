"""The service: its routes, and what every request and response has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from api import (
    description,
    documents,
    entities,
    graphs,
    library,
    operations,
    pages,
    paths,
    resources,
    shell,
    subgraph,
    update,
)
from api.openapi import described
from api.plain import Plain
from api.pool import Pool
from api.problems import of_exception, of_status
from api.responses import with_common_head
from api.short_way import Ways
from api.sparql import METHODS, Endpoint
from api.state import endpoints, state_of
from ontology.errors import ComityError, MethodError

ROUTES: Final = (
    operations,
    update,
    graphs,
    paths,
    subgraph,
    entities,
    documents,
    library,
    description,
    resources,
    shell,
    pages,
)
"""The modules of routes, in the order in which an address is looked for: /queries/running before /queries/{name}."""

_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, Query-Id"
    ),
    "Access-Control-Max-Age": "86400",
}


class Service(FastAPI):
    """The application, with bare routes in front of the router and one head for every response."""

    def __init__(self, bare: dict[str, Endpoint], **options: Any) -> None:
        """A FastAPI application; `bare` are its endpoints outside of the router, by exact path."""
        super().__init__(**options)
        self._bare = bare

    @property
    def short(self) -> Ways:
        """The addresses whose plain questions may go the short way."""
        pool = self.state.pool
        return {
            **self._bare,
            "/paths": Plain(pool, paths.PathsAsked, paths.question),
            "/subgraph": Plain(pool, subgraph.SubgraphAsked, subgraph.surrounding),
            "/neighbors": Plain(pool, subgraph.NeighborsAsked, subgraph.beside),
            "/why": Plain(pool, subgraph.WhyAsked, subgraph.stated),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the server."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        send = with_common_head(send)
        if scope["method"] == "OPTIONS":
            await self._options(scope)(scope, receive, send)
            return
        bare = self._bare.get(scope["path"])
        await (bare or super().__call__)(scope, receive, send)

    def _options(self, scope: Scope) -> Response:
        """What an address allows; a preflight is answered in any case, so that a script may read the 404 after it."""
        allowed = METHODS if scope["path"] in self._bare else allowed_methods(self.routes, scope)
        told = {"Allow": ", ".join(allowed)} if allowed else {}
        if any(name == b"access-control-request-method" for name, _ in scope["headers"]):
            return Response(status_code=204, headers={**told, **_PREFLIGHT})
        if allowed or scope["path"] == "*":
            return Response(status_code=204, headers=told)
        return of_exception(HTTPException(404)).response()

    def openapi(self) -> dict[str, Any]:
        """The description of the API, with the bare routes in it."""
        if not self.openapi_schema:
            self.openapi_schema = described(super().openapi())
        return self.openapi_schema


def create_app(pool: Pool, state: State | None = None, bare: dict[str, Endpoint] | None = None) -> Service:
    """The service over a pool that others start and end; `state` and `bare` are those of its `Front`, if any."""
    app = Service(
        bare or endpoints(pool),
        title="Comity",
        summary="What governments have written about working together, as a graph with its evidence",
        docs_url=None,
        redoc_url=None,
    )
    app.state = state or state_of(pool)
    for module in ROUTES:
        app.router.routes.extend(module.router.routes)
    for kind in (ComityError, HTTPException, RequestValidationError, ClientDisconnect, Exception):
        app.add_exception_handler(kind, _tell)
    return app


async def _tell(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:
        error = MethodError(request.method, allowed_methods(request.app.routes, request.scope))
    if isinstance(error, RequestValidationError):
        faults = (f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors())
        return of_status(400, "; ".join(faults)).response()
    return of_exception(error).response()


def allowed_methods(routes: Sequence[BaseRoute], scope: Scope) -> tuple[str, ...]:
    """The methods that the routes of an address have together, sorted; none if there is no such address."""
    found: set[str] = set()
    for route in routes:
        match, _ = route.matches(scope)
        if match is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return tuple(sorted(found | {"OPTIONS"})) if found else ()
