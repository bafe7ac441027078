"""Shortest paths by Virtuoso's TRANSITIVE, for `path_peers`: over HTTP, as nothing else reaches it from outside.

Edges have no direction: each is loaded both ways. See
https://docs.openlinksw.com/virtuoso/rdfsparqlimplementatiotrans/.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import numpy as np

from tests.benchmarks import peers

_QUERY: Final = """
SELECT ?one ?other ?step ?path WHERE {{
  {{ SELECT ?one ?other WHERE {{ ?one <urn:e> ?other }} }}
  OPTION (TRANSITIVE, t_distinct, t_in(?one), t_out(?other), t_shortest_only, t_direction 3, t_max({most}),
    t_step('path_id') AS ?path, t_step('step_no') AS ?step)
  FILTER(?one = <urn:n:{source}> && ?other = <urn:n:{target}>)
}}"""


@contextmanager
def loaded(folder: Path) -> Iterator[peers.Peer]:
    """Virtuoso over the edges of a folder that `path_peers` wrote."""
    edges = np.load(folder / "edges.npy").tolist()
    data = folder / "edges.nt"
    with data.open("w") as file:
        for one, other in edges:
            file.write(f"<urn:n:{one}> <urn:e> <urn:n:{other}> .\n<urn:n:{other}> <urn:e> <urn:n:{one}> .\n")
    with peers.virtuoso(data, folder / "virtuoso") as peer:
        yield peer


def times(peer: peers.Peer, pairs: list[tuple[int, int]], most: int, seconds: float) -> tuple[list[float], bool]:
    """The milliseconds on the clock that each pair takes, until the time is over; and whether all were answered."""
    found: list[float] = []
    end = time.monotonic() + seconds
    with httpx.Client(timeout=seconds) as client:
        for source, target in pairs:
            query = _QUERY.format(source=source, target=target, most=most)
            start = time.perf_counter()
            try:
                answer = client.get(peer.endpoint, params={"query": query, "format": "application/sparql-results+json"})
            except httpx.TimeoutException:
                return found, False
            if not answer.raise_for_status().json()["results"]["bindings"]:
                raise ValueError(f"Virtuoso found no path from node {source} to {target}")
            found.append(1000 * (time.perf_counter() - start))
            if time.monotonic() > end:
                return found, len(found) == len(pairs)
    return found, True
