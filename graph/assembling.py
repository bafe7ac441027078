"""Columns of triples as the arrays of a network.

Nodes, predicates, classes, graphs and documents are numbered in the order of their IRIs, so that comparing numbers
compares IRIs. Nodes are what an edge joins, and what has a class; an edge is a triple of the default graph between two
IRIs that is neither `rdf:type`, nor part of the ontology's graph, nor evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from graph import triples as read
from graph.pools import Array
from graph.ranking import node_costs, predicate_costs
from graph.sorting import find_edges, gather, order_texts, row_starts, stable_by
from graph.triples import Triples
from ontology.errors import StoreError

Ints: TypeAlias = "npt.NDArray[np.int32]"
Longs: TypeAlias = "npt.NDArray[np.int64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"

MOST_PREDICATES: Final = 2**16
"""A predicate's number takes two bytes in each row."""


@dataclass(frozen=True, slots=True)
class _Edges:
    """Edges by subject, predicate and object, sorted; the numbers are places in the order of all IRIs read."""

    s: Ints
    p: Ints
    o: Ints
    start: Ints

    @classmethod
    def of(cls, columns: list[Ints], size: int) -> _Edges:
        """Triples in any order as edges between so many IRIs.

        Texts are nearly in order, and what merges runs (timsort) sorts them in a third of the time of a counting sort.
        """
        s, p, o = columns
        predicates = _chosen(size, p)
        keys = (s.astype(np.int64) * predicates.size + _places(size, predicates)[p]) * size + o
        order = np.argsort(keys, kind="stable")
        s, p, o = (column[order] for column in columns)
        return cls(s, p, o, row_starts(s, size))

    def find(self, s: Ints, p: Ints, o: Ints) -> Ints:
        """The numbers of edges; -1 for what is none."""
        return find_edges(self.start, self.o, self.p, s, p, o)

    def holds(self, columns: list[Ints], chosen: Flags) -> Flags:
        """Whether each of the chosen triples is an edge."""
        held: Flags = self.find(*(column[chosen] for column in columns)) >= 0
        return held


@dataclass(frozen=True, slots=True)
class _Read:
    """Columns with the IRIs numbered in their order: `old` are the numbers as read, in the order of the IRIs."""

    triples: Triples
    old: Ints
    rank: Ints
    """The place of each IRI in their order; behind them, where indices below zero lead, what stands for no IRI."""
    columns: dict[int, Ints] = field(default_factory=dict)

    @classmethod
    def of(cls, triples: Triples) -> _Read:
        """Number the IRIs."""
        old = order_texts(*triples.pool)
        rank = np.empty(old.size + 2, np.int32)
        rank[old] = np.arange(old.size, dtype=np.int32)
        rank[-2:] = read.SOME_LITERAL, read.NOTHING
        return cls(triples, old, rank)

    @property
    def size(self) -> int:
        """How many IRIs there are."""
        return self.old.size

    def column(self, slot: int) -> Ints:
        """A column of IRIs, renumbered; what stands for no IRI stays."""
        if slot not in self.columns:
            self.columns[slot] = self.rank[self.triples.column(slot)]
        return self.columns[slot]

    def known(self, number: int) -> int:
        """The number of an IRI that the reader knows."""
        return int(self.rank[number])


def assemble(triples: Triples) -> dict[str, Array]:
    """Every array of a network, by name (see `graph.network`).

    Raises:
        StoreError: there are more than 65,536 predicates.
    """
    found = _Read.of(triples)
    edges = _edges(found)
    typed, classes = _classes(found)
    nodes = _chosen(found.size, edges.s, edges.o, typed)
    predicates = _chosen(found.size, edges.p)
    if predicates.size > MOST_PREDICATES:
        raise StoreError(f"found {predicates.size} predicates between nodes, expected at most {MOST_PREDICATES}")
    node_of, predicate_of = _places(found.size, nodes), _places(found.size, predicates)
    s, o = node_of[edges.s], node_of[edges.o]
    p = predicate_of[edges.p]
    return {
        **_texts(found, "nodes", nodes),
        **_texts(found, "predicates", predicates),
        **_rows(s, p, o, nodes.size),
        **_costs(s, p, o, nodes.size, predicates.size),
        "whole": _wholes(s[edges.p == found.known(read.PART_OF)], o[edges.p == found.known(read.PART_OF)], nodes.size),
        **_names(found, nodes),
        **_titles(found, node_of, nodes.size, (read.PREF_LABEL, read.LABEL, read.TITLE)),
        **_class_arrays(found, node_of, typed, classes),
        **_told(found, edges, node_of),
        **_evidence(found, edges, node_of),
    }


