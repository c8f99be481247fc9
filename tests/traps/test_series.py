"""Figures along time: running totals, moving averages, gaps, negative amounts.

lines
line_id  shop  sold_on     net   cost
1        East  2026-01-10  10    4
2        East  2026-03-05  20    8
3        West  2026-03-06  40    16
4        East  2026-03-20  -10   -4
5        West  2026-05-02  80    32
6        West  2026-06-30  1     1
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

CATALOGUE = """
name: Series
currency: USD
tables:
  lines: {source: lines, primary_key: line_id, time: sold_on}
dimensions:
  shop: {table: lines, column: shop, label: {en: Shop}}
metrics:
  net: {table: lines, agg: sum, expr: net, format: currency, label: {en: Net}}
  lines: {table: lines, agg: count, label: {en: Lines}}
  returns: {table: lines, agg: sum, expr: net, where: net < 0, format: currency, label: {en: Returns}}
  margin: {type: ratio, numerator: profit, denominator: net, format: percent, label: {en: Margin}}
  profit: {table: lines, agg: sum, expr: net - cost, format: currency, label: {en: Profit}}
"""

Span = tuple[str, str, str, int]
DONE = date(2026, 7, 1)
HALF = ("2026-01-01", "2026-06-01", "month", 5)
MONTHS = [date(2026, month, 1) for month in range(1, 6)]


def test_missing_buckets_are_zero(company: Company) -> None:
    """January 10, nothing in February, March 20 + 40 − 10, nothing in April, May 80."""
    found = company.figures("net", "lines", by=["month"], period=HALF, today=DONE)
    assert list(found.items()) == list(zip(MONTHS, [(10, 1), (0, 0), (50, 3), (0, 0), (80, 1)], strict=True))


def test_a_running_total_goes_on_over_missing_buckets(company: Company) -> None:
    """10, 10, 60, 60, 140."""
    found = company.column(
        "net__running_total", "net", by=["month"], period=HALF, transforms=["running_total"], today=DONE
    )
    assert list(found.values()) == [10, 10, 60, 60, 140]


def test_a_running_total_starts_with_the_period(company: Company) -> None:
    """From March: 50, 50, 130; what was before does not count."""
    period = ("2026-03-01", "2026-06-01", "month", 3)
    found = company.column(
        "net__running_total", "net", by=["month"], period=period, transforms=["running_total"], today=DONE
    )
    assert list(found.values()) == [50, 50, 130]


def test_a_running_total_runs_in_each_group_alone(company: Company) -> None:
    """East 10, 10, 20, 20, 20; West 0, 0, 40, 40, 120."""
    found = company.column(
        "net__running_total", "net", by=["month", "shop"], period=HALF, transforms=["running_total"], today=DONE
    )
    assert [found.get((m, "East")) for m in (MONTHS[0], MONTHS[2])] == [10, 20]
    assert [found.get((m, "West")) for m in (MONTHS[2], MONTHS[4])] == [40, 120]
    assert found.get((MONTHS[4], "East"), 20) == 20


def test_a_running_total_of_a_ratio_is_the_ratio_so_far_or_refused(company: Company) -> None:
    """Margins are not added up. To the end of March: profit 6 + 30 = 36 of 60; never 0.6 + 0.6."""
    from queries.cannot import CannotAnswer

    try:
        found = company.column(
            "margin__running_total", "margin", by=["month"], period=HALF, transforms=["running_total"], today=DONE
        )
    except CannotAnswer:
        return
    assert found[MONTHS[2]] == pytest.approx(0.6)
    assert found[MONTHS[4]] == pytest.approx(84 / 140)


def test_a_moving_average_counts_missing_buckets_as_zero(company: Company) -> None:
    """Over three months: March (10 + 0 + 50) ÷ 3 = 20, April 50 ÷ 3, May (50 + 0 + 80) ÷ 3."""
    found = company.column(
        "net__moving_average", "net", by=["month"], period=HALF, transforms=["moving_average:3"], today=DONE
    )
    assert found[MONTHS[2]] == 20
    assert found[MONTHS[3]] == pytest.approx(50 / 3)
    assert found[MONTHS[4]] == pytest.approx(130 / 3)


def test_a_moving_average_at_the_start_does_not_invent(company: Company) -> None:
    """January and February have fewer than three months behind them in the period.

    Either the months before it are looked at (there was nothing: 10 ÷ 3), or there is no average yet, or it is over the
    months there are (10, then 5). It is not 10 ÷ 3 by dividing one month by three in a series that began elsewhere.
    """
    period = ("2026-03-01", "2026-06-01", "month", 3)
    found = company.column(
        "net__moving_average", "net", by=["month"], period=period, transforms=["moving_average:3"], today=DONE
    )
    assert found[MONTHS[2]] in (20, 50, None)
    assert found[MONTHS[3]] in (pytest.approx(50 / 3), 25, None)
    assert found[MONTHS[4]] == pytest.approx(130 / 3)


def test_returns_are_negative_and_stay_so(company: Company) -> None:
    """The return of 20 March takes 10 off East's March; returns alone are −10."""
    march = ("2026-03-01", "2026-04-01", "month")
    assert company.figures("net", by=["shop"], period=march, today=DONE) == {"East": 10, "West": 40}
    assert company.value("returns", period=march, today=DONE) == -10


def test_a_share_with_a_negative_group_still_adds_up_to_one(company: Company) -> None:
    """East −5, West 25 of 20: −25 % and 125 %.

    lines
    line_id  shop  sold_on     net  cost
    1        East  2026-03-05  -5   0
    2        West  2026-03-06  25   0
    3        West  2026-06-30  1    1
    """
    march = ("2026-03-01", "2026-04-01", "month")
    found = company.column("net__share", "net", by=["shop"], period=march, transforms=["share"], today=DONE)
    assert found == {"East": -0.25, "West": 1.25}


def test_a_share_of_nothing_has_no_value(company: Company) -> None:
    """East 5 and West −5 make 0: no share can be told.

    lines
    line_id  shop  sold_on     net  cost
    1        East  2026-03-05  5    0
    2        West  2026-03-06  -5   0
    3        West  2026-06-30  1    1
    """
    march = ("2026-03-01", "2026-04-01", "month")
    found = company.column("net__share", "net", by=["shop"], period=march, transforms=["share"], today=DONE)
    assert found == {"East": None, "West": None}


def test_groups_of_a_trend_are_each_complete_or_sparse_but_right(company: Company) -> None:
    """By shop and month: East 10, 10 (20 − 10); West 40, 80; whatever else is shown is 0."""
    found = company.figures("net", by=["shop", "month"], period=HALF, today=DONE)
    sold = {("East", MONTHS[0]): 10, ("East", MONTHS[2]): 10, ("West", MONTHS[2]): 40, ("West", MONTHS[4]): 80}
    assert {key: value for key, value in found.items() if value} == sold


def test_a_trend_s_total_is_of_the_rows(company: Company) -> None:
    """The margin of the five months is 84 ÷ 140, not a mean of monthly margins."""
    found = company.answer("margin", by=["month"], period=HALF, today=DONE)
    assert found.totals["margin"] == pytest.approx(84 / 140)
