"""Sorted texts and lists of numbers as plain arrays, which are mapped from a file instead of read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ontology.errors import StoreDamagedError

Array: TypeAlias = "NDArray[Any]"
Ids: TypeAlias = "NDArray[np.int32]"


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts in one run of UTF-8; text `i` ends where `ends[i]` says. Searching needs them in order of code points."""

    data: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Pool:
        """The texts, in the order given."""
        encoded = [text.encode() for text in texts]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.ends) - 1

    def __getitem__(self, index: int) -> str:
        """One text."""
        return self._raw(index).decode()

    def __iter__(self) -> Iterator[str]:
        """All texts, in order."""
        return (self[index] for index in range(len(self)))

    def find(self, text: str) -> int:
        """The place of a text, or -1."""
        place = self.left(text.encode())
        return place if place < len(self) and self[place] == text else -1

    def starting(self, prefix: str) -> range:
        """The places of the texts that begin so."""
        raw = prefix.encode()
        return range(self.left(raw), self.left(raw + b"\xff"))

    def left(self, raw: bytes) -> int:
        """The place of the first text that is not below these bytes; UTF-8 sorts as code points do."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._raw(middle) < raw:
                low = middle + 1
            else:
                high = middle
        return low

    def _raw(self, index: int) -> bytes:
        return self.data[self.ends[index] : self.ends[index + 1]].tobytes()


@dataclass(frozen=True, slots=True)
class Postings:
    """For each key (0, 1, …) a sorted list of ids; list `i` stands between `ends[i]` and `ends[i + 1]`."""

    ids: Ids
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Sequence[int], ids: Sequence[int], size: int) -> Postings:
        """Pairs of key and id, in any order, as lists of distinct ids; keys are below `size`."""
        width = max(ids, default=0) + 1
        pairs = np.unique(np.array(keys, dtype=np.int64) * width + np.array(ids, dtype=np.int64))
        counts = np.bincount(pairs // width, minlength=size)
        return cls((pairs % width).astype(np.int32), np.concatenate(([0], np.cumsum(counts))).astype(np.int64))

    def __getitem__(self, key: int) -> Ids:
        """The ids of one key."""
        return self.ids[self.ends[key] : self.ends[key + 1]]

    def of_range(self, keys: range) -> Ids:
        """The distinct ids of neighbouring keys."""
        return np.unique(self.ids[self.ends[keys.start] : self.ends[keys.stop]])

    def lengths(self) -> NDArray[np.int64]:
        """How many ids each key has."""
        return np.diff(self.ends)


def save_arrays(folder: Path, arrays: Mapping[str, Array]) -> None:
    """Write each array as a file (NPY, version 1) in a new folder.

    Raises:
        OSError: the folder exists, or cannot be written.
    """
    folder.mkdir()
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def open_arrays(folder: Path, names: Iterable[str]) -> dict[str, Array]:
    """Map arrays from their files, for reading.

    Raises:
        StoreDamagedError: a file is missing, or is no such array.
    """
    try:
        return {name: _mapped(folder / f"{name}.npy") for name in names}
    except (OSError, ValueError) as error:
        raise StoreDamagedError(f"{folder}: found an index that cannot be read ({error})") from error


def _mapped(path: Path) -> Array:
    mapped: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped.view(np.ndarray)
