"""Lines of many graphs come out graph by graph, sorted, each once, whatever way they went in."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.tables.sheaf import Sheaf, Sorted

_LINE = st.tuples(
    st.sampled_from(["", "<g:a>", "<g:b>"]),
    st.lists(st.sampled_from(["<a:a>", "<a:ab>", "<a:b>", '"é"', '"' + "x" * 9 + '"']), min_size=1, max_size=4),
)


def _text(words: list[str]) -> bytes:
    return " ".join([*words, ".\n"]).encode()


def _sorted(*lines: bytes) -> Sorted:
    with Sheaf(None) as sheaf:
        sheaf.add(b"".join(lines), np.array(list(map(len, lines))), np.zeros(len(lines), np.int32))
        return sheaf.sorted()


@given(st.lists(st.lists(_LINE, max_size=40), max_size=4))
def test_the_lines_of_each_graph_are_sorted_and_distinct(runs: list[list[tuple[str, list[str]]]]) -> None:
    """Those with blank nodes and those without, taken together."""
    with Sheaf(None) as sheaf:
        for at, run in enumerate(runs):
            lines = [_text(words) for _, words in run]
            numbers = np.array([sheaf.number(graph) for graph, _ in run], np.int32)
            sheaf.add(b"".join(lines), np.array(list(map(len, lines)), np.int32), numbers, labelled=at % 2 == 1)
        found = sheaf.sorted()
    expected: dict[str, set[bytes]] = {}
    for graph, words in (line for run in runs for line in run):
        expected.setdefault(graph, set()).add(_text(words))
    assert found.graphs == sorted(expected)
    for graph, texts in expected.items():
        assert b"".join(found.lines(graph)) == b"".join(sorted(texts))
    every = sorted(text for texts in expected.values() for text in texts)
    streams = [found.having(labelled=labelled) for labelled in (False, True)]
    assert sorted(line for stream in streams for block in stream for line in block.splitlines(keepends=True)) == every


@given(st.sets(st.text("abcdéf", min_size=1, max_size=3)))
def test_a_graph_comes_in_parts_by_subject(subjects: set[str]) -> None:
    """Each part but the first starts with a subject whose CRC-32 says so."""
    lines = sorted(f"<a:{one}> <a:p> <a:{value}> .\n".encode() for one in subjects for value in "xy")
    expected: list[tuple[bytes, bytes]] = []
    for line in lines:
        head = line.partition(b" ")[0]
        if crc32(head) % 3 == 0 and (not expected or expected[-1][0] != head):
            expected.append((head, b""))
        key, text = expected.pop() if expected else (b"", b"")
        expected.append((key, text + line))
    assert [(key, b"".join(blocks)) for key, blocks in _sorted(*lines).parts("", 3)] == expected


def test_lines_are_sent_as_they_come(tmp_path: Path) -> None:
    """The feed gives them after the sheaf is closed; a line that was sent is not among those that were not."""
    one, two = b"<a:a> <a:b> <a:c> .\n", b"<a:b> <a:b> <a:c> .\n"
    size = np.array([len(one)])
    with Sheaf(tmp_path) as sheaf:
        feed = sheaf.feed()
        sheaf.add(one, size, np.zeros(1, np.int32))
        sheaf.add(two, size, np.zeros(1, np.int32))
        sheaf.add(one, size, np.zeros(1, np.int32), feed=feed)
        blocks = feed.blocks()
        assert next(blocks) == one
        found = sheaf.sorted()
    feed.end(found.unsent())
    assert list(blocks) == [two]
    assert len(found) == 2


def test_a_feed_that_is_dropped_gives_no_more(tmp_path: Path) -> None:
    """Whatever waits in it."""
    one = b"<a:a> <a:b> <a:c> .\n"
    with Sheaf(tmp_path) as sheaf:
        feed = sheaf.feed()
        for _ in range(3):
            sheaf.add(one, np.array([len(one)]), np.zeros(1, np.int32), feed=feed)
        blocks = feed.blocks()
        next(blocks)
    feed.drop()
    assert list(blocks) == []


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    """And leaves no file behind."""
    with Sheaf(tmp_path) as sheaf:
        found = sheaf.sorted()
    assert (found.graphs, list(found.parts("", 3)), list(found.having(labelled=False)), len(found)) == ([], [], [], 0)
    assert not list(tmp_path.iterdir())


def test_blocks_are_of_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a line is."""
    monkeypatch.setattr("graph.tables.sheaf._BLOCK", 30)
    lines = [b"a" * size + b" .\n" for size in (5, 9, 60, 11)]
    blocks = list(_sorted(*lines).lines(""))
    assert b"".join(blocks) == b"".join(sorted(lines))
    assert all(block.endswith(b"\n") for block in blocks)
    assert len(blocks) == 3
