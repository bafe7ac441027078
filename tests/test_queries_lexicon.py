"""Texts are put together from pieces by their numbers, whatever their characters."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.pools import Pool
from queries.lexicon import EMPTY, Lexicon, Sheet

TEXTS = st.lists(st.text(st.characters(codec="utf-8")), max_size=12)


@given(TEXTS, TEXTS, TEXTS, st.lists(st.integers(0, 5000), max_size=5), st.randoms(use_true_random=False))
def test_pieces_are_joined_in_the_order_of_their_numbers(
    kept: list[str], taken: list[str], written: list[str], counts: list[int], random: st.DrawFn
) -> None:
    """Those that are kept, those from a run of bytes, those of one answer, and counts; some of them twice."""
    lexicon, pool = Lexicon(), Pool.of(taken)
    sheet = Sheet(lexicon)
    numbers = [
        *sheet.take(pool.data.copy(), pool.ends[:-1], pool.ends[1:])[0].tolist(),
        *sheet.write(written).tolist(),
        *sheet.counts(np.array(counts, np.int64)).tolist(),
        *map(lexicon.number, kept),
        EMPTY,
    ]
    pieces = list(zip(numbers, [*taken, *written, *map(str, counts), *kept, ""], strict=True)) * 2
    random.shuffle(pieces)  # type: ignore[attr-defined]
    order = np.array([number for number, _ in pieces], np.int64)
    assert bytes(sheet.joined(order)).decode() == "".join(text for _, text in pieces)


@given(TEXTS)
def test_what_json_would_write_in_another_way_is_told(texts: list[str]) -> None:
    """A quote, a backslash, a control character."""
    pool = Pool.of(texts)
    _, escaped = Sheet(Lexicon()).take(pool.data.copy(), pool.ends[:-1], pool.ends[1:])
    assert escaped.tolist() == [
        place for place, text in enumerate(texts) if any(one in '"\\' or one < " " for one in text)
    ]
