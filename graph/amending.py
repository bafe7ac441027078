"""The arrays of a network after a change, from those before it: less a small network that went, plus one that came.

Both small ones are assembled in the same way as the whole (`graph.assembling`), from the lines about some subjects and
the graphs that changed, as they were and as they are. All that a subject has is in both, so that its rows are replaced
as they are; what several graphs tell is counted, and goes with the last of them. The outcome has the same bytes as one
that is assembled anew. Where that would take more than rows that come and go, there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph import ranking
from graph.network import Network
from graph.pools import Array, Ids, Pool
from graph.sorting import edge_places
from graph.splicing import Splice, matched, picked, ranges

_SCHEMA = (
    *("classes", "class_names", "class_titles", "class_languages"),
    *("class_title_start", "class_title_language", "narrow", "wide", "predicates", "languages"),
)
"""Arrays that only a new vocabulary changes; those that are pools have their ends beside them."""


class _UnfitError(Exception):
    """The change is none of rows that come and go; it does not leave this module."""


def _expect(condition: object) -> None:
    if not condition:
        raise _UnfitError


def amended(before: Network, went: Network, came: Network, subjects: Sequence[str]) -> Network | None:
    """The network after a change; None if it must be assembled anew.

    `went` and `came` hold all that these subjects (sorted) have, and all that some graphs tell, before and after; none
    of them may be a class, and the graph of the ontology must not be among the graphs.
    """
    try:
        return Network(_Change(before, went, came, subjects).arrays())
    except _UnfitError:
        return None


@dataclass(frozen=True, slots=True)
class _Keys:
    """What rows belong to, nodes or edges: those that the small networks speak of, and where all of them end up."""

    splice: Splice
    moved: Ids
    went: Ids
    came: Ids
    at: Ids
    fresh: Array
    """Where each that went stands before, each that came afterwards; before which it comes, and whether it is new."""

    @property
    def size(self) -> int:
        """How many there are afterwards."""
        return int((self.moved >= 0).sum()) + int(self.fresh.sum())

    def counts(self, before: Array, coming: Array) -> Array:
        """Starts of rows from how many each had that stay, and the keys of those that come."""
        kept = self.splice.column(before, np.zeros(int(self.fresh.sum()), before.dtype))
        np.add.at(kept, coming, 1)
        starts = np.zeros(kept.size + 1, np.int32)
        np.cumsum(kept, dtype=np.int32, out=starts[1:])
        return starts


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
        _expect(self._mine[self._nodes.fresh].all())
        self._left = self._leaving()

    def arrays(self) -> dict[str, Array]:
        """All arrays afterwards."""
        old = self._before.arrays
        found = {name: old[name] for pool in _SCHEMA for name in (pool, f"{pool}_ends") if name in old}
        edges = self._edge_keys()
        found.update(_pooled("nodes", self._node_pool()))
        found.update(self._rows(edges))
        found.update(self._of_nodes())
        found.update(self._runs(edges))
        found.update(self._evidence(edges))
        waiting = {*self._before.pool("waiting")}.difference(self._went.pool("waiting"))
        found.update(_pooled("waiting", Pool.of(sorted(waiting.union(self._came.pool("waiting"))))))
        for one in found.values():
            one.flags.writeable = False
        return found

    def _places(self, name: str, of: Network) -> Ids:
        """Where the words of a small network stand among those of the whole."""
        places, there = matched(self._before.pool(name), of.pool(name))
        _expect(there.all())
        return places

    def _node_keys(self) -> _Keys:
        went, there = matched(self._known, self._went.pool("nodes"))
        at, known = matched(self._known, self._came.pool("nodes"))
        _expect(there.all())
        left = _holdings(self._before)[went] == _holdings(self._went)
        gone = went[left & ~np.isin(went, at[known])]
        splice = Splice(self._before.nodes, gone, at[~known])
        moved = splice.moved()
        came = np.empty_like(at)
        came[known], came[~known] = moved[at[known]], splice.placed()
        return _Keys(splice, moved, went, came, at, ~known)

    def _node_pool(self) -> Pool:
        fresh = picked(self._came.pool("nodes"), np.flatnonzero(self._nodes.fresh))
        return self._nodes.splice.pool(self._known, fresh)

    def _leaving(self) -> Ids:
        """The nodes whose own rows are replaced, or go with them."""
        keys = self._nodes
        places, there = matched(self._known, self._subjects)
        mine = places[there]
        _expect(np.isin(mine, keys.went).all())
        _expect(np.isin(mine[keys.moved[mine] >= 0], keys.at[~keys.fresh]).all())
        return np.union1d(mine, np.flatnonzero(keys.moved < 0)).astype(np.int32)

    def _edge_keys(self) -> _Keys:
        nodes, old = self._nodes, self._before.arrays
        s, p, o = self._columns(self._went, nodes.went)
        went = edge_places(*self._out, s, p, o)
        _expect((went < old["out_start"][s + 1]).all())
        _expect((old["out_node"][went] == o).all() and (old["out_predicate"][went] == p).all())
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
        return _Keys(splice, moved, went, came, at, fresh)

    def _columns(self, of: Network, node: Ids) -> tuple[Ids, Ids, Ids]:
        """Subjects, predicates and objects of a small network, by the numbers of the whole."""
        predicates = self._predicates[id(of)][of.arrays["out_predicate"]]
        return node[_subjects(of)], predicates, node[of.arrays["out_node"]]

    def _keyed(self, of: Network, node: Ids) -> Array:
        """One number for each edge of a small network; -1 for one whose nodes do not both stay."""
        s, p, o = (column.astype(np.int64) for column in self._columns(of, node))
        keys = (s * len(self._before.pool("predicates")) + p) * self._nodes.size + o
        return np.where((s < 0) | (o < 0), -1, keys)

    def _rows(self, edges: _Keys) -> dict[str, Array]:
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
        _expect(used.all())
        found["node_cost"] = ranking.node_costs(np.diff(found["out_start"]) + np.diff(found["into_start"]))
        found["predicate_cost"] = ranking.predicate_costs(used)
        return found

    def _of_nodes(self) -> dict[str, Array]:
        """What each node is called, is part of and is."""
        nodes, old, new, mine = self._nodes, self._before, self._came, np.flatnonzero(self._mine)
        splice, found = Splice(old.nodes, self._left, nodes.at[mine]), dict[str, Array]()
        for name in ("names", "numbers"):
            found.update(_pooled(name, splice.pool(old.pool(name), picked(new.pool(name), mine))))
        whole, other = old.arrays["whole"], new.arrays["whole"][mine]
        there, here = np.where(whole < 0, -1, nodes.moved[whole]), np.where(other < 0, -1, nodes.came[other])
        found["whole"] = splice.column(there.astype(np.int32), here.astype(np.int32))
        titles, found["title_start"] = self._replaced("title_start")
        language, other = old.arrays["title_language"], new.arrays["title_language"]
        here = np.where(other < 0, other, np.append(self._languages, 0)[other]).astype(np.int32)
        found["title_language"] = titles.column(language, here)
        found.update(_pooled("titles", titles.pool(old.pool("titles"), new.pool("titles"))))
        _expect(_all_used(found["title_language"], len(old.pool("languages"))))
        kinds, found["class_start"] = self._replaced("class_start")
        found["class"] = kinds.column(old.arrays["class"], self._kinds[new.arrays["class"]])
        needed = np.concatenate([found["class"], old.arrays["narrow"], old.arrays["wide"]])
        _expect(_all_used(needed, len(old.pool("classes"))))
        return found

    def _replaced(self, name: str) -> tuple[Splice, Array]:
        """How the rows of the nodes that the change is about are replaced by those that come; and the new starts."""
        start, other, nodes = self._before.arrays[name], self._came.arrays[name], self._nodes
        counts = np.diff(other)
        _expect(not counts[~self._mine].any())
        gone = ranges(start[self._left], start[self._left + 1])
        kept = np.diff(start)
        kept[self._left] = 0
        splice = Splice(int(start[-1]), gone, np.repeat(start[nodes.at], counts))
        return splice, nodes.counts(kept, np.repeat(nodes.came, counts))

    def _runs(self, edges: _Keys) -> dict[str, Array]:
        """The edges that each graph asserts, as runs; those of a graph that changed are replaced."""
        old, new = self._before, self._came
        gone, there = matched(old.pool("graphs"), self._went.pool("graphs"))
        at, known = matched(old.pool("graphs"), new.pool("graphs"))
        _expect(there.all() and np.isin(at[known], gone).all())
        splice = Splice(len(old.pool("graphs")), gone, at)
        moved, start = splice.moved(), old.arrays["run_start"]
        kept = moved[np.repeat(np.arange(moved.size), np.diff(start))]
        first, last = (old.arrays[name][kept >= 0] for name in ("run_first", "run_last"))
        graph = kept[kept >= 0]
        lost = np.flatnonzero(edges.moved < 0)
        _expect((np.searchsorted(lost, first) == np.searchsorted(lost, last)).all())
        begin, end = edges.moved[first], edges.moved[last - 1] + 1
        parted = end - begin != last - first
        single = edges.moved[ranges(first[parted], last[parted])]
        owner = np.repeat(graph[parted], (last - first)[parted])
        fresh = [ranges(*new.arrays["run_start"][[i, i + 1]].reshape(2, 1)) for i in range(len(new.pool("graphs")))]
        theirs = [edges.came[ranges(new.arrays["run_first"][run], new.arrays["run_last"][run])] for run in fresh]
        whose = np.repeat(splice.placed(), [one.size for one in theirs])
        coming = np.concatenate([np.zeros(0, np.int32), *theirs])
        graphs = splice.pool(old.pool("graphs"), new.pool("graphs"))
        return {
            **_pooled("graphs", graphs),
            **_joined(
                np.concatenate([graph[~parted], owner, whose]),
                np.concatenate([begin[~parted], single, coming]),
                np.concatenate([end[~parted], single + 1, coming + 1]),
                len(graphs),
            ),
        }

    def _evidence(self, edges: _Keys) -> dict[str, Array]:
        """The passages of edges and of words, and the documents that they stand in."""
        pool = self._before.pool("documents")
        at, known = matched(pool, self._came.pool("documents"))
        splice = Splice(len(pool), np.zeros(0, np.int64), at[~known])
        pool = splice.pool(pool, picked(self._came.pool("documents"), np.flatnonzero(~known)))
        moved, came = splice.moved(), np.empty_like(at)
        came[known], came[~known] = moved[at[known]], splice.placed()
        documents = moved, moved[self._places("documents", self._went)], came
        found = {**self._passages("evidence", edges, documents), **self._passages("words", self._nodes, documents)}
        used = np.zeros(len(pool), bool)
        for name in ("evidence_document", "words_document"):
            used[found[name]] = True
        if not used.all():
            closed = Splice(len(pool), np.flatnonzero(~used), np.zeros(0, np.int64))
            pool, moved = closed.pool(pool, Pool.of(())), closed.moved()
            found.update({name: moved[found[name]] for name in ("evidence_document", "words_document")})
        return {**_pooled("documents", pool), **found}

    def _passages(self, kind: str, keys: _Keys, documents: tuple[Ids, Ids, Ids]) -> dict[str, Array]:
        """The passages of all keys: those of each that the change is about are counted anew."""
        old, start = self._before.arrays, self._before.arrays[f"{kind}_start"]
        mine = np.where(keys.moved[keys.went] < 0, -1 - keys.went, keys.moved[keys.went])
        gone = ranges(start[keys.went], start[keys.went + 1])
        tables = [
            _table(old, kind, np.repeat(mine, start[keys.went + 1] - start[keys.went]), gone, documents[0], 1),
            _table(self._went.arrays, kind, _repeated(self._went, kind, mine), slice(None), documents[1], -1),
            _table(self._came.arrays, kind, _repeated(self._came, kind, keys.came), slice(None), documents[2], 1),
        ]
        key, document, begin, end, told = _added([np.concatenate(columns) for columns in zip(*tables, strict=True)])
        _expect((key >= 0).all() and (told > 0).all())
        stay = keys.moved[keys.went] >= 0
        after = np.concatenate([keys.moved[keys.went][stay], keys.came[keys.fresh]])
        among = np.concatenate([keys.went[stay], keys.at[keys.fresh]])
        order = np.argsort(after)
        splice = Splice(int(start[-1]), gone, start[among[order][np.searchsorted(after[order], key)]])
        kept = np.diff(start)
        kept[keys.went] = 0
        found = {"start": keys.counts(kept, key)}
        found["document"] = splice.column(documents[0][old[f"{kind}_document"]], document)
        for name, column in (("begin", begin), ("end", end), ("told", told)):
            found[name] = splice.column(old[f"{kind}_{name}"], column)
        return {f"{kind}_{name}": column for name, column in found.items()}


def _pooled(name: str, pool: Pool) -> dict[str, Array]:
    return {name: pool.data, f"{name}_ends": pool.ends}


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


def _joined(graph: Array, begin: Array, end: Array, graphs: int) -> dict[str, Array]:
    """Runs of edges in any order, as those of each graph in order, neighbours as one."""
    order = np.argsort(graph.astype(np.int64) * (int(end.max(initial=0)) + 1) + begin, kind="stable")
    graph, begin, end = graph[order], begin[order], end[order]
    new = np.ones(graph.size, bool)
    new[1:] = (graph[1:] != graph[:-1]) | (begin[1:] != end[:-1])
    last = np.append(new[1:], True)[: new.size]
    counts = np.bincount(graph[new], minlength=graphs)
    return {
        "run_start": np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        "run_first": begin[new].astype(np.int32),
        "run_last": end[last].astype(np.int32),
    }


def _repeated(of: Network, kind: str, keys: Ids) -> Ids:
    return np.repeat(keys, np.diff(of.arrays[f"{kind}_start"]))


def _table(
    arrays: Mapping[str, Array], kind: str, keys: Ids, rows: Array | slice, documents: Ids, sign: int
) -> tuple[Array, ...]:
    """Passages as columns: key, document, begin, end, and how many graphs tell of each, added or taken away."""
    document, begin, end, told = (arrays[f"{kind}_{part}"][rows] for part in ("document", "begin", "end", "told"))
    return keys, documents[document], begin, end, sign * told


def _added(columns: list[Array]) -> list[Array]:
    """Tables of passages as one: equal ones with the sum of what tells of them, unless it is none."""
    order = np.lexsort(columns[3::-1])
    columns = [column[order] for column in columns]
    if not order.size:
        return columns
    new = np.ones(order.size, bool)
    new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns[:4]])
    told = np.add.reduceat(columns[4], np.flatnonzero(new))
    return [*(column[new][told != 0] for column in columns[:4]), told[told != 0]]
