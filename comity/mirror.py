"""A store that follows some documents: read again when they, or the code that reads them, are no longer the same."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.build import load
from comity.documents import package_folder
from comity.plan import Plan
from comity.report import LoadReport
from graph import Graph
from ontology.errors import StoreDamagedError, StoreError, StoreMissingError

_READING: Final = ("ontology", "loaders", "graph", "comity")
"""The packages that decide what documents become."""

_MARK: Final = "documents.json"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a store was made from, and the version that it then had; no version if it held more than that."""

    documents: str
    version: str

    @classmethod
    def of(cls, folder: Path) -> _Mark | None:
        try:
            return cls(**json.loads((folder / _MARK).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, folder: Path) -> None:
        fresh = folder / f"{_MARK}.new"
        fresh.write_text(json.dumps({"documents": self.documents, "version": self.version}), encoding="ascii")
        fresh.rename(folder / _MARK)


def follow(paths: Sequence[Path], folder: Path, plan: Plan) -> LoadReport | None:
    """Bring a store in line with documents; None says that it was so already.

    A store that was made here and holds nothing else is made anew, and takes the place of the old one once it is whole;
    the documents that it held before are gone, and a damaged one is mended. In any other store the documents replace
    what they said before, and nothing else is taken out.

    Raises:
        DocumentError: there is nothing at a path, or no document in any.
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
        StoreDamagedError: a store that was not made here cannot be read.
        StoreError: the folder cannot be made or written to.
    """
    with _alone(folder.absolute().parent):
        stamp, mark = content_stamp(paths, plan.reader.mark()), _Mark.of(folder)
        version = _version(folder, mark)
        if version and mark and mark.documents == stamp:
            return None
        if version is None or (mark and mark.version == version):
            return _make_anew(paths, folder, plan, stamp)
        report = load(paths, folder, plan)
        _Mark(stamp, "").write(folder)
        return report


def _make_anew(paths: Sequence[Path], folder: Path, plan: Plan, stamp: str) -> LoadReport:
    fresh, old = (folder.with_name(f"{folder.name}.{word}") for word in ("new", "old"))
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        report = load(paths, fresh, plan)
        if report.version:
            _Mark(stamp, report.version).write(fresh)
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return report


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Wait until nobody else makes a store in a folder."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(parent, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise StoreError(f"{parent}: {error.strerror or error}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _version(folder: Path, mark: _Mark | None) -> str | None:
    """The version of what is there; None if there is nothing, or only the ruins of one that was made here."""
    try:
        return Graph.open(folder).version
    except StoreMissingError:
        return None
    except StoreDamagedError:
        if mark and mark.version:
            return None
        raise


def content_stamp(paths: Sequence[Path], mark: str = "") -> str:
    """A digest of documents, of what lies beside them, and of everything that decides what they become.

    `mark` says what their reader was given.
    """
    digest = hashlib.sha256(mark.encode())
    for package in _READING:
        root = package_folder(package)
        _add(digest, root, (p for p in root.rglob("*") if "__pycache__" not in p.parts))
    for path in sorted(paths):
        _add(digest, path.parent, path.rglob("*") if path.is_dir() else (path, path.with_suffix(".toml")))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, root: Path, found: Iterator[Path] | tuple[Path, ...]) -> None:
    """Name, length and content of each file, so that no two sets of files give the same bytes."""
    for path in sorted(p for p in found if p.is_file()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\n{len(data)}\n".encode())
        digest.update(data)
