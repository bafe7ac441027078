"""Passages as the evidence of edges, and as the places where the words of provisions stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from graph.numbering import Flags, Ints, Numbering, places
from graph.pools import Array
from graph.tables import columns as read
from graph.tables.rows import Edges
from graph.tables.sorting import row_starts
from graph.tables.triples import Triples


@dataclass(frozen=True, slots=True)
class Stated:
    """For each passage the edge that is stated in it, or -1; and the node whose words it holds, or -1."""

    edge: Ints
    node: Ints

    @classmethod
    def of(cls, triples: Triples, edges: Edges) -> Self:
        """Look at what each passage's statement says."""
        s, p, o = _columns(triples)
        worded = (p == read.TEXT) & (o == read.SOME_LITERAL)
        return cls(edges.find(s, p, o), np.where(worded, edges.node_of[s], np.int32(-1)))

    def arrays(self, numbering: Numbering, edges: Edges) -> dict[str, Array]:
        """For each edge the passages that state it; and the passages that hold the words of provisions."""
        triples = numbering.triples
        document = triples.column(read.DOCUMENT)
        documents = numbering.chosen(numbering.flags(document[(self.edge >= 0) | (self.node >= 0)]))
        columns = (
            triples.column(read.STATED_IN)[triples.column(read.FROM)],
            triples.column(read.STOPS),
            triples.column(read.BEGINS),
            places(numbering.size, documents)[document],
        )
        return {
            **numbering.texts("documents", documents),
            **_passages("evidence", self.edge, edges.rows.word.size, columns),
            **_passages("words", self.node, edges.nodes.size, columns),
        }

    def lone(self, triples: Triples, edges: Edges) -> Ints:
        """The graphs with a statement that would count if there were another edge or node, which is none yet.

        What the graph of the ontology says is no edge, and never will be.
        """
        columns = s, p, o = _columns(triples)
        lone = (self.edge < 0) & (self.node < 0) & (s >= 0) & (p >= 0) & (o != read.NOTHING) & (p != read.TYPE)
        lone &= (o >= 0) | (p == read.TEXT)
        lone[lone] = edges.tally.ours.find(*(column[lone] for column in columns)) < 0
        graphs: Ints = triples.column(read.STATED_IN)[triples.column(read.FROM)[lone]]
        return graphs


def _columns(triples: Triples) -> tuple[Ints, Ints, Ints]:
    """Subject, predicate and object of the statement of each passage."""
    statement = triples.column(read.FROM)
    s, p, o = (triples.column(slot)[statement] for slot in (read.STATED_S, read.STATED_P, read.STATED_O))
    return s, p, o


def _passages(name: str, key: Ints, size: int, columns: tuple[Array, ...]) -> dict[str, Array]:
    """Passages of each key that is not -1, sorted by document and place, each once, and how many graphs tell of it."""
    keep = key >= 0
    rows = [column[keep] for column in (*columns, key)]
    order = np.lexsort(rows)
    rows = [column[order] for column in rows]
    told = _differing(rows)
    _, stops, begins, document, key = (column[told] for column in rows)
    new = np.flatnonzero(_differing([stops, begins, document, key]))
    return {
        f"{name}_start": row_starts(key[new], size),
        f"{name}_document": document[new],
        f"{name}_begin": begins[new],
        f"{name}_end": stops[new],
        f"{name}_told": np.diff(np.append(new, key.size)).astype(np.int32),
    }


def _differing(rows: list[Array]) -> Flags:
    """Which rows of sorted columns differ from the one before."""
    new = np.ones(rows[0].size, bool)
    if new.size:
        new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in rows])
    return new
