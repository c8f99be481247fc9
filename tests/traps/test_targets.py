"""Targets kept by month, asked for by other days.

sales
sale_id  shop  sold_on     amount
1        East  2026-02-10  14
2        East  2026-03-10  31
3        West  2026-03-25  62
4        East  2026-04-15  45

targets
target_id  month       shop  amount
1          2026-02-01  East  280
2          2026-03-01  East  310
3          2026-03-01  West  620
4          2026-04-01  East  300
5          2026-05-01  East  3100
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

CATALOGUE = """
name: Targets
currency: USD
tables:
  sales: {source: sales, primary_key: sale_id, time: sold_on, joins: {shop: {to: shops, on: {shop: name}}}}
  targets: {source: targets, primary_key: target_id, time: month, joins: {shop: {to: shops, on: {shop: name}}}}
  shops: {source: SELECT DISTINCT shop AS name FROM targets, primary_key: name}
dimensions:
  shop: {table: shops, column: name, label: {en: Shop}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount},
    goal: target, attainment: attainment}
  target: {table: targets, agg: sum, expr: amount, spread: month, format: currency, label: {en: Target}}
  target_to_date: {table: targets, agg: sum, expr: amount, spread: month, to_date: true, hidden: true, format: currency,
    label: {en: Target to date}}
  attainment: {type: ratio, numerator: amount, denominator: target_to_date, format: percent, label: {en: Attainment}}
"""

TODAY = date(2026, 4, 15)  # the data reaches the same day


def test_a_whole_month_has_its_whole_target(company: Company) -> None:
    """March: 310 + 620, whatever its number of days."""
    march = ("2026-03-01", "2026-04-01", "month")
    assert company.value("target", period=march, today=TODAY) == 930
    assert company.figures("target", by=["shop"], period=march, today=TODAY) == {"East": 310, "West": 620}


def test_a_part_of_a_month_has_its_days_share(company: Company) -> None:
    """Ten of March's 31 days: 310 × 10 ÷ 31 = 100, West 200; the last 14 of February's 28 days: 140."""
    ten_days = ("2026-03-01", "2026-03-11", "day", 10)
    assert company.figures("target", by=["shop"], period=ten_days, today=TODAY) == {"East": 100, "West": 200}
    over_the_turn = ("2026-02-15", "2026-03-11", "day", 24)
    assert company.value("target", period=over_the_turn, today=TODAY) == pytest.approx(140 + 300)


def test_a_week_over_the_turn_of_a_month(company: Company) -> None:
    """30 March to 5 April: 2 days of 930 ÷ 31 = 30 each, 5 days of 300 ÷ 30 = 10 each: 110."""
    assert company.value("target", period=("2026-03-30", "2026-04-06", "week"), today=TODAY) == pytest.approx(110)


def test_days_of_a_trend_share_the_month(company: Company) -> None:
    """28 February 280 ÷ 28 = 10; 1 March 930 ÷ 31 = 30."""
    found = company.figures("target", by=["day"], period=("2026-02-28", "2026-03-02", "day", 2), today=TODAY)
    assert found == {date(2026, 2, 28): 10, date(2026, 3, 1): 30}


def test_a_jalali_month_takes_days_of_two_gregorian_months(company: Company) -> None:
    """Esfand 1404 is 20 February to 20 March 2026: 9 days of 10 and 20 days of 30 = 690."""
    found = company.figures(
        "target", by=["month"], period=("2026-02-20", "2026-03-21", "month"), calendar="jalali", today=TODAY
    )
    assert found == {date(2026, 2, 20): pytest.approx(690)}


def test_the_target_of_an_unfinished_period_is_its_whole_target(company: Company) -> None:
    """April's target is 300, also on the 15th; May's is known ahead."""
    assert company.value("target", period=("2026-04-01", "2026-05-01", "month"), today=TODAY) == 300
    assert company.value("target", period=("2026-05-01", "2026-06-01", "month"), today=TODAY) == 3100


def test_attainment_of_an_unfinished_period_is_against_the_days_passed(company: Company) -> None:
    """April to the 15th: 45 of 300 × 15 ÷ 30 = 150: 30 %, not 15 %. The answer says so."""
    found = company.answer("attainment", period=("2026-04-01", "2026-05-01", "month"), today=TODAY)
    assert found.rows[0][0] == pytest.approx(0.3)
    assert found.notes


def test_attainment_of_a_finished_month(company: Company) -> None:
    """March: East 31 of 310, West 62 of 620; together 93 of 930."""
    march = ("2026-03-01", "2026-04-01", "month")
    assert company.figures("attainment", by=["shop"], period=march, today=TODAY) == {"East": 0.1, "West": 0.1}


def test_attainment_by_month_cuts_only_the_running_month(company: Company) -> None:
    """February 14 of 280, March 93 of 930, April 45 of 150."""
    found = company.figures("attainment", by=["month"], period=("2026-02-01", "2026-05-01", "month", 3), today=TODAY)
    assert found == {
        date(2026, 2, 1): 0.05,
        date(2026, 3, 1): pytest.approx(0.1),
        date(2026, 4, 1): pytest.approx(0.3),
    }


def test_targets_and_sales_do_not_multiply(company: Company) -> None:
    """March: 93 beside 930. February to April: 14 + 93 + 45 beside 280 + 930 + 300."""
    march = ("2026-03-01", "2026-04-01", "month")
    assert company.value("amount", "target", period=march, today=TODAY) == (93, 930)
    months = ("2026-02-01", "2026-05-01", "month", 3)
    assert company.value("amount", "target", period=months, today=TODAY) == (152, 1510)


def test_a_shop_with_a_target_and_no_sales_is_shown(company: Company) -> None:
    """In April West has neither; in February only East has a target; in May East has a target and no sales yet."""
    found = company.figures("amount", "target", by=["shop"], period=("2026-02-01", "2026-03-01", "month"), today=TODAY)
    assert found == {"East": (14, 280)}


def test_against_the_target_of_a_goal(company: Company) -> None:
    """Compared with its target, March's amount 93 stands against 930."""
    march = ("2026-03-01", "2026-04-01", "month")
    found = company.answer("amount", period=march, compare="target", today=TODAY)
    ids = [(c.role, c.of) for c in found.columns]
    values = dict(zip(ids, found.rows[0], strict=True))
    assert values[("metric", "amount")] == 93
    assert 930 in values.values()


def test_plans_do_not_move_the_day_the_data_reaches(company: Company) -> None:
    """Sales end on 15 April; targets are kept to September. On 20 September the data still reaches 15 April.

    Attainment of the year: 152 against 280 + 930 + 150, not against targets of months that have no sales loaded.

    targets
    target_id  month       shop  amount
    1          2026-02-01  East  280
    2          2026-03-01  East  310
    3          2026-03-01  West  620
    4          2026-04-01  East  300
    5          2026-09-01  East  9000
    """
    year = ("2026-01-01", "2027-01-01", "year")
    found = company.answer("attainment", period=year, today=date(2026, 9, 20))
    assert found.data_through == date(2026, 4, 15)
    assert found.rows[0][0] == pytest.approx(152 / 1360)