def _edges(found: _Read) -> _Edges:
    every = _Edges.of([found.column(slot) for slot in (read.EDGE_S, read.EDGE_P, read.EDGE_O)], found.size)
    inside = found.column(read.NAMED_G) == found.known(read.ONTOLOGY)
    ours = every.find(*(found.column(slot)[inside] for slot in (read.NAMED_S, read.NAMED_P, read.NAMED_O)))
    keep = np.ones(every.s.size, bool)
    keep[ours[ours >= 0]] = False
    s, p, o = every.s[keep], every.p[keep], every.o[keep]
    return _Edges(s, p, o, row_starts(s, found.size))


def _classes(found: _Read) -> tuple[Ints, Ints]:
    """Pairs of a node and its class, but for those that only the graph of the ontology tells.

    A topic, which that graph describes, has its class from the documents that speak of it.
    """
    typed, classes = found.column(read.TYPE_S), found.column(read.TYPE_C)
    types = np.flatnonzero(found.column(read.NAMED_P) == found.known(read.TYPE))
    graph, thing, kind = (found.column(slot)[types] for slot in (read.NAMED_G, read.NAMED_S, read.NAMED_O))
    inside = graph == found.known(read.ONTOLOGY)
    ontology = np.zeros(found.size, bool)
    ontology[thing[inside]] = True
    about = ontology[thing]
    told = thing[about].astype(np.int64) * found.size + kind[about]
    ours = np.setdiff1d(told[inside[about]], told[~inside[about]])
    keep = ~ontology[typed]
    keep[~keep] = ~np.isin(typed[~keep].astype(np.int64) * found.size + classes[~keep], ours)
    return typed[keep], classes[keep]


def _chosen(size: int, *used: Ints) -> Ints:
    """The numbers that occur, sorted."""
    chosen = np.zeros(size, bool)
    for numbers in used:
        chosen[numbers] = True
    return np.flatnonzero(chosen).astype(np.int32)


def _places(size: int, chosen: Ints) -> Ints:
    """For each number its place among the chosen ones; -1 for the others."""
    place = np.full(size, -1, np.int32)
    place[chosen] = np.arange(chosen.size, dtype=np.int32)
    return place


def _ends(sizes: Ints) -> Longs:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))


def _texts(found: _Read, name: str, chosen: Ints) -> dict[str, Array]:
    pool, ends = found.triples.pool
    old = found.old[chosen]
    sizes = np.diff(ends)[old].astype(np.int32)
    return {name: gather(pool, ends[old], sizes), f"{name}_ends": _ends(sizes)}


def _rows(s: Ints, p: Ints, o: Ints, nodes: int) -> dict[str, Array]:
    """The edges in rows by subject, and by object; a row is sorted by predicate, then by the other node."""
    order = np.arange(s.size, dtype=np.int32)
    for key in (p, o):
        order = stable_by(key, order, int(key.max(initial=0)) + 1)
    short = p.astype(np.uint16)
    return {
        "out_start": row_starts(s, nodes),
        "out_node": o,
        "out_predicate": short,
        "into_start": row_starts(o, nodes),
        "into_node": s[order],
        "into_predicate": short[order],
    }


def _costs(s: Ints, p: Ints, o: Ints, nodes: int, predicates: int) -> dict[str, Array]:
    degrees = np.bincount(s, minlength=nodes) + np.bincount(o, minlength=nodes)
    return {"node_cost": node_costs(degrees), "predicate_cost": predicate_costs(np.bincount(p, minlength=predicates))}


