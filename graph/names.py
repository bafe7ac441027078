"""Names to things: which thing a name means, and which things a few words may mean.

Names are compared folded (`graph.folding`). A thing's own names (label, title, acronym) come before those by which it
is also met, and a thing that passages denote before one that no passage does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from typing import Literal as Choice

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Entry, entries
from graph.folding import fold
from graph.name_index import array_names, index
from graph.pools import Array, Ids, Pool, Postings, open_arrays, save_arrays
from graph.spelling import Spelling
from graph.store import Store
from ontology.errors import AmbiguousNameError, ParameterError, UnknownNameError
from ontology.iris import KINDS, Iris
from ontology.terms import PREFIXES

How: TypeAlias = Choice["exact", "prefix", "word", "fuzzy", "text"]

_ABSOLUTE: Final = re.compile(r"(?:https?://|urn:)\S+", re.IGNORECASE)
_CURIE: Final = re.compile(r"([a-z]+):(\S*)")

_ALIKE: Final = 0.7
"""From here on a query finds a name that has its words spelt otherwise: the weighted share of them."""

_NEAR: Final = 0.3
"""From here on a name is worth mentioning to somebody who asked for one that nothing carries: what both share."""

_FIRST: Final = 1000
"""Places that are put in order first; whoever asks for more waits for all."""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that was found: its label, the name that matched and how, and how many passages denote the thing.

    `name` is empty where the words stand in the thing's text; a thing without a name has an empty label.
    """

    iri: str
    kind: str
    label: str
    name: str
    how: How
    cited: int


