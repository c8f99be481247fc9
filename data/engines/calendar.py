"""The calendar table for engines that get it from kpibot: its columns and its rows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from data.calendar_table import COLUMNS, WEEK_STARTS, calendar_row
from data.engines.opened import CalendarRules

CALENDAR = "kpibot_calendar"
_YEARS_BACK, _YEARS_AHEAD = 25, 5

Day = tuple[date | int, ...]


def calendar_columns() -> Iterator[tuple[str, str]]:
    """Each column's name and type."""
    yield from ((name, "DATE") for name in COLUMNS)
    yield "days_in_month", "INTEGER"


def calendar_rows(rules: CalendarRules) -> list[Day]:
    """A row a day, from 25 years ago to 5 years ahead, whole years."""
    this_year = date.today().year
    return _rows(rules, this_year - _YEARS_BACK, this_year + _YEARS_AHEAD)


@lru_cache(maxsize=4)
def _rows(rules: CalendarRules, first_year: int, last_year: int) -> list[Day]:
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    start = WEEK_STARTS[rules.week_start]
    return [(*calendar_row(day, start, rules.fiscal_year_start), monthrange(day.year, day.month)[1]) for day in days]
