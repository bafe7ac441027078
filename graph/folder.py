"""The folder of a store: immutable generations, one of them published, and one writer at a time.

::

    STORE/
      CURRENT                     name of the published generation, and the SHA-256 of its manifest
      lock                        held (flock) by the one writer
      generations/000007/
        manifest.json             held (flock, shared) by whoever reads this generation
        quads/                    the triple store
        texts/                    the same quads as sorted N-Quads, one file a graph, many for the default graph
        network/ names/           what is derived from them

A writer copies the published generation (hard links), changes the copy, writes everything to the disk and renames a
new CURRENT into place; that rename is the one step that readers see. Whatever stops a writer before it leaves the
folder as it was, and the next writer clears the remains. POSIX file locks are needed, so a local file system is.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Final

from ontology.errors import StoreDamagedError, StoreError, StoreFullError, StoreLockedError, StoreMissingError

FORMAT: Final = 7
"""The layout of a generation, that of its tables included; a reader refuses one that it does not know."""

KEPT: Final = 2
"""Generations that are kept: the published one and the one before it."""

Checkpoint = Callable[[str], None]
"""Called with the name of each step of a write once it is done."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds.

    `version` changes whenever the triples do. `quads` counts all graphs, `graphs` the named ones. `merged` names the
    graphs outside Comity's own whose triples also stand in the default graph, and `empty` those without a triple.
    `files` are sizes in bytes, by path.
    """

    version: str
    base: str
    quads: int
    graphs: int
    merged: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    files: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT

    def encode(self) -> bytes:
        """The manifest as the bytes of its file."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """The manifest that a file holds.

        Raises:
            StoreDamagedError: it is not a manifest, or of a format that this program does not know.
        """
        try:
            found = json.loads(data)
            if found["format"] != FORMAT:
                raise StoreDamagedError(_ANOTHER.format(found["format"]))
            return cls(**{**found, "merged": tuple(found["merged"]), "empty": tuple(found["empty"])})
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamagedError(f"found a manifest that cannot be read ({error})") from error


_ANOTHER: Final = (
    f"found a store of format {{}}, made by another version of Comity, expected format {FORMAT}: "
    "load the documents again, into a new folder"
)


class Lease:
    """A published generation, held against removal while this object lives."""

    def __init__(self, path: Path, manifest: Manifest, descriptor: int) -> None:
        """Hold the generation by a locked descriptor of its manifest."""
        self.path: Final = path
        self.manifest: Final = manifest
        weakref.finalize(self, os.close, descriptor)

    @classmethod
    def take(cls, folder: Path) -> Lease:
        """Hold the generation that is published now.

        Raises:
            StoreMissingError: nothing was published in this folder.
            StoreDamagedError: what was published is not whole.
        """
        while True:
            name, digest = current(folder)
            path = folder / "generations" / name
            try:
                descriptor = os.open(path / "manifest.json", os.O_RDONLY | os.O_CLOEXEC)
            except OSError as error:
                if current(folder)[0] != name:
                    continue
                raise StoreDamagedError(f"{path}: the published generation is not there") from error
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if os.fstat(descriptor).st_nlink == 0:
                os.close(descriptor)
                continue
            try:
                return cls(path, _whole(path, digest), descriptor)
            except StoreDamagedError:
                os.close(descriptor)
                raise


def current(folder: Path) -> tuple[str, str]:
    """Name of the published generation, and digest of its manifest.

    Raises:
        StoreMissingError: nothing was published in this folder.
        StoreDamagedError: CURRENT does not name a generation.
    """
    try:
        found = (folder / "CURRENT").read_text(encoding="ascii", errors="replace").split()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissingError(
            f"{folder}: found no store there; `comity load PATH --store {folder}` makes one"
        ) from error
    if len(found) != 2 or not found[0].isdigit():
        raise StoreDamagedError(f"{folder / 'CURRENT'}: found {' '.join(found)[:80]!r}, expected a generation")
    return found[0], found[1]


def _whole(path: Path, digest: str) -> Manifest:
    data = (path / "manifest.json").read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise StoreDamagedError(f"{path / 'manifest.json'}: found other bytes than were published")
    try:
        manifest = Manifest.decode(data)
    except StoreDamagedError as error:
        raise StoreDamagedError(f"{path.parent.parent}: {error}") from error
    for name, size in manifest.files.items():
        try:
            found = os.stat(f"{path}/{name}").st_size  # noqa: PTH116 - a third of the time, for thousands of files
        except OSError as error:
            raise StoreDamagedError(f"{path / name}: the file is missing; {_REPAIR}") from error
        if found != size:
            raise StoreDamagedError(f"{path / name}: found {found} bytes, expected {size}; {_REPAIR}")
    return manifest


_REPAIR: Final = "load the documents into a new store, or restore a copy of this one"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the one writer of a folder, which is made if it is absent.

    Raises:
        StoreLockedError: another process is writing to it.
        StoreError: the folder cannot be made or written to.
    """
    try:
        (folder / "generations").mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise refused(folder, error) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreLockedError(f"{folder}: another process is writing to this store") from error
        yield
    finally:
        os.close(descriptor)


