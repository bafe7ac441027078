"""Known things by name: SKOS Turtle to a token trie, and the names that a text holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import Final, NamedTuple

from rdflib import RDF, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import SKOS, Namespace

from loaders.words.lexicon import GAZ
from loaders.words.tokens import SKIPPED, Tokens, tokenize
from ontology.errors import LexiconError
from ontology.statement import Literal, Statement
from ontology.terms import COMITY as C
from ontology.terms import FOAF, ORG

COMITY: Final = Namespace("https://w3id.org/comity/ontology#")

ADJECTIVE, DEMONYM, NAME, ACRONYM = "adjective", "demonym", "name", "acronym"

_KIND_OF_LABEL = (
    (SKOS.prefLabel, NAME),
    (SKOS.altLabel, NAME),
    (SKOS.hiddenLabel, NAME),
    (GAZ.plural, NAME),
    (SKOS.notation, ACRONYM),
    (GAZ.adjective, ADJECTIVE),
    (GAZ.demonym, DEMONYM),
)
_CASELESS_CLASSES = frozenset({C.Topic, C.Substance})
_CLASSES = frozenset({*(v for k, v in vars(C).items() if k[0].isupper()), FOAF.Person, ORG.Post})


class Concept(NamedTuple):
    """A known thing: its address, class, name, and what a document must be about for its name to be meant."""

    iri: str
    mints: str
    label: str
    countries: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    needs_context: bool = False
    caseless: bool = False
    since: int | None = None
    until: int | None = None
    surname: str | None = None
    posts: tuple[str, ...] = ()
    iso2: str | None = None


class Sense(NamedTuple):
    """A concept by one of its labels; `exact` asks for the label's capitals (an acronym), `kind` says which label."""

    concept: Concept
    kind: str
    label: str
    capitals: tuple[bool, ...]
    exact: bool


