"""Days and months of a calendar: where a unit starts, and the same day some units later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from persiantools.jdatetime import JalaliDate

from queries.catalogue.model import CalendarSettings
from queries.query import Calendar, Unit

MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}


@dataclass(frozen=True, slots=True)
class Rules:
    """A calendar with the workspace's settings: the weekday weeks start on (0: Monday), the year's first month."""

    calendar: Calendar
    week_start: int
    year_start: int

    def start(self, day: date, unit: Unit) -> date:
        """The first day of the unit that holds this day."""
        if unit == "day":
            return day
        if unit == "week":
            return day - timedelta(days=(day.weekday() - self.week_start) % 7)
        index, _ = self._position(day)
        return self._day(index - (index - (self.year_start - 1)) % MONTHS[unit], 1)

    def shift(self, day: date, unit: Unit, count: int) -> date:
        """The same day that many units later; the last day of a month that is too short."""
        if unit == "day":
            return day + timedelta(days=count)
        if unit == "week":
            return day + timedelta(weeks=count)
        index, number = self._position(day)
        return self._day(index + count * MONTHS[unit], number)

    def next(self, day: date, unit: Unit) -> date:
        """The first day of the unit after the one that holds this day."""
        return self.shift(self.start(day, unit), unit, 1)

    def month_number(self, day: date) -> int:
        """The month's place in its calendar's year, from 1."""
        return self._position(day)[0] % 12 + 1

    def _position(self, day: date) -> tuple[int, int]:
        """The month counted from year 0, and the day in it."""
        if self.calendar == "jalali":
            there = JalaliDate(day)
            return there.year * 12 + there.month - 1, there.day
        return day.year * 12 + day.month - 1, day.day

    def _day(self, index: int, number: int) -> date:
        year, month = index // 12, index % 12 + 1
        if self.calendar == "jalali":
            found: date = JalaliDate(year, month, min(number, JalaliDate.days_in_month(month, year))).to_gregorian()
            return found
        if number > 28:
            following = date(year + month // 12, month % 12 + 1, 1)
            number = min(number, (following - timedelta(days=1)).day)
        return date(year, month, number)


@lru_cache(maxsize=64)
def rules_of(calendar: Calendar, settings: CalendarSettings) -> Rules:
    """The rules of a calendar in this workspace. Jalali weeks start on Saturday."""
    week_start = 5 if calendar == "jalali" else _WEEKDAYS[settings.week_start]
    return Rules(calendar, week_start, settings.fiscal_year_start if calendar == "fiscal" else 1)
