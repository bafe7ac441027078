"""The arrays of a network after a change, from those before it: less a small network that went, plus one that came.

Both small ones are assembled in the same way as the whole (`graph.assembling`), from the lines about some subjects and
the graphs that changed, as they were and as they are. All that a subject has is in both, so that its rows are replaced
as they are; what several graphs tell is counted, and goes with the last of them. The outcome has the same bytes as one
that is assembled anew. Where that would take more than rows that come and go, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph import ranking
from graph.network import Network
from graph.pools import Array, Ids, Pool
from graph.retelling import told_after
from graph.splicing import Keys, Splice, UnfitError, expect, matched, picked, pooled, ranges
from graph.tables.sorting import edge_places

_SCHEMA = (
    *("classes", "class_names", "class_titles", "class_languages"),
    *("class_title_start", "class_title_language", "narrow", "wide", "predicates", "languages"),
)
"""Arrays that only a new vocabulary changes; those that are pools have their ends beside them."""


def amended(before: Network, went: Network, came: Network, subjects: Sequence[str]) -> Network | None:
    """The network after a change; None if it must be assembled anew.

    `went` and `came` hold all that these subjects (sorted) have, and all that some graphs tell, before and after; none
    of them may be a class, and the graph of the ontology must not be among the graphs.
    """
    try:
        return Network(_Change(before, went, came, subjects).arrays())
    except UnfitError:
        return None


class _Change:
    """One change of a network."""

    def __init__(self, before: Network, went: Network, came: Network, subjects: Sequence[str]) -> None:
        self._before, self._went, self._came = before, went, came
        self._subjects = Pool.of(subjects)
        self._known = Pool(*(np.array(before.arrays[name]) for name in ("nodes", "nodes_ends")))
        self._out, self._into = _copied(before, "out"), _copied(before, "into")
        self._predicates = {id(one): self._places("predicates", one) for one in (went, came)}
        self._languages, self._kinds = self._places("languages", came), self._places("classes", came)
        self._nodes = self._node_keys()
        self._mine = matched(self._subjects, came.pool("nodes"))[1]
        expect(self._mine[self._nodes.fresh].all())
        self._left = self._leaving()

    def arrays(self) -> dict[str, Array]:
        """All arrays afterwards."""
        old = self._before.arrays
        found = {name: old[name] for pool in _SCHEMA for name in (pool, f"{pool}_ends") if name in old}
        edges = self._edge_keys()
        found.update(pooled("nodes", self._node_pool()))
        found.update(self._rows(edges))
        found.update(self._of_nodes())
        found.update(told_after(self._before, self._went, self._came, self._nodes, edges))
        for one in found.values():
            one.flags.writeable = False
        return found

    def _places(self, name: str, of: Network) -> Ids:
        """Where the words of a small network stand among those of the whole."""
        places, there = matched(self._before.pool(name), of.pool(name))
        expect(there.all())
        return places

    def _node_keys(self) -> Keys:
        went, there = matched(self._known, self._went.pool("nodes"))
        at, known = matched(self._known, self._came.pool("nodes"))
        expect(there.all())
        left = _holdings(self._before)[went] == _holdings(self._went)
        gone = went[left & ~np.isin(went, at[known])]
        splice = Splice(self._before.nodes, gone, at[~known])
        moved = splice.moved()
        came = np.empty_like(at)
        came[known], came[~known] = moved[at[known]], splice.placed()
        return Keys(splice, moved, went, came, at, ~known)

    def _node_pool(self) -> Pool:
        fresh = picked(self._came.pool("nodes"), np.flatnonzero(self._nodes.fresh))
        return self._nodes.splice.pool(self._known, fresh)

    def _leaving(self) -> Ids:
        """The nodes whose own rows are replaced, or go with them."""
        keys = self._nodes
        places, there = matched(self._known, self._subjects)
        mine = places[there]
        expect(np.isin(mine, keys.went).all())
        expect(np.isin(mine[keys.moved[mine] >= 0], keys.at[~keys.fresh]).all())
        return np.union1d(mine, np.flatnonzero(keys.moved < 0)).astype(np.int32)

    def _edge_keys(self) -> Keys:
        nodes, old = self._nodes, self._before.arrays
        s, p, o = self._columns(self._went, nodes.went)
        went = edge_places(*self._out, s, p, o)
        expect((went < old["out_start"][s + 1]).all())
        expect((old["out_node"][went] == o).all() and (old["out_predicate"][went] == p).all())
        s, p, o = self._columns(self._came, nodes.at)
        known = ~nodes.fresh[_subjects(self._came)]
        at = old["out_start"][s]
        at[known] = edge_places(*self._out, s[known], p[known], o[known])
        leaving, coming = self._keyed(self._went, nodes.moved[nodes.went]), self._keyed(self._came, nodes.came)
        fresh = ~np.isin(coming, leaving)
        splice = Splice(self._before.edges, went[~np.isin(leaving, coming)], at[fresh])
        moved = splice.moved()
        came = np.empty_like(at)
        came[~fresh], came[fresh] = moved[at[~fresh]], splice.placed()
        return Keys(splice, moved, went, came, at, fresh)

    def _columns(self, of: Network, node: Ids) -> tuple[Ids, Ids, Ids]:
        """Subjects, predicates and objects of a small network, by the numbers of the whole."""
        predicates = self._predicates[id(of)][of.arrays["out_predicate"]]
        return node[_subjects(of)], predicates, node[of.arrays["out_node"]]

    def _keyed(self, of: Network, node: Ids) -> Array:
        """One number for each edge of a small network; -1 for one whose nodes do not both stay."""
        s, p, o = (column.astype(np.int64) for column in self._columns(of, node))
        keys = (s * len(self._before.pool("predicates")) + p) * self._nodes.size + o
        return np.where((s < 0) | (o < 0), -1, keys)

    def _rows(self, edges: Keys) -> dict[str, Array]:
        """The edges in rows by subject and by object, and what nodes and predicates cost."""
        nodes, old, found = self._nodes, self._before.arrays, dict[str, Array]()
        leaving = [column[edges.moved[edges.went] < 0] for column in self._columns(self._went, nodes.went)]
        coming = [column[edges.fresh] for column in self._columns(self._came, nodes.came)]
        among = [column[edges.fresh] for column in self._columns(self._came, nodes.at)]
        new = nodes.fresh[_subjects(self._came)][edges.fresh], nodes.fresh[self._came.arrays["out_node"]][edges.fresh]
        for rows, own, other in (("out", 0, 2), ("into", 2, 0)):
            splice, order = edges.splice, np.arange(coming[0].size)
            if rows == "into":
                order = np.lexsort((coming[0], coming[1], coming[2]))
                at = old["into_start"][among[2]]
                known = ~new[1]
                at[known] = edge_places(*self._into, *(among[i][known] for i in (2, 1, 0)))
                gone = edge_places(*self._into, leaving[2], leaving[1], leaving[0])
                splice = Splice(self._before.edges, np.sort(gone), at[order])
            kept = np.diff(old[f"{rows}_start"])
            np.subtract.at(kept, leaving[own], 1)
            found[f"{rows}_start"] = nodes.counts(kept, coming[own])
            found[f"{rows}_node"] = splice.column(nodes.moved[old[f"{rows}_node"]], coming[other][order])
            found[f"{rows}_predicate"] = splice.column(old[f"{rows}_predicate"], coming[1][order])
        used = np.bincount(found["out_predicate"], minlength=len(self._before.pool("predicates")))
        expect(used.all())
        found["node_cost"] = ranking.node_costs(np.diff(found["out_start"]) + np.diff(found["into_start"]))
        found["predicate_cost"] = ranking.predicate_costs(used)
        return found

    def _of_nodes(self) -> dict[str, Array]:
        """What each node is called, is part of and is."""
        nodes, old, new, mine = self._nodes, self._before, self._came, np.flatnonzero(self._mine)
        splice, found = Splice(old.nodes, self._left, nodes.at[mine]), dict[str, Array]()
        for name in ("names", "numbers"):
            found.update(pooled(name, splice.pool(old.pool(name), picked(new.pool(name), mine))))
        whole, other = old.arrays["whole"], new.arrays["whole"][mine]
        there, here = np.where(whole < 0, -1, nodes.moved[whole]), np.where(other < 0, -1, nodes.came[other])
        found["whole"] = splice.column(there.astype(np.int32), here.astype(np.int32))
        titles, found["title_start"] = self._replaced("title_start")
        language, other = old.arrays["title_language"], new.arrays["title_language"]
        here = np.where(other < 0, other, np.append(self._languages, 0)[other]).astype(np.int32)
        found["title_language"] = titles.column(language, here)
        found.update(pooled("titles", titles.pool(old.pool("titles"), new.pool("titles"))))
        expect(_all_used(found["title_language"], len(old.pool("languages"))))
        kinds, found["class_start"] = self._replaced("class_start")
        found["class"] = kinds.column(old.arrays["class"], self._kinds[new.arrays["class"]])
        needed = np.concatenate([found["class"], old.arrays["narrow"], old.arrays["wide"]])
        expect(_all_used(needed, len(old.pool("classes"))))
        return found

    def _replaced(self, name: str) -> tuple[Splice, Array]:
        """How the rows of the nodes that the change is about are replaced by those that come; and the new starts."""
        start, other, nodes = self._before.arrays[name], self._came.arrays[name], self._nodes
        counts = np.diff(other)
        expect(not counts[~self._mine].any())
        gone = ranges(start[self._left], start[self._left + 1])
        kept = np.diff(start)
        kept[self._left] = 0
        splice = Splice(int(start[-1]), gone, np.repeat(start[nodes.at], counts))
        return splice, nodes.counts(kept, np.repeat(nodes.came, counts))


def _copied(of: Network, rows: str) -> tuple[Array, Array, Array]:
    """The columns of rows, as a kernel takes them."""
    start, node, predicate = (np.array(of.arrays[f"{rows}_{part}"]) for part in ("start", "node", "predicate"))
    return start, node, predicate


def _subjects(of: Network) -> Ids:
    """The subject of each edge."""
    return np.repeat(np.arange(of.nodes, dtype=np.int32), np.diff(of.arrays["out_start"]))


def _holdings(of: Network) -> Array:
    """How many edges and classes each node has; one without any is none."""
    out, into, kinds = (np.diff(of.arrays[f"{name}_start"]) for name in ("out", "into", "class"))
    held: Array = out + into + kinds
    return held


def _all_used(values: Array, size: int) -> bool:
    used = np.zeros(size, bool)
    used[values[values >= 0]] = True
    return bool(used.all())
