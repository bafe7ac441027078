"""What is written together is sent together, and nothing is held back for long."""

from __future__ import annotations

import asyncio
from typing import cast

from api.corked import Corked


class Transport:
    """A transport that remembers what it was told."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.told: list[bytes | str] = []

    def write(self, data: bytes) -> None:
        """Remember bytes."""
        self.told.append(data)

    def close(self) -> None:
        """Remember the end."""
        self.told.append("closed")

    def is_closing(self) -> bool:
        """Whether there was an end."""
        return "closed" in self.told


def _told(*writes: bytes, close: bool = False) -> list[bytes | str]:
    async def test() -> list[bytes | str]:
        transport = Transport()
        corked = Corked(cast(asyncio.Transport, transport), asyncio.get_running_loop())
        for one in writes:
            corked.write(one)
        if close:
            corked.close()
            assert corked.is_closing()
        await asyncio.sleep(0)
        return transport.told

    return asyncio.run(test())


def test_a_head_and_a_short_body_are_one_packet() -> None:
    """The loop sends them when it next turns."""
    assert _told(b"head", b"body") == [b"headbody"]
    assert _told() == []


def test_a_long_body_waits_for_nothing_and_overtakes_nothing() -> None:
    """It would only be copied."""
    long = b"x" * 100_000
    assert _told(b"head", long, b"end") == [b"head", long, b"end"]


def test_what_was_written_is_sent_before_the_end() -> None:
    """A refusal and its close, for one."""
    assert _told(b"sorry", close=True) == [b"sorry", "closed"]
