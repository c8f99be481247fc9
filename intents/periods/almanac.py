"""Days, weeks, months and years counted on one calendar: where a unit starts, and a day moved by units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from persiantools.jdatetime import JalaliDate

from queries.catalogue.model import Weekday
from queries.query import Calendar, Unit

MONTHS_IN: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Almanac:
    """One way of counting. Months have one running number, so that quarters, halves and years are divisions of it.

    A fiscal year that does not start in January carries the number of the year it ends in. `first_weekday` is 0 for
    Monday.
    """

    calendar: Calendar
    first_weekday: int
    first_month: int = 1

    def month_number(self, day: date) -> int:
        """The running number of the month a day lies in."""
        if self.calendar == "jalali":
            own = JalaliDate.to_jalali(day)
            return int(own.year * 12 + own.month - 1)
        return day.year * 12 + day.month - 1 + (12 - self.first_month + 1 if self.first_month > 1 else 0)

    def month_start(self, number: int) -> date:
        """The first day of the month with that running number."""
        if self.calendar == "jalali":
            return _jalali_month_start(number)
        number -= 12 - self.first_month + 1 if self.first_month > 1 else 0
        return date(number // 12, number % 12 + 1, 1)

    def year(self, day: date) -> int:
        """The number of the year a day lies in."""
        return self.month_number(day) // 12

    def floor(self, day: date, unit: Unit) -> date:
        """The first day of the unit a day lies in."""
        if unit == "day":
            return day
        if unit == "week":
            return day - timedelta(days=(day.weekday() - self.first_weekday) % 7)
        number = self.month_number(day)
        return self.month_start(number - number % MONTHS_IN[unit])

    def shift(self, start: date, unit: Unit, count: int) -> date:
        """The first day of a unit, moved by units."""
        if unit == "day":
            return start + count * _DAY
        if unit == "week":
            return start + timedelta(weeks=count)
        return self.month_start(self.month_number(start) + count * MONTHS_IN[unit])

    def year_start(self, year: int) -> date:
        """The first day of the year with that number."""
        return self.month_start(year * 12)

    def day_of(self, year: int, month: int, day: int) -> date | None:
        """A day by its numbers, or None where the month has no such day."""
        if not 1 <= month <= 12 or day < 1:
            return None
        start = self.month_start(year * 12 + month - 1)
        wanted = start + timedelta(days=day - 1)
        return wanted if wanted < self.shift(start, "month", 1) else None

    def first_week(self, start: date) -> date:
        """The first week that has most of its days from `start` on: ISO week 1 where weeks start on Monday."""
        week = self.floor(start, "week")
        return week if (start - week).days <= 3 else week + timedelta(weeks=1)


@lru_cache(maxsize=4096)
def _jalali_month_start(number: int) -> date:
    day: date = JalaliDate(number // 12, number % 12 + 1, 1).to_gregorian()
    return day


@lru_cache(maxsize=64)
def almanac(calendar: Calendar, week_start: Weekday = "monday", fiscal_year_start: int = 1) -> Almanac:
    """The calendar as a workspace counts it. Jalali weeks begin on Saturday; fiscal years from January are plain."""
    if calendar == "jalali":
        return Almanac("jalali", _WEEKDAYS["saturday"])
    if calendar == "fiscal" and fiscal_year_start != 1:
        return Almanac("fiscal", _WEEKDAYS[week_start], fiscal_year_start)
    return Almanac("gregorian", _WEEKDAYS[week_start])