def _wholes(part: Ints, whole: Ints, nodes: int) -> Ints:
    """For each node the first of what it is part of, or -1; the pairs are sorted."""
    first = np.full(nodes, -1, np.int32)
    first[part[::-1]] = whole[::-1]
    return first


def _names(found: _Read, nodes: Ints) -> dict[str, Array]:
    """What each node is called, and its number as printed, both as in N-Quads (escaped); empty if it has none."""
    triples, old = found.triples, found.old[nodes]
    kept: dict[str, Array] = {}
    for name, at, size in (("names", read.NAME_AT, read.NAME_SIZE), ("numbers", read.NUMBER_AT, read.NUMBER_SIZE)):
        sizes = triples.column(size)[old]
        kept[name] = gather(triples.column(read.TEXT_POOL), triples.column(at)[old], sizes)
        kept[f"{name}_ends"] = _ends(sizes)
    return kept


def _titles(found: _Read, place: Ints, size: int, kinds: tuple[int, ...], of: str = "") -> dict[str, Array]:
    """Every name that nodes or classes have by the first of these predicates that names them, and its language.

    Sorted by what is named, language and text. `place` is where an IRI stands among what is named, or -1.
    """
    triples, kind = found.triples, found.triples.column(read.TITLE_KIND)
    node, language = place[found.column(read.TITLED)], found.column(read.TITLE_LANGUAGE)
    order = np.lexsort((language, kind, node)).astype(np.int32)
    order = order[(node[order] >= 0) & np.isin(kind[order], kinds)]
    new = np.ones(order.size, bool)
    new[1:] = node[order[1:]] != node[order[:-1]]
    best = kind[order[new]]
    order = order[kind[order] == best[np.cumsum(new) - 1]]
    order = _by_text(triples, order, node.astype(np.int64) * found.size + language)
    languages = _chosen(found.size, language[order][language[order] >= 0])
    known = np.append(_places(found.size, languages), read.ENGLISH)
    sizes = triples.column(read.TITLE_SIZE)[order]
    return {
        **_texts(found, f"{of}languages", languages),
        f"{of}titles": gather(triples.column(read.TEXT_POOL), triples.column(read.TITLE_AT)[order], sizes),
        f"{of}titles_ends": _ends(sizes),
        f"{of}title_start": row_starts(node[order], size),
        f"{of}title_language": known[language[order]],
    }


def _by_text(triples: Triples, order: Ints, key: Longs) -> Ints:
    """The order, with names of one key in the order of their letters."""
    same = np.flatnonzero(key[order[1:]] == key[order[:-1]])
    if same.size == 0:
        return order
    texts, at, size = (triples.column(slot) for slot in (read.TEXT_POOL, read.TITLE_AT, read.TITLE_SIZE))
    for run in np.split(same, np.flatnonzero(np.diff(same) != 1) + 1):
        part = slice(run[0], run[-1] + 2)
        order[part] = sorted(order[part], key=lambda one: texts[at[one] : at[one] + size[one]].tobytes())
    return order


def _class_arrays(found: _Read, node_of: Ints, typed: Ints, classes: Ints) -> dict[str, Array]:
    """The classes of each node, the classes there are, and which lies directly below which."""
    narrow, wide = found.column(read.NARROW), found.column(read.WIDE)
    chosen = _chosen(found.size, classes, narrow, wide)
    place = _places(found.size, chosen)
    node, kind = node_of[typed], place[classes]
    order = np.lexsort((kind, node))
    below = np.lexsort((place[wide], place[narrow]))
    return {
        **_texts(found, "classes", chosen),
        **_titles(found, place, chosen.size, (read.LABEL,), "class_"),
        **{f"class_{name}": values for name, values in _names(found, chosen).items() if name.startswith("names")},
        "class_start": row_starts(node, int(node_of.max(initial=-1)) + 1),
        "class": kind[order],
        "narrow": place[narrow][below],
        "wide": place[wide][below],
    }


