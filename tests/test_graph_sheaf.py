"""Lines of many graphs come out graph by graph, sorted, each once, whatever way they went in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sheaf import Sheaf, Sorted

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
    streams = [stream for labelled in (False, True) for stream in found.streams(labelled=labelled)]
    assert sorted(line for stream in streams for block in stream for line in block.splitlines(keepends=True)) == every


def test_a_graph_comes_in_parts_by_subject() -> None:
    """Each part but the first starts with a subject that begins one."""
    lines = [f"<a:{subject}> <a:p> <a:{value}> .\n".encode() for subject in "abcdef" for value in "xy"]
    parts = _sorted(*lines).parts("", lambda subject: subject in {b"<a:c>", b"<a:d>"})
    assert [(key, b"".join(blocks)) for key, blocks in parts] == [
        (b"", b"".join(lines[:4])),
        (b"<a:c>", b"".join(lines[4:6])),
        (b"<a:d>", b"".join(lines[6:])),
    ]


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    """And leaves no file behind."""
    with Sheaf(tmp_path) as sheaf:
        found = sheaf.sorted()
    assert (found.graphs, list(found.parts("", bool)), found.streams(labelled=False)) == ([], [], [])
    assert not list(tmp_path.iterdir())


def test_blocks_are_of_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a line is."""
    monkeypatch.setattr("graph.sheaf._BLOCK", 30)
    lines = [b"a" * size + b" .\n" for size in (5, 9, 60, 11)]
    blocks = list(_sorted(*lines).lines(""))
    assert b"".join(blocks) == b"".join(sorted(lines))
    assert all(block.endswith(b"\n") for block in blocks)
    assert len(blocks) == 3
