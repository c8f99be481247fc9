"""Where and when a question is asked: today, the workspace's calendars, the order of day and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from intents.periods.almanac import Almanac, almanac
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """`calendar` is the one that units without a calendar of their own are counted on."""

    today: date
    settings: CalendarSettings
    calendar: Calendar
    day_first: bool = False

    def almanac(self, calendar: Calendar | None = None) -> Almanac:
        """The calendar asked for, or the question's own: also where no fiscal year is set."""
        if calendar == "fiscal" and self.settings.fiscal_year_start == 1:
            calendar = self.calendar
        return almanac(calendar or self.calendar, self.settings.week_start, self.settings.fiscal_year_start)

    @property
    def tomorrow(self) -> date:
        """The end of a period that runs through today."""
        return self.today + timedelta(days=1)
