"""A transport that sends a head and a short body as one packet, since two would wake the client twice."""

from __future__ import annotations

import asyncio
from typing import Any, Final

_SHORT: Final = 16 * 1024
"""Bytes from which nothing is held back."""


class Corked:
    """A transport whose short writes wait until whoever writes has nothing more to say for now."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Write to `transport`, at the latest when the loop next turns."""
        self._transport = transport
        self._loop = loop
        self._waiting = bytearray()
        self.is_closing = transport.is_closing

    def __getattr__(self, name: str) -> Any:
        """Everything else is as it is there."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send bytes, soon."""
        if len(data) >= _SHORT:
            self._flush()
            self._transport.write(data)
            return
        if not self._waiting:
            self._loop.call_soon(self._flush)
        self._waiting += data

    def send(self, data: bytes) -> None:
        """Send bytes now: all that there is to say."""
        self._flush()
        self._transport.write(data)

    def close(self) -> None:
        """Close the connection once everything is sent."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._waiting:
            data, self._waiting = bytes(self._waiting), bytearray()
            self._transport.write(data)
