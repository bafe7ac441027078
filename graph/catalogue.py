"""What is gathered from a store to find things by name: names, kinds, texts and how often each thing is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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
    names, texts, cited = _names(store), _texts(store), _cited(store)
    for iri in sorted(names.keys() | texts.keys()):
        kind = kind_of(iri, iris)
        if iri not in vocabulary or kind != "thing":
            own = tuple(sorted(names.get(iri, ())))
            yield Entry(iri, kind, own, texts.get(iri, ""), cited.get(iri, 0))


def kind_of(iri: str, iris: Iris) -> str:
    """The kind in a thing's address; `provision` for a part of a document, `thing` for an address that is not ours."""
    try:
        return iris.parse(iri)[0]
    except IriError:
        return "provision" if iri.startswith(f"{iris.base}document/") else "thing"


def _names(store: Store) -> dict[str, set[Name]]:
    found: dict[str, set[Name]] = defaultdict(set)
    for rank, predicate in enumerate((*OWN, *OTHER)):
        for subject, _, value, _ in store.quads(predicate=predicate, graph=DEFAULT):
            if isinstance(subject, str) and isinstance(value, Literal):
                language = value.language or ""
                found[subject].add(Name(rank, language[:2] not in ("", "en"), language, value.value))
    return found


def _texts(store: Store) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject, _, value, _ in store.quads(predicate=SCHEMA.text, graph=DEFAULT):
        if isinstance(subject, str) and isinstance(value, Literal):
            found[subject].append(value.value)
    return {subject: "\n".join(sorted(texts)) for subject, texts in found.items()}


def _cited(store: Store) -> dict[str, int]:
    return {
        thing: int(times.value)
        for thing, times in store.query(_CITED).rows()
        if isinstance(thing, str) and isinstance(times, Literal)
    }
