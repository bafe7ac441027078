"""The quads of a generation as text beside the engine's tables: one file a graph, its N-Quads lines sorted.

The engine finds quads fast and lists them slowly (it looks up each term of each quad): a document's 60,000 lines are
read from their file in 0.02 s and from the engine in 0.6 s. So what compares, exports or indexes whole graphs reads the
text. A graph without quads has no file; the default graph, which every write changes, has many (`graph.pieces`). A file
is never changed once it is written, so that generations share those that stay, and differ in the others.
"""

from __future__ import annotations

import hashlib
import heapq
import os
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from graph.pieces import Pieces
from graph.results import DEFAULT
from ontology.errors import StoreDamagedError

if TYPE_CHECKING:
    from graph.store import Readable, Store, Writable

_BLOCK: Final = 1 << 20


class Texts:
    """The text of each graph, in a folder that exists."""

    def __init__(self, folder: Path) -> None:
        """Read and write the files of this folder."""
        self._folder: Final = folder
        self._pieces: Final = Pieces(folder)
        self._count: int | None = None

    def lines(self, graph: str) -> list[str]:
        """The lines of a graph (or of DEFAULT), sorted; none if there is no such graph.

        Raises:
            StoreDamagedError: the file cannot be read.
        """
        paths = self._pieces.paths() if graph == DEFAULT else [self._path(graph)] if self.hold(graph) else []
        try:
            return "".join(path.read_text(encoding="utf-8") for path in paths).split("\n")[:-1]
        except (OSError, UnicodeDecodeError) as error:
            raise StoreDamagedError(f"{self._folder}: found a text that cannot be read ({error})") from error

    def about(self, subjects: Collection[bytes]) -> list[bytes]:
        """The lines of the default graph about some subjects, as these stand in lines (`<http://…>`), sorted.

        Raises:
            StoreDamagedError: a file cannot be read.
        """
        try:
            return self._pieces.of(subjects)
        except OSError as error:
            raise StoreDamagedError(f"{self._folder}: found a text that cannot be read ({error})") from error

    def files(self) -> dict[str, int]:
        """The names of all files of lines, with their inodes; two generations share a file if these are the same.

        That of a named graph is its own; those of the default graph begin with `default`.
        """
        with os.scandir(self._folder) as found:
            return {one.name: one.inode() for one in found if one.name.endswith(".nq")}

    def measure(self, names: Iterable[str]) -> int:
        """How many bytes some files have."""
        return sum((self._folder / name).stat().st_size for name in names)

    def read(self, name: str) -> list[bytes]:
        """The lines of a file, each with its line feed.

        Raises:
            StoreDamagedError: the file cannot be read.
        """
        return self._whole(name).splitlines(keepends=True)

    def _whole(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise StoreDamagedError(f"{self._folder / name}: found a text that cannot be read ({error})") from error

    def raw(self, graph: str) -> list[bytes]:
        """The lines of a named graph, each with its line feed; none if there is no such graph.

        Raises:
            StoreDamagedError: the file cannot be read.
        """
        return self.read(self._path(graph).name) if self.hold(graph) else []

    def telling(self, predicates: Iterable[str], *, default: bool) -> Iterator[str]:
        """The lines of the default graph, or of all others, that have one of some predicates.

        Raises:
            StoreDamagedError: a file cannot be read.
        """
        needles = [f" <{one}> ".encode() for one in predicates]
        for path in self._pieces.paths() if default else self._named():
            data = self._whole(path.name)
            for needle in needles:
                yield from _having(data, needle)

    def count(self) -> int:
        """How many lines there are.

        Raises:
            StoreDamagedError: a file cannot be read.
        """
        if self._count is None:
            stream = self.stream()
            self._count = sum(block.count(b"\n") for block in iter(partial(stream.read, _BLOCK), b""))
        return self._count

    def counted(self, count: int) -> None:
        """Take it from whoever wrote all lines that there are so many; else they are read to be counted."""
        self._count = count

    def size(self, graph: str) -> int:
        """How many bytes the lines of a named graph take."""
        return self._path(graph).stat().st_size if self.hold(graph) else 0

    def hold(self, graph: str) -> bool:
        """Whether a graph (or DEFAULT) has lines."""
        return bool(self._pieces.paths()) if graph == DEFAULT else self._path(graph).exists()

    def without(self, graphs: Iterable[str]) -> Iterator[str]:
        """Those of some named graphs that have no lines."""
        held = self.files()
        return (graph for graph in graphs if _name(graph) not in held)

    def stream(self) -> Readable:
        """The lines of all graphs, graph by graph, to be read piece by piece."""
        return _Joined(self._paths())

    def dump(self, stream: Writable) -> None:
        """Write the lines of all graphs, graph by graph.

        Raises:
            StoreDamagedError: a file cannot be read.
        """
        source = self.stream()
        while block := source.read(_BLOCK):
            stream.write(block)

    def copy(self, folder: Path) -> Texts:
        """The same texts in a new folder, by hard links; a file is never changed once it is written.

        Raises:
            OSError: the folder exists, or cannot be written.
        """
        folder.mkdir()
        with os.scandir(self._folder) as found:
            for one in found:
                os.link(one.path, f"{folder}/{one.name}")
        return Texts(folder)

    def change(self, graph: str, coming: Iterable[bytes], going: Collection[bytes]) -> None:
        """Take lines out of a graph's text and put others in; both are whole lines, and those that come are sorted.

        Raises:
            OSError: the file cannot be written.
        """
        self._count = None
        if graph == DEFAULT:
            self._pieces.change(coming, going)
            return
        path = self._path(graph)
        fresh = path.with_suffix(".new")
        with fresh.open("wb") as file:
            if path.exists():
                with path.open("rb") as old:
                    file.writelines(_merged(old, coming, going))
            else:
                file.writelines(coming)
            size = file.tell()
        fresh.replace(path)
        if size == 0:
            path.unlink()

    def put(self, graph: str, blocks: Iterable[bytes]) -> None:
        """Write the text of a named graph that has none: blocks of whole lines, in order.

        Raises:
            OSError: the file cannot be written.
        """
        self._count = None
        with self._path(graph).open("wb") as file:
            file.writelines(blocks)

    def begin(self, pieces: Iterable[tuple[bytes, Iterable[bytes]]]) -> None:
        """Write the text of the default graph, which has none, in pieces (see `graph.pieces`).

        Raises:
            OSError: a file cannot be written.
        """
        self._count = None
        self._pieces.begin(pieces)

    def rebuild(self, store: Store) -> None:
        """Bring all texts in line with what the engine holds; those of graphs that did not change stay.

        Raises:
            StoreDamagedError: the store cannot be read.
            OSError: a file cannot be written.
        """
        self._count = None
        found = {"": DEFAULT, **{name: name[1:-1] if name[0] == "<" else name for name in store.graph_names()}}
        for path in set(self._named()).difference(map(self._path, found.values())):
            path.unlink()
        for name, graph in found.items():
            end = f" {name} ." if name else " ."
            new, old = {f"{text[:-2]}{end}" for text in store.lines(graph)}, set(self.lines(graph))
            if new != old:
                self.change(graph, _encoded(new - old), set(_encoded(old - new)))

    def _paths(self) -> list[Path]:
        return [*self._pieces.paths(), *self._named()]

    def _named(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.nq") if not path.name.startswith("default"))

    def _path(self, graph: str) -> Path:
        return self._folder / _name(graph)


def _name(graph: str) -> str:
    return f"{hashlib.sha256(graph.encode()).hexdigest()[:32]}.nq"


def _encoded(lines: Iterable[str]) -> list[bytes]:
    return sorted(f"{text}\n".encode() for text in lines)


def _having(data: bytes, needle: bytes) -> Iterator[str]:
    """The lines whose second term this is, with a space at either side."""
    at = data.find(needle)
    while at >= 0:
        start, end = data.rfind(b"\n", 0, at) + 1, data.index(b"\n", at)
        if data.find(b" ", start, at) < 0:
            yield data[start:end].decode()
        at = data.find(needle, end)


class _Joined:
    """Files as one stream."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = iter(paths)
        self._file: IO[bytes] | None = None

    def read(self, size: int = -1) -> bytes:
        while True:
            if self._file is None:
                path = next(self._paths, None)
                if path is None:
                    return b""
                self._file = path.open("rb")
            if block := self._file.read(size if size >= 0 else _BLOCK):
                return block
            self._file.close()
            self._file = None


def _merged(old: IO[bytes], coming: Iterable[bytes], going: Collection[bytes]) -> Iterator[bytes]:
    last = b""
    for line in heapq.merge((line for line in old if line not in going), coming):
        if line != last:
            yield line
        last = line
