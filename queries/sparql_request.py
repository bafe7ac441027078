"""What is asked in SPARQL: a query, its data set, and the formats that its answer may have."""

from __future__ import annotations

from typing import NamedTuple

from queries.guard import MAX_BYTES


class SparqlRequest(NamedTuple):
    """A query and how to write what it gives.

    The two lists of graphs are the protocol's data set (SPARQL 1.1 Protocol, 2.1.4); None leaves it to the query.
    Relative IRIs are resolved against `base`. `solutions` and `triples` name the format for either kind of result; None
    where the client accepts none, and `wanted` is then what it said. With `path_search` a search for paths needs no
    SERVICE around it. `replies` are what the endpoints answered that the query asks (see `queries.federation`); without
    any, it may ask none.
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    solutions: str | None = "json"
    triples: str | None = "turtle"
    wanted: str = ""
    base: str | None = None
    max_bytes: int = MAX_BYTES
    path_search: bool = False
    replies: tuple[bytes | None, ...] | None = None
