"""The alarm that ends a worker which nobody ended."""

from __future__ import annotations

import signal

import pytest

from api import belt
from api.belt import Belt


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The alarms that are set, one after another."""
    found: list[int] = []
    monkeypatch.setattr(signal, "alarm", found.append)
    return found


def test_questions_that_follow_close_upon_each_other_share_an_alarm(alarms: list[int]) -> None:
    """It is taken away once, after the last."""
    own = Belt()
    for _ in range(3):
        own.fasten(30.0)
    own.loosen()
    own.loosen()
    assert alarms == [35, 0]


def test_an_alarm_is_set_again_for_another_time(alarms: list[int]) -> None:
    """A question that has more seconds is not ended by the alarm of one that had fewer."""
    own = Belt()
    own.fasten(2.5)
    own.fasten(30.0)
    own.loosen()
    own.fasten(30.0)
    assert alarms == [7, 35, 0, 35]


def test_an_alarm_never_comes_much_too_early(alarms: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a row of questions, each has its whole time: the alarm is set again before a second of it is lost."""
    own, now = Belt(), 1000.0
    monkeypatch.setattr(belt, "monotonic", lambda: now)
    for now in (1000.0, 1000.9, 1001.1, 1001.9, 1002.2):  # noqa: B007 - what the clock shows
        own.fasten(30.0)
    assert alarms == [35, 35, 35]
