"""Years, months and weeks by their numbers on one calendar, beside the arithmetic of queries.calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from persiantools.jdatetime import JalaliDate

from queries.calendars.rules import MONTHS, Rules, rules_of
from queries.catalogue.model import CalendarSettings, Weekday
from queries.query import Calendar, Unit

MONTHS_IN = MONTHS


@dataclass(frozen=True, slots=True)
class Almanac:
    """A calendar whose months have one running number: year × 12 + place in the year.

    A fiscal year that does not start in January carries the number of the year it ends in.
    """

    rules: Rules

    @property
    def calendar(self) -> Calendar:
        """Which calendar it is."""
        return self.rules.calendar

    def floor(self, day: date, unit: Unit) -> date:
        """The first day of the unit a day lies in."""
        return self.rules.start(day, unit)

    def shift(self, day: date, unit: Unit, count: int) -> date:
        """A day moved by units."""
        return self.rules.shift(day, unit, count)

    def month_number(self, day: date) -> int:
        """The running number of the month a day lies in."""
        if self.calendar == "jalali":
            own = JalaliDate.to_jalali(day)
            return int(own.year * 12 + own.month - 1)
        return day.year * 12 + day.month - 1 + self._months_ahead

    def month_start(self, number: int) -> date:
        """The first day of the month with that running number."""
        if self.calendar == "jalali":
            return _jalali_month_start(number)
        number -= self._months_ahead
        return date(number // 12, number % 12 + 1, 1)

    def year(self, day: date) -> int:
        """The number of the year a day lies in."""
        return self.month_number(day) // 12

    def year_start(self, year: int) -> date:
        """The first day of the year with that number."""
        return self.month_start(year * 12)

    def day_of(self, year: int, month: int, day: int) -> date | None:
        """A day by its numbers, or None where the month has no such day."""
        if not 1 <= month <= 12 or day < 1:
            return None
        number = year * 12 + month - 1
        wanted = self.month_start(number) + timedelta(days=day - 1)
        return wanted if wanted < self.month_start(number + 1) else None

    def first_week(self, start: date) -> date:
        """The first week that has most of its days from `start` on: ISO week 1 where weeks start on Monday."""
        week = self.floor(start, "week")
        return week if (start - week).days <= 3 else week + timedelta(weeks=1)

    @property
    def _months_ahead(self) -> int:
        return (13 - self.rules.year_start) % 12


@lru_cache(maxsize=4096)
def _jalali_month_start(number: int) -> date:
    day: date = JalaliDate(number // 12, number % 12 + 1, 1).to_gregorian()
    return day


@lru_cache(maxsize=64)
def almanac(calendar: Calendar, week_start: Weekday = "monday", fiscal_year_start: int = 1) -> Almanac:
    """The calendar as a workspace counts it. Fiscal years that start in January are plain years."""
    plain = "gregorian" if calendar == "fiscal" and fiscal_year_start == 1 else calendar
    return Almanac(rules_of(plain, CalendarSettings(week_start, fiscal_year_start)))
