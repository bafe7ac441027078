"""What openapi.json says of the routes that FastAPI does not know: those of the SPARQL protocols."""

from __future__ import annotations

from typing import Any, Final

from api.problems import MEDIA_TYPE
from queries.formats import CONSTRUCTED, RESULTS


def _parameter(name: str, description: str, kind: str = "string", repeated: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": kind}
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "array", "items": schema} if repeated else schema,
    }


_CONTENT: Final = {one: {"schema": {"type": "string"}} for one in (*RESULTS.media_types, *CONSTRUCTED.media_types)}
_PROBLEM: Final = {
    "description": "A problem document (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
}
_RESPONSES: Final = {
    "200": {"description": "The results", "content": _CONTENT},
    "304": {"description": "The client has what it would get"},
    **dict.fromkeys(("400", "403", "406", "413", "415", "429", "500", "503", "504", "507"), _PROBLEM),
}
_DATASET: Final = [
    _parameter("default-graph-uri", "a graph of the default graph", repeated=True),
    _parameter("named-graph-uri", "a named graph", repeated=True),
    _parameter("format", f"short name of the format: {', '.join(dict.fromkeys(RESULTS.names + CONSTRUCTED.names))}"),
    _parameter("stream", "send the answer while it is found, without a limit to its size", "boolean"),
    _parameter("timeout", "seconds, below the limit of the service", "number"),
]
_QUERY_FORM: Final = {
    "type": "object",
    "required": ["query"],
    "properties": {"query": {"type": "string"}, "timeout": {"type": "number"}, "format": {"type": "string"}},
}

_SPARQL: Final = {
    "get": {
        "tags": ["sparql"],
        "operationId": "sparql_get",
        "summary": "Ask a SPARQL 1.1 query; without one, the service description",
        "parameters": [_parameter("query", "the query; the usual prefixes need not be declared"), *_DATASET],
        "responses": _RESPONSES,
    },
    "post": {
        "tags": ["sparql"],
        "operationId": "sparql_post",
        "summary": "Ask a SPARQL 1.1 query in the body",
        "parameters": _DATASET,
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {"schema": _QUERY_FORM},
            },
        },
        "responses": _RESPONSES,
    },
}


_OWN_SUMMARY: Final = "The same, where a search for paths needs no SERVICE around it, for stores that federate"
_PATHS: Final = {
    method: {**operation, "operationId": f"paths_sparql_{method}", "summary": _OWN_SUMMARY}
    for method, operation in _SPARQL.items()
}


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the bare routes in it."""
    return {**schema, "paths": {"/sparql": _SPARQL, "/paths/sparql": _PATHS, **schema["paths"]}}
