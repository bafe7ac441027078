"""What a path search in SPARQL is told: GraphDB's properties, and those that Comity adds.

The names and their meaning are those of GraphDB's graph path search
(https://graphdb.ontotext.com/documentation/10.1/graph-path-search.html). Those that only Comity has may stand in its
own namespace or in GraphDB's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, TypeAlias

from graph.searches import Mode
from graph.sparql.syntax_errors import error_at
from graph.sparql.tokens import Token
from graph.sparql.tree import Terms, Variable, below, leaves, span
from ontology.statement import Literal
from queries.connections import LONGEST

if TYPE_CHECKING:
    from graph.sparql.grammar import Node
    from ontology.errors import QuerySyntaxError

GRAPHDB: Final = "http://www.ontotext.com/path#"
OURS: Final = "https://w3id.org/comity/path#"

MOST: Final = 10_000
"""The largest `limit`, and the largest `k`."""

MODES: Final[dict[str, Mode]] = {
    "shortestPath": "all-shortest",
    "kShortest": "k-shortest",
    "allPaths": "all",
    "distance": "shortest",
    "shortestDistance": "shortest",
    "cycle": "all",
}
"""What may be found, and how it is searched."""

ENDS: Final = ("sourceNode", "destinationNode")
NUMBERS: Final = {
    "minPathLength": (-1, LONGEST),
    "maxPathLength": (-1, 2**31),
    "k": (1, MOST),
    "limit": (1, MOST),
    "poolSize": (1, 1024),
}
FILTERS: Final = ("predicate", "notPredicate", "nodeClass", "notNode", "via", "document")
BINDINGS: Final = (
    "pathIndex",
    "resultBindingIndex",
    "startNode",
    "endNode",
    "propertyBinding",
    "resultBinding",
    "distanceBinding",
    "lengthBinding",
    "costBinding",
    "forwardBinding",
    "evidence",
)
"""What a row can say: of its path, of its edge, and of the passage that the edge rests on."""
_LENGTH: Final = 8
_SETTLED: Final = ("shortestPath", "distance", "shortestDistance")

NAMES: Final = frozenset(
    (*ENDS, *NUMBERS, *FILTERS, *BINDINGS, "findPath", "bidirectional", "rank", "parallel", "exportBinding")
)

End: TypeAlias = "str | Variable | None"
Property: TypeAlias = "tuple[Token, str, list[Node]]"


@dataclass(slots=True)
class Settings:
    """One search: what is sought, between what, within which bounds, and which variables receive it.

    An end without a value is any node. `filters` hold what the text names, `places` where each setting stands in it.
    """

    find: str = "shortestPath"
    source: End = None
    destination: End = None
    numbers: dict[str, int] = field(default_factory=dict)
    bidirectional: bool = False
    informative: bool = False
    merge: bool = False
    filters: dict[str, list[str]] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    exported: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def mode(self) -> Mode:
        """How it is searched; shortest paths of which so many are wanted are the k shortest."""
        return "k-shortest" if self.find == "shortestPath" and "k" in self.numbers else MODES[self.find]

    @property
    def max_length(self) -> int:
        """The longest path that is searched for; 8 edges unless it is said, as in GraphDB."""
        stated = self.numbers.get("maxPathLength", _LENGTH)
        return stated if 0 < stated < LONGEST else LONGEST

    @property
    def open_ended(self) -> bool:
        """Whether longer paths are wanted than are searched for; only shortest paths may be, since one settles it."""
        stated = self.numbers.get("maxPathLength", _LENGTH)
        return stated < 0 or stated > LONGEST

    @property
    def inputs(self) -> tuple[str, ...]:
        """The variables that stand for ends."""
        return tuple(dict.fromkeys(end.name for end in (self.source, self.destination) if isinstance(end, Variable)))

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable that a row gives a value."""
        return tuple(dict.fromkeys((*self.inputs, *self.bound.values(), *self.exported)))


def local_name(iri: str) -> str | None:
    """The name of a property of path searches; None for any other IRI.

    >>> local_name("http://www.ontotext.com/path#findPath")
    'findPath'
    """
    for namespace in (GRAPHDB, OURS):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return None


def properties(subject: Node, terms: Terms) -> Iterator[Property]:
    """The properties of a `pathsubject` whose verbs are IRIs: verb, its IRI, and the objects."""
    holders = [subject, *below(subject, "pathcompound")]
    for holder in holders:
        for listed in below(holder, "pathproperties"):
            verbs, objects = below(listed, "pathverb"), below(listed, "pathobjects")
            for verb, values in zip(verbs, objects, strict=True):
                words = list(leaves(verb))
                iri = terms.term(words[0]) if len(words) == 1 else None
                if isinstance(iri, str):
                    yield words[0], iri, below(values, "pathnode")


