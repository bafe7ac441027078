"""What a query asks of other endpoints: fetched here, and only from those that the operator allows.

Workers have no network, so this is the one way out. The address is compared as it is called, and no redirect is
followed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.inquiry import Inquiry, attended
from ontology.errors import QueryForbiddenError, QueryTimeoutError, ResultTooLargeError, ServiceError
from queries.sparql_request import SparqlRequest

_MOST_CALLS: Final = 10
"""Endpoints that one query may ask, the same one several times included."""

_MOST_BYTES: Final = 16_000_000
"""Bytes of one answer."""


class Envoy:
    """Asks the endpoints on a list."""

    def __init__(self, allowed: Sequence[str]) -> None:
        """Allow these addresses."""
        self._allowed = frozenset(allowed)

    async def replies(self, inquiry: Inquiry, request: SparqlRequest, seconds: float) -> tuple[bytes | None, ...]:
        """The answers to what a query asks elsewhere, in its order; None where one failed that may.

        Raises:
            QueryForbiddenError: an endpoint is not on the list, or there are too many.
            ServiceError: an endpoint did not answer as SPARQL 1.1 has it.
            QueryTimeoutError: the time ran out.
            ResultTooLargeError: an answer is too large.
            ComityError: as `Inquiry.ask`; the query does not parse, for one.
        """
        answer = await inquiry.ask("federation", request, seconds)
        calls = json.loads(b"".join(answer.chunks()))["calls"]
        self._judge(calls)
        work = inquiry.pool.elsewhere(inquiry.asker, self._fetched(calls, seconds))
        return await attended(inquiry.request.receive, work)

    def _judge(self, calls: Sequence[Mapping[str, Any]]) -> None:
        if len(calls) > _MOST_CALLS:
            raise QueryForbiddenError(f"found {len(calls)} SERVICE parts, expected at most {_MOST_CALLS}")
        for call in calls:
            if call["endpoint"] not in self._allowed:
                offered = ", ".join(sorted(self._allowed))
                raise QueryForbiddenError(f"SERVICE <{call['endpoint']}> is not allowed here; these are: {offered}")

    async def _fetched(self, calls: Sequence[Mapping[str, Any]], seconds: float) -> tuple[bytes | None, ...]:
        try:
            async with asyncio.timeout(seconds):
                return tuple([await self._one(call) for call in calls])
        except TimeoutError as error:
            raise QueryTimeoutError(seconds) from error

    async def _one(self, call: Mapping[str, Any]) -> bytes | None:
        try:
            return await _asked(call["endpoint"], call["query"])
        except ServiceError:
            if call["silent"]:
                return None
            raise


async def _asked(endpoint: str, query: str) -> bytes:
    import httpx  # noqa: PLC0415, a tenth of a second that most services never need

    headers = {"Accept": "application/sparql-results+json", "Accept-Encoding": "identity"}
    body = bytearray()
    try:
        async with (
            httpx.AsyncClient(follow_redirects=False, trust_env=False, timeout=None) as client,  # noqa: S113 - the caller's clock
            client.stream("POST", endpoint, data={"query": query}, headers=headers) as answer,
        ):
            if answer.status_code != 200:
                raise ServiceError(f"{endpoint} answered {answer.status_code} to a SERVICE")
            async for chunk in answer.aiter_raw():
                body += chunk
                if len(body) > _MOST_BYTES:
                    raise ResultTooLargeError(f"{endpoint} gave more than {_MOST_BYTES / 1e6:g} MB to a SERVICE")
    except httpx.HTTPError as error:
        raise ServiceError(f"{endpoint} could not be asked ({type(error).__name__})") from error
    return bytes(body)
