"""Who says what after a change: the edges that each graph asserts, and the passages behind edges and words.

What a graph asserts is replaced as a whole. Passages are counted by the graphs that tell of them, and one goes with the
last of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.network import Network
from graph.pools import Array, Ids, Pool
from graph.splicing import Keys, Splice, expect, matched, picked, pooled, ranges


def told_after(before: Network, went: Network, came: Network, nodes: Keys, edges: Keys) -> dict[str, Array]:
    """The arrays of graphs, documents and passages, from those before, less what went, plus what came.

    Raises:
        UnfitError: an edge or a node goes of which a graph still tells that did not change.
    """
    change = _Telling(before, went, came)
    waiting = {*before.pool("waiting")}.difference(went.pool("waiting"), came.pool("waiting"))
    return {
        **change.runs(edges),
        **change.evidence(nodes, edges),
        **pooled("waiting", Pool.of(sorted(waiting.union(came.pool("waiting"))))),
    }


@dataclass(frozen=True, slots=True)
class _Telling:
    """A change, as what went and what came."""

    before: Network
    went: Network
    came: Network

    def runs(self, edges: Keys) -> dict[str, Array]:
        """The edges that each graph asserts, as runs; those of a graph that changed are replaced."""
        old, new = self.before, self.came
        gone, there = matched(old.pool("graphs"), self.went.pool("graphs"))
        at, known = matched(old.pool("graphs"), new.pool("graphs"))
        expect(there.all() and np.isin(at[known], gone).all())
        splice = Splice(len(old.pool("graphs")), gone, at)
        graph, first, last = self._kept(splice.moved(), edges)
        begin, end = edges.moved[first], edges.moved[last - 1] + 1
        parted = end - begin != last - first
        single = edges.moved[ranges(first[parted], last[parted])]
        owner = np.repeat(graph[parted], (last - first)[parted])
        sizes = new.arrays["run_last"] - new.arrays["run_first"]
        coming = edges.came[ranges(new.arrays["run_first"], new.arrays["run_last"])]
        whose = np.repeat(np.repeat(splice.placed(), np.diff(new.arrays["run_start"])), sizes)
        graphs = splice.pool(old.pool("graphs"), new.pool("graphs"))
        joined = _joined(
            np.concatenate([graph[~parted], owner, whose]),
            np.concatenate([begin[~parted], single, coming]),
            np.concatenate([end[~parted], single + 1, coming + 1]),
            len(graphs),
        )
        return {**pooled("graphs", graphs), **joined}

    def _kept(self, moved: Ids, edges: Keys) -> tuple[Array, Array, Array]:
        """The runs of graphs that did not change: where the graph stands now, and the edges as they were numbered."""
        old = self.before.arrays
        graph = moved[np.repeat(np.arange(moved.size), np.diff(old["run_start"]))]
        first, last = (old[name][graph >= 0] for name in ("run_first", "run_last"))
        lost = np.flatnonzero(edges.moved < 0)
        expect((np.searchsorted(lost, first) == np.searchsorted(lost, last)).all())
        return graph[graph >= 0], first, last

    def evidence(self, nodes: Keys, edges: Keys) -> dict[str, Array]:
        """The passages of edges and of words, and the documents that they stand in."""
        pool, fresh = self.before.pool("documents"), self.came.pool("documents")
        at, known = matched(pool, fresh)
        went, there = matched(pool, self.went.pool("documents"))
        expect(there.all())
        splice = Splice(len(pool), np.zeros(0, np.int64), at[~known])
        pool = splice.pool(pool, picked(fresh, np.flatnonzero(~known)))
        moved, came = splice.moved(), np.empty_like(at)
        came[known], came[~known] = moved[at[known]], splice.placed()
        documents = moved, moved[went], came
        return _closed(pool, self._passages("evidence", edges, documents), self._passages("words", nodes, documents))

    def _passages(self, kind: str, keys: Keys, documents: tuple[Ids, Ids, Ids]) -> dict[str, Array]:
        """The passages of all keys: those of each that the change is about are counted anew."""
        old, start = self.before.arrays, self.before.arrays[f"{kind}_start"]
        gone = ranges(start[keys.went], start[keys.went + 1])
        rows = self._counted(kind, keys, documents, gone)
        stay = keys.moved[keys.went] >= 0
        after = np.concatenate([keys.moved[keys.went][stay], keys.came[keys.fresh]])
        among = np.concatenate([keys.went[stay], keys.at[keys.fresh]])
        order = np.argsort(after)
        splice = Splice(int(start[-1]), gone, start[among[order][np.searchsorted(after[order], rows[0])]])
        kept = np.diff(start)
        kept[keys.went] = 0
        found = {f"{kind}_start": keys.counts(kept, rows[0])}
        found[f"{kind}_document"] = splice.column(documents[0][old[f"{kind}_document"]], rows[1])
        for name, column in zip(("begin", "end", "told"), rows[2:], strict=True):
            found[f"{kind}_{name}"] = splice.column(old[f"{kind}_{name}"], column)
        return found

    def _counted(self, kind: str, keys: Keys, documents: tuple[Ids, Ids, Ids], gone: Array) -> list[Array]:
        """The passages of what the change is about: as they were, less those that went, plus those that came."""
        mine = np.where(keys.moved[keys.went] < 0, -1 - keys.went, keys.moved[keys.went])
        start = self.before.arrays[f"{kind}_start"]
        tables = [
            _table(self.before.arrays, kind, np.repeat(mine, np.diff(start)[keys.went]), gone, documents[0], 1),
            _table(self.went.arrays, kind, _repeated(self.went, kind, mine), slice(None), documents[1], -1),
            _table(self.came.arrays, kind, _repeated(self.came, kind, keys.came), slice(None), documents[2], 1),
        ]
        rows = _added([np.concatenate(columns) for columns in zip(*tables, strict=True)])
        expect((rows[0] >= 0).all() and (rows[4] > 0).all())
        return rows


def _closed(pool: Pool, *tables: dict[str, Array]) -> dict[str, Array]:
    """Documents and passages, without the documents that have none."""
    found = {name: column for table in tables for name, column in table.items()}
    names = [name for name in found if name.endswith("_document")]
    used = np.zeros(len(pool), bool)
    for name in names:
        used[found[name]] = True
    splice = Splice(len(pool), np.flatnonzero(~used), np.zeros(0, np.int64))
    if not used.all():
        moved = splice.moved()
        found.update({name: moved[found[name]] for name in names})
    return {**found, **pooled("documents", splice.pool(pool, Pool.of(())))}


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