def read_settings(text: str, terms: Terms, subjects: Sequence[Node]) -> Settings:
    """The settings of the subjects that make up one search.

    Raises:
        QuerySyntaxError: a property is unknown, or its value is not what it may be; with line and column.
    """
    reader = _Reader(text, terms)
    for subject in subjects:
        for token, iri, values in properties(subject, terms):
            reader.take(token, local_name(iri), values)
    settings = reader.settings
    if settings.open_ended and (settings.mode == "k-shortest" or settings.find not in _SETTLED):
        place = settings.places["maxPathLength"]
        raise error_at(text, place, f"found a longer maxPathLength than {LONGEST}, which only a shortest path may have")
    return settings


class _Reader:
    """Takes one property after another."""

    def __init__(self, text: str, terms: Terms) -> None:
        self.settings = Settings()
        self._text = text
        self._terms = terms

    def take(self, token: Token, name: str | None, values: list[Node]) -> None:
        """One property with its objects."""
        if name not in NAMES:
            near = get_close_matches(name or "", sorted(NAMES), 1)
            hint = f"did you mean path:{near[0]}?" if near else f"the properties are {', '.join(sorted(NAMES))}"
            raise error_at(self._text, token.offset, f"{token.text} is no property of a path search", hint)
        if name in self.settings.places and name not in (*FILTERS, "exportBinding"):
            raise error_at(self._text, token.offset, f"{token.text} is stated twice")
        if len(values) > 1 and name not in (*FILTERS, "exportBinding"):
            raise error_at(self._text, span(values[1])[0], f"found a second value, expected one for {token.text}")
        self.settings.places[name] = token.offset
        for value in values:
            self._set(name, value)

    def _set(self, name: str, value: Node) -> None:
        settings = self.settings
        if name in ENDS:
            setattr(settings, "source" if name == "sourceNode" else "destination", self._end(name, value))
        elif name in NUMBERS:
            settings.numbers[name] = self._number(name, value)
        elif name in FILTERS:
            settings.filters.setdefault(name, []).append(self._name(name, value))
        elif name in BINDINGS:
            settings.bound[name] = self._variable(name, value)
        elif name == "exportBinding":
            settings.exported.append(self._variable(name, value))
        else:
            self._choose(name, value)

    def _choose(self, name: str, value: Node) -> None:
        settings = self.settings
        if name == "findPath":
            settings.find = self._one_of(name, value, tuple(MODES))
        elif name == "rank":
            settings.informative = self._one_of(name, value, ("length", "informative")) == "informative"
        elif name == "parallel":
            settings.merge = self._one_of(name, value, ("distinct", "merge")) == "merge"
        else:
            settings.bidirectional = self._one_of(name, value, ("true", "false")) == "true"

    def _end(self, name: str, value: Node) -> End:
        found = self._terms.term(value)
        if isinstance(found, str | Variable):
            return found
        raise self._wrong(name, value, "an IRI or a variable")

    def _number(self, name: str, value: Node) -> int:
        least, most = NUMBERS[name]
        found = self._terms.term(value)
        text = found.value if isinstance(found, Literal) else ""
        if text.removeprefix("-").removeprefix("+").isdecimal() and least <= int(text) <= most:
            return int(text)
        raise self._wrong(name, value, f"a whole number from {least} to {most}")

    def _name(self, name: str, value: Node) -> str:
        found = self._terms.term(value)
        if isinstance(found, str):
            return found
        if isinstance(found, Literal):
            return found.value
        raise self._wrong(name, value, "an IRI or a name in quotes")

    def _variable(self, name: str, value: Node) -> str:
        found = self._terms.term(value)
        if isinstance(found, Variable):
            return found.name
        raise self._wrong(name, value, "a variable")

    def _one_of(self, name: str, value: Node, choices: tuple[str, ...]) -> str:
        """One of some words, which may be written as text, as a boolean, or as an IRI of the namespace."""
        found = self._terms.term(value)
        word = local_name(found) if isinstance(found, str) else found.value if isinstance(found, Literal) else None
        if word in choices:
            return word
        given = [f"path:{one}" if name == "findPath" else one for one in choices]
        raise self._wrong(name, value, f"one of {', '.join(given)}")

    def _wrong(self, name: str, value: Node, expected: str) -> QuerySyntaxError:
        start, end = span(value)
        return error_at(self._text, start, f"found {self._text[start:end]!r} for path:{name}, expected {expected}")
