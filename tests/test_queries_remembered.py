"""What is remembered stays within its bounds, and what was asked for lately stays longest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.remembered import Remembered

MOST = 10


@given(st.lists(st.integers(0, 30)))
def test_every_value_is_the_one_that_was_made(keys: list[int]) -> None:
    """Whatever was forgotten in between."""
    known = Remembered[int, str](MOST, str)
    assert [known[key] for key in keys] == [str(key) for key in keys]
    assert len(known) <= MOST // 2


@given(st.lists(st.lists(st.integers(0, 30), max_size=8)))
def test_many_are_made_at_once_and_none_twice_that_is_kept(asked: list[list[int]]) -> None:
    """Those of the last questions are."""
    known = Remembered[int, str](1000)
    made: list[int] = []

    def make(keys: list[int]) -> dict[int, str]:
        made.extend(keys)
        return {key: str(key) for key in keys}

    for keys in asked:
        assert known.those(keys, make) == {key: str(key) for key in keys}
    assert sorted(set(made)) == sorted(set().union(*map(set, asked)))


def test_what_was_asked_for_lately_is_not_made_again() -> None:
    """The older half goes."""
    known = Remembered[int, object](MOST, lambda _: object())
    first = [known[key] for key in range(2 * MOST)]
    assert [known[key] for key in range(2 * MOST - MOST // 2, 2 * MOST)] == first[-MOST // 2 :]
    assert known[0] is not first[0]


def test_a_key_that_nothing_makes_is_not_there() -> None:
    """As in any other dict."""
    with pytest.raises(KeyError):
        Remembered[int, int](MOST)[1]
