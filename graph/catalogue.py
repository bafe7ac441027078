"""What is gathered from a store to find things by name: names, kinds, texts and how often each thing is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.results import DEFAULT, Term
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
    vocabulary = {subject for subject, _, _, _ in store.quads(graph=iris.graph("ontology"))}
    told = (_told(store.quads(predicate=predicate, graph=DEFAULT)) for predicate in TELLING)
    cited = _cited(store)
    for iri, kind, names, text in described((one for some in told for one in some), vocabulary, iris):
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


def _told(quads: Iterable[tuple[Term, str, Term, object]]) -> Iterator[tuple[str, str, Literal]]:
    for subject, predicate, value, _ in quads:
        if isinstance(subject, str) and isinstance(value, Literal):
            yield subject, predicate, value


def _cited(store: Store) -> dict[str, int]:
    return {
        thing: int(times.value)
        for thing, times in store.query(_CITED).rows()
        if isinstance(thing, str) and isinstance(times, Literal)
    }
