"""Rows go and come as they would in a list."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.pools import Pool
from graph.splicing import Splice, matched, picked

TEXTS = st.lists(st.text(max_size=3), max_size=12)


@given(TEXTS, st.sets(st.integers(0, 11)), st.lists(st.tuples(st.integers(0, 12), st.text(max_size=3)), max_size=8))
def test_a_splice_is_what_lists_would_give(old: list[str], gone: set[int], coming: list[tuple[int, str]]) -> None:
    """Texts, numbers, and where each row ends up."""
    going = sorted(place for place in gone if place < len(old))
    ordered = sorted(((min(place, len(old)), text) for place, text in coming), key=lambda pair: pair[0])
    expected: list[tuple[str, int]] = []
    for place in range(len(old) + 1):
        expected += [(text, -2 - number) for number, (at, text) in enumerate(ordered) if at == place]
        expected += [(old[place], place)] if place < len(old) and place not in going else []
    splice = Splice(len(old), np.array(going, np.int64), np.array([at for at, _ in ordered], np.int64))
    numbers = splice.column(np.arange(len(old)), np.arange(-2, -2 - len(ordered), -1))
    assert list(splice.pool(Pool.of(old), Pool.of([text for _, text in ordered]))) == [text for text, _ in expected]
    assert numbers.tolist() == [number for _, number in expected]
    assert splice.moved().tolist() == [
        -1 if place in going else numbers.tolist().index(place) for place in range(len(old))
    ]
    assert splice.placed().tolist() == [numbers.tolist().index(-2 - number) for number in range(len(ordered))]


@given(st.sets(st.text(max_size=3)), TEXTS)
def test_texts_are_found_in_a_pool(held: set[str], sought: list[str]) -> None:
    """With their places, or where they would stand."""
    pool = Pool.of(sorted(held))
    places, there = matched(pool, Pool.of(sought))
    assert there.tolist() == [text in held for text in sought]
    assert places.tolist() == [sum(one < text for one in held) for text in sought]


@given(TEXTS, st.lists(st.integers(0, 11), max_size=5))
def test_texts_are_picked_from_a_pool(texts: list[str], places: list[int]) -> None:
    """In the order asked for."""
    chosen = [place for place in places if place < len(texts)]
    assert list(picked(Pool.of(texts), np.array(chosen, np.int64))) == [texts[place] for place in chosen]
