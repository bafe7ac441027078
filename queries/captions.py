"""What the nodes of the network are called in each language, told from its arrays: no question to the store."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from graph.network import Network, local_name
from ontology.terms import COMITY
from queries.labels import heading
from queries.library import LANGUAGES

Caption = dict[str, str]
"""Names by language."""


def captions(network: Network, nodes: Iterable[int]) -> list[Caption]:
    """The names of some nodes, the same as `queries.labels.nodes` gives, in the order of the nodes."""
    writer = _Writer(network)
    return [writer.caption(node) for node in nodes]


class _Writer:
    """Writes captions; what it read of a whole is used for all its parts."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._numbers: dict[int, str] = {}
        self._kinds: dict[int, int] = {}
        # A network has few classes, and keeps what their provisions are headed with for all answers of a thread.
        self._words: dict[int, Caption] = vars(network.local).setdefault("heads", {})

    def caption(self, node: int) -> Caption:
        """The names of one node: its own, else its class and number after those of what it is part of."""
        own, chain = self._network.titles(node), self._unrepeated(self._chain(node))
        if not own and not chain:
            return {"und": local_name(self._network.iri(node))}
        placed = {one: ", ".join(self._step(part, one) for part in chain) for one in LANGUAGES if chain}
        return dict(sorted({**placed, **own}.items()))

    def _chain(self, node: int) -> list[int]:
        """The numbered or ordered provisions from the outermost to this one."""
        if not self._number(node):
            return []
        chain = [node]
        for whole in self._network.wholes(node):
            if whole in chain or not self._number(whole):
                break
            chain.append(whole)
        return chain[::-1]

    def _unrepeated(self, chain: list[int]) -> list[int]:
        """A chain without what the next part of it says again: Action 1 before Action 1.6."""
        said = {one for one, part in pairwise(chain) if self._repeats(one, part)}
        return [one for one in chain if one not in said]

    def _repeats(self, whole: int, part: int) -> bool:
        same = self._network.classes(whole) == self._network.classes(part)
        return same and self._number(part).startswith(f"{self._number(whole)}.")

    def _number(self, node: int) -> str:
        if node not in self._numbers:
            self._numbers[node] = self._network.number(node)
        return self._numbers[node]

    def _step(self, node: int, language: str) -> str:
        """A provision's class as a document heads it, and its number."""
        if node not in self._kinds:
            self._kinds[node] = self._network.first_class(node)
        return f"{self._word(self._kinds[node], language)} {self._number(node)}"

    def _word(self, kind: int, language: str) -> str:
        if kind not in self._words:
            self._words[kind] = self._class_words(kind)
        return self._words[kind][language]

    def _class_words(self, kind: int) -> Caption:
        """What a class, or -1 for a provision of none, is called in each language as the head of a provision."""
        pool = self._network.pool("classes")
        iri = pool[kind] if kind >= 0 else COMITY.Provision
        known = pool.find(iri)
        titles = self._network.class_titles(known) if known >= 0 else {}
        return {language: heading(titles, iri, language) for language in LANGUAGES}
