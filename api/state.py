"""What the parts of one service share: its bare routes, and what every request finds in `request.app.state`."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import State

from api.kept import Kept
from api.pool import Pool
from api.sparql import Endpoint

_DESCRIPTIONS: Final = 16_000_000
"""Bytes of descriptions that are kept; one of four thousand graphs is two megabytes long."""


def endpoints(pool: Pool) -> dict[str, Endpoint]:
    """The bare routes over a pool, by exact path."""
    return {"/sparql": Endpoint(pool), "/paths/sparql": Endpoint(pool, path_search=True)}


def state_of(pool: Pool) -> State:
    """The pool, its settings, and the descriptions of its graph that are kept."""
    return State({"pool": pool, "settings": pool.settings, "described": Kept(_DESCRIPTIONS, _DESCRIPTIONS // 2)})
