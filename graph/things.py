"""The nodes of a network: what they are called, what they are, and what they are part of, from its arrays.

Numbers are places in the arrays (see `graph.network`).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from graph.nquads import parse_term
from graph.pools import Array, Pool
from ontology.statement import Literal
from ontology.terms import PREFIXES

_VIEWED: Final = (
    *("out_start", "out_node", "out_predicate", "into_start"),
    *("whole", "class", "class_start", "evidence_start", "words_start"),
    *(f"{of}title_{part}" for of in ("", "class_") for part in ("start", "language")),
)


@dataclass(frozen=True)
class Things:
    """The nodes and classes of a network; all numbers are places in its arrays."""

    arrays: Mapping[str, Array]
    local: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    _pools: dict[str, Pool] = field(default_factory=dict, repr=False, compare=False)
    _known_kinds: dict[bytes, tuple[tuple[str, ...], int]] = field(default_factory=dict, repr=False, compare=False)
    _class_labels: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    def pool(self, name: str) -> Pool:
        """The texts of one kind: `nodes`, `predicates`, `classes`, `graphs`, `documents` (IRIs), and others."""
        if name not in self._pools:
            self._pools[name] = Pool(self.arrays[name], self.arrays[f"{name}_ends"])
        return self._pools[name]

    @cached_property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.pool("nodes"))

    def find(self, iri: str) -> int:
        """The number of a node, or -1."""
        return self.pool("nodes").find(iri)

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return self.pool("nodes")[node]

    @cached_property
    def _views(self) -> dict[str, memoryview]:
        """Some arrays as views, whose elements are Python's numbers at a third of the cost."""
        return {name: self.arrays[name].data for name in _VIEWED}

    def titles(self, node: int) -> dict[str, str]:
        """A node's own names by language (`und` where none is stated), by the first predicate that names it.

        Of several in one language the first by its characters.
        """
        return self._titled("", node)

    def class_titles(self, kind: int) -> dict[str, str]:
        """The labels of a class, in the same way."""
        return self._titled("class_", kind)

    def _titled(self, of: str, key: int) -> dict[str, str]:
        starts, found = self._views[f"{of}title_start"], dict[str, str]()
        first, last = starts[key], starts[key + 1]
        if first == last:
            return found
        places = self._views[f"{of}title_language"]
        texts, languages = self.pool(f"{of}titles"), self.pool(f"{of}languages")
        for at in range(first, last):
            place = places[at]
            language = (languages[place] or "und") if place >= 0 else "en"
            text = _unescaped(texts[at])
            found[language] = min(text, found.get(language, text))
        return found

    def number(self, node: int) -> str:
        """A provision's number as printed, or else its place among its siblings; empty for anything else."""
        return _unescaped(self.pool("numbers")[node])

    def name(self, node: int) -> str:
        """A node's own English name, else the first by language; empty if it has none."""
        return _unescaped(self.pool("names")[node])

    def label(self, node: int) -> str:
        """What a node is called.

        Its English name, else the first by language; for a provision without a name its class and number after those
        of the provisions it is part of ("Alliance Point 12, Action 1.5"); else the end of its IRI.
        """
        return self.name(node) or self.place(node) or local_name(self.iri(node))

    def place(self, node: int) -> str:
        """Class and number of a provision, after those of the provisions it is part of; empty for anything else."""
        steps: list[str] = []
        seen = set()
        while node not in seen and (number := _unescaped(self.pool("numbers")[node])):
            seen.add(node)
            steps.insert(0, f"{self.class_label(node)} {number}")
            node = self._views["whole"][node]
            if node < 0:
                break
        return ", ".join(steps)

    def wholes(self, node: int) -> list[int]:
        """What a node is part of, and what that is part of, from the nearest on."""
        found: list[int] = []
        while (node := self._views["whole"][node]) >= 0 and node not in found:
            found.append(node)
        return found

    def classes(self, node: int) -> tuple[str, ...]:
        """The classes of a node: Comity's own first, then the most specific, then by IRI."""
        return self._kinds(node)[0]

    def first_class(self, node: int) -> int:
        """The number of the first of a node's classes, or -1."""
        return self._kinds(node)[1]

    def _kinds(self, node: int) -> tuple[tuple[str, ...], int]:
        """The classes of a node, and the number of the first; few nodes have a set of classes of their own."""
        starts = self._views["class_start"]
        key = self._views["class"][starts[node] : starts[node + 1]].tobytes()
        found = self._known_kinds.get(key)
        if found is None:
            kinds = sorted(np.frombuffer(key, np.int32).tolist(), key=self._order)
            found = tuple(map(self.pool("classes").__getitem__, kinds)), (kinds or [-1])[0]
            self._known_kinds[key] = found
        return found

    def class_label(self, node: int) -> str:
        """The name of a node's first class as documents head a provision with it ("Alliance Point")."""
        kind = self.first_class(node)
        if kind < 0:
            return "Provision"
        if kind not in self._class_labels:
            self._class_labels[kind] = self._class_label(kind)
        return self._class_labels[kind]

    def _class_label(self, kind: int) -> str:
        name = _unescaped(self.pool("class_names")[int(kind)]) or _spaced(local_name(self.pool("classes")[int(kind)]))
        return " ".join(word[:1].upper() + word[1:] for word in name.split(" "))

    def _order(self, kind: int) -> tuple[bool, int, int]:
        return self._class_order[kind]

    @cached_property
    def _class_order(self) -> list[tuple[bool, int, int]]:
        names = self.pool("classes")
        above = [len(self._related(kind, "narrow", "wide")) for kind in range(len(names))]
        return [(not names[kind].startswith(PREFIXES["comity"]), -above[kind], kind) for kind in range(len(names))]

    def classes_below(self, kind: int) -> set[int]:
        """A class and all below it."""
        return self._related(kind, "wide", "narrow")

    def _related(self, kind: int, given: str, sought: str) -> set[int]:
        found, waiting = {kind}, [kind]
        while waiting:
            following = self.arrays[sought][self.arrays[given] == waiting.pop()]
            waiting += [int(one) for one in following if int(one) not in found]
            found.update(waiting)
        return found


def local_name(iri: str) -> str:
    """What follows the last `#`, `/` or `:` of an IRI.

    >>> local_name("https://w3id.org/comity/ontology#Action")
    'Action'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1 :] or iri


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    value = parse_term(f'"{text}"')
    return value.value if isinstance(value, Literal) else value
