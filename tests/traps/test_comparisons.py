"""Held against another period, as far as both go.

sales
sale_id  shop   sold_on     amount
1        East   2026-09-10  100
2        East   2026-10-05  10
3        West   2026-10-20  20
4        East   2026-10-28  400
5        East   2026-11-03  15
6        West   2026-11-20  5
7        North  2026-11-11  -8
8        South  2026-10-02  50
9        East   2025-11-15  30
10       East   2025-11-28  900
11       East   2026-01-31  7
12       West   2025-12-31  3
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

CATALOGUE = """
name: Comparisons
currency: USD
tables:
  sales: {source: sales, primary_key: sale_id, time: sold_on}
dimensions:
  shop: {table: sales, column: shop, label: {en: Shop}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  sales: {table: sales, agg: count, label: {en: Sales}}
  mean_amount: {type: ratio, numerator: amount, denominator: sales, format: currency, label: {en: Each}}
"""

NOVEMBER = ("2026-11-01", "2026-12-01", "month")
OCTOBER = ("2026-10-01", "2026-11-01", "month")


def test_an_unfinished_month_is_held_against_as_many_days(company: Company) -> None:
    """The data ends on 20 November: 15 + 5 − 8 = 12 against 1–20 October: 10 + 20 + 50 = 80 without the 28th."""
    found = company.answer("amount", period=NOVEMBER, compare="previous_period")
    assert list(found.rows[0]) == [12, 80, -68, pytest.approx(-0.85)]
    assert found.period is not None and found.compared is not None
    assert (found.period.start, found.period.end) == (date(2026, 11, 1), date(2026, 11, 21))
    assert (found.compared.start, found.compared.end) == (date(2026, 10, 1), date(2026, 10, 21))
    assert found.data_through == date(2026, 11, 20)


def test_an_unfinished_month_against_the_year_before(company: Company) -> None:
    """1–20 November 2025: 30; the 900 of 28 November 2025 have no counterpart yet."""
    found = company.answer("amount", period=NOVEMBER, compare="previous_year")
    assert found.rows[0][:2] == (12, 30)


def test_a_finished_month_is_held_against_the_whole_month_before(company: Company) -> None:
    """October 480 against September 100, though September is a day shorter."""
    found = company.answer("amount", period=OCTOBER, compare="previous_period")
    assert list(found.rows[0]) == [480, 100, 380, pytest.approx(3.8)]


def test_a_long_month_against_a_short_one(company: Company) -> None:
    """The first 30 days of March against February would run into March: all of February is all there is.

    sales
    sale_id  shop  sold_on     amount
    1        East  2026-02-27  1
    2        East  2026-03-01  10
    3        East  2026-03-30  100
    """
    march = ("2026-03-01", "2026-04-01", "month")
    found = company.answer("amount", period=march, compare="previous_period", today=date(2026, 3, 30))
    assert found.rows[0][:2] == (110, 1)


def test_two_months_are_held_against_the_two_before(company: Company) -> None:
    """October and November (to the 20th) against August and September: 480 + 12 against 100."""
    found = company.answer("amount", period=("2026-10-01", "2026-12-01", "month", 2), compare="previous_period")
    assert found.rows[0][:2] == (492, 100)


def test_a_year_to_date_is_held_against_the_same_days_of_last_year(company: Company) -> None:
    """2026 to 20 November: 100 + 10 + 20 + 400 + 15 + 5 − 8 + 50 + 7 = 599; 2025 to 20 November: 30."""
    found = company.answer("amount", period=("2026-01-01", "2027-01-01", "year"), compare="previous_year")
    assert found.rows[0][:2] == (599, 30)


def test_groups_of_either_period_are_shown(company: Company) -> None:
    """North sold only in November, South only in October. None is dropped; South has nothing now, North had nothing.

    Growth from nothing has no percentage.
    """
    found = company.figures("amount", by=["shop"], period=NOVEMBER, compare="previous_period")
    assert found == {
        "East": (15, 10, 5, 0.5),
        "West": (5, 20, -15, -0.75),
        "North": (-8, 0, -8, None),
        "South": (0, 50, -50, -1),
    }


def test_a_comparison_of_ratios_compares_the_ratios(company: Company) -> None:
    """4 per sale (12 ÷ 3) against 80 ÷ 3, not the ratio of differences."""
    found = company.answer("mean_amount", period=NOVEMBER, compare="previous_period")
    assert list(found.rows[0][:3]) == [4, pytest.approx(80 / 3), pytest.approx(4 - 80 / 3)]


def test_a_change_from_a_negative_figure_has_no_percentage_that_misleads(company: Company) -> None:
    """North goes from −8 to 16: the change is 24; 16 ÷ −8 − 1 = −300 % would call a rise a fall.

    sales
    sale_id  shop   sold_on     amount
    1        North  2026-09-10  -8
    2        North  2026-10-10  16
    """
    found = company.answer("amount", period=OCTOBER, compare="previous_period", today=date(2026, 11, 1))
    now, before, change, percent = found.rows[0]
    assert (now, before, change) == (16, -8, 24)
    assert percent is None or (isinstance(percent, float) and percent > 0)


def test_a_trend_against_the_year_before_pairs_the_months(company: Company) -> None:
    """November 2025 to January 2026 has 30 + 900, 3 and 7; a year before nothing was kept yet."""
    period = ("2025-11-01", "2026-02-01", "month", 3)
    found = company.figures("amount", by=["month"], period=period, compare="previous_year")
    assert {month: values[:2] for month, values in found.items()} == {
        date(2025, 11, 1): (930, None),
        date(2025, 12, 1): (3, None),
        date(2026, 1, 1): (7, None),
    }


def test_the_last_bucket_of_a_trend_against_the_year_before_is_cut_alike(company: Company) -> None:
    """October and November 2026 against 2025: November to the 20th only: 12 against 30, not against 930."""
    period = ("2026-10-01", "2026-12-01", "month", 2)
    found = company.figures("amount", by=["month"], period=period, compare="previous_year")
    assert {month: values[:2] for month, values in found.items()} == {
        date(2026, 10, 1): (480, 0),
        date(2026, 11, 1): (12, 30),
    }


def test_growth_from_bucket_to_bucket(company: Company) -> None:
    """September 100, October 480: +380 %; the bucket before the first one asked, August, was 0: no growth to tell."""
    found = company.column(
        "amount__growth", "amount", by=["month"], period=("2026-09-01", "2026-11-01", "month", 2), transforms=["growth"]
    )
    assert found == {date(2026, 9, 1): None, date(2026, 10, 1): pytest.approx(3.8)}


def test_growth_of_the_first_bucket_looks_at_the_one_before_the_period(company: Company) -> None:
    """October alone grew from September's 100, which is not in the period but is known."""
    found = company.column("amount__growth", "amount", by=["month"], period=OCTOBER, transforms=["growth"])
    assert found == {date(2026, 10, 1): pytest.approx(3.8)}


def test_growth_on_the_year_before(company: Company) -> None:
    """Full November 2025 is 930; November 2026, to the 20th, has 12 against 30 for the same days: −60 %."""
    found = company.column("amount__growth", "amount", by=["month"], period=NOVEMBER, transforms=["growth:year"])
    assert found == {date(2026, 11, 1): pytest.approx(-0.6)}


def test_growth_of_an_unfinished_bucket_is_like_with_like_or_untold(company: Company) -> None:
    """November to the 20th has 12: −85 % on 1–20 October (80), or no figure; −97.5 % on all of October is wrong."""
    found = company.column(
        "amount__growth", "amount", by=["month"], period=("2026-10-01", "2026-12-01", "month", 2), transforms=["growth"]
    )
    assert found[date(2026, 11, 1)] in (None, pytest.approx(-0.85))
