"""What is wrong with gazetteer files that somebody wrote: the rules that the bundled ones keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from loaders.names.recognizers import KINDS
from loaders.words.gazetteer import COMITY, read_graph
from loaders.words.lexicon import GAZ, fold
from ontology.terms import COMITY as C
from ontology.terms import ORG

_CLASSES: Final = frozenset({*KINDS.values(), C.Topic, C.Substance})
_NAMES: Final = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, GAZ.plural, SKOS.notation})
_SHARED: Final = (SKOS.prefLabel, SKOS.altLabel, SKOS.notation)
_FLAGS: Final = frozenset({GAZ.needsContext, GAZ.caseless})
_YEARS: Final = frozenset({GAZ.validFrom, GAZ.validUntil})
_TEXTS: Final = _NAMES | {GAZ.adjective, GAZ.demonym, GAZ.surname, GAZ.iso2, GAZ.iso3, URIRef(C.signedOn)}
_LINKS: Final = frozenset(
    {
        *(URIRef(iri) for iri in (C.country, C.party, C.represents, C.amends, C.establishedBy)),
        *(URIRef(iri) for iri in (ORG.postIn, ORG.holds, ORG.hasSubOrganization)),
        SKOS.broader,
    }
)

_PREFIXES: Final = {
    str(GAZ): "gaz:",
    str(COMITY): "comity:",
    str(SKOS): "skos:",
    "http://www.w3.org/ns/org#": "org:",
}


def faults(paths: Sequence[Path], bundled: Sequence[Path], base: str) -> list[str]:
    """What is wrong with files or folders of Turtle that are to be read beside the bundled ones, in lines, sorted.

    Raises:
        LexiconError: a file does not parse; nothing more can be said of the others.
    """
    own = read_graph(paths, base)
    everything = read_graph([*bundled, *paths], base)
    known = set(everything.subjects(RDF.type))
    found = [f"<{s}>: {told}" for s in set(own.subjects()) for told in _of_subject(own, s, known)]
    found += [f"{name!r}: {told}" for name, told in _shared_names(own, everything)]
    return sorted(found)


def _of_subject(graph: Graph, subject: Node, known: set[Node]) -> Iterator[str]:
    """What is wrong with one thing."""
    classes = [str(each) for each in graph.objects(subject, RDF.type)]
    if not isinstance(subject, URIRef):
        yield "found a blank node, expected a thing with an address"
    elif len(classes) != 1 or classes[0] not in _CLASSES:
        yield f"found the classes {', '.join(sorted(classes)) or 'none'}, expected one of ours, such as comity:Agency"
    else:
        yield from _names(graph, subject)
        for predicate, value in graph.predicate_objects(subject):
            yield from _of_value(predicate, value, known)
        if (subject, GAZ.needsContext, None) in graph and not _has_context(graph, subject):
            yield "found gaz:needsContext without comity:country or comity:party: no document could mean it"


def _names(graph: Graph, subject: URIRef) -> Iterator[str]:
    languages = [v.language for v in graph.objects(subject, SKOS.prefLabel) if isinstance(v, Literal)]
    if languages.count("en") != 1:
        yield f"found {languages.count('en')} skos:prefLabel in English, expected one"
    if len(set(languages)) < len(languages):
        yield "found two skos:prefLabel in one language, expected skos:altLabel for the second"
    for name in graph.objects(subject, SKOS.notation):
        if isinstance(name, Literal) and name.language:
            yield f"found the language {name.language!r} on the acronym {str(name)!r}, expected none"


def _of_value(predicate: Node, value: Node, known: set[Node]) -> Iterator[str]:
    """What is wrong with one statement."""
    if predicate in _LINKS:
        if value not in known:
            yield f"{_short(predicate)} leads to <{value}>, which no file describes"
    elif predicate in _FLAGS:
        if value != Literal(True):
            yield f"found {_short(predicate)} {str(value)!r}, expected true or nothing"
    elif predicate in _YEARS:
        if not str(value)[:4].isdigit():
            yield f"found {_short(predicate)} {str(value)!r}, expected a year"
    elif predicate not in _TEXTS and predicate != RDF.type:
        yield f"found the property {_short(predicate)}, which nothing reads"
    elif predicate in _TEXTS and not isinstance(value, Literal):
        yield f"found {_short(predicate)} <{value}>, expected a text"


def _has_context(graph: Graph, subject: URIRef) -> bool:
    return any((subject, predicate, None) in graph for predicate in (COMITY.country, COMITY.party))


def _shared_names(own: Graph, everything: Graph) -> Iterator[tuple[str, str]]:
    """Names of several things of one class, which only the countries of a document can tell apart."""
    ours = {fold(str(name)) for predicate in _SHARED for name in own.objects(None, predicate)}
    bearers: dict[tuple[str, str], set[URIRef]] = defaultdict(set)
    for predicate in _SHARED:
        for subject, name in everything.subject_objects(predicate):
            if isinstance(subject, URIRef) and fold(str(name)) in ours:
                bearers[fold(str(name)), str(everything.value(subject, RDF.type))].add(subject)
    for (shared, _), found in sorted(bearers.items()):
        loose = any((subject, GAZ.needsContext, Literal(True)) not in everything for subject in found)
        if len(found) > 1 and loose:
            yield shared, f"the name of {' and '.join(sorted(found))}, so each of them needs gaz:needsContext true"


def _short(predicate: Node) -> str:
    """A property as an editor writes it."""
    name = str(predicate)
    return next((short + name[len(long) :] for long, short in _PREFIXES.items() if name.startswith(long)), name)
