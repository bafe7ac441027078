"""Things by a few words: names, acronyms, aliases and texts, the best match first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answer import Answer, as_json
from queries.labels import nodes

if TYPE_CHECKING:
    from graph import Graph


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A few words, the last of which may be cut short; without any, all things. At most `limit` things come back.

    `kind` narrows to a kind of address (`agency`, `agreement`, ...) or to `provision`.
    """

    text: str = ""
    kind: str | None = None
    limit: int = 20


def search(graph: Graph, request: SearchRequest) -> Answer:
    """Things with their names in both languages, the name that matched, how, and how often passages denote each.

    `how` is `exact`, `prefix`, `word`, `fuzzy` or `text`, in this order; within each, what is cited most comes first.

    Raises:
        ParameterError: nothing is of that kind, or the limit is below one.
    """
    found = graph.names.search(request.text, request.kind, request.limit + 1 if request.limit > 0 else request.limit)
    told = found[: request.limit]
    known = nodes(graph, [match.iri for match in told])
    things = [
        {**known[match.iri].as_json(), "kind": match.kind, "name": match.name, "how": match.how, "cited": match.cited}
        for match in told
    ]
    body = {"query": request.text, "kind": request.kind, "kinds": graph.names.kinds(), "things": things}
    return as_json(body, ("limit",) if len(found) > len(told) else ())
