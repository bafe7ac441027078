"""Answers that are kept while the graph is the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.kept import Kept
from api.replies import Reply


def _reply(body: bytes, version: str = "1") -> Reply:
    return Reply("text/plain", len(body), version, body)


def test_an_answer_is_kept_for_its_graph_only() -> None:
    """Another version has another answer."""
    kept = Kept(100)
    kept.put("a", _reply(b"x"))
    found = kept.get("1", "a")
    assert found is not None
    assert found.body == b"x"
    assert kept.get("2", "a") is None
    assert kept.get(None, "a") is None
    kept.put("b", _reply(b"y", "2"))
    assert kept.get("1", "a") is None
    assert kept.get("2", "b") is not None


def test_there_is_only_so_much_room() -> None:
    """What was longest not asked for goes."""
    kept = Kept(10)
    for key in "ab":
        kept.put(key, _reply(b"12345"))
    assert kept.get("1", "a") is not None
    kept.put("c", _reply(b"1"))
    assert [kept.get("1", key) is not None for key in "abc"] == [True, False, True]
    assert Kept(0).get("1", "a") is None


@pytest.mark.parametrize(
    "reply",
    [
        Reply("text/plain", 1, "1", b"x", volatile=True),
        Reply("text/plain", 1, "1", b"x", complete=False),
        Reply("text/plain", 100_000, "1", b"x" * 100_000),
    ],
    ids=["volatile", "cut short", "large"],
)
def test_what_another_run_would_answer_differently_is_not_kept(reply: Reply) -> None:
    """Nor what would fill the room at once."""
    kept = Kept(1_000_000)
    kept.put("a", reply)
    assert kept.get("1", "a") is None


def test_an_answer_from_a_file_is_kept_whole(tmp_path: Path) -> None:
    """Descriptions of many graphs are longer than what is sent from memory."""
    (tmp_path / "body").write_bytes(b"x" * 100_000)
    kept = Kept(1_000_000, 200_000)
    kept.put("a", Reply("text/plain", 100_000, "1", descriptor=os.open(tmp_path / "body", os.O_RDONLY)))
    found = kept.get("1", "a")
    assert found is not None
    assert (found.body, found.descriptor) == (b"x" * 100_000, None)
