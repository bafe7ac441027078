"""The arrays of an index of names after a change, from those before it: a few things go, and come as they are now.

Things that the change touches have their rows taken out and made anew, those of all others move. The outcome has the
same bytes as an index that is made anew (`graph.name_index`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from graph.catalogue import Entry
from graph.name_index import label_of, rank_key, rows_of, text_words, weighed
from graph.pools import Array, Ids, Pool, Postings
from graph.spelling import trigrams
from graph.splicing import Splice, matched, pooled

Pairs = Collection[tuple[str, int]]
"""Words, and the numbers that each belongs to."""


def renamed(before: Mapping[str, Array], touched: Sequence[str], entries: Sequence[Entry]) -> dict[str, Array] | None:
    """The arrays afterwards; None where a kind of things is the first or was the last.

    `entries` (by IRI) are what the `touched` things, sorted, are now; one that is not among them is none any more.
    """
    change = _Renaming(before, touched, entries)
    if not change.known:
        return None
    return {**change.things(), **change.names(), **change.texts()}


class _Renaming:
    """One change of an index."""

    def __init__(self, before: Mapping[str, Array], touched: Sequence[str], entries: Sequence[Entry]) -> None:
        self._before, self._entries = before, entries
        things = self._pool("things")
        places, there = matched(things, Pool.of(touched))
        at, _ = matched(things, Pool.of([entry.iri for entry in entries]))
        self._things = Splice(len(things), places[there], at)
        self._moved, self._placed = self._things.moved(), self._things.placed()
        kinds = list(self._pool("kinds"))
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._kind = self._things.column(
            before["kind"], np.array([self._kinds.get(entry.kind, -1) for entry in entries], np.int16)
        )
        used = np.unique(self._kind)
        self.known = used.tolist() == list(range(len(kinds)))

    def _pool(self, name: str) -> Pool:
        return Pool(self._before[name], self._before[f"{name}_ends"])

    def things(self) -> dict[str, Array]:
        """What is told of each thing, and the order of things."""
        labels = Pool.of(list(map(label_of, self._entries)))
        things = self._things.pool(self._pool("things"), Pool.of([entry.iri for entry in self._entries]))
        named = self._things.pool(self._pool("labels"), labels)
        cited = np.array([entry.cited for entry in self._entries], np.int32)
        told = self._things.column(self._before["cited"], cited)
        return {
            **pooled("things", things),
            **pooled("labels", named),
            **pooled("kinds", self._pool("kinds")),
            "kind": self._kind,
            "cited": told,
            "rank": self._rank(things, named, told),
        }

    def _rank(self, things: Pool, labels: Pool, cited: Array) -> Ids:
        """The place of each thing in the order of all: those that stay keep theirs, the others are sorted in."""

        def key(number: int) -> tuple[int, bool, str, str]:
            return rank_key(int(cited[number]), labels[number], things[number])

        order = np.empty(self._moved.size, np.int32)
        order[self._before["rank"]] = self._moved
        order = order[order >= 0]
        coming = sorted(self._placed.tolist(), key=key)
        at = [bisect_left(order, key(number), key=key) for number in coming]
        order = np.insert(order, np.array(at, np.int64), np.array(coming, np.int32))
        rank = np.empty_like(order)
        rank[order] = np.arange(order.size, dtype=np.int32)
        return rank

    def names(self) -> dict[str, Array]:
        """The names of things and their words."""
        thing, folded, shown = self._before["thing"], self._pool("folded"), self._pool("shown")
        numbered = zip(self._placed.tolist(), self._entries, strict=True)
        coming = sorted(rows_of(numbered))
        gone = np.flatnonzero(self._moved[thing] < 0)
        rows = Splice(thing.size, gone, np.array([self._row(folded, row) for row in coming], np.int64))
        pairs = {(word, int(at)) for at, row in zip(rows.placed(), coming, strict=True) for word in row[0].split()}
        words, naming, moved, fresh = _respelt(self._pool("words"), self._list("naming"), rows.moved(), pairs)
        spelt = {(gram, number) for word, number in fresh.items() for gram in trigrams(word)}
        grams, spelling, _, _ = _respelt(self._pool("grams"), self._list("gram_words"), moved, spelt)
        return {
            **pooled("folded", rows.pool(folded, Pool.of([row[0] for row in coming]))),
            **pooled("shown", rows.pool(shown, Pool.of([row[3] for row in coming]))),
            "thing": rows.column(self._moved[thing], np.array([row[2] for row in coming], np.int32)),
            "own": rows.column(self._before["own"], np.array([not row[1] for row in coming], np.bool_)),
            **pooled("words", words),
            **pooled("grams", grams),
            **_listed("gram_words", spelling),
            **_listed("naming", naming),
            **weighed(naming, thing.size - gone.size + len(coming)),
        }

    def _row(self, folded: Pool, row: tuple[str, bool, int, str]) -> int:
        """The row before which a new one is to stand: among those of one folded form by whose name it is."""
        raw = row[0].encode()
        first, last = folded.left(raw), folded.left(raw + b"\x00")
        thing = self._moved[self._before["thing"][first:last]]
        other = ~self._before["own"][first:last]
        above = (thing >= 0) & ((other > row[1]) | ((other == row[1]) & (thing > row[2])))
        return first + int(above.argmax()) if above.any() else last

    def texts(self) -> dict[str, Array]:
        """The words of texts."""
        numbered = zip(self._placed.tolist(), self._entries, strict=True)
        pairs = {(word, number) for number, entry in numbered for word in text_words(entry)}
        words, texts, _, _ = _respelt(self._pool("text_words"), self._list("texts"), self._moved, pairs)
        return {**pooled("text_words", words), **_listed("texts", texts)}

    def _list(self, name: str) -> Postings:
        return Postings(self._before[name], self._before[f"{name}_ends"])


def _respelt(words: Pool, lists: Postings, moved: Ids, coming: Pairs) -> tuple[Pool, Postings, Ids, dict[str, int]]:
    """Words and the numbers each belongs to, after the numbers have moved (-1: gone) and pairs have come.

    Also where each word that was there stands afterwards (-1 for those that belong to nothing any more), and the
    places of those that are new.
    """
    ids = moved[lists.ids]
    stays = ids >= 0
    sums = np.concatenate(([0], np.cumsum(stays)))
    left = sums[lists.ends[1:]] - sums[lists.ends[:-1]]
    fresh = sorted({word for word, _ in coming})
    at, there = matched(words, Pool.of(fresh))
    left[at[there]] += 1
    splice = Splice(len(words), np.flatnonzero(left == 0), at[~there])
    known = splice.moved()
    places = np.empty_like(at)
    places[there], places[~there] = known[at[there]], splice.placed()
    place = dict(zip(fresh, places.tolist(), strict=True))
    added = {word: place[word] for word, old in zip(fresh, there, strict=True) if not old}
    pool = splice.pool(words, Pool.of(list(added)))
    keys = np.repeat(known, lists.lengths())[stays]
    return pool, _merged(keys, ids[stays], [(place[word], number) for word, number in coming], len(pool)), known, added


def _merged(keys: Ids, ids: Ids, coming: Iterable[tuple[int, int]], size: int) -> Postings:
    """Sorted pairs of key and number, and others in any order, as lists."""
    pairs = np.array(sorted(coming), np.int64).reshape(-1, 2)
    width = int(max(ids.max(initial=0), pairs[:, 1].max(initial=0))) + 1
    at = np.searchsorted(keys.astype(np.int64) * width + ids, pairs[:, 0] * width + pairs[:, 1])
    counts = np.bincount(keys, minlength=size) + np.bincount(pairs[:, 0], minlength=size)
    found: Ids = np.insert(ids, at, pairs[:, 1].astype(np.int32))
    return Postings(found, np.concatenate(([0], np.cumsum(counts))).astype(np.int64))


def _listed(name: str, postings: Postings) -> Mapping[str, Array]:
    return {name: postings.ids, f"{name}_ends": postings.ends}
