"""Triples in rows by subject: built from columns, searched, and turned to rows by object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.numbering import Ints, Numbering, places
from graph.pools import Array
from graph.ranking import node_costs, predicate_costs
from graph.tables import columns as read
from graph.tables.edges import (
    fill,
    fill_back,
    fill_graphs,
    find_asserted,
    find_edges,
    join,
    sort_rows,
    tally,
    turn,
)
from graph.tables.sorting import row_starts
from graph.tables.triples import Triples
from ontology.errors import StoreError

Words: TypeAlias = "npt.NDArray[np.uint64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"

MOST_PREDICATES: Final = 2**16
"""A predicate's number takes two bytes in each row."""


def starts(counts: Ints) -> Ints:
    """Where each row begins, from how many each has, and where the last one ends."""
    found = np.zeros(counts.size + 1, np.int32)
    np.cumsum(counts, dtype=np.int32, out=found[1:])
    return found


@dataclass(frozen=True, slots=True)
class Rows:
    """Triples in rows: row `s` holds, sorted, `p` times 2**32 plus `o` for each triple, from `start[s]` on."""

    start: Ints
    word: Words

    @classmethod
    def of(cls, columns: Sequence[Ints], size: int) -> Rows:
        """Triples of numbers below `size`, in any order: their subjects, predicates and objects."""
        s, p, o = columns
        start, same = row_starts(s, size), np.arange(size, dtype=np.int32)
        rows = cls(start, np.empty(s.size, np.uint64))
        fill(s, p, o, np.ones(s.size, np.uint8), same, same, start.copy(), rows.word)
        sort_rows(start, rows.word)
        return rows

    def find(self, s: Ints, p: Ints, o: Ints) -> Ints:
        """The places of triples; -1 for what is none, or has a number below zero."""
        return find_edges(self.start, self.word, s, p, o)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each IRI is subject, object and predicate of an edge, by its number as it was read.

    `ours` is what the graph of the ontology says, which is no edge; `kept` are flags for the others.
    """

    columns: tuple[Ints, Ints, Ints]
    ours: Rows
    out: Ints
    into: Ints
    by: Ints
    kept: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, triples: Triples) -> Tally:
        """Count the edges."""
        size = triples.pool[1].size - 1
        s, p, o = (triples.column(slot) for slot in (read.EDGE_S, read.EDGE_P, read.EDGE_O))
        inside = np.flatnonzero(triples.column(read.NAMED_G) == read.ONTOLOGY)
        ours = Rows.of([triples.column(one)[inside] for one in (read.NAMED_S, read.NAMED_P, read.NAMED_O)], size)
        out, into, by = np.zeros((3, size), np.int32)
        kept = np.empty(s.size, np.uint8)
        tally(s, p, o, ours.start, ours.word, out, into, by, kept)
        return cls((s, p, o), ours, out, into, by, kept)


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a network: in rows by subject, and what numbers its nodes and predicates have (or -1)."""

    tally: Tally
    rows: Rows
    nodes: Ints
    predicates: Ints
    node_of: Ints
    predicate_of: Ints

    @classmethod
    def of(cls, tally: Tally, numbering: Numbering, typed: Ints) -> Edges:
        """Number what edges join, and what has a class, and put the edges in rows.

        Raises:
            StoreError: there are more than 65,536 predicates.
        """
        used = (tally.out + tally.into) > 0
        used[typed] = True
        nodes, predicates = numbering.chosen(used), numbering.chosen(tally.by > 0)
        if predicates.size > MOST_PREDICATES:
            raise StoreError(f"found {predicates.size} predicates between nodes, expected at most {MOST_PREDICATES}")
        node_of, predicate_of = places(used.size, nodes), places(used.size, predicates)
        start = starts(tally.out[nodes])
        rows = Rows(start, np.empty(int(start[-1]), np.uint64))
        fill(*tally.columns, tally.kept, node_of, predicate_of, start.copy(), rows.word)
        sort_rows(start, rows.word)
        return cls(tally, rows, nodes, predicates, node_of, predicate_of)

    def arrays(self) -> dict[str, Array]:
        """The edges in rows by subject and by object, and what nodes and predicates cost."""
        out, into, by = self.tally.out[self.nodes], self.tally.into[self.nodes], self.tally.by[self.predicates]
        size, into_start, by_start = self.rows.word.size, starts(into), starts(by)
        out_node, into_node, subject, other = (np.empty(size, np.int32) for _ in range(4))
        out_predicate, into_predicate = (np.empty(size, np.uint16) for _ in range(2))
        turn(self.rows.start, self.rows.word, by_start.copy(), subject, other, out_node, out_predicate)
        fill_back(by_start, subject, other, into_start.copy(), into_node, into_predicate)
        return {
            "out_start": self.rows.start,
            "out_node": out_node,
            "out_predicate": out_predicate,
            "into_start": into_start,
            "into_node": into_node,
            "into_predicate": into_predicate,
            "node_cost": node_costs(out + into),
            "predicate_cost": predicate_costs(by),
            "whole": self._wholes(by_start, subject, other),
        }

    def _wholes(self, start: Ints, subject: Ints, other: Ints) -> Ints:
        """For each node the first of what it is part of, or -1, from pairs sorted by predicate."""
        first = np.full(self.nodes.size, -1, np.int32)
        number = self.predicate_of[read.PART_OF]
        if number >= 0:
            part = slice(start[number], start[number + 1])
            first[subject[part][::-1]] = other[part][::-1]
        return first

    def find(self, s: Ints, p: Ints, o: Ints) -> Ints:
        """The edges that triples of numbers as read are; -1 for what is none."""
        return self.rows.find(self.node_of[s], self.predicate_of[p], self.node_of[o])

    def asserted(self, triples: Triples, numbering: Numbering) -> tuple[dict[str, Array], Flags]:
        """For each named graph the edges that it asserts, as runs (the edges of a part are neighbours).

        And flags for the graphs that assert what is neither an edge nor in the ontology.
        """
        g, s, p, o = (triples.column(one) for one in (read.NAMED_G, read.NAMED_S, read.NAMED_P, read.NAMED_O))
        size = numbering.size
        edge, counts, waiting = np.empty(g.size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.uint8)
        ours, rows = self.tally.ours, self.rows
        told = rows.start, rows.word, ours.start, ours.word
        find_asserted(g, s, p, o, self.node_of, self.predicate_of, *told, edge, counts, waiting)
        graphs = numbering.chosen(counts > 0)
        start = starts(counts[graphs])
        word = np.empty(int(start[-1]), np.uint64)
        fill_graphs(g, edge, places(size, graphs), start.copy(), word)
        sort_rows(start, word)
        return {**numbering.texts("graphs", graphs), **_runs(start, word)}, waiting.astype(bool)


def _runs(start: Ints, word: Words) -> dict[str, Array]:
    run, first, last = np.empty(start.size, np.int32), *(np.empty(word.size, np.int32) for _ in range(2))
    join(start, word, run, first, last)
    return {"run_start": run, "run_first": first[: run[-1]].copy(), "run_last": last[: run[-1]].copy()}
