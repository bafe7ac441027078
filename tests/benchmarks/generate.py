"""Graphs of bilateral cooperation of any size, for measuring: `python -m tests.benchmarks.generate QUADS FILE`.

Each document is a strategy of points, objectives and actions in a named graph of its own; actions name agencies,
treaties, topics and countries, a few of which are named everywhere (Zipf's law) while most are named seldom. Two in
seven quads are edges of the network; to keep to that share, one edge in eight has its evidence (a statement node and a
passage). The same size and seed give the same bytes.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from graph.nquads import line
from graph.provenance import assertions
from ontology.iris import Iris
from ontology.statement import Literal, Passage
from ontology.terms import COMITY, DCTERMS, FOAF, OA, ORG, PROV, RDF, SCHEMA, SKOS, XSD

IRIS = Iris()

_KINDS = (
    # kind, class, share of all things, share of what an action names
    ("country", COMITY.Country, 0.002, 0.30),
    ("agency", COMITY.Agency, 0.30, 0.28),
    ("agreement", COMITY.Treaty, 0.20, 0.16),
    ("group", COMITY.WorkingGroup, 0.10, 0.08),
    ("topic", COMITY.Topic, 0.01, 0.10),
    ("person", FOAF.Person, 0.25, 0.05),
    ("place", COMITY.Place, 0.138, 0.03),
)
_QUADS_A_DOCUMENT = 2_230
_THINGS_A_DOCUMENT = 9
_EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class _Things:
    """The things of one kind, and the sums of how often each is named."""

    iris: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, random: Random) -> str:
        """One of them, the first ones most often."""
        return self.iris[bisect_left(self.weights, random.random() * self.weights[-1])]


class Generator:
    """A graph of about so many quads."""

    def __init__(self, quads: int, seed: int = 1) -> None:
        """Prepare the things that documents name."""
        self._seed = seed
        self.documents = max(quads // _QUADS_A_DOCUMENT, 2)
        total = self.documents * _THINGS_A_DOCUMENT + 200
        self._things = {kind: _things(kind, max(int(total * share), 12)) for kind, _, share, _ in _KINDS}

    def reference(self) -> tuple[str, list[str]]:
        """The graph of the things, and its lines."""
        graph, random = IRIS.graph("reference"), Random(self._seed)  # noqa: S311, the same graph every time
        lines = []
        for kind, class_, _, _ in _KINDS:
            for number, iri in enumerate(self._things[kind].iris):
                lines.append(line(iri, RDF.type, class_, graph))
                lines.append(line(iri, SKOS.prefLabel, Literal(f"{kind.title()} {number}", language="en"), graph))
                if kind in ("agency", "place"):
                    lines.append(line(iri, COMITY.country, self._things["country"].draw(random), graph))
                if kind == "person":
                    lines.append(line(iri, COMITY.represents, self._things["country"].draw(random), graph))
                if kind == "group" and number:
                    above = self._things["group"].iris[number // 3]
                    lines.append(line(iri, ORG.reportsTo, above, graph))
        return graph, lines

    def document(self, number: int) -> tuple[str, list[str]]:
        """A document's graph, and its lines."""
        random = Random(f"{self._seed}/{number}")  # noqa: S311, the same graph every time
        return _Document(self._things, number, random).lines()

    def graphs(self) -> Iterator[tuple[str, list[str]]]:
        """Every graph with its lines."""
        yield self.reference()
        for number in range(self.documents):
            yield self.document(number)


