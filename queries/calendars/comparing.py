"""The days a period is compared with: the period before, the same one a year before, like held against like."""

from __future__ import annotations

from datetime import date, timedelta

from queries.calendars.rules import Rules
from queries.query import CompareKind, Period, Unit

_SHIFTS: dict[str, Unit] = {
    "previous_year": "year",
    "previous_quarter": "quarter",
    "previous_month": "month",
    "previous_week": "week",
}


def whole_end(period: Period, rules: Rules) -> date | None:
    """Where the period's units end, also where the period itself ends earlier ("year to date")."""
    if period.start is None or period.unit is None:
        return period.end
    natural = rules.shift(period.start, period.unit, period.count)
    return natural if period.end is None or period.end <= natural else period.end


def earlier(period: Period, kind: CompareKind, rules: Rules) -> Period | None:
    """The whole period that one is held against; None where it has no start to count back from."""
    end = whole_end(period, rules)
    if period.start is None or end is None:
        return None
    if kind == "previous_period":
        start = _period_before(period, end, rules)
        return Period(start, period.start, period.unit, period.count, period.calendar)
    unit = _SHIFTS[kind]
    if kind == "previous_year" and period.unit == "week":
        weeks = timedelta(weeks=52)  # the same weekdays, and week 53 has a partner too
        return Period(period.start - weeks, end - weeks, period.unit, period.count, period.calendar)
    start = rules.shift(period.start, unit, -1)
    return Period(start, _end_before(period, end, unit, rules), period.unit, period.count, period.calendar)


def cut_alike(days: int, whole: Period) -> Period:
    """The first days of a period, as many as the unfinished one has, at most all."""
    if whole.start is None:
        return whole
    end = whole.start + timedelta(days=days)
    if whole.end is not None:
        end = min(end, whole.end)
    return Period(whole.start, end, whole.unit, whole.count, whole.calendar)


def _period_before(period: Period, end: date, rules: Rules) -> date:
    assert period.start is not None
    if period.unit is not None and rules.shift(period.start, period.unit, period.count) == end:
        return rules.shift(period.start, period.unit, -period.count)
    return period.start - (end - period.start)


def _end_before(period: Period, end: date, unit: Unit, rules: Rules) -> date:
    """The end a unit earlier: of whole months the month's end, else the last day's counterpart."""
    assert period.start is not None
    if rules.start(period.start, "month") == period.start and rules.start(end, "month") == end:
        return rules.shift(end, unit, -1)
    return rules.shift(end - timedelta(days=1), unit, -1) + timedelta(days=1)