def refused(folder: Path, error: OSError) -> StoreError:
    """The error of a folder that the system would not write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFullError(f"{folder}: the disk is full; the store is as it was before")
    return StoreError(f"{folder}: {error.strerror or error}")


def sweep(folder: Path) -> None:
    """Remove what no reader can want: drafts, and generations that are neither recent nor held; only under `locked`."""
    generations = folder / "generations"
    numbers = sorted((p for p in generations.iterdir() if p.name.isdigit()), key=lambda p: int(p.name))
    try:
        published = int(current(folder)[0])
    except StoreMissingError:
        published = -1
    kept = [p for p in numbers if int(p.name) <= published][-KEPT:]
    for path in generations.iterdir():
        if path not in kept and _free(path):
            shutil.rmtree(path, ignore_errors=True)


def _free(path: Path) -> bool:
    """Whether nobody reads this generation; its manifest then vanishes before a reader can hold it."""
    try:
        descriptor = os.open(path / "manifest.json", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (path / "manifest.json").unlink()
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def next_name(folder: Path) -> str:
    """The name of the generation after the published one; only under `locked`."""
    with suppress(StoreMissingError):
        return f"{int(current(folder)[0]) + 1:06d}"
    return f"{1:06d}"


def publish(folder: Path, draft: Path, manifest: Manifest, checkpoint: Checkpoint) -> None:
    """Make a draft the published generation: everything on the disk first, then one rename; only under `locked`.

    Raises:
        OSError: the system would not write; nothing was published.
    """
    found = list(_entries(str(draft)))
    data = replace(manifest, files=_sizes(draft, found)).encode()
    (draft / "manifest.json").write_bytes(data)
    _sync(draft / "manifest.json")
    _sync_all(found)
    _sync(draft)
    checkpoint("written")
    path = draft.with_suffix("")
    draft.rename(path)
    _sync(path.parent)
    checkpoint("named")
    fresh = folder / "CURRENT.new"
    fresh.write_text(f"{path.name} {hashlib.sha256(data).hexdigest()}\n", encoding="ascii")
    _sync(fresh)
    checkpoint("ready")
    fresh.rename(folder / "CURRENT")
    _sync(folder)
    checkpoint("published")


_SCRATCH: Final = ("LOCK", "LOG", "IDENTITY")
"""Files of the engine that say nothing about its data."""


def _sizes(draft: Path, found: Iterable[os.DirEntry[str]]) -> dict[str, int]:
    start = len(str(draft)) + 1
    kept = (one for one in found if not one.is_dir() and not one.name.startswith(_SCRATCH))
    return {one.path[start:]: one.stat().st_size for one in kept}


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """All files and folders below a folder, each folder behind what it holds.

    There are thousands, of which a `Path` each would take a quarter of a small write; an entry asks the system once.
    """
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                yield from _entries(one.path)
            yield one


def sync(root: Path) -> None:
    """Put a draft on the disk; a file with another link is one of the published generation, and is there already."""
    _sync_all(_entries(str(root)))
    _sync(root)


def _sync_all(found: Iterable[os.DirEntry[str]]) -> None:
    for one in found:
        if one.is_dir() or one.stat().st_nlink == 1:
            _sync(one.path)


def _sync(path: Path | str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
