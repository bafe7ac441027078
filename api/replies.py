"""Finished answers, and what goes with a question: on whose behalf it is asked, and a body that is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.wire import Message, Outcome


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf a question is asked: the client's address, and the id under which it may be cancelled."""

    client: str = "local"
    query_id: str | None = None


NOBODY: Final = Asker()


@dataclass(slots=True)
class Reply:
    """A finished answer: `body` in memory, or `descriptor` open on a file of `size` bytes that the holder closes.

    `since` is when its graph was published, as in `Edition`.
    """

    media_type: str
    size: int
    version: str
    body: bytes = b""
    descriptor: int | None = None
    complete: bool = True
    limits_hit: tuple[str, ...] = ()
    volatile: bool = False
    gzip: bool = False
    query_id: str = ""
    since: int = 0

    def chunks(self, length: int = 256 * 1024) -> Iterator[bytes]:
        """The body piece by piece; closes the file at the end, or when the iterator is dropped."""
        if self.descriptor is None:
            yield self.body
            return
        try:
            for start in range(0, self.size, length):
                yield os.pread(self.descriptor, min(length, self.size - start), start)
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the file, if there is one; a second time does nothing."""
        descriptor, self.descriptor = self.descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __del__(self) -> None:
        """An answer that nobody took leaves no file open."""
        self.close()


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that goes with a write: in memory, or as a descriptor of a file that is closed once it was sent."""

    body: bytes = b""
    descriptor: int | None = None


NOTHING: Final = Upload()


def reply_of(message: Message, query_id: str) -> Reply:
    """The reply to a question, as its worker sent it."""
    outcome: Outcome = message.head
    return Reply(
        outcome.media_type,
        len(message.body) if message.descriptor is None else os.fstat(message.descriptor).st_size,
        outcome.edition.version,
        message.body,
        message.descriptor,
        outcome.complete,
        outcome.limits_hit,
        outcome.volatile,
        outcome.gzip,
        query_id,
        outcome.edition.since,
    )
