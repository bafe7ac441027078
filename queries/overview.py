"""The data set at a glance: how large it is, its documents, and what they name most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from queries.answer import Answer, as_json
from queries.documents import DocumentsRequest, listed
from queries.labels import nodes
from queries.rows import whole

if TYPE_CHECKING:
    from graph import Graph

_LEFT_OUT: Final = ("document", "provision", "thing")
"""Kinds that are no answer to what a data set is about."""


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    """How many documents, and how many things of each kind."""

    documents: int = 50
    things: int = 5


def overview(graph: Graph, request: OverviewRequest) -> Answer:
    """Totals over all documents, the first of them by date, and of each kind the things that are cited most."""
    documents, total = listed(graph, DocumentsRequest(request.documents))
    kinds = [kind for kind in graph.names.kinds() if kind not in _LEFT_OUT]
    found = {kind: graph.names.search("", kind, request.things) for kind in kinds}
    cited = {kind: [match for match in matches if match.cited] for kind, matches in found.items()}
    known = nodes(graph, [match.iri for matches in cited.values() for match in matches])
    things = {
        kind: [{**known[match.iri].as_json(), "cited": match.cited} for match in matches]
        for kind, matches in cited.items()
        if matches
    }
    totals = {name: _number(graph, query) for name, query in _TOTALS.items()}
    body = {"totals": {"documents": total, **totals}, "documents": documents, "things": things}
    return as_json(body, ("documents",) if len(documents) < total else ())


def _number(graph: Graph, query: str) -> int:
    return whole(next(graph.store.query(query).rows())[0])


_TOTALS: Final = {
    "provisions": "SELECT (COUNT(DISTINCT ?part) AS ?n) WHERE { ?part dcterms:isPartOf ?whole }",
    "mentions": "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?passage comity:denotes ?thing } }",
    "statements": "SELECT (COUNT(DISTINCT ?one) AS ?n) WHERE { GRAPH ?graph { ?one prov:wasDerivedFrom ?passage } }",
}
