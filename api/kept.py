"""Answers that were given a moment ago, kept while the graph is the one they were made from."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace

from api.replies import Reply
from queries.spool import IN_MEMORY


class Kept:
    """Small answers by what was asked; the one that was longest not asked for goes first."""

    def __init__(self, size: int, most: int = IN_MEMORY) -> None:
        """Keep bodies of at most `size` bytes together, each of at most `most`."""
        self._size = self._room = size
        self._most = most
        self._replies: OrderedDict[Hashable, Reply] = OrderedDict()
        self._version: str | None = None

    def __bool__(self) -> bool:
        """Whether any answer is ever kept."""
        return self._size > 0

    def get(self, version: str | None, key: Hashable) -> Reply | None:
        """The answer from the graph of this version, if it is kept."""
        if version is None or version != self._version:
            return None
        found = self._replies.get(key)
        if found is None:
            return None
        self._replies.move_to_end(key)
        return replace(found)

    def put(self, key: Hashable, reply: Reply) -> None:
        """Keep an answer, unless it is large, cut short, or different each time; a newer graph makes all others go."""
        if reply.volatile or not reply.complete or reply.size > min(self._most, self._size):
            return
        if reply.version != self._version:
            self._room += sum(one.size for one in self._replies.values())
            self._replies.clear()
            self._version = reply.version
        if key in self._replies:
            return
        self._replies[key] = _in_memory(reply)
        self._room -= reply.size
        while self._room < 0:
            self._room += self._replies.popitem(last=False)[1].size


def _in_memory(reply: Reply) -> Reply:
    """A reply of its own, whose body is in memory."""
    body = reply.body if reply.descriptor is None else os.pread(reply.descriptor, reply.size, 0)
    return replace(reply, body=body, descriptor=None)
