"""Steps of an axis, colours of a scale, areas of a treemap, what adds up."""

from __future__ import annotations

import itertools
import math

import pytest
from sqlglot import parse_one

from charts.additive import adds_over_members, adds_over_time
from charts.look import DIVERGING, INK, PAPER, SEQUENTIAL, darker, ink_on, mix
from charts.scale import spread, steps
from charts.squarify import squarified
from tests.charts.company import catalogue


@pytest.mark.parametrize(("low", "high"), [(0, 5.4e6), (0, 0.31), (-4e4, 9e4), (3.1e6, 4.9e6), (0, 1), (5, 5)])
def test_steps_are_round_and_cover_the_values(low: float, high: float) -> None:
    marks = steps(low, high)
    assert marks[0] <= low and marks[-1] >= high and 2 <= len(marks) <= 9
    gaps = {round(b - a, 9) for a, b in itertools.pairwise(marks)}
    assert len(gaps) == 1
    mantissa = gaps.pop()
    assert round(mantissa / 10 ** math.floor(math.log10(mantissa) + 1e-9), 6) in (1, 2, 2.5, 5)


def test_bars_begin_at_nothing_and_lines_do_not() -> None:
    assert spread([3.1e6, 4.9e6], from_zero=True)[0] == 0
    assert spread([3.1e6, 4.9e6], from_zero=False)[0] > 0
    assert spread([], from_zero=True) == [0.0, 1.0]
    assert spread([0.84, 0.84], from_zero=False)[0] < 0.84 < spread([0.84, 0.84], from_zero=False)[-1]


def test_scales_end_in_their_ends_and_text_can_be_read_on_them() -> None:
    assert mix(SEQUENTIAL, 0) == SEQUENTIAL[0][1] and mix(SEQUENTIAL, 7) == SEQUENTIAL[-1][1]
    assert mix(DIVERGING, 0.5) == DIVERGING[2][1]
    assert ink_on(SEQUENTIAL[-1][1]) == PAPER and ink_on(SEQUENTIAL[0][1]) == INK
    assert darker("#0B5FA5") == "#0B5FA5" and darker("#E69F00") != "#E69F00"


def test_areas_are_in_proportion_and_fill_the_box() -> None:
    values = [9.0, 5.0, 3.0, 2.0, 1.0]
    boxes = squarified(values, (0, 0, 200, 100))
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes]
    assert areas == pytest.approx([1000 * v for v in values])
    assert all(0 <= x0 <= x1 <= 200.001 and 0 <= y0 <= y1 <= 100.001 for x0, y0, x1, y1 in boxes)


@pytest.mark.parametrize(
    ("metric", "time", "members"),
    [
        ("revenue", True, True),
        ("leads", True, True),
        ("lead_score", False, False),
        ("win_rate", False, False),
        ("customers", False, True),
        ("churned_customers", True, True),
        ("churn_rate", False, False),
        ("retention_rate", False, False),
        ("lead_retention_rate", False, False),
        ("customer_lifetime_value", False, False),
    ],
)
def test_what_adds_up(metric: str, time: bool, members: bool) -> None:
    assert (adds_over_time(metric, catalogue()), adds_over_members(metric, catalogue())) == (time, members)


@pytest.mark.parametrize(
    ("expr", "adds"), [("12 * a", True), ("a - b", True), ("a / b", False), ("1 - a", False), ("a * b", False)]
)
def test_sums_of_figures_add_up_and_quotients_do_not(expr: str, adds: bool) -> None:
    from charts.additive import _is_linear

    assert _is_linear(parse_one(expr)) == adds
