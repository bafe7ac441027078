"""What is gathered from a store to find things by name: names, kinds, texts and how often each thing is cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.nquads import parse_term, split
from graph.results import DEFAULT
from graph.store import Store
from ontology.errors import IriError
from ontology.iris import Iris
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, FOAF, RDFS, SCHEMA, SKOS

OWN: Final = (SKOS.prefLabel, DCTERMS.title, RDFS.label, FOAF.name, SKOS.notation)
"""Predicates that give a thing its own names; the first that is there is shown."""

OTHER: Final = (SKOS.altLabel, SKOS.hiddenLabel)
"""Predicates that give names by which a thing is also met."""

TELLING: Final = (*OWN, *OTHER, SCHEMA.text)
"""Predicates that say what the index holds of a thing."""

_RANKS: Final = {predicate: rank for rank, predicate in enumerate((*OWN, *OTHER))}

_CITED: Final = f"""
SELECT ?thing (COUNT(*) AS ?times) WHERE {{ GRAPH ?graph {{ ?passage <{COMITY.denotes}> ?thing }} }} GROUP BY ?thing
"""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of a thing: `rank` is the place of its predicate in OWN and OTHER; English comes before the others."""

    rank: int
    foreign: bool
    language: str
    text: str

    @property
    def own(self) -> bool:
        """Whether it is the thing's own name."""
        return self.rank < len(OWN)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing: its names, the first of which is shown, its text if it has one, and how many passages denote it."""

    iri: str
    kind: str
    names: tuple[Name, ...]
    text: str
    cited: int


def entries(store: Store, iris: Iris) -> Iterator[Entry]:
    """The things of the default graph that have a name or a text, by IRI; the terms of the ontology are left out.

    The topics, which the graph of the ontology holds too, are things: they have addresses of their own.
    """
    vocabulary = _subjects(store, iris.graph("ontology"))
    cited = _cited(store)
    for iri, kind, names, text in described(_told(store), vocabulary, iris):
        yield Entry(iri, kind, names, text, cited.get(iri, 0))


def described(
    told: Iterable[tuple[str, str, Literal]], vocabulary: Container[object], iris: Iris
) -> Iterator[tuple[str, str, tuple[Name, ...], str]]:
    """The things of triples with the predicates of `TELLING`, by IRI: each with its kind, its names and its text.

    Of the `vocabulary` only those are things that have addresses of ours.
    """
    names: dict[str, set[Name]] = defaultdict(set)
    texts: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, value in told:
        if predicate == SCHEMA.text:
            texts[subject].append(value.value)
        else:
            language = value.language or ""
            names[subject].add(Name(_RANKS[predicate], language[:2] not in ("", "en"), language, value.value))
    for iri in sorted(names.keys() | texts.keys()):
        kind = kind_of(iri, iris)
        if iri not in vocabulary or kind != "thing":
            yield iri, kind, tuple(sorted(names.get(iri, ()))), "\n".join(sorted(texts.get(iri, ())))


def kind_of(iri: str, iris: Iris) -> str:
    """The kind in a thing's address; `provision` for a part of a document, `thing` for an address that is not ours."""
    try:
        return iris.parse(iri)[0]
    except IriError:
        return "provision" if iri.startswith(f"{iris.base}document/") else "thing"


def _subjects(store: Store, graph: str) -> set[str]:
    """The IRIs that a graph says something of."""
    return {text[1 : text.index(">")] for text in store.lines(graph) if text.startswith("<")}


def _told(store: Store) -> Iterator[tuple[str, str, Literal]]:
    """What the default graph tells of things by the predicates of `TELLING`."""
    if store.texts is not None:
        yield from _literals(store.texts.telling(TELLING, default=True))
        return
    for predicate in TELLING:
        for subject, _, value, _ in store.quads(predicate=predicate, graph=DEFAULT):
            if isinstance(subject, str) and isinstance(value, Literal):
                yield subject, predicate, value


def _literals(lines: Iterable[str]) -> Iterator[tuple[str, str, Literal]]:
    """The triples of an IRI and a literal."""
    for text in lines:
        subject, predicate, value, _ = split(text)
        if subject.startswith("<") and value.startswith('"') and isinstance(literal := parse_term(value), Literal):
            yield subject[1:-1], predicate[1:-1], literal


def _cited(store: Store) -> Mapping[str, int]:
    """How many passages denote each thing."""
    if store.texts is not None:
        objects = (split(text)[2] for text in store.texts.telling([COMITY.denotes], default=False))
        return Counter(thing[1:-1] for thing in objects if thing.startswith("<"))
    return {
        thing: int(times.value)
        for thing, times in store.query(_CITED).rows()
        if isinstance(thing, str) and isinstance(times, Literal)
    }
