"""Statements as a store, and the store as a network: what every question is asked of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.folder import Lease, Manifest
from ontology.iris import Iris

if TYPE_CHECKING:
    from graph.names import Names
    from graph.network import Network
    from graph.store import Store

__all__ = ["Graph"]


@dataclass(frozen=True)
class Graph:
    """One state of the data set, for reading: its triples, its network, its addresses and its version.

    Two graphs of one version hold the same triples.
    """

    store: Store
    manifest: Manifest
    lease: Lease | None = None

    @classmethod
    def open(cls, folder: Path) -> Graph:
        """The graph that is published in a folder, as it is at this moment; it stays readable when another follows it.

        Raises:
            StoreMissingError: nothing was published there.
            StoreDamagedError: what was published is not whole.
        """
        from graph.store import Store  # noqa: PLC0415, a service looks into folders, and only its workers open a store
        from graph.texts import Texts  # noqa: PLC0415, as above

        lease = Lease.take(folder)
        store = Store.read_only(lease.path / "quads")
        store.texts = Texts(lease.path / "texts")
        return cls(store, lease.manifest, lease)

    @classmethod
    def held(cls, folder: Path, most: int) -> Graph | None:
        """The published graph with its triples in memory; None if they are more than `most`.

        Neither a thread is started nor a file of the engine opened, so that a process may be forked afterwards.

        Raises:
            StoreMissingError: nothing was published there.
            StoreDamagedError: what was published is not whole.
        """
        from graph.store import Store  # noqa: PLC0415, as in `open`
        from graph.texts import Texts  # noqa: PLC0415, as in `open`

        lease = Lease.take(folder)
        if lease.manifest.quads > most:
            return None
        store = Store.held(Texts(lease.path / "texts"), lease.manifest.empty)
        return cls(store, lease.manifest, lease)

    @classmethod
    def of(cls, store: Store, iris: Iris | None = None) -> Graph:
        """A store as it is now; it must not be changed while the graph is in use."""
        lines = sorted(store.lines())
        version = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        base = (iris or Iris()).base
        return cls(store, Manifest(version, base, len(lines), len(store.graphs())))

    @property
    def version(self) -> str:
        """What changes when the triples do: 64 hexadecimal digits."""
        return self.manifest.version

    @cached_property
    def iris(self) -> Iris:
        """The addresses of this graph's things."""
        return Iris(self.manifest.base)

    @cached_property
    def names(self) -> Names:
        """The names of things, mapped into memory on first use."""
        from graph.names import Names  # noqa: PLC0415, arrays take a fifth of a second, and a service needs none

        if self.lease is None:
            return Names.build(self.store, self.iris)
        return Names.open(self.lease.path / "names", self.manifest.base)

    @cached_property
    def network(self) -> Network:
        """The default graph as a network, mapped into memory on first use."""
        from graph.network import Network  # noqa: PLC0415, as above

        if self.lease is None:
            return Network.build(self.store, self.iris)
        return Network.open(self.lease.path / "network")
