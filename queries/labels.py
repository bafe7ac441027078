"""What things are called, in each language, and what they are: the words beside every IRI of an answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from graph.nquads import term
from ontology.statement import Literal
from ontology.terms import COMITY, DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, SKOS
from queries.library import LANGUAGES
from queries.rows import portions, words

if TYPE_CHECKING:
    from graph import Graph

_WORDS: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
"""The predicates that name a thing, the first that is there counting."""

_POINTING: Final = (RDF.type, DCTERMS.isPartOf)
"""The predicates whose values are IRIs."""

_ABSOLUTE: Final = re.compile(r"(?:https?://|urn:)[^\x00-\x20<>\"{}|^`\\]+")
_LOCAL: Final = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing as answers show it: its names by language, and its classes with the most specific first.

    `labels` always has at least one entry; a thing that nothing names is called by the end of its address, under the
    language `und` (RFC 5646, 4.1). `text` are the words of a provision.
    """

    iri: str
    labels: Mapping[str, str]
    classes: tuple[str, ...]
    text: str | None = None

    @property
    def label(self) -> str:
        """One name: the English one, else the first by language."""
        return self.labels.get("en") or self.labels[min(self.labels)]

    @property
    def kind(self) -> str | None:
        """The local name of its most specific class, such as `Treaty`."""
        return local_name(self.classes[0]) if self.classes else None

    def as_json(self) -> dict[str, object]:
        """The thing as it stands in answers."""
        return {"iri": self.iri, "label": self.label, "labels": dict(self.labels), "class": self.kind}


@dataclass(slots=True)
class _Facts:
    """What the default graph says of one IRI, as far as naming it needs."""

    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def first(self, predicate: str) -> str | None:
        """Of several values the first by its characters, so that the choice does not depend on the store."""
        return min(self.values[predicate], default=None)

    @property
    def parent(self) -> str | None:
        """What it is part of."""
        return self.first(DCTERMS.isPartOf)

    @property
    def number(self) -> str | None:
        """Its number as printed, or else its place."""
        return self.first(COMITY.number) or self.first(COMITY.order)


def local_name(iri: str) -> str:
    """What follows the last `#`, `/` or `:` of an IRI.

    >>> local_name("https://w3id.org/comity/ontology#Action")
    'Action'
    """
    return re.split(r"[#/:]", iri)[-1] or iri


def prefixed(iri: str) -> str:
    """The IRI with a known prefix, or itself.

    >>> prefixed("https://w3id.org/comity/ontology#actor")
    'comity:actor'
    """
    name = local_name(iri)
    space = iri.removesuffix(name)
    return next((f"{prefix}:{name}" for prefix, namespace in PREFIXES.items() if namespace == space and name), iri)


def expanded(name: str) -> str | None:
    """The IRI that a prefixed name or an absolute IRI stands for; None if it is neither, or the prefix is unknown.

    >>> expanded("comity:actor")
    'https://w3id.org/comity/ontology#actor'
    """
    if _ABSOLUTE.fullmatch(name):
        return name
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and _LOCAL.fullmatch(local) else None


def nodes(graph: Graph, iris: Iterable[str], wholes: Iterable[str] = ()) -> dict[str, Node]:
    """Names and classes of things, in the order given; who knows the `wholes` they are part of saves questions.

    A provision is called by its class and number, after those of the provisions that it is part of: "Alliance Point 12,
    Action 1.5"; in a language in which it has a name of its own, by that.
    """
    wanted = list(dict.fromkeys(iris))
    facts = _facts(graph, {*wanted, *wholes})
    known = _known(graph)
    classes = {iri: _by_rank(one.values[RDF.type], known.above) for iri, one in facts.items()}
    known.facts |= _facts(graph, {found[0] for found in classes.values() if found} - known.facts.keys())
    kinds = known.facts | facts
    return {
        iri: Node(iri, _labels(iri, facts, classes, kinds), classes[iri], facts[iri].first(SCHEMA.text))
        for iri in wanted
    }


def _facts(graph: Graph, iris: Iterable[str]) -> dict[str, _Facts]:
    """What names the IRIs, and the provisions above them."""
    found: dict[str, _Facts] = {}
    missing = sorted(set(iris))
    while missing:
        found |= {iri: _Facts() for iri in missing}
        for some in portions(missing):
            for subject, predicate, value in graph.store.query(_NAMING % " ".join(map(term, some))).rows():
                _note(found[str(subject)], str(predicate), value)
        missing = sorted({one.parent for one in found.values() if one.parent} - found.keys())
    return found


