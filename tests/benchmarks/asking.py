"""How fast a store answers, on the bundled documents: the saved queries with the values of their examples."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from comity.build import load
from comity.documents import Loaders, bundled
from comity.plan import Plan
from graph import Graph
from queries.library import SavedQuery, saved_queries
from queries.saved_queries import SavedRequest, offer, saved
from tests.benchmarks.figures import Figure, median_ms, seconds


def figures(repeat: int) -> Iterator[Figure]:
    """Opening the store, then each saved query, in process."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "store")
        load([bundled()], store, Plan(Loaders()))
        yield Figure("store opened", 1000 * seconds(lambda: Graph.open(store)), "ms")
        graph = Graph.open(store)
        for query in saved_queries().values():
            yield median_ms(f"saved query {query.name}", partial(saved, graph, _request(query)), repeat)


def _request(query: SavedQuery) -> SavedRequest:
    values = tuple((one.name, one.example) for one in query.parameters if one.example)
    return SavedRequest(query.name, values, offer(query).default.media_type)
