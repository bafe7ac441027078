"""What the graph says of one thing, in both directions: by predicate, by value, by source, with the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.nquads import term
from graph.results import Blank, TripleTerm
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, RDF, RDFS, SKOS, XSD
from queries.evidence import Evidence, Triple, evidence_of
from queries.labels import prefixed
from queries.rows import portions, whole

if TYPE_CHECKING:
    from graph import Graph
    from graph.results import Term

NAMING: Final = {
    SKOS.prefLabel: "preferred",
    SKOS.altLabel: "alternative",
    SKOS.notation: "acronym",
    RDFS.label: "label",
    DCTERMS.title: "title",
}
"""Predicates that name a thing; they, and `rdf:type`, are told apart from the facts."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which facts: of some predicates or of all, and which values of each predicate."""

    predicates: tuple[str, ...]
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one predicate in one direction: how many there are, and those in the window, sorted."""

    predicate: str
    forward: bool
    total: int
    triples: tuple[tuple[Term, str, Term], ...]

    def others(self) -> list[Term]:
        """The far end of each fact."""
        return [triple[2] if self.forward else triple[0] for triple in self.triples]


@dataclass(frozen=True, slots=True)
class Sources:
    """Which graphs state a triple, and the passages that support it."""

    graphs: Mapping[Triple, tuple[str, ...]]
    evidence: Mapping[Triple, tuple[Evidence, ...]]
    documents: Mapping[str, str]

    @classmethod
    def of(cls, graph: Graph, groups: Iterable[Group]) -> Sources:
        """The sources of all facts of the groups; facts with a blank node have none."""
        triples = [triple for group in groups for triple in map(plain, group.triples) if triple]
        stating = _graphs(graph, triples)
        documents = _documents(graph, {name for names in stating.values() for name in names})
        return cls(stating, evidence_of(graph, triples), documents)

    def as_json(self, triple: Triple) -> list[dict[str, object]]:
        """Each graph that states the triple, with its document (None for reference facts) and the passages."""
        return [
            {
                "graph": name,
                "document": self.documents.get(name),
                "evidence": [one.as_json() for one in self.evidence[triple] if one.graph == name],
            }
            for name in self.graphs.get(triple, ())
        ]


def plain(triple: tuple[Term, str, Term]) -> Triple | None:
    """The triple, unless it has a term that only an RDF file can bring: a blank node or a triple."""
    subject, predicate, value = triple
    if isinstance(subject, str) and isinstance(value, str | Literal):
        return subject, predicate, value
    return None


def groups_about(graph: Graph, iri: str, window: Window) -> list[Group]:
    """The facts of a thing in the default graph, first those it is the subject of, each by predicate."""
    return [*_groups(graph, iri, window, forward=True), *_groups(graph, iri, window, forward=False)]


def _groups(graph: Graph, iri: str, window: Window, *, forward: bool) -> Iterator[Group]:
    pattern = "?thing ?predicate ?other" if forward else "?other ?predicate ?thing"
    for predicate, total in graph.store.rows(_COUNTS % pattern, thing=iri):
        name = str(predicate)
        if name in NAMING or name == RDF.type or (window.predicates and name not in window.predicates):
            continue
        query = _VALUES % (pattern, window.limit, window.offset)
        others = [row[0] for row in graph.store.rows(query, thing=iri, predicate=name)]
        triples = tuple((iri, name, one) if forward else (one, name, iri) for one in others if one is not None)
        yield Group(name, forward, whole(total), triples)


def _graphs(graph: Graph, triples: list[Triple]) -> dict[Triple, tuple[str, ...]]:
    found: dict[Triple, list[str]] = defaultdict(list)
    for some in portions(list(dict.fromkeys(triples))):
        values = " ".join(f"({term(s)} {term(p)} {term(o)})" for s, p, o in some)
        for s, p, o, name in graph.store.query(_STATING % values).rows():
            found[str(s), str(p), o if isinstance(o, Literal) else str(o)].append(str(name))
    return {triple: tuple(sorted(names)) for triple, names in found.items()}


def _documents(graph: Graph, graphs: Iterable[str]) -> dict[str, str]:
    """The document that each graph was read from."""
    found: dict[str, str] = {}
    for some in portions(sorted(graphs)):
        for name, document in graph.store.query(_READ_FROM % " ".join(map(term, some))).rows():
            found[str(name)] = min(str(document), found.get(str(name), str(document)))
    return found


def value_as_json(value: Term) -> dict[str, object]:
    """A value as it stands in answers: `iri`, or `literal` with `datatype` or `language`, or `blank`."""
    match value:
        case Literal(text, _, str(language)):
            return {"literal": text, "language": language}
        case Literal(text, XSD.string):
            return {"literal": text}
        case Literal(text, datatype):
            return {"literal": text, "datatype": prefixed(datatype)}
        case Blank(label):
            return {"blank": label}
        case TripleTerm():
            return {"triple": [value_as_json(one) for one in (value.subject, value.predicate, value.object)]}
    return {"iri": value}


_COUNTS: Final = """
SELECT ?predicate (COUNT(*) AS ?total) WHERE { %s }
GROUP BY ?predicate ORDER BY ?predicate"""

_VALUES: Final = "SELECT ?other WHERE { %s } ORDER BY ?other LIMIT %d OFFSET %d"

_STATING: Final = """
SELECT ?s ?p ?o ?graph WHERE { GRAPH ?graph { VALUES (?s ?p ?o) { %s } ?s ?p ?o } }"""

_READ_FROM: Final = f"""
SELECT ?graph ?document WHERE {{ VALUES ?graph {{ %s }} GRAPH ?graph {{ ?document <{COMITY.fileName}> ?file }} }}"""
