"""The days the demo company turns on: where its data starts and ends, and when each planted story happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """The first day of the month that lies `months` after the month of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """`quarter` is the first day of the current quarter; the stories happen in the full quarters before it."""

    today: date

    @property
    def first_year(self) -> int:
        return self.today.year - 3

    @property
    def first(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def after(self) -> date:
        return self.today + timedelta(days=1)

    @property
    def quarter(self) -> date:
        return date(self.today.year, self.today.month - (self.today.month - 1) % 3, 1)

    @property
    def last_quarter(self) -> date:
        return months_later(self.quarter, -3)

    @property
    def quarter_before(self) -> date:
        return months_later(self.quarter, -6)

    @property
    def price_rise(self) -> date:
        return months_later(self.last_quarter, -1)

    @property
    def migration(self) -> tuple[date, date]:
        """First day, and the day after the last, of the support migration."""
        start = self.quarter_before + timedelta(days=14)
        return start, start + timedelta(days=42)
