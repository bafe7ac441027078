"""The text of the default graph in pieces, so that whatever changes a little writes a little.

A piece begins with each subject whose CRC-32 is a multiple of 512. So the pieces depend on which subjects there are,
and not on how they came, and a change touches the pieces of its subjects alone (content-defined chunks: Muthitacharoen,
Chen and Mazières, A low-bandwidth network file system, SOSP 2001). The file `default.keys` names the first subject of
each, in order; what comes before all of them is the piece without a key.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

SUBJECTS: Final = 512
"""One subject in so many begins a piece, which comes to about 600,000 bytes."""

_Piece = tuple[bytes, list[bytes] | None]
"""Key and lines of a piece; None for one that stays as it is."""


class Pieces:
    """The sorted lines of one graph, in files of a folder that exists."""

    def __init__(self, folder: Path) -> None:
        """Read and write these files."""
        self._folder: Final = folder

    def paths(self) -> list[Path]:
        """The files in the order of their lines."""
        return list(map(self._path, self._keys()))

    def of(self, subjects: Collection[bytes]) -> list[bytes]:
        """The lines of some subjects, as these stand in lines (`<http://…>`), sorted.

        Raises:
            OSError: a file cannot be read.
        """
        keys, found = self._keys(), list[bytes]()
        wanted = sorted(subjects)
        for at, some in groupby(wanted, lambda subject: bisect_right(keys, subject) - 1):
            if at >= 0:
                lines = self._read(keys[at])
                for subject in some:
                    first, last = bisect_left(lines, subject + b" "), bisect_left(lines, subject + b"!")
                    found += lines[first:last]
        return found

    def begin(self, pieces: Iterable[tuple[bytes, Iterable[bytes]]]) -> None:
        """Write pieces where there are none: key and blocks of whole lines of each, all in order.

        Raises:
            OSError: a file cannot be written.
        """
        keys = []
        for key, blocks in pieces:
            with self._path(key).open("wb") as file:
                file.writelines(blocks)
            keys.append(key)
        self._list(keys)

    def change(self, coming: Iterable[bytes], going: Collection[bytes]) -> None:
        """Take lines out and put others in; both are whole lines, and those that come are sorted.

        Raises:
            OSError: a file cannot be written.
        """
        before = self._keys()
        after = [key for key, _ in self._written(self._changed(before, coming, going))]
        for key in set(before).difference(after):
            self._path(key).unlink()
        self._list(after)

    def _list(self, keys: list[bytes]) -> None:
        """Say which pieces there are."""
        index = self._folder / "default.keys"
        index.unlink(missing_ok=True)
        if keys:
            index.write_bytes(b"".join(key + b"\n" for key in keys))

    def _keys(self) -> list[bytes]:
        try:
            return (self._folder / "default.keys").read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return []

    def _path(self, key: bytes) -> Path:
        end = f"-{hashlib.sha256(key).hexdigest()[:32]}" if key else ""
        return self._folder / f"default{end}.nq"

    def _read(self, key: bytes) -> list[bytes]:
        return self._path(key).read_bytes().splitlines(keepends=True)

    def _changed(self, before: list[bytes], coming: Iterable[bytes], going: Collection[bytes]) -> Iterator[_Piece]:
        """The pieces as they are to be; one that has lost its first subject goes on from the one before it."""
        known, starts = set(before), sorted({b"", *before})
        gone: dict[int, set[bytes]] = defaultdict(set)
        for line in going:
            gone[bisect_right(starts, line) - 1].add(line)
        groups = groupby(coming, lambda line: bisect_right(starts, line) - 1)
        group = next(groups, None)
        for number, key in enumerate(starts):
            fresh: Iterable[bytes] = ()
            here = group is not None and group[0] == number
            if group is not None and here:
                fresh = group[1]
            if here or number in gone:
                old = self._read(key) if key in known else []
                yield from _split(_merged([line for line in old if line not in gone[number]], fresh))
            elif key in known:
                yield key, None
            if here:
                group = next(groups, None)

    def _written(self, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
        """Write what changed, each piece once it is known that nothing more belongs to it."""
        waiting: _Piece | None = None
        for key, lines in pieces:
            if waiting is None:
                waiting = key, lines
            elif key or lines is None:
                yield self._put(waiting)
                waiting = key, lines
            else:
                first, some = waiting
                waiting = first, (self._read(first) if some is None else some) + lines
        if waiting is not None:
            yield self._put(waiting)

    def _put(self, piece: _Piece) -> _Piece:
        key, lines = piece
        if lines is not None:
            path = self._path(key)
            fresh = path.with_suffix(".new")
            with fresh.open("wb") as file:
                file.writelines(lines)
            fresh.replace(path)
        return key, None


def begins(subject: bytes) -> bool:
    """Whether a subject, as it stands in lines, begins a piece."""
    return zlib.crc32(subject) % SUBJECTS == 0


def _split(lines: Iterable[bytes]) -> Iterator[_Piece]:
    """Sorted lines as pieces; the first has no key unless its first subject begins one."""
    key, found, head = b"", list[bytes](), b"\n"
    for line in lines:
        if not line.startswith(head):
            head = line[: line.index(b" ") + 1]
            if begins(head[:-1]):
                if found:
                    yield key, found
                key, found = head[:-1], []
        found.append(line)
    if found:
        yield key, found


def _merged(old: list[bytes], coming: Iterable[bytes]) -> Iterator[bytes]:
    """Two sorted runs of lines as one, each line once."""
    at = 0
    for line in coming:
        following = bisect_left(old, line, at)
        yield from old[at:following]
        at = following
        if at == len(old) or old[at] != line:
            yield line
    yield from old[at:]
