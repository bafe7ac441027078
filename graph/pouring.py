"""Lines that a store takes in while more of them are made: the engine reads them from a pipe, on a thread of its own.

To look at each line of a file takes Python as long as it takes the engine to load them; so both work at once.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from graph.store import Store

_TICK: Final = 0.001
"""Seconds between two looks whether the engine has opened the pipe, which it does at once."""


def supported(store: Store) -> bool:
    """Whether a store can be poured into: it is on disk, and the system has pipes with names."""
    return store.path is not None and hasattr(os, "mkfifo") and sys.platform != "darwin"


class Pouring:
    """A bulk load that has begun; it may stop half-way, and what came by then is in the store."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Begin to load N-Quads without blank nodes into a store; the pipe stands in a folder that exists."""
        self._store = store
        self._path = folder / "coming.nq"
        self._error: BaseException | None = None
        os.mkfifo(self._path, 0o600)
        self._thread = threading.Thread(target=self._load)
        self._thread.start()
        self._stream: IO[bytes] | None = self._opened()

    def write(self, blocks: Iterable[bytes]) -> None:
        """Pour whole lines.

        Raises:
            RdfSyntaxError: a line is not N-Quads.
            StoreFullError: the disk is full.
        """
        try:
            if self._stream is not None:
                self._stream.writelines(blocks)
        except BrokenPipeError:
            self.close()

    def end(self) -> None:
        """Say that nothing more comes, and do not wait."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()

    def close(self) -> None:
        """Wait until all is taken in.

        Raises:
            RdfSyntaxError: a line is not N-Quads.
            StoreFullError: the disk is full.
        """
        self.end()
        self._thread.join()
        self._path.unlink(missing_ok=True)
        if self._error is not None:
            raise self._error

    def _load(self) -> None:
        try:
            self._store.bulk_load(self._path)
        except BaseException as error:  # noqa: BLE001 - the thread that waits is to see it
            self._error = error

    def _opened(self) -> IO[bytes] | None:
        """The writing end, once there is a reader; None if there will be none."""
        while self._thread.is_alive():
            try:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                time.sleep(_TICK)
                continue
            os.set_blocking(descriptor, True)
            return os.fdopen(descriptor, "wb")
        return None