class Names:
    """An index over the names and the texts of things."""

    def __init__(self, arrays: Mapping[str, Array], base: str) -> None:
        """Use the arrays of `graph.name_index`; `base` is that of the addresses."""
        self.arrays: Final = arrays
        self._base: Final = base
        self._things, self._labels, self._kinds, self._folded, self._shown, self._text_words = (
            Pool(arrays[name], arrays[f"{name}_ends"])
            for name in ("things", "labels", "kinds", "folded", "shown", "text_words")
        )
        self._naming, self._texts = (Postings(arrays[name], arrays[f"{name}_ends"]) for name in ("naming", "texts"))
        self._spelling: Final = Spelling.from_arrays(arrays)

    @classmethod
    def build(cls, store: Store, iris: Iris) -> Names:
        """The names of everything in a store's default graph, but for the terms of the ontology."""
        return cls(index(tuple(entries(store, iris))), iris.base)

    def after(self, touched: Sequence[str], entries: Sequence[Entry]) -> Names | None:
        """The index after some things (sorted) have changed, to what is told of them now; None if it is to be built."""
        from graph.renaming import renamed  # noqa: PLC0415, compiled code is only loaded where it runs

        arrays = renamed(self.arrays, touched, entries)
        return None if arrays is None else Names(arrays, self._base)

    def cited(self, iri: str) -> int | None:
        """How many passages denote a thing; None if it is none of the index."""
        number = self._things.find(iri)
        return int(self.arrays["cited"][number]) if number >= 0 else None

    def save(self, folder: Path) -> None:
        """Write the index to a new folder.

        Raises:
            OSError: the folder exists, or cannot be written.
        """
        save_arrays(folder, {name: self.arrays[name] for name in array_names()})

    @classmethod
    def open(cls, folder: Path, base: str) -> Names:
        """The index in a folder, mapped into memory.

        Raises:
            StoreDamagedError: the folder holds no whole index.
        """
        return cls(open_arrays(folder, array_names()), base)

    def __len__(self) -> int:
        """How many things there are."""
        return len(self._things)

    def label(self, iri: str) -> str | None:
        """What a thing is called, in English if it has an English name; None if it has no name."""
        number = self._things.find(iri)
        return (self._labels[number] or None) if number >= 0 else None

    def kinds(self) -> tuple[str, ...]:
        """The kinds of the things that are here, sorted: those of the addresses, `provision` and `thing`."""
        return tuple(self._kinds)

    def resolve(self, name: str) -> str:
        """The address of the thing that is meant: by an IRI, a CURIE, `kind/slug`, or one of its names.

        An address is given back whole, whether or not the graph holds it. Of several things with the name, one whose
        own name it is comes first, then one that passages denote when none denotes the others.

        Raises:
            UnknownNameError: nothing carries the name; it lists the nearest.
            AmbiguousNameError: several things carry it, with as good a claim.
        """
        text = name.strip()
        address = self._address(text)
        if address is not None:
            return address
        found = self._exactly(fold(text))
        if not found:
            raise UnknownNameError(text, self.nearest(text))
        cited = [thing for thing in found if self.arrays["cited"][thing]]
        best = found if len(found) == 1 else cited
        if len(best) != 1:
            raise AmbiguousNameError(text, [(self._things[thing], self._labels[thing]) for thing in found])
        return self._things[best[0]]

    def nearest(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """The names that come closest to one that nothing carries, the closest first."""
        shared, total = self._shared(fold(name))
        scores = 2 * shared / (total + self.arrays["heft"]) if total else shared
        found = np.flatnonzero(scores >= _NEAR).astype(np.int32)
        order = np.lexsort((found, self.arrays["rank"][self.arrays["thing"][found]], -scores[found]))
        return tuple(dict.fromkeys(self._shown[int(number)] for number in found[order[: 4 * limit]]))[:limit]

    def search(self, text: str, kind: str | None = None, limit: int = 20) -> list[Match]:
        """Things by a few words of their names or texts, the best first; all things, if there is no word.

        A name that is the query comes first, then one that begins with it, then one that has all its words (the last
        may be cut short), then one that is spelt nearly so, then texts with all the words. Within each, things that
        passages denote most often come first, then the order of labels.

        Raises:
            ParameterError: nothing is of that kind, or the limit is below one.
        """
        if limit < 1:
            raise ParameterError("limit", limit, "at least 1")
        if kind is not None and self._kinds.find(kind) < 0:
            raise ParameterError("kind", kind, f"one of {', '.join(self._kinds)}")
        found: dict[int, Match] = {}
        for how, things, names in self._steps(fold(text)):
            for place in self._ranked(things, kind):
                thing = int(things[place])
                if thing not in found:
                    found[thing] = self._match(thing, "" if names is None else self._shown[int(names[place])], how)
                if len(found) == limit:
                    return list(found.values())
        return list(found.values())

    def _address(self, text: str) -> str | None:
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        if _ABSOLUTE.fullmatch(text):
            return text
        if text.partition("/")[0] in KINDS and " " not in text:
            return f"{self._base}{text}"
        curie = _CURIE.fullmatch(text)
        return f"{PREFIXES[curie[1]]}{curie[2]}" if curie and curie[1] in PREFIXES else None

    def _match(self, thing: int, name: str, how: How) -> Match:
        kind = self._kinds[int(self.arrays["kind"][thing])]
        return Match(self._things[thing], kind, self._labels[thing], name, how, int(self.arrays["cited"][thing]))

    def _exactly(self, folded: str) -> list[int]:
        """The things with this name: those whose own it is if there are any, the most cited first."""
        names = self._spelt(folded)
        own = names[self.arrays["own"][names]]
        things = self.arrays["thing"][own if len(own) else names]
        return [int(things[place]) for place in self._ranked(things, None)]

    def _steps(self, wanted: str) -> Iterator[tuple[How, Ids, Ids | None]]:
        """Ways to find things, the best first: how, the things, and the name of each that matched."""
        thing = self.arrays["thing"]
        if not wanted:
            yield "prefix", np.arange(len(self._things), dtype=np.int32), None
            return
        exact = self._spelt(wanted)
        yield "exact", thing[exact], exact
        beginning = _ids(self._folded.starting(wanted))
        yield "prefix", thing[beginning], beginning
        holding = _having(wanted.split(), self._spelling.words, self._naming)
        yield "word", thing[holding], holding
        shared, total = self._shared(wanted)
        level = np.round(np.minimum(shared / max(total, 1), 1), 1)
        for at_least in (1.0, 0.9, 0.8, _ALIKE):
            alike = np.flatnonzero(level == np.float32(at_least)).astype(np.int32)
            yield "fuzzy", thing[alike], alike
        yield "text", _having(wanted.split(), self._text_words, self._texts), None

    def _ranked(self, things: Ids, kind: str | None) -> Iterator[int]:
        """Places in a list of things, the most cited first, then by label."""
        places = np.arange(len(things))
        if kind is not None:
            places = places[self.arrays["kind"][things] == self._kinds.find(kind)]
        keys = self.arrays["rank"][things[places]].astype(np.int64) * len(things) + places
        if len(keys) > _FIRST:
            parted = np.argpartition(keys, _FIRST)
            first, rest = parted[:_FIRST], parted[_FIRST:]
            yield from map(int, places[first[np.argsort(keys[first])]])
            places, keys = places[rest], keys[rest]
        yield from map(int, places[np.argsort(keys)])

    def _spelt(self, folded: str) -> Ids:
        """The names that have this folded form."""
        start = self._folded.left(folded.encode())
        return _ids(range(start, self._folded.left(folded.encode() + b"\x00")))

    def _shared(self, wanted: str) -> tuple[NDArray[np.float32], float]:
        """The weight of the words that each name has of these, or nearly so; and the weight of all of these.

        A word weighs more the fewer names have it (1 + the logarithm of the share, as in tf-idf).
        """
        weight: NDArray[np.float32] = self.arrays["weight"]
        shared = np.zeros(len(self._folded), np.float32)
        total = 0.0
        for word in dict.fromkeys(wanted.split()):
            near = list(self._spelling.near(word))
            one = np.zeros(len(self._folded), np.float32)
            for place, ratio in near:
                names = self._naming[place]
                one[names] = np.maximum(one[names], weight[place] * np.float32(ratio))
            total += max((float(weight[place]) for place, _ in near), default=float(weight.max(initial=1.0)))
            shared += one
        return shared, total


def _ids(places: range) -> Ids:
    return np.arange(places.start, places.stop, dtype=np.int32)


def _having(words: list[str], vocabulary: Pool, postings: Postings) -> Ids:
    """What has all these words, the last of which may be the beginning of one."""
    found = postings.of_range(vocabulary.starting(words[-1]))
    for word in words[:-1]:
        place = vocabulary.find(word)
        found = np.intersect1d(found, postings[place] if place >= 0 else found[:0], assume_unique=True)
    return found
