"""For whoever runs the service: is it up, can it answer, what has it counted, what is it doing."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from api.dependencies import PoolDep
from api.metrics import MEDIA_TYPE
from api.problems import of_status

router = APIRouter(tags=["operations"])

_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("/health")
@router.head("/health", include_in_schema=False)
async def health() -> Response:
    """200 while the service can answer at all; it asks no worker."""
    return JSONResponse({"status": "ok"}, headers=_NEVER_KEPT)


@router.get("/ready")
@router.head("/ready", include_in_schema=False)
async def ready(pool: PoolDep) -> Response:
    """200 while questions are answered, be it by a worker that is just coming; 503, with the reason, while none is."""
    readers = pool.pool.readers
    if readers.able:
        told = {"status": "ready", "workers": readers.ready, "version": pool.pool.version}
        return JSONResponse(told, headers=_NEVER_KEPT)
    reason = str(readers.fault or "the workers are starting")
    return of_status(503, reason, {"Retry-After": "2", **_NEVER_KEPT}).response()


@router.get("/metrics")
@router.head("/metrics", include_in_schema=False)
async def metrics(pool: PoolDep) -> Response:
    """Counters and gauges in the Prometheus text format."""
    return Response(pool.pool.meters.text(), media_type=MEDIA_TYPE, headers=_NEVER_KEPT)


@router.get("/queries/running")
async def running(pool: PoolDep) -> Response:
    """Your questions that wait or run, without their texts."""
    told: dict[str, Any] = {"complete": True, "limits_hit": [], "running": pool.pool.running(pool.asker.client)}
    return JSONResponse(told, headers=_NEVER_KEPT)


@router.delete("/queries/running/{query_id}", status_code=204)
async def cancel(query_id: str, pool: PoolDep) -> Response:
    """End one of your questions, by the Query-Id that you sent or were given."""
    pool.pool.cancel(query_id, pool.asker.client)
    return Response(status_code=204)
