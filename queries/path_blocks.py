"""Where a query searches for paths: each search, and the groups around it.

A search is a subject with the property `path:findPath` in a group of `SERVICE path:search`; at an address that does
nothing else it may stand in any group. What else stands in the group is joined, as SPARQL has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.sparql.grammar import Node
from graph.sparql.syntax_errors import error_at
from graph.sparql.tokens import Token
from graph.sparql.tree import Terms, below, elements, groups, keyword, leaves, span
from queries.path_settings import GRAPHDB, OURS, Settings, local_name, properties, read_settings

SEARCH: Final = (f"{GRAPHDB}search", f"{OURS}search")
_OPTIONAL: Final = ("OPTIONAL", "MINUS", "LATERAL", "BIND")
"""Parts whose groups are joined only with what stands before them."""
_GROUPING: Final = frozenset("GROUP HAVING COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split())


@dataclass(frozen=True, slots=True)
class Level:
    """A group around a search: what stands in it, which of that holds the search, and how the group is entered.

    `before` says that only what stands before is joined with what holds the search; `graph` is `GRAPH …` in front of
    the group.
    """

    elements: tuple[Node, ...]
    at: int
    before: bool = False
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One search: the subjects that state it, its edges if they are given by a pattern, and the groups around it.

    `service` is the SERVICE that it stands in, None if it stands in a group by itself.
    """

    subjects: tuple[Node, ...]
    edges: Node | None
    service: Node | None
    levels: tuple[Level, ...]
    settings: Settings

    @property
    def offset(self) -> int:
        """Where it begins in the text."""
        return span(self.service or self.subjects[0])[0]


@dataclass(frozen=True, slots=True)
class _Place:
    group: Node
    levels: tuple[Level, ...] = ()
    graph: str = ""
    service: Node | None = None


def find_blocks(text: str, root: Node, terms: Terms, anywhere: bool) -> list[Block]:
    """The searches of a query in the order of the text; `anywhere` says that they need no SERVICE around them.

    Raises:
        QuerySyntaxError: a search is not stated as it should be; with line and column.
    """
    return sorted(_Finder(text, terms, anywhere).blocks(root), key=lambda block: block.offset)


class _Finder:
    def __init__(self, text: str, terms: Terms, anywhere: bool) -> None:
        self._text = text
        self._terms = terms
        self._anywhere = anywhere

    def blocks(self, root: Node) -> Iterator[Block]:
        form = below(root, "form")[0]
        waiting = [self._selected(root, _Place(below(where, "group")[0])) for where in below(form, "where")]
        while waiting:
            place = waiting.pop()
            if where := below(place.group, "where"):
                waiting.append(self._selected(place.group, _Place(below(where[0], "group")[0])))
                continue
            here = tuple(elements(place.group))
            if place.service is not None or self._anywhere:
                yield from self._stated(place, here)
            for at, element in enumerate(here):
                if element.rule == "part":
                    waiting += self._inside(place, here, at)

    def _selected(self, query: Node, place: _Place) -> _Place:
        """The group of a SELECT, joined with the VALUES that follow it, unless they follow an aggregation."""
        form = below(query, "form")[0] if below(query, "form") else query
        head = [token for part in ("projection", "modifiers") for node in below(form, part) for token in leaves(node)]
        values = [node for node in below(query, "values") if node.parts]
        if not values or _GROUPING.intersection(token.kind for token in head):
            return place
        return _Place(place.group, (Level((values[0], place.group), 1),))

    def _inside(self, place: _Place, here: tuple[Node, ...], at: int) -> Iterator[_Place]:
        part = here[at]
        word = keyword(part)
        level = Level(here, at, word in _OPTIONAL, place.graph)
        graph, service = "", None
        if word == "SERVICE":
            if self._address(part) not in SEARCH:
                return
            service = part
        elif word == "GRAPH":
            start, end = span(part.parts[0])[0], span(below(part, "varoriri")[0])[1]
            graph = self._text[start:end]
        for group in groups(part):
            yield _Place(group, (*place.levels, level), graph, service)

    def _address(self, service: Node) -> str | None:
        found = self._terms.term(below(service, "varoriri")[0])
        return found if isinstance(found, str) else None

    def _stated(self, place: _Place, here: tuple[Node, ...]) -> Iterator[Block]:
        """The searches that a group itself states."""
        subjects = [node for node in here if node.rule == "pathsubject"]
        begun: dict[str, list[Node]] = {}
        for node in subjects:
            named = [local_name(iri) for _, iri, _ in properties(node, self._terms)]
            if "findPath" in named:
                begun.setdefault(self._subject(node), []).append(node)
        if not begun and place.service is not None:
            start = span(place.service)[0]
            raise error_at(self._text, start, "found no path:findPath in the group of the path search")
        for subject, first in begun.items():
            same = [node for node in subjects if node in first or self._subject(node) == subject]
            yield self._block(place, here, same)

    def _block(self, place: _Place, here: tuple[Node, ...], subjects: Sequence[Node]) -> Block:
        at = here.index(subjects[0])
        levels = (*place.levels, Level(here, at, False, place.graph))
        name = self._terms.term(below(subjects[0], "simple")[0]) if below(subjects[0], "simple") else None
        edges = [
            node for node in here if keyword_of(node) == "SERVICE" and name is not None and self._address(node) == name
        ]
        settings = read_settings(self._text, self._terms, subjects)
        return Block(tuple(subjects), edges[0] if edges else None, place.service, levels, settings)

    def _subject(self, node: Node) -> str:
        """What tells one subject from another: its text, or its place if it is a blank node without a name."""
        token = next(leaves(node))
        if token.kind in ("iri", "pname", "ns"):
            return self._terms.iri(token)
        return token.text if token.kind in ("var", "blank") else f"{token.offset}"


def keyword_of(node: Node | Token) -> str:
    """The word that an element of a group begins with, if it is a `part`."""
    return keyword(node) if isinstance(node, Node) and node.rule == "part" else ""
