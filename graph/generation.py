"""One write: a copy of the published generation, changed, derived anew, and published whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from graph.difference import Difference
from graph.folder import Lease, Manifest, locked, next_name, publish, refused, sweep, sync
from graph.names import Names
from graph.network import Network
from graph.nquads import encode
from graph.patience import aside
from graph.replacement import Change
from graph.store import Store
from graph.texts import Texts
from ontology.errors import StoreError, StoreFullError, StoreMissingError
from ontology.iris import Iris

_TIMES: Final = 20
_MOMENT: Final = 0.05
"""How often, and how many seconds apart, a draft is removed that would not go; what stays, the next writer removes."""


def _unwatched(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Target:
    """A store's folder and how it is written.

    `iris` is that of the store, or the default for a new one, unless given. `checkpoint` is called with the name of
    each step once it is done: `copied`, `changed`, `derived`, `written`, `named`, `ready`, `published`.
    """

    folder: Path
    iris: Iris | None = None
    checkpoint: Callable[[str], None] = _unwatched


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation in the making: its store, and the graphs outside Comity's own that share their assertions.

    `quads` are those of the published generation, whose texts are `before`, of so many bytes (`size`).
    """

    store: Store
    iris: Iris
    shared: set[str] = field(default_factory=set)
    quads: int = 0
    before: Texts | None = None
    size: int = 0

    def merged(self, graph: str) -> bool:
        """Whether the assertions of a named graph stand in the default graph too."""
        return graph.startswith(self.iris.graph("")) or graph in self.shared

    def difference(self) -> Difference | None:
        """What has changed so far, by the texts; None if that cannot be told, or is too much."""
        texts = self.store.texts
        return Difference.of(self.before, texts, self.size) if self.before and texts else None

    def count(self) -> int:
        """How many quads there are."""
        change, texts = self.difference(), self.store.texts
        if change:
            return self.quads + change.grown
        return texts.count() if texts else self.store.count()

    def keep(self, graph: str) -> None:
        """Let a graph exist, even if it is empty."""
        texts = self.store.texts
        if not self.store.has_graph(graph):
            self.store.add_graph(graph)
        self.store.texts = texts


Write = Callable[[Draft], Change]
"""What a write does to a draft."""


def write(target: Target, change: Write) -> Change:
    """Apply a change to the published graph of a folder, which becomes a store if it is none.

    Raises:
        StoreLockedError: another process is writing to the store.
        StoreFullError: the disk is full; the store is as it was.
        StoreDamagedError: the store that is there cannot be read.
        StoreError: the folder cannot be written, or its store has addresses below another base.
    """
    with locked(target.folder):
        sweep(target.folder)
        draft = target.folder / "generations" / f"{next_name(target.folder)}.partial"
        try:
            return _generation(target, draft, change)
        except StoreFullError as error:
            raise StoreFullError(f"{target.folder}: the disk is full; the store is as it was before") from error
        except OSError as error:
            raise refused(target.folder, error) from error
        finally:
            _discard(draft)


def _discard(draft: Path) -> None:
    """Remove what was not published; after an error the engine may go on writing there for a moment."""
    shutil.rmtree(draft, ignore_errors=True)
    for _ in range(_TIMES):
        if not draft.exists():
            break
        time.sleep(_MOMENT)
        shutil.rmtree(draft, ignore_errors=True)


def _generation(target: Target, path: Path, change: Write) -> Change:
    lease = _copied(target.folder, path)
    previous = lease.manifest if lease else None
    iris = _agreed(target, previous)
    target.checkpoint("copied")
    store = Store.open(path / "quads")
    store.texts = Texts(path / "texts")
    try:
        draft = _draft(store, iris, lease)
        done = change(draft)
        if previous and not done:
            return done
        _told(store, path)
        target.checkpoint("changed")
        if store.busy:
            quads = aside(partial(_derive, draft, path, lease))
            _sync_early(path)
        else:
            quads = _derive(draft, path, lease)
        manifest = _manifest(draft, previous, done, quads)
        store.flush()
        target.checkpoint("derived")
    finally:
        store.close()
    publish(target.folder, path, manifest, target.checkpoint)
    sweep(target.folder)
    return done


def _sync_early(path: Path) -> None:
    """Put on the disk what is whole, while the engine still takes in what came; publishing has less to wait for."""
    for name in ("texts", "names", "network"):
        sync(path / name)


def _copied(folder: Path, path: Path) -> Lease | None:
    """The published generation, its store copied; None if there is no such generation."""
    path.mkdir()
    try:
        lease = Lease.take(folder)
    except StoreMissingError:
        (path / "texts").mkdir()
        return None
    Store.read_only(lease.path / "quads").backup(path / "quads")
    Texts(lease.path / "texts").copy(path / "texts")
    return lease


def _told(store: Store, path: Path) -> None:
    """Bring the texts in line with the store, where the write itself could not."""
    if store.texts is None:
        texts = Texts(path / "texts")
        texts.rebuild(store)
        store.texts = texts


def _draft(store: Store, iris: Iris, lease: Lease | None) -> Draft:
    if lease is None:
        return Draft(store, iris)
    manifest = lease.manifest
    size = sum(size for name, size in manifest.files.items() if name.startswith("texts/") and name.endswith(".nq"))
    return Draft(store, iris, set(manifest.merged), manifest.quads, Texts(lease.path / "texts"), size)


def _derive(draft: Draft, path: Path, lease: Lease | None) -> int:
    """Derive names and network, from those of the generation before where little has changed; how many quads there are.

    Both ways give the same bytes.
    """
    from graph.revising import names_after, network_after  # noqa: PLC0415, compiled code is only loaded where it runs

    store, iris, change, names, network = draft.store, draft.iris, draft.difference(), None, None
    if lease and change:
        names = names_after(change, Names.open(lease.path / "names", iris.base), store, iris)
        network = network_after(change, Network.open(lease.path / "network"), store, iris)
    (names or Names.build(store, iris)).save(path / "names")
    (network or Network.build(store, iris)).save(path / "network")
    return draft.quads + change.grown if change else draft.count()


def _agreed(target: Target, previous: Manifest | None) -> Iris:
    if previous is None:
        return target.iris or Iris()
    if target.iris and target.iris.base != previous.base:
        found, expected = previous.base, target.iris.base
        raise StoreError(f"{target.folder}: found a store with addresses below {found}, expected {expected}")
    return Iris(previous.base)


def _manifest(draft: Draft, previous: Manifest | None, done: Change, quads: int) -> Manifest:
    version = digest_of(previous.version if previous else "", draft.iris.base, done.digest)
    names, texts = draft.store.graphs(), draft.store.texts
    empty = tuple(texts.without(names)) if texts else ()
    return Manifest(version, draft.iris.base, quads, len(names), tuple(sorted(draft.shared)), empty)


def digest_of(*parts: str) -> str:
    """64 hexadecimal digits that stand for texts in their order."""
    return hashlib.sha256(encode(parts)).hexdigest()
