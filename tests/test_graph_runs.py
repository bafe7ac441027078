"""Lines come out sorted and once, whether they waited in memory or in files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.runs import Runs

LINES = st.lists(st.binary(max_size=3).map(lambda text: text.replace(b"\n", b"") + b"\n"), max_size=30)


@given(LINES, st.sampled_from([1, 10, 1000]))
def test_lines_are_sorted_and_distinct(lines: list[bytes], run_bytes: int) -> None:
    """However few bytes memory takes, the order is that of the bytes, and no line comes twice."""
    with Runs(run_bytes=run_bytes) as runs:
        for line in lines:
            runs.add([line])
        assert list(runs) == sorted(set(lines)) == list(runs)
        assert bool(runs) == bool(lines)


@given(LINES, st.lists(st.integers(0, 60)))
def test_a_stream_may_be_cut_anywhere(lines: list[bytes], cuts: list[int]) -> None:
    """What is written in pieces is what was written whole."""
    data = b"".join(lines)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    with Runs() as runs:
        for start, end in pairwise(edges):
            assert runs.write(data[start:end]) == end - start
        runs.flush()
        assert list(runs) == sorted(set(lines))


@pytest.mark.parametrize("run_bytes", [1, 1000])
def test_nothing_is_left_behind(run_bytes: int, tmp_path: Path) -> None:
    """Files vanish with the lines, and the runs can be filled again."""
    runs = Runs(tmp_path, run_bytes)
    for _ in range(2):
        runs.add([b"b\n", b"a\n"])
        assert list(runs) == [b"a\n", b"b\n"]
        runs.clear()
        assert not runs
        assert list(runs) == []
    assert list(tmp_path.iterdir()) == []
