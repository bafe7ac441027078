"""Documents into a store: each named graph made to hold exactly its lines, and the default graph what they all say.

The default graph is stored, not computed (the engine's union of graphs is slower, and repeats a triple said twice). It
gains the assertions of every graph that enters and loses those that no graph says any more. A triple that was written
straight to the default graph, and that no such graph has said, is never touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.edit import Edit
from graph.nquads import encode, iri_term
from graph.provenance import assertions
from graph.results import DEFAULT, Blank
from graph.store import Store
from ontology.iris import Iris

Merged = Callable[[str], bool]
"""Whether the assertions of a named graph stand in the default graph too."""


def every_graph(_: str) -> bool:
    """All named graphs share their assertions with the default graph."""
    return True


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did: quads that came and went, whether a graph was made, and a hash; without one it did nothing."""

    added: int = 0
    removed: int = 0
    digest: str = ""
    created: bool = False

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.digest)

    def then(self, other: Change) -> Change:
        """Both changes, this one first."""
        digests = [one.digest for one in (self, other) if one]
        digest = digests[0] if len(digests) == 1 else hashlib.sha256(encode(digests)).hexdigest() if digests else ""
        return Change(self.added + other.added, self.removed + other.removed, digest, self.created or other.created)


def replace(
    store: Store, documents: Iterable[tuple[str, Iterable[str]]], iris: Iris, merged: Merged = every_graph
) -> Change:
    """Make each named graph hold exactly its N-Quads lines, and bring the default graph in line.

    A graph without lines is removed; one whose lines are already there costs one reading of it. The counts are of quads
    in the named graphs.

    Raises:
        ValueError: a line does not belong to the graph it comes with, or a graph comes twice.
        RdfSyntaxError: a line is not N-Quads.
        StoreFullError: the disk is full.
    """
    with Edit(store) as edit:
        replacement = _Replacement(store, iris, merged, edit)
        for graph, lines in documents:
            replacement.put(graph, lines)
        return replacement.finish()


class _Replacement:
    """Graphs on their way into a store, which is changed once all have been compared."""

    def __init__(self, store: Store, iris: Iris, merged: Merged, edit: Edit) -> None:
        self._store = store
        self._iris = iris
        self._merged = merged
        self._edit = edit
        self._seen: set[str] = set()
        self._emptied: list[str] = []
        self._withdrawn: set[str] = set()
        self._added = 0
        self._removed = 0
        self._hash = hashlib.sha256()

    def put(self, graph: str, lines: Iterable[str]) -> None:
        """Compare a graph with its lines; both are canonical, so that equal quads are equal text."""
        if graph in self._seen:
            raise ValueError(f"found the graph {graph} twice, expected it once")
        self._seen.add(graph)
        new = _belonging(graph, lines)
        old = {f"{text[:-2]} {iri_term(graph)} ." for text in self._store.lines(graph)}
        if not new:
            self._emptied.append(graph)
        if new != old and (new := set(self._store.canonical(new))) != old:
            self._change(graph, sorted(new - old), sorted(old - new))

    def _change(self, graph: str, added: list[str], removed: list[str]) -> None:
        self._hash.update(encode([graph, "+", *added, "-", *removed]))
        self._added += len(added)
        self._removed += len(removed)
        self._edit.add(graph, added)
        self._edit.remove(graph, removed)
        if self._merged(graph):
            self._edit.add(DEFAULT, assertions(added, self._iris))
            self._withdrawn.update(assertions(removed, self._iris))

    def finish(self) -> Change:
        self._edit.apply(self._emptied)
        self._edit.remove(DEFAULT, self._unsaid())
        self._edit.apply()
        if not self._added and not self._removed:
            return Change()
        return Change(self._added, self._removed, self._hash.hexdigest())

    def _unsaid(self) -> list[str]:
        """The withdrawn triples that no graph says any more."""
        saying = self._store.graphs_saying(encode(sorted(self._withdrawn)))
        return [text for text, graphs in saying if not any(map(self._says, graphs))]

    def _says(self, graph: str | Blank) -> bool:
        return isinstance(graph, str) and graph != DEFAULT and self._merged(graph)


def _belonging(graph: str, lines: Iterable[str]) -> set[str]:
    end = f" {iri_term(graph)} ."
    found = set(lines)
    stray = next((text for text in found if not text.endswith(end)), None)
    if stray is not None:
        raise ValueError(f"found the line {stray[:200]!r}, expected one of the graph {graph}")
    return found
