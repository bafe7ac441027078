"""Numbers that one of two sides has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.permits import Claims, Permits


@given(st.lists(st.sampled_from(["give", "claim", "take back"]), max_size=40))
def test_each_number_is_claimed_or_taken_back_and_never_both(steps: list[str]) -> None:
    """The worker asks for every number that was sent, in their order; one that was taken back it does not get."""
    permits = Permits()
    claims = Claims(permits.reading)
    asked, given, gone = 0, list[int](), set[int]()
    try:
        for step in steps:
            if step == "give":
                given.append(permits.give())
            elif step == "take back":
                gone |= set(given[len(given) - permits.take_back() :])
            elif asked < len(given):
                assert claims.claim(given[asked]) == (given[asked] not in gone)
                asked += 1
    finally:
        permits.close()


def test_a_pipe_that_is_closed_gives_nothing_back() -> None:
    """Nor is it closed twice."""
    permits = Permits()
    permits.give()
    permits.close()
    permits.close()
    assert permits.take_back() == 0