def _note(facts: _Facts, predicate: str, value: object) -> None:
    text = words(value)
    if text is None:
        return
    if isinstance(value, Literal) and predicate in _WORDS:
        language = value.language or ("en" if predicate == DCTERMS.title else "und")
        facts.names[predicate][language] = min(text, facts.names[predicate].get(language, text))
    elif isinstance(value, Literal) != (predicate in _POINTING):
        facts.values[predicate].append(text)


@dataclass(slots=True)
class _Classes:
    """The classes of one version of the graph: those above each, and what names those that were met."""

    version: str
    above: dict[str, set[str]]
    facts: dict[str, _Facts] = field(default_factory=dict)


_LAST: Final[list[_Classes]] = []
"""The classes of the graph that was asked last, which are the same for every question until it changes."""


def _known(graph: Graph) -> _Classes:
    if not _LAST or _LAST[0].version != graph.version:
        _LAST[:] = [_Classes(graph.version, _ranks(graph))]
    return _LAST[0]


def _ranks(graph: Graph) -> dict[str, set[str]]:
    """The classes above each class."""
    above: dict[str, set[str]] = defaultdict(set)
    for narrow, wide in graph.store.query(_ABOVE).rows():
        above[str(narrow)].add(str(wide))
    return above


def _by_rank(classes: Iterable[str], above: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Classes with our own first, then the most specific, then by name."""
    return tuple(
        sorted(set(classes), key=lambda one: (not one.startswith(PREFIXES["comity"]), -len(above.get(one, ())), one))
    )


def _labels(
    iri: str, facts: Mapping[str, _Facts], classes: Mapping[str, tuple[str, ...]], kinds: Mapping[str, _Facts]
) -> dict[str, str]:
    own = next((facts[iri].names[predicate] for predicate in _WORDS if facts[iri].names.get(predicate)), {})
    chain = _unrepeated(_chain(iri, facts), facts, classes)
    if not own and not chain:
        return {"und": local_name(iri)}
    placed = {one: ", ".join(_step(part, facts, classes, kinds, one) for part in chain) for one in LANGUAGES if chain}
    return dict(sorted({**placed, **own}.items()))


def _chain(iri: str, facts: Mapping[str, _Facts]) -> list[str]:
    """The numbered or ordered provisions from the outermost to this one; the document is not one of them."""
    chain: list[str] = []
    at: str | None = iri
    while at and at not in chain and facts[at].number:
        chain.insert(0, at)
        at = facts[at].parent
    return chain


def _unrepeated(chain: list[str], facts: Mapping[str, _Facts], classes: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A chain without what the next part of it says again: Action 1 before Action 1.6."""
    said = {one for one, part in pairwise(chain) if classes[one] == classes[part] and _extends(facts[part], facts[one])}
    return [one for one in chain if one not in said]


def _extends(part: _Facts, whole: _Facts) -> bool:
    return f"{part.number}".startswith(f"{whole.number}.")


def _step(
    iri: str,
    facts: Mapping[str, _Facts],
    classes: Mapping[str, tuple[str, ...]],
    kinds: Mapping[str, _Facts],
    language: str,
) -> str:
    class_ = classes[iri][0] if classes[iri] else COMITY.Provision
    names = kinds[class_].names.get(RDFS.label, {}) if class_ in kinds else {}
    return f"{heading(names, class_, language)} {facts[iri].number}"


def heading(names: Mapping[str, str], class_: str, language: str) -> str:
    """A class's name as documents head a provision with it: English raises every word, Spanish the first letter."""
    words = names.get(language) or names.get("en") or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(class_))
    if language == "en":
        return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))
    return words[:1].upper() + words[1:]


_NAMING: Final = """
SELECT ?thing ?predicate ?value WHERE {
  VALUES ?thing { %s }
  ?thing ?predicate ?value
  FILTER(?predicate IN (
    rdf:type, rdfs:label, skos:prefLabel, dcterms:title, dcterms:isPartOf, comity:number, comity:order, schema:text
  ))
}"""
"""A second VALUES for the predicates would make the engine read every triple that has one of them."""

_ABOVE: Final = "SELECT DISTINCT ?narrow ?wide WHERE { ?narrow rdfs:subClassOf+ ?wide }"
