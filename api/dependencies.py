"""What a route is given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from api.inquiry import Inquiry


def inquiry(request: Request) -> Inquiry:
    """The pool of the application, on behalf of this request."""
    return Inquiry(request.app.state.pool, request)


PoolDep = Annotated[Inquiry, Depends(inquiry)]
"""In a route: `async def paths(pool: PoolDep) -> Response: answer = await pool.ask("paths", PathsRequest(...))`."""
