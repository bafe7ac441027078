"""Every question by the name under which a worker is asked it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from queries.annotations import annotation_page
from queries.answer import Answer
from queries.connections import path, paths
from queries.description import examples, service_description
from queries.documents import document, documents, text
from queries.entities import entity
from queries.federation import federation
from queries.graphs import graph
from queries.neighbors import neighbors
from queries.outline import outline
from queries.overview import overview
from queries.resources import resource
from queries.saved_queries import library, saved
from queries.search import search
from queries.sparql import sparql
from queries.subgraph import subgraph
from queries.summary import summary
from queries.void import void
from queries.why import why

Question = Callable[[Any, Any], Answer]
"""A function of the graph and of one frozen request; the request's class is the function's own."""

QUESTIONS: Final[dict[str, Question]] = {
    "annotations": annotation_page,
    "document": document,
    "documents": documents,
    "entity": entity,
    "examples": examples,
    "federation": federation,
    "graph": graph,
    "library": library,
    "neighbors": neighbors,
    "outline": outline,
    "overview": overview,
    "path": path,
    "paths": paths,
    "resource": resource,
    "saved": saved,
    "search": search,
    "service_description": service_description,
    "sparql": sparql,
    "subgraph": subgraph,
    "summary": summary,
    "text": text,
    "void": void,
    "why": why,
}
