"""Sorted texts and lists of numbers as plain arrays, which are mapped from a file instead of read."""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ontology.errors import StoreDamagedError

_FILE: Final = "arrays"
_ALIGNED: Final = 64
"""Bytes of a line of the processor's cache; each array begins at one."""

Array: TypeAlias = "NDArray[Any]"
Ids: TypeAlias = "NDArray[np.int32]"


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts in one run of UTF-8; text `i` ends where `ends[i]` says. Searching needs them in order of code points."""

    data: NDArray[np.uint8]
    ends: NDArray[np.int64]
    _text: memoryview = field(init=False, repr=False, compare=False)
    _end: memoryview = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look at the same through views, whose elements cost a third."""
        object.__setattr__(self, "_text", self.data.data)
        object.__setattr__(self, "_end", self.ends.data)

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
        start, end = self._end[index], self._end[index + 1]
        return self._text[start:end].tobytes().decode() if end > start else ""

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
        return bisect_left(range(len(self)), raw, key=self._raw)

    def _raw(self, index: int) -> bytes:
        return self._text[self._end[index] : self._end[index + 1]].tobytes()


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


class _Window:
    """The memory of an array without the word that it is for reading only."""

    def __init__(self, array: Array) -> None:
        self._array = array
        told = array.__array_interface__
        self.__array_interface__ = {**told, "data": (told["data"][0], False)}


def readable(array: Array) -> Array:
    """An array that is mapped for reading, as kernels take it: by their types they might write to it, but do not."""
    return np.asarray(_Window(array))


def save_arrays(folder: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays to a new folder, in one file: a line of JSON that says where each begins, then their bytes.

    One file is mapped with one descriptor, and put on the disk with one call.

    Raises:
        OSError: the folder exists, or cannot be written.
    """
    found = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    folder.mkdir()
    with (folder / _FILE).open("wb") as file:
        file.write(_header(found))
        for array in found.values():
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            file.write(array.data)


def open_arrays(folder: Path, names: Iterable[str]) -> dict[str, Array]:
    """Map arrays from their file, for reading.

    Raises:
        StoreDamagedError: the file is missing, is not whole, or lacks one of the names.
    """
    try:
        with (folder / _FILE).open("rb") as file:
            header = json.loads(file.readline())
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return {name: _array(mapped, *header[name]) for name in names}
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise StoreDamagedError(f"{folder}: found an index that cannot be read ({error})") from error


def _header(arrays: Mapping[str, Array]) -> bytes:
    """The first line: type, shape and place of each array; it ends where the first array can begin."""
    sizes = [-(-array.nbytes // _ALIGNED) * _ALIGNED for array in arrays.values()]
    start = -(-(200 + 100 * len(arrays)) // _ALIGNED) * _ALIGNED
    places = accumulate([start, *sizes])
    told = {
        name: (array.dtype.str, array.shape, place)
        for (name, array), place in zip(arrays.items(), places, strict=False)
    }
    return json.dumps(told).encode("ascii").ljust(start - 1) + b"\n"


def _array(mapped: mmap.mmap, type_: str, shape: Sequence[int], place: int) -> Array:
    """An array in a file; types other than numbers, and places outside the file, are refused."""
    kind = np.dtype(type_)
    if kind.kind not in "biuf" or min(*shape, place, 0) < 0:
        raise ValueError(f"found {type_!r}, {shape} at {place}, expected numbers")
    return np.ndarray(tuple(shape), kind, mapped, place)
