"""The passages that edges rest on, as answers give them: document, part, offsets and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ontology.terms import DCTERMS
from queries.evidence import evidence_of
from queries.rows import portions, whole, words

if TYPE_CHECKING:
    from graph import Graph

Amount: TypeAlias = Literal["none", "count", "first", "all"]
Edge: TypeAlias = tuple[str, str, str]

_STRUCTURE: Final = {DCTERMS.isPartOf: 0, DCTERMS.hasPart: 2}
"""Which end of an edge of structure is the part, whose own words are its evidence."""

_WORDS: Final = """
SELECT ?part ?document ?start ?end ?exact {
  GRAPH ?graph {
    VALUES ?part { %s }
    ?statement rdf:subject ?part ; rdf:predicate schema:text ; prov:wasDerivedFrom ?passage .
    ?passage oa:hasSource ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
  }
} ORDER BY ?part ?document ?start ?end"""


def quotes(graph: Graph, edges: Iterable[Edge], amount: Amount) -> dict[Edge, object]:
    """For each edge what `amount` asks for: nothing, how many passages, the first one, or all of them."""
    wanted = list(dict.fromkeys(edges))
    if amount == "none":
        return {edge: [] for edge in wanted}
    stated = evidence_of(graph, [edge for edge in wanted if edge[1] not in _STRUCTURE])
    found = {
        (s, p, str(o)): [{**one.as_json(), "part_label": _label(graph, one.part)} for one in passages]
        for (s, p, o), passages in stated.items()
    }
    parts = {edge: edge[_STRUCTURE[edge[1]]] for edge in wanted if edge[1] in _STRUCTURE}
    own = _own_words(graph, sorted(set(parts.values())))
    for edge, part in parts.items():
        found[edge] = own.get(part, [])
    if amount == "count":
        return {edge: len(found.get(edge, ())) for edge in wanted}
    return {edge: _cut(found.get(edge, []), amount) for edge in wanted}


def _cut(passages: Sequence[dict[str, object]], amount: Amount) -> list[dict[str, object]]:
    return list(passages[:1]) if amount == "first" else list(passages)


def _own_words(graph: Graph, parts: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    """The passages that hold each provision's own words."""
    found: dict[str, list[dict[str, object]]] = {}
    for some in portions(list(parts)):
        values = " ".join(f"<{part}>" for part in some)
        for part, document, start, end, exact in graph.store.query(_WORDS % values).rows():
            passage = {
                "document": str(document),
                "part": str(part),
                "start": whole(start),
                "end": whole(end),
                "exact": words(exact),
                "part_label": _label(graph, str(part)),
            }
            found.setdefault(str(part), []).append(passage)
    return found


def _label(graph: Graph, part: str | None) -> str | None:
    """How a reader cites a provision: "Alliance Point 12, Action 1.5"."""
    number = graph.network.find(part) if part is not None else -1
    return graph.network.label(number) if number >= 0 else None
