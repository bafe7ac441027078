"""What the nodes of the network are called in each language, told from its arrays: no question to the store.

A provision is called by its class and number after those of the provisions that it is part of. In most documents there
is a Point 1 with an Action 1.1, so what those are called is written once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from graph.network import Network
from graph.things import local_name
from ontology.terms import COMITY
from queries.labels import heading
from queries.library import LANGUAGES
from queries.remembered import Remembered

_MOST: Final = 40_000
"""Nodes whose place is kept for others: those of an answer are next to each other."""

Caption = dict[str, str]
"""Names by language."""


def captions(network: Network, nodes: Iterable[int]) -> list[Caption]:
    """The names of some nodes, the same as `queries.labels.nodes` gives, in the order of the nodes."""
    writer = Captions(network)
    return [writer.caption(node) for node in nodes]


_Step: TypeAlias = tuple[tuple[str, ...], str]
"""Classes and number of a provision."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """What numbered provisions are called by their place.

    `steps` are all provisions that they are part of, and they themselves; `words` the same in each language, without
    what the next step says again, and `before` the same without their own step. `parts` are their parts by their steps.
    """

    number: str
    classes: tuple[str, ...]
    steps: str
    words: tuple[str, ...]
    before: tuple[str, ...]
    parts: dict[_Step, Placed] = field(default_factory=dict)

    def leading(self, number: str, classes: tuple[str, ...]) -> tuple[str, ...]:
        """What comes before the step of a part: Action 1 is left out before Action 1.6."""
        if self.classes == classes and number.startswith(f"{self.number}."):
            return self.before
        return tuple([f"{text}, " for text in self.words])


class Captions:
    """Writes captions and labels."""

    def __init__(self, network: Network) -> None:
        """Those of a network's nodes."""
        self._network = network
        self._known: Mapping[int, Placed | None] = Remembered(_MOST, self._found)
        self._first: dict[_Step, Placed] = {}
        # A network has few classes, and keeps what their provisions are headed with for all answers of a thread.
        self._words: dict[tuple[str, ...], tuple[str, ...]] = vars(network.local).setdefault("heads", {})

    def caption(self, node: int) -> Caption:
        """The names of one node: its own, else its class and number after those of what it is part of."""
        own, placed = self._network.titles(node), self.placed(node)
        if not placed:
            return dict(sorted(own.items())) if own else {"und": local_name(self._network.iri(node))}
        words = dict(zip(LANGUAGES, placed.words, strict=True))
        return dict(sorted({**words, **own}.items())) if own else words

    def label(self, node: int) -> str:
        """As `Network.label`."""
        if name := self._network.name(node):
            return name
        placed = self.placed(node)
        return placed.steps if placed else local_name(self._network.iri(node))

    def placed(self, node: int) -> Placed | None:
        """What a provision is called by its place, the same object for all that are called the same; None for others.

        Others are those without a number.
        """
        return self._known[node]

    def _found(self, node: int) -> Placed | None:
        number = self._network.number(node)
        if not number:
            return None
        wholes = self._network.wholes(node)
        if node not in wholes:
            return self._after(self.placed(wholes[0]) if wholes else None, node, number)
        # Parts of each other, each of which is told from itself on.
        placed = None
        for part in reversed(wholes[: wholes.index(node)]):
            of = self._network.number(part)
            placed = self._after(placed, part, of) if of else None
        return self._after(placed, node, number)

    def _after(self, whole: Placed | None, node: int, number: str) -> Placed:
        """A provision that is part of others that are called so, or of nothing that has a number."""
        known, classes = whole.parts if whole else self._first, self._network.classes(node)
        found = known.get((classes, number))
        if found is None:
            found = known[classes, number] = self._made(whole, node, number, classes)
        return found

    def _made(self, whole: Placed | None, node: int, number: str, classes: tuple[str, ...]) -> Placed:
        head, *heads = self._heads(node, classes)
        before = whole.leading(number, classes) if whole else ("",) * len(heads)
        words = tuple([f"{text}{word} {number}" for text, word in zip(before, heads, strict=True)])
        steps = f"{whole.steps}, {head} {number}" if whole else f"{head} {number}"
        return Placed(number, classes, steps, words, before)

    def _heads(self, node: int, classes: tuple[str, ...]) -> tuple[str, ...]:
        """A node's class as a document heads a provision with it: in a label, and in each language."""
        if classes not in self._words:
            kind = self._network.first_class(node)
            self._words[classes] = self._network.class_label(node), *self._class_words(kind)
        return self._words[classes]

    def _class_words(self, kind: int) -> tuple[str, ...]:
        """What a class, or -1 for a provision of none, is called in each language as the head of a provision."""
        pool = self._network.pool("classes")
        iri = pool[kind] if kind >= 0 else COMITY.Provision
        known = pool.find(iri)
        titles = self._network.class_titles(known) if known >= 0 else {}
        return tuple(heading(titles, iri, language) for language in LANGUAGES)
