"""What is usual: chance alone seldom passes for unusual, what is planted is found, a season is no surprise."""

from __future__ import annotations

import math
import random

import pytest

from bot.alerts.usual import CYCLE, PAST, expected


def course(unit: str, chance: random.Random, *, noise: float, season: float, growth: float) -> list[float]:
    cycle = CYCLE[unit]
    return [
        100 * (1 + growth * i / PAST[unit]) * (1 + season * math.sin(2 * math.pi * i / cycle)) + chance.gauss(0, noise)
        for i in range(PAST[unit] + 1)
    ]


@pytest.mark.parametrize("unit", ["day", "month", "quarter", "week"])
@pytest.mark.parametrize("season", [0.0, 0.3])
def test_chance_seldom_passes_for_unusual_and_a_planted_fall_does(unit: str, season: float) -> None:
    chance, many = random.Random(7), 40 if unit == "week" else 120
    alarms = found = 0
    for _ in range(many):
        *past, last = course(unit, chance, noise=5, season=season, growth=0.2)
        told = expected(past, CYCLE[unit])
        assert told is not None and told.low < told.value < told.high
        alarms += told.is_unusual(last)
        found += told.is_unusual(last * 0.4)
    assert alarms <= 0.05 * many
    assert found >= 0.9 * many


def test_the_same_day_of_the_week_is_what_a_day_is_held_against() -> None:
    chance = random.Random(3)
    past = [(20 if i % 7 in (5, 6) else 100) + chance.gauss(0, 2) for i in range(70)]  # ends on a weekend's last day
    told = expected(past, 7)
    assert told is not None
    assert told.is_unusual(20) and not told.is_unusual(101), "a Monday like a Sunday is unusual"
    assert told.is_back(100) and not told.is_back(told.high)


def test_of_few_values_nothing_is_said() -> None:
    assert expected([1, 2, 3, 4, 5, 6, 7], 12) is None
    assert expected([0.0] * 20, 12) is None
