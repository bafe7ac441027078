"""Texts and numbers in arrays, in memory or mapped from a file, are found and are what they were."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.pools import Array, Pool, Postings, open_arrays, save_arrays
from ontology.errors import StoreDamagedError

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), unique=True, max_size=20).map(sorted)


@given(TEXTS, st.text(st.characters(exclude_categories=["Cs"]), max_size=3))
def test_a_text_is_found_where_it_stands(texts: list[str], other: str) -> None:
    """Sorted texts are found by themselves and by how they begin, as they are in a list."""
    pool = Pool.of(texts)
    assert list(pool) == texts
    assert len(pool) == len(texts)
    assert [pool.find(text) for text in texts] == list(range(len(texts)))
    assert pool.find(other) == (texts.index(other) if other in texts else -1)
    assert [pool[i] for i in pool.starting(other)] == [text for text in texts if text.startswith(other)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9))))
def test_ids_are_listed_by_key(pairs: list[tuple[int, int]]) -> None:
    """Each key has its distinct ids, sorted; neighbouring keys have theirs together."""
    postings = Postings.of([key for key, _ in pairs], [one for _, one in pairs], 6)
    for key in range(6):
        assert postings[key].tolist() == sorted({one for k, one in pairs if k == key})
    assert postings.of_range(range(2, 5)).tolist() == sorted({one for k, one in pairs if 2 <= k < 5})
    assert postings.lengths().tolist() == [len(postings[key]) for key in range(6)]


ARRAYS: dict[str, Array] = {
    "none": np.array([], np.int32),
    "one": np.array([7], np.uint8),
    "bits": np.array([True, False]),
    "table": np.arange(6, dtype=np.float32).reshape(2, 3),
    "long": np.arange(100_000, dtype=np.int64),
    "last": np.array([], np.int64),
}


def test_arrays_are_the_same_after_they_were_saved(tmp_path: Path) -> None:
    """Type, shape and values come back, for reading only."""
    save_arrays(tmp_path / "index", ARRAYS)
    opened = open_arrays(tmp_path / "index", ARRAYS)
    for name, array in ARRAYS.items():
        assert opened[name].dtype == array.dtype
        assert np.array_equal(opened[name], array)
        assert not opened[name].flags.writeable
    with pytest.raises(FileExistsError):
        save_arrays(tmp_path / "index", ARRAYS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        b"[]\n",
        b"{}\n",
        json.dumps({"a": ["<i8", [4], 8]}).encode() + b"\n",
        json.dumps({"a": ["|O", [1], 0]}).encode() + b"\n" + b"0" * 99,
        json.dumps({"a": ["<i8", [-1], 0]}).encode() + b"\n" + b"0" * 99,
        json.dumps({"a": ["<i8", [1], -8]}).encode() + b"\n" + b"0" * 99,
    ],
)
def test_a_file_that_is_not_whole_is_damage(data: bytes, tmp_path: Path) -> None:
    """Nothing beyond the file is read, and nothing but numbers is made."""
    (tmp_path / "arrays").write_bytes(data)
    with pytest.raises(StoreDamagedError, match="index that cannot be read"):
        open_arrays(tmp_path, ["a"])


def test_a_missing_array_is_damage(tmp_path: Path) -> None:
    """An index of another version is not taken for one of ours."""
    save_arrays(tmp_path / "index", ARRAYS)
    with pytest.raises(StoreDamagedError, match="other"):
        open_arrays(tmp_path / "index", ["one", "other"])
    with pytest.raises(StoreDamagedError):
        open_arrays(tmp_path / "none", ["one"])
