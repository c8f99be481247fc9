"""Jalali and fiscal buckets.

Nowruz 1404 is 21 March 2025, Nowruz 1405 is 21 March 2026. Esfand has 30 days in 1403 (19 February to 20 March 2025)
and 29 in 1404 (20 February to 20 March 2026). Farvardin 1405 is 21 March to 20 April 2026.

sales
sale_id  sold_at              amount
1        2025-03-20 23:59:59  1
2        2025-03-21 00:00:00  2
3        2026-02-19 12:00:00  4
4        2026-02-20 00:00:00  8
5        2026-03-20 23:59:59  16
6        2026-03-21 00:00:00  32
7        2026-04-20 23:00:00  64
8        2026-04-21 00:00:00  128
9        2026-06-21 23:00:00  256
10       2026-06-22 00:00:00  512
11       2026-11-21 12:00:00  1024
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tiny_company import Company

CATALOGUE = """
name: Calendars
currency: USD
calendar: {week_start: monday, fiscal_year_start: april, persian: jalali}
tables:
  sales: {source: sales, primary_key: sale_id, time: sold_at}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  sales: {table: sales, agg: count, label: {en: Sales}}
"""

JALALI: dict[str, Any] = {"calendar": "jalali"}


def test_jalali_years_turn_at_nowruz(company: Company) -> None:
    """1403 has sale 1 (its last second), 1404 sales 2 to 5, 1405 the rest up to now."""
    period = ("2024-03-20", "2027-03-21", "year", 3)
    found = company.figures("amount", by=["year"], period=period, **JALALI)
    assert found == {date(2024, 3, 20): 1, date(2025, 3, 21): 30, date(2026, 3, 21): 2016}


def test_esfand_has_29_or_30_days(company: Company) -> None:
    """Bahman 1404 ends on 19 February (4); Esfand is 8 + 16; Farvardin 1405 is 32 + 64; then Ordibehesht."""
    period = ("2026-01-21", "2026-05-22", "month", 4)
    found = company.figures("amount", by=["month"], period=period, **JALALI)
    assert found == {date(2026, 1, 21): 4, date(2026, 2, 20): 24, date(2026, 3, 21): 96, date(2026, 4, 21): 128}
    esfand_1403 = company.figures("amount", by=["month"], period=("2025-02-19", "2025-04-21", "month", 2), **JALALI)
    assert esfand_1403 == {date(2025, 2, 19): 1, date(2025, 3, 21): 2}


def test_spring_is_a_jalali_quarter(company: Company) -> None:
    """Farvardin to Khordad 1405: 21 March to 21 June 2026: 32 + 64 + 128 + 256; 512 is the first of Tir."""
    found = company.figures("amount", by=["quarter"], period=("2026-03-21", "2026-09-23", "quarter", 2), **JALALI)
    assert found == {date(2026, 3, 21): 480, date(2026, 6, 22): 512}


def test_jalali_weeks_begin_on_saturday(company: Company) -> None:
    """21 November 2026 is a Saturday: sale 11 opens the week that a Monday week would not begin until the 23rd."""
    found = company.figures("amount", by=["week"], period=("2026-11-14", "2026-11-28", "week", 2), **JALALI)
    assert found == {date(2026, 11, 14): 0, date(2026, 11, 21): 1024}


def test_a_jalali_month_against_the_one_before_and_the_year_before(company: Company) -> None:
    """Esfand 1404 (24) against Bahman 1404 (4), and against Esfand 1403 (1), which has a day more."""
    esfand = ("2026-02-20", "2026-03-21", "month")
    before = company.answer("amount", period=esfand, compare="previous_period", **JALALI)
    assert before.rows[0][:2] == (24, 4)
    year_before = company.answer("amount", period=esfand, compare="previous_year", **JALALI)
    assert year_before.rows[0][:2] == (24, 1)
    assert year_before.compared is not None
    assert (year_before.compared.start, year_before.compared.end) == (date(2025, 2, 19), date(2025, 3, 21))


def test_gregorian_buckets_do_not_know_nowruz(company: Company) -> None:
    """March 2026 in the Gregorian calendar: 16 + 32."""
    found = company.figures("amount", by=["month"], period=("2026-03-01", "2026-05-01", "month", 2))
    assert found == {date(2026, 3, 1): 48, date(2026, 4, 1): 192}


def test_fiscal_years_begin_in_april(company: Company) -> None:
    """April 2025 to March 2026: 4 + 8 + 16 + 32; from April 2026 on: 64 + 128 + 256 + 512 + 1024; before: 1 + 2."""
    period = ("2024-04-01", "2027-04-01", "year", 3)
    found = company.figures("amount", by=["year"], period=period, calendar="fiscal")
    assert found == {date(2024, 4, 1): 3, date(2025, 4, 1): 60, date(2026, 4, 1): 1984}


@pytest.mark.parametrize("company", [("fiscal_year_start: april", "fiscal_year_start: february")], indirect=True)
def test_fiscal_quarters_need_not_be_those_of_the_calendar(company: Company) -> None:
    """A year from February has quarters February to April, May to July: 8 + 4 + 16 + 32 + 64 + 128, then 256 + 512."""
    period = ("2026-02-01", "2026-08-01", "quarter", 2)
    found = company.figures("amount", by=["quarter"], period=period, calendar="fiscal")
    assert found == {date(2026, 2, 1): 252, date(2026, 5, 1): 768}


@pytest.mark.parametrize(
    ("company", "first"),
    [
        (("week_start: monday", "week_start: monday"), date(2026, 11, 16)),
        (("week_start: monday", "week_start: saturday"), date(2026, 11, 21)),
        (("week_start: monday", "week_start: sunday"), date(2026, 11, 15)),
    ],
    indirect=["company"],
)
def test_weeks_begin_where_the_workspace_says(company: Company, first: date) -> None:
    """Saturday 21 November 2026 lies in the week of Monday the 16th, of Saturday the 21st, of Sunday the 15th."""
    found = company.figures("amount", by=["week"], period=("2026-11-21", "2026-11-22", "day"))
    assert found == {first: 1024}


def test_weekdays_gather_the_same_day_of_all_weeks(company: Company) -> None:
    """March and April 2026: Friday 20 March 16, Saturday 21 March 32, Monday 20 April 64, Tuesday 21 April 128."""
    found = company.figures("amount", by=["weekday"], period=("2026-03-01", "2026-05-01", "month", 2))
    assert sorted(v for v in found.values() if v) == [16, 32, 64, 128]
    assert len(set(found)) == len(found) <= 7


def test_months_of_the_year_gather_the_same_month_of_all_years(company: Company) -> None:
    """Months 2, 3 and 4 of 2025 and 2026: February 4 + 8, March 1 + 2 + 16 + 32, April 64 + 128."""
    found = company.figures("amount", by=["month_of_year"], period=("2025-01-01", "2026-05-01", "month", 16))
    assert {k: v for k, v in found.items() if v} == {2: 12, 3: 51, 4: 192}
