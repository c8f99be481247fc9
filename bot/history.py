"""How a single figure came here: the same figure in the whole buckets up to the end of its period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.answer import Answer
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.query import Period, Query, Unit

_POINTS = 12
_BUCKETS: dict[str | None, Unit] = {"day": "day", "week": "week"}  # any longer period, and any other: months


def history_query(query: Query, told: Answer, catalogue: Catalogue) -> Query | None:
    """The question for a figure's past; None for a figure of all time. `told` says the days really used."""
    period = told.period or query.period
    if period is None or period.end is None:
        return None
    bucket = _BUCKETS.get(period.unit, "month")
    rules = rules_of(query.calendar, catalogue.calendar)
    end = rules.start(period.end, bucket)  # a bucket that still runs is no point of the line
    start = rules.shift(end, bucket, -_POINTS)
    past = Period(start, end, bucket, _POINTS, query.calendar)
    return replace(query, by=(bucket,), period=past, compare=None, analysis="trend", chart=None)


def points_of(answer: Answer) -> tuple[tuple[date, float | None], ...]:
    """The buckets of a trend's answer in their order."""
    when, figure = answer.column("bucket"), answer.column("metric")
    if when is None or figure is None:
        return ()
    found = []
    for row in answer.rows:
        day, value = row[when], row[figure]
        if isinstance(day, date):
            found.append((day, float(value) if isinstance(value, int | float) else None))
    return tuple(sorted(found))