@dataclass(slots=True)
class _Branch:
    """A node of the trie: the branches by next folded token, and the senses of the name that ends here."""

    children: dict[str, _Branch] = field(default_factory=dict)
    senses: list[Sense] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in tokens `first` to `last` (not included), and the concepts it may mean."""

    first: int
    last: int
    senses: tuple[Sense, ...]


class Gazetteer:
    """The known things, found by name in a text or by address."""

    def __init__(self, concepts: Iterable[tuple[Concept, Sequence[tuple[str, str]]]]) -> None:
        """Build the trie from concepts with their labels (text, kind)."""
        self._root = _Branch()
        self.concepts: dict[str, Concept] = {}
        self._labels: dict[str, tuple[str, ...]] = {}
        for concept, labels in concepts:
            self.concepts[concept.iri] = concept
            self._labels[concept.iri] = tuple(label for label, _ in labels)
            for label, kind in labels:
                self._add(concept, label, kind)

    def labels(self, iri: str) -> tuple[str, ...]:
        """The labels by which a concept is matched."""
        return self._labels.get(iri, ())

    def _add(self, concept: Concept, label: str, kind: str) -> None:
        tokens = tokenize(label)
        kept = [i for i, form in enumerate(tokens.forms) if form not in SKIPPED and tokens.kinds[i] != "s"]
        capitals = tuple(tokens.forms[i][0].isupper() for i in kept)
        exact = kind == ACRONYM or len(kept) == 1 and label.isupper() and len(label) <= 6
        branch = self._root
        for i in kept:
            branch = branch.children.setdefault(tokens.folds[i], _Branch())
        if not kept or any(s.concept is concept and s.capitals == capitals for s in branch.senses):
            return
        branch.senses.append(Sense(concept, kind, label, capitals, exact))

    def find(self, tokens: Tokens, first: int = 0, last: int | None = None) -> Iterator[Hit]:
        """The longest names, left to right, without overlap."""
        stop = len(tokens) if last is None else last
        at = first
        for i in self._openings(tokens, first, stop):
            hit = self.at(tokens, i, stop) if i >= at else None
            if hit is not None and not (hit.last - hit.first > 1 and self._runs_into_country(tokens, hit, stop)):
                yield hit
                at = hit.last

    def _runs_into_country(self, tokens: Tokens, hit: Hit, stop: int) -> bool:
        """Whether the last word of a name opens that of a country ("Procurador General de la República Dominicana")."""
        branch = self._root.children.get(tokens.folds[hit.last - 1])
        if branch is None or hit.last >= stop or tokens.folds[hit.last] not in branch.children:
            return False
        other = self.at(tokens, hit.last - 1, stop)
        return other is not None and other.last > hit.last and other.senses[0].concept.mints == C.Country

    def _openings(self, tokens: Tokens, first: int, stop: int) -> list[int]:
        """The tokens at which a name may begin: the word opens one, and is one or goes on with the next token."""
        children, folds, found = self._root.children, tokens.folds, []
        for i in compress(range(first, stop), map(children.__contains__, folds[first:stop])):
            branch, word = children[folds[i]], folds[i + 1] if i + 1 < stop else ""
            if branch.senses or word in branch.children or not word.isalnum():
                found.append(i)
        return found

    def at(self, tokens: Tokens, first: int, stop: int) -> Hit | None:
        """The longest name that begins at a token."""
        kinds, forms, folds = tokens.kinds, tokens.forms, tokens.folds
        branch, last = self._root, first
        best: list[Sense] = []
        path: list[int] = []
        for i in range(first, stop):
            if kinds[i] == "s" or path and forms[i] in SKIPPED:
                continue
            following = branch.children.get(folds[i])
            if following is None:
                break
            branch = following
            path.append(i)
            senses = _written(branch.senses, tokens, path) if branch.senses else None
            if senses:
                best, last = senses, i + 1
        return Hit(first, last, tuple(best)) if best else None

    def exactly(self, tokens: Tokens, first: int, last: int) -> tuple[Sense, ...]:
        """The concepts whose name is the whole of a range of tokens."""
        hit = self.at(tokens, first, last)
        return hit.senses if hit is not None and hit.last == last else ()

    def named(self, name: str) -> tuple[Sense, ...]:
        """The concepts that carry a name."""
        tokens = tokenize(name)
        return self.exactly(tokens, 0, len(tokens)) if len(tokens) else ()


def _written(senses: Sequence[Sense], tokens: Tokens, path: Sequence[int]) -> list[Sense]:
    """Those of some senses whose label is written as some tokens are: most, where all words are capitalised."""
    shown = all(map(tokens.capital, path))
    return [s for s in senses if shown and not s.exact and s.kind != ADJECTIVE or _written_as(s, tokens, path)]


def _written_as(sense: Sense, tokens: Tokens, path: Sequence[int]) -> bool:
    """Whether the capitals of the text are those of the label; caseless concepts take any."""
    if sense.exact:
        capitals = all(tokens.forms[i][0].isupper() or not tokens.forms[i][0].isalpha() for i in path)
        return capitals and (len(path) > 1 or _capitals(tokens.forms[path[0]]) >= min(2, _capitals(sense.label)))
    if sense.concept.caseless:
        return True
    if sense.kind == ADJECTIVE and sense.label.islower():
        return all(tokens.forms[i].islower() or tokens.forms[i].isupper() for i in path)
    for i, wanted in zip(path, sense.capitals, strict=True):
        if wanted and not tokens.forms[i][0].isupper() and not _after_hyphen(tokens, i):
            return False
    return True


def _capitals(word: str) -> int:
    return sum(c.isupper() for c in word)


def _after_hyphen(tokens: Tokens, i: int) -> bool:
    """Whether a word is the second half of a compound, which some write small ("Counter-narcotics")."""
    return tokens.text[tokens.starts[i] - 1 : tokens.starts[i]] in ("-", "‐")


def read_graph(folders: Sequence[Path], base: str) -> Graph:
    """Parse every Turtle file of some folders or files.

    Raises:
        LexiconError: a file does not parse.
    """
    graph = Graph()
    for path in turtle_files(folders):
        try:
            graph.parse(path, format="turtle", publicID=base)
        except Exception as error:  # rdflib raises many kinds from its Turtle parser; each means the same to an editor
            raise LexiconError(f"{path.name}: not Turtle ({error})") from error
    return graph


def turtle_files(folders: Sequence[Path]) -> list[Path]:
    """The Turtle files that some folders and files stand for, in order."""
    return [path for folder in folders for path in (sorted(folder.glob("*.ttl")) if folder.is_dir() else [folder])]


def read_entries(graph: Graph) -> list[tuple[Concept, list[tuple[str, str]]]]:
    """Every subject that has a class of ours, sorted, with its labels and their kinds."""
    entries = []
    for subject in sorted(set(graph.subjects(RDF.type)), key=str):
        mints = sorted(str(c) for c in graph.objects(subject, RDF.type) if str(c) in _CLASSES)
        if mints and isinstance(subject, URIRef):
            entries.append((_concept(graph, subject, mints[0]), _labels(graph, subject)))
    return entries


def _labels(graph: Graph, subject: URIRef) -> list[tuple[str, str]]:
    """Labels with their kinds: of the same letters a name first ("New Zealand"), an acronym last ("EUROPOL")."""
    return sorted(
        {(str(label), kind) for predicate, kind in _KIND_OF_LABEL for label in graph.objects(subject, predicate)},
        key=lambda item: (item[1] == ACRONYM, item[0], item[1] != NAME, item[1]),
    )


def _concept(graph: Graph, subject: URIRef, mints: str) -> Concept:
    labels = sorted(
        (label for label in graph.objects(subject, SKOS.prefLabel) if isinstance(label, RdfLiteral)),
        key=lambda label: (label.language != "en", str(label)),
    )
    if not labels:
        raise LexiconError(f"<{subject}>: found no skos:prefLabel, expected one in English")
    return Concept(
        iri=str(subject),
        mints=mints,
        label=str(labels[0]),
        countries=_objects(graph, subject, COMITY.country, COMITY.represents),
        parties=_objects(graph, subject, COMITY.party),
        needs_context=_flag(graph, subject, GAZ.needsContext),
        caseless=mints in _CASELESS_CLASSES or _flag(graph, subject, GAZ.caseless),
        since=_year(graph, subject, GAZ.validFrom),
        until=_year(graph, subject, GAZ.validUntil),
        surname=_text(graph, subject, GAZ.surname),
        posts=_objects(graph, subject, URIRef(ORG.holds)),
        iso2=_text(graph, subject, GAZ.iso2),
    )


def _objects(graph: Graph, subject: URIRef, *predicates: URIRef) -> tuple[str, ...]:
    return tuple(sorted({str(value) for predicate in predicates for value in graph.objects(subject, predicate)}))


def _flag(graph: Graph, subject: URIRef, predicate: URIRef) -> bool:
    return (subject, predicate, RdfLiteral(True)) in graph


def _text(graph: Graph, subject: URIRef, predicate: URIRef) -> str | None:
    value = graph.value(subject, predicate)
    return None if value is None else str(value)


def _year(graph: Graph, subject: URIRef, predicate: URIRef) -> int | None:
    value = _text(graph, subject, predicate)
    return None if value is None else int(value[:4])


def reference_statements(graph: Graph) -> list[Statement]:
    """The gazetteer as facts of the reference graph: every triple but the flags of its own matching, sorted."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for s, p, o in graph:
        if isinstance(s, URIRef) and isinstance(o, URIRef | RdfLiteral) and not str(p).startswith(str(GAZ)):
            value = _literal(o) if isinstance(o, RdfLiteral) else str(o)
            grouped[str(s)].append(Statement(str(s), str(p), value))
    return [
        statement
        for subject in sorted(grouped)
        for statement in sorted(grouped[subject], key=lambda x: (x.predicate, str(x.object)))
    ]


def _literal(value: RdfLiteral) -> Literal:
    if value.language:
        return Literal(str(value), language=value.language)
    return Literal(str(value), str(value.datatype)) if value.datatype else Literal(str(value))
