"""The arrays behind `graph.names`, made from the things of a catalogue.

Things are numbered by IRI, names by folded form, words by code points. All arrays are kept in a file and mapped from
it, so that opening an index of 100,000 names takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graph.catalogue import Entry
from graph.folding import fold
from graph.pools import Array, Pool, Postings
from graph.spelling import Spelling


def index(entries: Sequence[Entry]) -> dict[str, Array]:
    """The arrays of an index over things, which are given by IRI."""
    return {**_things(entries), **_names(entries), **_texts(entries)}


def array_names() -> list[str]:
    """The names of all arrays of an index."""
    return [*index(())]


def label_of(entry: Entry) -> str:
    """What a thing is called; empty if it has no name."""
    return entry.names[0].text if entry.names else ""


def rank_key(cited: int, label: str, iri: str) -> tuple[int, bool, str, str]:
    """What things are ranked by: those that most passages denote first, then by label."""
    return -cited, not label, fold(label), iri


def _things(entries: Sequence[Entry]) -> dict[str, Array]:
    kinds = sorted({entry.kind for entry in entries})
    labels = list(map(label_of, entries))
    order = sorted(range(len(entries)), key=lambda i: rank_key(entries[i].cited, labels[i], entries[i].iri))
    rank = np.empty(len(entries), np.int32)
    rank[order] = np.arange(len(entries), dtype=np.int32)
    return {
        **_pool("things", [entry.iri for entry in entries]),
        **_pool("labels", labels),
        **_pool("kinds", kinds),
        "kind": np.array([kinds.index(entry.kind) for entry in entries], np.int16),
        "cited": np.array([entry.cited for entry in entries], np.int32),
        "rank": rank,
    }


def _names(entries: Sequence[Entry]) -> dict[str, Array]:
    rows = sorted(rows_of(enumerate(entries)))
    vocabulary = sorted({word for folded, _, _, _ in rows for word in folded.split()})
    places = {word: place for place, word in enumerate(vocabulary)}
    pairs = [(places[word], number) for number, row in enumerate(rows) for word in row[0].split()]
    naming = Postings.of([word for word, _ in pairs], [number for _, number in pairs], len(vocabulary))
    return {
        **_pool("folded", [row[0] for row in rows]),
        **_pool("shown", [row[3] for row in rows]),
        "thing": np.array([row[2] for row in rows], np.int32),
        "own": np.array([not row[1] for row in rows], np.bool_),
        **Spelling.of(vocabulary).arrays(),
        **_list("naming", naming),
        **weighed(naming, len(rows)),
    }


def weighed(naming: Postings, rows: int) -> dict[str, Array]:
    """What each word weighs, more the fewer names have it, and what all words of each name weigh."""
    weight = (1 + np.log((rows + 1) / (naming.lengths() + 1))).astype(np.float32)
    heft = np.zeros(rows, np.float32)
    np.add.at(heft, naming.ids, np.repeat(weight, naming.lengths()))
    return {"weight": weight, "heft": heft}


def rows_of(entries: Iterable[tuple[int, Entry]]) -> list[tuple[str, bool, int, str]]:
    """Folded form, whether the name is not the thing's own, thing, and one spelling, once for each form and thing."""
    found: dict[tuple[str, int], tuple[bool, str]] = {}
    for number, entry in entries:
        for name in entry.names:
            if folded := fold(name.text):
                found.setdefault((folded, number), (not name.own, name.text))
    return [(folded, other, number, text) for (folded, number), (other, text) in found.items()]


def _texts(entries: Sequence[Entry]) -> dict[str, Array]:
    words = list(map(text_words, entries))
    vocabulary = sorted(set().union(*words))
    places = {word: place for place, word in enumerate(vocabulary)}
    pairs = [(places[word], number) for number, found in enumerate(words) for word in found]
    texts = Postings.of([word for word, _ in pairs], [number for _, number in pairs], len(vocabulary))
    return {**_pool("text_words", vocabulary), **_list("texts", texts)}


def text_words(entry: Entry) -> set[str]:
    """The words of a thing's text."""
    return set(fold(entry.text).split()) if entry.text else set()


def _pool(name: str, texts: Sequence[str]) -> Mapping[str, Array]:
    pool = Pool.of(texts)
    return {name: pool.data, f"{name}_ends": pool.ends}


def _list(name: str, postings: Postings) -> Mapping[str, Array]:
    return {name: postings.ids, f"{name}_ends": postings.ends}
