"""One thing: its names, its classes, every fact about it with the words that say so, and where it is mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.nquads import term
from ontology.errors import IriError, UnknownNameError
from ontology.statement import Literal
from queries.answer import Answer, as_json
from queries.facts import NAMING, Group, Sources, Window, groups_about, plain, value_as_json
from queries.labels import Node, local_name, nodes, prefixed
from queries.rows import first, portions, whole

if TYPE_CHECKING:
    from graph import Graph


@dataclass(frozen=True, slots=True)
class EntityRequest:
    """Which thing to tell of.

    `name` is an IRI, a `kind/slug` (for a part of a document, `document/slug/path`) or a name. Of each predicate and
    direction at most `limit` values are told, after the first `offset`; `predicates` narrows to some (IRIs).
    """

    name: str
    limit: int = 50
    offset: int = 0
    predicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    document: str
    issued: str | None
    count: int


def entity(graph: Graph, request: EntityRequest) -> Answer:
    """A thing's names and classes, its facts in both directions with their evidence, and where it is mentioned.

    Facts are grouped by predicate, then by value, then by the graph that states them. Everything is sorted, so the
    same graph gives the same bytes. `nodes` tells the names, the class and the text of every IRI in the answer.

    Raises:
        UnknownNameError: nothing is called so.
        AmbiguousNameError: several things are called so.
    """
    iri = graph.names.resolve(request.name)
    groups = groups_about(graph, iri, Window(request.predicates, request.limit, request.offset))
    names = list(_names(graph, iri))
    if not groups and not names:
        raise UnknownNameError(request.name, graph.names.nearest(local_name(iri).replace("-", " ")))
    sources = Sources.of(graph, groups)
    mentions = _mentions(graph, iri)
    known = nodes(graph, _iris(iri, groups, sources, mentions))
    known |= nodes(graph, known[iri].classes)
    body = {
        **_identity(graph, known[iri]),
        "names": names,
        "facts": [_told(group, sources, known) for group in groups if group.forward],
        "incoming": [_told(group, sources, known) for group in groups if not group.forward],
        "mentions": [{"document": m.document, "issued": m.issued, "count": m.count} for m in mentions],
        "nodes": {one: {**node.as_json(), "text": node.text} for one, node in known.items()},
    }
    cut = any(request.offset + len(group.triples) < group.total for group in groups)
    return as_json(body, ("limit",) if cut else ())


def _identity(graph: Graph, node: Node) -> dict[str, object]:
    try:
        kind, slug = graph.iris.parse(node.iri)
    except IriError:
        return {"iri": node.iri, "kind": None, "slug": None, "labels": node.labels, "classes": node.classes}
    return {"iri": node.iri, "kind": kind, "slug": slug, "labels": node.labels, "classes": node.classes}


def _names(graph: Graph, iri: str) -> Iterator[dict[str, object]]:
    """Every name, the preferred ones first."""
    kinds = list(NAMING)
    rows = graph.store.rows(_NAMED, thing=iri)
    spoken = ((kinds.index(str(p)), value) for p, value in rows if isinstance(value, Literal))
    found = {(kind, value.value, value.language or "") for kind, value in spoken}
    for kind, value, language in sorted(found):
        yield {"value": value, "language": language or None, "kind": NAMING[kinds[kind]]}


def _mentions(graph: Graph, iri: str) -> list[_Mention]:
    """How often each document names the thing, in the order of the documents' dates; undated ones come last."""
    counts = {str(document): whole(number) for document, number in graph.store.rows(_MENTIONED, thing=iri)}
    issued: dict[str, list[object]] = defaultdict(list)
    for some in portions(sorted(counts)):
        for document, date in graph.store.query(_ISSUED % " ".join(map(term, some))).rows():
            issued[str(document)].append(date)
    found = [_Mention(document, first(issued[document]), count) for document, count in counts.items()]
    return sorted(found, key=lambda one: (one.issued is None, one.issued or "", one.document))


def _iris(iri: str, groups: list[Group], sources: Sources, mentions: list[_Mention]) -> Iterator[str]:
    """Every IRI of the answer that a reader may want the name of."""
    yield iri
    for group in groups:
        yield group.predicate
        yield from (other for other in group.others() if isinstance(other, str))
    for evidence in sources.evidence.values():
        yield from (one for each in evidence for one in (each.document, each.part) if one)
    yield from sources.documents.values()
    yield from (mention.document for mention in mentions)


def _told(group: Group, sources: Sources, known: dict[str, Node]) -> dict[str, object]:
    """A group of facts as JSON."""
    stated = [(other, plain(triple)) for other, triple in zip(group.others(), group.triples, strict=True)]
    return {
        "predicate": group.predicate,
        "name": prefixed(group.predicate),
        "labels": known[group.predicate].labels,
        "total": group.total,
        "values": [
            {**value_as_json(other), "sources": sources.as_json(triple) if triple else []} for other, triple in stated
        ],
    }


_NAMED: Final = f"""
SELECT ?predicate ?name WHERE {{
  ?thing ?predicate ?name
  FILTER(?predicate IN ({", ".join(f"<{one}>" for one in NAMING)}))
}}"""

_MENTIONED: Final = """
SELECT ?document (COUNT(?passage) AS ?count) WHERE {
  GRAPH ?graph { ?passage comity:denotes ?thing ; oa:hasSource ?document }
}
GROUP BY ?document"""

_ISSUED: Final = "SELECT ?document ?date WHERE { VALUES ?document { %s } ?document dcterms:issued ?date }"
