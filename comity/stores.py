"""Which store a command means: the folder that it names, or one of the bundled documents, made once and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.documents import bundled
from comity.plan import Plan
from ontology.errors import ConfigurationError, StoreError, StoreFullError

if TYPE_CHECKING:
    from comity.report import LoadReport


def folder_of(store: str) -> Path:
    """The folder that a value of `--store` names.

    Raises:
        ConfigurationError: it is an address, which only a later version will use.
    """
    if "://" in store:
        raise ConfigurationError(f"--store: found the address {store!r}, expected a folder")
    return Path(store)


@dataclass(frozen=True, slots=True)
class Cache:
    """Stores that were made from documents and can be made again, in the user's cache.

    Each set of paths has a folder of its own, and so has each installation of Comity, since both decide what is in it.
    """

    root: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Cache:
        """In COMITY_CACHE, else below the user's cache.

        That is XDG_CACHE_HOME or `~/.cache` (https://specifications.freedesktop.org/basedir-spec/).
        """
        home = environment.get("XDG_CACHE_HOME") or "~/.cache"
        return cls(Path(environment.get("COMITY_CACHE") or f"{home}/comity").expanduser() / "stores")

    def bundled(self, plan: Plan) -> tuple[Path, LoadReport | None]:
        """The store of the bundled documents, and what its making gave if it had to be made.

        Raises:
            ConfigurationError: the cache cannot be written.
        """
        return self.store([bundled()], plan)

    def store(self, paths: Sequence[Path], plan: Plan) -> tuple[Path, LoadReport | None]:
        """The store of these documents, and what its making gave if it had to be made; others wait meanwhile.

        Raises:
            DocumentError: there is nothing at a path, or no document in any.
            ConfigurationError: the cache cannot be written.
            StoreFullError: the disk is full.
        """
        from comity.mirror import follow  # noqa: PLC0415, a fifth of a second, and most commands name a store

        key = "\n".join([__file__, *sorted(str(path.resolve()) for path in paths)])
        folder = self.root / hashlib.sha256(key.encode()).hexdigest()[:16]
        try:
            return folder, follow(paths, folder, plan)
        except StoreFullError:
            raise
        except StoreError as error:
            advice = "name a folder with --store, or another cache with COMITY_CACHE"
            raise ConfigurationError(f"{error}; {advice}") from error
