"""Follow-through: the links from later provisions to earlier ones, in a graph of their own.

They depend on all documents of a store, so they are worked out again whenever one enters, from what the store holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from graph.nquads import line
from graph.provenance import passage_lines
from graph.results import DEFAULT
from graph.store import Store
from loaders.follow_ups import Document, FollowUp, Provision, follow_ups
from loaders.wording import Clause, Named, Wording
from ontology.errors import IriError
from ontology.iris import Iris, parse_passage
from ontology.statement import Literal, Passage
from ontology.terms import CNT, COMITY, DCTERMS, PROV, RDF, XSD

NAME: Final = "follow-through"
"""The end of the address of the graph that holds the links."""

_TOPICS: Final = (COMITY.Topic, COMITY.Substance)
_SUBJECTS: Final = (COMITY.Agreement, COMITY.WorkingGroup, COMITY.Program, COMITY.Operation, COMITY.Event, *_TOPICS)
"""What two provisions can both concern; a country or an agency takes part in too much to tell anything."""

_PROMISES_NOTHING: Final = (COMITY.Accomplishment, COMITY.Principle)
_DOES_NOTHING: Final = (COMITY.Principle,)

_PARTY: Final = 0.15
"""A country is a party to what a document is about if it is named this often, beside the one that is named most."""

_SIDES: Final = 2
"""Most of the documents are between two."""

_WHOLE_DATE: Final = len("2001-01-01")
"""A date to the day is of something that has happened; a bare year may be a target."""


_WORDS: Final = """
SELECT ?provision ?passage WHERE {
  GRAPH ?graph {
    ?statement rdf:predicate schema:text ; rdf:subject ?provision ; prov:wasDerivedFrom ?passage
  }
}"""
"""Where the words of each provision of a graph stand."""


@dataclass(frozen=True, slots=True)
class Follow:
    """Works the links out, by what is known of words."""

    wording: Wording

    def __call__(self, store: Store, iris: Iris) -> Iterator[tuple[str, list[str]]]:
        """The graph of links, and its N-Quads lines: each link, a statement node about it, and the two passages.

        They depend on nothing but the documents that the store holds, as each stands in its named graph.
        """
        graph, classes = iris.graph(NAME), _Classes.of(store)
        documents = (_Reading(store, iris, one, classes).document(self.wording) for one in _documents(store, iris))
        links = follow_ups(documents, classes.subjects)
        yield graph, sorted({text for link in links for text in _lines(link, iris, graph)})


@dataclass(frozen=True, slots=True)
class _Classes:
    """What the things of a store are, as far as links depend on it."""

    countries: frozenset[str]
    unions: frozenset[str]
    agreements: frozenset[str]
    topics: frozenset[str]
    subjects: frozenset[str]

    @classmethod
    def of(cls, store: Store) -> _Classes:
        """Look through the default graph."""
        kinds = (COMITY.Country,), (COMITY.IntergovernmentalOrganization,), (COMITY.Agreement,), _TOPICS, _SUBJECTS
        return cls(*(frozenset(_instances(store, kind)) for kind in kinds))

    def named(self, span: tuple[int, int], thing: str) -> Named:
        """A thing where it is named; that a country is named tells nothing."""
        if thing in self.topics:
            return Named(*span, thing, "topic")
        return Named(*span, "" if thing in self.countries else thing, "title" if thing in self.agreements else "name")


def _instances(store: Store, classes: tuple[str, ...], graph: str = DEFAULT) -> Iterator[str]:
    for one in classes:
        for subject, _, _, _ in store.quads(None, RDF.type, one, graph):
            yield str(subject)


def _documents(store: Store, iris: Iris) -> list[str]:
    """The documents that were read into the store, each of which has a graph of its name."""
    files = store.quads(None, COMITY.fileName)
    return sorted(str(one) for one, _, _, graph in files if str(one) == _document_of(str(graph), iris))


def _document_of(graph: str, iris: Iris) -> str:
    """The address of the document that a graph would hold."""
    return f"{iris.base}document/{graph.removeprefix(iris.graph(''))}"


class _Reading:
    """One document, read back from its named graph."""

    def __init__(self, store: Store, iris: Iris, address: str, classes: _Classes) -> None:
        self._store = store
        self._address = address
        self._graph = f"{iris.base}graph/{address.removeprefix(iris.base + 'document/')}"
        self._classes = classes
        self._text = self._literal(CNT.chars)
        self._language = self._literal(DCTERMS.language)
        self._named: list[Named] = []
        self._bodies: Counter[str] = Counter()

    def document(self, wording: Wording) -> Document:
        """What follow-through depends on."""
        self._read_names()
        issued = self._literal(DCTERMS.issued)
        stated = [] if issued else self._dates()
        return Document(
            self._address,
            issued or max((date for date in stated if len(date) == _WHOLE_DATE), default=""),
            issued or max(stated, default=""),
            frozenset(self._parties()),
            tuple(self._provisions(wording)),
        )

    def _literal(self, predicate: str) -> str:
        values = (value for _, _, value, _ in self._store.quads(self._address, predicate, None, self._graph))
        return min((value.value for value in values if isinstance(value, Literal)), default="")

    def _dates(self) -> list[str]:
        """The dates with a year that the text states."""
        values = (value for _, _, value, _ in self._store.quads(None, COMITY.date, None, self._graph))
        return [one.value for one in values if isinstance(one, Literal) and one.value[:1].isdigit()]

    def _read_names(self) -> None:
        """Which things are named where, and how often each body that may be a party is."""
        kinds = self._classes
        for passage, _, thing, _ in self._store.quads(None, COMITY.denotes, None, self._graph):
            span = self._span(str(passage))
            if span is not None:
                self._named.append(kinds.named(span, str(thing)))
                self._bodies[str(thing)] += str(thing) in kinds.countries or str(thing) in kinds.unions
        self._named.sort(key=attrgetter("start", "end", "thing"))

    def _span(self, passage: str) -> tuple[int, int] | None:
        """The offsets of a passage of this document; an RDF file may bring others."""
        try:
            document, start, end = parse_passage(passage)
        except IriError:
            return None
        return (start, end) if document == self._address and start < end <= len(self._text) else None

    def _parties(self) -> Iterator[str]:
        """The two countries that are named most, and others named often; a union counts if it is among the two."""
        ranked = sorted((one for one in self._bodies.items() if one[1]), key=lambda one: (-one[1], one[0]))
        most = max((count for _, count in ranked), default=0)
        for rank, (one, count) in enumerate(ranked):
            country = one in self._classes.countries
            if (rank < _SIDES and (country or 2 * count >= most)) or (country and count >= _PARTY * most):
                yield one

    def _provisions(self, wording: Wording) -> Iterator[Provision]:
        parts = self._store.quads(None, DCTERMS.isPartOf, None, self._graph)
        above = {str(part): str(whole) for part, _, whole, _ in parts}
        promises_nothing = set(_instances(self._store, _PROMISES_NOTHING, self._graph))
        does_nothing = set(_instances(self._store, _DOES_NOTHING, self._graph))
        for one, spans in sorted(self._spans().items()):
            clauses = tuple(clause for span in sorted(spans) for clause in self._clauses(span, wording))
            yield Provision(one, above.get(one, ""), clauses, one not in promises_nothing, one not in does_nothing)

    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        """Where the words of each provision stand."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for provision, passage in self._store.rows(_WORDS, graph=self._graph):
            span = self._span(str(passage))
            if span is not None:
                found[str(provision)].append(span)
        return found

    def _clauses(self, span: tuple[int, int], wording: Wording) -> Iterator[Clause]:
        start, end = span
        first = bisect_left(self._named, start, key=attrgetter("start"))
        last = bisect_left(self._named, end, key=attrgetter("start"))
        return wording.clauses(self._text[start:end], start, self._language, self._named[first:last])


def _lines(link: FollowUp, iris: Iris, graph: str) -> Iterator[str]:
    """The link, the statement node that gives its score and what is shared, and the passages on either side."""
    passages = [
        Passage(iris.document_of(address), clause.start, clause.start + len(clause.exact), clause.exact)
        for address, clause in ((link.later, link.later_clause), (link.earlier, link.earlier_clause))
    ]
    node = iris.statement(graph, link.later, COMITY.followsUp, link.earlier, passages[0])
    yield line(link.later, COMITY.followsUp, link.earlier, graph)
    yield line(node, RDF.type, RDF.Statement, graph)
    yield line(node, RDF.subject, link.later, graph)
    yield line(node, RDF.predicate, COMITY.followsUp, graph)
    yield line(node, RDF.object, link.earlier, graph)
    yield line(node, COMITY.score, Literal(f"{link.score:.3f}", XSD.decimal), graph)
    for thing in link.concerns:
        yield line(node, COMITY.concerns, thing, graph)
    for term in link.terms:
        yield line(node, COMITY.term, Literal(term), graph)
    for passage in passages:
        yield line(node, PROV.wasDerivedFrom, passage.iri, graph)
        yield from passage_lines(passage, graph)
