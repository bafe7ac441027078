"""Who is served next, and who has had enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.fairness import Budgets, Turns, client_of


def _everybody(_: object) -> bool:
    return True


def test_clients_take_turns() -> None:
    """One with many questions delays another by one of them."""
    turns: Turns[str] = Turns()
    for item in ("a1", "a2", "a3", "b1"):
        turns.add(item[0], item)
    assert [turns.take(_everybody) for _ in range(5)] == ["a1", "b1", "a2", "a3", None]


def test_a_client_who_may_not_is_passed_over_and_keeps_its_place() -> None:
    """Its questions wait, and the others go on."""
    turns: Turns[str] = Turns()
    for item in ("a1", "b1"):
        turns.add(item[0], item)
    assert turns.take(lambda item: item != "a1") == "b1"
    assert turns.take(_everybody) == "a1"


def test_what_was_taken_can_be_put_back() -> None:
    """Its client is first again."""
    turns: Turns[str] = Turns()
    for item in ("a1", "a2", "b1"):
        turns.add(item[0], item)
    taken = turns.take(_everybody)
    assert taken == "a1"
    turns.put_back("a", taken)
    assert [turns.take(_everybody) for _ in range(3)] == ["a1", "b1", "a2"]


def test_an_item_can_be_taken_out() -> None:
    """Whoever stops waiting makes room."""
    turns: Turns[str] = Turns()
    turns.add("a", "a1")
    assert turns.remove("a", "a1")
    assert not turns.remove("a", "a1")
    assert (len(turns), turns.clients) == (0, 0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers())))
def test_every_item_comes_out_once_in_its_clients_order(items: list[tuple[str, int]]) -> None:
    """Nothing is lost, nothing is served twice."""
    turns: Turns[tuple[str, int]] = Turns()
    for item in items:
        turns.add(item[0], item)
    taken = [turns.take(_everybody) for _ in items]
    for client in "abc":
        assert [one for one in taken if one and one[0] == client] == [one for one in items if one[0] == client]
    assert turns.take(_everybody) is None


def test_a_budget_is_saved_up_and_used_up() -> None:
    """Two worker-seconds a second, ten at most."""
    budgets = Budgets(rate=2, burst=10)
    budgets.charge("a", 16, now=0)
    assert budgets.left("a", now=0) == -6
    assert budgets.wait("a", now=0) == 3
    assert budgets.wait("a", now=3) == 0
    assert budgets.left("a", now=100) == 10
    assert budgets.left("b", now=0) == 10


def test_only_so_many_clients_are_remembered() -> None:
    """Addresses cost an attacker nothing, so the memory for them is bounded."""
    budgets = Budgets(1, 10, remembered=2)
    for client in "abc":
        budgets.charge(client, 5, now=0)
    assert [budgets.left(client, now=0) for client in "abc"] == [10, 5, 5]


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_a_network_of_ipv6(host: str, client: str) -> None:
    """Whoever has one IPv6 address has 2 to the power of 64 of them."""
    assert client_of(host) == client
