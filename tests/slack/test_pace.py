"""Posting is paced by channel: a few at once, then one every 1.1 seconds."""

from __future__ import annotations

import pytest

from bot.slack.poster import Pace


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_few_go_at_once_and_the_rest_wait_their_turn() -> None:
    time = Time()
    pace = Pace(burst=3, seconds=1.1, clock=time)
    waits = [pace.wait_for("C1") for _ in range(6)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3:] == [pytest.approx(1.1), pytest.approx(2.2), pytest.approx(3.3)]


def test_channels_do_not_wait_for_each_other() -> None:
    pace = Pace(burst=1, seconds=1.1, clock=Time())
    pace.wait_for("C1")
    assert pace.wait_for("C2") == 0


def test_a_pause_gives_room_for_a_few_again() -> None:
    time = Time()
    pace = Pace(burst=2, seconds=1.0, clock=time)
    for _ in range(4):
        pace.wait_for("C1")
    time.now += 10
    assert [pace.wait_for("C1") for _ in range(3)] == [0, 0, pytest.approx(1.0)]
