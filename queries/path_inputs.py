"""Which nodes a path search in SPARQL begins and ends at, where variables stand for them.

They are what the query around it binds. A solution of the whole query satisfies everything that its groups join. So the
solutions of *some* of what is joined hold every end that can matter; what is left out only makes for ends that the rest
of the query drops again. Left out is what has nothing to do with the ends, and what would be judged without values that
it needs: a filter over what the search itself binds, for instance. An end that nothing binds is any node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from graph.sparql.grammar import Node
from graph.sparql.tree import leaves, variables
from queries.path_blocks import Block, Level, keyword_of

Source: TypeAlias = "Callable[[Node], str | None]"
"""The text of an element, with searches that are answered in it replaced by their rows; None if it holds another."""

_JUDGING: Final = ("FILTER", "MINUS")
"""Parts that give no variable a value."""


def asking_for_ends(block: Block, source: Source) -> tuple[tuple[str, ...], str]:
    """The variables for ends that the rest of the query binds, and the group that binds them."""
    chosen = _Choice(block, source)
    bound = tuple(name for name in block.settings.inputs if name in chosen.bound)
    return bound, chosen.text() if bound else ""


class _Choice:
    """What is taken over from the groups around a search."""

    def __init__(self, block: Block, source: Source) -> None:
        self._block = block
        self._source = source
        self._inputs = frozenset(block.settings.inputs)
        self._unknown = frozenset(block.settings.variables) - self._inputs
        for level in block.levels:
            others = (one for one in self._joined(level) if source(one) is None)
            self._unknown = self._unknown.union(*map(variables, others))
        self._taken: set[Node] = set()
        self.bound: set[str] = set()
        self._take(set(self._inputs))

    def text(self) -> str:
        """The chosen elements as a group, each in the group where it stood."""
        inner = ""
        for level in reversed(self._block.levels):
            kept = [self._source(one) for one in self._joined(level) if one in self._taken or self._judges(level, one)]
            inner = f"{level.graph} {{ {' . '.join(filter(None, (*kept, inner)))} }}"
        return inner

    def _joined(self, level: Level) -> Iterator[Node]:
        """What a level joins with what holds the search."""
        for at, one in enumerate(level.elements):
            if at != level.at and one not in self._block.subjects and not (level.before and at > level.at):
                yield one

    def _take(self, wanted: set[str]) -> None:
        """Choose what binds the wanted variables, then what binds the variables of that, and so on."""
        while True:
            fresh = [
                one
                for level in self._block.levels
                for one in self._joined(level)
                if one not in self._taken and wanted & variables(one) and self._binds(level, one)
            ]
            for one in fresh:
                self._taken.add(one)
                self.bound |= variables(one)
            wanted |= self.bound
            if not fresh:
                return

    def _binds(self, level: Level, one: Node) -> bool:
        """Whether an element gives values, and the same without the search as with it."""
        word, names = keyword_of(one), variables(one)
        if word in _JUDGING or self._source(one) is None:
            return False
        if word == "BIND":
            before = level.elements[: level.elements.index(one)]
            return not _exists(one) and not names & self._hidden(level, before)
        return word != "OPTIONAL" or not names & self._unknown

    def _judges(self, level: Level, one: Node) -> bool:
        """Whether an element is a filter over nothing but what was chosen."""
        names = variables(one)
        if keyword_of(one) != "FILTER" or _exists(one) or not names or not names <= self.bound:
            return False
        return not names & self._hidden(level, level.elements)

    def _hidden(self, level: Level, some: Iterable[Node]) -> frozenset[str]:
        """The variables that may have their values from elements that cannot be chosen."""
        found = set(self._unknown)
        for one in some:
            if one is self._block.service:
                found |= variables(one) - self._inputs
            elif keyword_of(one) not in _JUDGING and one not in self._block.subjects and not self._binds(level, one):
                found |= variables(one)
        return frozenset(found)


def _exists(node: Node) -> bool:
    return any(token.kind == "EXISTS" for token in leaves(node))
