"""Days, and what a period holds.

sales
sale_id  shop   sold_at              amount
1        East   2023-12-31 23:59:59  1
2        East   2024-01-01 00:00:00  2
3        West   2024-02-28 12:00:00  4
4        West   2024-02-29 23:59:59  8
5        East   2024-03-01 00:00:00  16
6        East   2023-02-28 09:00:00  32
7        East   2023-03-01 09:00:00  64
8        West   2024-12-30 10:00:00  128
9        West   2025-01-05 10:00:00  256
10       West   -                    512
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

from queries.cannot import CannotAnswer

CATALOGUE = """
name: Days
currency: USD
tables:
  sales: {source: sales, primary_key: sale_id, time: sold_at, hours: true}
dimensions:
  shop: {table: sales, column: shop, label: {en: Shop}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  sales: {table: sales, agg: count, label: {en: Sales}}
  mean_amount: {table: sales, agg: avg, expr: amount, format: currency, label: {en: Mean amount}}
  share: {type: ratio, numerator: amount, denominator: sales, format: currency, label: {en: Each}}
"""

DONE = date(2025, 1, 20)


def test_the_last_second_of_a_day_belongs_to_it_and_midnight_to_the_next(company: Company) -> None:
    """Sale 1 is at 23:59:59 on 31 December, sale 2 at 00:00:00 on 1 January."""
    assert company.value("amount", period=("2023-12-31", "2024-01-01", "day"), today=DONE) == 1
    assert company.value("amount", period=("2024-01-01", "2024-01-02", "day"), today=DONE) == 2
    found = company.figures("amount", by=["day"], period=("2023-12-31", "2024-01-02", "day", 2), today=DONE)
    assert found == {date(2023, 12, 31): 1, date(2024, 1, 1): 2}


def test_hours_of_the_day(company: Company) -> None:
    """23:59:59 is in hour 23, 00:00:00 in hour 0."""
    found = company.figures("amount", by=["hour"], period=("2023-12-31", "2024-01-02", "day", 2), today=DONE)
    assert {hour: amount for hour, amount in found.items() if amount} == {0: 2, 23: 1}


def test_the_leap_day_is_in_february(company: Company) -> None:
    """February 2024: sales 3 and 4 = 12; March begins with sale 5 at midnight."""
    assert company.value("amount", period=("2024-02-01", "2024-03-01", "month"), today=DONE) == 12
    found = company.figures("amount", by=["day"], period=("2024-02-28", "2024-03-02", "day", 3), today=DONE)
    assert found == {date(2024, 2, 28): 4, date(2024, 2, 29): 8, date(2024, 3, 1): 16}


def test_february_with_29_days_against_february_with_28(company: Company) -> None:
    """Whole months: 12 in February 2024 against sale 6, 32, in February 2023; 1 March 2023 is no part of it."""
    found = company.answer("amount", period=("2024-02-01", "2024-03-01", "month"), compare="previous_year", today=DONE)
    assert found.rows[0][:2] == (12, 32)
    assert found.compared is not None
    assert (found.compared.start, found.compared.end) == (date(2023, 2, 1), date(2023, 3, 1))


def test_the_leap_day_against_the_year_before_has_28_february(company: Company) -> None:
    """29 February 2024 has no counterpart; the last day of that February stands for it: 8 against 32."""
    found = company.answer("amount", period=("2024-02-29", "2024-03-01", "day"), compare="previous_year", today=DONE)
    assert found.rows[0][:2] == (8, 32)


def test_a_sale_without_a_date_is_in_no_period(company: Company) -> None:
    """Sale 10 has no date: not in any year, not in a trend; without any period it is money all the same."""
    year = ("2024-01-01", "2025-01-01", "year")
    assert company.figures("amount", by=["shop"], period=year, today=DONE) == {"East": 18, "West": 140}
    trend = company.figures("amount", by=["year"], period=("2023-01-01", "2026-01-01", "year", 3), today=DONE)
    assert trend == {date(2023, 1, 1): 97, date(2024, 1, 1): 158, date(2025, 1, 1): 256}
    assert company.value("amount", period=("2023-01-01", None), today=DONE) == 511


def test_days_on_both_sides_of_an_open_period(company: Company) -> None:
    """Before 2024: 1 + 32 + 64. From 2024 on: the rest that has a date."""
    assert company.value("amount", period=(None, "2024-01-01"), today=DONE) == 97
    assert company.value("amount", period=("2024-01-01", None), today=DONE) == 414


def test_a_week_over_new_year_is_one_week(company: Company) -> None:
    """ISO week 1 of 2025 is 30 December 2024 to 5 January 2025: 128 + 256 in one bucket, named by its Monday."""
    found = company.figures("amount", by=["week"], period=("2024-12-23", "2025-01-06", "week", 2), today=DONE)
    assert found == {date(2024, 12, 23): 0, date(2024, 12, 30): 384}


def test_an_empty_period_has_zero_sales_and_no_mean(company: Company) -> None:
    """Nothing happened in June 2024: 0 sales, 0 money; a mean or a ratio of nothing is no figure."""
    june = ("2024-06-01", "2024-07-01", "month")
    assert company.value("sales", "amount", period=june, today=DONE) == (0, 0)
    assert company.value("mean_amount", "share", period=june, today=DONE) == (None, None)
    assert company.figures("amount", by=["shop"], period=june, today=DONE) == {}


def test_empty_months_of_a_trend_are_shown(company: Company) -> None:
    """April 2024 had nothing: 0 for a sum, no value for a ratio."""
    found = company.figures(
        "amount", "share", by=["month"], period=("2024-02-01", "2024-05-01", "month", 3), today=DONE
    )
    assert found == {date(2024, 2, 1): (12, 6), date(2024, 3, 1): (16, 16), date(2024, 4, 1): (0, None)}


def test_data_that_ends_in_the_past_says_so(company: Company) -> None:
    """The data ends on 5 January 2025. Asked for October 2026: no figure, and how far the data goes."""
    try:
        found = company.answer("amount", period=("2026-10-01", "2026-11-01", "month"), today=date(2026, 11, 23))
    except CannotAnswer as refused:
        assert date(2025, 1, 5) in refused.note.facts.values()
    else:
        assert found.data_through == date(2025, 1, 5)
        assert found.notes
        assert not any(row[0] for row in found.rows)


def test_a_trend_ends_where_the_data_ends(company: Company) -> None:
    """Asked in November 2026 for 2025: January has data up to the 5th; the months after it are unknown, not zero."""
    year = ("2025-01-01", "2026-01-01", "year")
    found = company.figures("amount", by=["month"], period=year, today=date(2026, 11, 23))
    assert found[date(2025, 1, 1)] == 256
    assert all(found.get(date(2025, month, 1)) is None for month in range(2, 13))


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        ("2026-12-21", "2027-01-11", [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]),
        ("2020-12-21", "2021-01-11", [date(2020, 12, 21), date(2020, 12, 28), date(2021, 1, 4)]),
    ],
)
def test_week_53(company: Company, start: str, end: str, weeks: list[date]) -> None:
    """2026 and 2020 have a week 53, from 28 December to 3 January: one week, neither split at New Year nor lost.

    sales
    sale_id  shop  sold_at              amount
    1        East  2026-12-31 10:00:00  1
    2        East  2027-01-03 23:00:00  2
    3        East  2027-01-04 00:00:00  4
    4        East  2020-12-31 10:00:00  1
    5        East  2021-01-03 23:00:00  2
    6        East  2021-01-04 00:00:00  4
    7        East  2027-01-20 00:00:00  64
    """
    found = company.figures("amount", by=["week"], period=(start, end, "week", 3), today=date(2027, 2, 1))
    assert found == dict(zip(weeks, (0, 3, 4), strict=True))
