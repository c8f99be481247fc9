"""The calendar table: for each day the first day of its week, month, quarter and year, Gregorian, Jalali and fiscal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import duckdb
from persiantools.jdatetime import JalaliDate

WeekStart = Literal["monday", "saturday", "sunday"]
Row = tuple[date, ...]

COLUMNS = (
    "day",
    "week_start",
    "month_start",
    "quarter_start",
    "year_start",
    "jalali_week_start",
    "jalali_month_start",
    "jalali_quarter_start",
    "jalali_year_start",
    "fiscal_quarter_start",
    "fiscal_year_start",
)
WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


def week_start_of(day: date, first_weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def fiscal_starts(day: date, first_month: int) -> tuple[date, date]:
    """The first days of the fiscal quarter and year that hold `day`."""
    passed = (day.month - first_month) % 12
    into_quarter = passed % 3
    quarter = date(day.year - (1 if day.month <= into_quarter else 0), (day.month - into_quarter - 1) % 12 + 1, 1)
    year = date(day.year if day.month >= first_month else day.year - 1, first_month, 1)
    return quarter, year


def jalali_starts(day: date) -> tuple[date, date, date]:
    """The first days of the Jalali month, quarter and year that hold `day`."""
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    quarter_month = jalali.month - (jalali.month - 1) % 3
    month = day - timedelta(days=jalali.day - 1)
    quarter: date = JalaliDate(jalali.year, quarter_month, 1).to_gregorian()
    year: date = JalaliDate(jalali.year, 1, 1).to_gregorian()
    return month, quarter, year


def calendar_row(day: date, first_weekday: int, fiscal_first_month: int) -> Row:
    return (
        day,
        week_start_of(day, first_weekday),
        day.replace(day=1),
        date(day.year, day.month - (day.month - 1) % 3, 1),
        date(day.year, 1, 1),
        week_start_of(day, WEEK_STARTS["saturday"]),
        *jalali_starts(day),
        *fiscal_starts(day, fiscal_first_month),
    )


def build_calendar(
    connection: duckdb.DuckDBPyConnection,
    first: date,
    last: date,
    week_start: WeekStart = "monday",
    fiscal_year_start: int = 1,
) -> None:
    """Create the table `kpibot_calendar` with one row a day from `first` to `last`, both included."""
    if not 1 <= fiscal_year_start <= 12:
        raise ValueError(f"fiscal_year_start is a month from 1 to 12, not {fiscal_year_start}")
    if last < first:
        raise ValueError(f"the calendar ends on {last}, before it starts on {first}")
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    rows = [calendar_row(day, WEEK_STARTS[week_start], fiscal_year_start) for day in days]
    connection.execute(
        "CREATE OR REPLACE TABLE kpibot_calendar (day DATE PRIMARY KEY, "
        + "".join(f"{name} DATE NOT NULL, " for name in COLUMNS[1:])
        + "days_in_month INTEGER NOT NULL)"
    )
    lists = ", ".join(f"unnest(?::DATE[]) AS {name}" for name in COLUMNS)
    connection.execute(
        f"INSERT INTO kpibot_calendar SELECT *, day(last_day(month_start)) FROM (SELECT {lists})",  # noqa: S608 - own names
        [list(column) for column in zip(*rows, strict=True)],
    )
