"""The calendar table: known days of the Gregorian, Jalali and fiscal calendars."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from data.calendar_table import WeekStart, build_calendar


def calendar(first: date, last: date, week_start: WeekStart = "monday", fiscal: int = 1) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    build_calendar(connection, first, last, week_start, fiscal)
    return connection


def day(connection: duckdb.DuckDBPyConnection, when: date) -> dict[str, Any]:
    result = connection.execute("SELECT * FROM kpibot_calendar WHERE day = ?", [when])
    names = [column[0] for column in result.description or ()]
    (row,) = result.fetchall()
    return dict(zip(names, row, strict=True))


def test_a_day_knows_the_starts_of_all_its_periods() -> None:
    assert day(calendar(date(2026, 11, 1), date(2026, 11, 30)), date(2026, 11, 23)) == {
        "day": date(2026, 11, 23),
        "week_start": date(2026, 11, 23),
        "month_start": date(2026, 11, 1),
        "quarter_start": date(2026, 10, 1),
        "year_start": date(2026, 1, 1),
        "jalali_week_start": date(2026, 11, 21),
        "jalali_month_start": date(2026, 11, 22),
        "jalali_quarter_start": date(2026, 9, 23),
        "jalali_year_start": date(2026, 3, 21),
        "fiscal_quarter_start": date(2026, 10, 1),
        "fiscal_year_start": date(2026, 1, 1),
        "days_in_month": 30,
    }


@pytest.mark.parametrize(
    ("when", "year"),
    [
        (date(2025, 3, 20), date(2024, 3, 20)),  # 30 Esfand 1403, the last day of a leap year
        (date(2025, 3, 21), date(2025, 3, 21)),  # 1 Farvardin 1404
        (date(2026, 3, 20), date(2025, 3, 21)),
        (date(2026, 3, 21), date(2026, 3, 21)),
    ],
)
def test_the_jalali_year_turns_at_nowruz(when: date, year: date) -> None:
    assert day(calendar(date(2024, 1, 1), date(2026, 12, 31)), when)["jalali_year_start"] == year


@pytest.mark.parametrize(
    ("week_start", "start"),
    [("monday", date(2026, 11, 16)), ("sunday", date(2026, 11, 22)), ("saturday", date(2026, 11, 21))],
)
def test_a_week_starts_on_the_chosen_day(week_start: WeekStart, start: date) -> None:
    assert day(calendar(date(2026, 11, 1), date(2026, 11, 30), week_start), date(2026, 11, 22))["week_start"] == start


@pytest.mark.parametrize(
    ("fiscal", "when", "quarter", "year"),
    [
        (4, date(2026, 3, 31), date(2026, 1, 1), date(2025, 4, 1)),
        (4, date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
        (10, date(2026, 11, 23), date(2026, 10, 1), date(2026, 10, 1)),
        (2, date(2026, 1, 31), date(2025, 11, 1), date(2025, 2, 1)),
        (12, date(2026, 1, 15), date(2025, 12, 1), date(2025, 12, 1)),
        (12, date(2026, 2, 28), date(2025, 12, 1), date(2025, 12, 1)),
        (12, date(2026, 3, 1), date(2026, 3, 1), date(2025, 12, 1)),
    ],
)
def test_a_fiscal_year_may_start_in_any_month(fiscal: int, when: date, quarter: date, year: date) -> None:
    row = day(calendar(date(2025, 1, 1), date(2026, 12, 31), "monday", fiscal), when)
    assert (row["fiscal_quarter_start"], row["fiscal_year_start"]) == (quarter, year)


def test_leap_february() -> None:
    assert day(calendar(date(2024, 2, 1), date(2024, 3, 1)), date(2024, 2, 29))["days_in_month"] == 29


def test_periods_are_of_the_right_length_and_follow_each_other() -> None:
    connection = calendar(date(2019, 1, 1), date(2030, 12, 31))
    whole = "BETWEEN DATE '2019-04-01' AND DATE '2030-09-01'"
    for column, lengths in {
        "week_start": {7},
        "jalali_week_start": {7},
        "month_start": {28, 29, 30, 31},
        "jalali_month_start": {29, 30, 31},
        "quarter_start": {90, 91, 92},
        "jalali_quarter_start": {89, 90, 93},
        "year_start": {365, 366},
        "jalali_year_start": {365, 366},
    }.items():
        found = connection.execute(
            f"SELECT DISTINCT n FROM (SELECT {column}, count(*) AS n, min(day) = {column} AS begins "
            f"FROM kpibot_calendar GROUP BY {column}) "
            f"WHERE begins AND {column} + n::INTEGER < DATE '2031-01-01' AND {column} {whole}"
        ).fetchall()
        assert {n for (n,) in found} == lengths, column


def test_every_day_once() -> None:
    connection = calendar(date(2020, 1, 1), date(2021, 12, 31))
    days = [when for (when,) in connection.execute("SELECT day FROM kpibot_calendar ORDER BY day").fetchall()]
    assert days == [date(2020, 1, 1) + timedelta(days=offset) for offset in range(731)]


def test_building_again_replaces_it() -> None:
    connection = calendar(date(2020, 1, 1), date(2020, 1, 31))
    build_calendar(connection, date(2021, 1, 1), date(2021, 1, 2))
    assert connection.execute("SELECT count(*) FROM kpibot_calendar").fetchall() == [(2,)]


def test_impossible_calendars_are_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        calendar(date(2020, 1, 1), date(2020, 1, 2), "monday", 13)
    with pytest.raises(ValueError, match="ends"):
        calendar(date(2020, 1, 2), date(2020, 1, 1))


def test_the_demo_has_a_calendar_around_all_its_days(demo: Any) -> None:
    assert demo.rows("SELECT min(day) <= DATE '2021-01-01', max(day) >= DATE '2028-11-23' FROM kpibot_calendar") == [
        (True, True)
    ]
    for table, column in (
        ("customers", "acquired_on"),
        ("subscriptions", "started_on"),
        ("customer_spells", "started_on"),
    ):
        assert demo.value(f"SELECT min({column}) >= (SELECT min(day) FROM kpibot_calendar) FROM {table}")