def _told(found: _Read, edges: _Edges, node_of: Ints) -> dict[str, Array]:
    """What each named graph asserts, and which graphs assert or state what is no edge."""
    inside = found.column(read.NAMED_G) == found.known(read.ONTOLOGY)
    chosen = ~inside & (found.column(read.NAMED_P) != found.known(read.TYPE))
    graph, *columns = (found.column(slot)[chosen] for slot in (read.NAMED_G, read.NAMED_S, read.NAMED_P, read.NAMED_O))
    edge = edges.find(*columns)
    ours = _Edges.of([found.column(slot)[inside] for slot in (read.NAMED_S, read.NAMED_P, read.NAMED_O)], found.size)
    lone = edge < 0
    lone[lone] = ~ours.holds(columns, lone)
    waiting = _chosen(found.size, graph[lone], _stating(found, edges, node_of, ours))
    return {**_assertions(found, edges, graph[edge >= 0], edge[edge >= 0]), **_texts(found, "waiting", waiting)}


def _assertions(found: _Read, edges: _Edges, graph: Ints, edge: Ints) -> dict[str, Array]:
    """For each named graph the edges that it asserts, as runs of numbers (the edges of a part are neighbours)."""
    graphs = _chosen(found.size, graph)
    place = _places(found.size, graphs)[graph]
    order = np.argsort(place.astype(np.int64) * edges.s.size + edge, kind="stable")
    place, edge = place[order], edge[order]
    new = np.ones(edge.size, bool)
    new[1:] = (place[1:] != place[:-1]) | (edge[1:] != edge[:-1] + 1)
    last = np.ones(edge.size, bool)
    last[:-1] = new[1:]
    return {
        **_texts(found, "graphs", graphs),
        "run_start": row_starts(place[new], graphs.size),
        "run_first": edge[new],
        "run_last": edge[last] + 1,
    }


def _evidence(found: _Read, edges: _Edges, node_of: Ints) -> dict[str, Array]:
    """For each edge the passages that state it; and the passages that hold the words of provisions."""
    edge, node = _stated(found, edges, node_of)
    document = found.column(read.DOCUMENT)
    documents = _chosen(found.size, document[(edge >= 0) | (node >= 0)])
    columns = (
        found.column(read.STATED_IN)[found.triples.column(read.FROM)],
        found.triples.column(read.STOPS),
        found.triples.column(read.BEGINS),
        _places(found.size, documents)[document],
    )
    return {
        **_texts(found, "documents", documents),
        **_passages("evidence", edge, edges.s.size, columns),
        **_passages("words", node, int(node_of.max(initial=-1)) + 1, columns),
    }


def _stated(found: _Read, edges: _Edges, node_of: Ints) -> tuple[Ints, Ints]:
    """For each passage the edge that is stated in it, or -1; and the node whose words it holds, or -1."""
    statement = found.triples.column(read.FROM)
    s, p, o = (found.column(slot)[statement] for slot in (read.STATED_S, read.STATED_P, read.STATED_O))
    worded = (p == found.known(read.TEXT)) & (o == read.SOME_LITERAL) & (s >= 0)
    return edges.find(s, p, o), np.where(worded, node_of[np.maximum(s, 0)], -1).astype(np.int32)


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


def _stating(found: _Read, edges: _Edges, node_of: Ints, ours: _Edges) -> Ints:
    """The graphs with a statement that would count if there were another edge or node, which no edge or node has yet.

    What the graph of the ontology says (`ours`) is no edge, and never will be.
    """
    edge, node = _stated(found, edges, node_of)
    statement = found.triples.column(read.FROM)
    columns = [found.column(slot)[statement] for slot in (read.STATED_S, read.STATED_P, read.STATED_O)]
    s, p, o = columns
    lone = (edge < 0) & (node < 0) & (s >= 0) & (p >= 0) & (o != read.NOTHING) & (p != found.known(read.TYPE))
    lone &= (o >= 0) | (p == found.known(read.TEXT))
    lone[lone] = ~ours.holds(columns, lone)
    graphs: Ints = found.column(read.STATED_IN)[statement][lone]
    return graphs
