"""Which days an alert watches: those of its question, moved along; else the last whole month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.alerts.alert import Condition
from bot.digests.moved import moved
from charts.additive import adds_over_time
from queries.calendars.rules import rules_of
from queries.catalogue.model import CalendarSettings, Catalogue, Stock
from queries.query import BUCKETS, Calendar, Period, Query, Unit, plain_analysis

_DAY = timedelta(days=1)
_COMPARED: tuple[Unit, ...] = ("day", "week", "month", "quarter")


def watched(query: Query, day: date, catalogue: Catalogue, condition: Condition, *, said: bool) -> Query:
    """The question as an alert watches it.

    Where no days were `said`, those of a figure that adds up or is a rate are the last whole month; a stock is watched
    as of each day, and a target over the month that runs. A trend is watched by its last whole bucket. An amount that
    must not be below something is watched over whole days only, because every month begins with nothing. What must not
    be unusual is watched over one unit, to be held against those before.
    """
    below = condition.kind == "threshold" and condition.op in ("<", "<=")
    single = condition.kind == "unusual"
    stock = any(isinstance(catalogue.metrics[m].definition, Stock) for m in query.metrics)
    period, calendar = query.period, query.calendar
    bucket = query.bucket
    if bucket is not None:
        period = last_whole(bucket, day, calendar, catalogue.calendar)  # type: ignore[arg-type]
    elif not said and condition.kind == "target":
        rules = rules_of(calendar, catalogue.calendar)
        period = Period(rules.start(day, "month"), rules.next(day, "month"), "month", 1, calendar)
    elif not said and not stock:
        period = last_whole("month", day, calendar, catalogue.calendar)
    elif period is not None and period.end is not None and period.start is not None:
        unit: Unit = period.unit or "day"
        several = single and (period.count > 1 or unit not in _COMPARED)
        runs = period.end > day and below and any(adds_over_time(m, catalogue) for m in query.metrics)
        if several or (runs and period.count == 1):
            kept = unit if unit in _COMPARED or not single else "month"
            period = last_whole(kept, day, period.calendar, catalogue.calendar)
    by = tuple(b for b in query.by if b not in BUCKETS)
    plain = replace(
        query, by=by, period=period, having=(), compare=None, rank=None, transforms=(), chart=None, analysis="value"
    )
    return plain_analysis(plain)


def last_whole(unit: Unit, day: date, calendar: Calendar, settings: CalendarSettings) -> Period:
    """The last whole day, week, month … before a day."""
    rules = rules_of(calendar, settings)
    end = rules.start(day, unit)
    return Period(rules.shift(end, unit, -1), end, unit, 1, calendar)


def moved_on(query: Query, asked_on: date, today: date, through: date | None, settings: CalendarSettings) -> Query:
    """The question on a day, as far as the data goes: where it ends before today, the last whole ones in it."""
    day = today if through is None else min(today, through + _DAY)
    return moved(query, asked_on, day, settings)


def is_whole(period: Period | None, through: date | None) -> bool:
    """Whether the data covers all days of a period."""
    return period is None or period.end is None or through is None or through >= period.end - _DAY