class _Document:
    """One document in the making."""

    def __init__(self, things: dict[str, _Things], number: int, random: Random) -> None:
        self._things = things
        self._random = random
        self._iri = IRIS.document(f"strategy-{number}")
        self._graph = IRIS.graph(f"strategy-{number}")
        self._lines: list[str] = []
        self._offset = 0

    def lines(self) -> tuple[str, list[str]]:
        """The document's graph, and its lines."""
        self._add(self._iri, RDF.type, COMITY.Strategy)
        self._add(self._iri, DCTERMS.title, Literal(self._iri.rpartition("/")[2].replace("-", " ").title()))
        for point in range(1, self._random.randint(8, 16)):
            self._point(IRIS.part(self._iri, f"point/{point}"), point)
        return self._graph, self._lines

    def _point(self, point: str, number: int) -> None:
        self._provision(point, COMITY.AlliancePoint, self._iri, str(number))
        self._fact(point, DCTERMS.subject, self._things["topic"].draw(self._random))
        for objective in range(1, self._random.randint(2, 5)):
            iri = f"{point}/objective/{objective}"
            self._provision(iri, COMITY.Objective, point, str(objective))
            for action in range(1, self._random.randint(2, 6)):
                self._action(f"{point}/action/{objective}.{action}", iri, f"{objective}.{action}")

    def _action(self, action: str, objective: str, number: str) -> None:
        self._provision(action, COMITY.Action, objective, number)
        for kind, _, _, share in _KINDS:
            for _ in range(3):
                if self._random.random() < share:
                    thing = self._things[kind].draw(self._random)
                    self._fact(action, SCHEMA.mentions, thing)
                    if kind == "agency" and self._random.random() < 0.7:
                        self._fact(action, COMITY.actor, thing)
                    if kind == "agreement" and self._random.random() < 0.7:
                        self._fact(action, COMITY.invokes, thing)
                    if kind == "topic":
                        self._fact(action, DCTERMS.subject, thing)

    def _provision(self, iri: str, class_: str, parent: str, number: str) -> None:
        self._add(iri, RDF.type, class_)
        self._add(iri, DCTERMS.isPartOf, parent)
        self._add(parent, DCTERMS.hasPart, iri)
        self._add(iri, COMITY.number, Literal(number))

    def _fact(self, subject: str, predicate: str, value: str) -> None:
        """A fact; every few of them with the words that say so."""
        self._add(subject, predicate, value)
        if self._random.randrange(_EVIDENCE):
            return
        words = f"the words that say so, number {len(self._lines)}"
        passage = Passage(self._iri, self._offset, self._offset + len(words), words)
        self._offset += len(words) + 1
        node = IRIS.statement(self._graph, subject, predicate, value, passage)
        for one, term in (
            (RDF.type, RDF.Statement),
            (RDF.subject, subject),
            (RDF.predicate, predicate),
            (RDF.object, value),
            (PROV.wasDerivedFrom, passage.iri),
        ):
            self._add(node, one, term)
        self._add(passage.iri, RDF.type, COMITY.Passage)
        self._add(passage.iri, OA.hasSource, self._iri)
        self._add(passage.iri, OA.start, Literal(str(passage.start), XSD.integer))
        self._add(passage.iri, OA.end, Literal(str(passage.end), XSD.integer))
        self._add(passage.iri, OA.exact, Literal(words))

    def _add(self, subject: str, predicate: str, value: str | Literal) -> None:
        self._lines.append(line(subject, predicate, value, self._graph))


def _things(kind: str, count: int) -> _Things:
    iris = tuple(IRIS.thing(kind, f"{kind}-{number}") for number in range(count))
    return _Things(iris, tuple(accumulate(1 / (rank + 1) for rank in range(count))))


def write(quads: int, path: Path, seed: int = 1) -> int:
    """Write a graph as N-Quads, the default graph included; how many lines it has."""
    count = 0
    defaults: set[str] = set()
    with path.open("w", encoding="utf-8") as stream:
        for _, lines in Generator(quads, seed).graphs():
            distinct = sorted(set(lines))
            merged = [text for text in assertions(distinct, IRIS) if text not in defaults]
            if count == 0:
                defaults.update(merged)
            stream.writelines(f"{text}\n" for text in (*distinct, *merged))
            count += len(distinct) + len(merged)
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{write(int(sys.argv[1]), Path(sys.argv[2]))} quads\n")
