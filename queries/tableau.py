"""The nodes and edges of a large answer, written all at once: next to nothing is done for each of them by itself.

What is said of a node is taken from the arrays of the network for all together. Few provisions are called in different
ways, and the words are made once for each way. Nodes with anything unusual are written one by one, as
`queries.fragments` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring as quoted
from typing import Final

import numpy as np

from graph.network import Network
from graph.pools import Array, readable
from graph.ways import Ways
from queries.fragments import Fragments
from queries.lexicon import EMPTY, Lexicon, Sheet

_MOST: Final = 4_000_000
"""Bytes of texts that a thread keeps for its next answers."""


class Tableau:
    """Writes for answers; one thread uses it at a time."""

    def __init__(self, network: Network) -> None:
        """Write about a network."""
        self._network = network
        self._ways = Ways(network.arrays)
        self._lexicon = Lexicon()
        self._told: dict[bytes, int] = {}
        self._kinds, self._languages, self._predicates = (
            np.full(len(network.pool(name)) + 1, -1) for name in ("classes", "languages", "predicates")
        )
        self._runs = {name: readable(network.arrays[name]) for name in ("nodes", "names", "titles")}

    @classmethod
    def of(cls, network: Network) -> Tableau:
        """What this thread has written about a network, to go on with; begun anew when it has become too much."""
        kept: Tableau | None = getattr(network.local, "tableau", None)
        if kept is None or kept.size > _MOST:
            kept = network.local.tableau = cls(network)
        return kept

    @property
    def size(self) -> int:
        """Bytes of texts that are kept."""
        return self._lexicon.size

    def nodes(self, nodes: Sequence[int], depths: Sequence[int] = ()) -> memoryview:
        """Members of a JSON object by IRI: what each node is, with its names, and its steps from the seeds if given."""
        numbers, sheet, text = np.array(nodes, np.int64), Sheet(self._lexicon), self._lexicon.number
        found, steps = self._ways.of(numbers), self._steps(nodes, depths)
        rows = np.zeros((numbers.size, 11), np.int64)
        rows[:, 0], rows[:, 1], rows[:, 2] = text(',"'), self._iris(sheet, numbers), text('":')
        rows[:1, 0] = text('"')
        out, into = (self._network.arrays[f"{way}_start"] for way in ("out", "into"))
        rows[:, 6] = sheet.counts(out[numbers + 1] - out[numbers] + into[numbers + 1] - into[numbers])
        rows[:, 7] = steps
        rows[found.placed, 3] = heads = self._placed(numbers[found.placed], found.keys)
        rows[found.placed, 8] = heads + 1
        unusual = np.concatenate((found.unusual, self._named(sheet, rows, numbers, found.named)))
        if unusual.size:
            fragments = Fragments.of(self._network)
            some = [(nodes[at], depths[at] if depths else None) for at in unusual.tolist()]
            rows[unusual, 3] = sheet.write(fragments.node(node, depth) for node, depth in some)
            rows[unusual, 4:] = EMPTY
        return sheet.joined(rows)

    def edges(self, columns: tuple[Array, Array, Array], counts: Array, cited: Sequence[str] = ()) -> memoryview:
        """Members of a JSON array: the edges of three columns, with how many passages state each, and what is cited."""
        sheet, text = Sheet(self._lexicon), self._lexicon.number
        subjects, objects = (self._iris(sheet, column.astype(np.int64)) for column in (columns[0], columns[2]))
        rows = np.zeros((subjects.size, 11), np.int64)
        rows[:, 0], rows[:, 4], rows[:, 8], rows[:, 10] = map(text, (',{"id":"', '","s":"', '","passages":', "}"))
        rows[:1, 0] = text('{"id":"')
        rows[:, 1] = rows[:, 5] = subjects
        rows[:, 3] = rows[:, 7] = objects
        rows[:, 2] = _kept(self._predicates, columns[1], self._predicate)
        rows[:, 6] = rows[:, 2] + 1
        rows[:, 9] = sheet.counts(counts)
        if cited:
            rows[:, 10] = sheet.write(f"{one}}}" for one in cited)
        return sheet.joined(rows)

    def _predicate(self, number: int) -> int:
        """What is said between the ends of an edge in its id; what is said between them else has the next number."""
        name = quoted(self._network.predicate(number))
        return self._lexicon.add(f" {name[1:-1]} ", f'","p":{name},"o":"')

    def _iris(self, sheet: Sheet, nodes: Array) -> Array:
        """The IRIs of nodes, without quotes."""
        ends = self._network.arrays["nodes_ends"]
        found, escaped = sheet.take(self._runs["nodes"], ends[nodes], ends[nodes + 1])
        if escaped.size:
            iris = (quoted(self._network.iri(node)) for node in nodes[escaped].tolist())
            found[escaped] = sheet.write(iri[1:-1] for iri in iris)
        return found

    def _steps(self, nodes: Sequence[int], depths: Sequence[int]) -> Array:
        told = [EMPTY, *(self._lexicon.number(f',"depth":{depth}') for depth in range(max(depths, default=-1) + 1))]
        return np.array(told)[np.array(depths, np.int64) + 1 if depths else np.zeros(len(nodes), np.int64)]

    def _placed(self, nodes: Array, keys: list[bytes]) -> Array:
        """What is said before the number of edges, of nodes called by their place; what is said after has the next."""
        known, fragments = self._told, Fragments.of(self._network)
        for node, key in zip(nodes.tolist(), keys, strict=True):
            if key not in known:
                known[key] = self._lexicon.add(*fragments.told(node))
        return np.array([known[key] for key in keys], np.int64)

    def _named(self, sheet: Sheet, rows: Array, nodes: Array, named: Array) -> Array:
        """Write nodes that are called by one name into their rows; those whose name is to be escaped are given back."""
        arrays, some, text = self._network.arrays, nodes[named], self._lexicon.number
        ends, titles = arrays["names_ends"], arrays["title_start"][some]
        rows[named, 3], rows[named, 10] = text('{"label":"'), text('"}}')
        rows[named, 4], first = sheet.take(self._runs["names"], ends[some], ends[some + 1])
        kinds, languages = arrays["class"][arrays["class_start"][some]], arrays["title_language"][titles]
        rows[named, 5] = _kept(self._kinds, kinds, self._kind)
        rows[named, 8] = _kept(self._languages, languages, self._language)
        ends = arrays["titles_ends"]
        rows[named, 9], second = sheet.take(self._runs["titles"], ends[titles], ends[titles + 1])
        return named[np.union1d(first, second)] if first.size or second.size else named[:0]

    def _kind(self, number: int) -> int:
        """What is said between the name of a node of one class and the number of its edges."""
        classes = (self._network.pool("classes")[number],)
        return self._lexicon.number(f'",{Fragments.of(self._network).kind(classes)},"degree":')

    def _language(self, number: int) -> int:
        """What is said between the number of edges of a node and its one name."""
        code = (self._network.pool("languages")[number] or "und") if number >= 0 else "en"
        return self._lexicon.number(f',"labels":{{{quoted(code)}:"')


def _kept(table: Array, keys: Array, number: Callable[[int], int]) -> Array:
    """The numbers of texts by keys from -1 on, those that the table lacks being made for it."""
    found = table[keys]
    if (found < 0).any():
        for key in np.unique(keys[found < 0]).tolist():
            table[key] = number(key)
        found = table[keys]
    return found
